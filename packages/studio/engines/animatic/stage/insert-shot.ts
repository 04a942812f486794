import { type Canvas, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { paintProp } from '../figures/props/paint-prop.ts';
import type { Palette } from '../palette.ts';
import { blurPainter } from './blur.ts';
import type { FramePainter, Setup } from './frame-painter.ts';
import { lightOn } from './player.ts';
import { travelOf } from './view.ts';

/** A thing that matters, large, on a surface before the set out of focus. */
export function insertShot({ request, scenery, length }: Setup): FramePainter {
  const { shot } = request;
  const { picture, palette } = scenery;
  const paintBackground = blurPainter(scenery.blurred({ x: 800, y: 430, zoom: 2.1 }, 0.035), picture);
  const light = lightOn(scenery, 800, 0);
  const kind = shot.prop ?? 'object';
  const edge = Math.round(picture.height * 0.7);
  const table = tableTop(palette, picture.width, picture.height - edge);
  return (ctx, seconds) => {
    const travel = travelOf(shot.camera, seconds / length, seconds);
    paintBackground(ctx, travel);
    ctx.drawImage(table, 0, edge);
    const size = Math.min(picture.height * 0.62, picture.width * 0.5) * travel.zoom;
    const x = picture.width / 2 - travel.x * picture.width;
    paintShadow(ctx, palette, { x, y: (edge + picture.height * 0.1) * 0.978, radius: size * 0.62 });
    // It stands on the table, however narrow the picture makes it.
    const y = picture.height * 0.83 - size / 2;
    paintProp(ctx, kind, { x, y, size, angle: 0.02 * Math.sin(seconds * 0.5) }, light);
  };
}

/** The surface that the thing stands on, with light along its far edge. */
function tableTop(palette: Palette, width: number, height: number): Canvas {
  const bitmap = createCanvas(width, height);
  const ctx = bitmap.getContext('2d');
  const top = ctx.createLinearGradient(0, 0, 0, height);
  top.addColorStop(0, palette.material('#8a5a3c', 0.75));
  top.addColorStop(1, palette.material('#5b3826', 0.25));
  ctx.fillStyle = top;
  ctx.fillRect(0, 0, width, height);
  ctx.fillStyle = palette.at('glow', 0.35);
  ctx.fillRect(0, 0, width, Math.max(1, height / 78));
  return bitmap;
}

/** The shadow of the thing, flat on the table. */
function paintShadow(
  ctx: SKRSContext2D,
  palette: Palette,
  { x, y, radius }: { readonly x: number; readonly y: number; readonly radius: number },
): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(radius, radius * 0.22);
  const shadow = ctx.createRadialGradient(0, 0, 0, 0, 0, 1);
  shadow.addColorStop(0, palette.at('ink', 0.5));
  shadow.addColorStop(1, palette.at('ink', 0));
  ctx.fillStyle = shadow;
  ctx.fillRect(-1, -1, 2, 2);
  ctx.restore();
}
