import type { TimeOfDay, Weather } from '@ai-film-studio/film';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Conditions, world } from '../set-design.ts';
import { type Brush, load } from './brush.ts';
import { asLight } from './glow.ts';
import { daylight, outdoors } from './light.ts';
import { box, disc, down, type Point, softly } from './shape.ts';
import { paintSky, type SkyPlan } from './sky.ts';

/** How dark things stand against the sky: at dusk they are silhouettes, at noon the sun is on them. */
const standing: Record<TimeOfDay, number> = {
  dawn: -0.08,
  morning: 0.03,
  noon: 0.08,
  golden: -0.05,
  dusk: -0.2,
  night: -0.16,
  lamp: -0.07,
};

/** Air that the weather adds, on top of the distance. */
const thickness: Record<Weather, number> = {
  clear: 0,
  wind: 0,
  cloud: 0.06,
  rain: 0.16,
  storm: 0.16,
  snow: 0.16,
  fog: 0.46,
};

const clamp = (value: number) => Math.min(1, Math.max(0, value));

/**
 * Loads a brush for things in the open at a layer's depth: hazier with distance and weather, darker towards night.
 * By lamplight what is near takes the lamps' colours, what is far the night's.
 */
export function openAir(
  ctx: SKRSContext2D,
  conditions: Conditions,
  depth: number,
  { side = 1, light = 0 }: { readonly side?: -1 | 1; readonly light?: number } = {},
): Brush {
  const here = depth < 0.3 ? conditions : outdoors(conditions);
  const air = here.palette.timeOfDay === 'night' ? 0.48 : here.palette.timeOfDay === 'dusk' ? 0.7 : 0.85;
  const haze = clamp(Math.max(0, depth) * air + thickness[conditions.weather] * (0.12 + Math.max(0, depth)));
  return load(ctx, here, side, haze, standing[conditions.palette.timeOfDay] + light);
}

/** Height of the sun or moon over the horizon, in world units. */
const heights: Record<TimeOfDay, number> = {
  dawn: 34,
  morning: 205,
  noon: 290,
  golden: 92,
  dusk: 16,
  night: 240,
  lamp: 240,
};

/** The whole sky; by lamplight the town's lamps are in the air above the horizon. */
export function openSky(ctx: SKRSContext2D, conditions: Conditions, plan: SkyPlan): void {
  paintSky(ctx, conditions, plan);
  if (covers[conditions.weather] > 0) overcast(ctx, conditions, plan.horizon);
  if (conditions.palette.timeOfDay !== 'lamp') return;
  const { at } = conditions.palette;
  const { left, top, right, bottom } = world;
  box(
    ctx,
    left,
    top,
    right - left,
    bottom - top,
    down(ctx, top, plan.horizon + 60, at('ink', 0.5), at('shadow', 0.42), at('mid', 0.4)),
  );
  asLight(ctx, () =>
    box(
      ctx,
      left,
      plan.horizon - 240,
      right - left,
      300,
      down(ctx, plan.horizon - 240, plan.horizon + 60, at('deep', 0), at('deep', 0.5), at('mid', 0.55)),
    ),
  );
}

/** How much of the sky is closed by a sheet of cloud. */
const covers: Record<Weather, number> = { clear: 0, wind: 0, fog: 0, cloud: 0.72, snow: 0.85, rain: 1, storm: 1 };
/** How light that sheet is. */
const paleness: Record<Weather, number> = { clear: 0, wind: 0, fog: 0, cloud: 0.18, snow: 0.24, rain: 0, storm: -0.14 };

