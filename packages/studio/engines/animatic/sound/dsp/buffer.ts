import { sampleRate } from '../../../../media/wav.ts';
import type { Stereo } from '../../../engine.ts';

/** Whole samples in some seconds. */
export const samplesIn = (seconds: number): number => Math.max(0, Math.round(seconds * sampleRate));

export function silence(seconds: number): Float32Array {
  return new Float32Array(samplesIn(seconds));
}

export function silentStereo(length: number): Stereo {
  return { left: new Float32Array(length), right: new Float32Array(length) };
}

/** Adds a sound into another from `at` seconds on; what does not fit is left out. */
export function add(target: Float32Array, source: Float32Array, at: number, gain = 1): void {
  const start = Math.round(at * sampleRate);
  const from = Math.max(0, -start);
  const to = Math.min(source.length, target.length - start);
  for (let index = from; index < to; index++)
    target[start + index] = (target[start + index] ?? 0) + (source[index] ?? 0) * gain;
}

/** Left and right gain of equal power. @param pan −1 left … 1 right */
export function panned(pan: number): readonly [number, number] {
  const angle = ((Math.max(-1, Math.min(1, pan)) + 1) * Math.PI) / 4;
  return [Math.cos(angle), Math.sin(angle)];
}

/** Adds a mono sound into a stereo one. */
export function place(target: Stereo, source: Float32Array, at: number, gain: number, pan: number): void {
  const [left, right] = panned(pan);
  add(target.left, source, at, gain * left);
  add(target.right, source, at, gain * right);
}

/** Adds a mono sound into a stereo loop: what goes over the end goes on at the beginning. */
export function placeInLoop(loop: Stereo, source: Float32Array, at: number, gain: number, pan: number): void {
  const [left, right] = panned(pan);
  const length = loop.left.length;
  let index = Math.round(at * sampleRate) % length;
  for (const sample of source) {
    loop.left[index] = (loop.left[index] ?? 0) + sample * gain * left;
    loop.right[index] = (loop.right[index] ?? 0) + sample * gain * right;
    if (++index === length) index = 0;
  }
}

export function scale(samples: Float32Array, gain: number): Float32Array {
  for (let index = 0; index < samples.length; index++) samples[index] = (samples[index] ?? 0) * gain;
  return samples;
}

export function peakOf(samples: Float32Array): number {
  let peak = 0;
  for (let index = 0; index < samples.length; index++) {
    const size = Math.abs(samples[index] ?? 0);
    if (size > peak) peak = size;
  }
  return peak;
}
