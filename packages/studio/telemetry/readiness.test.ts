import { describe, expect, it } from 'vitest';
import { readiness } from './readiness.ts';

const well = async () => 'fine';
const never = () => new Promise(() => {});
const sick = async () => {
  throw new Error('connect ECONNREFUSED db.internal:5432');
};

describe('readiness', () => {
  it('is there when all that is needed is up, and says of each how it is', async () => {
    const faults: string[] = [];
    const { ready, checks } = await readiness(
      [
        { name: 'database', needed: true, check: well },
        { name: 'cache', needed: false, check: sick },
      ],
      { onFault: (name, error) => faults.push(`${name}: ${error}`) },
    );
    expect(ready).toBe(true);
    expect(checks.map(({ name, state }) => `${name} ${state}`)).toEqual(['database up', 'cache down']);
    expect(JSON.stringify(checks)).not.toContain('internal');
    expect(faults).toEqual(['cache: Error: connect ECONNREFUSED db.internal:5432']);
  });

  it('is not there when something needed is down', async () => {
    const { ready } = await readiness([{ name: 'database', needed: true, check: sick }], { onFault: () => {} });
    expect(ready).toBe(false);
  });

  it('does not wait for what never answers, and tells it to stop', async () => {
    const stopped: boolean[] = [];
    const { ready, checks } = await readiness(
      [
        { name: 'broker', needed: true, check: never },
        {
          name: 'storage',
          needed: true,
          check: (signal) =>
            new Promise((_, reject) => signal.addEventListener('abort', () => reject(stopped.push(true)))),
        },
      ],
      { onFault: () => {}, patience: 30 },
    );
    expect(ready).toBe(false);
    expect(checks.map(({ state }) => state)).toEqual(['down', 'down']);
    expect(stopped).toEqual([true]);
  });

  it('hears of a check that throws before it begins', async () => {
    const check = () => {
      throw new Error('no');
    };
    const { checks } = await readiness([{ name: 'engine', needed: false, check }], { onFault: () => {} });
    expect(checks[0]?.state).toBe('down');
  });
});
