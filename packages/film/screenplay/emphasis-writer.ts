import { type StyledRun, styledRuns } from './emphasis.ts';

interface Piece {
  readonly text: string;
  /** Bits: 1 italic, 2 bold, 4 underlined. */
  readonly style: number;
}

/**
 * Writes styled text with Fountain's marks, so that `styledRuns` reads the same styles again. Fountain cannot change
 * the style within a word; there the word takes the style of its first letter.
 *
 * @example emphasised([{ text: 'now', bold: true, italic: false, underline: false }]) // '**now**'
 */
export function emphasised(runs: readonly StyledRun[]): string {
  return linesOf(runs)
    .map((line) => {
      const plain = line.map((piece) => piece.text).join('');
      const candidates = [marked(line, (text) => text), marked(line, escaped), marked(wholeWords(line), escaped)];
      return (
        candidates.find((text) => isSame(text, line)) ?? candidates.find((text) => reads(text, plain)) ?? escaped(plain)
      );
    })
    .join('\n');
}

function linesOf(runs: readonly StyledRun[]): Piece[][] {
  const lines: Piece[][] = [[]];
  for (const run of runs) {
    const style = (run.italic ? 1 : 0) | (run.bold ? 2 : 0) | (run.underline ? 4 : 0);
    run.text.split(/\r\n|\r|\n/).forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== '') lines.at(-1)?.push({ text, style });
    });
  }
  return lines;
}

/** Spaces at the edge of a style cannot carry it: a mark must touch a letter. */
function marked(line: readonly Piece[], print: (text: string) => string): string {
  const words = wordsOf(line);
  const open: number[] = [];
  let written = '';
  words.forEach((word, index) => {
    const blank = word.text.trim() === '';
    const want = blank ? (words[index - 1]?.style ?? 0) & (words[index + 1]?.style ?? 0) : word.style;
    while (open.some((bit) => (bit & want) === 0)) written += marks(open.pop() ?? 0);
    for (const bit of blank ? [] : [4, 2, 1].filter((bit) => (bit & want) > 0 && !open.includes(bit))) {
      open.push(bit);
      written += marks(bit);
    }
    written += print(word.text);
  });
  return written + open.toReversed().map(marks).join('');
}

/** Words and the spaces between them, each in its style. */
function wordsOf(line: readonly Piece[]): Piece[] {
  return line.flatMap(({ text, style }) =>
    text
      .split(/(\s+)/)
      .filter(Boolean)
      .map((word) => ({ text: word, style })),
  );
}

function marks(bit: number): string {
  return ['', '*', '**', '', '_'][bit] ?? '';
}

function wholeWords(line: readonly Piece[]): Piece[] {
  let style = 0;
  let inWord = false;
  return wordsOf(line).map((word) => {
    const blank = word.text.trim() === '';
    if (!inWord && !blank) style = word.style;
    inWord = !blank;
    return { text: word.text, style: blank ? 0 : style };
  });
}

function escaped(text: string): string {
  return text.replace(/[*_]/g, '\\$&');
}

function reads(text: string, plain: string): boolean {
  const read = styledRuns(text);
  return read.map((run) => run.text).join('') === plain;
}

/** Equal letter by letter; the style of a space cannot be seen. */
function isSame(text: string, line: readonly Piece[]): boolean {
  return letters(linesOf(styledRuns(text))[0] ?? []) === letters(line);
}

function letters(pieces: readonly Piece[]): string {
  return pieces
    .flatMap(({ text, style }) => [...text].map((letter) => (letter.trim() === '' ? letter : `${letter}${style}`)))
    .join('');
}
