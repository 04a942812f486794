import { css, mix, type Rgb } from '../../colour.ts';
import type { Palette } from '../../palette.ts';
import { world } from '../set-design.ts';
import type { Brush } from './brush.ts';
import { glow } from './glow.ts';
import { daylight, lamplight, outdoors, sisterPalette } from './light.ts';
import { outward } from './shape.ts';
import type { Opening } from './window.ts';

const width = world.right - world.left;

/** A lamp's place and how far its light reaches, in world units. */
export type Pool = readonly [x: number, y: number, radius: number];

/** Darkness gathering in the corners of a room. Paint it over the back layers. */
export function corners(b: Brush, strength = 0.5): void {
  shadeAround(b, 800, 430, 420, 1150, strength);
}

/**
 * The light of a room on what is painted: by day the windows bring out the colours around them; after dark what is far from the
 * lamps sinks into shadow and what is near turns warm. Paint it last in an opaque layer: it works on the colours below it.
 * @param openings are left as they are: what is outside has its own light.
 * @param top only what is below this y is painted: a floor's own layer.
 */
export function roomLights(
  b: Brush,
  lamps: readonly Pool[],
  openings: readonly Opening[] = [],
  top: number = world.top,
): void {
  const { ctx } = b;
  ctx.save();
  ctx.beginPath();
  ctx.rect(world.left, top, width, world.bottom - top);
  for (const { x, y, w, h, radius = 0 } of openings) ctx.roundRect(x, y, w, h, radius);
  ctx.clip('evenodd');
  for (const { x, y, w, h } of openings) windowPool(b, x + w / 2, y + h * 0.6, Math.max(w, h) * 1.9);
  if (openings.length === 0) windowPool(b, 800, top + 80, 760);
  if (lamplight(b.conditions) > 0) lampPools(b, lamps, lamplight(b.conditions));
  ctx.restore();
}

function windowPool(b: Brush, x: number, y: number, radius: number): void {
  const { stops } = outdoors(b.conditions).palette;
  dodge(b.ctx, [stops.glow, stops.glow], x, y, radius, 0.36 * daylight(b.conditions));
}

function lampPools(b: Brush, lamps: readonly Pool[], power: number): void {
  const total = lamps.reduce((sum, [, , radius]) => sum + radius, 0);
  const middle = lamps.reduce((sum, [x, , radius]) => sum + x * radius, 0) / total;
  shadeAround(b, middle, 430, 300, 1150, 0.62 * power);
  for (const [x, y, radius] of lamps) {
    dodge(b.ctx, [b.warm.stops.haze, b.warm.stops.mid], x, y, radius * 1.5, 0.5 * power);
    glow(b.ctx, x, y, radius * 1.5, b.warm.stops.mid, 0.5 * power);
    glow(b.ctx, x, y, radius * 0.6, b.warm.stops.glow, 0.25 * power);
  }
}

/** Brings out the colours around a light rather than covering them. */
function dodge(
  ctx: Brush['ctx'],
  [near, far]: readonly [Rgb, Rgb],
  x: number,
  y: number,
  radius: number,
  alpha: number,
): void {
  ctx.save();
  ctx.globalCompositeOperation = 'color-dodge';
  ctx.fillStyle = outward(ctx, x, y, radius, css(near, alpha), css(far, alpha * 0.6), css(far, 0));
  ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
  ctx.restore();
}

function shadeAround(b: Brush, x: number, y: number, from: number, to: number, strength: number): void {
  const { ctx, palette } = b;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(1, 0.62);
  const shade = ctx.createRadialGradient(0, 0, from, 0, 0, to);
  const dark = shadeColour(palette);
  shade.addColorStop(0, css(dark, 0));
  shade.addColorStop(1, css(dark, strength));
  ctx.fillStyle = shade;
  ctx.fillRect(-2400, -2400, 4800, 4800);
  ctx.restore();
}

/** Late sun is gold, so its shade is violet: the eye expects the complement. */
function shadeColour(palette: Palette): Rgb {
  if (palette.timeOfDay !== 'golden') return palette.stops.ink;
  return mix(palette.stops.ink, sisterPalette(palette, 'dusk').stops.shadow, 0.75);
}
