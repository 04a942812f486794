import { type Canvas, createCanvas } from '@napi-rs/canvas';
import { discard } from '../../bitmap.ts';
import { type Brush, paletteId } from './brush.ts';

/** A rectangle in head units. */
export interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Head, hair to the waist, the widest hat; as wide to the left as to the right, for the mirror. */
export const wholeHead: Bounds = { left: -0.9, top: -1.1, width: 1.8, height: 2.15 };

interface Sprite {
  readonly canvas: Canvas;
  readonly at: Bounds;
}

/** All sprites together hold at most this many pixels; the longest unused go first. */
const room = 4_000_000;
const kept = new Map<string, Sprite | null>();
let held = 0;

const areaOf = (sprite: Sprite | null | undefined) => (sprite ? sprite.canvas.width * sprite.canvas.height : 0);

/**
 * Sizes that sprites are made in: twelve per cent apart, so that a slow push-in makes few. Multiples of five, so that a sprite is a
 * whole number of pixels wide and its mirror image falls on the same pixels.
 */
function sizeFor(pixels: number): number {
  return Math.ceil(2 ** (Math.ceil(Math.log2(Math.max(8, pixels)) * 6) / 6) / 5) * 5;
}

function keep(key: string, sprite: Sprite | null): void {
  kept.set(key, sprite);
  held += areaOf(sprite);
  for (const [oldest, old] of kept) {
    if (held <= room || oldest === key) break;
    kept.delete(oldest);
    held -= areaOf(old);
    if (old) discard(old.canvas);
  }
}

/** The rectangle of pixels that are not clear, or `null` when all are. */
function inked(canvas: Canvas) {
  const { width, height } = canvas;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
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
  return right < 0 ? null : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Paints once and keeps what was painted, cut to its edges. */
function spriteOf(brush: Brush, size: number, bounds: Bounds, paint: (still: Brush) => void): Sprite | null {
  const sheet = createCanvas(Math.ceil(bounds.width * size), Math.ceil(bounds.height * size));
  const ctx = sheet.getContext('2d');
  ctx.scale(size, size);
  ctx.translate(-bounds.left, -bounds.top);
  if (brush.mirrored) ctx.scale(-1, 1);
  paint({ ...brush, ctx });
  const box = inked(sheet);
  if (!box) {
    discard(sheet);
    return null;
  }
  const canvas = createCanvas(box.width, box.height);
  canvas.getContext('2d').drawImage(sheet, -box.left, -box.top);
  discard(sheet);
  const at = {
    left: bounds.left + box.left / size,
    top: bounds.top + box.top / size,
    width: box.width / size,
    height: box.height / size,
  };
  return { canvas, at };
}

/**
 * Paints what does not move within a head (hair, hats, skin, neck) from a bitmap that is made once per light and size. Always by way
 * of the bitmap, so that the first frame has the same pixels as the hundredth.
 * @param name what it is, with everything that its picture depends on besides the light.
 */
export function paintSprite(brush: Brush, name: string, bounds: Bounds, paint: (still: Brush) => void): void {
  const { light, lit, ctx, mirrored } = brush;
  const size = sizeFor(brush.pixels);
  const key = `${name} ${size} ${lit} ${mirrored} ${light.rim.toFixed(2)} ${light.silhouette.toFixed(2)} ${paletteId(light.palette)}`;
  const found = kept.get(key);
  const sprite = found === undefined ? spriteOf(brush, size, bounds, paint) : found;
  if (found === undefined) keep(key, sprite);
  else {
    kept.delete(key);
    kept.set(key, found);
  }
  if (!sprite) return;
  ctx.save();
  // The bitmap is made mirrored, for a bitmap that is mirrored while it is drawn takes twice the time.
  if (mirrored) ctx.scale(-1, 1);
  ctx.drawImage(sprite.canvas, sprite.at.left, sprite.at.top, sprite.at.width, sprite.at.height);
  ctx.restore();
}
