import type { Scene } from '../screenplay/screenplay.ts';
import type { SceneEvents } from './identities.ts';
import { distinctSlug, titleCase } from './names.ts';
import { readable } from './prose.ts';
import { type SetWord, setWordsIn } from './set-words.ts';
import { exteriorSets, interiorSets, type Place, type SetName } from './story-bible.ts';

/** The places of a film, and which of them each scene is in. */
export interface Locations {
  readonly places: readonly Place[];
  /** For each scene the number of its place. */
  readonly of: readonly number[];
}

/** Headings that name no place: the scene stays where it was. */
const noPlace =
  /^(?:.*\b(?:ENDING|MONTAGE|FLASHBACK|FLASH BACK|INTERCUT|TITLES?|CREDITS|SERIES OF SHOTS|EPILOGUE|PROLOGUE|TEASER|COLD OPEN|SEQUENCE|DREAM|POV|BACK TO .*|BEGIN|END|ACT \w+|SCENE \w+|CHAPTER \w+|SAME|LATER|CONTINUOUS)\b.*)$/;
const goesOn = /CONT|SIM|SAME|LATER|MOMENT|MEANWHILE|INTERCUT/i;

interface Draft {
  names: string[];
  parent: number | null;
  interior: boolean;
  set: SetName;
  nearest: boolean;
  aliases: Set<string>;
}

/**
 * Finds the places and their sets. `KITCHEN (CONTINUOUSLY)` after `INT. APARTMENT - HALLWAY` is the apartment's kitchen;
 * every later KITCHEN is the same one. A scene without heading is set where its words say, else somewhere pleasant.
 */
export function locate(scenes: readonly Scene[], events: readonly SceneEvents[]): Locations {
  const drafts: Draft[] = [];
  const of: number[] = [];
  scenes.forEach((scene, index) => {
    const before = of[index - 1];
    const heading = scene.heading;
    const written = heading === null ? '' : readable(heading.place).toUpperCase().replace(/\s+/g, ' ').trim();
    const names = partsOf(written);
    const inSetting = heading?.setting ?? null;
    const words = setWordsIn(names.join(' - '));
    const stays =
      before !== undefined && inSetting === null && words.length === 0 && (names.length === 0 || noPlace.test(written));
    if (stays && heading !== null) {
      of.push(before);
      if (written !== '') drafts[before]?.aliases.add(written);
      return;
    }
    const guess = setFor(names, inSetting, events[index] ?? [], contextOf(scene));
    const parent = parentFor(names, guess.word, heading, before);
    of.push(find(names, written, parent, guess));
  });
  return { places: finished(drafts), of };

  function parentFor(
    names: string[],
    word: SetWord | null,
    heading: Scene['heading'],
    before: number | undefined,
  ): number | null {
    if (names.length > 1) {
      const whole = names.slice(0, -1);
      const interior = heading?.setting !== 'EXT' && heading?.setting !== 'EST';
      return find(whole, '', null, { ...setFor(whole, interior ? 'INT' : 'EXT', [], ''), interior });
    }
    const close = heading !== null && (heading.setting === null || goesOn.test(heading.time ?? ''));
    if (before === undefined || !close || word?.room !== true) return null;
    const here = drafts[before];
    const isBuilding = here !== undefined && here.parent === null && here.interior && !isRoom(here.names);
    return isBuilding ? before : (here?.parent ?? null);
  }

  function find(
    names: string[],
    alias: string,
    parent: number | null,
    guess: { set: SetName; interior: boolean; nearest: boolean },
  ): number {
    const own = names.at(-1) ?? '';
    const same = (draft: Draft) => draft.names.at(-1) === own && draft.interior === guess.interior;
    let found = drafts.findIndex((draft) => same(draft) && draft.parent === parent);
    if (found === -1 && names.length === 1)
      found = drafts.findIndex((draft) => same(draft) && (parent === null || draft.parent === null));
    if (found === -1) {
      found = drafts.length;
      const { interior, set, nearest } = guess;
      drafts.push({ names, parent, interior, set, nearest, aliases: new Set() });
    }
    const draft = drafts[found];
    if (draft !== undefined) {
      draft.parent ??= parent === found ? null : parent;
      if (alias !== '') draft.aliases.add(alias);
    }
    return found;
  }
}

