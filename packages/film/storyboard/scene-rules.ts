import type { Place, StoryBible } from '../breakdown/story-bible.ts';
import type { SourceRange } from '../screenplay/screenplay.ts';
import type { Blocked } from './blocking.ts';
import { digestOf } from './hash.ts';
import type { PropKind } from './props.ts';
import { joined, lengthOf, type Setup, setup, still } from './setup.ts';
import type { Camera, Shot } from './shot.ts';

/** What the film has shown when a scene begins. */
export interface SeenSoFar {
  /** Ids of places, and of the places that hold them. */
  readonly places: ReadonlySet<string>;
  /** The place of the scene before; `null` at the start of the film. */
  readonly before: Place | null;
  /** Who was in the scene before. */
  readonly present: readonly string[];
  /** What they had in their hands when it ended. */
  readonly hands: ReadonlyMap<string, PropKind>;
}

/** Sets that tell from outside what is inside. */
const outside: Partial<Record<string, string>> = {
  kitchen: 'street',
  'living-room': 'street',
  bedroom: 'street',
  hallway: 'street',
  office: 'street',
  hospital: 'street',
  shop: 'street',
  cafe: 'cafe-terrace',
  'tree-hollow': 'forest',
};

const comesDown: Camera = {
  move: 'tilt-down',
  amount: 0.06,
  angle: 'front',
  reason: 'from the sky down into the story',
};
const drifts: Camera = {
  move: 'drift',
  amount: 0.03,
  angle: 'front',
  reason: 'the place breathes before anyone speaks',
};

/**
 * A new place is established before the story goes on in it: from outside if it is a room and we have not just come from outside,
 * else in its full width.
 */
export function establish(
  scene: { place: Place; bible: StoryBible; source: SourceRange },
  seen: SeenSoFar,
): Setup | null {
  const { place, bible } = scene;
  if (isSeen(place, bible, seen)) return null;
  if (place.interior && seen.before !== null && !seen.before.interior) return null;
  const exterior = place.interior ? exteriorOf(place, bible, seen) : null;
  return setup({
    kind: 'establishing',
    size: 'extreme-wide',
    place: exterior,
    camera: seen.before === null ? comesDown : drifts,
    atLeast: 2.8,
    rule:
      exterior === null ? 'a new place is established in its full width' : 'a new place is established from outside',
    key: digestOf('establishing', place.id),
    source: scene.source,
  });
}

function isSeen(place: Place, bible: StoryBible, { places }: SeenSoFar): boolean {
  return [place.id, ...holders(place, bible)].some((id) => places.has(id));
}

/** The apartment of the kitchen, the house of the apartment. */
export function holders(place: Place, bible: StoryBible): readonly string[] {
  const found: string[] = [];
  let holder = place.within;
  while (holder !== null && !found.includes(holder)) {
    found.push(holder);
    const id = holder;
    holder = bible.places.find((each) => each.id === id)?.within ?? null;
  }
  return found;
}

function exteriorOf(place: Place, bible: StoryBible, seen: SeenSoFar): Place | null {
  const holder = bible.places.find(({ id, interior }) => id === place.within && !interior);
  if (holder !== undefined) return holder;
  const set = outside[place.set];
  if (set === undefined || seen.before?.set === set) return null;
  return { ...place, set, interior: false };
}

/** Beginning a scene, the master shows who is there and where they stand. */
export function masterOf(step: Blocked, first: Setup): Setup {
  const several = step.figures.length > 1;
  const carries = lengthOf(first.beats) <= 5.5;
  const master: Setup = {
    ...first,
    kind: several ? 'master' : 'single',
    size: several ? 'wide' : 'full',
    figures: step.figures,
    subject: first.subject ?? step.figures[0]?.who ?? null,
    foreground: null,
    prop: null,
    camera: first.camera.move.startsWith('pan') ? first.camera : still,
    beats: carries ? first.beats : [],
    deeds: first.deeds,
    speaker: carries ? first.speaker : null,
    key: carries ? first.key : digestOf('master', first.key),
    atLeast: 2.2,
    rule: several ? 'the master: who is here, and where' : 'the scene begins on the whole figure',
  };
  return master;
}

/** Scenery that opens a scene is what the establishing shot looks at. */
export function withScenery(establishing: Setup, scenery: Setup): Setup | null {
  if (establishing.place !== null || lengthOf(establishing.beats) + lengthOf(scenery.beats) > 4.2) return null;
  return joined(establishing, scenery);
}

/** Held after the last word: long where the mood is, longest at the end of a scene. */
export function tailOf(mood: Shot['mood'], lastOfScene: boolean): number {
  const tails: Partial<Record<Shot['mood'], number>> = {
    tense: 0.4,
    comic: 0.4,
    joyful: 0.45,
    neutral: 0.5,
    epic: 0.6,
    calm: 0.8,
    sad: 0.8,
    romantic: 0.8,
    eerie: 0.7,
  };
  return Math.min(1.2, (tails[mood] ?? 0.5) + (lastOfScene ? 0.5 : 0));
}
