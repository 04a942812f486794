import { attachedOnly, units } from './abbreviations.ts';
import { amount, cardinal, decade, ordinal, spelledDigits, year } from './numbers.ts';

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

/** Says a word it knows, or gives `null`. */
export type Rule = (word: string, around: Surroundings) => Said | string | null;

/** The first rule that knows the figure says it. */
const rules: readonly Rule[] = [
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
];

/**
 * How a word with figures is read aloud, or `null` when it is none of the forms that figures are written in.
 *
 * @example
 * spokenFigure('$5.20', { before: null, after: null, stopped: false, shouting: false }); // { spoken: 'five dollars twenty', takes: 0 }
 */
export function spokenFigure(word: string, around: Surroundings): Said | null {
  for (const rule of rules) {
    const said = rule(word, around);
    if (typeof said === 'string') return { spoken: said, takes: 0 };
    if (said !== null) return said;
  }
  return null;
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
  return [from, to].map((figure) => spokenFigure(figure, around)?.spoken ?? figure).join(' to ');
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
