import { describeShot, type StoryBible, secondsOf, type TimedShot, timecodeOf } from '@ai-film-studio/film';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import PdfDocument from 'pdfkit';
import type { PicturedShot } from '../pipeline/pictures.ts';
import type { MadeFilm } from '../pipeline/pipeline.ts';
import type { Store } from '../storage/store.ts';
import { writeBlock, writeLine, writeTitle } from './pdf-text.ts';

/** A4 on its side, in points. */
const page = { width: 842, height: 595, margin: 36, gap: 18, columns: 3, rows: 2, head: 26, caption: 78 } as const;
const cell = {
  width: (page.width - 2 * page.margin - (page.columns - 1) * page.gap) / page.columns,
  height: (page.height - 2 * page.margin - page.head) / page.rows,
};
const perPage = page.columns * page.rows;
/** Pixels of a board's width: sharp on paper, and small enough to send. */
const boardPixels = 720;

type Size = { readonly width: number; readonly height: number };

function fitted(size: Size): Size {
  const scale = Math.min(cell.width / size.width, (cell.height - page.caption) / size.height);
  return { width: size.width * scale, height: size.height * scale };
}

async function smallJpeg({ still }: PicturedShot, store: Store): Promise<Buffer> {
  const image = await loadImage(await store.pathOf(still));
  const canvas = createCanvas(boardPixels, Math.round((boardPixels * image.height) / image.width));
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas.toBuffer('image/jpeg', 82);
}

function writeHead(document: PDFKit.PDFDocument, title: string, number: number, pages: number): void {
  const y = page.margin - 8;
  const width = page.width - 2 * page.margin;
  writeTitle(document.fontSize(13).fillColor('#1b1724'), title, { x: page.margin, y, width });
  writeLine(document.fontSize(9), `${number} / ${pages}`, 'text', { x: page.margin, y: y + 2, width }, 'right');
}

function writeCaption(
  document: PDFKit.PDFDocument,
  number: number,
  { shot, range }: TimedShot,
  bible: StoryBible,
  rate: MadeFilm['cut']['rate'],
  x: number,
  y: number,
): void {
  const facts = `${number}   ${timecodeOf(range.start, rate)}   ${secondsOf(range.frames, rate).toFixed(1)} s`;
  const { width } = cell;
  writeLine(document.fontSize(8.5).fillColor('#1b1724'), facts, 'text', { x, y, width });
  const place = { x, y: y + 13, width };
  writeBlock(document.fontSize(7.5).fillColor('#4c4657'), describeShot(shot, bible), place, page.caption - 22);
}

/** The storyboard as a PDF: six boards a page, each with its timecode, framing and words. The same film gives the same bytes. */
export async function storyboardPdf(
  { shots, cut }: MadeFilm,
  bible: StoryBible,
  size: Size,
  store: Store,
): Promise<Uint8Array> {
  const info = { Title: `${bible.title}: storyboard`, Creator: 'AI Film Studio', CreationDate: new Date(0) };
  const document = new PdfDocument({ size: [page.width, page.height], margin: 0, autoFirstPage: false, info });
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  const board = fitted(size);
  const pages = Math.max(1, Math.ceil(shots.length / perPage));
  for (const [index, shot] of shots.entries()) {
    const place = index % perPage;
    if (place === 0) {
      document.addPage();
      writeHead(document, bible.title, index / perPage + 1, pages);
    }
    const x = page.margin + (place % page.columns) * (cell.width + page.gap);
    const y = page.margin + page.head + Math.floor(place / page.columns) * cell.height;
    document.image(await smallJpeg(shot, store), x, y, board);
    writeCaption(document, index + 1, shot.timed, bible, cut.rate, x, y + board.height + 6);
  }
  document.end();
  await new Promise((resolve) => document.once('end', resolve));
  return Buffer.concat(pieces);
}
