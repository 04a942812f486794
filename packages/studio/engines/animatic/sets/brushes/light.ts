import type { TimeOfDay, Weather } from '@ai-film-studio/film';
import { mix, type Rgb } from '../../colour.ts';
import { type Palette, paletteOf } from '../../palette.ts';
import type { Conditions } from '../set-design.ts';

/** The palette of another time of day in the same style: what is outside a lamplit window, what a lamp throws at night. */
export function sisterPalette(palette: Palette, timeOfDay: TimeOfDay): Palette {
  if (palette.timeOfDay === timeOfDay) return palette;
  return paletteOf(timeOfDay, palette.style);
}

/** Out of doors: by lamplight it is night there. */
export function outdoors(conditions: Conditions): Conditions {
  if (conditions.palette.timeOfDay !== 'lamp') return conditions;
  return { ...conditions, palette: sisterPalette(conditions.palette, 'night') };
}

/** The palette of lamps. */
export function warmth(palette: Palette): Palette {
  return sisterPalette(palette, 'lamp');
}

const throughWindow: Record<TimeOfDay, number> = {
  dawn: 0.62,
  morning: 0.95,
  noon: 1,
  golden: 0.9,
  dusk: 0.5,
  night: 0.2,
  lamp: 0.12,
};
const throughWeather: Record<Weather, number> = {
  clear: 1,
  wind: 0.9,
  cloud: 0.62,
  snow: 0.7,
  fog: 0.5,
  rain: 0.42,
  storm: 0.28,
};

/** How much more air lies before what is far away in this weather, 0–1: add it to a distance. */
export function weatherHaze({ weather }: Conditions): number {
  return { clear: 0, wind: 0, cloud: 0.08, rain: 0.15, storm: 0.1, snow: 0.25, fog: 0.55 }[weather];
}

/** How much light comes in at a window, 0–1. */
export function daylight({ palette, weather }: Conditions): number {
  return throughWindow[palette.timeOfDay] * throughWeather[weather];
}

/** How strong the lamps of a room are, 0–1: nothing by day, all by lamplight. */
export function lamplight({ palette, lampsLit }: Conditions): number {
  if (!lampsLit) return 0;
  return { dawn: 0.55, morning: 0.3, noon: 0.25, golden: 0.45, dusk: 0.85, night: 1, lamp: 1 }[palette.timeOfDay];
}

/** How light the things in a room are, for `Palette.material`. */
export function roomLight(conditions: Conditions): number {
  return 0.27 + 0.22 * daylight(conditions) + 0.09 * lamplight(conditions);
}

/** A colour with most of its hue taken out: what a closed cover of cloud does to the light. */
export function greyOf(colour: Rgb): Rgb {
  const value = Math.round(0.3 * colour.r + 0.59 * colour.g + 0.11 * colour.b);
  return mix(colour, { r: value, g: value, b: value }, 0.65);
}
