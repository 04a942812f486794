import { bass, figure } from '../parts/figures.ts';
import { held } from '../parts/harmony.ts';
import { melody, sparkle } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** Two who do not say it: strings in three, a cello. */
export const romantic: Style = {
  tempo: [72, 80],
  beats: 3,
  tonics: [3, 8, 10],
  scale: scales.major,
  phrases: [
    ['Imaj7', 'vi7', 'ii7', 'V7sus4'],
    ['IVmaj7', 'iv6', 'Imaj7', 'VI7'],
    ['Imaj7', 'iii7', 'IVmaj7', 'V9sus4'],
  ],
  cadences: [
    ['ii7', 'V7'],
    ['IVmaj7', 'iv6'],
  ],
  last: 'Imaj7',
  hall: 2.3,
  loudness: -22.5,
  parts: [
    held({ instrument: 'strings', velocity: 0.45, from: 0 }),
    figure({
      instrument: 'piano',
      velocity: 0.28,
      from: 0.3,
      steps: [0, 1, 2, 3, 2, 1],
      turned: [0, 2, 3, 4, 3, 2],
      hold: 4,
      rests: 0.08,
    }),
    bass({ instrument: 'softBass', velocity: 0.5, from: 0.3, beats: [[0, 2.8, 'root']], lowest: 36 }),
    melody({ instrument: 'cello', velocity: 0.85, around: 62, density: 0.75, hold: 1.02 }),
    sparkle({ instrument: 'harp', velocity: 0.8, from: 0.55, chance: 0.35, octave: 1 }),
  ],
};
