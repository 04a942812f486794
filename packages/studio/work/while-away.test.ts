import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { whileAway } from './while-away.ts';

const refused = (code: string) => Object.assign(new DatabaseError('no', 2, 'error'), { code });

describe('what is said to a database that may be away', () => {
  /** Fails so often with this, then works. */
  const after = (failures: number, error: Error) => {
    let tries = 0;
    return async () => {
      tries += 1;
      if (tries <= failures) throw error;
      return tries;
    };
  };

  it('is said again until it is back', async () => {
    const troubles: unknown[] = [];
    const gone = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(await whileAway(after(1, gone), 60_000, (error) => troubles.push(error))).toBe(2);
    expect(troubles).toEqual([gone]);
    const starting = refused('57P03');
    expect(await whileAway(after(1, starting), 60_000)).toBe(2);
  });

  it('is not said again when the statement itself was refused', async () => {
    const check = refused('23514');
    await expect(whileAway(after(1, check), 60_000)).rejects.toBe(check);
  });

  it('is given up when patience is at its end', async () => {
    const gone = new Error('connect ECONNREFUSED');
    let clock = 0;
    const now = () => {
      clock += 500;
      return clock;
    };
    await expect(whileAway(after(9, gone), 600, undefined, now)).rejects.toBe(gone);
  });
});
