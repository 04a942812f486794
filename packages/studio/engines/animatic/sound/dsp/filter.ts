import { sampleRate } from '../../../../media/wav.ts';

export type FilterKind = 'lowpass' | 'highpass' | 'bandpass' | 'bell' | 'lowshelf' | 'highshelf';

type Coefficients = readonly [b0: number, b1: number, b2: number, a1: number, a2: number];

/** Robert Bristow-Johnson's cookbook, https://www.w3.org/TR/audio-eq-cookbook/. */
function coefficients(kind: FilterKind, hertz: number, q: number, decibels: number): Coefficients {
  const w = (2 * Math.PI * Math.min(hertz, sampleRate * 0.49)) / sampleRate;
  const cos = Math.cos(w);
  const alpha = Math.sin(w) / (2 * q);
  const a = 10 ** (decibels / 40);
  const root = 2 * Math.sqrt(a) * alpha;
  const by = (a0: number, ...rest: readonly [number, number, number, number, number]): Coefficients => [
    rest[0] / a0,
    rest[1] / a0,
    rest[2] / a0,
    rest[3] / a0,
    rest[4] / a0,
  ];
  switch (kind) {
    case 'lowpass':
      return by(1 + alpha, (1 - cos) / 2, 1 - cos, (1 - cos) / 2, -2 * cos, 1 - alpha);
    case 'highpass':
      return by(1 + alpha, (1 + cos) / 2, -1 - cos, (1 + cos) / 2, -2 * cos, 1 - alpha);
    case 'bandpass':
      return by(1 + alpha, alpha, 0, -alpha, -2 * cos, 1 - alpha);
    case 'bell':
      return by(1 + alpha / a, 1 + alpha * a, -2 * cos, 1 - alpha * a, -2 * cos, 1 - alpha / a);
    case 'lowshelf':
      return by(
        a + 1 + (a - 1) * cos + root,
        a * (a + 1 - (a - 1) * cos + root),
        2 * a * (a - 1 - (a + 1) * cos),
        a * (a + 1 - (a - 1) * cos - root),
        -2 * (a - 1 + (a + 1) * cos),
        a + 1 + (a - 1) * cos - root,
      );
    case 'highshelf':
      return by(
        a + 1 - (a - 1) * cos + root,
        a * (a + 1 + (a - 1) * cos + root),
        -2 * a * (a - 1 + (a + 1) * cos),
        a * (a + 1 + (a - 1) * cos - root),
        2 * (a - 1 - (a + 1) * cos),
        a + 1 - (a - 1) * cos - root,
      );
  }
}

/** Filters in place and gives the same samples back. @param decibels of a bell or shelf */
export function filter(
  samples: Float32Array,
  kind: FilterKind,
  hertz: number,
  q = Math.SQRT1_2,
  decibels = 0,
): Float32Array {
  const [b0, b1, b2, a1, a2] = coefficients(kind, hertz, q, decibels);
  let [s1, s2] = [0, 0];
  for (let index = 0; index < samples.length; index++) {
    const x = samples[index] ?? 0;
    const y = b0 * x + s1;
    s1 = b1 * x - a1 * y + s2;
    s2 = b2 * x - a2 * y;
    samples[index] = y;
  }
  return samples;
}

export const lowpass = (samples: Float32Array, hertz: number, q?: number) => filter(samples, 'lowpass', hertz, q);
export const highpass = (samples: Float32Array, hertz: number, q?: number) => filter(samples, 'highpass', hertz, q);
export const bandpass = (samples: Float32Array, hertz: number, q?: number) => filter(samples, 'bandpass', hertz, q);

/** How often a moving filter looks where it should be, in samples. */
const step = 32;

/**
 * A filter that moves, in place: a state-variable filter (Andrew Simper, "Solving the continuous SVF equations"), stable however fast it goes.
 * @param hertzAt its frequency at a second
 */
export function sweep(
  samples: Float32Array,
  kind: 'lowpass' | 'bandpass',
  hertzAt: (second: number) => number,
  q = Math.SQRT1_2,
): Float32Array {
  let [ic1, ic2] = [0, 0];
  const k = 1 / q;
  for (let start = 0; start < samples.length; start += step) {
    const g = Math.tan((Math.PI * Math.min(hertzAt(start / sampleRate), sampleRate * 0.45)) / sampleRate);
    const a1 = 1 / (1 + g * (g + k));
    const a2 = g * a1;
    const a3 = g * a2;
    const end = Math.min(samples.length, start + step);
    for (let index = start; index < end; index++) {
      const v3 = (samples[index] ?? 0) - ic2;
      const v1 = a1 * ic1 + a2 * v3;
      const v2 = ic2 + a2 * ic1 + a3 * v3;
      ic1 = 2 * v1 - ic1;
      ic2 = 2 * v2 - ic2;
      samples[index] = kind === 'lowpass' ? v2 : v1 * k;
    }
  }
  return samples;
}
