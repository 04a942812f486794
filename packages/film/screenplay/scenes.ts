import { isAnnotation } from './annotation.ts';
import { sceneTitleLevel } from './scene-title.ts';
import type { Element, Scene, SceneHeading, Screenplay } from './screenplay.ts';
import { slug } from './slug.ts';

/** A scene before it has its id. */
interface Draft {
  heading: SceneHeading | null;
  readonly elements: Element[];
}

/**
 * Cuts a screenplay into scenes. Every element but those of the title page is in exactly one scene, in order.
 *
 * What stands before the first heading and is not to be filmed (`FADE IN:`, sections, annotations) opens the first
 * scene, so there its heading is not the first element. Where something to film comes before any heading, or a title
 * such as `SCENE TWO` stands in place of one, a scene without a heading is inferred.
 *
 * @example scenesOf(parseFountain('.KITCHEN #3-DDXWV#\n\nHe waits.')).map((scene) => scene.id) // ['3-DDXWV']
 */
export function scenesOf(screenplay: Screenplay): Scene[] {
  const elements = screenplay.elements.filter((element) => element.kind !== 'title-entry');
  const drafts: Draft[] = [];
  elements.forEach((element, index) => {
    const current = drafts.at(-1);
    if (element.kind === 'scene-heading') {
      if (current && !isOpening(current)) drafts.push({ heading: element, elements: [element] });
      else openWith(drafts, element);
    } else if (!current || (isInferredStart(element, current) && isFilmedBeforeHeading(elements, index + 1))) {
      drafts.push({ heading: null, elements: [element] });
    } else current.elements.push(element);
  });
  return named(drafts);
}

/** Whether an element is to be seen or heard. Transitions, sections, notes and annotations are not by themselves. */
export function isFilmed(element: Element): boolean {
  if (element.kind === 'action') return element.text.trim() !== '' && !isAnnotation(element);
  return element.kind === 'dialogue' || element.kind === 'lyrics';
}

function isOpening(draft: Draft): boolean {
  return draft.heading === null && !draft.elements.some(isFilmed);
}

function openWith(drafts: Draft[], heading: SceneHeading): void {
  const opening = drafts.at(-1);
  if (!opening) drafts.push({ heading, elements: [heading] });
  else {
    opening.heading = heading;
    opening.elements.push(heading);
  }
}

/** `SCENE TWO` begins a scene where the script has no heading to do so, once the scene before has something in it. */
function isInferredStart(element: Element, current: Draft): boolean {
  return isSceneTitle(element) && current.elements.some((other) => isFilmed(other) || other.kind === 'scene-heading');
}

function isSceneTitle(element: Element): boolean {
  return element.kind === 'section' && sceneTitleLevel(element.text) === 3;
}

function isFilmedBeforeHeading(elements: readonly Element[], from: number): boolean {
  for (let index = from; index < elements.length; index++) {
    const element = elements[index];
    if (!element || element.kind === 'scene-heading' || isSceneTitle(element)) return false;
    if (isFilmed(element)) return true;
  }
  return false;
}

/** Scene numbers are ids; the others count up until they are their own. */
function named(drafts: readonly Draft[]): Scene[] {
  const numbers = new Set(drafts.map((draft) => draft.heading?.number));
  const counts = new Map<string, number>();
  const taken = new Set<string>();
  return drafts.map(({ heading, elements }) => {
    const number = heading?.number ?? null;
    const stem = number ?? stemOf(heading, elements);
    let id = number ?? '';
    while (id === '' || taken.has(id) || (number === null && numbers.has(id))) {
      const count = (counts.get(stem) ?? (number === null ? 0 : 1)) + 1;
      counts.set(stem, count);
      id = `${stem}-${count}`;
    }
    taken.add(id);
    const lines = { first: elements[0]?.lines.first ?? 1, last: elements.at(-1)?.lines.last ?? 1 };
    return { id, heading, elements, lines };
  });
}

function stemOf(heading: SceneHeading | null, elements: readonly Element[]): string {
  const title = elements.find(isSceneTitle);
  const name = heading ? heading.place || heading.text : title?.kind === 'section' ? title.text : '';
  return slug(name) || 'scene';
}
