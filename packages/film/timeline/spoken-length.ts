import type { SpokenLength } from './cut.ts';

/** Seconds a syllable takes in running speech, and by how much the last one is drawn out: fitted to the offline voices. */
const syllable = 0.205;
const lastDrawnOut = 0.08;
const comma = 0.18;
const sentenceEnd = 0.35;
const dash = 0.2;
/** Nothing is said faster than this, not even `Oh.` */
const shortest = 0.3;

/** Syllables of a digit read aloud, on average: `1984` is nineteen eighty-four. */
const digitSyllables = 1.6;

/**
 * How long a line takes to say, guessed from its syllables and marks: for forecasts, before a voice has said it.
 *
 * @example estimateSpoken('Where were you last night?').seconds // about 1.1
 */
export function estimateSpoken(text: string): SpokenLength {
  const words = text.toLowerCase().match(/[\p{L}\p{M}'’]+|\d/gu) ?? [];
  const spoken = words.reduce((sum, word) => sum + syllablesOf(word) * syllable, 0);
  // The mark that ends the line is followed by the cut's own pause, not by the voice's.
  const inside = text.trim().replace(/[\p{P}\s]+$/u, '');
  const pauses =
    count(inside, /[,;:]/g) * comma + count(inside, /[.!?…]+/g) * sentenceEnd + count(inside, /[–—]|--+/g) * dash;
  return { seconds: Math.max(shortest, spoken + lastDrawnOut + pauses) };
}

function syllablesOf(word: string): number {
  if (/^\d$/.test(word)) return digitSyllables;
  const bare = word.normalize('NFD').replace(/\p{M}|['’]/gu, '');
  const groups = bare.replace(/(?<=[^aeiouyl])e$|(?<=[^aeiouydt])ed$/, '').match(/[aeiouy]+/g)?.length ?? 0;
  const latin = /[a-z]/.test(bare);
  // Scripts without Latin vowels: about two letters make a syllable.
  return Math.max(1, latin ? groups : Math.ceil(bare.length / 2));
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
