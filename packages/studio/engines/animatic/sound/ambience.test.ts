import { describe, expect, it } from 'vitest';
import type { AmbienceRequest } from '../../engine.ts';
import { ambience } from './ambience.ts';
import { loudnessOf } from './dsp/level.ts';

const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

const places: readonly AmbienceRequest[] = [
  { set: 'cafe', interior: true, timeOfDay: 'noon', weather: 'clear', seed: 1 },
  { set: 'bedroom', interior: true, timeOfDay: 'lamp', weather: 'storm', seed: 2 },
  { set: 'beach', interior: false, timeOfDay: 'golden', weather: 'wind', seed: 3 },
  { set: 'forest', interior: false, timeOfDay: 'night', weather: 'snow', seed: 4 },
  { set: 'moon', interior: false, timeOfDay: 'morning', weather: 'rain', seed: 5 },
];

describe.each(places)('the sound of $set at $timeOfDay in $weather', (request) => {
  const sound = ambience(request);

  it('lies under speech', () => {
    expect(loudnessOf(sound)).toBeGreaterThan(-38);
    expect(loudnessOf(sound)).toBeLessThan(-27);
    expect(Math.abs(sound.left.reduce((sum, sample) => sum + sample, 0) / sound.left.length)).toBeLessThan(1e-4);
  });

  it('has an end that goes over into its beginning', () => {
    for (const side of [sound.left, sound.right]) {
      const steps = side.slice(1).map((sample, index) => Math.abs(sample - (side[index] ?? 0)));
      const joint = Math.abs((side[0] ?? 0) - (side.at(-1) ?? 0));
      expect(joint).toBeLessThanOrEqual(Math.max(...steps.slice(0, 48_000), ...steps.slice(-48_000)));
    }
  });

  it('is never silent for a second', () => {
    const whole = rms(sound.left);
    for (let from = 0; from + 48_000 <= sound.left.length; from += 48_000) {
      expect(rms(sound.left.slice(from, from + 48_000))).toBeGreaterThan(whole * 0.05);
    }
  });
});

it('the same request gives the same bytes', () => {
  const [request] = places;
  expect(request && ambience(request)).toEqual(request && ambience({ ...request }));
});
