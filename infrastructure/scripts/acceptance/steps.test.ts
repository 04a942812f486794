import { setTimeout as delay } from 'node:timers/promises';
import { StudioError } from '@ai-film-studio/client';
import { describe, expect, it } from 'vitest';
import { BrokenOff, Steps } from './steps.ts';

describe('a step', () => {
  it('goes on when something does not hold, and all of it is a fault', async () => {
    const said: string[] = [];
    const steps = new Steps((line) => said.push(line));
    const made = await steps.do('a film is made', async (look) => {
      look(true, 'never said');
      look(false, 'It is short.');
      look(false, 'It is mute.');
      return 'a film';
    });
    expect(made).toBe('a film');
    expect(steps.done).toMatchObject([
      { name: 'a film is made', faults: ['It is short.', 'It is mute.'], leftOut: null },
    ]);
    expect(said.map((line) => line.replace(/\d+\.\d/, '…').trim())).toEqual([
      'FAIL    … s  a film is made',
      'It is short.',
      'It is mute.',
    ]);
  });

  it('is broken off when it can’t be done, with what was found till then and why', async () => {
    const steps = new Steps(() => {});
    const refused = new StudioError(402, 'r-1', { code: 'credits-short', detail: 'Two are missing.' });
    const broken = steps.do('a film is begun', async (look) => {
      look(false, 'It is dear.');
      throw refused;
    });
    await expect(broken).rejects.toThrow(BrokenOff);
    expect(steps.done[0]?.faults).toEqual([
      'It is dear.',
      'The studio answered 402 credits-short: Two are missing. (request r-1)',
    ]);
  });

  it('says that its time is over, whatever waited', async () => {
    const steps = new Steps(() => {});
    const signal = AbortSignal.timeout(1);
    await steps.do('waits', () => delay(60_000, undefined, { signal })).catch(() => {});
    await steps.do('asks', async () => signal.throwIfAborted()).catch(() => {});
    await steps.do('meets nobody', async () => fetch('http://127.0.0.1:1/')).catch(() => {});
    expect(steps.done.map(({ faults }) => faults[0])).toEqual([
      'It took longer than --minutes allow.',
      'It took longer than --minutes allow.',
      expect.stringMatching(/^fetch failed: ./),
    ]);
  });
});
