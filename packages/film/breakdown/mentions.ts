import { titleCase } from './names.ts';
import { isGeneric, roleOf } from './roles.ts';

/** A place in a text where a person is named. */
export interface Mention {
  /** Number of the person in the list given. */
  readonly who: number;
  readonly start: number;
  readonly end: number;
}

const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const inside = (pattern: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'gu');

/** A name of one's own counts as it is written; a description such as BARISTA also as `the barista`. */
function patternOf(alias: string): string {
  const lower = literal(alias.toLowerCase());
  const exact = `${literal(alias)}|${literal(titleCase(alias))}`;
  if (!isGeneric(alias)) return exact;
  const sentenceCase = alias.includes(' ') ? `|${literal(alias.charAt(0) + alias.slice(1).toLowerCase())}` : '';
  return `${literal(alias)}|[Tt]he (?:\\p{Ll}+ )?${lower}${sentenceCase}${alias.includes(' ') ? `|${lower}` : ''}`;
}

/** The single words by which a person of several is called too: `Maestro` of OWL MAESTRO. */
function shortForms(aliases: readonly (readonly string[])[]): Map<string, number> {
  const owners = new Map<string, Set<number>>();
  aliases.forEach((names, who) => {
    for (const word of new Set(names.flatMap((name) => (name.includes(' ') ? name.split(' ') : [])))) {
      if (word.length < 3 || /^\d|'/.test(word) || (roleOf(word) !== null && word !== 'MAESTRO')) continue;
      if (/^(?:THE|OLD|YOUNG|LITTLE|BIG|FIRST|SECOND|THIRD|VOICE|RADIO|AND|WITH|FROM|ONE|TWO|MALE|FEMALE)$/.test(word))
        continue;
      owners.set(word, (owners.get(word) ?? new Set()).add(who));
    }
  });
  const taken = new Set(aliases.flat());
  const short = new Map<string, number>();
  for (const [word, people] of owners) {
    const [only] = people;
    if (people.size === 1 && only !== undefined && !taken.has(word)) short.set(word, only);
  }
  return short;
}

/**
 * Makes a finder of names in texts.
 * @param aliases for each person, every name, upper case.
 * @returns the mentions in a text in order; of two that overlap, the longer.
 * @example mentionFinder([['HELEN'], ['MAN']])('Helen sees the man.') // 0 at 0, 1 at 11
 */
export function mentionFinder(aliases: readonly (readonly string[])[]): (text: string) => Mention[] {
  const patterns: { who: number; pattern: RegExp }[] = aliases.flatMap((names, who) =>
    names.length === 0 ? [] : [{ who, pattern: inside(names.map(patternOf).join('|')) }],
  );
  for (const [word, who] of shortForms(aliases))
    patterns.push({ who, pattern: inside(`${literal(word)}|${titleCase(word)}`) });
  return (text) => {
    const all = patterns.flatMap(({ who, pattern }) =>
      [...text.matchAll(pattern)].map((match) => ({ who, start: match.index, end: match.index + match[0].length })),
    );
    return all
      .filter((a) => !all.some((b) => b.start <= a.start && b.end >= a.end && b.end - b.start > a.end - a.start))
      .sort((a, b) => a.start - b.start);
  };
}
