import type { Place, SceneNotes, StoryBible } from '../breakdown/story-bible.ts';
import type { Scene } from '../screenplay/screenplay.ts';

/** Where a scene plays and what the bible notes about it. */
interface Setting {
  readonly place: Place;
  readonly notes: SceneNotes;
}

const nowhere: Place = { id: 'nowhere', name: 'Nowhere', aliases: [], interior: false, within: null, set: 'field' };

/** A bible that a person has cut down may lack a scene or a place: then the heading alone decides, and the nearest set serves. */
export function settingOf(scene: Scene | null, bible: StoryBible): Setting {
  const notes = bible.scenes.find(({ id }) => id === scene?.id) ?? plainNotes(scene, bible);
  const place = bible.places.find(({ id }) => id === notes.place) ?? bible.places[0] ?? nowhere;
  return { place, notes };
}

function plainNotes(scene: Scene | null, bible: StoryBible): SceneNotes {
  const heading = scene?.heading ?? null;
  const place =
    bible.places.find(({ aliases }) => heading !== null && aliases.includes(heading.place.toUpperCase())) ??
    bible.places[0] ??
    nowhere;
  const night = /night|evening|midnight/i.test(heading?.time ?? '');
  return {
    id: scene?.id ?? '',
    place: place.id,
    interior: place.interior,
    timeOfDay: night ? (place.interior ? 'lamp' : 'night') : 'noon',
    weather: 'clear',
    mood: 'neutral',
    cast: [],
    heard: [],
    props: [],
  };
}
