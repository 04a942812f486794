import { sampleRate } from '../../../../media/wav.ts';
import { samplesIn } from './buffer.ts';

/** One way in which a struck thing rings. */
export interface Mode {
  readonly hertz: number;
  readonly level: number;
  /** Seconds until it is 60 dB down. */
  readonly sixty: number;
}

/** Below this a mode is no longer heard. */
const inaudible = 1e-4;

/** Adds a ringing mode: a decaying sine, each sample from the two before. */
export function ring(samples: Float32Array, mode: Mode, from = 0): void {
  if (mode.hertz >= sampleRate * 0.45 || mode.level === 0) return;
  const radius = 10 ** (-3 / (mode.sixty * sampleRate));
  const w = (2 * Math.PI * mode.hertz) / sampleRate;
  const c1 = 2 * radius * Math.cos(w);
  const c2 = -radius * radius;
  const audible = Math.ceil(Math.log(inaudible / Math.abs(mode.level)) / Math.log(radius));
  const end = Math.min(samples.length, from + Math.max(0, audible));
  let before = 0;
  let last = mode.level * radius * Math.sin(w);
  for (let index = from + 1; index < end; index++) {
    samples[index] = (samples[index] ?? 0) + last;
    const next = c1 * last + c2 * before;
    before = last;
    last = next;
  }
}

/** A struck thing: all its modes from one blow. */
export function struck(modes: readonly Mode[], seconds: number): Float32Array {
  const samples = new Float32Array(samplesIn(seconds));
  for (const mode of modes) ring(samples, mode);
  return samples;
}
