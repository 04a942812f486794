import type { Phone, Word } from './speech.ts';

/** A word and the phonemes it has by itself. */
interface SoundedWord {
  readonly word: string;
  readonly phones: readonly string[];
}

/**
 * Places words on the phonemes of a phrase. Words sound a little different in company (`the` before a vowel, `of` in
 * haste), so both rows of phonemes are aligned with the fewest changes.
 *
 * @param phones The phrase's, pauses included.
 * @returns Every word, in order, none beginning before the one before it.
 */
export function alignWords(words: readonly SoundedWord[], phones: readonly Phone[]): Word[] {
  const sounded = phones.filter(({ phone }) => phone !== 'pau');
  const expected = words.flatMap(({ phones: own }, index) => own.map((phone) => ({ phone, word: index })));
  const owners = ownersOf(
    expected.map(({ phone }) => phone),
    sounded.map(({ phone }) => phone),
  );
  const spans = new Map<number, { start: number; end: number }>();
  sounded.forEach(({ start, end }, index) => {
    const word = expected[owners[index] ?? 0]?.word ?? 0;
    const span = spans.get(word);
    if (span === undefined) spans.set(word, { start, end });
    else span.end = end;
  });
  let at = sounded[0]?.start ?? 0;
  return words.map(({ word }, index) => {
    const span = spans.get(index) ?? { start: at, end: at };
    at = span.end;
    return { word, ...span };
  });
}

/** For each heard phoneme the index of the expected one it stands for, never falling: edit distance, traced back. */
function ownersOf(expected: readonly string[], heard: readonly string[]): number[] {
  const width = heard.length + 1;
  const costs = new Uint16Array((expected.length + 1) * width);
  const cost = (row: number, column: number) => costs[row * width + column] ?? 0;
  for (let row = 0; row <= expected.length; row++) {
    for (let column = 0; column <= heard.length; column++) {
      costs[row * width + column] = Math.min(
        row === 0 && column === 0 ? 0 : Number.POSITIVE_INFINITY,
        row > 0 ? cost(row - 1, column) + 2 : Number.POSITIVE_INFINITY,
        column > 0 ? cost(row, column - 1) + 2 : Number.POSITIVE_INFINITY,
        row > 0 && column > 0 ? cost(row - 1, column - 1) + change(expected[row - 1], heard[column - 1]) : 65_535,
      );
    }
  }
  const owners: number[] = new Array(heard.length).fill(0);
  let row = expected.length;
  let column = heard.length;
  while (column > 0) {
    const here = cost(row, column);
    if (row > 0 && here === cost(row - 1, column - 1) + change(expected[row - 1], heard[column - 1])) {
      row -= 1;
      column -= 1;
      owners[column] = row;
    } else if (row > 0 && here === cost(row - 1, column) + 2) {
      row -= 1;
    } else {
      column -= 1;
      owners[column] = Math.max(0, row - 1);
    }
  }
  return owners;
}

const vowels = /^[aeiou]/;

/** A vowel easily becomes another; a consonant becomes a vowel hardly ever. */
function change(expected = '', heard = ''): number {
  if (expected === heard) return 0;
  return vowels.test(expected) === vowels.test(heard) ? 1 : 3;
}
