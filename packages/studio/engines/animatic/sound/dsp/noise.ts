import type { Random } from '../../random.ts';
import { samplesIn } from './buffer.ts';

/** All frequencies alike, −1…1. */
export function white(seconds: number, random: Random): Float32Array {
  const samples = new Float32Array(samplesIn(seconds));
  for (let index = 0; index < samples.length; index++) samples[index] = random() * 2 - 1;
  return samples;
}

/** 3 dB less for each octave (Paul Kellet's filter, https://www.firstpr.com.au/dsp/pink-noise/), about −1…1. */
export function pink(seconds: number, random: Random): Float32Array {
  const samples = new Float32Array(samplesIn(seconds));
  let [b0, b1, b2] = [0, 0, 0];
  for (let index = 0; index < samples.length; index++) {
    const w = random() * 2 - 1;
    b0 = 0.99765 * b0 + w * 0.099046;
    b1 = 0.963 * b1 + w * 0.2965164;
    b2 = 0.57 * b2 + w * 1.0526913;
    samples[index] = (b0 + b1 + b2 + w * 0.1848) * 0.28;
  }
  return samples;
}

/** 6 dB less for each octave, held near nought so that it does not wander. */
export function brown(seconds: number, random: Random): Float32Array {
  const samples = new Float32Array(samplesIn(seconds));
  let level = 0;
  for (let index = 0; index < samples.length; index++) {
    level = level * 0.996 + (random() * 2 - 1) * 0.06;
    samples[index] = level;
  }
  return samples;
}
