import type { Camera } from '@ai-film-studio/film';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { type Conditions, type Layer, type Motion, type SetDesign, world } from '../sets/set-design.ts';
import type { Picture } from './picture.ts';
import { projectionAt, type View } from './view.ts';

/** Layers near each other in depth, flattened into one bitmap in world space and cropped to what is painted. */
interface Sheet {
  readonly depth: number;
  readonly bitmap: Canvas;
  /** World units of the bitmap's top left corner. */
  readonly x: number;
  readonly y: number;
  /** Pixels a world unit. */
  readonly scale: number;
}

/** A set as it stands in one place at one time of day: still sheets, and what moves between them. */
export interface Backdrop {
  readonly sheets: readonly Sheet[];
  readonly motions: readonly Motion[];
}

/** Depths that move alike under the camera: painting fewer and larger bitmaps is what makes a frame fast. */
const bands = [0.42, -0.05] as const;
const bandOf = (depth: number) => {
  const index = bands.findIndex((least) => depth >= least);
  return index < 0 ? bands.length : index;
};

/** The box of what is painted, in pixels; `null` when nothing is. */
function paintedBox(bitmap: Canvas): { x: number; y: number; width: number; height: number } | null {
  const { width, height } = bitmap;
  const { data } = bitmap.getContext('2d').getImageData(0, 0, width, height);
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[(y * width + x) * 4 + 3] === 0) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function cropped(bitmap: Canvas, depth: number, scale: number, opaque: boolean): Sheet | null {
  const whole = { depth, bitmap, x: world.left, y: world.top, scale };
  if (opaque) return whole;
  const box = paintedBox(bitmap);
  if (!box) return null;
  if (box.width * box.height > bitmap.width * bitmap.height * 0.8) return whole;
  const part = createCanvas(box.width, box.height);
  part.getContext('2d').drawImage(bitmap, -box.x, -box.y);
  return { depth, bitmap: part, x: world.left + box.x / scale, y: world.top + box.y / scale, scale };
}

/** Each layer is painted by itself before it joins the others: a window is cut out of its own wall, not of the sky behind it. */
function flattened(layers: readonly Layer[], scale: number, mirrored: boolean): Canvas {
  const width = Math.ceil((world.right - world.left) * scale);
  const height = Math.ceil((world.bottom - world.top) * scale);
  const sheet = createCanvas(width, height);
  for (const layer of layers) {
    const alone = createCanvas(width, height);
    const ctx = alone.getContext('2d');
    ctx.scale(scale, scale);
    ctx.translate(-world.left, -world.top);
    if (mirrored) ctx.transform(-1, 0, 0, 1, world.width, 0);
    layer.paint(ctx);
    sheet.getContext('2d').drawImage(alone, 0, 0);
  }
  return sheet;
}

function mirroredMotion({ depth, paint }: Motion): Motion {
  return {
    depth,
    paint(ctx, seconds) {
      ctx.transform(-1, 0, 0, 1, world.width, 0);
      paint(ctx, seconds);
    },
  };
}

/** Paints a set's still layers once. */
export function buildBackdrop(
  design: SetDesign,
  conditions: Conditions,
  picture: Picture,
  mirrored: boolean,
): Backdrop {
  const layers = [...design.layers(conditions)].sort((a, b) => b.depth - a.depth);
  const sheets: Sheet[] = [];
  for (let band = 0; band <= bands.length; band++) {
    const inBand = layers.filter((layer) => bandOf(layer.depth) === band);
    if (inBand.length === 0) continue;
    const depth = inBand.reduce((sum, layer) => sum + layer.depth, 0) / inBand.length;
    const sheet = cropped(flattened(inBand, picture.scale, mirrored), depth, picture.scale, sheets.length === 0);
    if (sheet) sheets.push(sheet);
  }
  const motions = design.motions(conditions);
  return { sheets, motions: mirrored ? motions.map(mirroredMotion) : motions };
}

