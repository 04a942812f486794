import { afterEach, describe, expect, it, vi } from 'vitest';
import { Understanding } from './understanding.ts';

const task = (content: string) => ({
  ...{
    draft: { name: 'a.fountain', bytes: new TextEncoder().encode(content) },
    bible: null,
    seed: 1,
    untitled: 'A film',
  },
});
const good = task('INT. KITCHEN - NIGHT\n\nTOM (12) waits.\n\nTOM\nIt is snowing.\n');
/** Seconds of work, and more memory than there is. */
const heavy = task('~a\n'.repeat(700_000));

/** As much as a file may hold, four times the work: a machine that did `heavy` in three seconds was not too slow for a patience of five. */
const endless = task('~a\n'.repeat(2_700_000));

describe('a script', () => {
  let understanding: Understanding;
  afterEach(() => understanding.close());

  it('that fills the memory is refused, and the next is understood', async () => {
    understanding = new Understanding({ megabytes: 96 });
    await expect(understanding.breakDown('mallory', heavy)).rejects.toMatchObject({ code: 'script-too-complex' });
    expect((await understanding.breakDown('mallory', good)).cast).toMatchObject([{ name: 'Tom' }]);
  });

  it('that takes too long is given up, and the next is understood', async () => {
    understanding = new Understanding({ patience: 5_000, megabytes: 4_096 });
    await expect(understanding.breakDown('mallory', endless)).rejects.toMatchObject({ code: 'script-too-slow' });
    // The thread that was given up may still hold the machine: on a slow one the next takes a second try.
    await vi.waitFor(async () => {
      expect((await understanding.breakDown('mallory', good)).cast).toMatchObject([{ name: 'Tom' }]);
    }, 60_000);
  });
});
