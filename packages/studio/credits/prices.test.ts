import { forecast, jobKinds, offlinePrices, type Plan } from '@ai-film-studio/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capOf, costOf, type PricedSettings, priceOf, pricesFor } from './prices.ts';

const kinds = fc.constantFrom(...jobKinds);
const lengths = fc.double({ min: 0, max: 7200, noNaN: true });
const sides = fc.integer({ min: 16, max: 4096 });
const settings = fc.record({ engine: fc.constant('animatic 3'), width: sides, height: sides });
const jobs = fc.array(fc.record({ kind: kinds, seconds: lengths }), { maxLength: 60 });
const hd: PricedSettings = { engine: 'animatic 3', width: 1280, height: 720 };

describe('prices', () => {
  it('are those of the command line in all its sizes', () => {
    for (const [width, height] of [
      [1280, 720],
      [1920, 1080],
      [1080, 1920],
      [1080, 1080],
    ] as const)
      expect(pricesFor({ ...hd, width, height })).toEqual(offlinePrices);
    expect(costOf(priceOf('clip', 41, hd), 10_000)).toBe(410);
  });

  it('grow with seconds and with size, for every kind of job', () => {
    fc.assert(
      fc.property(kinds, lengths, lengths, settings, sides, (kind, one, other, set, width) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(priceOf(kind, less, set)).toBeLessThanOrEqual(priceOf(kind, more, set));
        const [small, large] = [Math.min(width, set.width), Math.max(width, set.width)];
        expect(priceOf(kind, one, { ...set, width: small })).toBeLessThanOrEqual(
          priceOf(kind, one, { ...set, width: large }),
        );
      }),
    );
    expect(priceOf('clip', 10, { ...hd, width: 3840, height: 2160 })).toBeGreaterThan(priceOf('clip', 10, hd));
  });

  it('are never more than the cap, and within it what the forecast said, rounded once', () => {
    fc.assert(
      fc.property(jobs, jobs, settings, (planned, made, set) => {
        const cap = capOf(forecast(planOf(planned), ratesOfNothing, pricesFor(set)));
        const sumOf = (some: typeof made) =>
          some.reduce((sum, { kind, seconds }) => sum + priceOf(kind, seconds, set), 0);
        expect(costOf(sumOf(made), cap)).toBeLessThanOrEqual(cap);
        const exact = sumOf(planned);
        const cost = costOf(exact, cap);
        expect(Number.isInteger(cost) && Number.isInteger(cap)).toBe(true);
        expect(Math.abs(cost - exact * 100)).toBeLessThanOrEqual(0.5 + 1e-5);
      }),
    );
  });

  it('do not exist for an engine that nobody knows, nor for a name that every object has', () => {
    for (const engine of ['', 'sora 2', 'constructor', '__proto__'])
      expect(() => pricesFor({ ...hd, engine })).toThrow(RangeError);
  });
});

const ratesOfNothing = { voice: 0, board: 0, clip: 0, score: 0, mix: 0, assemble: 0, deliver: 0 };

/** As much of a plan as a forecast reads. */
function planOf(planned: readonly { readonly kind: (typeof jobKinds)[number]; readonly seconds: number }[]): Plan {
  const rate = { num: 24, den: 1 };
  return {
    settings: { width: 1280, height: 720, rate, seed: 1, style: '', burnSubtitles: false, engine: 'animatic 3' },
    seconds: 0,
    shots: [],
    jobs: planned.map((job, index) => ({
      ...job,
      name: String(index),
      key: String(index),
      needs: [],
      shotId: null,
      lineId: null,
      made: false,
    })),
  };
}
