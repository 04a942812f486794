import { readable } from './prose.ts';

/**
 * The one spelling under which all cues of a person are found: upper case, straight quotes, no extensions, no stray punctuation.
 * @example cueKey('Helen’s Voice (V.O.)') // "HELEN'S VOICE"
 */
export function cueKey(name: string): string {
  return readable(name)
    .normalize('NFKC')
    .replace(/\([^)]*\)?/g, ' ')
    .replace(/\^\s*$/, '')
    .replace(/#\s*(?=\d)/g, '')
    .replace(/[‐‑‒–—]/g, '-')
    .toUpperCase()
    .replace(/^VOICE[ -]?OVER\b/, 'VOICE-OVER')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^[\s.,:;!@-]+|[\s.,:;!?-]+$/g, '');
}

/** A short id: `AFRICAN MAN` → `african-man`, `SÖREN` → `soren`. Letters of other scripts stay. */
export function slug(text: string): string {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/['’.]/g, '')
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-|-$/g, '') || 'nameless'
  );
}

const small = new Set(['of', 'the', 'and', 'in', 'at', 'on', 'to', 'a', 'an', 'de', 'van', 'von', 'with']);
const capitals = new Set(['TV', 'DJ', 'MC', 'PA', 'FBI', 'CIA', 'GPS', 'AI', 'II', 'III', 'HQ', 'USA', 'UK']);

/** As a reader writes it: `OWL MAESTRO` → `Owl Maestro`, `BATTLE OF THE BEES` → `Battle of the Bees`. */
export function titleCase(text: string): string {
  return text
    .split(/\s+/)
    .map((word, index) => {
      if (capitals.has(word.toUpperCase())) return word.toUpperCase();
      if (index > 0 && small.has(word.toLowerCase())) return word.toLowerCase();
      return word
        .toLowerCase()
        .replace(/(^|[-(])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
        .replace(/^([OD]'|Mc)(\p{Ll})/u, (_, before: string, letter: string) => before + letter.toUpperCase());
    })
    .join(' ');
}

/** Gives each name a slug of its own, with `-2` where another has it already. */
export function distinctSlug(text: string, taken: ReadonlySet<string>): string {
  const base = slug(text);
  if (!taken.has(base)) return base;
  let count = 2;
  while (taken.has(`${base}-${count}`)) count += 1;
  return `${base}-${count}`;
}

/** Whether one letter put in, left out or exchanged turns one word into the other. */
export function nearlySame(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1);
}
