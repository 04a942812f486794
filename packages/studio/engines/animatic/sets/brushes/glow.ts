import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, type Rgb } from '../../colour.ts';
import type { Random } from '../../random.ts';
import { type Point, polygon, slanted, softly } from './shape.ts';

/** Paints as light: what is bright adds up. */
export function asLight(ctx: SKRSContext2D, paint: () => void): void {
  ctx.save();
  ctx.globalCompositeOperation = 'lighter';
  paint();
  ctx.restore();
}

/**
 * A round glow, bright in the middle and falling off like light does.
 * @param squash height over width.
 */
export function glow(
  ctx: SKRSContext2D,
  x: number,
  y: number,
  radius: number,
  colour: Rgb,
  alpha: number,
  squash = 1,
): void {
  ctx.save();
  ctx.globalCompositeOperation = 'lighter';
  ctx.translate(x, y);
  ctx.scale(1, squash);
  const fall = ctx.createRadialGradient(0, 0, 0, 0, 0, radius);
  fall.addColorStop(0, css(colour, alpha));
  fall.addColorStop(0.18, css(colour, alpha * 0.55));
  fall.addColorStop(0.45, css(colour, alpha * 0.2));
  fall.addColorStop(0.75, css(colour, alpha * 0.05));
  fall.addColorStop(1, css(colour, 0));
  ctx.fillStyle = fall;
  ctx.fillRect(-radius, -radius, 2 * radius, 2 * radius);
  ctx.restore();
}

/** A beam from a narrow end to a wide one, soft at its edges and fading on its way. */
export function beam(
  ctx: SKRSContext2D,
  from: readonly [Point, Point],
  to: readonly [Point, Point],
  colour: Rgb,
  alpha: number,
  softness = 10,
): void {
  const start: Point = [(from[0][0] + from[1][0]) / 2, (from[0][1] + from[1][1]) / 2];
  const end: Point = [(to[0][0] + to[1][0]) / 2, (to[0][1] + to[1][1]) / 2];
  const fade = slanted(ctx, start, end, css(colour, alpha), css(colour, alpha * 0.55), css(colour, 0));
  softly(ctx, softness, (soft) => polygon(soft, [from[0], from[1], to[1], to[0]], fade), { light: true });
}

/** Rays around a light: every second one stronger, each of its own width. */
export function rays(
  ctx: SKRSContext2D,
  [x, y]: Point,
  radius: number,
  colour: Rgb,
  alpha: number,
  random: Random,
  count = 22,
): void {
  const paintRays = (soft: SKRSContext2D) => {
    for (let index = 0; index < count; index++) {
      const angle = ((index + random() * 0.7) / count) * Math.PI * 2;
      const spread = 0.02 + random() * 0.06;
      const length = radius * (0.55 + random() * 0.45);
      const fade = soft.createRadialGradient(x, y, 0, x, y, length);
      fade.addColorStop(0, css(colour, alpha * (index % 2 ? 1 : 0.5)));
      fade.addColorStop(1, css(colour, 0));
      polygon(
        soft,
        [
          [x, y],
          [x + Math.cos(angle - spread) * length, y + Math.sin(angle - spread) * length],
          [x + Math.cos(angle + spread) * length, y + Math.sin(angle + spread) * length],
        ],
        fade,
      );
    }
  };
  softly(ctx, 7, paintRays, { light: true });
}
