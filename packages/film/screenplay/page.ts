import { isAnnotationLine } from './annotation.ts';
import { cueKey, cueParts, looksLikeCue } from './cue.ts';
import { isStructural } from './fountain-forced.ts';
import { isHeading, isUnmistakableHeading } from './heading.ts';
import { sceneTitleLevel } from './scene-title.ts';
import type { SourceLine } from './source-lines.ts';
import { isKnownTransition } from './transition.ts';

/** The lines of a script's body, and what is known of them all. */
export interface Page {
  readonly lines: readonly SourceLine[];
  readonly start: number;
  /** Names whose cues are sure somewhere; they are believed where a blank line is missing. */
  readonly names: ReadonlySet<string>;
}

export function pageOf(lines: readonly SourceLine[], start: number): Page {
  const nobody: Page = { lines, start, names: new Set() };
  const cues = lines.flatMap((line, at) => (at >= start && cueAt(nobody, at) ? [cueParts(line.trimmed)] : []));
  return { lines, start, names: new Set(cues.map((cue) => cueKey(cue?.name ?? ''))) };
}

/** Whether a speaker's name stands at this line. */
export function cueAt(page: Page, at: number): boolean {
  const line = page.lines[at];
  if (!line || line.mark !== null) return false;
  const text = line.trimmed;
  if (text.startsWith('@')) return /\p{L}/u.test(text) && (isBoundary(page, at) || speechFollows(page.lines, at));
  if (!isCueText(text) || !speechFollows(page.lines, at)) return false;
  return isBoundary(page, at) || isKnownName(page, at);
}

/** Whether a line in the midst of a paragraph or a speech begins something else. */
export function interrupts(page: Page, at: number): boolean {
  const line = page.lines[at];
  if (!line || line.blank || line.mark !== null) return true;
  const text = line.trimmed;
  return (
    isStructural(text) ||
    isUnmistakableHeading(text) ||
    isKnownTransition(text) ||
    isAnnotationLine(text) ||
    cueAt(page, at)
  );
}

/** Whether the line before is blank, or ends by itself: a heading, a section, a transition, an annotation, a note. */
export function isBoundary(page: Page, at: number): boolean {
  const before = page.lines[at - 1];
  if (at <= page.start || !before || before.blank || before.mark !== null) return true;
  const text = before.trimmed;
  if (text.startsWith('!')) return false;
  if (isStructural(text) || isUnmistakableHeading(text) || isKnownTransition(text) || isAnnotationLine(text))
    return true;
  const alone = at - 1 === page.start || page.lines[at - 2]?.blank === true;
  return alone && (/^[#=.]/.test(text) || isHeading(text) || sceneTitleLevel(text) !== null);
}

function isCueText(text: string): boolean {
  return looksLikeCue(text) && !isHeading(text) && !isStructural(text) && !/^[#=~>.]/.test(text) && !isTitle(text);
}

function isTitle(text: string): boolean {
  return sceneTitleLevel(text) !== null;
}

/** A known name right after the end of a sentence is a cue whose blank line was forgotten. */
function isKnownName(page: Page, at: number): boolean {
  const name = cueParts(page.lines[at]?.trimmed ?? '')?.name ?? '';
  const before = page.lines[at - 1]?.trimmed ?? '';
  return page.names.has(cueKey(name)) && /(?:[.!?…)"”’—–]|--)$/.test(before);
}

/** Whether the next line can be spoken. Notes, boneyards and annotations may stand in between. */
function speechFollows(lines: readonly SourceLine[], at: number): boolean {
  let next = at + 1;
  while (lines[next] && (lines[next]?.mark !== null || isAnnotationLine(lines[next]?.trimmed ?? ''))) next++;
  const line = lines[next];
  if (!line || line.blank) return false;
  return !isStructural(line.trimmed) && !isUnmistakableHeading(line.trimmed) && !isKnownTransition(line.trimmed);
}
