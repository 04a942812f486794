import { likeness, type PitchTrack, vertex } from './pitch.ts';

/** A place in a sound around which a grain is cut: one for each beat of the vocal cords, or each 5 ms of breath. */
export interface PitchMark {
  /** Samples, with a fraction. */
  readonly at: number;
  readonly voiced: boolean;
}

/** Seconds between marks where no voice sounds. */
const breathStep = 0.005;

/**
 * Marks every period of a voice: from the strongest pulse of each voiced stretch outwards, to where the sound is most like
 * the period before (after Praat's "To PointProcess (cc)").
 */
export function markPitch(samples: Float32Array, rate: number, track: PitchTrack): PitchMark[] {
  const marks: PitchMark[] = [];
  for (const [first, last] of voicedStretches(track)) {
    const from = first * track.hop * rate;
    const to = last * track.hop * rate;
    marks.push(...markStretch(samples, rate, track, from, to));
  }
  return withBreath(marks, samples.length, breathStep * rate);
}

function voicedStretches({ hertz }: PitchTrack): [number, number][] {
  const stretches: [number, number][] = [];
  let start = -1;
  for (let frame = 0; frame <= hertz.length; frame++) {
    const voiced = (hertz[frame] ?? 0) > 0;
    if (voiced && start < 0) start = frame;
    if (!voiced && start >= 0) {
      stretches.push([start, frame - 1]);
      start = -1;
    }
  }
  return stretches;
}

function markStretch(samples: Float32Array, rate: number, track: PitchTrack, from: number, to: number): PitchMark[] {
  const periodAt = (at: number) => rate / (hertzAt(track, at / rate) || 100);
  const middle = (from + to) / 2;
  const seed = strongest(samples, Math.round(middle - periodAt(middle)), Math.round(middle + periodAt(middle)));
  const backwards: number[] = [];
  for (let at = seed; ; ) {
    at = neighbour(samples, at, -periodAt(at));
    if (at < from) break;
    backwards.push(at);
  }
  const forwards: number[] = [];
  for (let at = seed; ; ) {
    at = neighbour(samples, at, periodAt(at));
    if (at > to) break;
    forwards.push(at);
  }
  return [...backwards.reverse(), seed, ...forwards].map((at) => ({ at, voiced: true }));
}

/** The pitch at a moment: of the nearest voiced frame within 15 ms. */
export function hertzAt({ hertz, hop }: PitchTrack, seconds: number): number {
  const frame = Math.round(seconds / hop);
  for (const offset of [0, 1, -1, 2, -2, 3, -3]) {
    const value = hertz[frame + offset] ?? 0;
    if (value > 0) return value;
  }
  return 0;
}

function strongest(samples: Float32Array, from: number, to: number): number {
  let best = Math.max(0, from);
  for (let index = best; index < Math.min(to, samples.length); index++) {
    if (Math.abs(samples[index] ?? 0) > Math.abs(samples[best] ?? 0)) best = index;
  }
  return best;
}

/** The mark one period (negative: before) from `at`, moved by up to an eighth of it to where the sounds are most alike. */
function neighbour(samples: Float32Array, at: number, period: number): number {
  const base = Math.round(at);
  const length = Math.round(Math.abs(period));
  const window = base - (length >> 1);
  const reach = Math.max(2, Math.round(length / 8));
  const middle = Math.round(period);
  const scores: number[] = [];
  for (let lag = middle - reach; lag <= middle + reach; lag++) {
    // `likeness` looks ahead; looking back is looking ahead from there.
    scores.push(lag < 0 ? likeness(samples, window + lag, -lag, length) : likeness(samples, window, lag, length));
  }
  let best = 0;
  scores.forEach((score, index) => {
    if (score > (scores[best] ?? 0)) best = index;
  });
  const fine = vertex(scores[best - 1] ?? 0, scores[best] ?? 0, scores[best + 1] ?? 0);
  return at + middle - reach + best + fine;
}

/** Fills what lies between voiced marks with evenly spaced marks of breath. */
function withBreath(marks: readonly PitchMark[], length: number, step: number): PitchMark[] {
  const all: PitchMark[] = [];
  let before = 0;
  const fill = (until: number) => {
    const count = Math.round((until - before) / step);
    for (let index = 1; index < count; index++) {
      all.push({ at: before + ((until - before) * index) / count, voiced: false });
    }
  };
  all.push({ at: 0, voiced: false });
  for (const mark of marks) {
    if (mark.at - before > 3 * step || all.at(-1)?.voiced === false) fill(mark.at);
    if (mark.at <= before) continue;
    all.push(mark);
    before = mark.at;
  }
  fill(length);
  return all;
}
