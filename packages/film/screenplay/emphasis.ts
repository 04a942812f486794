import { findMarks, withoutMarks } from './marks.ts';

export interface Style {
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
}

/** A stretch of text in one style, marks removed. */
export interface StyledRun extends Style {
  readonly text: string;
}

/** Bits of a style, so that a character's style is one number. */
const bits = { '*': 1, '**': 2, '***': 3, _: 4 } as const;
type Delimiter = keyof typeof bits;

interface Token {
  readonly delimiter: Delimiter | null;
  readonly text: string;
  readonly opens: boolean;
  readonly closes: boolean;
}

/**
 * What a reader reads: emphasis marks, notes and boneyards removed, `\*` unescaped, every other character kept.
 *
 * @example plainText('I am *not* done[[fix]].') // 'I am not done.'
 */
export function plainText(text: string): string {
  if (!/[*_]|\[\[/.test(text)) return text;
  return styledRuns(text)
    .map((run) => run.text)
    .join('');
}

/** Splits text into runs of one style. As Fountain rules, emphasis ends with its line, and `2 * 3` and `s**t` have none. */
export function styledRuns(text: string): StyledRun[] {
  const visible = withoutMarks(text, 0, text.length, findMarks(text));
  const runs: { text: string; style: number }[] = [];
  for (const line of visible.split(/(\r\n|\r|\n)/)) {
    for (const piece of styledPieces(line)) {
      const last = runs.at(-1);
      if (last?.style === piece.style) last.text += piece.text;
      else if (piece.text !== '') runs.push(piece);
    }
  }
  return runs.map(({ text, style }) => ({
    text,
    bold: (style & 2) > 0,
    italic: (style & 1) > 0,
    underline: (style & 4) > 0,
  }));
}

function styledPieces(line: string): { text: string; style: number }[] {
  const tokens = tokensOf(line);
  const switched = switchedBits(tokens);
  let style = 0;
  return tokens.map((token, index) => {
    const bit = switched.get(index) ?? 0;
    style ^= bit;
    return { text: bit === 0 ? token.text : token.text.slice(starsOf(bit)), style };
  });
}

/** How many characters of a delimiter the paired bits use; the rest of a `***` may stay in the text. */
function starsOf(bit: number): number {
  return bit === 3 ? 3 : bit === 2 ? 2 : 1;
}

/** For each delimiter that has its partner, by index of token: the styles that it puts on or off. */
function switchedBits(tokens: readonly Token[]): Map<number, number> {
  const switched = new Map<number, number>();
  const open = openDelimiters();
  tokens.forEach((token, to) => {
    if (token.delimiter === null) return;
    const opened = token.closes ? open.close(token.delimiter) : [];
    if (opened.length === 0 && token.opens) open.push(token.delimiter, to);
    for (const { from, bit } of opened) {
      for (const at of [from, to]) switched.set(at, (switched.get(at) ?? 0) ^ bit);
    }
  });
  return switched;
}

/** Delimiters that wait for their partner. `***` is `*` and `**` at once, and either may be closed alone. */
function openDelimiters() {
  const waiting: { bit: number; from: number }[] = [];
  const take = (bit: number): { from: number; bit: number } | null => {
    const index = waiting.findLastIndex((delimiter) => (delimiter.bit & bit) === bit);
    const found = waiting[index];
    if (!found) return null;
    found.bit ^= bit;
    if (found.bit === 0) waiting.splice(index, 1);
    return { from: found.from, bit };
  };
  return {
    push(delimiter: Delimiter, from: number) {
      // A style that is on already cannot be put on again; what is forgotten stays in the text.
      const bit = bits[delimiter];
      for (const older of waiting) older.bit &= ~bit;
      waiting.push({ bit, from });
      if (waiting.length > 8) waiting.shift();
    },
    close(delimiter: Delimiter) {
      const bit = bits[delimiter];
      const whole = take(bit);
      if (whole) return [whole];
      const bold = bit === 3 && waiting.some((other) => other.bit === 1) ? take(2) : null;
      return bold ? [bold, ...[take(1)].filter((pair) => pair !== null)] : [];
    },
  };
}

/** A delimiter opens before a letter at the start of a word, and closes after one at the end of a word. */
function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  for (const match of line.matchAll(/\\[*_]|\*+|_+|[^\\*_]+|\\/g)) {
    const text = match[0];
    const delimiter = text === '*' || text === '**' || text === '***' || text === '_' ? text : null;
    const before = line.charAt(match.index - 1);
    const after = line.charAt(match.index + text.length);
    tokens.push({
      delimiter,
      text: /^\\[*_]$/.test(text) ? text.charAt(1) : text,
      opens: isInk(after) && !isWord(before),
      closes: isInk(before) && !isWord(after),
    });
  }
  return tokens;
}

function isInk(character: string): boolean {
  return character !== '' && character.trim() !== '';
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}]/u.test(character);
}
