import { randomFrom, seedOf } from '../../random.ts';
import { lerp } from '../geometry.ts';

/** A number in −1 … 1 that belongs to `step`, the same for the same seed. */
export const at = (seed: number, step: number): number => randomFrom(seedOf(seed, step))() * 2 - 1;

/** A smooth wander in −1 … 1, with a new aim every `period` seconds. Its slope is continuous. */
export function wander(seed: number, seconds: number, period: number): number {
  const place = seconds / period;
  const step = Math.floor(place);
  const t = place - step;
  return lerp(at(seed, step), at(seed, step + 1), t * t * t * (t * (t * 6 - 15) + 10));
}

/** Rests at one value, then moves to another within `move` seconds: how weight is shifted. */
export function settle(seed: number, seconds: number, period: number, move: number): number {
  const step = Math.floor(seconds / period);
  const t = Math.min(1, (seconds - step * period) / move);
  return lerp(at(seed, step), at(seed, step + 1), t * t * (3 - 2 * t));
}

/** A bump from 0 to 1 and back: `rise` seconds up to `peak`, `fall` down. Smooth at both ends. */
export function bump(seconds: number, peak: number, rise: number, fall: number): number {
  const away = seconds < peak ? (peak - seconds) / rise : (seconds - peak) / fall;
  return away >= 1 ? 0 : 0.5 + 0.5 * Math.cos(Math.PI * away);
}
