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
  const changes = pairDelimiters(tokens);
  let style = 0;
  return tokens.map((token, index) => {
    const change = changes.get(index);
    if (change === undefined) return { text: token.text, style };
    style = change;
    return { text: '', style };
  });
}

/** For each delimiter that has its partner, by index of token: the style from there on. */
function pairDelimiters(tokens: readonly Token[]): Map<number, number> {
  const open = new Map<Delimiter, number[]>();
  const pairs: { from: number; to: number; bit: number }[] = [];
  tokens.forEach((token, to) => {
    if (token.delimiter === null) return;
    const waiting = open.get(token.delimiter) ?? [];
    const from = token.closes ? waiting.pop() : undefined;
    if (from !== undefined) pairs.push({ from, to, bit: bits[token.delimiter] });
    else if (token.opens) open.set(token.delimiter, [...waiting.slice(-7), to]);
  });
  const counts = [0, 0, 0];
  const events = pairs.flatMap(({ from, to, bit }) => [
    { at: from, bit, step: 1 },
    { at: to, bit, step: -1 },
  ]);
  const changes = new Map<number, number>();
  for (const { at, bit, step } of events.toSorted((a, b) => a.at - b.at)) {
    for (const index of [0, 1, 2]) if (bit & (1 << index)) counts[index] = (counts[index] ?? 0) + step;
    changes.set(
      at,
      counts.reduce((style, count, index) => (count > 0 ? style | (1 << index) : style), 0),
    );
  }
  return changes;
}

/** A delimiter opens before a letter at the start of a word, and closes after one at the end of a word. */
function tokensOf(line: string): Token[] {
  const tokens: Token[] = [];
  for (const match of line.matchAll(/\\[*_\\]|\*+|_+|[^\\*_]+|\\/g)) {
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
