import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, mix } from '../../colour.ts';
import { type Conditions, world } from '../set-design.ts';
import { greyOf } from './light.ts';
import { down, type Point, softly } from './shape.ts';

/** Long thin clouds of a low sun, lit from below near it. */
export function streaks(
  ctx: SKRSContext2D,
  { palette, random }: Conditions,
  { horizon, sun }: { readonly horizon: number; readonly sun: Point },
): void {
  const next = random();
  softly(ctx, 5, (soft) => {
    for (let index = 0; index < 54; index++) {
      const high = next();
      const x = world.left + next() * (world.right - world.left);
      const y = world.top + 40 + high * (horizon - world.top - 70);
      const width = 90 + next() * 330;
      const near = Math.max(0, 1 - Math.hypot(x - sun[0], (y - sun[1]) * 1.6) / 900);
      const bright = next() < 0.35 + near * 0.4;
      const colour = bright
        ? palette.between('haze', 'glow', near, 0.16 + near * 0.3)
        : palette.between('deep', 'mid', high, 0.14 + 0.18 * next());
      soft.fillStyle = colour;
      soft.beginPath();
      soft.ellipse(x, y, width, 2.5 + next() * 9, (next() - 0.5) * 0.05, 0, Math.PI * 2);
      soft.fill();
    }
  });
}

/** Heaped clouds of a fair day, flat below, bright above. */
export function cumulus(ctx: SKRSContext2D, { palette, random }: Conditions, horizon: number, strength: number): void {
  const next = random();
  for (let cloud = 0; cloud < 11; cloud++) {
    const far = next();
    const x = world.left + ((cloud + next() * 0.8) / 11) * (world.right - world.left);
    const base = horizon - 50 - (1 - far) * (horizon - world.top) * 0.62;
    const scale = 0.35 + (1 - far) * 0.85;
    const alpha = strength * (0.35 + (1 - far) * 0.45);
    const top = palette.timeOfDay === 'night' ? palette.at('mid', alpha * 0.6) : palette.at('light', alpha);
    heap(
      ctx,
      x,
      base,
      scale,
      down(ctx, base - 95 * scale, base, top, palette.between('mid', 'haze', 0.6, alpha * 0.35)),
      next,
    );
  }
}

function heap(
  ctx: SKRSContext2D,
  x: number,
  base: number,
  scale: number,
  fill: ReturnType<typeof down>,
  next: () => number,
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x - 400, base - 300, 800, 300);
  ctx.clip();
  ctx.fillStyle = fill;
  ctx.beginPath();
  const lumps = 6;
  for (let index = 0; index < lumps; index++) {
    const along = index / (lumps - 1) - 0.5;
    const radius = scale * (26 + 44 * (1 - Math.abs(along) * 1.7) + next() * 14);
    const cx = x + along * 230 * scale;
    ctx.moveTo(cx + radius, base);
    ctx.arc(cx, base - radius * 0.1, Math.max(8, radius), 0, Math.PI * 2);
  }
  ctx.fill('nonzero');
  ctx.restore();
}

/** A closed cover of cloud: decks with billowing undersides, the farthest lowest and lightest. `weight` 0.4 is light, 1 is thunder. */
export function cloudBank(ctx: SKRSContext2D, { palette, random }: Conditions, horizon: number, weight: number): void {
  const { stops } = palette;
  const next = random();
  const decks = 7;
  for (let deck = 0; deck < decks; deck++) {
    const near = deck / (decks - 1);
    const foot = horizon - 30 - near ** 0.8 * (horizon - world.top) * 0.72;
    const size = 26 + near * 120;
    const top = greyOf(mix(mix(stops.mid, stops.haze, 0.9 - weight * 0.55), stops.shadow, near * weight * 0.3));
    const under = greyOf(mix(mix(stops.deep, stops.mid, 0.75 - weight * 0.5), stops.shadow, near * weight * 0.55));
    softly(ctx, 2 + near * 6, (soft) => {
      soft.fillStyle = down(soft, foot - size * 3, foot + size * 0.6, css(top, 0.1), css(top, 0.75), css(under, 0.8));
      soft.beginPath();
      soft.moveTo(world.left - 60, world.top - 60);
      soft.lineTo(world.left - 60, foot);
      for (let x = world.left - 60; x < world.right + 60; ) {
        const step = size * (0.9 + next() * 1.3);
        soft.quadraticCurveTo(x + step / 2, foot + size * (0.25 + next() * 0.5), x + step, foot - size * 0.2 * next());
        x += step;
      }
      soft.lineTo(world.right + 200, world.top - 60);
      soft.closePath();
      soft.fill();
    });
  }
}
