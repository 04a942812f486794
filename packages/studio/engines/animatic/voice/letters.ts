/** What an English voice makes of letters it does not have. */

const latin: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  å: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'th',
  þ: 'th',
  ı: 'i',
  ñ: 'ny',
  ŋ: 'ng',
  č: 'ch',
  š: 'sh',
  ž: 'zh',
  ş: 'sh',
};

const greek: Readonly<Record<string, string>> = {
  α: 'a',
  β: 'v',
  γ: 'g',
  δ: 'th',
  ε: 'e',
  ζ: 'z',
  η: 'i',
  θ: 'th',
  ι: 'i',
  κ: 'k',
  λ: 'l',
  μ: 'm',
  ν: 'n',
  ξ: 'x',
  ο: 'o',
  π: 'p',
  ρ: 'r',
  σ: 's',
  ς: 's',
  τ: 't',
  υ: 'i',
  φ: 'f',
  χ: 'h',
  ψ: 'ps',
  ω: 'o',
};

const cyrillic: Readonly<Record<string, string>> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  ґ: 'g',
  д: 'd',
  е: 'ye',
  ё: 'yo',
  є: 'ye',
  ж: 'zh',
  з: 'z',
  и: 'i',
  і: 'i',
  ї: 'yi',
  й: 'y',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ў: 'w',
  ф: 'f',
  х: 'h',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  ј: 'y',
  љ: 'ly',
  њ: 'ny',
  ћ: 'ch',
  ђ: 'j',
  џ: 'j',
};

const table: ReadonlyMap<string, string> = new Map(Object.entries({ ...latin, ...greek, ...cyrillic }));

/** Marks that a typewriter has, for those that only typography has. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/[\u2018\u2019\u201b\u02bc\u00b4`]/g, "'"],
  [/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"'],
  [/[\u2010\u2011]/g, '-'],
  [/[\u2012-\u2015]/g, '\u2014'],
  [/[\u00a0\u2000-\u200a\u202f\u3000]/g, ' '],
  [/[\u00bf\u00a1\u00ad\u2060\ufeff]|[\u200b-\u200f]|\ufe0f/g, ''],
  [/[\u3002]/g, '. '],
  [/[\uff0c\u3001\u060c]/g, ', '],
  [/\uff01/g, '! '],
  [/[\uff1f\u061f]/g, '? '],
  [/\u00bd/g, ' 1/2'],
  [/\u00bc/g, ' 1/4'],
  [/\u00be/g, ' 3/4'],
];

/**
 * Text in the letters of English: accents taken off, Greek and Cyrillic as they sound. Letters of other scripts stay.
 *
 * @example
 * foldLetters('Ça va, Ægir?'); // 'Ca va, Aegir?'
 */
export function foldLetters(text: string): string {
  const plain = marks.reduce((folded, [mark, replacement]) => folded.replace(mark, replacement), text.normalize('NFC'));
  return [...plain].map(foldLetter).join('');
}

function foldLetter(letter: string): string {
  if (letter < '\u0080') return letter;
  const lower = letter.toLowerCase();
  const bare = letter.normalize('NFD').replace(/\p{M}/gu, '');
  const sound = table.get(lower) ?? table.get(bare.toLowerCase());
  if (sound === undefined) return bare;
  return letter === lower ? sound : sound.slice(0, 1).toUpperCase() + sound.slice(1);
}
