import { secondsOf } from '@ai-film-studio/film';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { fontOf } from '../engines/animatic/stage/type.ts';
import type { MadeFilm } from '../pipeline/pipeline.ts';
import type { Store } from '../storage/store.ts';

const columns = 6;
const perSheet = columns * 10;
const tile = 300;
const gap = 10;

/** Small stills of every shot in order, sixty to a sheet, as JPEGs. */
export async function contactSheets(
  { shots, cut }: MadeFilm,
  size: { readonly width: number; readonly height: number },
  store: Store,
): Promise<readonly Uint8Array[]> {
  const sheets: Uint8Array[] = [];
  const tileHeight = Math.round((tile * size.height) / size.width);
  for (let first = 0; first < shots.length; first += perSheet) {
    const onSheet = shots.slice(first, first + perSheet);
    const canvas = createCanvas(
      columns * (tile + gap) + gap,
      Math.ceil(onSheet.length / columns) * (tileHeight + gap + 18) + gap,
    );
    const ctx = canvas.getContext('2d');
    ctx.fillStyle = '#14111b';
    ctx.fillRect(0, 0, canvas.width, canvas.height);
    ctx.fillStyle = '#d8d2e2';
    for (const [index, { still, timed }] of onSheet.entries()) {
      const x = gap + (index % columns) * (tile + gap);
      const y = gap + Math.floor(index / columns) * (tileHeight + gap + 18);
      ctx.drawImage(await loadImage(await store.pathOf(still)), x, y, tile, tileHeight);
      const seconds = secondsOf(timed.range.start, cut.rate).toFixed(1);
      const label = `${first + index + 1}  ${seconds} s  ${timed.shot.size}`;
      ctx.font = fontOf('text', 12, label);
      ctx.fillText(label, x, y + tileHeight + 13);
    }
    sheets.push(canvas.toBuffer('image/jpeg', 85));
  }
  return sheets;
}
