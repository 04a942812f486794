import { sampleRate } from '../wav.ts';
import { peakDelay, peakTaps, truePeakAt } from './true-peak.ts';

/** The limiter turns down this long before a peak, and as long after it. */
const lookahead = Math.round(0.004 * sampleRate);

/** Keeps the true peak of a stereo stream under a ceiling. What comes out lags behind what went in by `delay` samples. */
export interface Limiter {
  readonly delay: number;
  /** Takes a block and gives as many samples back; the arrays are new. */
  process(left: Float32Array, right: Float32Array): { left: Float32Array; right: Float32Array };
}

/**
 * The gain that each sample needs, held for the lookahead on both sides by a sliding minimum and rounded off by a sliding mean, so that it is
 * reached when the peak comes and there is no corner to be heard.
 * @param ceiling linear, the highest true peak
 */
export function limiter(ceiling: number): Limiter {
  const window = 2 * lookahead + 1;
  const delay = lookahead * 2 + peakDelay;
  const history = delay + peakTaps;
  let past = { left: new Float32Array(history), right: new Float32Array(history) };
  const minimum = slidingMinimum(window);
  const mean = slidingMean(lookahead);

  return {
    delay,
    process(left, right) {
      const l = joined(past.left, left);
      const r = joined(past.right, right);
      const out = { left: new Float32Array(left.length), right: new Float32Array(left.length) };
      for (let index = 0; index < left.length; index++) {
        const at = history + index;
        const gain = mean(minimum(gainFor(l, r, at, ceiling)));
        out.left[index] = (l[at - delay] ?? 0) * gain;
        out.right[index] = (r[at - delay] ?? 0) * gain;
      }
      past = { left: l.slice(l.length - history), right: r.slice(r.length - history) };
      return out;
    },
  };
}

/** Below this share of the ceiling no wave between samples is worth looking at. */
const worthLooking = 0.6;

function gainFor(left: Float32Array, right: Float32Array, at: number, ceiling: number): number {
  const middle = at - peakDelay;
  const quiet = ceiling * worthLooking;
  const near = (samples: Float32Array) =>
    Math.abs(samples[middle] ?? 0) > quiet || Math.abs(samples[middle + 1] ?? 0) > quiet;
  if (!near(left) && !near(right)) return 1;
  const peak = Math.max(
    truePeakAt(left, at),
    truePeakAt(right, at),
    Math.abs(left[middle] ?? 0),
    Math.abs(right[middle] ?? 0),
  );
  return peak > ceiling ? ceiling / peak : 1;
}

function joined(a: Float32Array, b: Float32Array): Float32Array {
  const both = new Float32Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** The least of the last `size` values; one is the least there is until told otherwise. */
function slidingMinimum(size: number): (value: number) => number {
  const values = new Float64Array(size);
  const times = new Float64Array(size);
  let head = 0;
  let count = 0;
  let now = 0;
  return (value) => {
    while (count > 0 && (values[(head + count - 1) % size] ?? 0) >= value) count--;
    const tail = (head + count) % size;
    values[tail] = value;
    times[tail] = now;
    count++;
    if ((times[head] ?? 0) <= now - size) {
      head = (head + 1) % size;
      count--;
    }
    now++;
    return values[head] ?? 1;
  };
}

/** The mean of the last `size` values, all one at the start. */
function slidingMean(size: number): (value: number) => number {
  const values = new Float64Array(size).fill(1);
  let below = 0;
  let at = 0;
  return (value) => {
    // Summed as the distance from one, which is nothing most of the time: no error builds up.
    below += (values[at] ?? 1) - value;
    values[at] = value;
    at = (at + 1) % size;
    if (below < 1e-12) below = 0;
    return 1 - below / size;
  };
}
