import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { discard } from '../bitmap.ts';
import { type Backdrop, movingBackdrop } from './backdrop.ts';
import type { Picture } from './picture.ts';
import type { Travel, View } from './view.ts';

/** Share of the picture by which an out-of-focus background is painted larger, so that the camera can drift over it. */
const margin = 0.08;

/** The background of a close shot: a part of the set, out of focus, larger than the picture by a margin on each side. */
export function buildBlur(backdrop: Backdrop, view: View, blur: number, picture: Picture): Canvas {
  // What is blurred needs few pixels, and blurring few is fast.
  const share = blur > 0.012 ? 0.25 : 0.5;
  const sharp = createCanvas(Math.round(picture.width * share), Math.round(picture.height * share));
  const small: Picture = { width: sharp.width, height: sharp.height, scale: picture.scale * share };
  movingBackdrop(backdrop, small)(sharp.getContext('2d'), 'behind', view, 0);
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
  // As many pixels on either side: a camera that stands then shows it pixel by pixel, which costs a tenth of scaling it.
  const wider = (size: number) => size + 2 * Math.round(size * margin);
  const soft = createCanvas(wider(picture.width), wider(picture.height));
  const out = soft.getContext('2d');
  out.imageSmoothingQuality = 'high';
  out.drawImage(blurred, 0, 0, soft.width, soft.height);
  discard(sharp);
  discard(blurred);
  return soft;
}

/** Puts a blurred background on the picture, moved by the camera's travel at a third of its speed. */
export type BlurPainter = (ctx: SKRSContext2D, travel: Travel) => void;

/** Pixels that a background moves at a time: without sharp edges, less is not seen. */
const step = 0.5;
const inSteps = (value: number) => Math.round(value / step) * step;

/**
 * Paints a background from {@link buildBlur}. It is scaled once for every step it moves, and kept until the next; the same travel
 * always paints the same pixels.
 */
export function blurPainter(blurred: Canvas, picture: Picture): BlurPainter {
  const [wider, higher] = [(blurred.width - picture.width) / 2, (blurred.height - picture.height) / 2];
  const most = picture.width * margin * 0.9;
  const shift = (value: number) => inSteps(Math.min(most, Math.max(-most, value * picture.width * 0.35)));
  let kept: { readonly key: string; readonly bitmap: Canvas } | null = null;
  return (ctx, travel) => {
    // How far the left edge moves outwards.
    const grown = inSteps(((travel.zoom - 1) * 0.35 * blurred.width) / 2);
    const [x, y] = [shift(travel.x), shift(travel.y)];
    if (grown === 0 && Number.isInteger(x) && Number.isInteger(y)) {
      ctx.drawImage(blurred, -wider - x, -higher - y);
      return;
    }
    const key = `${grown} ${x} ${y}`;
    if (kept?.key !== key) {
      const zoom = 1 + (2 * grown) / blurred.width;
      const bitmap = createCanvas(picture.width, picture.height);
      const [width, height] = [blurred.width * zoom, blurred.height * zoom];
      bitmap
        .getContext('2d')
        .drawImage(blurred, (picture.width - width) / 2 - x, (picture.height - height) / 2 - y, width, height);
      if (kept) discard(kept.bitmap);
      kept = { key, bitmap };
    }
    ctx.drawImage(kept.bitmap, 0, 0);
  };
}
