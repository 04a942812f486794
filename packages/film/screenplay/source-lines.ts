import { findMarks, type Mark, markText, withoutMarks } from './marks.ts';

/** A line as the reader takes it: one line of the source, or several when a note or boneyard runs over their ends. */
export interface SourceLine {
  /** Offsets into the source, line end included. */
  readonly start: number;
  readonly end: number;
  /** Lines of the source, 1-based, both included. */
  readonly first: number;
  readonly last: number;
  /** Without the line end, notes and boneyards. */
  readonly text: string;
  /** `text` without the white space around it. */
  readonly trimmed: string;
  /** Says nothing, and hides nothing either. */
  readonly blank: boolean;
  /** What the line is when nothing but a note or a boneyard stands on it. */
  readonly mark: { readonly kind: Mark['kind']; readonly text: string } | null;
}

const lineEnd = /\r\n|\r|\n/g;

/** Splits a source at CRLF, CR and LF into lines that together cover it to the last character. */
export function sourceLines(source: string): SourceLine[] {
  const marks = findMarks(source);
  const lines: SourceLine[] = [];
  let nextMark = 0;
  let start = 0;
  let first = 1;
  let number = 1;
  const close = (textEnd: number, end: number) => {
    const from = nextMark;
    while (nextMark < marks.length && (marks[nextMark]?.start ?? end) < end) nextMark++;
    lines.push(sourceLine(source, { start, textEnd, end, first, last: number }, marks.slice(from, nextMark)));
  };
  let within = 0;
  for (const match of source.matchAll(lineEnd)) {
    while (within < marks.length && (marks[within]?.end ?? 0) <= match.index) within++;
    const hidden = (marks[within]?.start ?? source.length) < match.index;
    if (!hidden) {
      close(match.index, match.index + match[0].length);
      start = match.index + match[0].length;
      first = number + 1;
    }
    number++;
  }
  if (start < source.length) close(source.length, source.length);
  return lines;
}

interface Span {
  readonly start: number;
  readonly textEnd: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

function sourceLine(source: string, { textEnd, ...span }: Span, marks: readonly Mark[]): SourceLine {
  const byteOrderMark = span.start === 0 && source.startsWith('\uFEFF') ? 1 : 0;
  const text = withoutMarks(source, span.start + byteOrderMark, textEnd, marks);
  const trimmed = text.trim();
  const mark = trimmed === '' ? markOf(source, marks) : strayMark(trimmed);
  return { ...span, text, trimmed, blank: trimmed === '' && mark === null, mark };
}

function markOf(source: string, marks: readonly Mark[]): SourceLine['mark'] {
  const kind = marks[0]?.kind;
  return kind === undefined ? null : { kind, text: marks.map((mark) => markText(source, mark)).join('\n') };
}

/** A lone opening or closing mark has lost its other half; it is not something to film. */
function strayMark(trimmed: string): SourceLine['mark'] {
  return trimmed === '*/' || trimmed === '/*' ? { kind: 'boneyard', text: '' } : null;
}
