/** A stretch of the source that is not filmed: a `[[note]]` or a boneyard between slash-star and star-slash. */
export interface Mark {
  readonly kind: 'note' | 'boneyard';
  /** Offsets into the source; `end` is past the closing mark. */
  readonly start: number;
  readonly end: number;
}

/** An empty line ends a note, unless two spaces stand on it (Fountain 1.1, "Notes"). */
const noteBreak = /(?:\r\n|\r(?!\n)|\n)(?! {2}(?:\r|\n))[^\S\r\n]*(?:\r|\n|$)/g;

/**
 * Finds all notes and boneyards in the order of the source. An opening mark that is never closed is plain text:
 * a forgotten star-slash must not make the rest of a script vanish. Linear in the length of the source.
 */
export function findMarks(source: string): Mark[] {
  const boneyard = seek(source, '/*');
  const boneyardEnd = seek(source, '*/');
  const note = seek(source, '[[');
  const noteEnd = seek(source, ']]');
  const paragraphEnd = seekBreak(source);
  const marks: Mark[] = [];
  let at = 0;
  while (at < source.length) {
    const start = Math.min(boneyard(at), note(at));
    if (start === Number.POSITIVE_INFINITY) break;
    const isNote = start === note(at);
    const close = isNote ? noteEnd(start + 2) : boneyardEnd(start + 2);
    const closed = close !== Number.POSITIVE_INFINITY && (!isNote || close < paragraphEnd(start));
    at = closed ? close + 2 : start + 2;
    if (closed) marks.push({ kind: isNote ? 'note' : 'boneyard', start, end: at });
  }
  return marks;
}

/** What stands between the opening and closing marks. */
export function markText(source: string, mark: Mark): string {
  return source.slice(mark.start + 2, mark.end - 2).trim();
}

/** The text between two offsets without its marks; the double space that a removed mark leaves becomes one. */
export function withoutMarks(source: string, start: number, end: number, marks: readonly Mark[]): string {
  let text = '';
  let at = start;
  const append = (to: number) => {
    const doubled = at > start && source[at] === ' ' && (text === '' || isSpace(text.charAt(text.length - 1)));
    text += source.slice(doubled ? at + 1 : at, to);
  };
  for (const mark of marks) {
    append(mark.start);
    at = mark.end;
  }
  append(end);
  return text;
}

function isSpace(character: string): boolean {
  return character === ' ' || character === '\t';
}

/** Remembers the last find, so that asking with growing offsets reads the source once. */
function seek(source: string, needle: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      const at = source.indexOf(needle, from);
      found = at === -1 ? Number.POSITIVE_INFINITY : at;
    }
    return found;
  };
}

function seekBreak(source: string): (from: number) => number {
  let found = -1;
  return (from) => {
    if (found < from) {
      noteBreak.lastIndex = from;
      found = noteBreak.exec(source)?.index ?? Number.POSITIVE_INFINITY;
    }
    return found;
  };
}
