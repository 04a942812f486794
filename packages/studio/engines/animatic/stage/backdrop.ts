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
function paintSheet(layers: readonly Layer[], scale: number, mirrored: boolean): Canvas {
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
    const sheet = cropped(paintSheet(inBand, picture.scale, mirrored), depth, picture.scale, sheets.length === 0);
    if (sheet) sheets.push(sheet);
  }
  const motions = design.motions(conditions);
  return { sheets, motions: mirrored ? motions.map(mirroredMotion) : motions };
}

function paintStill(ctx: SKRSContext2D, sheet: Sheet, view: View, picture: Picture): void {
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

/** Paints what lies behind the figures (`side` 'behind') or before them. */
export function paintBackdrop(
  ctx: SKRSContext2D,
  backdrop: Backdrop,
  side: 'behind' | 'before',
  view: View,
  picture: Picture,
  seconds: number,
): void {
  const here = (depth: number) => (side === 'behind' ? depth >= -0.05 : depth < -0.05);
  const moving = backdrop.motions.filter((motion) => here(motion.depth)).sort((a, b) => b.depth - a.depth);
  const next = (deepest: number) => {
    while (moving[0] && moving[0].depth >= deepest)
      paintMotion(ctx, moving.shift() ?? moving[0], view, picture, seconds);
  };
  for (const sheet of backdrop.sheets.filter(({ depth }) => here(depth))) {
    next(sheet.depth + 0.25);
    paintStill(ctx, sheet, view, picture);
  }
  next(Number.NEGATIVE_INFINITY);
}

/** Share of the picture by which an out-of-focus background is painted larger, so that the camera can drift over it. */
const margin = 0.08;

/** The background of a close shot: a part of the set, out of focus, larger than the picture by a margin on each side. */
export function buildBlur(backdrop: Backdrop, view: View, blur: number, picture: Picture): Canvas {
  // What is blurred needs few pixels, and blurring few is fast.
  const share = blur > 0.012 ? 0.25 : 0.5;
  const sharp = createCanvas(Math.round(picture.width * share), Math.round(picture.height * share));
  const small: Picture = { width: sharp.width, height: sharp.height, scale: picture.scale * share };
  paintBackdrop(sharp.getContext('2d'), backdrop, 'behind', view, small, 0);
  const blurred = createCanvas(sharp.width, sharp.height);
  const ctx = blurred.getContext('2d');
  ctx.filter = `blur(${Math.max(1, Math.round(blur * sharp.height))}px)`;
  // Painted over its own edges, so that the blur has nothing transparent to draw in from outside.
  const spill = 0.06;
  ctx.drawImage(
    sharp,
    -sharp.width * spill,
    -sharp.height * spill,
    sharp.width * (1 + 2 * spill),
    sharp.height * (1 + 2 * spill),
  );
  const soft = createCanvas(
    Math.round(picture.width * (1 + 2 * margin)),
    Math.round(picture.height * (1 + 2 * margin)),
  );
  const out = soft.getContext('2d');
  out.imageSmoothingQuality = 'high';
  out.drawImage(blurred, 0, 0, soft.width, soft.height);
  return soft;
}

/** Puts a blurred background on the picture, moved by the camera's travel at a fifth of its speed. */
export function paintBlur(
  ctx: SKRSContext2D,
  blurred: Canvas,
  travel: { readonly x: number; readonly y: number; readonly zoom: number },
  picture: Picture,
): void {
  const zoom = 1 + (travel.zoom - 1) * 0.35;
  const width = blurred.width * zoom;
  const height = blurred.height * zoom;
  const most = picture.width * margin * 0.9;
  const shift = (value: number) => Math.min(most, Math.max(-most, value));
  ctx.drawImage(
    blurred,
    (picture.width - width) / 2 - shift(travel.x * picture.width * 0.35),
    (picture.height - height) / 2 - shift(travel.y * picture.width * 0.35),
    width,
    height,
  );
}
