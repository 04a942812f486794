import { randomFrom } from '../../random.ts';
import { ease } from '../geometry.ts';

const shutting = 0.075;
const shut = 0.045;
const opening = 0.15;

/**
 * When the eyes blink, in seconds: every two to six, sometimes twice, and as a line ends.
 * @param length of the shot in seconds
 */
export function blinkTimes(seed: number, length: number, lineEnds: readonly number[]): readonly number[] {
  const random = randomFrom(seed);
  const times = lineEnds.filter((end) => end < length).map((end) => end + 0.06 + 0.12 * random());
  for (let time = 0.6 + 2.6 * random(); time < length; time += 2 + 4 * random()) {
    const free = times.every((other) => Math.abs(other - time) > 0.9);
    if (!free) continue;
    times.push(time);
    if (random() < 0.16) times.push(time + 0.34);
  }
  return times.sort((a, b) => a - b);
}

/** How far the lids are down, 0 … 1. */
export function blinkAt(times: readonly number[], seconds: number): number {
  return times.reduce((most, time) => {
    const lid =
      ease(0, shutting, seconds - time) * (1 - ease(shutting + shut, shutting + shut + opening, seconds - time));
    return Math.max(most, lid);
  }, 0);
}
