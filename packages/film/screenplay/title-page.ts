import { plainText } from './emphasis.ts';
import { isHeading } from './heading.ts';
import type { Screenplay, TitleEntry } from './screenplay.ts';
import type { SourceLine } from './source-lines.ts';
import { isTransition } from './transition.ts';

/** The title page as a title card needs it; emphasis removed. Missing entries are empty. */
export interface TitlePage {
  readonly title: string;
  readonly credit: string;
  readonly authors: readonly string[];
  /** All the rest, in order: `{ key: 'Draft date', values: ['1 May'] }`. */
  readonly others: readonly { readonly key: string; readonly values: readonly string[] }[];
}

export type TitleEntryBody = Omit<TitleEntry, 'raw' | 'lines'>;

const keyLine = /^(\s*)(\p{L}[^:]{0,39}?)\s*:(.*)$/su;
/** One of these must be there, or the first lines are no title page: a script may begin with `FADE IN:` or `NOTE: …`. */
const knownKey =
  /^(?:title|credits?|authors?|writers?|written by|story by|source|notes?|draft|draft date|date|contact|contact info|copyright|revision|version|licen[cs]e|episode|series|show|format|font|language|genre|logline|director)$/i;

/** Reads the entries of a title page from `start`; each says at which line it begins. `next` is the line after them. */
export function readTitlePage(
  lines: readonly SourceLine[],
  start: number,
): { entries: { at: number; body: TitleEntryBody }[]; next: number } {
  const entries: { at: number; key: string; values: string[] }[] = [];
  let indent = 0;
  let next = start;
  for (; next < lines.length; next++) {
    const line = lines[next];
    if (!line || line.blank || line.mark !== null) break;
    const match = keyLine.exec(line.text);
    const depth = line.text.length - line.text.trimStart().length;
    const last = entries.at(-1);
    if (match && (!last || depth <= indent) && !isScriptLine(line.trimmed)) {
      if (!last) indent = depth;
      const value = (match[3] ?? '').trim();
      entries.push({ at: next, key: match[2] ?? '', values: value === '' ? [] : [value] });
    } else if (last && depth > 0) {
      last.values.push(line.trimmed);
    } else break;
  }
  const known = entries.some((entry) => knownKey.test(entry.key));
  if (!known) return { entries: [], next: start };
  return { next, entries: entries.map(({ at, key, values }) => ({ at, body: { kind: 'title-entry', key, values } })) };
}

/**
 * The title page in the words of a title card. `Author`, `Authors`, `Writer` and `Writers` all name authors.
 *
 * @example titlePageOf(parseFountain('Title: _**Dusk**_\nAuthor: A. Writer\n\nINT. …')).title // 'Dusk'
 */
export function titlePageOf(screenplay: Screenplay): TitlePage {
  const entries = screenplay.elements.filter((element) => element.kind === 'title-entry');
  const valuesOf = (pattern: RegExp) =>
    entries.filter((entry) => pattern.test(entry.key)).flatMap((entry) => entry.values.map(plainText));
  const title = /^title$/i;
  const credit = /^credits?$/i;
  const author = /^(?:authors?|writers?|written by)$/i;
  const others = entries.filter(({ key }) => !title.test(key) && !credit.test(key) && !author.test(key));
  return {
    title: valuesOf(title).join(' '),
    credit: valuesOf(credit).join(' '),
    authors: valuesOf(author),
    others: others.map(({ key, values }) => ({ key, values: values.map(plainText) })),
  };
}

function isScriptLine(line: string): boolean {
  return isTransition(line) || isHeading(line);
}
