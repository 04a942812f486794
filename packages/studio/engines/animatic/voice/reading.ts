import { abbreviations, titles } from './abbreviations.ts';
import { foldLetters } from './letters.ts';
import { spokenForm } from './spoken-form.ts';

/** A word of the script, verbatim but for its punctuation, and what a voice says for it. */
interface ReadWord {
  readonly word: string;
  /** Lower-case words; empty when the word says nothing. */
  readonly spoken: string;
  /** A short stop follows: a comma. */
  readonly comma: boolean;
}

/** How a phrase ends. A dash cuts it off, three dots let it trail away. */
export type PhraseEnd = 'statement' | 'question' | 'exclamation' | 'cut-off' | 'trailing';

/** Words said in one breath. */
export interface Phrase {
  readonly words: readonly ReadWord[];
  readonly end: PhraseEnd;
}

interface Reading {
  /** None when the line says nothing that has a sound: `...`. */
  readonly phrases: readonly Phrase[];
  /** Words in scripts that an English voice cannot say; a murmur of about their length stands for each. */
  readonly unreadable: readonly string[];
}

/**
 * A line of dialogue as it is read aloud.
 *
 * @example
 * readAloud('Dr. Who -- at 10:30?').phrases.map(({ words }) => words.map(({ spoken }) => spoken).join(' '));
 * // ['doctor who', 'at ten thirty']
 */
export function readAloud(text: string): Reading {
  const unreadable: string[] = [];
  const phrases: Phrase[] = [];
  let words: ReadWord[] = [];
  for (const item of itemsOf(tokensOf(text), isShouting(text))) {
    if (item.word !== null) words.push(item.word);
    if (item.unreadable) unreadable.push(item.word?.word ?? '');
    if (item.end === null) continue;
    addPhrase(phrases, words, item.end);
    words = [];
  }
  addPhrase(phrases, words, 'statement');
  return { phrases, unreadable };
}

/** Silent words join the phrase before, so that no word of the script is lost; its ending is the last one written. */
function addPhrase(phrases: Phrase[], words: readonly ReadWord[], end: PhraseEnd): void {
  if (words.some(({ spoken }) => spoken !== '')) {
    phrases.push({ words, end });
    return;
  }
  const last = phrases.pop();
  if (last === undefined) return;
  const mended = words.length === 0 && end === 'statement' ? last.end : end;
  phrases.push({ words: [...last.words, ...words], end: mended });
}

interface Item {
  readonly word: ReadWord | null;
  readonly end: PhraseEnd | null;
  readonly unreadable: boolean;
}

interface Token {
  /** Without the punctuation around it. */
  readonly core: string;
  /** The punctuation after it. */
  readonly tail: string;
}

const breaks: Readonly<Record<string, PhraseEnd>> = { '\u2014': 'cut-off', '\u2026': 'trailing' };

/** Blank-separated words, dashes and dots by themselves; emoji, emphasis and notes of music left out. */
function tokensOf(text: string): Token[] {
  return foldLetters(text)
    .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1f1e6}-\u{1f1ff}\u266a-\u266f]/gu, (sign) =>
      /[#*\d]/.test(sign) ? sign : ' ',
    )
    .replace(/[*_~^|\\<>[\]{}]/g, ' ')
    .replace(/\((\d{3})\)\s*(?=\d{3}-\d{4})/g, '$1-')
    .replace(/(\d)\s*\u2014\s*(?=\d)/g, '$1-')
    .replace(/-{2,}|\u2014|\s-+\s|-(?=\s|$)/g, ' \u2014 ')
    .replace(/\.{2,}|\u2026/g, ' \u2026 ')
    .split(/\s+/)
    .filter((token) => token !== '')
    .map(parted);
}

function parted(token: string): Token {
  const [, core = '', tail = ''] = /^["(]*(.*?)([.,;:!?")']*)$/s.exec(token) ?? [];
  // The apostrophe of `goin'` is of no consequence, that of `'em` is.
  return { core: core.replace(/^'(?=.*[^\p{L}\d])/u, ''), tail };
}

function itemsOf(tokens: readonly Token[], shouting: boolean): Item[] {
  const items: Item[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index] ?? { core: '', tail: '' };
    const pause = breaks[token.core];
    if (pause !== undefined) {
      items.push({ word: null, end: pause, unreadable: false });
      continue;
    }
    const unreadable = unsayable.test(token.core);
    const around = {
      before: tokens[index - 1]?.core ?? null,
      after: token.tail === '' || token.tail === '.' ? (tokens[index + 1]?.core ?? null) : null,
      stopped: token.tail.startsWith('.'),
      shouting,
    };
    const said = unreadable ? { spoken: murmurOf(token.core), takes: 0 } : spokenForm(token.core, around);
    const taken = tokens.slice(index, index + 1 + said.takes);
    index += said.takes;
    const last = taken.at(-1) ?? token;
    items.push({
      word: { word: taken.map(({ core }) => core).join(' '), spoken: said.spoken, comma: /[,;:)]/.test(last.tail) },
      end: endOf(last, tokens[index + 1] ?? null),
      unreadable,
    });
  }
  return items;
}

function endOf({ core, tail }: Token, next: Token | null): PhraseEnd | null {
  if (tail.includes('?')) return 'question';
  if (tail.includes('!')) return 'exclamation';
  if (!tail.includes('.')) return null;
  if (next === null) return 'statement';
  const lower = core.toLowerCase();
  const starts = /^["'(]?\p{Lu}/u.test(next.core);
  if (lower === 'no') return /^\d/.test(next.core) ? null : 'statement';
  if (titles.has(lower) || /^\p{Lu}$/u.test(core)) return null;
  const abbreviated = abbreviations.has(lower) || /^(\p{L}\.)+\p{L}$/u.test(core);
  return abbreviated && !starts ? null : 'statement';
}

function isShouting(text: string): boolean {
  return !/\p{Ll}/u.test(text) && (text.match(/\p{Lu}{2,}/gu) ?? []).length > 1;
}

/** A letter that is still none of English after folding. */
const unsayable = /[^\p{Script=Latin}\p{N}\p{P}\p{S}\p{M}\s]/u;

/** Syllables about as long as the word would be. Scripts of syllables and words say more with each sign. */
function murmurOf(word: string): string {
  const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(word);
  const signs = [...word].filter((sign) => /\p{L}/u.test(sign));
  const count = Math.min(24, Math.max(1, Math.round(signs.length * (dense ? 1 : 0.4))));
  const syllables = ['ma', 'no', 'lee', 'roo', 'na', 'mo'];
  const seed = signs[0]?.codePointAt(0) ?? 0;
  return Array.from({ length: count }, (_, index) => syllables[(seed + index * 5) % syllables.length]).join(' ');
}
