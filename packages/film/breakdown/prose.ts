import { plainText } from '../screenplay/emphasis.ts';

/** Text as the readers of this folder want it: no emphasis, no links, straight quotes. */
export function readable(text: string): string {
  return plainText(text)
    .replace(/\[\w\]\s*https?:\S+|https?:\/\/\S+/g, ' ')
    .replace(/[‘’ʼ]/g, "'")
    .replace(/[“”]/g, '"');
}

/** Sentences with the line, counted from 0, on which each begins. `Mr.` and `Dr.` end none. */
export function sentencesOf(text: string): { readonly text: string; readonly line: number }[] {
  const found: { text: string; line: number }[] = [];
  const pattern = /(?:[^.!?…\n]|\n(?!\n)|(?<=\b(?:Mr|Mrs|Ms|Dr|St|Lt|DR|MR|MRS|MS|LT))\.|\.(?=\S))+[.!?…]*["')]*/g;
  for (const match of text.matchAll(pattern)) {
    const leading = match[0].length - match[0].trimStart().length;
    const sentence = match[0].trim();
    if (sentence === '') continue;
    found.push({ text: sentence, line: text.slice(0, match.index + leading).split('\n').length - 1 });
  }
  return found;
}

/** Has letters, and none of them small. */
export function isShouted(text: string): boolean {
  return /\p{Lu}{2}/u.test(text) && !/\p{Ll}/u.test(text);
}
