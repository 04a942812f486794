import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { discard, readPixels } from '../bitmap.ts';
import { type Layer, world } from '../sets/set-design.ts';
import type { Picture } from './picture.ts';
import { projectionAt, type View } from './view.ts';

/** Side of the squares that a sheet's cover is told in, in its pixels. */
export const square = 16;

/** Where a sheet has paint, square by square, row after row: 1 where it is so. */
export interface Cover {
  readonly columns: number;
  readonly rows: number;
  /** Something is painted in it. */
  readonly painted: Uint8Array;
  /** Nothing shines through it anywhere. */
  readonly solid: Uint8Array;
}

/** Layers near each other in depth, flattened into one bitmap of the whole world. */
export interface Sheet {
  readonly depth: number;
  readonly bitmap: Canvas;
  /** Pixels a world unit. */
  readonly scale: number;
  readonly cover: Cover;
}

function coverOf(bitmap: Canvas): Cover {
  const { width, height } = bitmap;
  const [columns, rows] = [Math.ceil(width / square), Math.ceil(height / square)];
  const painted = new Uint8Array(columns * rows);
  const solid = new Uint8Array(columns * rows).fill(1);
  readPixels(bitmap, (pixels) => {
    for (let y = 0; y < height; y++) {
      const row = Math.floor(y / square) * columns;
      for (let x = 0; x < width; x++) {
        const alpha = pixels[(y * width + x) * 4 + 3];
        const index = row + Math.floor(x / square);
        if (alpha !== 0) painted[index] = 1;
        if (alpha !== 255) solid[index] = 0;
      }
    }
  });
  return { columns, rows, painted, solid };
}

/**
 * Paints layers on one sheet. Each is painted by itself before it joins the others: a window is cut out of its own wall, not of the
 * sky behind it.
 */
export function sheetOf(layers: readonly Layer[], depth: number, scale: number): Sheet {
  const width = Math.ceil((world.right - world.left) * scale);
  const height = Math.ceil((world.bottom - world.top) * scale);
  const bitmap = createCanvas(width, height);
  for (const layer of layers) {
    const alone = createCanvas(width, height);
    const ctx = alone.getContext('2d');
    ctx.scale(scale, scale);
    ctx.translate(-world.left, -world.top);
    layer.paint(ctx);
    bitmap.getContext('2d').drawImage(alone, 0, 0);
    discard(alone);
  }
  return { depth, bitmap, scale, cover: coverOf(bitmap) };
}

/** The same sheet with left and right exchanged, about the middle of the world. */
export function mirroredSheet({ depth, bitmap: original, scale }: Sheet): Sheet {
  const bitmap = createCanvas(original.width, original.height);
  const ctx = bitmap.getContext('2d');
  ctx.imageSmoothingEnabled = false;
  ctx.setTransform(-1, 0, 0, 1, (world.right - world.left) * scale, 0);
  ctx.drawImage(original, 0, 0);
  return { depth, bitmap, scale, cover: coverOf(bitmap) };
}

/** Where a sheet's bitmap lies in the picture: its top left corner, and pixels of the picture for one of its own. */
export function placeOf(sheet: Sheet, view: View, picture: Picture): { x: number; y: number; factor: number } {
  const { scale, x, y } = projectionAt(view, sheet.depth, picture);
  return { x: x + world.left * scale, y: y + world.top * scale, factor: scale / sheet.scale };
}

/** Paints a whole sheet as a camera sees it. */
export function paintSheet(ctx: SKRSContext2D, sheet: Sheet, view: View, picture: Picture): void {
  const { x, y, factor } = placeOf(sheet, view, picture);
  ctx.drawImage(sheet.bitmap, x, y, sheet.bitmap.width * factor, sheet.bitmap.height * factor);
}
