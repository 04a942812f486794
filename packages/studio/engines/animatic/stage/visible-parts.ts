import type { Picture } from './picture.ts';
import { type Cover, placeOf, type Sheet, square } from './sheet.ts';
import type { View } from './view.ts';

/** A box of whole pixels of the picture. */
export interface PictureBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Side of the cells that are looked at, in pixels of the picture. */
const cell = 32;

/** First and last square of a sheet that shows in each cell, along one side of the picture. */
type Spans = readonly (readonly [first: number, last: number])[];

/** @param origin where the sheet begins, in the picture; `factor` pixels of the picture for one of the sheet; `count` its squares */
function spansOf(length: number, origin: number, factor: number, count: number): Spans {
  return Array.from({ length: Math.ceil(length / cell) }, (_, index) => {
    // One pixel more on either side: scaling mixes neighbours.
    const at = (pixel: number, more: number) => Math.floor(((pixel - origin) / factor + more) / square);
    return [Math.max(0, at(index * cell, -1)), Math.min(count - 1, at(Math.min(length, (index + 1) * cell), 1))];
  });
}

/** What a sheet has in a cell: nothing, something, or all of it without a gap. */
function paintIn(
  { columns, painted, solid }: Cover,
  [left, right]: readonly [number, number],
  [top, bottom]: readonly [number, number],
): 'nothing' | 'something' | 'everything' {
  let any = false;
  let all = true;
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const index = row * columns + column;
      if (painted[index] === 1) any = true;
      if (solid[index] === 0) all = false;
    }
  }
  return !any ? 'nothing' : all ? 'everything' : 'something';
}

/** Puts cells of a row next to each other together, and then rows that are alike. */
function boxesOf(needed: Uint8Array, columns: number, { width, height }: Picture): readonly PictureBox[] {
  const boxes: { left: number; top: number; right: number; bottom: number }[] = [];
  let above: typeof boxes = [];
  for (let row = 0; row * columns < needed.length; row++) {
    const here: typeof boxes = [];
    for (let column = 0; column < columns; column++) {
      if (needed[row * columns + column] === 0) continue;
      const [left, right] = [column * cell, Math.min(width, (column + 1) * cell)];
      const last = here.at(-1);
      if (last?.right === left) last.right = right;
      else here.push({ left, top: row * cell, right, bottom: Math.min(height, (row + 1) * cell) });
    }
    above = here.map((box) => {
      const same = above.find(({ left, right }) => left === box.left && right === box.right);
      if (!same) boxes.push(box);
      else same.bottom = box.bottom;
      return same ?? box;
    });
  }
  return boxes;
}

/**
 * Where each sheet has something that is not hidden behind a nearer one. Of an indoor set's outside that is little more than the window.
 * @param sheets from the farthest to the nearest
 */
export function visibleParts(
  sheets: readonly Sheet[],
  view: View,
  picture: Picture,
): ReadonlyMap<Sheet, readonly PictureBox[]> {
  const [columns, rows] = [Math.ceil(picture.width / cell), Math.ceil(picture.height / cell)];
  const hidden = new Uint8Array(columns * rows);
  const parts = new Map<Sheet, readonly PictureBox[]>();
  for (const sheet of sheets.toReversed()) {
    const { x, y, factor } = placeOf(sheet, view, picture);
    const across = spansOf(picture.width, x, factor, sheet.cover.columns);
    const down = spansOf(picture.height, y, factor, sheet.cover.rows);
    const needed = new Uint8Array(columns * rows);
    down.forEach((span, row) => {
      across.forEach((other, column) => {
        const index = row * columns + column;
        if (hidden[index] === 1) return;
        const paint = paintIn(sheet.cover, other, span);
        if (paint !== 'nothing') needed[index] = 1;
        if (paint === 'everything') hidden[index] = 1;
      });
    });
    parts.set(sheet, boxesOf(needed, columns, picture));
  }
  return parts;
}
