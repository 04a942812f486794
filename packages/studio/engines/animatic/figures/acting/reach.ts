import type { Gesture } from '@ai-film-studio/film';
import { ease } from '../geometry.ts';
import { at } from './noise.ts';
import type { Phrase } from './rhythm.ts';

/** A gesture that is made once, or again and again. Seconds. */
interface Timing {
  readonly first: number;
  readonly rise: number;
  readonly hold: number;
  readonly fall: number;
  /** From one to the next; `null` once only. */
  readonly every: number | null;
}

const timings: Readonly<Partial<Record<Gesture, Timing>>> = {
  point: { first: 0.25, rise: 0.4, hold: 1.9, fall: 0.7, every: null },
  reach: { first: 0.3, rise: 0.7, hold: 9, fall: 0.8, every: null },
  wave: { first: 0.2, rise: 0.5, hold: 2.2, fall: 0.7, every: 7.5 },
  shrug: { first: 0.3, rise: 0.32, hold: 0.75, fall: 0.6, every: null },
  drink: { first: 0.6, rise: 0.9, hold: 1.1, fall: 1, every: 7 },
  smoke: { first: 0.5, rise: 0.9, hold: 1.0, fall: 1.1, every: 6 },
};

/** Someone with a cup or a cigarette holds it ready between two sips. */
const ready: Readonly<Partial<Record<Gesture, number>>> = { drink: 0.46, smoke: 0.5, wave: 0, reach: 0 };

function timed(timing: Timing, low: number, seconds: number): number {
  const { first, rise, hold, fall, every } = timing;
  const since = seconds - first;
  const turn = every === null ? since : since - Math.max(0, Math.floor(since / every)) * every;
  const up = ease(0, rise, turn) * (1 - ease(rise + hold, rise + hold + fall, turn));
  return low + (1 - low) * up;
}

/** Hands rise as a phrase begins and sink after it; not every phrase has them, unless the shot asks for it. */
function spoken(phrases: readonly Phrase[], seconds: number, seed: number, asked: boolean): number {
  return phrases.reduce((most, { start, end, size }, index) => {
    const made = asked || at(seed, index) > -0.2;
    if (!made) return most;
    const up = ease(start - 0.3, start + 0.28, seconds) * (1 - ease(end - 0.05, end + 0.75, seconds));
    return Math.max(most, up * (asked ? 0.55 + 0.45 * size : 0.3 + 0.45 * size));
  }, 0);
}

/** How far a gesture is made at a moment. */
export function reachAt(gesture: Gesture, phrases: readonly Phrase[], seconds: number, seed: number): number {
  if (gesture === 'none' || gesture === 'talk') return spoken(phrases, seconds, seed, gesture === 'talk');
  const timing = timings[gesture];
  return timing === undefined ? 1 : timed(timing, ready[gesture] ?? 0, seconds);
}
