import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../../random.ts';
import { hertzOf } from '../chord.ts';
import { type InstrumentName, orchestra } from './orchestra.ts';

/** How strongly a frequency is in a sound (Goertzel). */
function strength(samples: Float32Array, hertz: number): number {
  const c = 2 * Math.cos((2 * Math.PI * hertz) / 48_000);
  let [before, last] = [0, 0];
  for (const sample of samples) [before, last] = [last, sample + c * last - before];
  return before * before + last * last - c * before * last;
}

const tuned = [
  'piano',
  'strings',
  'cello',
  'choir',
  'horns',
  'clarinet',
  'harp',
  'guitar',
  'pizzicato',
  'celesta',
  'marimba',
] as const;

describe.each(tuned)('the %s', (name: InstrumentName) => {
  it('is in tune', () => {
    const sound = orchestra[name].sound(64, 0.8, 0.75, randomFrom(1)).left.slice(2400, 24_000);
    const at = (cents: number) => strength(sound, hertzOf(64 + cents / 100));
    expect(at(0)).toBeGreaterThan(at(60));
    expect(at(0)).toBeGreaterThan(at(-60));
    expect(at(0)).toBeGreaterThan(at(600) * 4);
  });
});

describe.each(Object.keys(orchestra) as InstrumentName[])('the %s', (name) => {
  it('gives every note a beginning and an end without a click', () => {
    for (const pitch of [40, 60, 80]) {
      const { left } = orchestra[name].sound(pitch, 0.5, 0.5, randomFrom(2));
      const peak = left.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(left.every(Number.isFinite)).toBe(true);
      expect(peak).toBeGreaterThan(0.01);
      expect(Math.abs(left.at(-1) ?? 1)).toBeLessThan(peak * 0.02);
    }
  });
});
