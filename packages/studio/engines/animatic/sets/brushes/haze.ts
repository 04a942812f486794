import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, type Rgb } from '../../colour.ts';
import { type Conditions, type Motion, world } from '../set-design.ts';
import { daylight, outdoors, warmth } from './light.ts';
import { shaftStrength } from './shaft.ts';
import { disc, down, type Point } from './shape.ts';

/** Air between the back of a room and the figures: lifts the shadows a little, most near the floor line. */
export function air(ctx: SKRSContext2D, { palette }: Conditions, strength = 0.12): void {
  // Air that the low sun of a morning fills is warm and thick; at noon it is clear.
  const stop = palette.timeOfDay === 'morning' ? 'glow' : 'haze';
  const thick =
    strength * { dawn: 1.2, morning: 1.9, noon: 0.6, golden: 1, dusk: 1, night: 1, lamp: 1 }[palette.timeOfDay];
  ctx.fillStyle = down(ctx, 60, 760, palette.at(stop, thick * 0.35), palette.at(stop, thick), palette.at(stop, 0));
  ctx.fillRect(world.left, world.top, world.right - world.left, world.bottom - world.top);
}

/** Dust that floats and glints where light comes in. */
export function dust(
  conditions: Conditions,
  area: readonly [x: number, y: number, w: number, h: number],
  depth = 0.02,
): Motion {
  const next = conditions.random();
  const palette = conditions.lampsLit ? warmth(conditions.palette) : outdoors(conditions).palette;
  const strength =
    0.25 + 0.5 * Math.max(shaftStrength(conditions), conditions.lampsLit ? 0.5 : 0) * (0.5 + daylight(conditions) / 2);
  const motes = Array.from({ length: 26 }, () => ({
    x: next(),
    y: next(),
    size: 0.8 + next() ** 3 * 3.4,
    pace: 0.4 + next(),
    phase: next() * 7,
  }));
  const [x, y, w, h] = area;
  return {
    depth,
    paint: (ctx, seconds) => {
      ctx.globalCompositeOperation = 'lighter';
      for (const mote of motes) {
        const up = (mote.y + 1 - ((seconds * mote.pace * 0.012) % 1)) % 1;
        const px = x + mote.x * w + Math.sin(seconds * 0.35 * mote.pace + mote.phase) * 26;
        const glint = 0.45 + 0.55 * Math.sin(seconds * 0.8 * mote.pace + mote.phase);
        disc(
          ctx,
          px,
          y + up * h,
          mote.size,
          palette.at('glow', Math.max(0, strength * glint * Math.min(1, up * 5, (1 - up) * 5))),
        );
      }
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}

/** Steam or smoke curling up from a cup, a pot, a chimney. */
export function steam(from: Point, height: number, colour: Rgb, alpha: number, depth: number, width = 12): Motion {
  return {
    depth,
    paint: (ctx, seconds) => {
      for (let puff = 0; puff < 7; puff++) {
        const rise = (seconds * 0.22 + puff / 7) % 1;
        const x = from[0] + Math.sin(rise * 5 + puff * 1.7 + seconds * 0.6) * width * rise;
        const y = from[1] - rise * height;
        const radius = width * (0.35 + rise * 0.9);
        const fade = ctx.createRadialGradient(x, y, 0, x, y, radius);
        fade.addColorStop(0, css(colour, alpha * Math.sin(Math.PI * rise)));
        fade.addColorStop(1, css(colour, 0));
        ctx.fillStyle = fade;
        ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
      }
    },
  };
}

/** A light that breathes: fire, candle, a loose bulb. `beat` 1 is a fire, 0.2 a candle. */
export function flicker(at: Point, radius: number, colour: Rgb, alpha: number, depth: number, beat = 1): Motion {
  return {
    depth,
    paint: (ctx, seconds) => {
      const wave =
        Math.sin(seconds * 9.1) * 0.4 + Math.sin(seconds * 14.7 + 1) * 0.35 + Math.sin(seconds * 5.3 + 2) * 0.25;
      const strength = alpha * (1 + wave * 0.28 * beat);
      const reach = radius * (1 + wave * 0.05 * beat);
      ctx.globalCompositeOperation = 'lighter';
      const fall = ctx.createRadialGradient(at[0], at[1], 0, at[0], at[1], reach);
      fall.addColorStop(0, css(colour, strength));
      fall.addColorStop(0.4, css(colour, strength * 0.3));
      fall.addColorStop(1, css(colour, 0));
      ctx.fillStyle = fall;
      ctx.fillRect(at[0] - reach, at[1] - reach, reach * 2, reach * 2);
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}
