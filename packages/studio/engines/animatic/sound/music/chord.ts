/** A chord as pitch classes, 0 being C. */
export interface Chord {
  readonly root: number;
  /** What the bass plays; the root if the symbol names no other. */
  readonly bass: number;
  /** Root, third, fifth and what is added, in that order. */
  readonly tones: readonly number[];
}

const degrees = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'];
const degreeSemitones = [0, 2, 4, 5, 7, 9, 11];

/** Semitones over the root, by what stands behind the numeral; `null` in place of the third that the numeral's case tells. */
const qualities: Readonly<Record<string, readonly (number | null)[]>> = {
  '': [0, null, 7],
  '5': [0, 7],
  '6': [0, null, 7, 9],
  '7': [0, null, 7, 10],
  maj7: [0, null, 7, 11],
  add9: [0, null, 7, 2],
  maj9: [0, null, 11, 2],
  m9: [0, null, 10, 2],
  sus4: [0, 5, 7],
  sus2: [0, 2, 7],
  '7sus4': [0, 5, 7, 10],
  '9sus4': [0, 5, 10, 2],
  dim: [0, 3, 6],
  dim7: [0, 3, 6, 9],
  m7b5: [0, 3, 6, 10],
  aug: [0, 4, 8],
  mM7: [0, 3, 7, 11],
};

const symbol = /^([b#]?)([IV]+|[iv]+)([a-z0-9]*?(?:M7)?)(?:\/([b#]?[1-7]))?$/;

/**
 * Reads a chord in Roman numerals over a tonic: `I`, `vi7`, `bVImaj7`, `V7/3` (the third degree of the key in the bass).
 * Numerals count in the major scale; small ones have a minor third.
 * @param tonic pitch class of I
 * @throws RangeError for a symbol it cannot read
 */
export function chordOf(text: string, tonic: number): Chord {
  const [, accidental = '', numeral = '', quality = '', bass] = symbol.exec(text) ?? [];
  const intervals = qualities[quality];
  const degree = degrees.indexOf(numeral.toUpperCase());
  if (!intervals || degree < 0) throw new RangeError(`"${text}" is no chord.`);
  const third = numeral === numeral.toUpperCase() ? 4 : 3;
  const root = pitchClass(tonic + (degreeSemitones[degree] ?? 0) + shift(accidental));
  const tones = intervals.map((interval) => pitchClass(root + (interval ?? third)));
  return { root, tones, bass: bass ? pitchClass(tonic + bassSemitones(bass)) : root };
}

function bassSemitones(text: string): number {
  return (degreeSemitones[Number(text.at(-1)) - 1] ?? 0) + shift(text.length > 1 ? text.slice(0, 1) : '');
}

const shift = (accidental: string): number => (accidental === 'b' ? -1 : accidental === '#' ? 1 : 0);
export const pitchClass = (pitch: number): number => ((pitch % 12) + 12) % 12;

/** The pitch of a class that is nearest to another pitch. */
export function nearest(classOf: number, pitch: number): number {
  const up = pitchClass(classOf - pitch);
  return up <= 6 ? pitch + up : pitch + up - 12;
}

/** Frequency of a MIDI pitch; 69 is 440 Hz. */
export const hertzOf = (pitch: number): number => 440 * 2 ** ((pitch - 69) / 12);
