import type { Sheet } from './bible-sheets.ts';
import { castVoices } from './casting.ts';
import type { Correction } from './corrections.ts';
import { titleCase } from './names.ts';
import {
  type CastMember,
  genders,
  type Look,
  type Place,
  type SceneNotes,
  type StoryBible,
  species,
} from './story-bible.ts';
import { ageFor, genderFor, lookFor, skinFor } from './wardrobe.ts';

function setAt(corrections: readonly Correction[], path: string) {
  return corrections.find((correction) => correction.at === path && 'set' in correction);
}

function valueAt(corrections: readonly Correction[], path: string): unknown {
  const correction = setAt(corrections, path);
  return correction !== undefined && 'set' in correction ? correction.set : undefined;
}

/** Somebody whom a person added by hand: what is not written is chosen as for the script's own people. */
export function created(id: string, corrections: readonly Correction[]): Sheet {
  const written = (field: string) => valueAt(corrections, `cast/${id}/${field}`);
  const kind = species.find((one) => one === written('look/species')) ?? 'human';
  const age = Number(written('age') ?? ageFor(id, kind));
  const gender = genders.find((one) => one === written('gender')) ?? genderFor(id, []);
  const skin = skinFor(id, null, null);
  const look: Look = lookFor(id, { species: kind, origin: null, look: {} }, { age, gender, skin }, []);
  const [voice] = castVoices([{ id, age, gender, species: kind }], () => false);
  return {
    name: titleCase(id.replace(/-/g, ' ')),
    aliases: [id.replace(/-/g, ' ').toUpperCase()],
    age,
    gender,
    look: { ...look },
    voice: { ...voice },
  };
}

/** Lets what hangs on a corrected value follow it, unless it is corrected itself: the voice a gender, the light a place. */
export function refitted(bible: StoryBible, inferred: StoryBible, corrections: readonly Correction[]): StoryBible {
  const cast = bible.cast.map((member) => refitMember(member, bible, inferred, corrections));
  const places = bible.places.map((place) => refitPlace(place, corrections));
  return {
    ...bible,
    cast,
    places,
    scenes: bible.scenes.map((scene) => refitScene(scene, bible, inferred, corrections)),
  };
}

/** A set that a person chose is what they want, not the nearest to it. */
function refitPlace(place: Place, corrections: readonly Correction[]): Place {
  const { nearest, ...rest } = place;
  const said = (field: string) => setAt(corrections, `places/${place.id}/${field}`) !== undefined;
  return nearest === true && said('set') && !said('nearest') ? rest : place;
}

function refitMember(
  member: CastMember,
  bible: StoryBible,
  inferred: StoryBible,
  corrections: readonly Correction[],
): CastMember {
  const before = inferred.cast.find(({ id }) => id === member.id);
  const kindChanged =
    before !== undefined && (before.gender !== member.gender || before.look.species !== member.look.species);
  const ageChanged = before !== undefined && before.age !== member.age;
  if (before === undefined || (!kindChanged && !ageChanged)) return member;
  const { hair, beard, build, bottom, hairColour, height, ...rest } = member.look;
  const keep = kindChanged ? rest : { ...rest, hair, beard, build, bottom };
  const aged = Math.abs(before.age - member.age) >= 12;
  const others = bible.cast.filter(({ id }) => id !== member.id).map(({ look }) => ({ look, meets: true }));
  const fresh = lookFor(
    member.id,
    { species: member.look.species, origin: null, look: aged ? keep : { ...keep, hairColour } },
    { age: member.age, gender: member.gender, skin: member.look.skin },
    others,
  );
  // A script that says what somebody wears goes on being right about that; only what age and gender decide is chosen anew.
  const look: Record<string, unknown> = { ...fresh };
  const voice: Record<string, unknown> = { ...voiceFor(member, bible) };
  for (const field of Object.keys(member.look) as (keyof Look)[]) {
    if (setAt(corrections, `cast/${member.id}/look/${field}`) !== undefined) look[field] = member.look[field];
  }
  for (const field of Object.keys(member.voice) as (keyof CastMember['voice'])[]) {
    if (setAt(corrections, `cast/${member.id}/voice/${field}`) !== undefined) voice[field] = member.voice[field];
  }
  // Both records have the fields of the types that they were copied from.
  return { ...member, look: look as Look, voice: voice as CastMember['voice'] };
}

/** A voice unlike those of all whom the member meets; they keep theirs. */
function voiceFor(member: CastMember, bible: StoryBible): CastMember['voice'] {
  const met = bible.cast.filter(
    ({ id }) =>
      id !== member.id &&
      bible.scenes.some(
        ({ cast, heard }) => [...cast, ...heard].includes(id) && [...cast, ...heard].includes(member.id),
      ),
  );
  const { id, age, gender, look } = member;
  return (
    castVoices(
      [{ id, age, gender, species: look.species }],
      () => true,
      met.map(({ voice }) => voice),
    )[0] ?? member.voice
  );
}

function refitScene(
  scene: SceneNotes,
  bible: StoryBible,
  inferred: StoryBible,
  corrections: readonly Correction[],
): SceneNotes {
  const interior = bible.places.find(({ id }) => id === scene.place)?.interior ?? scene.interior;
  const before = inferred.scenes.find(({ id }) => id === scene.id);
  if (before === undefined || before.interior === interior) return { ...scene, interior };
  if (setAt(corrections, `scenes/${scene.id}/timeOfDay`) !== undefined) return { ...scene, interior };
  const timeOfDay =
    interior && scene.timeOfDay === 'night'
      ? 'lamp'
      : !interior && scene.timeOfDay === 'lamp'
        ? 'night'
        : scene.timeOfDay;
  return { ...scene, interior, timeOfDay };
}
