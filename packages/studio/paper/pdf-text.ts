import { breakLines, type Face, faceFor, setText, type Typeface, typefaceFor } from '../engines/animatic/stage/type.ts';

interface Run {
  readonly typeface: Typeface;
  readonly text: string;
}

/** Where a block of text stands, in points. */
export interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

/**
 * A PDF has no font lists: text falls into runs, each set in the first file of the face that has its letters.
 * What none has becomes a question mark, since pdfkit gives the box of a missing letter a wrong width.
 */
function runsOf(text: string, face: Face): readonly Run[] {
  const runs: Run[] = [];
  for (const letter of setText(text)) {
    const typeface = typefaceFor(letter, face);
    const shown = typeface.letters.has(letter.codePointAt(0) ?? 0) ? letter : '?';
    const last = runs.at(-1);
    if (last && last.typeface === typeface) runs[runs.length - 1] = { typeface, text: last.text + shown };
    else runs.push({ typeface, text: shown });
  }
  return runs;
}

/** The width in points of a text on one line, in the document's size. */
function widthOf(document: PDFKit.PDFDocument, text: string, face: Face): number {
  return runsOf(text, face).reduce((sum, run) => sum + document.font(run.typeface.path).widthOfString(run.text), 0);
}

/** Writes a text on one line, in the document's size and colour; `right` puts its end at the place's right edge. */
export function writeLine(
  document: PDFKit.PDFDocument,
  text: string,
  face: Face,
  { x, y, width }: TextPlace,
  align: 'left' | 'right' = 'left',
): void {
  let left = align === 'left' ? x : x + width - widthOf(document, text, face);
  for (const run of runsOf(text, face)) {
    document.font(run.typeface.path).text(run.text, left, y, { lineBreak: false });
    left += document.widthOfString(run.text);
  }
}

/** Writes a title on one line: in the title face where it has all the letters. */
export function writeTitle(document: PDFKit.PDFDocument, text: string, place: TextPlace): void {
  writeLine(document, text, faceFor(text), place);
}

/** Writes a text on as many lines as the height in points has room for; what does not fit ends in an ellipsis. */
export function writeBlock(document: PDFKit.PDFDocument, text: string, place: TextPlace, height: number): void {
  const measure = (line: string) => widthOf(document, line, 'text');
  const lines = breakLines(text, place.width, measure);
  // Measured after the font is set, since line height is the font's.
  const leading = document.currentLineHeight(true);
  const room = Math.max(1, Math.floor(height / leading));
  lines.slice(0, room).forEach((line, index) => {
    const cut = index === room - 1 && lines.length > room;
    writeLine(document, cut ? shortened(line, place.width, measure) : line, 'text', {
      ...place,
      y: place.y + index * leading,
    });
  });
}

function shortened(line: string, width: number, measure: (line: string) => number): string {
  let kept = line;
  while (kept !== '' && measure(`${kept}…`) > width) kept = kept.replace(/\s*\S*$/, '');
  return `${kept}…`;
}
