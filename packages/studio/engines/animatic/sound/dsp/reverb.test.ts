import { describe, expect, it } from 'vitest';
import { reverb } from './reverb.ts';

const click = () => {
  const sound = { left: new Float32Array(48_000 * 3), right: new Float32Array(48_000 * 3) };
  sound.left[0] = 1;
  sound.right[0] = 1;
  return sound;
};
const power = (samples: Float32Array, from: number, to: number) => {
  let sum = 0;
  for (const sample of samples.subarray(from * 48_000, to * 48_000)) sum += sample * sample;
  return sum / (to - from);
};

describe('a room', () => {
  const answer = reverb(click(), { sixty: 1.2, damping: 20_000, predelay: 0.02, size: 1 });

  it('is silent until the first reflection', () => {
    expect(answer.left.slice(0, 0.02 * 48_000).every((sample) => sample === 0)).toBe(true);
  });

  it('dies by 60 dB in the time it is told', () => {
    const fall = 10 * Math.log10(power(answer.left, 0.3, 0.5) / power(answer.left, 0.9, 1.1));
    expect(fall).toBeGreaterThan(25);
    expect(fall).toBeLessThan(38);
  });

  it('answers differently to either ear', () => {
    let product = 0;
    answer.left.forEach((sample, index) => {
      product += sample * (answer.right[index] ?? 0);
    });
    expect(Math.abs(product) / power(answer.left, 0, 3) / 3).toBeLessThan(0.3);
  });
});
