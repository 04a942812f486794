import { cueKey } from '../breakdown/names.ts';
import type { CastMember, StoryBible } from '../breakdown/story-bible.ts';

/** Someone named in a text, and where. */
interface Mention {
  readonly who: string;
  readonly at: number;
}

/** Finds the people of the bible by the names that the script gives them. */
export interface Company {
  /** Id of who a cue means. One whom the bible does not know gets an id, and is heard but not seen. */
  readonly idOf: (cue: string) => string;
  readonly member: (who: string) => CastMember | null;
  /** In the bible, with a body. */
  readonly embodied: (who: string) => boolean;
  readonly inFilmOrder: (people: readonly string[]) => readonly string[];
  /** Everyone named in a text, in the order of the text, each once. */
  readonly named: (text: string) => readonly Mention[];
}

export function companyOf(bible: StoryBible): Company {
  const byCue = new Map<string, string>();
  const byId = new Map<string, CastMember>();
  for (const member of bible.cast) {
    byId.set(member.id, member);
    for (const alias of [member.name, ...member.aliases]) {
      const key = cueKey(alias);
      if (!byCue.has(key)) byCue.set(key, member.id);
    }
  }
  const patterns = bible.cast.flatMap(namePatterns);
  return {
    idOf: (cue) => byCue.get(cueKey(cue)) ?? cueKey(cue).toLowerCase().replace(/\s+/g, '-'),
    member: (who) => byId.get(who) ?? null,
    embodied: (who) => byId.has(who) && byId.get(who)?.look.species !== 'voice',
    inFilmOrder: (people) => bible.cast.flatMap(({ id }) => (people.includes(id) ? [id] : [])),
    named: (text) => mentions(patterns, text),
  };
}

interface NamePattern {
  readonly who: string;
  readonly words: RegExp;
}

/** `HELEN` and `Helen` are names; `helen` is a slip and `man` a word, so small letters never count. A typing slip's `Helens` does. */
function namePatterns(member: CastMember): readonly NamePattern[] {
  const names = new Set([member.name, ...member.aliases].flatMap((name) => [name.toUpperCase(), capitalised(name)]));
  return [...names]
    .filter((name) => name.length > 1)
    .map((name) => ({
      who: member.id,
      words: new RegExp(
        `(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?=s?(?![\\p{L}\\p{N}]))`,
        'u',
      ),
    }));
}

function capitalised(name: string): string {
  return name
    .toLowerCase()
    .replace(/(^|[\s-])(\p{L})/gu, (_, gap: string, letter: string) => gap + letter.toUpperCase());
}

function mentions(patterns: readonly NamePattern[], text: string): readonly Mention[] {
  const first = new Map<string, number>();
  for (const { who, words } of patterns) {
    const at = words.exec(text)?.index;
    if (at !== undefined && at < (first.get(who) ?? Number.POSITIVE_INFINITY)) first.set(who, at);
  }
  return [...first].map(([who, at]) => ({ who, at })).sort((a, b) => a.at - b.at);
}
