import { type CanvasGradient, createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { discard } from '../../bitmap.ts';

/** What a shape is filled with. */
export type Fill = string | CanvasGradient;
/** A point in world units. */
export type Point = readonly [x: number, y: number];

function spread(gradient: CanvasGradient, colours: readonly string[]): CanvasGradient {
  colours.forEach((colour, index) => {
    gradient.addColorStop(colours.length < 2 ? 0 : index / (colours.length - 1), colour);
  });
  return gradient;
}

/**
 * A gradient from `top` to `bottom`, its colours evenly spread.
 * @example ctx.fillStyle = down(ctx, 0, 900, palette.at('deep'), palette.at('glow'))
 */
export function down(ctx: SKRSContext2D, top: number, bottom: number, ...colours: readonly string[]): CanvasGradient {
  return spread(ctx.createLinearGradient(0, top, 0, bottom), colours);
}

/** A gradient from `left` to `right`, its colours evenly spread. */
export function across(ctx: SKRSContext2D, left: number, right: number, ...colours: readonly string[]): CanvasGradient {
  return spread(ctx.createLinearGradient(left, 0, right, 0), colours);
}

/** A gradient from one point to another. */
export function slanted(ctx: SKRSContext2D, from: Point, to: Point, ...colours: readonly string[]): CanvasGradient {
  return spread(ctx.createLinearGradient(from[0], from[1], to[0], to[1]), colours);
}

/** A gradient from a centre outwards. */
export function outward(
  ctx: SKRSContext2D,
  x: number,
  y: number,
  radius: number,
  ...colours: readonly string[]
): CanvasGradient {
  return spread(ctx.createRadialGradient(x, y, 0, x, y, radius), colours);
}

/** A box, with rounded corners where `radius` is given: one, or each from the upper left clockwise. */
export function box(
  ctx: SKRSContext2D,
  x: number,
  y: number,
  w: number,
  h: number,
  fill: Fill,
  radius: number | number[] = 0,
): void {
  ctx.fillStyle = fill;
  if (radius === 0) {
    ctx.fillRect(x, y, w, h);
    return;
  }
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, radius);
  ctx.fill();
}

/** A disc or an ellipse. */
export function disc(ctx: SKRSContext2D, x: number, y: number, rx: number, fill: Fill, ry = rx): void {
  ctx.fillStyle = fill;
  ctx.beginPath();
  ctx.ellipse(x, y, rx, ry, 0, 0, Math.PI * 2);
  ctx.fill();
}

/** A filled polygon. */
export function polygon(ctx: SKRSContext2D, points: readonly Point[], fill: Fill): void {
  ctx.fillStyle = fill;
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.fill();
}

/** An open line with round ends. */
export function stroke(ctx: SKRSContext2D, points: readonly Point[], colour: Fill, width: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.stroke();
}

/** A smooth line through its points, for stems, cables and curls. */
export function curve(ctx: SKRSContext2D, points: readonly Point[], colour: Fill, width: number): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = width;
  ctx.lineCap = 'round';
  ctx.beginPath();
  tracePoints(ctx, points);
  ctx.stroke();
}

/** A filled shape with a smooth outline through its points, closed by a straight line. */
export function blob(ctx: SKRSContext2D, points: readonly Point[], fill: Fill): void {
  ctx.fillStyle = fill;
  ctx.beginPath();
  tracePoints(ctx, points);
  ctx.closePath();
  ctx.fill();
}

function tracePoints(ctx: SKRSContext2D, points: readonly Point[]): void {
  points.forEach(([x, y], index) => {
    const next = points[index + 1];
    if (index === 0) ctx.moveTo(x, y);
    else if (next === undefined) ctx.lineTo(x, y);
    else ctx.quadraticCurveTo(x, y, (x + next[0]) / 2, (y + next[1]) / 2);
  });
}

/**
 * Paints softened by `radius` world units, whatever the scale of the canvas: all at once, since a filter on each shape takes as long as the
 * whole again.
 * @param paint paints on a canvas of its own, with the same units
 * @param light what is painted adds up, and is added to what is there
 */
export function softly(
  ctx: SKRSContext2D,
  radius: number,
  paint: (soft: SKRSContext2D) => void,
  { light = false }: { readonly light?: boolean } = {},
): void {
  const unit = ctx.getTransform();
  const layer = createCanvas(ctx.canvas.width, ctx.canvas.height);
  const soft = layer.getContext('2d');
  soft.setTransform(unit);
  if (light) soft.globalCompositeOperation = 'lighter';
  paint(soft);
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  if (light) ctx.globalCompositeOperation = 'lighter';
  ctx.filter = `blur(${(radius * Math.abs(unit.a)).toFixed(2)}px)`;
  ctx.drawImage(layer, 0, 0);
  ctx.restore();
  discard(layer);
}

/** Paints inside a rounded box only. */
export function within(
  ctx: SKRSContext2D,
  [x, y, w, h]: readonly [x: number, y: number, w: number, h: number],
  radius: number,
  paint: () => void,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.roundRect(x, y, w, h, radius);
  ctx.clip();
  paint();
  ctx.restore();
}
