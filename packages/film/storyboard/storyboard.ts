import type { Place, StoryBible } from '../breakdown/story-bible.ts';
import type { Element, Scene, Screenplay } from '../screenplay/screenplay.ts';
import { readingsOf } from './action-reading.ts';
import { type Blocking, blockingOf } from './blocking.ts';
import { creditCards, titleCard, titlePageLeftOut } from './cards.ts';
import { type Company, companyOf } from './company.ts';
import { type Covered, coverageOf } from './coverage.ts';
import { occurrences } from './hash.ts';
import { momentsOf } from './moments.ts';
import { settingOf } from './places.ts';
import { establish, holders, type SeenSoFar } from './scene-rules.ts';
import { isSeated } from './seats.ts';
import { linesIn, type SceneContext, type Setup } from './setup.ts';
import type { Shot, Storyboard, Unfilmed } from './shot.ts';
import { type Entry, splice } from './strip.ts';
import { dissolve, fadeToBlack, leapsInTime } from './transitions.ts';

/**
 * The shots of a film: what each frame holds, who is in it, what is said and done, and by which rule of film grammar.
 *
 * A shot depends on the words of its own scene and on its neighbours: a changed line changes the shot that holds it and at most the
 * next two. `source` moves with every line above and is no part of what is rendered.
 *
 * @example storyboard(screenplay, scenesOf(screenplay), breakDown(screenplay, scenes), { seed: 1 }).shots.length
 */
export function storyboard(
  screenplay: Screenplay,
  scenes: readonly Scene[],
  bible: StoryBible,
  options: { readonly seed: number },
): Storyboard {
  const film: Film = { bible, company: companyOf(bible), seed: options.seed };
  const unfilmed: Unfilmed[] = [...titlePageLeftOut(screenplay.elements, bible)];
  const places = new Set<string>();
  let before: Place | null = null;
  let present: readonly string[] = [];
  let hands: SeenSoFar['hands'] = new Map();
  const story: Entry[] = [];
  for (const scene of scenes) {
    const elements = scene === scenes[0] ? [...prologue(screenplay, scenes), ...scene.elements] : scene.elements;
    const made = sceneOf(scene, elements, film, { places, before, present, hands });
    story.push(...made.entries);
    unfilmed.push(...made.unfilmed);
    before = made.place;
    present = made.present;
    hands = made.hands;
    for (const id of [before.id, ...holders(before, bible)]) places.add(id);
  }
  return { shots: withCards(story, scenes, film), unfilmed };
}

interface Film {
  readonly bible: StoryBible;
  readonly company: Company;
  readonly seed: number;
}

/** What stands outside of every scene: nothing to film, but nothing to lose either. */
function prologue(screenplay: Screenplay, scenes: readonly Scene[]): readonly Element[] {
  const inScenes = new Set(scenes.flatMap(({ elements }) => elements));
  return screenplay.elements.filter((element) => element.kind !== 'title-entry' && !inScenes.has(element));
}

function sceneOf(scene: Scene, elements: readonly Element[], { bible, company, seed }: Film, seen: SeenSoFar) {
  const { place, notes } = settingOf(scene, bible);
  const unseen = new Set(notes.heard.filter((who) => !notes.cast.includes(who)));
  const { moments, unfilmed } = momentsOf(elements, {
    sceneId: scene.id,
    company,
    unseen,
    mood: notes.mood,
    distinct: occurrences(),
  });
  const blocking = blockingOf(
    moments,
    readingsOf(moments, notes.cast, company),
    { ...notes, far: seen.before === null ? [] : seen.present },
    company,
    isSeated(place, company),
    goesOn.test(scene.heading?.time ?? '') ? seen.hands : new Map(),
  );
  const context: SceneContext = {
    id: scene.id,
    place,
    notes,
    company,
    blocking,
    elsewhere: seen.before,
    props: propKinds(notes.props, bible),
    seed,
  };
  const long = moments.filter(({ kind }) => kind !== 'transition').length > 2;
  const source = scene.heading?.lines ?? scene.lines;
  const establishing = long ? establish({ place, bible, source }, seen) : null;
  const entries = entriesOf(coverageOf(context, establishing), context);
  const leap = leapsInTime(scene.heading?.time ?? null);
  const change = { kind: 'change', change: { out: null, in: dissolve, black: 0 }, context } as const;
  return {
    place,
    present: notes.cast,
    hands: blocking.leavesWith,
    unfilmed,
    entries: leap ? [change, ...entries] : entries,
  };
}

/** Headings of a scene that goes on where the one before ended: what was in a hand still is. */
const goesOn = /\b(CONT|CONTINUOUS|CONTINUED|SAME|MOMENTS? LATER)\b/i;

function propKinds(ids: readonly string[], bible: StoryBible): readonly string[] {
  const kinds = bible.props.flatMap(({ id, kind }) =>
    ids.includes(id) && kind !== 'object' && kind !== 'door' ? [kind] : [],
  );
  return [...new Set(kinds)];
}

function entriesOf(covered: readonly Covered[], context: SceneContext): readonly Entry[] {
  const lastWords = covered.findLast((each) => 'setup' in each && linesIn(each.setup.beats).length > 0);
  return covered.map((each): Entry => {
    if ('change' in each) return { kind: 'change', change: each.change, context };
    return { kind: 'setup', setup: each.setup, context, lastWords: each === lastWords };
  });
}

/** Title before, fade and credits after: the frame of the film. */
function withCards(story: readonly Entry[], scenes: readonly Scene[], film: Film): readonly Shot[] {
  const { bible } = film;
  const title = cardEntry(titleCard(bible), 'title', scenes[0] ?? null, film);
  const lastScene = scenes.at(-1) ?? null;
  const line = lastScene?.lines.last ?? 1;
  const people = story.flatMap((entry) =>
    entry.kind === 'setup'
      ? [...entry.setup.figures.map(({ who }) => who), ...linesIn(entry.setup.beats).map(({ who }) => who)]
      : [],
  );
  const voiced = story.some((entry) => entry.kind === 'setup' && linesIn(entry.setup.beats).length > 0);
  const credits = creditCards(bible, [...new Set(people)], voiced, { first: line, last: line });
  const last = story.findLast((entry) => entry.kind === 'setup');
  const close: readonly Entry[] =
    last === undefined
      ? []
      : [{ kind: 'change', change: { out: fadeToBlack, in: null, black: 0 }, context: last.context }];
  return splice([title, ...story, ...close, ...credits.map((card) => cardEntry(card, 'credits', lastScene, film))]);
}

const emptyStage: Blocking = { steps: [], slotOf: () => null, company: 0, leavesWith: new Map() };

function cardEntry(card: Setup, id: string, scene: Scene | null, { bible, company, seed }: Film): Entry {
  return {
    kind: 'setup',
    setup: card,
    context: { id, ...settingOf(scene, bible), elsewhere: null, company, blocking: emptyStage, props: [], seed },
    lastWords: false,
  };
}
