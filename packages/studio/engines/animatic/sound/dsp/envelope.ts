import { sampleRate } from '../../../../media/wav.ts';

/** Multiplies by straight lines through points of second and level, in place; holds the last level. */
export function shape(
  samples: Float32Array,
  points: readonly (readonly [second: number, level: number])[],
): Float32Array {
  let from = 0;
  let level = points[0]?.[1] ?? 0;
  for (const [second, next] of [...points, [samples.length / sampleRate, points.at(-1)?.[1] ?? 0] as const]) {
    const to = Math.min(samples.length, Math.round(second * sampleRate));
    const slope = to > from ? (next - level) / (to - from) : 0;
    for (let index = from; index < to; index++)
      samples[index] = (samples[index] ?? 0) * (level + slope * (index - from));
    from = Math.max(from, to);
    level = next;
  }
  return samples;
}

/** Lets a sound die away, in place. @param sixty seconds until it is 60 dB down */
export function decay(samples: Float32Array, sixty: number, attack = 0.001): Float32Array {
  const factor = 10 ** (-3 / (sixty * sampleRate));
  const rise = attack * sampleRate;
  let level = 1;
  for (let index = 0; index < samples.length; index++) {
    samples[index] = (samples[index] ?? 0) * level * Math.min(1, index / rise);
    level *= factor;
  }
  return samples;
}

/** Fades both ends in place with the bend of a cosine, in seconds. */
export function faded(samples: Float32Array, fadeIn: number, fadeOut: number): Float32Array {
  const rise = Math.min(samples.length, Math.round(fadeIn * sampleRate));
  const fall = Math.min(samples.length, Math.round(fadeOut * sampleRate));
  for (let index = 0; index < rise; index++) samples[index] = (samples[index] ?? 0) * bend(index / rise);
  for (let index = 0; index < fall; index++) {
    const at = samples.length - 1 - index;
    samples[at] = (samples[at] ?? 0) * bend(index / fall);
  }
  return samples;
}

const bend = (share: number): number => 0.5 - 0.5 * Math.cos(Math.PI * share);

/** Multiplies by a level that changes with time, in place. */
export function modulate(samples: Float32Array, levelAt: (second: number) => number): Float32Array {
  const step = 64;
  let level = levelAt(0);
  for (let start = 0; start < samples.length; start += step) {
    const next = levelAt((start + step) / sampleRate);
    const end = Math.min(samples.length, start + step);
    for (let index = start; index < end; index++) {
      samples[index] = (samples[index] ?? 0) * (level + ((next - level) * (index - start)) / step);
    }
    level = next;
  }
  return samples;
}
