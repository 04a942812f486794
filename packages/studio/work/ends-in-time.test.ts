import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endsInTime } from './ends-in-time.ts';

describe('whether a job ends in time', () => {
  it('follows from its pace', () => {
    expect(endsInTime({ startedAt: 0, share: 0.5 }, 30_000, 70_000)).toBe(true);
    expect(endsInTime({ startedAt: 0, share: 0.25 }, 30_000, 70_000)).toBe(false);
  });

  it('is hoped of a job that has not said how far it is, until the time is up', () => {
    expect(endsInTime({ startedAt: 0, share: 0 }, 30_000, 70_000)).toBe(true);
    expect(endsInTime({ startedAt: 0, share: 0 }, 69_000, 70_000)).toBe(false);
  });

  it('is only ever hoped more when there is more time, or more done', () => {
    const time = fc.nat(200_000);
    fc.assert(
      fc.property(time, time, fc.double({ min: 0.01, max: 1, noNaN: true }), time, (now, left, share, more) => {
        const one = endsInTime({ startedAt: 0, share }, now, now + left);
        if (one) expect(endsInTime({ startedAt: 0, share }, now, now + left + more)).toBe(true);
        if (one) expect(endsInTime({ startedAt: 0, share: Math.min(1, share * 2) }, now, now + left)).toBe(true);
      }),
      { seed: 7 },
    );
  });
});
