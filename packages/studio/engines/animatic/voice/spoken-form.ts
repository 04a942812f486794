import {
  abbreviations,
  attachedOnly,
  capitalInitialisms,
  doubled,
  initialisms,
  interjections,
  monarchs,
  needStop,
  units,
} from './abbreviations.ts';
import { amount, cardinal, decade, ordinal, romanValue, spelledDigits, year } from './numbers.ts';

/** What stands around a word. */
export interface Surroundings {
  readonly before: string | null;
  readonly after: string | null;
  /** A full stop follows. */
  readonly stopped: boolean;
  /** The whole line is in capitals. */
  readonly shouting: boolean;
}

/** How a word is said, and how many words after it were said with it: `$5 million` takes one. */
export interface Said {
  readonly spoken: string;
  readonly takes: number;
}

type Rule = (word: string, around: Surroundings) => Said | string | null;

/** The first rule that knows the word says it. */
const rules: readonly Rule[] = [
  interjection,
  money,
  time,
  telephone,
  date,
  fraction,
  ordinalNumber,
  decadeOfYears,
  range,
  measure,
  plainNumber,
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

const currencies: Readonly<Record<string, readonly [string, string]>> = {
  $: ['dollar', 'cent'],
  '£': ['pound', 'pence'],
  '€': ['euro', 'cent'],
  '¥': ['yen', 'sen'],
};
const magnitudes: Readonly<Record<string, string>> = {
  k: 'thousand',
  m: 'million',
  bn: 'billion',
  b: 'billion',
  thousand: 'thousand',
  million: 'million',
  billion: 'billion',
  trillion: 'trillion',
};

function money(word: string, { after }: Surroundings): Said | null {
  const match = /^([$£€¥])([\d,]*\.?\d+)(k|m|bn|b)?$/i.exec(word) ?? swapped(/^([\d,]*\.?\d+)([$£€¥])$/.exec(word));
  if (match === null) return null;
  const [, sign = '$', figure = '', suffix] = match;
  const [coin, cent] = currencies[sign] ?? ['dollar', 'cent'];
  const next = after?.toLowerCase() ?? '';
  const magnitude = magnitudes[(suffix ?? next).toLowerCase()];
  if (magnitude !== undefined) {
    const spoken = `${amount(figure)} ${magnitude} ${plural(coin)}`;
    return { spoken, takes: suffix === undefined ? 1 : 0 };
  }
  const [whole = '', cents = ''] = figure.replaceAll(',', '').split('.');
  const coins = `${cardinal(whole || '0')} ${whole === '1' ? coin : plural(coin)}`;
  if (cents === '' || Number(cents) === 0) return { spoken: coins, takes: 0 };
  const small = cardinal(cents.padEnd(2, '0').slice(0, 2));
  const change = `${small} ${cent === 'pence' || small === 'one' ? cent : plural(cent)}`;
  return { spoken: Number(whole) === 0 ? change : `${coins} ${small}`, takes: 0 };
}

function swapped(match: RegExpExecArray | null): readonly (string | undefined)[] | null {
  return match === null ? null : [match[0], match[2], match[1], undefined];
}

function plural(coin: string): string {
  return coin === 'yen' ? coin : `${coin}s`;
}

function time(word: string): string | null {
  const match = /^(\d{1,2}):(\d\d)(?::\d\d)?(am|pm|a\.m|p\.m)?$/i.exec(word);
  if (match === null) return null;
  const [, hours = '', minutes = '', half] = match;
  const tail = half === undefined ? '' : ` ${half.slice(0, 1).toLowerCase()} m`;
  if (Number(hours) > 24) return `${cardinal(hours)} ${cardinal(minutes)}`;
  if (minutes === '00') return tail === '' ? `${cardinal(hours)} o'clock` : `${cardinal(hours)}${tail}`;
  return `${cardinal(hours)} ${minutes.startsWith('0') ? spelledDigits(minutes) : cardinal(minutes)}${tail}`;
}

function telephone(word: string): string | null {
  const known = /^(\+?\d{1,3}-)?(\(?\d{3}\)?-)?\d{3}-\d{4}$/.test(word) || /^\+\d{6,}$/.test(word);
  if (!known) return null;
  return word
    .split(/[^\d]+/)
    .filter((group) => group !== '')
    .map(spelledDigits)
    .join(', ');
}

const months = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
];

function date(word: string): string | null {
  const match = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(word);
  if (match === null) return null;
  const [, first = '', second = '', years = ''] = match;
  const [month, day] = Number(first) > 12 ? [second, first] : [first, second];
  const name = months[Number(month) - 1];
  return name === undefined ? null : `${name} ${ordinal(day)} ${year(years)}`;
}

function fraction(word: string): string | null {
  if (/^24\/7$/.test(word)) return 'twenty four seven';
  const match = /^(\d{1,2})\/(\d{1,3})$/.exec(word);
  if (match === null) return null;
  const [, top = '', bottom = ''] = match;
  const one = top === '1';
  if (bottom === '2') return one ? 'one half' : `${cardinal(top)} halves`;
  if (bottom === '4') return one ? 'one quarter' : `${cardinal(top)} quarters`;
  if (Number(top) >= Number(bottom)) return `${cardinal(top)} ${cardinal(bottom)}`;
  return `${cardinal(top)} ${ordinal(bottom)}${one ? '' : 's'}`;
}

function ordinalNumber(word: string): string | null {
  const match = /^([\d,]+)(st|nd|rd|th)$/i.exec(word);
  return match === null ? null : ordinal((match[1] ?? '').replaceAll(',', ''));
}

function decadeOfYears(word: string): string | null {
  const match = /^'?(\d{2}|\d{4})'?s$/.exec(word);
  return match === null ? null : decade(match[1] ?? '');
}

function range(word: string, around: Surroundings): string | null {
  const match = /^(\$?[\d,.:]*\d)[-\u2014](\$?[\d,.:]*\d%?)$/.exec(word);
  if (match === null) return null;
  const [, from = '', to = ''] = match;
  return `${spokenForm(from, around).spoken} to ${spokenForm(to, around).spoken}`;
}

function measure(word: string, { after }: Surroundings): Said | null {
  const match = /^([-+]?)([\d,]*\.?\d+)-?([a-z°%/]*)$/i.exec(word);
  if (match === null) return null;
  const [, sign = '', figure = '', suffix = ''] = match;
  const next = after?.toLowerCase() ?? '';
  const loose = suffix === '' && units.has(next) && !attachedOnly.has(next) && after === next;
  const names = units.get(loose ? next : suffix.toLowerCase());
  if (names === undefined) return null;
  const [one, many] = names;
  const signs = sign === '-' ? 'minus ' : '';
  return { spoken: `${signs}${amount(figure)} ${figure === '1' ? one : many}`, takes: loose ? 1 : 0 };
}

function plainNumber(word: string): string | null {
  const match = /^'?([-+]?)(\d[\d,]*\.?\d*|\.\d+)$/.exec(word);
  if (match === null) return null;
  const [, sign = '', figure = ''] = match;
  const signs = sign === '-' ? 'minus ' : sign === '+' ? 'plus ' : '';
  if (/^0\d+$/.test(figure) || /^\d{7,}$/.test(figure)) return signs + spelledDigits(figure);
  if (/^(1[1-9]|20)\d\d$/.test(figure)) return signs + year(figure);
  return signs + amount(figure);
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
