import { figure } from '../parts/figures.ts';
import { cluster, drone, held } from '../parts/harmony.ts';
import { melody } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** Nobody is there: voices, bells out of tune with the world. */
export const eerie: Style = {
  tempo: [50, 56],
  beats: 4,
  tonics: [1, 4, 9],
  scale: scales.octatonic,
  phrases: [
    ['i', 'bvi', 'i', '#iv'],
    ['imM7', 'biii', 'i', 'bii'],
    ['i', '#ivdim', 'bvi', 'i'],
  ],
  cadences: [
    ['bvi', 'bii'],
    ['#iv', 'bii'],
  ],
  last: 'i5',
  hall: 3.6,
  loudness: -25,
  parts: [
    drone({ instrument: 'lowDrone', velocity: 0.5, pitch: 36 }),
    held({ instrument: 'choir', velocity: 0.5, from: 0.25 }),
    figure({
      instrument: 'celesta',
      velocity: 0.5,
      from: 0.4,
      steps: [4, null, null, 6, null, 5, null, null],
      hold: 4,
      rests: 0.3,
    }),
    cluster({ instrument: 'strings', velocity: 0.25, from: 0.5, intervals: [0, 1] }),
    melody({ instrument: 'celesta', velocity: 0.5, around: 73, density: 0.35, hold: 2 }),
  ],
};
