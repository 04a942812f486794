import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Brush, modelled } from './brush.ts';
import { glow } from './glow.ts';
import { daylight, outdoors } from './light.ts';
import { across, blob, box, disc, down, type Point, polygon, slanted, within } from './shape.ts';

/** An opening in a wall, in world units. */
export interface Opening {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
  /** Of the corners; half the width makes it round. */
  readonly radius?: number;
}

/** Cuts an opening out of a painted wall, so that the layers behind show. */
export function cutOpening(ctx: SKRSContext2D, { x, y, w, h, radius = 0 }: Opening): void {
  ctx.save();
  ctx.globalCompositeOperation = 'destination-out';
  box(ctx, x, y, w, h, '#000', radius);
  ctx.restore();
}

/** The light that an opening throws on the wall around it. Paint it on the wall, before the frame. */
export function windowHalo(b: Brush, { x, y, w, h }: Opening, strength = 1): void {
  const sky = outdoors(b.conditions).palette;
  const power = (0.12 + 0.3 * daylight(b.conditions)) * strength;
  glow(b.ctx, x + w / 2, y + h / 2, Math.max(w, h) * 1.25, sky.stops.glow, power);
}

/** Frame, bars, sill and the gleam of the glass. */
export function windowFrame(
  b: Brush,
  opening: Opening,
  {
    columns = 2,
    rows = 2,
    colour = '#f1ece2',
    bar = 8,
    sill = true,
  }: Partial<Record<'columns' | 'rows' | 'bar', number>> & {
    readonly colour?: string;
    readonly sill?: boolean;
  } = {},
): void {
  const { x, y, w, h, radius = 0 } = opening;
  const { ctx, palette } = b;
  within(ctx, [x, y, w, h], radius, () => glass(b, opening));
  for (let index = 1; index < columns; index++) {
    const bx = x + (w * index) / columns;
    box(ctx, bx - bar / 2, y, bar, h, across(ctx, bx - bar / 2, bx + bar / 2, b.of(colour, 0.15), b.of(colour, -0.2)));
  }
  for (let index = 1; index < rows; index++) {
    const by = y + (h * index) / rows;
    box(ctx, x, by - bar / 2, w, bar, down(ctx, by - bar / 2, by + bar / 2, b.of(colour, 0.12), b.of(colour, -0.22)));
  }
  ctx.lineWidth = bar * 2;
  ctx.strokeStyle = modelled(b, x - bar, w + bar * 2, colour, -0.04, 0.12);
  ctx.beginPath();
  ctx.roundRect(x - bar * 0.6, y - bar * 0.6, w + bar * 1.2, h + bar * 1.2, radius === 0 ? 2 : radius + bar);
  ctx.stroke();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = palette.at('light', 0.5);
  ctx.beginPath();
  ctx.roundRect(x + bar * 0.4, y + bar * 0.4, w - bar * 0.8, h - bar * 0.8, Math.max(0, radius - bar * 0.4));
  ctx.stroke();
  if (!sill) return;
  box(
    ctx,
    x - bar * 4,
    y + h + bar * 1.6,
    w + bar * 8,
    bar * 2,
    down(ctx, y + h + bar, y + h + bar * 4, b.of(colour, 0.2), b.of(colour, -0.12)),
    2,
  );
  box(
    ctx,
    x - bar * 3.4,
    y + h + bar * 3.6,
    w + bar * 6.8,
    bar * 2.2,
    down(ctx, y + h + bar * 3.6, y + h + bar * 5.8, palette.at('ink', 0.4), palette.at('ink', 0)),
  );
}

function glass(b: Brush, { x, y, w, h }: Opening): void {
  const { ctx, palette, conditions } = b;
  for (const [at, wide] of [
    [0.12, 0.16],
    [0.34, 0.05],
    [0.66, 0.22],
  ] as const) {
    const left = x + w * at;
    polygon(
      ctx,
      [
        [left + h * 0.35, y],
        [left + w * wide + h * 0.35, y],
        [left + w * wide, y + h],
        [left, y + h],
      ],
      slanted(ctx, [left, y], [left, y + h], palette.at('light', 0.16), palette.at('light', 0.02)),
    );
  }
  box(ctx, x, y, w, h, down(ctx, y, y + h, palette.at('ink', 0.22), palette.at('ink', 0), palette.at('ink', 0)));
  if (conditions.weather === 'snow') frost(b, { x, y, w, h });
  if (conditions.weather === 'rain' || conditions.weather === 'storm') drops(b, { x, y, w, h });
}

