/** A phoneme in flite's US English set (`aa`, `b`, `ch`, `pau` …) with its time in seconds from the start of the sound. */
export interface Phone {
  readonly phone: string;
  readonly start: number;
  readonly end: number;
}

export interface Word {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** A spoken line: mono sound at `speechRate`, silence at both ends taken off, with the times of its sounds. */
export interface Speech {
  readonly samples: Float32Array;
  readonly seconds: number;
  readonly phones: readonly Phone[];
  readonly words: readonly Word[];
}

/** Samples a second everywhere in the studio. */
export const speechRate = 48_000;
