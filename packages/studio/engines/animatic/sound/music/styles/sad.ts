import { bass, figure } from '../parts/figures.ts';
import { held } from '../parts/harmony.ts';
import { melody } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** A piano alone in a room; later strings. */
export const sad: Style = {
  tempo: [56, 63],
  beats: 4,
  tonics: [9, 2, 0],
  scale: scales.minor,
  phrases: [
    ['iadd9', 'bVImaj7', 'bIII', 'bVII/2'],
    ['i', 'v7/b7', 'bVImaj7', 'ivadd9'],
    ['iadd9', 'iv7', 'bVImaj7', 'Vsus4'],
  ],
  cadences: [
    ['bVImaj7', 'Vsus4'],
    ['iv7', 'V'],
  ],
  last: 'iadd9',
  hall: 2.5,
  loudness: -24,
  parts: [
    held({ instrument: 'pad', velocity: 0.4, from: 0 }),
    figure({
      instrument: 'piano',
      velocity: 0.33,
      from: 0,
      steps: [0, 1, 2, 3, null, 2, 1, null],
      turned: [0, null, 2, 3, 1, null, 2, null],
      hold: 5,
      rests: 0.1,
    }),
    held({ instrument: 'strings', velocity: 0.4, from: 0.6, voices: [0, 2, 3] }),
    bass({ instrument: 'softBass', velocity: 0.4, from: 0.3, beats: [[0, 4, 'root']], lowest: 36 }),
    melody({ instrument: 'piano', velocity: 0.55, around: 69, density: 0.6, hold: 1.5 }),
    held({ instrument: 'cello', velocity: 0.4, from: 0.7, voices: [1] }),
  ],
};
