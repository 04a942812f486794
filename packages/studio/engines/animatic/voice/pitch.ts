import type { Phone } from './speech.ts';

/** Fundamental frequency every `hop` seconds; 0 where the voice does not sound. */
export interface PitchTrack {
  readonly hop: number;
  readonly hertz: Float32Array;
}

/** The least likeness of one period to the next that counts as voice. */
const voicedLikeness = 0.5;
const hop = 0.005;
const breathed = new Set(['pau', 'p', 't', 'k', 'f', 's', 'sh', 'th', 'ch', 'hh']);

/**
 * Follows the pitch of a voice whose usual pitch is known, by normalised cross-correlation.
 *
 * @param usual Hertz; the search keeps within three quarters of an octave of it, which rules out octave errors.
 * @example
 * const track = trackPitch(samples, 16_000, phones, 98);
 */
export function trackPitch(samples: Float32Array, rate: number, phones: readonly Phone[], usual: number): PitchTrack {
  const half = halved(samples);
  const halfRate = rate / 2;
  const frames = Math.max(1, Math.floor(samples.length / rate / hop));
  const hertz = new Float32Array(frames);
  const shortest = Math.floor(halfRate / (usual * 1.68));
  const longest = Math.ceil(halfRate / (usual * 0.6));
  let phone = 0;
  for (let frame = 0; frame < frames; frame++) {
    const time = frame * hop;
    while (phone < phones.length - 1 && (phones[phone]?.end ?? 0) <= time) phone += 1;
    if (breathed.has(phones[phone]?.phone ?? 'pau')) continue;
    hertz[frame] = pitchAt(half, Math.round(time * halfRate), shortest, longest, halfRate);
  }
  return { hop, hertz: smoothed(hertz) };
}

function halved(samples: Float32Array): Float32Array {
  const out = new Float32Array(samples.length >> 1);
  for (let index = 1; index < out.length - 1; index++) {
    const at = index * 2;
    out[index] = 0.25 * (samples[at - 1] ?? 0) + 0.5 * (samples[at] ?? 0) + 0.25 * (samples[at + 1] ?? 0);
  }
  return out;
}

function pitchAt(samples: Float32Array, centre: number, shortest: number, longest: number, rate: number): number {
  const scores = new Float32Array(longest + 2);
  let best = 0;
  let bestScore = 0;
  for (let lag = shortest - 1; lag <= longest + 1; lag++) {
    const score = likeness(samples, centre - ((longest + lag) >> 1), lag, longest);
    scores[lag] = score;
    // Two periods are as alike as one: a small handicap for long lags keeps to one.
    const handicapped = score - 0.1 * (lag / longest);
    if (lag >= shortest && lag <= longest && handicapped > bestScore) {
      best = lag;
      bestScore = handicapped;
    }
  }
  if (best === 0 || (scores[best] ?? 0) < voicedLikeness) return 0;
  return rate / (best + vertex(scores[best - 1] ?? 0, scores[best] ?? 0, scores[best + 1] ?? 0));
}

/** Correlation of `length` samples from `from` with those `lag` later, -1 to 1. */
export function likeness(samples: Float32Array, from: number, lag: number, length: number): number {
  const start = Math.max(0, from);
  const end = Math.min(from + length, samples.length - lag);
  let cross = 0;
  let first = 1e-9;
  let second = 1e-9;
  for (let index = start; index < end; index++) {
    const a = samples[index] ?? 0;
    const b = samples[index + lag] ?? 0;
    cross += a * b;
    first += a * a;
    second += b * b;
  }
  return cross / Math.sqrt(first * second);
}

/** Where a parabola through three neighbours peaks, from the middle one: -0.5 to 0.5. */
export function vertex(before: number, peak: number, after: number): number {
  const bend = before - 2 * peak + after;
  return bend >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (0.5 * (before - after)) / bend));
}

/** Median of five voiced neighbours; a voiced island of fewer than three frames is none. */
function smoothed(hertz: Float32Array): Float32Array {
  return hertz.map((value, index) => {
    if (value === 0) return 0;
    const near = [...hertz.subarray(Math.max(0, index - 2), index + 3)].filter((other) => other > 0);
    if (near.length < 3) return 0;
    return near.sort((a, b) => a - b)[near.length >> 1] ?? value;
  });
}
