import { bodyPieces } from './fountain-body.ts';
import type { Piece } from './fountain-speech.ts';
import type { Element, Screenplay } from './screenplay.ts';
import { type SourceLine, sourceLines } from './source-lines.ts';
import { readTitlePage } from './title-page.ts';

/**
 * Reads Fountain 1.1, and what writers make of it. Never fails: every text is a screenplay of some kind.
 * Nothing is lost: `printFountain(parseFountain(text)) === text`. Linear in the length of the text.
 *
 * @example parseFountain('INT. KITCHEN - NIGHT\n\nANNA\nHello.\n').elements.length // 3
 */
export function parseFountain(text: string): Screenplay {
  const lines = sourceLines(text);
  const start = lines.findIndex((line) => !line.blank);
  if (start === -1) return { elements: elementsOf(text, lines, []) };
  const titlePage = readTitlePage(lines, start);
  return { elements: elementsOf(text, lines, [...titlePage.entries, ...bodyPieces(lines, titlePage.next)]) };
}

/** The source text of a screenplay, to the character. */
export function printFountain(screenplay: Screenplay): string {
  return screenplay.elements.map((element) => element.raw).join('');
}

/** Each piece reaches to where the next begins, so blank lines belong to what they follow. */
function elementsOf(text: string, lines: readonly SourceLine[], pieces: readonly Piece[]): Element[] {
  if (lines.length === 0) return [];
  const blank: Piece = { at: 0, body: { kind: 'blank' } };
  const all = pieces[0]?.at === 0 ? pieces : [blank, ...pieces];
  return all.map(({ at, body }, index) => {
    const next = all[index + 1]?.at ?? lines.length;
    const start = lines[at];
    const end = lines[next - 1];
    const raw = text.slice(start?.start, end?.end);
    return { ...body, raw, lines: { first: start?.first ?? 1, last: end?.last ?? 1 } };
  });
}
