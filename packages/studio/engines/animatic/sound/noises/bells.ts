import type { Stereo } from '../../../engine.ts';
import type { Random } from '../../random.ts';
import { add, place, samplesIn, silence, silentStereo } from '../dsp/buffer.ts';
import { between } from '../dsp/chance.ts';
import { decay } from '../dsp/envelope.ts';
import { filter, highpass } from '../dsp/filter.ts';
import { struck } from '../dsp/modes.ts';
import { hall, inRoom, smallRoom, withRoom } from '../dsp/space.ts';
import { burst, thud } from './blow.ts';

/** Two struck bars behind a grille in the hall. */
export function doorbell(random: Random): Stereo {
  const sound = silence(2.4);
  const high = between(random, 640, 680);
  add(sound, bar(high, random), 0.01, 1);
  add(sound, bar(high / 1.2599, random), 0.01 + between(random, 0.52, 0.6), 1);
  return inRoom(sound, { ...smallRoom, sixty: 0.7 }, 0.35);
}

function bar(hertz: number, random: Random): Float32Array {
  const sound = struck(
    [
      { hertz, level: 0.7, sixty: 1.9 },
      { hertz: hertz * 1.002, level: 0.25, sixty: 1.6 },
      { hertz: hertz * 2.76, level: 0.22, sixty: 0.8 },
      { hertz: hertz * 5.4, level: 0.1, sixty: 0.25 },
    ],
    1.8,
  );
  add(sound, burst(random, 2500, 0.8, 0.02), 0, 0.25);
  return decay(sound, 4);
}

/** A mobile phone's marimba, from its small speaker, on a table that hums along. */
export function phoneRing(random: Random): Stereo {
  const tune = [0, 4, 7, 12, 7, 4, 9, 7];
  const root = between(random, 500, 560);
  const sound = silence(2.6);
  for (let round = 0; round < 2; round++) {
    tune.forEach((semitone, index) => {
      const hertz = root * 2 ** (semitone / 12);
      const note = struck(
        [
          { hertz, level: 0.6, sixty: 0.5 },
          { hertz: hertz * 3.93, level: 0.16, sixty: 0.12 },
          { hertz: hertz * 9.2, level: 0.05, sixty: 0.05 },
        ],
        0.5,
      );
      add(sound, note, 0.01 + round * 1.2 + index * 0.125, index % 4 === 0 ? 1 : 0.8);
    });
  }
  highpass(sound, 420);
  filter(sound, 'bell', 1900, 1.2, 5);
  return inRoom(sound, smallRoom, 0.25);
}

/** Partials of a church bell by its prime: hum, prime, tierce, quint, nominal and above. */
const churchBell = [
  [0.5, 0.5, 7],
  [1, 0.7, 5],
  [1.2, 0.65, 4],
  [1.5, 0.3, 3],
  [2, 0.6, 3],
  [2.51, 0.25, 1.6],
  [2.66, 0.2, 1.4],
  [3.01, 0.22, 1.2],
  [4.17, 0.16, 0.8],
  [5.43, 0.1, 0.5],
] as const;

/** A church bell struck once, over roofs. */
export function bell(random: Random): Stereo {
  const prime = between(random, 255, 300);
  const modes = churchBell.flatMap(([ratio, level, sixty]) => [
    { hertz: prime * ratio, level: level * 0.7, sixty },
    // A bell is never quite round: each partial is two that beat.
    { hertz: prime * ratio * between(random, 1.0012, 1.003), level: level * 0.3, sixty },
  ]);
  const sound = struck(modes, 3.6);
  add(sound, burst(random, 1700, 0.7, 0.05), 0, 0.4);
  return inRoom(sound, hall, 0.3, 0.2);
}

/** One tick of a clock with a pendulum. */
export function tick(random: Random, tock: boolean): Float32Array {
  const pitch = tock ? 0.82 : 1;
  const sound = struck(
    [
      { hertz: 1150 * pitch, level: 0.3, sixty: 0.05 },
      { hertz: 2480 * pitch, level: 0.35, sixty: 0.035 },
      { hertz: 4300 * pitch, level: 0.25, sixty: 0.025 },
    ],
    0.09,
  );
  add(sound, burst(random, 3300 * pitch, 1, 0.015), 0, 0.5);
  add(sound, thud(random, 420, 0.04), 0, 0.35);
  return sound;
}

/** A clock on the wall for four seconds. */
export function clock(random: Random): Stereo {
  const sound = silentStereo(samplesIn(3.8));
  for (let count = 0; count < 7; count++) place(sound, tick(random, count % 2 === 1), 0.05 + count * 0.5, 0.8, 0);
  return withRoom(sound, smallRoom, 0.3);
}
