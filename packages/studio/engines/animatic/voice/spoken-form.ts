import {
  abbreviations,
  capitalInitialisms,
  doubled,
  initialisms,
  interjections,
  monarchs,
  needStop,
} from './abbreviations.ts';
import { cardinal, ordinal, romanValue } from './numbers.ts';
import { type Rule, type Said, type Surroundings, spokenFigure } from './spoken-figure.ts';

/** The first rule that knows the word says it. */
const rules: readonly Rule[] = [
  interjection,
  spokenFigure,
  hash,
  saintOrDoctor,
  romanNumber,
  abbreviation,
  initialism,
  address,
  mixed,
  plainWord,
];

/**
 * How a word of a script is read aloud: lower-case words of letters and apostrophes only; empty when it says nothing.
 *
 * @example
 * spokenForm('$5.20', { before: null, after: null, stopped: false, shouting: false }).spoken; // 'five dollars twenty'
 */
export function spokenForm(word: string, around: Surroundings): Said {
  for (const rule of rules) {
    const said = rule(word, around);
    if (typeof said === 'string') return { spoken: said, takes: 0 };
    if (said !== null) return said;
  }
  return { spoken: '', takes: 0 };
}

function interjection(word: string): string | null {
  const lower = word.toLowerCase();
  // `Mmmmm` and `Shhhhh` are `mmm` and `shh`.
  return interjections.get(lower) ?? interjections.get(lower.replace(/(\p{L})\1{2,}/gu, '$1$1')) ?? null;
}

function hash(word: string, around: Surroundings): Said | null {
  if (!word.startsWith('#') || word.length === 1) return null;
  const said = spokenForm(word.slice(1), around);
  return { ...said, spoken: `${/^#\d/.test(word) ? 'number' : 'hashtag'} ${said.spoken}` };
}

function saintOrDoctor(word: string, { after, stopped }: Surroundings): string | null {
  const beforeName = after !== null && /^\p{Lu}/u.test(after);
  if (/^st$/i.test(word) && (stopped || beforeName)) return beforeName ? 'saint' : 'street';
  if (/^dr$/i.test(word) && (stopped || beforeName)) return after === null || beforeName ? 'doctor' : 'drive';
  if (/^no$/i.test(word) && stopped && after !== null && /^\d/.test(after)) return 'number';
  return null;
}

const chapters = /^(act|scene|chapter|part|book|volume|war|section|episode|phase|level|type|class|mark|apollo|title)$/i;

function romanNumber(word: string, { before }: Surroundings): string | null {
  const value = romanValue(word);
  if (value === null || word === 'I' || before === null || !/^\p{Lu}/u.test(before)) return null;
  const monarch = monarchs.has(before.toLowerCase());
  const chapter = chapters.test(before);
  // A single letter is a letter (`Vitamin C`, `Malcolm X`), and so is a long one (`Mix CD`, `Mr DIM`).
  if (!monarch && !chapter && !/^(I{2,3}|IV|VI{1,3}|IX|XI{1,3}|XIV|XVI?)$/.test(word)) return null;
  return monarch ? `the ${ordinal(String(value))}` : cardinal(String(value));
}

function abbreviation(word: string, { stopped }: Surroundings): string | null {
  const lower = word.toLowerCase();
  const full = abbreviations.get(lower);
  if (full === undefined || (!stopped && needStop.has(lower))) return null;
  return full;
}

function initialism(word: string, { shouting, before }: Surroundings): string | null {
  if (/^(\p{L}\.)+\p{L}$/u.test(word)) return lettersOf(word.replaceAll('.', ''));
  const [, stem = word, ending = ''] = /^(.*?)('?s)?$/.exec(word) ?? [];
  const lower = stem.toLowerCase();
  const capitals = stem === stem.toUpperCase();
  const afterFigure = before !== null && /\d$/.test(before) && /^[ap]m$/i.test(stem);
  const known =
    afterFigure ||
    (initialisms.has(lower) && (capitals ? !shouting || lower.length > 1 : knownInLowerCase.has(lower))) ||
    (capitalInitialisms.has(lower) && capitals && !shouting) ||
    (capitals && /^[bcdfghjklmnpqrstvwxz]{2,5}$/i.test(stem));
  return known ? `${lettersOf(stem)}${ending === '' ? '' : "'s"}` : null;
}

const knownInLowerCase = new Set(['www', 'tv', 'dvd', 'cd', 'pc', 'atm', 'suv', 'dj', 'fbi', 'phd', 'ufo', 'gps']);

/** Letters with blanks between. `a` alone would be the article. */
function lettersOf(word: string): string {
  return [...word.toLowerCase()].map((letter) => (letter === 'a' ? 'ay' : letter)).join(' ');
}

function address(word: string, around: Surroundings): string | null {
  if (!/^[\w.+-]*[@.][\w-]+(\.[\w-]+)*(\/\S*)?$/.test(word) || !/\p{L}/u.test(word)) return null;
  return word
    .split(/([@./])/)
    .filter((part) => part !== '')
    .map((part) => symbolNames[part] ?? spokenForm(part, around).spoken)
    .join(' ');
}

const symbolNames: Readonly<Record<string, string>> = {
  '@': 'at',
  '.': 'dot',
  '/': 'slash',
  '&': 'and',
  '+': 'plus',
  '=': 'equals',
  '%': 'percent',
  '#': 'number',
  '°': 'degrees',
  '€': 'euros',
  '£': 'pounds',
  $: 'dollars',
};

/** `R2-D2`, `and/or`, `rock&roll`, `MP3`: the parts by themselves. */
function mixed(word: string, around: Surroundings): string | null {
  const parts = word.match(/[\p{L}']+|\d+(?:[.,]\d+)*|[@&+=%#°€£$]/gu) ?? [];
  if (parts.length === 0) return '';
  if (parts.length === 1 && parts[0] === word && !(word in symbolNames)) return null;
  return parts
    .map((part) => {
      const letters = /\d/.test(word) && /^\p{Lu}{1,3}$/u.test(part);
      return symbolNames[part] ?? (letters ? lettersOf(part) : spokenForm(part, { ...around, after: null }).spoken);
    })
    .filter((part) => part !== '')
    .join(' ');
}

function plainWord(word: string): string {
  const bare = word.toLowerCase().replace(/[^a-z']/g, '');
  const drawn = bare.replace(/([a-z])\1{2,}/g, '$1$1');
  // Drawn out: `sooo` is `so`, `gooood` is `good`.
  const settled = drawn === bare || doubled.has(drawn) ? drawn : bare.replace(/([a-z])\1{2,}/g, '$1');
  return settled.replace(/^'+|'+$/g, '');
}
