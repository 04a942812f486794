import { isAnnotationLine } from './annotation.ts';
import { type Body, forcedBody } from './fountain-forced.ts';
import { markBody, type Piece, readSpeech } from './fountain-speech.ts';
import { headingParts, isHeading, isUnmistakableHeading } from './heading.ts';
import { cueAt, interrupts, isBoundary, type Page, pageOf } from './page.ts';
import { sceneTitleLevel } from './scene-title.ts';
import type { SourceLine } from './source-lines.ts';
import { isKnownTransition, isTransition } from './transition.ts';

/** Reads all lines from `start` on as the body of a script. */
export function bodyPieces(lines: readonly SourceLine[], start: number): Piece[] {
  const page = pageOf(lines, start);
  const pieces: Piece[] = [];
  let at = start;
  while (at < lines.length) {
    const line = lines[at];
    if (!line || line.blank) at++;
    else if (cueAt(page, at)) at = readSpeech(page, at, pieces);
    else {
      const read = markBody(line, at) ?? oneLine(page, at, line.trimmed) ?? annotation(page, at) ?? action(page, at);
      pieces.push({ at, body: read.body });
      at = read.next;
    }
  }
  return pieces;
}

function oneLine(page: Page, at: number, text: string): { body: Body; next: number } | null {
  if (text.startsWith('!')) return null;
  const body = forcedBody(text) ?? heading(page, at, text) ?? sceneTitle(page, at, text) ?? transition(page, at, text);
  return body && { body, next: at + 1 };
}

function heading(page: Page, at: number, text: string): Body | null {
  const alone = isBoundary(page, at) && page.lines[at + 1]?.blank !== false;
  if (!isUnmistakableHeading(text) && !(alone && isHeading(text))) return null;
  return { kind: 'scene-heading', ...headingParts(text), forced: false };
}

function sceneTitle(page: Page, at: number, text: string): Body | null {
  const level = isBoundary(page, at) ? sceneTitleLevel(text) : null;
  return level && { kind: 'section', text, level };
}

function transition(page: Page, at: number, text: string): Body | null {
  if (!isKnownTransition(text) && !(isTransition(text) && isBoundary(page, at))) return null;
  return { kind: 'transition', text, forced: false };
}

/** Consecutive annotations are one action, apart from what is to be seen. */
function annotation(page: Page, at: number): { body: Body; next: number } | null {
  let next = at;
  while (page.lines[next]?.mark === null && isAnnotationLine(page.lines[next]?.trimmed ?? '')) next++;
  if (next === at) return null;
  const text = page.lines.slice(at, next).map((line) => line.trimmed);
  return { body: { kind: 'action', text: text.join('\n'), forced: false, centred: false }, next };
}

function action(page: Page, at: number): { body: Body; next: number } {
  const forced = page.lines[at]?.trimmed.startsWith('!') ?? false;
  let next = at + 1;
  while (!interrupts(page, next) && !page.lines[next]?.trimmed.startsWith('~')) next++;
  const text = page.lines.slice(at, next).map((line) => line.text.replaceAll('\t', '    ').trimEnd());
  if (forced) text[0] = (text[0] ?? '').replace('!', '');
  return { body: { kind: 'action', text: text.join('\n').replace(/^\n+/, ''), forced, centred: false }, next };
}
