import PdfDocument from 'pdfkit';
import { describe, expect, it } from 'vitest';
import { writeBlock, writeLine } from './pdf-text.ts';

const place = { x: 20, y: 20, width: 200 };

async function pdfOf(write: (document: PDFKit.PDFDocument) => void): Promise<string> {
  const document = new PdfDocument({
    size: [240, 120],
    margin: 0,
    compress: false,
    info: { CreationDate: new Date(0) },
  });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  write(document.fontSize(10));
  document.end();
  await new Promise((resolve) => document.once('end', resolve));
  return Buffer.concat(pieces).toString('latin1');
}

/** The letters that a reader can copy out: the code points that the embedded fonts map their glyphs to. */
function lettersOf(pdf: string): ReadonlySet<string> {
  const maps = [...pdf.matchAll(/beginbfrange([\s\S]*?)endbfrange/g)].map(([, map]) => map ?? '').join('');
  return new Set(
    [...maps.matchAll(/<([0-9a-f]{4})>(?=[ \]])/g)].map(([, code]) =>
      String.fromCharCode(Number.parseInt(code ?? '', 16)),
    ),
  );
}

const boxes = (pdf: string) =>
  [...pdf.matchAll(/<([0-9a-f]+)>\s*-?\d+/g)].filter(([, glyphs]) => /^(....)*?0000/.test(glyphs ?? ''));

describe('text in a PDF', () => {
  it('has a glyph for every letter of Polish, Czech, Russian, Greek and Vietnamese', async () => {
    const text = 'Łódź Čapek Война Ελλάδα Việt';
    const pdf = await pdfOf((document) => writeLine(document, text, 'text', place));
    for (const letter of text) expect([...lettersOf(pdf)]).toContain(letter);
    expect(boxes(pdf)).toEqual([]);
  });

  it('shows a question mark where no face has the letter, since a box would overlap its neighbours', async () => {
    const pdf = await pdfOf((document) => writeLine(document, 'a 你', 'text', place));
    expect([...lettersOf(pdf)]).toEqual(expect.arrayContaining(['a', '?']));
    expect(boxes(pdf)).toEqual([]);
  });

  it('is the same every time', async () => {
    const write = (document: PDFKit.PDFDocument) => writeBlock(document, 'Łódź, Война '.repeat(40), place, 60);
    expect(await pdfOf(write)).toBe(await pdfOf(write));
  });

  it('ends a block that is too long in an ellipsis, and no other', async () => {
    const long = await pdfOf((document) => writeBlock(document, 'Война и мир '.repeat(40), place, 60));
    const short = await pdfOf((document) => writeBlock(document, 'Война и мир', place, 60));
    expect([lettersOf(long).has('…'), lettersOf(short).has('…')]).toEqual([true, false]);
  });
});
