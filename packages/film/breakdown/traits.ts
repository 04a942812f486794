import { readDescription, type Said, speciesOf } from './description.ts';
import { hintOfName, type Origin } from './first-names.ts';
import type { Identity, SceneEvents } from './identities.ts';
import type { Introduction } from './introductions.ts';
import type { mentionFinder } from './mentions.ts';
import { sentencesOf } from './prose.ts';
import { isVoiceName, roleOf } from './roles.ts';
import type { CastMember, Look } from './story-bible.ts';
import { isUnseen } from './turns.ts';

/** What a script says of a person, put together from all places where it speaks of them. */
export interface Traits {
  readonly age: number | null;
  readonly gender: CastMember['gender'] | null;
  readonly species: Look['species'];
  readonly origin: Origin | null;
  readonly look: Partial<Look>;
  readonly introducedAt: number | null;
  /** Numbers of parents in the list of identities: a child takes after them. */
  readonly parents: readonly number[];
}

/** Reads the traits of everyone. The lists run in step. */
export function traitsOf(
  identities: readonly Identity[],
  introductions: readonly Introduction[],
  scenes: readonly SceneEvents[],
  find: ReturnType<typeof mentionFinder>,
): Traits[] {
  const votes = genderVotes(identities, scenes, find);
  const parents = parentsOf(identities, scenes);
  return identities.map((identity, who) => {
    const own = introductions.filter(({ key }) => identity.aliases.includes(key));
    const said = own.map((introduction) => introduction.said);
    const words = [...new Set(identity.aliases.flatMap((alias) => alias.split(' ')))];
    const roleWords = words.flatMap((word) => roleOf(word) ?? []);
    const hint = identity.aliases.flatMap(
      (alias) => hintOfName(alias.split(' ').find((word) => !roleOf(word)) ?? '') ?? [],
    )[0];
    const named = readDescription(identity.aliases.join(' . '));
    const first = <K extends keyof Said>(key: K) => said.find((one) => one[key] !== undefined)?.[key];
    const look: Partial<Look> = {};
    for (const part of [
      ...roleWords.map((role) => role.wear ?? {}),
      named.look,
      ...said.map((one) => one.look).toReversed(),
    ]) {
      Object.assign(look, part);
    }
    const species = first('species') ?? identity.aliases.map(speciesOf).find((kind) => kind !== null) ?? null;
    const roleGender = roleWords.find((role) => role.gender !== undefined)?.gender;
    return {
      age: first('age') ?? named.age ?? roleWords.find((role) => role.age !== undefined)?.age ?? null,
      gender: roleGender ?? voiceGender(identity.key) ?? first('gender') ?? decided(votes[who] ?? 0, hint?.gender),
      species: isVoiceOnly(identity, scenes, find, who) ? 'voice' : (species ?? 'human'),
      origin: first('origin') ?? named.origin ?? originOf(identity) ?? null,
      look,
      introducedAt: own[0]?.line ?? null,
      parents: parents[who] ?? [],
    };
  });
}

/** Of several names the one from further away tells more: HELEN who is SENAIT has taken the first. */
function originOf(identity: Identity): Origin | null {
  const origins = identity.aliases.flatMap(
    (alias) => hintOfName(alias.split(' ').find((word) => !roleOf(word)) ?? '')?.origin ?? [],
  );
  return origins.find((origin) => origin !== 'european') ?? origins[0] ?? null;
}

function voiceGender(key: string): CastMember['gender'] | null {
  if (!/\b(?:FEMALE|MALE)\b/.test(key)) return null;
  return /\bFEMALE\b/.test(key) ? 'female' : 'male';
}

/** A first name weighs as much as four pronouns. */
function decided(votes: number, byName: 'female' | 'male' | undefined): CastMember['gender'] | null {
  const total = votes + (byName === 'female' ? 4 : byName === 'male' ? -4 : 0);
  return total === 0 ? null : total > 0 ? 'female' : 'male';
}

