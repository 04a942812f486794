import type { Element, Speech } from './screenplay.ts';

/**
 * The speeches of a scene or a script, in order. Notes and boneyards within a speech don't end it. Lyrics that follow
 * a speech after blank lines are its song: the speaker sings them.
 */
export function speechesOf(elements: readonly Element[]): Speech[] {
  const speeches: { cue: Speech['cue']; parts: Speech['parts'][number][] }[] = [];
  let open = false;
  for (const element of elements) {
    const last = speeches.at(-1);
    if (element.kind === 'character') {
      speeches.push({ cue: element, parts: [] });
      open = true;
    } else if (last && open && isSpoken(element)) last.parts.push(element);
    else open &&= staysOpen(element, last?.parts.length === 0);
  }
  return speeches;
}

function isSpoken(element: Element): element is Speech['parts'][number] {
  return element.kind === 'parenthetical' || element.kind === 'dialogue' || element.kind === 'lyrics';
}

/** An annotation may stand between a cue and its first words. */
function staysOpen(element: Element, unspoken: boolean): boolean {
  return element.kind === 'note' || element.kind === 'boneyard' || (element.kind === 'action' && unspoken);
}
