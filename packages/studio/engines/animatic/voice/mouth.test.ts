import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { closedMouth, type Mouth } from '../figures/figure.ts';
import { mouthAt } from './mouth.ts';
import type { Phone } from './speech.ts';
import { visemes } from './visemes.ts';

function phonesOf(...list: readonly (readonly [string, number])[]): Phone[] {
  let start = 0;
  return list.map(([phone, seconds]) => {
    const entry = { phone, start, end: start + seconds };
    start = entry.end;
    return entry;
  });
}

const anyPhones = fc
  .array(fc.tuple(fc.constantFrom(...visemes.keys()), fc.double({ min: 0.01, max: 0.4, noNaN: true })), {
    minLength: 1,
    maxLength: 20,
  })
  .map((list) => phonesOf(...list));

const muscles = ['open', 'wide', 'round', 'teeth', 'press'] as const satisfies readonly (keyof Mouth)[];

describe('the mouth', () => {
  it('closes the lips on M, B and P, however short they are', () => {
    for (const phone of ['m', 'b', 'p']) {
      const phones = phonesOf(['aa', 0.2], [phone, 0.04], ['aa', 0.2]);
      const mouth = mouthAt(phones, 0.205);
      expect(mouth.press).toBe(1);
      expect(mouth.open).toBe(0);
    }
  });

  it('opens wide on AA, draws the corners on EE and rounds on OO', () => {
    const phones = phonesOf(['aa', 0.25], ['iy', 0.25], ['uw', 0.25]);
    expect(mouthAt(phones, 0.1).open).toBeGreaterThan(0.7);
    expect(mouthAt(phones, 0.35).wide).toBeGreaterThan(0.7);
    expect(mouthAt(phones, 0.6).round).toBeGreaterThan(0.7);
  });

  it('moves from the first to the second sound of a diphthong', () => {
    const phones = phonesOf(['ay', 0.4]);
    expect(mouthAt(phones, 0.1).open).toBeGreaterThan(0.7);
    expect(mouthAt(phones, 0.32).wide).toBeGreaterThan(0.7);
  });

  it('is ready before the sound', () => {
    const phones = phonesOf(['pau', 0.3], ['aa', 0.3]);
    expect(mouthAt(phones, 0.28).open).toBeGreaterThan(0.3);
  });

  it('is shut in pauses and outside the line', () => {
    const phones = phonesOf(['aa', 0.2], ['pau', 0.5], ['aa', 0.2]);
    for (const seconds of [-1, 0.45, 2]) expect(mouthAt(phones, seconds)).toEqual(closedMouth);
    expect(mouthAt([], 0)).toEqual(closedMouth);
  });

  it('never moves a muscle by more than 0.55 in a forty-eighth of a second, nor beyond its ends', () => {
    fc.assert(
      fc.property(anyPhones, fc.double({ min: -0.3, max: 5, noNaN: true }), (phones, seconds) => {
        const before = mouthAt(phones, seconds);
        const after = mouthAt(phones, seconds + 1 / 48);
        for (const muscle of muscles) {
          expect(Math.abs(after[muscle] - before[muscle])).toBeLessThan(0.55);
          expect(before[muscle]).toBeGreaterThanOrEqual(-1e-9);
          expect(before[muscle]).toBeLessThanOrEqual(1 + 1e-9);
        }
      }),
      { seed: 3, numRuns: 2000 },
    );
  });
});
