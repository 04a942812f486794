import type { Style, TimeOfDay } from '@ai-film-studio/film';
import { css, hex, mix, multiply, type Rgb } from './colour.ts';

/** Seven stops from the darkest to the brightest. Every colour of a picture is mixed from them. */
export const stopNames = ['ink', 'shadow', 'deep', 'mid', 'haze', 'glow', 'light'] as const;
export type Stop = (typeof stopNames)[number];
export type Stops = Readonly<Record<Stop, Rgb>>;

const table: Record<TimeOfDay, readonly string[]> = {
  dawn: ['#161f3a', '#2f3f6a', '#5f6a9c', '#a98bab', '#f2b9a6', '#ffd8a6', '#fff3dd'],
  morning: ['#1b2a3c', '#30506f', '#5a88aa', '#96bccf', '#d3e6e2', '#ffe7b0', '#fffaea'],
  noon: ['#16303f', '#28597a', '#3d8cbd', '#7cbfe2', '#cfebf4', '#fff1c2', '#ffffff'],
  golden: ['#2a1620', '#5b2d35', '#985140', '#db8c4f', '#f8bf77', '#ffde90', '#fff6d8'],
  dusk: ['#1a1033', '#3a1e5c', '#6c3080', '#c35380', '#f18d6c', '#ffc75e', '#fff3b4'],
  night: ['#070b1e', '#101b3c', '#1e3160', '#385586', '#6383b0', '#cadcf2', '#f5f9ff'],
  lamp: ['#160d0e', '#341d1a', '#603728', '#9e643a', '#d79c5a', '#ffd08a', '#fff2d4'],
};

/** A palette with the means to mix from it. */
export interface Palette {
  readonly timeOfDay: TimeOfDay;
  readonly style: Style;
  readonly stops: Stops;
  /** A stop as CSS, at `alpha`. */
  readonly at: (stop: Stop, alpha?: number) => string;
  /** Between two stops, as CSS: `between('deep', 'haze', 0.3)`. */
  readonly between: (from: Stop, to: Stop, t: number, alpha?: number) => string;
  /**
   * The colour of a material (CSS hex in plain daylight) under this palette's light, as CSS.
   * @param lit how much light falls on it: 0 is full shade, 0.5 the scene's own light, 1 full key light.
   * @param depth how much haze lies before it: 0 at the camera, 1 on the horizon.
   */
  readonly material: (colour: string, lit: number, depth?: number, alpha?: number) => string;
}

function bend(colour: Rgb, style: Style): Rgb {
  if (style === 'lantern') return colour;
  const grey = 0.3 * colour.r + 0.59 * colour.g + 0.11 * colour.b;
  if (style === 'noir') {
    const value = Math.round(255 * Math.min(1, Math.max(0, 1.15 * (grey / 255 - 0.5) + 0.47)));
    return { r: value, g: value, b: value };
  }
  return mix(
    mix(colour, { r: Math.round(grey), g: Math.round(grey), b: Math.round(grey) }, 0.25),
    { r: 255, g: 244, b: 236 },
    0.22,
  );
}

/** How strongly the scene's light colours a material: at noon things keep their own colour, by night they take the light's. */
const tinting: Record<TimeOfDay, number> = {
  dawn: 0.55,
  morning: 0.3,
  noon: 0.2,
  golden: 0.5,
  dusk: 0.62,
  night: 0.8,
  lamp: 0.5,
};

/**
 * The palette of a time of day.
 * @example paletteOf('dusk', 'lantern').at('glow', 0.4)
 */
export function paletteOf(timeOfDay: TimeOfDay, style: Style): Palette {
  const colours = table[timeOfDay].map((text) => bend(hex(text), style));
  const stops = Object.fromEntries(stopNames.map((name, index) => [name, colours[index]])) as Record<Stop, Rgb>; // every stop has a column
  return {
    timeOfDay,
    style,
    stops,
    at: (stop, alpha = 1) => css(stops[stop], alpha),
    between: (from, to, t, alpha = 1) => css(mix(stops[from], stops[to], t), alpha),
    material: (colour, lit, depth = 0, alpha = 1) => {
      const own = bend(hex(colour), style);
      const shade = mix(stops.shadow, stops.deep, 0.4);
      const key = lit < 0.5 ? mix(shade, stops.haze, lit * 2) : mix(stops.haze, stops.light, lit * 2 - 1);
      const lightened = mix(multiply(own, key), own, (1 - tinting[timeOfDay]) * (0.25 + 0.6 * lit));
      const shaded = mix(lightened, stops.ink, Math.max(0, 0.5 - lit) * 0.6);
      return css(mix(shaded, mix(stops.mid, stops.haze, 0.6), depth * 0.85), alpha);
    },
  };
}
