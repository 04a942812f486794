import type { StoryBible } from '@ai-film-studio/film';
import { PDFDocument, type SKRSContext2D } from '@napi-rs/canvas';
import { faces } from '../engines/animatic/stage/type.ts';
import type { MadeFilm } from '../pipeline/pipeline.ts';
import type { Store } from '../storage/store.ts';
import { openBoards, writeCaption } from './board-page.ts';

/** A4 on its side, in points. */
const page = { width: 842, height: 595, margin: 36, columns: 3, rows: 2 } as const;

/** The storyboard as a PDF: six boards a page, each with its timecode, framing and words. */
export async function storyboardPdf(
  { shots, cut }: MadeFilm,
  bible: StoryBible,
  size: { readonly width: number; readonly height: number },
  store: Store,
): Promise<Uint8Array> {
  const document = new PDFDocument({ title: `${bible.title}: storyboard`, creator: 'AI Film Studio' });
  const cell = {
    width: (page.width - 2 * page.margin - (page.columns - 1) * 18) / page.columns,
    height: (page.height - 2 * page.margin - 30) / page.rows,
  };
  const board = fitted(size, cell.width, cell.height - 74);
  const perPage = page.columns * page.rows;
  const pages = Math.max(1, Math.ceil(shots.length / perPage));
  for (let number = 0; number < pages; number++) {
    const boards = await openBoards(shots.slice(number * perPage, (number + 1) * perPage), number * perPage + 1, store);
    // The library's types name the browser's context; what it gives is its own.
    const ctx = document.beginPage(page.width, page.height) as unknown as SKRSContext2D;
    ctx.fillStyle = '#1b1724';
    ctx.font = `13px "${faces.title}"`;
    ctx.fillText(bible.title, page.margin, page.margin + 6);
    ctx.font = `9px "${faces.text}"`;
    ctx.textAlign = 'right';
    ctx.fillText(`${number + 1} / ${pages}`, page.width - page.margin, page.margin + 6);
    ctx.textAlign = 'left';
    boards.forEach((drawn, index) => {
      const x = page.margin + (index % page.columns) * (cell.width + 18);
      const y = page.margin + 24 + Math.floor(index / page.columns) * cell.height;
      ctx.drawImage(drawn.still, x, y, board.width, board.height);
      writeCaption(ctx, drawn, bible, cut.rate, { x, y: y + board.height + 13, width: cell.width });
    });
    document.endPage();
  }
  return document.close();
}

function fitted(
  size: { readonly width: number; readonly height: number },
  width: number,
  height: number,
): { width: number; height: number } {
  const scale = Math.min(width / size.width, height / size.height);
  return { width: size.width * scale, height: size.height * scale };
}
