import type { Random } from '../../random.ts';
import { type Brush, modelled } from './brush.ts';
import { glow } from './glow.ts';
import { lamplight } from './light.ts';
import { snowy } from './outside.ts';
import { box, down, type Point, polygon, stroke } from './shape.ts';

/** A window from outside: dark glass with the sky in it by day, warm with a halo after dark. */
export function litWindow(b: Brush, x: number, y: number, w: number, h: number, on: boolean, halo = 3.2): void {
  const { ctx, palette } = b;
  const power = on ? lamplight(b.conditions) : 0;
  box(ctx, x - w * 0.1, y - w * 0.1, w * 1.2, h + w * 0.2, b.of('#e9e0d0', 0.02));
  if (power > 0) {
    box(
      ctx,
      x,
      y,
      w,
      h,
      down(ctx, y, y + h, b.warm.at('glow'), b.warm.between('haze', 'glow', 0.7), b.warm.at('haze')),
    );
    box(ctx, x + w * 0.1, y + h * 0.1, w * 0.8, h * 0.4, b.warm.at('light', 0.5));
    glow(ctx, x + w / 2, y + h / 2, Math.max(w, h) * halo, b.warm.stops.haze, 0.5 * power);
  } else {
    box(
      ctx,
      x,
      y,
      w,
      h,
      down(ctx, y, y + h, palette.between('deep', 'mid', 0.7), palette.between('shadow', 'deep', 0.5)),
    );
    polygon(
      ctx,
      [
        [x, y + h],
        [x, y + h * 0.4],
        [x + w, y],
        [x + w, y + h * 0.3],
      ],
      palette.at('light', 0.14),
    );
  }
  box(ctx, x + w * 0.46, y, w * 0.08, h, b.of('#e9e0d0', -0.06));
  box(ctx, x, y + h * 0.46, w, Math.max(0.6, h * 0.06), b.of('#e9e0d0', -0.06));
}

export interface HousePlan {
  readonly wall: string;
  readonly roof: string;
  /** Height of the roof over the walls, as a share of the width. */
  readonly pitch?: number;
  readonly columns?: number;
  readonly rows?: number;
  readonly chimney?: boolean;
  /** The gable faces us; otherwise the long side of the roof. */
  readonly gable?: boolean;
}

/** A house seen from the front, `y` its foot, `h` its walls: windows lit after dark, a rim of light on the roof, snow on it in winter. */
export function house(b: Brush, x: number, y: number, w: number, h: number, plan: HousePlan, next: Random): void {
  const { ctx, palette } = b;
  const { pitch = 0.5, columns = 2, rows = 1, gable = true } = plan;
  const top = y - h;
  const rise = w * pitch;
  if (plan.chimney) {
    const cx = x + w * (b.side > 0 ? 0.22 : 0.66);
    box(ctx, cx, top - rise * 0.95, w * 0.11, rise * 0.8, modelled(b, cx, w * 0.11, '#8a5a4a'));
    if (snowy(b.conditions)) box(ctx, cx - 1, top - rise * 0.98, w * 0.11 + 2, w * 0.03, b.of('#ffffff', 0.2));
  }
  box(ctx, x, top, w, h, modelled(b, x, w, plan.wall, 0, 0.1));
  const eave = w * 0.07;
  const ridge: readonly Point[] = gable
    ? [
        [x - eave, top + eave * 0.5],
        [x + w / 2, top - rise],
        [x + w + eave, top + eave * 0.5],
      ]
    : [
        [x - eave, top + 2],
        [x + w * 0.1, top - rise * 0.8],
        [x + w * 0.9, top - rise * 0.8],
        [x + w + eave, top + 2],
      ];
  if (gable) {
    polygon(
      ctx,
      [
        [x, top + 1],
        [x + w / 2, top - rise + eave],
        [x + w, top + 1],
      ],
      modelled(b, x, w, plan.wall, -0.03, 0.1),
    );
    stroke(ctx, ridge, b.of(plan.roof, -0.04), Math.max(2, w * 0.09));
  } else polygon(ctx, ridge, down(ctx, top - rise, top, b.of(plan.roof, 0.04), b.of(plan.roof, -0.1)));
  if (snowy(b.conditions)) snowRoof(b, ridge, gable, Math.max(2, w * 0.07));
  else rim(b, ridge, Math.max(1, w * 0.02));
  const ww = (w / columns) * 0.42;
  const wh = Math.min((h / rows) * 0.56, ww * 1.4);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const wx = x + ((column + 0.5) / columns) * w - ww / 2;
      litWindow(b, wx, top + ((row + 0.5) / rows) * h - wh / 2, ww, wh, next() < 0.72);
    }
  if (gable && pitch > 0.45) litWindow(b, x + w / 2 - ww * 0.3, top - rise * 0.42, ww * 0.6, ww * 0.7, next() < 0.5);
  box(ctx, x, top, w, h, down(ctx, top, y, palette.at('ink', 0), palette.at('ink', 0.22)));
}

function snowRoof(b: Brush, ridge: readonly Point[], gable: boolean, thick: number): void {
  const lifted = ridge.map(([x, y]): Point => [x, y - thick * 0.5]);
  if (gable) stroke(b.ctx, lifted, b.of('#f7fbff', 0.22), thick);
  else polygon(b.ctx, lifted, b.of('#f7fbff', 0.2));
}

/** The edge towards the light. */
function rim(b: Brush, ridge: readonly Point[], width: number): void {
  const edge = b.side > 0 ? ridge.slice(-2) : ridge.slice(0, 2);
  stroke(
    b.ctx,
    edge.map(([x, y]): Point => [x, y - width]),
    b.palette.at('glow', 0.55),
    width,
  );
}

/** A church: a nave with a tower and its spire. */
export function church(b: Brush, x: number, y: number, size: number, wall: string, roof: string, next: Random): void {
  const { ctx } = b;
  house(b, x + size * 0.3, y, size * 0.9, size * 0.5, { wall, roof, gable: false, pitch: 0.45, columns: 3 }, next);
  box(ctx, x, y - size * 1.1, size * 0.36, size * 1.1, modelled(b, x, size * 0.36, wall, 0.02, 0.14));
  const spire: readonly Point[] = [
    [x - size * 0.05, y - size * 1.08],
    [x + size * 0.18, y - size * 2],
    [x + size * 0.41, y - size * 1.08],
  ];
  polygon(ctx, spire, modelled(b, x, size * 0.36, snowy(b.conditions) ? '#e8eef4' : roof, 0, 0.16));
  rim(b, spire, Math.max(1, size * 0.02));
  litWindow(b, x + size * 0.11, y - size * 0.98, size * 0.14, size * 0.24, true);
  litWindow(b, x + size * 0.12, y - size * 0.52, size * 0.12, size * 0.18, next() < 0.5);
}