/** What lies behind the figures, or before them. */
export type Side = 'behind' | 'before';

const isSheet = (item: Sheet | Motion): item is Sheet => 'bitmap' in item;

/** Sheets and motions of one side from the farthest to the nearest: what moves on a sheet comes before the next one. */
function inOrder({ sheets, motions }: Backdrop, side: Side): readonly (Sheet | Motion)[] {
  const here = ({ depth }: { readonly depth: number }) => (side === 'behind' ? depth >= -0.05 : depth < -0.05);
  const order: (Sheet | Motion)[] = [];
  const moving = motions.filter(here).sort((a, b) => b.depth - a.depth);
  for (const sheet of sheets.filter(here)) {
    const next = moving.findIndex(({ depth }) => depth < sheet.depth + 0.25);
    order.push(...moving.splice(0, next < 0 ? moving.length : next), sheet);
  }
  return [...order, ...moving];
}

function paintSheet(ctx: SKRSContext2D, sheet: Sheet, view: View, picture: Picture): void {
  const { scale, x, y } = projectionAt(view, sheet.depth, picture);
  const factor = scale / sheet.scale;
  ctx.drawImage(
    sheet.bitmap,
    x + sheet.x * scale,
    y + sheet.y * scale,
    sheet.bitmap.width * factor,
    sheet.bitmap.height * factor,
  );
}

function paintMotion(ctx: SKRSContext2D, motion: Motion, view: View, picture: Picture, seconds: number): void {
  const { scale, x, y } = projectionAt(view, motion.depth, picture);
  ctx.save();
  ctx.transform(scale, 0, 0, scale, x, y);
  motion.paint(ctx, seconds);
  ctx.restore();
}

/** Paints one side of a backdrop as a camera sees it. */
export type BackdropPainter = (ctx: SKRSContext2D, side: Side, view: View, seconds: number) => void;

/** For a camera that moves: each sheet is scaled anew in every frame. */
export function movingBackdrop(backdrop: Backdrop, picture: Picture): BackdropPainter {
  const order = { behind: inOrder(backdrop, 'behind'), before: inOrder(backdrop, 'before') };
  return (ctx, side, view, seconds) => {
    for (const item of order[side]) {
      if (isSheet(item)) paintSheet(ctx, item, view, picture);
      else paintMotion(ctx, item, view, picture, seconds);
    }
  };
}

/**
 * For a camera that stands: sheets are scaled once, into bitmaps of the picture's own pixels, which cost a tenth to draw. Those that
 * nothing moves between become one. The view must be the same in every frame.
 */
function standingBackdrop(backdrop: Backdrop, picture: Picture): BackdropPainter {
  const made = new Map<Side, readonly (Canvas | Motion)[]>();
  const build = (side: Side, view: View) => {
    const flat: (Canvas | Motion)[] = [];
    for (const item of inOrder(backdrop, side)) {
      if (!isSheet(item)) {
        flat.push(item);
        continue;
      }
      const last = flat.at(-1);
      const bitmap = last && 'getContext' in last ? last : createCanvas(picture.width, picture.height);
      paintSheet(bitmap.getContext('2d'), item, view, picture);
      if (bitmap !== last) flat.push(bitmap);
    }
    made.set(side, flat);
    return flat;
  };
  return (ctx, side, view, seconds) => {
    for (const item of made.get(side) ?? build(side, view)) {
      if ('getContext' in item) ctx.drawImage(item, 0, 0);
      else paintMotion(ctx, item, view, picture, seconds);
    }
  };
}

/** The painter of a backdrop for a camera. A camera that stands must give the same view in every frame. */
export const backdropFor = (camera: Camera, backdrop: Backdrop, picture: Picture): BackdropPainter =>
  camera.move === 'static' ? standingBackdrop(backdrop, picture) : movingBackdrop(backdrop, picture);
