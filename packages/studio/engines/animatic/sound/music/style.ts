import type { Part } from './parts/part.ts';

/** How a mood is made into music. */
export interface Style {
  /** Slowest and fastest, in beats a minute. */
  readonly tempo: readonly [number, number];
  readonly beats: 3 | 4;
  /** Keys it may be in, as pitch classes. */
  readonly tonics: readonly number[];
  /** Semitones over the tonic that a melody may use. */
  readonly scale: readonly number[];
  /** Chords of four bars each; see `chordOf`. */
  readonly phrases: readonly (readonly string[])[];
  /** The last bars before the last chord. */
  readonly cadences: readonly (readonly string[])[];
  /** The chord it comes to rest on. */
  readonly last: string;
  readonly parts: readonly Part[];
  /** Seconds of the hall it is played in. */
  readonly hall: number;
  /** LUFS. */
  readonly loudness: number;
}

export const scales = {
  major: [0, 2, 4, 5, 7, 9, 11],
  lydian: [0, 2, 4, 6, 7, 9, 11],
  mixolydian: [0, 2, 4, 5, 7, 9, 10],
  minor: [0, 2, 3, 5, 7, 8, 10],
  dorian: [0, 2, 3, 5, 7, 9, 10],
  phrygian: [0, 1, 3, 5, 7, 8, 10],
  pentatonic: [0, 2, 4, 7, 9],
  octatonic: [0, 2, 3, 5, 6, 8, 9, 11],
} as const;