/** `APARTMENT - HALLWAY` → both; `STAIRWELL (OUTSIDE THE APARTMENT)` → `STAIRWELL`. */
function partsOf(written: string): string[] {
  return written
    .replace(/\([^)]*\)/g, ' ')
    .split(/\s+[-–—]+\s*|[-–—]+\s+|\s*[–—/]\s*|,\s+/)
    .map((part) =>
      part
        .replace(/^THE /, '')
        .replace(/[\s.,:;]+$/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .filter((part) => part !== '');
}

/** Sections, synopses and the like that stand in a scene: they help where the heading does not. */
function contextOf(scene: Scene): string {
  return scene.elements
    .flatMap((element) => (element.kind === 'synopsis' || element.kind === 'section' ? [readable(element.text)] : []))
    .join('\n');
}

function isRoom(names: readonly string[]): boolean {
  return setWordsIn(names.at(-1) ?? '').some(({ word }) => word.room);
}

type Setting = 'INT' | 'EXT' | 'INT/EXT' | 'EST' | null;

/** Chooses the set by the last and longest word of the heading; failing that by what is done, then by what is said. */
function setFor(
  names: readonly string[],
  setting: Setting,
  events: SceneEvents,
  context: string,
): { set: SetName; interior: boolean; nearest: boolean; word: SetWord | null } {
  const asked = setting === null ? null : setting === 'INT' || setting === 'INT/EXT';
  const scores = new Map<SetName, { score: number; word: SetWord; most: number }>();
  const add = (text: string, weight: number) => {
    setWordsIn(text).forEach(({ word, length }, index) => {
      const set = word[sideFor(word, asked)];
      // The last word of `COFFEE SHOP KITCHEN` is the one that the others only describe.
      const at = weight * (1 + 2 * index + length / 10);
      const { score, ...best } = scores.get(set) ?? { score: 0, word, most: 0 };
      scores.set(set, { score: score + at, ...(at > best.most ? { word, most: at } : best) });
    });
  };
  names.forEach((name, index) => {
    const [what = '', ...where] = name.split(/ (?=(?:OF|IN|AT|ON|NEAR|OUTSIDE|BEHIND|BY|WITH|ABOVE|UNDER) )/);
    add(what, index === names.length - 1 ? 1000 : 100);
    add(where.join(' '), 10);
  });
  if (scores.size === 0) add(context, 20);
  if (scores.size === 0) for (const event of events) if (event.kind === 'business') add(event.text, 4);
  if (scores.size === 0) for (const event of events) if (event.kind === 'turn') add(spokenPlaces(event.text), 2);
  const [best] = [...scores].sort((a, b) => b[1].score - a[1].score);
  // What people merely talk about must come up again and again before it is taken for the place they are in.
  if (best !== undefined && best[1].score >= 4) {
    const [set, { word }] = best;
    const side = sideFor(word, asked);
    return { set, interior: side === 'inside', nearest: word.nearest[side], word };
  }
  const interior =
    asked ?? !/\b(?:sun|sky|outside|outdoors|wind|trees|grass)\b/i.test(events.map(({ text }) => text).join(' '));
  return { set: interior ? 'living-room' : 'park', interior, nearest: true, word: null };
}

/** The side that the heading asks for, else the one that the word brings to mind. */
function sideFor(word: SetWord, interior: boolean | null): SetWord['home'] {
  if (interior === null) return word.home;
  return interior ? 'inside' : 'outside';
}

/** Only `here in the kitchen` and the like: most places that people talk about are elsewhere. */
function spokenPlaces(text: string): string {
  return (
    text.match(/\b(?:(?:here )?in (?:this|the|my|our)|this|welcome to (?:the|my|our))\s+(?:[\p{L}-]+\s?){1,3}/giu) ?? []
  ).join(' ; ');
}

function finished(drafts: readonly Draft[]): Place[] {
  const taken = new Set<string>();
  const ids = drafts.map((draft) => {
    const own = draft.names.at(-1) ?? draft.set.replace('-', ' ').toUpperCase();
    const twin = drafts.some(
      (other) => other !== draft && other.names.at(-1) === own && other.interior !== draft.interior,
    );
    const parent = draft.parent === null ? undefined : drafts[draft.parent]?.names.at(-1);
    const again = drafts.some(
      (other) => other !== draft && other.names.at(-1) === own && other.parent !== draft.parent,
    );
    const words = [again && parent !== undefined ? parent : '', own, twin && !draft.interior ? 'outside' : ''].filter(
      Boolean,
    );
    const id = distinctSlug(words.join(' '), taken);
    taken.add(id);
    return { id, name: titleCase(own) };
  });
  return drafts.map((draft, index) => ({
    id: ids[index]?.id ?? 'somewhere',
    name: ids[index]?.name ?? 'Somewhere',
    aliases: [...draft.aliases],
    interior: draft.interior,
    within: draft.parent === null ? null : (ids[draft.parent]?.id ?? null),
    set: sideOf(draft.set, draft.interior),
    ...(draft.nearest ? { nearest: true } : {}),
  }));
}

/** A set on the wrong side of the wall would show a sky in a room: the nearest on the right side instead. */
function sideOf(set: SetName, interior: boolean): SetName {
  const sides: readonly SetName[] = interior ? interiorSets : exteriorSets;
  return sides.includes(set) ? set : interior ? 'living-room' : 'street';
}
