import { bass, figure } from '../parts/figures.ts';
import { held } from '../parts/harmony.ts';
import { melody, sparkle } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** Curious and in the background: a piano that goes along. */
export const neutral: Style = {
  tempo: [82, 92],
  beats: 4,
  tonics: [2, 7, 5],
  scale: scales.major,
  phrases: [
    ['Iadd9', 'V/7', 'vi7', 'IVmaj7'],
    ['Iadd9', 'iii7', 'IVadd9', 'Vsus4'],
    ['vi7', 'IVmaj7', 'I/3', 'Vsus4'],
  ],
  cadences: [
    ['IVadd9', 'Vsus4'],
    ['ii7', 'V7sus4'],
  ],
  last: 'Iadd9',
  hall: 1.9,
  loudness: -23,
  parts: [
    held({ instrument: 'pad', velocity: 0.5, from: 0 }),
    figure({
      instrument: 'piano',
      velocity: 0.3,
      from: 0.35,
      steps: [0, 2, 3, 2, 1, 2, 3, 2],
      turned: [0, 1, 3, 2, 4, 3, 2, 1],
      hold: 3,
      rests: 0.16,
    }),
    bass({ instrument: 'softBass', velocity: 0.5, from: 0.45, beats: [[0, 3.5, 'root']], lowest: 36 }),
    melody({ instrument: 'piano', velocity: 0.6, around: 71, density: 0.5, hold: 1.3 }),
    sparkle({ instrument: 'celesta', velocity: 0.3, from: 0.6, chance: 0.3, octave: 1 }),
  ],
};
