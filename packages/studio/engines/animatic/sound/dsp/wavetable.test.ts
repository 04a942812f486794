import { expect, it } from 'vitest';
import { harmonicsBelow, oscillate, resonance, wavetable } from './wavetable.ts';

it('a wave is as loud as another, whatever its harmonics', () => {
  const rms = (table: Float32Array) =>
    Math.sqrt(table.slice(0, -1).reduce((sum, sample) => sum + sample * sample, 0) / (table.length - 1));
  expect(rms(wavetable(1, () => 1))).toBeCloseTo(0.25, 4);
  expect(rms(wavetable(20, (harmonic) => 1 / harmonic))).toBeCloseTo(0.25, 4);
});

it('is played at its pitch', () => {
  const sound = new Float32Array(48_000);
  oscillate(
    sound,
    wavetable(1, () => 1),
    () => 220,
    1,
  );
  let rises = 0;
  for (let index = 1; index < sound.length; index++)
    if ((sound[index - 1] ?? 0) < 0 && (sound[index] ?? 0) >= 0) rises++;
  expect(Math.abs(rises - 220)).toBeLessThanOrEqual(1);
});

it('no harmonic lies above the limit, and there is always one', () => {
  expect(harmonicsBelow(220, 1000)).toBe(4);
  expect(harmonicsBelow(2200, 1000)).toBe(1);
});

it('a resonance is strongest in its middle', () => {
  expect(resonance(500, [[500, 50, 1]])).toBe(1);
  expect(resonance(550, [[500, 50, 1]])).toBe(0.5);
});
