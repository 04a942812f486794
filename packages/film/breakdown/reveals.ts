import { hintOfName } from './first-names.ts';
import type { SceneEvents } from './identities.ts';
import { mentionFinder } from './mentions.ts';
import { cueKey } from './names.ts';
import { sentencesOf } from './prose.ts';
import { isGeneric } from './roles.ts';

/**
 * Names under which somebody known goes on: a MAN says "My name is Isaak." and is cued ISAAK from then on; the action says that
 * HELEN is really SENAIT; or a name that somebody was called to her face is the one that the action uses for her afterwards.
 * @param groups names already known to be one person's.
 * @returns pairs of a known name and the other one.
 */
export function revealedNames(
  scenes: readonly SceneEvents[],
  groups: readonly (readonly string[])[],
  cuedAt: ReadonlyMap<string, number>,
): [string, string][] {
  const known = new Set(groups.flat());
  return [...saidBySelf(scenes, known, cuedAt), ...saidByAction(scenes, known), ...usedByAction(scenes, groups)];
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const introducesSelf =
  /\b(?:[Mm]y (?:real |true )?name is|[Mm]y name's|[Tt]he name's|[Cc]all me|I'm|I am)\s+(\p{Lu}[\p{L}'-]+(?: \p{Lu}[\p{L}'-]+)?)/gu;

function saidBySelf(
  scenes: readonly SceneEvents[],
  known: ReadonlySet<string>,
  cuedAt: ReadonlyMap<string, number>,
): [string, string][] {
  const pairs: [string, string][] = [];
  const action = scenes.flatMap((events) => events.flatMap((event) => (event.kind === 'business' ? [event.text] : [])));
  // `a HITCHHIKER` is what somebody is, not what they are called.
  const isKind = (key: string) =>
    isGeneric(key) ||
    action.some((text) => new RegExp(`\\b[Aa]n? (?:[\\p{L}-]+,? ){0,3}${literal(key)}(?!\\p{L})`, 'u').test(text));
  for (const event of scenes.flat()) {
    if (event.kind !== 'turn') continue;
    for (const match of event.text.matchAll(introducesSelf)) {
      const words = cueKey(match[1] ?? '');
      const name = [words, words.split(' ')[0] ?? ''].find((key) => known.has(key));
      if (name === undefined || name === event.key) continue;
      const sure = /name/.test(match[0]) || isKind(event.key);
      if (sure && (cuedAt.get(name) ?? 0) > event.line && !talkTogether(scenes, event.key, name))
        pairs.push([event.key, name]);
    }
  }
  return pairs;
}

/** Whether the old name is cued in a scene after the new one: then they are two. */
function talkTogether(scenes: readonly SceneEvents[], old: string, renamed: string): boolean {
  return scenes.some((events) => {
    const turns = events.flatMap((event) => (event.kind === 'turn' ? [event.key] : []));
    return turns.includes(renamed) && turns.lastIndexOf(old) > turns.indexOf(renamed);
  });
}

const named =
  /(?<![\p{L}'])(\p{Lu}[\p{L}'-]+)[^.!?]{0,24}?\(?\b(?:aka|AKA|a\.k\.a\.|A\.K\.A\.|also known as|now known as|now called|whose (?:real |true )?name is|is (?:really|actually|in fact|none other than)|real name)\s+(\p{Lu}[\p{L}'-]+)/gu;

function saidByAction(scenes: readonly SceneEvents[], known: ReadonlySet<string>): [string, string][] {
  const pairs: [string, string][] = [];
  for (const event of scenes.flat()) {
    if (event.kind !== 'business') continue;
    for (const match of event.text.matchAll(named)) {
      const [first, second] = [cueKey(match[1] ?? ''), cueKey(match[2] ?? '')];
      if (first !== second && known.has(first) && (known.has(second) || hintOfName(second) !== null))
        pairs.push([first, second]);
    }
  }
  return pairs;
}

/**
 * A name that the action begins to use, of nobody introduced, after it was spoken in somebody's presence. It is hers when she is the
 * only one of the scene whom the action does not name any more.
 */
function usedByAction(scenes: readonly SceneEvents[], groups: readonly (readonly string[])[]): [string, string][] {
  const known = new Set(groups.flat());
  const find = mentionFinder(groups);
  const pairs: [string, string][] = [];
  const spoken = new Map<string, Set<number>>();
  const everything = scenes.flatMap((events) => events.map(({ text }) => text)).join('\n');
  const small = new Set(everything.match(/(?<![\p{L}'])\p{Ll}+/gu));
  for (const events of scenes) {
    const listeners = new Set(events.flatMap((event) => (event.kind === 'turn' ? [groupOf(event.key)] : [])));
    for (const event of events) {
      if (event.kind !== 'turn') continue;
      for (const word of namesIn(event.text)) {
        const there = spoken.get(word) ?? new Set<number>();
        for (const listener of listeners) if (listener !== groupOf(event.key)) there.add(listener);
        spoken.set(word, there);
      }
    }
    const start = events.findIndex((event) => event.kind === 'business' && capitalisedIn(event.text).some(isNew));
    const event = events[start];
    if (event === undefined) continue;
    const name = capitalisedIn(event.text).find(isNew) ?? '';
    const before = new Set(events.slice(0, start).flatMap(peopleIn));
    const beside = sentencesOf(event.text).flatMap(({ text }) =>
      capitalisedIn(text).includes(name) ? find(text) : [],
    );
    const after = new Set([...events.slice(start).flatMap(peopleIn), ...beside.map(({ who }) => who)]);
    const left = [...before].filter(
      (who) => !after.has(who) && spoken.get(name)?.has(who) && fits(name, groups[who] ?? []),
    );
    const only = left.length === 1 ? groups[left[0] ?? 0]?.[0] : undefined;
    if (only !== undefined) {
      pairs.push([only, name]);
      known.add(name);
    }
  }
  return pairs;

  function groupOf(key: string): number {
    return groups.findIndex((names) => names.includes(key));
  }

  function isNew(word: string): boolean {
    return !known.has(word) && !small.has(word.toLowerCase()) && (spoken.get(word)?.size ?? 0) > 0;
  }

  function peopleIn(event: SceneEvents[number]): number[] {
    return event.kind === 'turn' ? [groupOf(event.key)] : find(event.text).map(({ who }) => who);
  }
}

const capitalised = /(?<![\p{L}'-])\p{Lu}\p{Ll}{2,}(?=(?:'s)?(?![\p{L}-]))/gu;

function capitalisedIn(text: string): string[] {
  return (text.match(capitalised) ?? []).map((word) => word.toUpperCase());
}

/** Names in a text, as keys; one that no list knows must stand within a sentence to be told from its first word. */
function namesIn(text: string): string[] {
  return [...text.matchAll(capitalised)]
    .filter((match) => hintOfName(match[0]) !== null || /[\p{Ll},] $/u.test(text.slice(0, match.index)))
    .map((match) => match[0].toUpperCase());
}

/** Whether the name can be the same gender's as the names known. */
function fits(name: string, names: readonly string[]): boolean {
  const gender = hintOfName(name)?.gender;
  return names.every((other) => {
    const theirs = hintOfName(other)?.gender;
    return gender === undefined || theirs === undefined || theirs === gender;
  });
}
