import type { PitchMark } from './pitch-marks.ts';

/** How a sound is bent. All times are in samples. */
interface Bend {
  /** Length of the result. */
  readonly length: number;
  /** Which moment of the source sounds at a moment of the result; never falling. */
  readonly sourceAt: (out: number) => number;
  /** Period wanted at a moment of the result, given the source's own there. */
  readonly period: (own: number, source: number, out: number) => number;
}

/**
 * Bends pitch and time by overlapping grains of two periods (TD-PSOLA). Each grain is unchanged, so the formants stay: a
 * voice becomes higher without becoming smaller.
 */
export function bendVoice(samples: Float32Array, marks: readonly PitchMark[], bend: Bend): Float32Array {
  const out = new Float32Array(bend.length);
  let nearest = 0;
  let at = 0;
  while (at < bend.length) {
    const source = bend.sourceAt(at);
    nearest = nearestMark(marks, source, nearest);
    const mark = marks[nearest];
    if (mark === undefined) break;
    const left = mark.at - (marks[nearest - 1]?.at ?? mark.at - 1);
    const right = (marks[nearest + 1]?.at ?? samples.length) - mark.at;
    addGrain(out, samples, mark.at, left, right, at);
    const own = Math.max(16, right);
    at += mark.voiced ? Math.max(16, bend.period(own, source, at)) : own;
  }
  return out;
}

function nearestMark(marks: readonly PitchMark[], source: number, from: number): number {
  let index = from;
  while (index > 0 && distance(marks, index - 1, source) < distance(marks, index, source)) index -= 1;
  while (index < marks.length - 1 && distance(marks, index + 1, source) <= distance(marks, index, source)) index += 1;
  return index;
}

function distance(marks: readonly PitchMark[], index: number, source: number): number {
  return Math.abs((marks[index]?.at ?? 0) - source);
}

/** Adds the source around `centre` to the result around `at`, under a Hann window whose halves may differ. */
function addGrain(
  out: Float32Array,
  samples: Float32Array,
  centre: number,
  left: number,
  right: number,
  at: number,
): void {
  const shift = Math.round(at) - Math.round(centre);
  const middle = Math.round(centre);
  const first = Math.max(0, Math.ceil(middle - left), -shift);
  const last = Math.min(samples.length - 1, Math.floor(middle + right), out.length - 1 - shift);
  for (let index = first; index <= last; index++) {
    const offset = index - middle;
    const position = offset < 0 ? offset / left : offset / right;
    const weight = 0.5 + 0.5 * Math.cos(Math.PI * position);
    out[index + shift] = (out[index + shift] ?? 0) + (samples[index] ?? 0) * weight;
  }
}
