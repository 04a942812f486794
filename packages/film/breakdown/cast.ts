import { castVoices } from './casting.ts';
import { type Identity, identitiesOf, type SceneEvents } from './identities.ts';
import { introductionsIn } from './introductions.ts';
import { mentionFinder } from './mentions.ts';
import { distinctSlug, titleCase } from './names.ts';
import { type Presence, presenceIn } from './presence.ts';
import { isCrowd } from './roles.ts';
import type { CastMember, Look } from './story-bible.ts';
import { type Traits, traitsOf } from './traits.ts';
import { ageFor, genderFor, lookFor, skinFor } from './wardrobe.ts';

export interface Company {
  readonly cast: readonly CastMember[];
  /** For each scene who is there, as numbers in the cast. */
  readonly presence: readonly Presence[];
}

/** Everybody of a film: found, described, dressed and given a voice. */
export function companyOf(scenes: readonly SceneEvents[]): Company {
  const cued = new Set(scenes.flat().flatMap((event) => (event.kind === 'turn' ? [event.key] : [])));
  const introductions = scenes.flatMap((events, scene) =>
    events.flatMap((event) => (event.kind === 'business' ? introductionsIn(event, scene, cued) : [])),
  );
  const everybody = identitiesOf(scenes, introductions);
  const identities = everybody.filter((identity) => mayBeCast(identity, cued, everybody));
  const find = mentionFinder(identities.map(({ aliases }) => aliases));
  const traits = traitsOf(identities, introductions, scenes, find).map((one, index) =>
    isCrowd(identities[index]?.key ?? '') ? { ...one, species: 'voice' as const } : one,
  );
  const voices = new Set(traits.flatMap(({ species }, who) => (species === 'voice' ? [who] : [])));
  const presence = scenes.map((events) => presenceIn(events, identities, voices, find));
  const described = describe(identities, traits, presence);
  const speakers = described.map(({ id, age, gender, look }) => ({ id, age, gender, species: look.species }));
  const cast = castVoices(speakers, (a, b) => speakTogether(presence, idNumber(a), idNumber(b)));
  return {
    presence,
    cast: described.map((member, who) => ({
      ...member,
      // The list of voices runs in step with the list of members.
      voice: cast[who] as CastMember['voice'],
      speeches: scenes.flat().filter((event) => event.kind === 'turn' && member.aliases.includes(event.key)).length,
    })),
  };

  function idNumber(id: string): number {
    return described.findIndex((member) => member.id === id);
  }
}

/** A silent animal in capitals is set dressing, unless the film's animals talk. */
function mayBeCast(identity: Identity, cued: ReadonlySet<string>, everybody: readonly Identity[]): boolean {
  const speaks = identity.aliases.some((alias) => cued.has(alias));
  const animal = /\b(?:SQUIRREL|OWL|DOG|CAT|FOX|RABBIT|BEAR|MOUSE|BIRD|RAT|CROW|PIGEON|HORSE|COW)\b/;
  if (speaks || !animal.test(identity.key)) return true;
  return everybody.some(
    (other) => other !== identity && animal.test(other.key) && other.aliases.some((alias) => cued.has(alias)),
  );
}

function speakTogether(presence: readonly Presence[], a: number, b: number): boolean {
  return presence.some(({ speaking }) => speaking.includes(a) && speaking.includes(b));
}

function meetIn(presence: readonly Presence[], a: number, b: number): boolean {
  return presence.some(({ seen, speaking }) => {
    const there = [...seen, ...speaking];
    return there.includes(a) && there.includes(b);
  });
}

type Described = Omit<CastMember, 'voice'>;

/** Ages, genders and looks, one after another: each differs from those before. */
function describe(
  identities: readonly Identity[],
  traits: readonly Traits[],
  presence: readonly Presence[],
): Described[] {
  const ids: string[] = [];
  for (const { key } of identities) ids.push(distinctSlug(key, new Set(ids)));
  const people = identities.map((_, who) => personFor(who));
  const looks: Look[] = [];
  identities.forEach((_, who) => {
    const trait = traits[who];
    const person = people[who];
    if (trait === undefined || person === undefined) return;
    const others = looks.map((look, other) => ({ look, meets: meetIn(presence, who, other) }));
    looks.push(lookFor(ids[who] ?? '', trait, { ...person, skin: skinOf(who, []) }, others));
  });
  return identities.map((identity, who) => ({
    id: ids[who] ?? '',
    name: titleCase(identity.key),
    aliases: [...identity.aliases],
    age: people[who]?.age ?? 35,
    gender: people[who]?.gender ?? 'neutral',
    look: looks[who] as Look, // every identity has pushed one
    introducedAt: traits[who]?.introducedAt ?? null,
  }));

  /** A child's skin is its parents', also where they come into the story later. */
  function skinOf(who: number, children: readonly number[]): Look['skin'] {
    const trait = traits[who];
    const parent = trait?.parents.find((other) => other !== who && !children.includes(other));
    const family = parent === undefined ? null : skinOf(parent, [...children, who]);
    return trait?.look.skin ?? skinFor(ids[who] ?? '', trait?.origin ?? null, family);
  }

  function personFor(who: number): { age: number; gender: CastMember['gender'] } {
    const id = ids[who] ?? '';
    const trait = traits[who];
    const species = trait?.species ?? 'human';
    const unknownBefore = identities.flatMap((_, other) =>
      other < who &&
      (traits[other]?.gender ?? null) === null &&
      traits[other]?.species === 'human' &&
      meetIn(presence, who, other)
        ? [personFor(other).gender]
        : [],
    );
    const gender = trait?.gender ?? (species === 'human' ? genderFor(id, unknownBefore) : 'neutral');
    return { age: trait?.age ?? ageFor(id, species), gender };
  }
}