/** Positive for female: pronouns after the only person named, a speaker's own parentheticals, how others address them. */
function genderVotes(
  identities: readonly Identity[],
  scenes: readonly SceneEvents[],
  find: ReturnType<typeof mentionFinder>,
): number[] {
  const votes = identities.map(() => 0);
  const vote = (who: number, by: number) => {
    votes[who] = (votes[who] ?? 0) + by;
  };
  for (const events of scenes) {
    let last: number | null = null;
    for (const event of events) {
      if (event.kind === 'turn') {
        const who = identities.findIndex(({ aliases }) => aliases.includes(event.key));
        for (const text of event.parentheticals) vote(who, pronouns(text) - (deepVoice.test(text) ? 1 : 0));
        const addressed = last === who ? null : last;
        if (addressed !== null && !/phone/i.test(event.parentheticals.join()))
          vote(addressed, 0.75 * address(event.text));
        last = who;
        continue;
      }
      for (const { text } of sentencesOf(event.text)) {
        const people = new Set(find(text).map(({ who }) => who));
        const [only] = people;
        if (people.size === 1 && only !== undefined) {
          const from = find(text)[0]?.end ?? 0;
          vote(only, pronouns(text.slice(from)));
        }
      }
    }
  }
  return votes;
}

const deepVoice = /\b(?:booming|gruff|baritone|gravelly|deep)\b/i;

/** Whom somebody does something to (`chases her`, `hugs him`) is somebody else. */
function pronouns(text: string): number {
  const count = (pattern: RegExp) => (text.match(pattern) ?? []).length;
  return Math.sign(
    count(
      /\b(?:she|hers|herself|her(?= (?!in|on|to|through|into|with|and|from|at|as|up|down|off|away|over|by|for|while|but|back|again|out)\p{Ll}))(?![\p{L}])/giu,
    ) - count(/\b(?:he|his|himself)\b/gi),
  );
}

function address(text: string): number {
  if (/(?:^|[,.!?] |, )(?:mom|mommy|mum|mummy|mother|ma'am|madam|miss|mrs|ms|lady|sis)\b(?=[,.!?…]|$)/i.test(text))
    return 1;
  if (/(?:^|[,.!?] |, )(?:dad|daddy|father|sir|mister|mr|bro|dude)\b(?=[,.!?…]|$)/i.test(text)) return -1;
  return 0;
}

/** Who calls the person just before or after them mother or father. */
function parentsOf(identities: readonly Identity[], scenes: readonly SceneEvents[]): number[][] {
  const parents = identities.map(() => new Set<number>());
  for (const events of scenes) {
    const turns = events.flatMap((event) => (event.kind === 'turn' ? [event] : []));
    turns.forEach((turn, index) => {
      if (!/\b(?:mom|mommy|mum|mummy|mama|dad|daddy|papa)\b(?=[,.!?…]|$)/i.test(turn.text)) return;
      const child = identities.findIndex(({ aliases }) => aliases.includes(turn.key));
      for (const beside of [turns[index - 1], turns[index + 1]]) {
        const other = identities.findIndex(({ aliases }) => beside !== undefined && aliases.includes(beside.key));
        if (other !== -1 && other !== child && !parents[other]?.has(child)) {
          parents[child]?.add(other);
          break;
        }
      }
    });
  }
  return parents.map((set) => [...set]);
}

/** Always heard and never seen: only voice-over and off-screen cues and no deed in the action, or a name that is a sound's. */
function isVoiceOnly(
  identity: Identity,
  scenes: readonly SceneEvents[],
  find: ReturnType<typeof mentionFinder>,
  who: number,
): boolean {
  let spoken = false;
  for (const event of scenes.flat()) {
    if (event.kind === 'turn' && identity.aliases.includes(event.key)) {
      spoken = true;
      if (!isUnseen(event) && !isVoiceName(event.key)) return false;
    }
    if (
      event.kind === 'business' &&
      !isVoiceName(identity.key) &&
      find(event.text).some((mention) => mention.who === who)
    )
      return false;
  }
  return spoken;
}
