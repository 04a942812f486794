import type { Camera } from '@ai-film-studio/film';
import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { type Conditions, type Motion, type SetDesign, world } from '../sets/set-design.ts';
import type { Picture } from './picture.ts';
import { mirroredSheet, paintSheet, type Sheet, sheetOf } from './sheet.ts';
import { projectionAt, type View } from './view.ts';
import { type PictureBox, visibleParts } from './visible-parts.ts';

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

function mirroredMotion({ depth, paint }: Motion): Motion {
  return {
    depth,
    paint(ctx, seconds) {
      ctx.transform(-1, 0, 0, 1, world.width, 0);
      paint(ctx, seconds);
    },
  };
}

/** The same set as seen from the other side: far cheaper than painting it again. */
export const mirroredBackdrop = ({ sheets, motions }: Backdrop): Backdrop => ({
  sheets: sheets.map(mirroredSheet),
  motions: motions.map(mirroredMotion),
});

/** Paints a set's still layers once. */
export function buildBackdrop(design: SetDesign, conditions: Conditions, picture: Picture): Backdrop {
  const layers = [...design.layers(conditions)].sort((a, b) => b.depth - a.depth);
  const sheets: Sheet[] = [];
  for (let band = 0; band <= bands.length; band++) {
    const inBand = layers.filter((layer) => bandOf(layer.depth) === band);
    if (inBand.length === 0) continue;
    const depth = inBand.reduce((sum, layer) => sum + layer.depth, 0) / inBand.length;
    sheets.push(sheetOf(inBand, depth, picture.scale));
  }
  return { sheets, motions: design.motions(conditions) };
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

function paintMotion(ctx: SKRSContext2D, motion: Motion, view: View, picture: Picture, seconds: number): void {
  const { scale, x, y } = projectionAt(view, motion.depth, picture);
  ctx.save();
  ctx.transform(scale, 0, 0, scale, x, y);
  motion.paint(ctx, seconds);
  ctx.restore();
}

/** Paints one side of a backdrop as a camera sees it. */
export type BackdropPainter = (ctx: SKRSContext2D, side: Side, view: View, seconds: number) => void;

/** For a camera that moves: each sheet is scaled anew in every frame, but only where it can be seen. */
export function movingBackdrop(backdrop: Backdrop, picture: Picture): BackdropPainter {
  const order = { behind: inOrder(backdrop, 'behind'), before: inOrder(backdrop, 'before') };
  let seen: { readonly view: View; readonly parts: ReturnType<typeof visibleParts> } | null = null;
  return (ctx, side, view, seconds) => {
    const parts = seen?.view === view ? seen.parts : visibleParts(backdrop.sheets, view, picture);
    seen = { view, parts };
    for (const item of order[side]) {
      if (isSheet(item)) for (const part of parts.get(item) ?? []) paintPart(ctx, item, view, picture, part);
      else paintMotion(ctx, item, view, picture, seconds);
    }
  };
}

/** Paints what of a sheet lies within a box of whole pixels: boxes side by side leave no seam. */
function paintPart(ctx: SKRSContext2D, sheet: Sheet, view: View, picture: Picture, part: PictureBox): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(part.left, part.top, part.right - part.left, part.bottom - part.top);
  ctx.clip();
  paintSheet(ctx, sheet, view, picture);
  ctx.restore();
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
