import { createCanvas, loadImage } from '@napi-rs/canvas';
import { discard } from '../engines/animatic/bitmap.ts';
import { fontOf } from '../engines/animatic/stage/type.ts';

/** Small stills in the order of the film, to be seen at a glance. */
export interface ContactSheet {
  /** `still` names the picture; the label stands under it. */
  readonly tiles: readonly { readonly still: string; readonly label: string }[];
  /** Of the film's frames, in pixels: tiles have their shape. */
  readonly size: { readonly width: number; readonly height: number };
}

const columns = 6;
/** Tiles of a sheet. */
export const tilesPerSheet = columns * 10;
const tile = 300;
const gap = 10;
const labelHeight = 18;

/**
 * A contact sheet as a JPEG.
 * @param pathOf where the picture of a name lies
 */
export async function contactSheet(
  { tiles, size }: ContactSheet,
  pathOf: (still: string) => Promise<string>,
): Promise<Uint8Array> {
  const tileHeight = Math.round((tile * size.height) / size.width);
  const rowHeight = tileHeight + gap + labelHeight;
  const canvas = createCanvas(columns * (tile + gap) + gap, Math.ceil(tiles.length / columns) * rowHeight + gap);
  const ctx = canvas.getContext('2d');
  ctx.imageSmoothingQuality = 'high';
  ctx.fillStyle = '#14111b';
  ctx.fillRect(0, 0, canvas.width, canvas.height);
  ctx.fillStyle = '#d8d2e2';
  for (const [index, { still, label }] of tiles.entries()) {
    const x = gap + (index % columns) * (tile + gap);
    const y = gap + Math.floor(index / columns) * rowHeight;
    ctx.drawImage(await loadImage(await pathOf(still)), x, y, tile, tileHeight);
    ctx.font = fontOf('text', 12, label);
    ctx.fillText(label, x, y + tileHeight + 13);
  }
  const jpeg = canvas.toBuffer('image/jpeg', 85);
  discard(canvas);
  return jpeg;
}
