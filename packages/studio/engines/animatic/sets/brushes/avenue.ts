import type { Random } from '../../random.ts';
import type { Brush } from './brush.ts';
import { glow } from './glow.ts';
import { lamplight } from './light.ts';
import { snowy } from './outside.ts';
import { down, type Point, polygon, slanted } from './shape.ts';

/** A street that runs away from us: `z` 1 is the plane of the figures, 4 is four times as far. */
export interface Avenue {
  readonly vanish: Point;
  /** World units from the eye line down to the ground, at `z` 1. */
  readonly eye: number;
  /** World units from the middle of the street to its walls, at `z` 1. */
  readonly half: number;
}

/** Where a point of the street is seen: `x` from its middle, `y` up from the ground, both at `z` 1. */
export function seen({ vanish, eye }: Avenue, x: number, y: number, z: number): Point {
  return [vanish[0] + x / z, vanish[1] + (eye - y) / z];
}

export interface FrontPlan {
  readonly wall: string;
  readonly height: number;
  readonly floors: number;
  /** Windows along the front. */
  readonly columns: number;
  /** A shop window on the ground floor, with an awning of this colour. */
  readonly awning?: string;
}

/** A house front on one side of a street, from `near` to `far`, seen in perspective. */
export function front(
  b: Brush,
  avenue: Avenue,
  side: -1 | 1,
  [near, far]: readonly [near: number, far: number],
  plan: FrontPlan,
  next: Random,
): void {
  const { ctx, palette } = b;
  const at = (z: number, y: number) => seen(avenue, side * avenue.half, y, z);
  const quad = (z0: number, z1: number, y0: number, y1: number): Point[] => [
    at(z0, y0),
    at(z1, y0),
    at(z1, y1),
    at(z0, y1),
  ];
  // Evenly spread in space is closer and closer on the picture: 1/z is what is linear there.
  const along = (t: number) => 1 / (1 / near + (1 / far - 1 / near) * perspectiveShare(near, far, t));
  const light = side === b.side ? -0.1 : 0.06;
  const [top, foot] = [at(near, plan.height), at(near, 0)];
  polygon(
    ctx,
    quad(near, far, 0, plan.height),
    slanted(ctx, top, at(far, plan.height), b.of(plan.wall, light - 0.04), b.of(plan.wall, light + 0.1)),
  );
  polygon(
    ctx,
    quad(near, far, 0, plan.height),
    down(ctx, top[1], foot[1], palette.at('haze', 0.06), palette.at('ink', 0.24)),
  );
  polygon(
    ctx,
    quad(near, far, plan.height - 16, plan.height + 14),
    b.of(snowy(b.conditions) ? '#f4f9ff' : plan.wall, light + 0.2),
  );
  polygon(ctx, quad(near, far, plan.height - 24, plan.height - 16), palette.at('ink', 0.3));
  const shop = plan.awning === undefined ? 0 : 168;
  const storey = (plan.height - shop - 30) / plan.floors;
  for (let floor = 0; floor < plan.floors; floor++)
    for (let column = 0; column < plan.columns; column++) {
      const y0 = shop + 24 + floor * storey;
      opening(
        b,
        quad(along((column + 0.24) / plan.columns), along((column + 0.76) / plan.columns), y0, y0 + storey * 0.64),
        next() < 0.5,
        light,
      );
    }
  if (plan.awning === undefined) return;
  for (let pane = 0; pane < 3; pane++)
    opening(b, quad(along((pane + 0.08) / 3), along((pane + 0.9) / 3), 18, 128), true, light, 1.5);
  const lip = 62;
  const out = (z: number): Point => seen(avenue, side * (avenue.half - lip), 128, z);
  for (let stripe = 0; stripe < 10; stripe++) {
    const [a, c] = [along(stripe / 10), along((stripe + 1) / 10)];
    polygon(ctx, [at(a, 170), at(c, 170), out(c), out(a)], b.of(stripe % 2 ? '#f4ead8' : plan.awning, light + 0.08));
  }
}

function perspectiveShare(near: number, far: number, t: number): number {
  const z = near + (far - near) * t;
  return (1 / z - 1 / near) / (1 / far - 1 / near);
}

function opening(b: Brush, quad: readonly Point[], on: boolean, light: number, halo = 1): void {
  const { ctx, palette } = b;
  const [a, c, d] = quad;
  if (a === undefined || c === undefined || d === undefined) return;
  const middle: Point = [(a[0] + d[0]) / 2, (a[1] + d[1]) / 2];
  const grown = quad.map(([x, y]): Point => [middle[0] + (x - middle[0]) * 1.16, middle[1] + (y - middle[1]) * 1.1]);
  polygon(ctx, grown, b.of('#efe6d6', light + 0.04));
  const power = on ? lamplight(b.conditions) : 0;
  const [low, high] = [Math.max(a[1], d[1]), Math.min(a[1], d[1])];
  if (power > 0) {
    polygon(ctx, quad, down(ctx, high, low, b.warm.at('glow'), b.warm.at('haze')));
    glow(ctx, middle[0], middle[1], Math.abs(low - high) * 1.5 * halo, b.warm.stops.haze, 0.5 * power);
  } else
    polygon(
      ctx,
      quad,
      down(ctx, high, low, palette.between('deep', 'haze', 0.6), palette.between('shadow', 'deep', 0.6)),
    );
  const half = [(a[0] + c[0]) / 2, (a[1] + c[1]) / 2] as const;
  const upper = [half[0], (d[1] + (quad[3]?.[1] ?? d[1])) / 2] as const;
  ctx.strokeStyle = b.of('#efe6d6', light - 0.06);
  ctx.lineWidth = Math.max(0.8, Math.abs(a[0] - c[0]) * 0.06);
  ctx.beginPath();
  ctx.moveTo(half[0], half[1]);
  ctx.lineTo(upper[0], upper[1]);
  ctx.stroke();
}
