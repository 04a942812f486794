import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasEverything, type LagPoint, replayedUntil, secondsLost } from './lag.ts';

const minute = 60_000;

describe('the lag of a replica', () => {
  it('tells what was lost at the disaster, however long ago that was', () => {
    const before: LagPoint[] = [0, 1, 2, 3].map((n) => ({ at: n * minute, lag: 4 }));
    // The source is gone at minute 4: from now on the lag grows by itself.
    const after: LagPoint[] = [5, 6, 7, 30].map((n) => ({ at: n * minute, lag: 4 + (n - 3) * 60 }));
    const lostAt = 4 * minute;
    expect(secondsLost(before, lostAt)).toBe(64);
    expect(secondsLost([...before, ...after], lostAt)).toBe(64);
  });

  it('tells nothing when nothing was replicated', () => {
    expect(secondsLost([], 0)).toBeNull();
    expect(secondsLost([{ at: minute, lag: -1 }], minute)).toBeNull();
    expect(hasEverything([{ at: minute, lag: -1 }], 0)).toBe(false);
  });

  it('proves that all is there only by something later than the last writer', () => {
    expect(hasEverything([{ at: 10 * minute, lag: 0 }], 10 * minute)).toBe(false);
    expect(hasEverything([{ at: 11 * minute, lag: 61 }], 10 * minute)).toBe(false);
    expect(hasEverything([{ at: 11 * minute, lag: 59 }], 10 * minute)).toBe(true);
  });

  it('never calls more replayed than was, whenever in its minute each reading was taken', () => {
    const reading = fc.record({ minute: fc.nat(500), second: fc.nat(59), lag: fc.nat(4_000) });
    fc.assert(
      fc.property(fc.array(reading, { minLength: 1 }), (readings) => {
        const really = Math.max(...readings.map((r) => r.minute * minute + r.second * 1_000 - r.lag * 1_000));
        const said = replayedUntil(readings.map((r) => ({ at: r.minute * minute, lag: r.lag })));
        expect(said).toBeLessThanOrEqual(really);
      }),
    );
  });
});
