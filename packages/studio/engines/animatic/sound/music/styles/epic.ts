import { bass, figure, strokes } from '../parts/figures.ts';
import { held } from '../parts/harmony.ts';
import { melody } from '../parts/melody.ts';
import { type Style, scales } from '../style.ts';

/** The hills at sunrise: horns over driving strings. */
export const epic: Style = {
  tempo: [86, 94],
  beats: 4,
  tonics: [2, 4, 0],
  scale: scales.minor,
  phrases: [
    ['i', 'bVI', 'bIII', 'bVII'],
    ['i', 'iv', 'bVI', 'bVII'],
    ['bVI', 'bVII', 'i', 'bIII/5'],
  ],
  cadences: [
    ['bVI', 'bVII'],
    ['iv', 'bVII'],
  ],
  last: 'I',
  hall: 2.6,
  loudness: -20.5,
  parts: [
    held({ instrument: 'strings', velocity: 0.6, from: 0 }),
    figure({
      instrument: 'shortStrings',
      velocity: 0.8,
      from: 0.35,
      steps: [0, 0, 2, 0, 1, 0, 2, 0],
      hold: 0.65,
      octave: -1,
    }),
    held({ instrument: 'choir', velocity: 0.5, from: 0.7 }),
    bass({
      instrument: 'softBass',
      velocity: 0.42,
      from: 0,
      beats: [
        [0, 2, 'root'],
        [2, 2, 'root'],
      ],
      lowest: 36,
    }),
    melody({ instrument: 'horns', velocity: 0.95, around: 62, density: 0.85, hold: 1 }),
    strokes({ instrument: 'drum', velocity: 0.27, from: 0.55, pattern: 'x..x..x.', pitch: 41, last: true }),
  ],
};
