import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Point } from './geometry.ts';

/** A closed line around a form, clockwise on the canvas. */
export type Outline = readonly Point[];

/** A round slice of a form: a circle, or an ellipse flattened to `flat` of its radius along the direction `along` (radians). */
export interface Slice extends Point {
  readonly r: number;
  readonly flat?: number;
  readonly along?: number;
}

const turn = (o: Point, a: Point, b: Point) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);

function chain(points: readonly Point[]): Point[] {
  const kept: Point[] = [];
  for (const point of points) {
    while (kept.length > 1 && outside(kept, point)) kept.pop();
    kept.push(point);
  }
  kept.pop();
  return kept;
}

/** Whether the last point kept lies within the line to the next one. */
function outside(kept: readonly Point[], point: Point): boolean {
  const [a, b] = [kept[kept.length - 2], kept[kept.length - 1]];
  return a !== undefined && b !== undefined && turn(a, b, point) <= 0;
}

/** The tightest convex line around points. */
export function hullOf(points: readonly Point[]): Outline {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  return evened([...chain(sorted), ...chain(sorted.reverse())]);
}

/** The same line with points on its long edges too, so that light can change along them. */
function evened(outline: Outline): Outline {
  const even: Point[] = [];
  outline.forEach((point, index) => {
    even.push(point);
    const next = outline[(index + 1) % outline.length] ?? point;
    const parts = Math.min(9, Math.ceil(Math.hypot(next.x - point.x, next.y - point.y) / 0.17));
    for (let part = 1; part < parts; part++) {
      const t = part / parts;
      even.push({ x: point.x + (next.x - point.x) * t, y: point.y + (next.y - point.y) * t });
    }
  });
  return even;
}

const steps = 16;
const circle = Array.from({ length: steps }, (_, index) => {
  const angle = (index / steps) * 2 * Math.PI;
  return { u: Math.cos(angle), v: Math.sin(angle) };
});

/** Points around a slice. */
export function around({ x, y, r, flat = 1, along = 0 }: Slice): Point[] {
  const [c, s] = [Math.cos(along), Math.sin(along)];
  return circle.map(({ u, v }) => ({ x: x + r * (u * flat * c - v * s), y: y + r * (u * flat * s + v * c) }));
}

/** The skin stretched around slices. */
export const skinOf = (slices: readonly Slice[]): Outline => hullOf(slices.flatMap(around));

/** A smooth open line through the middles between points: no corner shows, however large it is drawn. */
export function tracePath(ctx: SKRSContext2D, points: readonly Point[]): void {
  const [first] = points;
  if (first === undefined) return;
  ctx.moveTo(first.x, first.y);
  points.forEach((point, index) => {
    const next = points[index + 1];
    if (next === undefined) ctx.lineTo(point.x, point.y);
    else if (index > 0) ctx.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  });
}

/** A smooth closed line around an outline. */
export function traceOutline(ctx: SKRSContext2D, outline: Outline): void {
  const last = outline.at(-1);
  const [first] = outline;
  if (first === undefined || last === undefined) return;
  ctx.moveTo((last.x + first.x) / 2, (last.y + first.y) / 2);
  outline.forEach((point, index) => {
    const next = outline[index + 1] ?? first;
    ctx.quadraticCurveTo(point.x, point.y, (point.x + next.x) / 2, (point.y + next.y) / 2);
  });
  ctx.closePath();
}

/** Whether a point lies within an outline. */
export function within(outline: Outline, { x, y }: Point): boolean {
  let inside = false;
  let before = outline.at(-1);
  for (const point of outline) {
    if (before && point.y > y !== before.y > y) {
      const crossing = before.x + ((y - before.y) / (point.y - before.y)) * (point.x - before.x);
      if (x < crossing) inside = !inside;
    }
    before = point;
  }
  return inside;
}

export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The smallest upright box around outlines. */
export function boxOf(outlines: readonly Outline[]): Box {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const outline of outlines) {
    for (const { x, y } of outline) {
      if (x < box.left) box.left = x;
      if (x > box.right) box.right = x;
      if (y < box.top) box.top = y;
      if (y > box.bottom) box.bottom = y;
    }
  }
  return box;
}
