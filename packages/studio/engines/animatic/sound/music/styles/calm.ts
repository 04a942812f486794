import { bass, figure } from '../parts/figures.ts';
import { held } from '../parts/harmony.ts';
import { melody } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** Still water: long chords, a harp, few tones. */
export const calm: Style = {
  tempo: [60, 67],
  beats: 4,
  tonics: [5, 3, 10],
  scale: scales.major,
  phrases: [
    ['Iadd9', 'IVmaj7', 'Iadd9', 'vi7'],
    ['IVmaj7', 'I/3', 'ii7', 'Vsus4'],
    ['Imaj7', 'iii7', 'IVmaj9', 'IVmaj7'],
  ],
  cadences: [
    ['ii7', 'V9sus4'],
    ['IVmaj7', 'IVadd9'],
  ],
  last: 'Iadd9',
  hall: 2.6,
  loudness: -24,
  parts: [
    held({ instrument: 'pad', velocity: 0.5, from: 0 }),
    held({ instrument: 'strings', velocity: 0.35, from: 0.6, voices: [1, 2, 3] }),
    figure({
      instrument: 'harp',
      velocity: 0.85,
      from: 0.3,
      steps: [0, 1, 2, 3, 5, 3, 2, 1],
      turned: [0, 2, 3, 4, null, 3, 2, null],
      hold: 8,
      rests: 0.2,
    }),
    bass({ instrument: 'softBass', velocity: 0.42, from: 0.4, beats: [[0, 4, 'root']], lowest: 36 }),
    melody({ instrument: 'piano', velocity: 0.5, around: 70, density: 0.5, hold: 1.4 }),
  ],
};
