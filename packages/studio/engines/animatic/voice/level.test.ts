import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { limited, loudness } from './level.ts';
import { speechRate } from './speech.ts';

function tone(hertz: number, level: number, seconds: number): Float32Array {
  return new Float32Array(seconds * speechRate).map(
    (_, index) => level * Math.sin((2 * Math.PI * hertz * index) / speechRate),
  );
}

describe('levels', () => {
  it('measures the reference tone of BS.1770: 997 Hz at full scale is -3.01 LUFS', () => {
    expect(loudness(tone(997, 1, 1))).toBeCloseTo(-3.01, 1);
  });

  it('leaves pauses out of the loudness', () => {
    const paused = new Float32Array(3 * speechRate);
    paused.set(tone(440, 0.1, 1));
    expect(loudness(paused)).toBeCloseTo(loudness(tone(440, 0.1, 1)), 1);
  });

  it('keeps every sample below the ceiling and quiet sound as it is', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 1, maxLength: 2000 }), (list) => {
        const out = limited(Float32Array.from(list), 0.89);
        expect(Math.max(...out.map(Math.abs))).toBeLessThan(0.8901);
      }),
      { seed: 11, numRuns: 50 },
    );
    const quiet = tone(300, 0.5, 0.1);
    expect(limited(quiet, 0.89)).toEqual(quiet);
  });
});