/** A low sheet of rain cloud, torn and soft, with the last light under it. */
function overcast(ctx: SKRSContext2D, conditions: Conditions, horizon: number): void {
  const { palette } = outdoors(conditions);
  const next = conditions.random();
  const cover = covers[conditions.weather];
  const pale = paleness[conditions.weather];
  const slate = (lit: number, alpha: number) =>
    palette.material(pale > 0.1 ? '#c3ccd6' : '#8591a0', Math.min(1, Math.max(0.05, lit + pale)), 0.1, alpha * cover);
  const { left, top, right } = world;
  box(
    ctx,
    left,
    top,
    right - left,
    horizon - top + 80,
    down(ctx, top, horizon, slate(0.16, 0.95), slate(0.34, 0.85), slate(0.62, 0.5)),
  );
  softly(ctx, 16, (soft) => {
    for (let index = 0; index < 90; index++) {
      const low = next();
      const y = top + low * (horizon - top - 40);
      const tone = slate(0.1 + low * 0.45 + (next() - 0.5) * 0.34, 0.3);
      disc(soft, left + next() * (right - left), y, 110 + next() * 230, tone, 12 + next() * 34 * (1.15 - low));
    }
  });
}

/** Where the sun or moon stands: low ones at `x`, high ones a little further out so that titles have a calm sky. */
export function sunAt({ palette }: Conditions, x: number, horizon: number): Point {
  const high = heights[palette.timeOfDay] > 180;
  return [high ? x + Math.sign(x - 800) * 170 : x, horizon - heights[palette.timeOfDay]];
}

/** The light of a set whose key is the sun or moon, or by lamplight the lamp at `lamp`. */
export function keyLight(
  conditions: Conditions,
  sun: Point,
  lamp: Point,
): { readonly x: number; readonly y: number; readonly strength: number } {
  if (conditions.palette.timeOfDay === 'lamp') return { x: lamp[0], y: lamp[1], strength: 0.75 };
  const night = conditions.palette.timeOfDay === 'night';
  return { x: sun[0], y: sun[1], strength: night ? 0.45 : 0.3 + 0.6 * clamp(daylight(conditions) * 1.25) };
}

/** Is the ground white? */
export const snowy = ({ weather }: Conditions) => weather === 'snow';

/** How wet the ground is, 0–1. */
export const wetness = ({ weather }: Conditions) => ({ storm: 1, rain: 0.9, fog: 0.25 })[weather as string] ?? 0;

/** How clearly the sun comes through, 0–1. */
export const clearness = ({ weather }: Conditions) =>
  ({ clear: 1, wind: 0.95, cloud: 0.45, snow: 0.25, fog: 0.2, rain: 0.08, storm: 0 })[weather];

const veils: Record<Weather, number> = { clear: 0, wind: 0, cloud: 0.05, snow: 0.2, rain: 0.5, storm: 0.58, fog: 0.62 };

/**
 * The weather's air before what is painted so far: nothing on a fair day. Call it last in a layer.
 * @param depth of the layer: far ones are veiled more.
 */
export function veil(ctx: SKRSContext2D, conditions: Conditions, depth: number, horizon: number): void {
  const alpha = veils[conditions.weather] * (0.1 + 0.9 * depth);
  if (alpha < 0.01) return;
  const { palette } = outdoors(conditions);
  const dark = conditions.weather === 'rain' || conditions.weather === 'storm';
  const colour = (strength: number) =>
    dark ? palette.material('#8591a0', 0.34, 0.15, strength) : palette.between('mid', 'haze', 0.62, strength);
  ctx.save();
  ctx.globalCompositeOperation = 'source-atop';
  const fill = down(ctx, horizon - 330, horizon + 330, colour(alpha * 0.55), colour(alpha), colour(alpha * 0.6));
  box(ctx, world.left, world.top, world.right - world.left, world.bottom - world.top, fill);
  ctx.restore();
}

/** Mist that lies on land and water: a soft band about `y`. */
export function mist(ctx: SKRSContext2D, conditions: Conditions, y: number, height: number, alpha: number): void {
  const { palette } = outdoors(conditions);
  const strength = Math.min(0.9, alpha * (1 + 2 * veils[conditions.weather]));
  const clear = palette.between('mid', 'haze', 0.75, 0);
  const thick = palette.between('mid', 'haze', 0.75, strength);
  box(
    ctx,
    world.left,
    y - height,
    world.right - world.left,
    height * 2,
    down(ctx, y - height, y + height, clear, thick, clear),
  );
}
