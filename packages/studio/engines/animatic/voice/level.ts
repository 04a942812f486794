import { type Biquad, filtered } from './filters.ts';
import { speechRate } from './speech.ts';

// K-weighting of ITU-R BS.1770-4 at 48 kHz.
const head: Biquad = {
  b0: 1.53512485958697,
  b1: -2.69169618940638,
  b2: 1.19839281085285,
  a1: -1.69065929318241,
  a2: 0.73248077421585,
};
const highs: Biquad = { b0: 1, b1: -2, b2: 1, a1: -1.99004745483398, a2: 0.99007225036621 };

/** Seconds of a block. BS.1770 takes 0.4, but a line may be one word. */
const block = 0.05;

/** Loudness of speech in LUFS, pauses left out: the mean of the blocks that are within 10 dB of the mean. */
export function loudness(samples: Float32Array): number {
  const weighted = filtered(samples, head, highs);
  const size = Math.round(block * speechRate);
  const powers: number[] = [];
  for (let start = 0; start < weighted.length; start += size) {
    const end = Math.min(start + size, weighted.length);
    let sum = 0;
    for (let index = start; index < end; index++) sum += (weighted[index] ?? 0) ** 2;
    powers.push(sum / (end - start));
  }
  const audible = powers.filter((power) => power > 1e-7);
  const gate = mean(audible) / 10;
  return -0.691 + 10 * Math.log10(mean(audible.filter((power) => power >= gate)) || 1e-10);
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

export function decibels(value: number): number {
  return 10 ** (value / 20);
}

export function scaledBy(samples: Float32Array, gain: number): Float32Array {
  const out = new Float32Array(samples.length);
  for (let index = 0; index < out.length; index++) out[index] = (samples[index] ?? 0) * gain;
  return out;
}

function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (const sample of samples) peak = Math.max(peak, Math.abs(sample));
  return peak;
}

/**
 * Turns the sound down around peaks beyond `ceiling`, seeing them 4 ms ahead: no clipping, and no distortion as a clipper
 * has.
 */
export function limited(samples: Float32Array, ceiling: number): Float32Array {
  if (peakOf(samples) <= ceiling) return samples;
  const reach = Math.round(0.004 * speechRate);
  const gains = samples.map((sample) => Math.min(1, ceiling / Math.max(Math.abs(sample), 1e-9)));
  const lowest = slidingLeast(gains, reach);
  const sums = new Float64Array(samples.length + 1);
  lowest.forEach((gain, index) => {
    sums[index + 1] = (sums[index] ?? 0) + gain;
  });
  // A mean of minima each of which knows the peak is never more than the peak allows.
  return samples.map((sample, index) => {
    const from = Math.max(0, index - reach);
    const to = Math.min(samples.length, index + reach + 1);
    return (sample * ((sums[to] ?? 0) - (sums[from] ?? 0))) / (to - from);
  });
}

function slidingLeast(values: Float32Array, reach: number): Float32Array {
  const out = Float32Array.from(values);
  values.forEach((value, index) => {
    if (value >= 1) return;
    for (let near = Math.max(0, index - reach); near <= Math.min(out.length - 1, index + reach); near++) {
      if ((out[near] ?? 1) > value) out[near] = value;
    }
  });
  return out;
}

/** Fades both ends in place, so that no line clicks. */
export function fadeEnds(samples: Float32Array, seconds: number): void {
  const length = Math.min(Math.round(seconds * speechRate), samples.length >> 1);
  for (let index = 0; index < length; index++) {
    const gain = 0.5 - 0.5 * Math.cos((Math.PI * (index + 0.5)) / length);
    samples[index] = (samples[index] ?? 0) * gain;
    const last = samples.length - 1 - index;
    samples[last] = (samples[last] ?? 0) * gain;
  }
}
