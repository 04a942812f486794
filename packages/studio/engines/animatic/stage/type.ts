import { createRequire } from 'node:module';
import { GlobalFonts, type SKRSContext2D } from '@napi-rs/canvas';

const require = createRequire(import.meta.url);

/** The studio's typefaces, shipped with npm: nothing depends on the fonts of the machine. */
export const faces = { title: 'Studio Title', text: 'Studio Text' } as const;

const files: readonly (readonly [string, string])[] = [
  [faces.title, '@fontsource/libre-baskerville/files/libre-baskerville-latin-400-normal.woff'],
  [faces.title, '@fontsource/libre-baskerville/files/libre-baskerville-latin-ext-400-normal.woff'],
  [faces.text, '@fontsource/inter/files/inter-latin-500-normal.woff'],
  [faces.text, '@fontsource/inter/files/inter-latin-ext-500-normal.woff'],
  [faces.text, '@fontsource/inter/files/inter-cyrillic-500-normal.woff'],
  [faces.text, '@fontsource/inter/files/inter-greek-500-normal.woff'],
];

let loaded = false;

/** Registers the typefaces, once a process. */
export function loadType(): void {
  if (loaded) return;
  for (const [name, file] of files) GlobalFonts.registerFromPath(require.resolve(file), name);
  loaded = true;
}

/** Breaks text into lines no wider than `width` pixels in the context's font; a word that is too long stands alone. */
export function breakLines(ctx: SKRSContext2D, text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(/\s+/).filter(Boolean)) {
      const longer = line ? `${line} ${word}` : word;
      if (line && ctx.measureText(longer).width > width) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    if (line) lines.push(line);
  }
  return lines;
}

/** Shrinks the size until the text fits the width on one line, but not below `least`. Returns the size in pixels. */
export function fitSize(
  ctx: SKRSContext2D,
  text: string,
  face: string,
  size: number,
  width: number,
  least: number,
): number {
  let fitting = size;
  for (;;) {
    ctx.font = `${fitting}px "${face}"`;
    if (fitting <= least || ctx.measureText(text).width <= width) return fitting;
    fitting -= 2;
  }
}
