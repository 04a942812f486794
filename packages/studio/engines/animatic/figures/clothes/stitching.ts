import { fillPatch, foldLine, strokeLine } from '../body-brush.ts';
import { lerp, type Point } from '../geometry.ts';
import { tracePath } from '../outline.ts';
import type { Dressing } from './garment.ts';

/** A place on the trunk: degrees about the spine, and how far down. */
export type Spot = readonly [around: number, down: number];

const known = new Map<string, readonly Spot[]>();

/**
 * Places on the trunk, written as `around,down` pairs; `side` −1 mirrors them.
 * @example spots('0,.1 12,.3 0,.5')
 */
export function spots(text: string, side = 1): readonly Spot[] {
  const key = `${side} ${text}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = text.split(' ').map((pair): Spot => {
    const [around = 0, down = 0] = pair.split(',').map(Number);
    return [around * side, down];
  });
  known.set(key, made);
  return made;
}

/** Spots along a straight way on the surface, near enough to each other to follow its curve. */
export function way(...corners: readonly Spot[]): Spot[] {
  return corners.flatMap(([around, down], index): Spot[] => {
    const next = corners[index + 1];
    if (next === undefined) return [[around, down]];
    return [0, 0.25, 0.5, 0.75].map((t) => [lerp(around, next[0], t), lerp(down, next[1], t)]);
  });
}

/** A seam or an edge on the trunk, dark as a fold; `lift` makes it brighter than the cloth instead. */
export function stitch(dressing: Dressing, spots: readonly Spot[], width = 0.014, alpha = 0.55, lift = -0.34): void {
  const { brush, trunk, colour } = dressing;
  if (!brush.fine) return;
  strokeLine(brush, trunk.line(way(...spots)), brush.tone(colour, 0.5 + lift, alpha), width);
}

/** A fold on the trunk: swells in the middle and dies away. */
export function fold(dressing: Dressing, spots: readonly Spot[], width: number, alpha: number): void {
  const { brush, trunk, colour } = dressing;
  const points = trunk.line(way(...spots));
  foldLine(brush, points, brush.tone(colour, 0.16, alpha), width);
}

/** A piece of cloth on the trunk. Corners that the camera does not see end at the trunk's edge. */
export function patchOn(dressing: Dressing, spots: readonly Spot[], colour: string, lit: number, ease = 0): Point[] {
  const { brush, trunk } = dressing;
  const corners = way(...spots, ...spots.slice(0, 1));
  const points = corners
    .filter(([around, down]) => trunk.shows(around, down))
    .map(([around, down]) => trunk.at(around, down, ease));
  fillPatch(brush, points, brush.tone(colour, lit));
  return points;
}

/** Where light falls on the trunk at an angle about the spine: for patches that are modelled by hand. */
export function litAt({ brush, trunk }: Dressing, around: number, base = 0.5): number {
  const [here, other] = [trunk.at(around, 0.4), trunk.at(around + 180, 0.4)];
  const side = Math.max(-1, Math.min(1, (here.x - other.x) / 1.1)) * brush.lit;
  return base + side * (0.08 + 0.12 * brush.light.rim);
}

/** A round button. */
export function button(dressing: Dressing, [around, down]: Spot, colour: string, radius = 0.028): void {
  const { brush, trunk } = dressing;
  if (!brush.fine || !trunk.shows(around, down)) return;
  const { ctx, tone } = brush;
  const { x, y } = trunk.at(around, down);
  ctx.beginPath();
  ctx.ellipse(x, y, radius, radius, 0, 0, 2 * Math.PI);
  ctx.fillStyle = tone(colour, 0.3);
  ctx.fill();
  ctx.beginPath();
  ctx.ellipse(x - 0.2 * radius, y - 0.25 * radius, radius * 0.62, radius * 0.62, 0, 0, 2 * Math.PI);
  ctx.fillStyle = tone(colour, 0.68);
  ctx.fill();
}

/** A ring around the neck, lower in front: the neckline of a shirt without a collar. */
export function ring(dressing: Dressing, down: number, dip: number, width: number, colour: string): void {
  const { brush, trunk } = dressing;
  const spots = Array.from({ length: 25 }, (_, index): Spot => {
    const around = -120 + index * 10;
    return [around, down + dip * Math.max(0, Math.cos((around * Math.PI) / 180)) ** 1.5];
  });
  const points = trunk.line(spots);
  strokeLine(brush, points, brush.tone(colour, 0.26), width * 1.25);
  strokeLine(brush, points, brush.tone(colour, 0.52), width);
}

/** Skin or an under-shirt that shows in a neckline, with a soft edge. */
export function neckline(dressing: Dressing, spots: readonly Spot[], colour: string, base = 0.5): void {
  const { brush, trunk } = dressing;
  const points = way(...spots, ...spots.slice(0, 1))
    .filter(([around, down]) => trunk.shows(around, down))
    .map(([around, down]) => trunk.at(around, down, 0.005));
  const { ctx } = brush;
  ctx.beginPath();
  tracePath(ctx, points);
  ctx.closePath();
  ctx.fillStyle = brush.tone(colour, litAt(dressing, 0, base));
  ctx.fill();
}

/** The soft folds that any cloth has: from the armpits, and across the waist. */
export function folds(dressing: Dressing, strength = 1): void {
  const { brush } = dressing;
  if (!brush.fine || brush.light.silhouette > 0.8) return;
  const alpha = 0.42 * strength;
  for (const side of [-1, 1]) {
    fold(dressing, spots('74,0.26 60,0.36 44,0.46', side), 0.06, alpha);
    fold(dressing, spots('80,0.34 66,0.43 60,0.52', side), 0.05, alpha);
    fold(dressing, spots('80,0.66 48,0.72 14,0.7', side), 0.05, alpha * 0.8);
    fold(dressing, spots('80,0.6 58,0.63 40,0.62', side), 0.04, alpha * 0.7);
    fold(dressing, spots('78,0.74 60,0.82 50,0.92', side), 0.04, alpha * 0.6);
    fold(dressing, spots('106,0.26 128,0.36 148,0.44', side), 0.06, alpha);
    fold(dressing, spots('104,0.66 140,0.73 168,0.7', side), 0.05, alpha * 0.8);
  }
}

/** The shadow that the head throws on the chest, away from the light. */
export function chinShadow({ brush, trunk, skeleton, colour }: Dressing): void {
  if (skeleton.facing === 'back') return;
  const { ctx, lit, tone } = brush;
  const { x, y } = trunk.at(0, 0.02);
  ctx.save();
  ctx.translate(x - lit * 0.12, y - 0.02);
  ctx.scale(0.55, 0.36);
  const shade = ctx.createRadialGradient(0, 0, 0.2, 0, 0, 1);
  shade.addColorStop(0, tone(colour, 0.08, 0.5));
  shade.addColorStop(1, tone(colour, 0.08, 0));
  ctx.fillStyle = shade;
  ctx.fillRect(-1, -1, 2, 2);
  ctx.restore();
}
