import { setTimeout as delay } from 'node:timers/promises';
import { StudioError } from '@ai-film-studio/client';
import { describe, expect, it } from 'vitest';
import { BrokenOff, limitOf, passed, type Step, Steps, summaryOf } from './steps.ts';

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

  it('says whose time is over, whatever waited', async () => {
    const steps = new Steps(() => {});
    const signal = limitOf(1, 'Deleting took long.');
    await steps.do('waits', () => delay(3_600_000, undefined, { signal })).catch(() => {});
    await steps.do('asks', () => fetch('http://127.0.0.1:1/', { signal })).catch(() => {});
    await steps.do('meets nobody', () => fetch('http://127.0.0.1:1/')).catch(() => {});
    expect(steps.done.map(({ faults }) => faults[0])).toEqual([
      'Deleting took long.',
      'Deleting took long.',
      expect.stringMatching(/^fetch failed: ./),
    ]);
  });
});

const url = new URL('https://api.sandbox.example.com');
const well: Step = { name: 'a film is made', seconds: 61.24, faults: [], leftOut: null };
const ill: Step = {
  name: 'credits add up',
  seconds: 0.06,
  faults: ['It cost <2> | "3".', 'And 5 & 6.'],
  leftOut: null,
};
const left: Step = { name: 'a webhook listens', seconds: 0, faults: [], leftOut: 'there is no address' };

describe('the report', () => {
  it('has passed without a fault, whatever was left out', () => {
    expect(passed([well, left])).toBe(true);
    expect(passed([well, ill])).toBe(false);
  });

  it('is a table whose cells nothing can end', () => {
    expect(summaryOf([well, ill, left], url)).toBe(`## Acceptance of api.sandbox.example.com: 1 of 3 steps failed

| step | s | found |
| --- | ---: | --- |
| a film is made | 61.2 | ok |
| credits add up | 0.1 | It cost &lt;2> \\| "3".<br>And 5 & 6. |
| a webhook listens | 0.0 | left out: there is no address |

In 61 s.
`);
    expect(summaryOf([well], url)).toContain(': passed\n');
  });
});
