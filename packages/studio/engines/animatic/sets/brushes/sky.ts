import type { TimeOfDay } from '@ai-film-studio/film';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, mix } from '../../colour.ts';
import { randomFrom, seedOf } from '../../random.ts';
import { type Conditions, world } from '../set-design.ts';
import { cloudBank, cumulus, streaks } from './cloud.ts';
import { asLight, glow, rays } from './glow.ts';
import { greyOf, outdoors, sisterPalette } from './light.ts';
import { box, disc, down, type Point } from './shape.ts';

export interface SkyPlan {
  /** Where the sky meets the land. */
  readonly horizon: number;
  /** Sun or moon. */
  readonly sun: Point;
  /** 1 is a disc of 34 world units. */
  readonly scale?: number;
}

/**
 * The whole sky of a time of day and a weather: gradient, sun or moon, stars, clouds. Opaque over the whole world box.
 * @example paintSky(ctx, conditions, { horizon: 560, sun: [1010, 470] })
 */
export function paintSky(ctx: SKRSContext2D, inside: Conditions, plan: SkyPlan): void {
  const conditions = outdoors(inside);
  paintAir(ctx, conditions, plan.horizon);
  const covered = { clear: 0, wind: 0.1, cloud: 0.55, snow: 0.75, fog: 0.85, rain: 0.9, storm: 1 }[conditions.weather];
  if (conditions.palette.timeOfDay === 'night') paintStars(ctx, conditions, plan, 1 - covered);
  if (covered < 0.9) paintSun(ctx, conditions, plan, 1 - covered);
  paintClouds(ctx, conditions, plan);
  if (conditions.weather === 'fog' || conditions.weather === 'snow') {
    const { palette } = conditions;
    box(
      ctx,
      world.left,
      world.top,
      world.right - world.left,
      world.bottom - world.top,
      down(
        ctx,
        0,
        plan.horizon,
        css(greyOf(mix(palette.stops.mid, palette.stops.haze, 0.4)), 0.45),
        css(greyOf(mix(palette.stops.mid, palette.stops.haze, 0.7)), 0.75),
      ),
    );
  }
}

const airs: Record<TimeOfDay, (at: Conditions['palette']) => readonly string[]> = {
  dawn: (p) => [p.at('deep'), p.between('deep', 'mid', 0.6), p.between('mid', 'haze', 0.5), p.at('haze'), p.at('glow')],
  morning: (p) => [
    p.at('deep'),
    p.between('deep', 'mid', 0.7),
    p.between('deep', 'mid', 0.95),
    p.at('mid'),
    p.between('mid', 'haze', 0.8),
  ],
  noon: (p) => [
    p.between('shadow', 'deep', 0.8),
    p.at('deep'),
    p.between('deep', 'mid', 0.7),
    p.at('mid'),
    p.at('haze'),
  ],
  golden: (p) => {
    const cool = sisterPalette(p, 'dawn').stops;
    const rose = sisterPalette(p, 'dusk').stops;
    return [
      css(mix(cool.deep, rose.deep, 0.4)),
      css(mix(cool.mid, rose.mid, 0.45)),
      css(mix(p.stops.haze, rose.haze, 0.6)),
      p.at('haze'),
      p.at('glow'),
    ];
  },
  dusk: (p) => [p.at('shadow'), p.at('deep'), p.at('mid'), p.at('haze'), p.at('glow')],
  night: (p) => [
    p.at('ink'),
    p.between('ink', 'shadow', 0.7),
    p.at('shadow'),
    p.at('deep'),
    p.between('deep', 'mid', 0.7),
  ],
  lamp: (p) => [p.at('ink'), p.at('shadow')],
};

function paintAir(ctx: SKRSContext2D, { palette, weather }: Conditions, horizon: number): void {
  const colours = [...airs[palette.timeOfDay](palette), palette.at('haze')];
  const fill = down(ctx, world.top + 60, horizon + (horizon - world.top) * 0.14, ...colours);
  box(ctx, world.left, world.top, world.right - world.left, world.bottom - world.top, fill);
  const grey = { clear: 0, wind: 0, cloud: 0.25, snow: 0.2, fog: 0.2, rain: 0.55, storm: 0.75 }[weather];
  if (grey === 0) return;
  const veil = down(
    ctx,
    world.top,
    horizon,
    css(greyOf(mix(palette.stops.ink, palette.stops.deep, 0.6)), grey),
    css(greyOf(mix(palette.stops.deep, palette.stops.haze, 0.45)), grey),
  );
  box(ctx, world.left, world.top, world.right - world.left, world.bottom - world.top, veil);
}

function paintStars(ctx: SKRSContext2D, { palette, random }: Conditions, plan: SkyPlan, clear: number): void {
  const next = random();
  asLight(ctx, () => {
    for (let index = 0; index < 190 * clear; index++) {
      const x = world.left + next() * (world.right - world.left);
      const y = world.top + next() ** 1.4 * (plan.horizon - world.top);
      const size = 0.6 + next() ** 4 * 2.2;
      disc(ctx, x, y, size, palette.at('light', 0.25 + next() * 0.7));
      if (size > 1.9) glow(ctx, x, y, size * 9, palette.stops.glow, 0.35);
    }
  });
}

function paintSun(ctx: SKRSContext2D, conditions: Conditions, plan: SkyPlan, clear: number): void {
  const { palette } = conditions;
  const [x, y] = plan.sun;
  const size = 34 * (plan.scale ?? 1);
  if (palette.timeOfDay === 'night') {
    glow(ctx, x, y, size * 9, palette.stops.haze, 0.5 * clear);
    disc(ctx, x, y, size, palette.at('light', 0.35 + 0.65 * clear));
    disc(ctx, x - size * 0.3, y - size * 0.2, size * 0.24, palette.at('glow', 0.55));
    disc(ctx, x + size * 0.25, y + size * 0.3, size * 0.3, palette.at('glow', 0.5));
    disc(ctx, x + size * 0.3, y - size * 0.4, size * 0.14, palette.at('glow', 0.5));
    return;
  }
  const core = mix(palette.stops.glow, palette.stops.light, 0.5);
  const high = palette.timeOfDay === 'morning' || palette.timeOfDay === 'noon';
  glow(ctx, x, y, size * 22, palette.stops.glow, (high ? 0.22 : 0.5) * clear);
  glow(ctx, x, y, size * 13, palette.stops.haze, (high ? 0.15 : 0.45) * clear, 0.45);
  rays(ctx, plan.sun, size * 15, palette.stops.glow, 0.13 * clear, randomFrom(seedOf(palette.timeOfDay)));
  glow(ctx, x, y, size * 4, core, 0.6 * clear);
  disc(ctx, x, y, size, css(mix(palette.stops.light, { r: 255, g: 255, b: 255 }, 0.8), 0.2 + 0.8 * clear));
}

function paintClouds(ctx: SKRSContext2D, conditions: Conditions, plan: SkyPlan): void {
  const { palette, weather } = conditions;
  const low = palette.timeOfDay === 'dawn' || palette.timeOfDay === 'golden' || palette.timeOfDay === 'dusk';
  if (weather === 'rain' || weather === 'storm' || weather === 'cloud' || weather === 'snow') {
    cloudBank(ctx, conditions, plan.horizon, weather === 'storm' ? 1 : weather === 'rain' ? 0.8 : 0.5);
    return;
  }
  if (weather === 'fog') return;
  if (low) streaks(ctx, conditions, plan);
  else cumulus(ctx, conditions, plan.horizon, palette.timeOfDay === 'night' ? 0.3 : 1);
}
