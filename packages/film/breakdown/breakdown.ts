import type { Scene, Screenplay } from '../screenplay/screenplay.ts';
import { companyOf } from './cast.ts';
import { momentsOf } from './moments.ts';
import { moodOf } from './moods.ts';
import { cueKey } from './names.ts';
import { locate } from './places.ts';
import { propsOf } from './props.ts';
import { readable } from './prose.ts';
import type { CastMember, Prop, SceneNotes, StoryBible } from './story-bible.ts';
import { eventsOf } from './turns.ts';

/**
 * Reads a screenplay as a first assistant director does: who, where, when, with what, in what mood.
 * Pure: the same screenplay always gives the same bible.
 *
 * @param scenes the screenplay's scenes, in order.
 * @param untitled the title of a screenplay whose title page gives none.
 * @example breakDown(screenplay, scenesOf(screenplay)).cast.map(({ name }) => name)
 */
export function breakDown(screenplay: Screenplay, scenes: readonly Scene[], untitled = 'Untitled'): StoryBible {
  const events = scenes.map(eventsOf);
  const { cast, presence } = companyOf(events);
  const { places, of } = locate(scenes, events);
  const placeOf = scenes.map((_, index) => places[of[index] ?? 0]);
  const moments = momentsOf(
    scenes,
    events,
    placeOf.map((place) => place?.interior ?? true),
  );
  const props = new Map<string, Prop>();
  const notes = scenes.map((scene, index): SceneNotes => {
    const seen = propsOf(scene);
    for (const prop of seen) props.set(prop.id, prop);
    const idOf = (who: number) => cast[who]?.id ?? '';
    const timeOfDay = moments[index]?.timeOfDay ?? 'noon';
    return {
      id: scene.id,
      place: placeOf[index]?.id ?? '',
      interior: placeOf[index]?.interior ?? true,
      timeOfDay,
      weather: moments[index]?.weather ?? 'clear',
      mood: moodOf(events[index] ?? [], timeOfDay),
      cast: (presence[index]?.seen ?? []).map(idOf),
      heard: (presence[index]?.heard ?? []).map(idOf),
      props: seen.map(({ id }) => id),
    };
  });
  return {
    ...titlesOf(screenplay, untitled),
    cast: [...cast],
    places: [...places],
    props: [...props.values()],
    scenes: notes,
  };
}

function titlesOf(screenplay: Screenplay, untitled: string): { title: string; credits: string[] } {
  const entries = screenplay.elements.flatMap((element) => (element.kind === 'title-entry' ? [element] : []));
  const lines = (...keys: string[]) =>
    entries
      .filter(({ key }) => keys.includes(key.toLowerCase()))
      .flatMap(({ values }) => values.map((value) => readable(value).trim()).filter(Boolean));
  const title = lines('title').join(' ');
  const authors = lines('author', 'authors', 'writer', 'writers', 'written by');
  const credit = lines('credit');
  const byline = credit.length > 0 ? credit : authors.length > 0 ? ['Written by'] : [];
  return { title: title === '' ? untitled : title, credits: [...byline, ...authors, ...lines('source')] };
}

/**
 * The cast members who speak under a cue: one, or several for `HELEN & REBECCA`. Case, extensions and quotes don't matter.
 * Every cue of the screenplay that the bible was made from has at least one.
 * @example speakersOf(bible.cast, "HELEN (CONT'D)")[0]?.id // 'helen'
 */
export function speakersOf(cast: readonly CastMember[], cue: string): CastMember[] {
  const key = cueKey(cue) || 'VOICE';
  const member = (name: string) => cast.find(({ aliases }) => aliases.includes(name));
  const parts = key.split(/\s*(?:\/|&|\+|,| AND | WITH )\s*/).filter((part) => part !== '');
  const together = parts.length > 1 ? parts.map(member) : [];
  if (together.length > 0 && together.every((one) => one !== undefined)) return [...new Set(together)];
  return [member(key)].filter((one) => one !== undefined);
}
