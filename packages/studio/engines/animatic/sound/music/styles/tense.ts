import { figure, strokes } from '../parts/figures.ts';
import { cluster, drone, held } from '../parts/harmony.ts';
import { melody } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** Something is about to happen: low strokes, a heart, tones too close together. */
export const tense: Style = {
  tempo: [94, 102],
  beats: 4,
  tonics: [0, 2, 11],
  scale: scales.phrygian,
  phrases: [
    ['i', 'i', 'bII/1', 'i'],
    ['i', 'bVI/1', 'bII/1', 'idim'],
    ['i', 'ivadd9', 'bVI', 'bII'],
  ],
  cadences: [
    ['bII', 'i5'],
    ['bVI', 'bII'],
  ],
  last: 'i',
  hall: 1.7,
  loudness: -23,
  parts: [
    drone({ instrument: 'lowDrone', velocity: 0.55, pitch: 36 }),
    held({ instrument: 'strings', velocity: 0.3, from: 0.35, voices: [0, 1, 2] }),
    figure({
      instrument: 'shortStrings',
      velocity: 0.7,
      from: 0.45,
      steps: [0, 0, 1, 0, 0, 0, 1, 0],
      hold: 0.6,
      octave: -1,
      rests: 0.12,
    }),
    strokes({ instrument: 'heart', velocity: 0.6, from: 0, pattern: 'x...x...' }),
    cluster({ instrument: 'strings', velocity: 0.3, from: 0.45, intervals: [0, 1, 6] }),
    melody({ instrument: 'piano', velocity: 0.32, around: 52, density: 0.4, hold: 2 }),
    strokes({ instrument: 'drum', velocity: 0.3, from: 0.75, pattern: 'x.......', pitch: 36, last: true }),
  ],
};
