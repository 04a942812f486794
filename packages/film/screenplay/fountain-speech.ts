import { isAnnotationLine } from './annotation.ts';
import { cueParts } from './cue.ts';
import type { Body } from './fountain-forced.ts';
import { interrupts, type Page } from './page.ts';
import type { SourceLine } from './source-lines.ts';

/** An element before it is cut out of the source: at which line it begins. */
export interface Piece {
  readonly at: number;
  readonly body: Body;
}

interface Read {
  readonly body: Body;
  /** The line after it. */
  readonly next: number;
}

const oneParenthetical = /^\((?:[^()]|\([^()]*\))*\)$/;

/** Reads a cue and all that is spoken under it into `pieces`; returns the line after them. */
export function readSpeech(page: Page, cue: number, pieces: Piece[]): number {
  pieces.push({ at: cue, body: cueBody(page.lines[cue]?.trimmed ?? '') });
  let spoken = false;
  let at = cue + 1;
  for (;;) {
    const line = page.lines[at];
    const read: Read | null = !line
      ? null
      : (markBody(line, at) ?? annotation(line, at, spoken) ?? spokenBody(page, at));
    if (!read) return at;
    pieces.push({ at, body: read.body });
    spoken ||= read.body.kind !== 'note' && read.body.kind !== 'boneyard' && read.body.kind !== 'action';
    at = read.next;
  }
}

/** A note or boneyard that stands alone. */
export function markBody(line: SourceLine, at: number): Read | null {
  return line.mark === null ? null : { body: line.mark, next: at + 1 };
}

function cueBody(line: string): Body {
  const forced = line.startsWith('@');
  const written = forced ? line.slice(1).trim() : line;
  const parts = cueParts(written) ?? { name: written, extensions: [], dual: false };
  return { kind: 'character', ...parts, forced };
}

/** Between the cue and its first words an annotation may stand; after them it belongs to what comes next. */
function annotation(line: SourceLine, at: number, spoken: boolean): Read | null {
  if (spoken || !isAnnotationLine(line.trimmed)) return null;
  return { body: { kind: 'action', text: line.trimmed, forced: false, centred: false }, next: at + 1 };
}

function spokenBody(page: Page, at: number): Read | null {
  if (interrupts(page, at)) return null;
  const text = page.lines[at]?.trimmed ?? '';
  if (text.startsWith('~')) return { body: { kind: 'lyrics', text: text.slice(1).trim() }, next: at + 1 };
  return parenthetical(page, at) ?? dialogue(page, at);
}

/** `(quietly)`, also broken over up to four lines. */
function parenthetical(page: Page, at: number): Read | null {
  const text = page.lines[at]?.trimmed ?? '';
  if (oneParenthetical.test(text))
    return { body: { kind: 'parenthetical', text: text.slice(1, -1).trim() }, next: at + 1 };
  if (!text.startsWith('(') || text.includes(')')) return null;
  const parts = [text.slice(1).trim()];
  for (let next = at + 1; next < at + 4 && !interrupts(page, next); next++) {
    const more = page.lines[next]?.trimmed ?? '';
    const end = more.indexOf(')');
    if (more.includes('(')) return null;
    parts.push(end === -1 ? more : more.slice(0, -1).trim());
    if (end !== -1) {
      const whole = end === more.length - 1;
      return whole ? { body: { kind: 'parenthetical', text: parts.join(' ') }, next: next + 1 } : null;
    }
  }
  return null;
}

/** Lines up to the next of another kind. A line of two spaces is an empty line that is part of the speech. */
function dialogue(page: Page, at: number): Read {
  const parts = [page.lines[at]?.trimmed ?? ''];
  let next = at + 1;
  for (;;) {
    let line = next;
    while (isGap(page.lines[line])) line++;
    const text = page.lines[line]?.trimmed ?? '';
    if (interrupts(page, line) || text.startsWith('~') || parenthetical(page, line)) break;
    parts.push(...Array<string>(line - next).fill(''), text);
    next = line + 1;
  }
  return { body: { kind: 'dialogue', text: parts.join('\n') }, next };
}

function isGap(line: SourceLine | undefined): boolean {
  return line?.blank === true && line.text === '  ';
}