function frost(b: Brush, { x, y, w, h }: Opening): void {
  const next = b.conditions.random();
  for (let index = 0; index < 46; index++) {
    const left = x + next() ** 2 * w;
    const cx = index % 2 ? left : 2 * x + w - left;
    disc(b.ctx, cx, y + h - next() ** 3 * h * 0.5, 8 + next() * 22, b.palette.at('light', 0.1), 6 + next() * 12);
  }
  blob(
    b.ctx,
    [
      [x, y + h],
      [x, y + h - 26],
      [x + w * 0.3, y + h - 8],
      [x + w * 0.7, y + h - 16],
      [x + w, y + h - 30],
      [x + w, y + h],
    ],
    b.palette.at('light', 0.85),
  );
}

function drops(b: Brush, { x, y, w, h }: Opening): void {
  const next = b.conditions.random();
  for (let index = 0; index < (w * h) / 700; index++) {
    const cx = x + next() * w;
    const cy = y + next() * h;
    const size = 0.8 + next() * 2;
    disc(b.ctx, cx, cy, size, b.palette.at('light', 0.35), size * 1.4);
    if (next() < 0.12) box(b.ctx, cx - size * 0.4, cy - 26 * next() - 8, size * 0.8, 26, b.palette.at('light', 0.14));
  }
}

/** A pair of curtains on a rod, gathered to the sides of an opening. */
export function curtains(
  b: Brush,
  { x, y, w, h }: Opening,
  colour: string,
  { gather = 0.24, drop = 60, above = 34 }: Partial<Record<'gather' | 'drop' | 'above', number>> = {},
): void {
  const { ctx } = b;
  box(
    ctx,
    x - w * gather - 26,
    y - above - 4,
    w * (1 + 2 * gather) + 52,
    7,
    down(ctx, y - above - 4, y - above + 3, b.of('#c79a5b', 0.2), b.of('#6b4a2c', -0.1)),
    3,
  );
  for (const side of [-1, 1] as const) {
    const inner = side < 0 ? x + w * 0.07 : x + w * 0.93;
    const outer = side < 0 ? x - w * gather : x + w * (1 + gather);
    drape(b, [outer, inner], [y - above, y + h + drop], colour);
  }
}

/** Cloth hanging in folds between two edges, its `edges[1]` side towards the light and a little drawn in at the waist. */
export function drape(b: Brush, edges: Point, span: Point, colour: string, folds = 6): void {
  const { ctx, palette } = b;
  const [outer, inner] = edges;
  const [top, foot] = span;
  const waist = top + (foot - top) * 0.66;
  const pinch = outer + (inner - outer) * 0.7;
  const shape: Point[] = [
    [outer, top],
    [inner, top],
    [inner, top + (waist - top) * 0.5],
    [pinch, waist],
    [outer + (inner - outer) * 0.9, foot],
    [outer, foot],
  ];
  ctx.save();
  blob(ctx, shape, across(ctx, outer, inner, b.of(colour, -0.2), b.of(colour, 0), b.of(colour, 0.22)));
  ctx.clip();
  for (let fold = 0; fold < folds; fold++) {
    const fx = outer + ((inner - outer) * (fold + 0.5)) / folds;
    const half = (inner - outer) / folds / 2;
    box(
      ctx,
      Math.min(fx - half, fx + half),
      top,
      Math.abs(half) * 2,
      foot - top,
      across(ctx, fx - half, fx + half, palette.at('light', 0.1), palette.at('ink', 0), palette.at('ink', 0.24)),
    );
  }
  box(
    ctx,
    Math.min(outer, inner),
    top,
    Math.abs(inner - outer),
    40,
    down(ctx, top, top + 40, palette.at('ink', 0.3), palette.at('ink', 0)),
  );
  ctx.restore();
}
