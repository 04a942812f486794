import type { Random } from '../../random.ts';
import { type Brush, contactShadow, modelled } from './brush.ts';
import { curve, type Point, polygon, stroke } from './shape.ts';

/** One leaf: a pointed blade with a bright vein, from its stalk towards `angle`. */
export function leaf(
  b: Brush,
  x: number,
  y: number,
  length: number,
  angle: number,
  colour: string,
  light = 0,
  fat = 0.26,
): void {
  const { ctx } = b;
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  const half = length * fat;
  ctx.fillStyle = b.of(colour, light);
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.bezierCurveTo(length * 0.25, -half * 1.3, length * 0.7, -half, length, 0);
  ctx.closePath();
  ctx.fill();
  ctx.fillStyle = b.of(colour, light - 0.12);
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.bezierCurveTo(length * 0.25, half * 1.3, length * 0.7, half, length, 0);
  ctx.closePath();
  ctx.fill();
  stroke(
    ctx,
    [
      [0, 0],
      [length * 0.86, 0],
    ],
    b.palette.at('light', 0.16),
    Math.max(1, length * 0.014),
  );
  ctx.restore();
}

/** A pot. `y` is its foot. */
export function pot(b: Brush, x: number, y: number, w: number, h: number, colour: string): void {
  contactShadow(b, x, y, w * 0.7);
  polygon(
    b.ctx,
    [
      [x - w * 0.46, y - h],
      [x + w * 0.46, y - h],
      [x + w * 0.34, y],
      [x - w * 0.34, y],
    ],
    modelled(b, x - w / 2, w, colour, 0.02, 0.2),
  );
  b.ctx.fillStyle = modelled(b, x - w / 2, w, colour, 0.1, 0.2);
  b.ctx.fillRect(x - w / 2, y - h, w, h * 0.22);
}

/** A leafy plant in a pot: leaves on stalks that fan out. `height` is without the pot. */
export function pottedPlant(
  b: Brush,
  x: number,
  y: number,
  height: number,
  {
    leaves = 13,
    colour = '#4f8a4c',
    clay = '#c0683f',
    fat = 0.26,
    potSize = 0.34,
  }: {
    readonly leaves?: number;
    readonly colour?: string;
    readonly clay?: string;
    readonly fat?: number;
    readonly potSize?: number;
  } = {},
  next: Random = b.conditions.random(),
): void {
  const w = height * potSize;
  const mouth = y - w * 0.86;
  for (let index = 0; index < leaves; index++) {
    const fan = (index + 0.5) / leaves - 0.5;
    const lean = -Math.PI / 2 + fan * 2.3 + (next() - 0.5) * 0.2;
    const reach = height * (0.45 + 0.3 * next()) * (1 - Math.abs(fan) * 0.3);
    const tip: Point = [x + Math.cos(lean) * reach, mouth + Math.sin(lean) * reach];
    curve(b.ctx, [[x, mouth], [x + Math.cos(lean) * reach * 0.3, mouth - reach * 0.6], tip], b.of(colour, -0.16), 3);
    leaf(
      b,
      tip[0],
      tip[1],
      height * (0.3 + next() * 0.12),
      lean + fan * 0.9,
      colour,
      (next() - 0.4) * 0.2 + (Math.sign(fan) === b.side ? 0.1 : -0.06),
      fat,
    );
  }
  pot(b, x, y, w, w * 0.9, clay);
}

/** Ivy hanging down from a point in a few strands. */
export function ivy(
  b: Brush,
  x: number,
  y: number,
  length: number,
  strands: number,
  next: Random,
  colour = '#5a9152',
): void {
  for (let strand = 0; strand < strands; strand++) {
    const lean = (strand - (strands - 1) / 2) * 13 + (next() - 0.5) * 10;
    const drop = length * (0.5 + next() * 0.5);
    curve(
      b.ctx,
      [
        [x, y],
        [x + lean, y + drop * 0.4],
        [x + lean * 1.3, y + drop],
      ],
      b.of(colour, -0.12),
      2,
    );
    for (let at = 10; at < drop; at += 12) {
      const bend = lean * Math.min(1.2, (at / drop) * 1.8);
      leaf(b, x + bend, y + at, 12 + next() * 8, (at / 12) % 2 < 1 ? 0.5 : 2.6, colour, (next() - 0.5) * 0.24, 0.42);
    }
  }
}

/** Big leaves out of focus at the edge of the frame, for a foreground: dark, with the light on their rims. */
export function frond(b: Brush, x: number, y: number, length: number, angle: number, colour: string, blades = 9): void {
  const tip: Point = [x + Math.cos(angle) * length, y + Math.sin(angle) * length];
  const bow: Point = [x + Math.cos(angle) * length * 0.5, y + Math.sin(angle) * length * 0.5 - length * 0.12];
  curve(b.ctx, [[x, y], bow, tip], b.of(colour, -0.28), 6);
  for (let blade = 1; blade <= blades; blade++) {
    const t = blade / blades;
    const px = (1 - t) ** 2 * x + 2 * t * (1 - t) * bow[0] + t * t * tip[0];
    const py = (1 - t) ** 2 * y + 2 * t * (1 - t) * bow[1] + t * t * tip[1];
    const size = length * (0.4 - t * 0.22);
    leaf(b, px, py, size, angle - 0.85 + t * 0.4, colour, -0.14, 0.17);
    leaf(b, px, py, size, angle + 0.85 - t * 0.4, colour, -0.22, 0.17);
  }
}
