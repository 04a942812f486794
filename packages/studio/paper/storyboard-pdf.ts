import PdfDocument from 'pdfkit';
import { writeBlock, writeLine, writeTitle } from './pdf-text.ts';

/** The boards of a film as they are printed. */
export interface Storyboard {
  readonly title: string;
  /** `still` names a JPEG; `facts` is one line (number, timecode, length), `words` says what is seen and spoken. */
  readonly boards: readonly { readonly still: string; readonly facts: string; readonly words: string }[];
  /** Of the film's frames, in pixels: boards have their shape. */
  readonly size: Size;
}

/** A4 on its side, in points. */
const page = { width: 842, height: 595, margin: 36, gap: 18, columns: 3, rows: 2, head: 26, caption: 78 } as const;
const cell = {
  width: (page.width - 2 * page.margin - (page.columns - 1) * page.gap) / page.columns,
  height: (page.height - 2 * page.margin - page.head) / page.rows,
};
const perPage = page.columns * page.rows;

interface Size {
  readonly width: number;
  readonly height: number;
}

function fitted(size: Size): Size {
  const scale = Math.min(cell.width / size.width, (cell.height - page.caption) / size.height);
  return { width: size.width * scale, height: size.height * scale };
}

function writeHead(document: PDFKit.PDFDocument, title: string, number: number, pages: number): void {
  const y = page.margin - 8;
  const width = page.width - 2 * page.margin;
  writeTitle(document.fontSize(13).fillColor('#1b1724'), title, { x: page.margin, y, width });
  writeLine(document.fontSize(9), `${number} / ${pages}`, 'text', { x: page.margin, y: y + 2, width }, 'right');
}

/**
 * The storyboard as a PDF: six boards a page. The same boards give the same bytes.
 * @param pathOf where the JPEG of a name lies
 */
export async function storyboardPdf(
  { title, boards, size }: Storyboard,
  pathOf: (still: string) => Promise<string>,
): Promise<Uint8Array> {
  const info = { Title: `${title}: storyboard`, Creator: 'AI Film Studio', CreationDate: new Date(0) };
  const document = new PdfDocument({ size: [page.width, page.height], margin: 0, autoFirstPage: false, info });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const board = fitted(size);
  const pages = Math.max(1, Math.ceil(boards.length / perPage));
  for (const [index, { still, facts, words }] of boards.entries()) {
    const place = index % perPage;
    if (place === 0) {
      document.addPage();
      writeHead(document, title, index / perPage + 1, pages);
    }
    const x = page.margin + (place % page.columns) * (cell.width + page.gap);
    const y = page.margin + page.head + Math.floor(place / page.columns) * cell.height;
    document.image(await pathOf(still), x, y, board);
    const under = { x, y: y + board.height + 6, width: cell.width };
    writeLine(document.fontSize(8.5).fillColor('#1b1724'), facts, 'text', under);
    document.fontSize(7.5).fillColor('#4c4657');
    writeBlock(document, words, { ...under, y: under.y + 13 }, page.caption - 22);
  }
  document.end();
  await new Promise((resolve) => document.once('end', resolve));
  return Buffer.concat(pieces);
}
