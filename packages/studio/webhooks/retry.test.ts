import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { enough, nextTry, pauses, whyDisable } from './retry.ts';

describe('the tries of a delivery', () => {
  it('come later each time, whatever luck says, and have an end', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: pauses.length - 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (failures, luck) => {
          expect(nextTry(failures + 1, 0)).toBeGreaterThan(nextTry(failures, luck) ?? Number.POSITIVE_INFINITY);
        },
      ),
    );
    expect(nextTry(pauses.length + 1, 0)).toBeNull();
  });
});

describe('an endpoint', () => {
  const now = new Date('2026-11-26T12:00:00Z');
  const since = (milliseconds: number) => new Date(now.getTime() - milliseconds);

  it.each([
    ['has failed for long, but every delivery may still succeed', since(enough.failingFor), 0, 500, false],
    ['has failed for less than three days', since(enough.failingFor - 1), enough.givenUp - 1, 500, false],
    ['has failed for three days', since(enough.failingFor), 1, 500, true],
    ['has had many deliveries given up in a row', since(1), enough.givenUp, null, true],
    ['says that it is gone', null, 0, 410, true],
  ])('that %s', (_, failingSince, givenUp, status, disabled) => {
    expect(whyDisable({ failingSince, givenUp }, status, now) !== null).toBe(disabled);
  });
});
