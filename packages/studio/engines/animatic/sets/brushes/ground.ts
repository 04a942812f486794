import { world } from '../set-design.ts';
import type { Brush } from './brush.ts';
import { glow } from './glow.ts';
import { clearness, snowy, wetness } from './outside.ts';
import { across, box, disc, down, type Point, polygon, stroke } from './shape.ts';

const span = world.right - world.left;

/** What the ground is made of, in daylight; white in snow. */
export function groundColour(b: Brush, colour: string): string {
  return snowy(b.conditions) ? '#e8eff6' : colour;
}

/**
 * Ground from its far edge at `top` to the bottom of the world, darker towards us.
 * @param edge points of the far edge from left to right; a straight line at `top` where it is left out
 */
export function ground(b: Brush, top: number, colour: string, edge?: readonly Point[]): void {
  const { ctx, palette } = b;
  const own = groundColour(b, colour);
  const line = edge ?? [[world.left, top] as const, [world.right, top] as const];
  const fill = down(ctx, top, 800, b.of(own, 0.1), b.of(own, 0.02), b.of(own, -0.08), b.of(own, -0.16));
  polygon(ctx, [...line, [world.right, world.bottom], [world.left, world.bottom]], fill);
  stroke(ctx, line, palette.at('glow', snowy(b.conditions) ? 0.3 : 0.2), 2);
}

/** The sun's or a lamp's light lying on the ground towards us. */
export function groundLight(b: Brush, x: number, y: number, w: number, alpha: number): void {
  glow(b.ctx, x, y, w, b.palette.stops.glow, alpha * clearness(b.conditions), 0.24);
}

/** Slabs or setts in perspective: joints that run to a vanishing point and rows that close up towards it. */
export function paving(b: Brush, top: number, vanish: Point, size = 120, alpha = 0.16): void {
  const { ctx, palette } = b;
  ctx.save();
  ctx.beginPath();
  ctx.rect(world.left, top, span, world.bottom - top);
  ctx.clip();
  for (let x = -4200; x <= 5800; x += size) stroke(ctx, [vanish, [x, world.bottom]], palette.at('ink', alpha), 1.4);
  for (let row = 1; row < 40; row++) {
    const y = vanish[1] + (world.bottom - vanish[1]) / (1 + row * 0.16);
    if (y > top) box(ctx, world.left, y, span, 1.2 + ((y - top) / 300) * 1.6, palette.at('ink', alpha));
    if (y > top) box(ctx, world.left, y + 2, span, 1, palette.at('light', alpha * 0.5));
  }
  ctx.restore();
}

/** Small bright and dark flecks that make a plane read as ground, closer together with distance. */
export function flecks(b: Brush, top: number, foot: number, count: number, dark: string, bright: string): void {
  const next = b.conditions.random();
  const [low, high] = snowy(b.conditions) ? ['#c7d6e6', '#ffffff'] : [dark, bright];
  for (let index = 0; index < count; index++) {
    const near = next();
    const size = 3 + near * 13 * (0.4 + next());
    disc(
      b.ctx,
      world.left + next() * span,
      top + 6 + near * (foot - top),
      size * 1.6,
      next() < 0.5 ? b.of(low, -0.06, 0.35) : b.of(high, 0.08, 0.3),
      size * 0.2,
    );
  }
}

/** Puddles that hold the sky, after rain; nothing when it is dry. */
export function puddles(
  b: Brush,
  top: number,
  foot: number,
  lights: readonly (readonly [x: number, alpha: number])[] = [],
): void {
  const wet = wetness(b.conditions);
  if (wet < 0.5) return;
  const { ctx, palette } = b;
  box(
    ctx,
    world.left,
    top,
    span,
    world.bottom - top,
    down(ctx, top, world.bottom, palette.at('haze', 0.26), palette.at('mid', 0.12), palette.at('shadow', 0.3)),
  );
  const next = b.conditions.random();
  for (let index = 0; index < 16; index++) {
    const near = next();
    const y = top + 14 + near * (foot - top);
    const x = world.left + next() * span;
    const w = 60 + near * 130 * (0.5 + next());
    disc(
      ctx,
      x,
      y,
      w,
      across(
        ctx,
        x - w,
        x + w,
        palette.at('haze', 0.1),
        palette.between('haze', 'light', 0.3, 0.5),
        palette.at('mid', 0.2),
      ),
      w * 0.09,
    );
  }
  for (const [x, alpha] of lights)
    glow(ctx, x, (top + foot) / 2, (foot - top) * 1.3, b.warm.stops.glow, alpha * wet, 1);
  for (const [x, alpha] of lights)
    for (let row = 0; row < 12; row++)
      disc(
        ctx,
        x + (next() - 0.5) * 20,
        top + 8 + (row / 12) * (foot - top),
        12 + row * 3 * next(),
        b.warm.at('glow', alpha * 0.6),
        1.6,
      );
}
