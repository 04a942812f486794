import { createRequire } from 'node:module';
import { GlobalFonts } from '@napi-rs/canvas';
import { lettersOfFont } from './font-letters.ts';

const require = createRequire(import.meta.url);

/** The studio's typefaces, shipped with npm: nothing depends on the fonts of the machine. */
export type Face = 'title' | 'text';

/** One file of a typeface: some scripts' letters. It is registered under a name of its own, since files under one name do not join. */
export interface Typeface {
  readonly name: string;
  readonly path: string;
  readonly letters: ReadonlySet<number>;
}

type Typefaces = readonly [Typeface, ...Typeface[]];

function typeface(name: string, file: string): Typeface {
  const path = require.resolve(`@fontsource/${file}-normal.woff`);
  return { name, path, letters: lettersOfFont(path) };
}

const titleFace = (script: string) =>
  typeface(`Studio Title ${script}`, `libre-baskerville/files/libre-baskerville-${script}-400`);
const textFace = (script: string) => typeface(`Studio Text ${script}`, `inter/files/inter-${script}-500`);

const furtherTextScripts = ['latin-ext', 'cyrillic', 'cyrillic-ext', 'greek', 'greek-ext', 'vietnamese'];

let loaded: Readonly<Record<Face, Typefaces>> | null = null;

/** The files of a face, the plainest first; registered for canvases once a process. */
function typefacesOf(face: Face): Typefaces {
  if (!loaded) {
    loaded = {
      title: [titleFace('latin'), titleFace('latin-ext')],
      text: [textFace('latin'), ...furtherTextScripts.map(textFace)],
    };
    for (const { name, path } of [...loaded.title, ...loaded.text]) GlobalFonts.registerFromPath(path, name);
  }
  return loaded[face];
}

/** The file of a face that a letter is taken from; the first where none has it. */
export function typefaceFor(letter: string, face: Face): Typeface {
  const files = typefacesOf(face);
  return files.find(({ letters }) => letters.has(letter.codePointAt(0) ?? 0)) ?? files[0];
}

/**
 * A canvas's `font` for a text: the files of the face that it needs. The plainest stands last, since it would
 * build `ź` of a `z` and a mark, and spaced letters would tear the two apart.
 * @param size in pixels
 * @example ctx.font = fontOf('text', 24, 'Łódź');
 */
export function fontOf(face: Face, size: number, text: string): string {
  const needed = new Set(Array.from(setText(text), (letter) => typefaceFor(letter, face)));
  const names = typefacesOf(face).filter((file, index) => index === 0 || needed.has(file));
  return `${size}px ${names
    .map(({ name }) => `"${name}"`)
    .toReversed()
    .join(', ')}`;
}

/** The title face where it has every letter of the text, else the text face: a word is never set in two faces. */
export function faceFor(text: string): Face {
  return unwritableIn(text, ['title']).length === 0 ? 'title' : 'text';
}

/** Text as the faces have it: marks joined to their letters, no invisible signs, one kind of space, and the hyphen they have. */
export const setText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[^\S\n]/g, ' ')
    .replace(/(?!\n)[\p{Default_Ignorable_Code_Point}\p{Cc}]/gu, '')
    .replace(/[\u2010\u2011]/g, '-');

/**
 * The runs of letters in a text that no face has, each once.
 * @example unwritableIn('Anna says 你好.') // ['你好']
 */
export function unwritableIn(text: string, of: readonly Face[] = ['title', 'text']): readonly string[] {
  const files = of.flatMap(typefacesOf);
  const has = (letter: string) => files.some(({ letters }) => letters.has(letter.codePointAt(0) ?? 0));
  const marked = Array.from(setText(text), (letter) => (letter === '\n' || has(letter) ? ' ' : letter)).join('');
  return [...new Set(marked.split(' ').filter(Boolean))];
}

/** Breaks text into lines no wider than `width` by the measure given; a word that is too long stands alone. */
export function breakLines(text: string, width: number, widthOf: (line: string) => number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of setText(text).split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const longer = line ? `${line} ${word}` : word;
      if (line && widthOf(longer) > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    if (line) lines.push(line);
  }
  return lines;
}

/** The largest size of at most `size` pixels, but at least `least`, in which the text fits the width on one line. */
export function fitSize(size: number, least: number, width: number, widthAt: (size: number) => number): number {
  let fitting = size;
  while (fitting > least && widthAt(fitting) > width) fitting -= 2;
  return fitting;
}
