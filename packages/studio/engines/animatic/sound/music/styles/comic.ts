import { bass, figure, stabs, strokes } from '../parts/figures.ts';
import { held } from '../parts/harmony.ts';
import { melody } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** On tiptoe: plucked strings, a clarinet with its nose in the air. */
export const comic: Style = {
  tempo: [98, 108],
  beats: 4,
  tonics: [0, 5, 7],
  scale: scales.major,
  phrases: [
    ['I', 'VI7', 'II7', 'V7'],
    ['I', '#Idim7', 'ii7', 'V7'],
    ['I6', 'I7', 'IV6', 'iv6'],
  ],
  cadences: [
    ['II7', 'V7'],
    ['ii7', 'V7'],
  ],
  last: 'I6',
  hall: 1,
  loudness: -23,
  parts: [
    bass({
      instrument: 'pluckedBass',
      velocity: 0.75,
      from: 0,
      beats: [
        [0, 0.6, 'root'],
        [2, 0.6, 'fifth'],
      ],
      lowest: 36,
    }),
    stabs({ instrument: 'pizzicato', velocity: 0.6, from: 0.2, beats: [1, 3], voices: [1, 2, 3], hold: 0.4 }),
    figure({
      instrument: 'marimba',
      velocity: 0.35,
      from: 0.7,
      steps: [null, null, null, 6, null, null, 5, 4],
      hold: 1,
    }),
    strokes({ instrument: 'woodblock', velocity: 0.5, from: 0.6, pattern: 'o..o..o.', pitch: 79 }),
    melody({ instrument: 'clarinet', velocity: 0.75, around: 67, density: 0.75, hold: 0.55 }),
    held({ instrument: 'pad', velocity: 0.3, from: 0 }),
  ],
};
