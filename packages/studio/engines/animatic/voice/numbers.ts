const small = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
  'thirteen',
  'fourteen',
  'fifteen',
  'sixteen',
  'seventeen',
  'eighteen',
  'nineteen',
] as const;
const tens = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'] as const;
const scales = ['', 'thousand', 'million', 'billion', 'trillion'] as const;
const irregularOrdinals: Readonly<Record<string, string>> = {
  one: 'first',
  two: 'second',
  three: 'third',
  five: 'fifth',
  eight: 'eighth',
  nine: 'ninth',
  twelve: 'twelfth',
};

/**
 * A whole number in words. From a quadrillion on it is read digit by digit, as people do.
 *
 * @param digits Decimal digits without separators.
 * @example
 * cardinal('271'); // 'two hundred seventy one'
 */
export function cardinal(digits: string): string {
  const number = digits.replace(/^0+(?=\d)/, '');
  if (number.length > 15) return spelledDigits(number);
  if (number === '0') return 'zero';
  const words: string[] = [];
  const groups = Math.ceil(number.length / 3);
  const padded = number.padStart(groups * 3, '0');
  for (let group = 0; group < groups; group++) {
    const value = Number(padded.slice(group * 3, group * 3 + 3));
    if (value === 0) continue;
    words.push(belowThousand(value), scales[groups - 1 - group] ?? '');
  }
  return words.filter((word) => word !== '').join(' ');
}

function belowThousand(value: number): string {
  const hundreds = Math.floor(value / 100);
  const rest = value % 100;
  const head = hundreds > 0 ? [`${small[hundreds]} hundred`] : [];
  return [...head, ...(rest > 0 ? [belowHundred(rest)] : [])].join(' ');
}

function belowHundred(value: number): string {
  if (value < 20) return small[value] ?? '';
  const unit = value % 10;
  return `${tens[Math.floor(value / 10)]}${unit > 0 ? ` ${small[unit]}` : ''}`;
}

/** @example ordinal('271'); // 'two hundred seventy first' */
export function ordinal(digits: string): string {
  const words = cardinal(digits).split(' ');
  const last = words.pop() ?? '';
  const regular = last.endsWith('y') ? `${last.slice(0, -1)}ieth` : `${last}${last.endsWith('t') ? 'h' : 'th'}`;
  return [...words, irregularOrdinals[last] ?? regular].join(' ');
}

/** A year, or a house number: in pairs. @example year('1905'); // 'nineteen oh five' */
export function year(digits: string): string {
  const century = Number(digits.slice(0, 2));
  const rest = Number(digits.slice(2));
  if (century % 10 === 0 && rest < 10) return cardinal(digits);
  if (rest === 0) return `${belowHundred(century)} hundred`;
  return `${belowHundred(century)} ${rest < 10 ? `oh ${small[rest]}` : belowHundred(rest)}`;
}

/** `1990s`, `90s`: what a year says, in the plural. */
export function decade(digits: string): string {
  const words = digits.length === 4 ? year(digits) : cardinal(digits);
  return words.endsWith('y') ? `${words.slice(0, -1)}ies` : `${words}s`;
}

/** Digit by digit, nought as `oh`: telephones, rooms, agents. @example spelledDigits('007'); // 'oh oh seven' */
export function spelledDigits(digits: string): string {
  return [...digits].map((digit) => (digit === '0' ? 'oh' : small[Number(digit)])).join(' ');
}

/** A number as written, with thousands commas and decimals. @example amount('1,200.5'); // 'one thousand two hundred point five' */
export function amount(text: string): string {
  const [whole = '', decimals] = text.replaceAll(',', '').split('.');
  const head = whole === '' ? 'zero' : cardinal(whole);
  if (decimals === undefined || decimals === '') return head;
  return `${head} point ${spelledDigits(decimals).replaceAll('oh', 'zero')}`;
}

const romanDigits: Readonly<Record<string, number>> = { I: 1, V: 5, X: 10, L: 50, C: 100 };

/** The value of a roman number up to 399 in canonical form, or `null`. */
export function romanValue(text: string): number | null {
  if (!/^C{0,3}(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$/.test(text) || text === '') return null;
  return [...text].reduce((sum, letter, index) => {
    const value = romanDigits[letter] ?? 0;
    return sum + (value < (romanDigits[text[index + 1] ?? ''] ?? 0) ? -value : value);
  }, 0);
}
