import { bass, figure, strokes } from '../parts/figures.ts';
import { held } from '../parts/harmony.ts';
import { melody } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** A good day: plucked strings and a skipping bass. */
export const joyful: Style = {
  tempo: [106, 116],
  beats: 4,
  tonics: [7, 2, 9],
  scale: scales.major,
  phrases: [
    ['I', 'V/7', 'vi', 'IV'],
    ['I', 'IV', 'I/3', 'V'],
    ['vi', 'IV', 'Iadd9', 'V'],
    ['I', 'bVII', 'IV', 'I'],
  ],
  cadences: [
    ['IV', 'V7'],
    ['ii7', 'V7'],
  ],
  last: 'I',
  hall: 1.5,
  loudness: -22,
  parts: [
    held({ instrument: 'pad', velocity: 0.35, from: 0 }),
    figure({
      instrument: 'guitar',
      velocity: 0.95,
      from: 0,
      steps: [0, 2, 3, 2, 1, 3, 2, 3],
      turned: [0, 3, 2, 3, 1, 2, 3, 4],
      hold: 2,
      rests: 0.1,
    }),
    bass({
      instrument: 'pluckedBass',
      velocity: 0.7,
      from: 0.35,
      beats: [
        [0, 1.4, 'root'],
        [1.5, 0.5, 'root'],
        [2, 1.6, 'fifth'],
      ],
      lowest: 35,
    }),
    figure({ instrument: 'marimba', velocity: 0.4, from: 0.65, steps: [4, null, 5, null, null, 6, null, 5], hold: 1 }),
    strokes({ instrument: 'shaker', velocity: 0.6, from: 0.55, pattern: 'oxoxoxox' }),
    strokes({ instrument: 'drum', velocity: 0.16, from: 0.6, pattern: 'x..xx...', pitch: 38 }),
    melody({ instrument: 'celesta', velocity: 0.7, around: 76, density: 0.7, hold: 1 }),
    held({ instrument: 'strings', velocity: 0.35, from: 0.75, voices: [2, 3] }),
  ],
};
