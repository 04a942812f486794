import type { Mood } from '@ai-film-studio/film';
import { bass, figure, stabs, strokes } from './parts/figures.ts';
import { cluster, drone, held } from './parts/harmony.ts';
import { melody, sparkle } from './parts/melody.ts';
import { type Style, scales } from './style.ts';

/** Curious and in the background: a piano that goes along. */
const neutral: Style = {
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

/** Still water: long chords, a harp, few tones. */
const calm: Style = {
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

/** A good day: plucked strings and a skipping bass. */
const joyful: Style = {
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

/** On tiptoe: plucked strings, a clarinet with its nose in the air. */
const comic: Style = {
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

/** Two who do not say it: strings in three, a cello. */
const romantic: Style = {
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

/** A piano alone in a room; later strings. */
const sad: Style = {
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

/** Something is about to happen: low strokes, a heart, tones too close together. */
const tense: Style = {
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

/** Nobody is there: voices, bells out of tune with the world. */
const eerie: Style = {
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

/** The hills at sunrise: horns over driving strings. */
const epic: Style = {
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

export const styles: Readonly<Record<Mood, Style>> = {
  neutral,
  calm,
  joyful,
  comic,
  romantic,
  sad,
  tense,
  eerie,
  epic,
};
