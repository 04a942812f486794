import { findMarks, markText } from './marks.ts';
import type { Element } from './screenplay.ts';

/**
 * The notes that stand in an element, without their brackets: `['check the date']`. A note on a line of its own is an
 * element, and its own only note. What looks like a note within a boneyard is none.
 */
export function notesOf(element: Element): string[] {
  return findMarks(element.raw)
    .filter((mark) => mark.kind === 'note')
    .map((mark) => markText(element.raw, mark));
}
