import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Conditions, world } from '../set-design.ts';
import { down, outward, type Point, softly } from './shape.ts';

/** Long thin clouds of a low sun, lit from below near it. */
export function streaks(
  ctx: SKRSContext2D,
  { palette, random }: Conditions,
  { horizon, sun }: { readonly horizon: number; readonly sun: Point },
): void {
  const next = random();
  softly(ctx, 5, () => {
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
      ctx.fillStyle = colour;
      ctx.beginPath();
      ctx.ellipse(x, y, width, 2.5 + next() * 9, (next() - 0.5) * 0.05, 0, Math.PI * 2);
      ctx.fill();
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

/** A closed cover of cloud, row behind row. `weight` 0.4 is light, 1 is thunder. */
export function cloudBank(ctx: SKRSContext2D, { palette, random }: Conditions, horizon: number, weight: number): void {
  const next = random();
  softly(ctx, 9, () => {
    for (let row = 0; row < 5; row++) {
      const y = world.top + ((row + 0.4) / 5) * (horizon - world.top) * 0.86;
      for (let x = world.left; x < world.right; x += 70 + next() * 90) {
        const radius = 70 + next() * 90 * (1.1 - row / 6);
        const cy = y + next() * 50;
        const top = palette.between('mid', 'haze', 0.75 - weight * 0.6, 0.55);
        const foot = palette.between('shadow', 'deep', 0.9 - weight * 0.5, 0.12 + weight * 0.22);
        ctx.fillStyle = outward(ctx, x, cy - radius * 0.2, radius * 1.2, top, foot, palette.at('shadow', 0));
        ctx.beginPath();
        ctx.ellipse(x, cy, radius * 1.4, radius * 0.5, 0, 0, Math.PI * 2);
        ctx.fill();
      }
    }
  });
}
