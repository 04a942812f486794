import type { Conditions, Motion } from '../set-design.ts';
import { outdoors } from './light.ts';
import { box, disc } from './shape.ts';
import type { Opening } from './window.ts';

/**
 * The weather that moves behind the windows: rain, snow, a flash in a storm. Nothing on a fair day.
 * @param depth between the view and the wall that the openings are cut in.
 */
export function weatherThrough(conditions: Conditions, openings: readonly Opening[], depth: number): readonly Motion[] {
  const { weather, random } = conditions;
  const { palette } = outdoors(conditions);
  if (weather !== 'rain' && weather !== 'storm' && weather !== 'snow') return [];
  const next = random();
  const bits = Array.from({ length: 70 }, () => ({ at: next(), phase: next(), size: next() }));
  const snow = weather === 'snow';
  const colour = palette.at('light', snow ? 0.8 : 0.3);
  return [
    {
      depth,
      paint: (ctx, seconds) => {
        openings.forEach(({ x, y, w, h }, which) => {
          const flash = weather === 'storm' ? lightning(seconds) : 0;
          if (flash > 0) box(ctx, x, y, w, h, palette.at('light', flash * 0.5));
          const count = Math.min(bits.length, Math.ceil((snow ? 46 : 60) / openings.length) + 6);
          for (const bit of bits.slice(which * 3, which * 3 + count)) {
            const speed = snow ? 0.13 + bit.size * 0.1 : 1.5 + bit.size * 0.6;
            const fall = (bit.phase + seconds * speed) % 1;
            const sway = snow ? Math.sin(seconds * 1.3 + bit.phase * 9) * 9 : fall * -14;
            const px = x + bit.at * w + sway;
            if (snow) disc(ctx, px, y + fall * h, 1.6 + bit.size * 3, colour);
            else box(ctx, px, y + fall * (h + 40) - 40, 1.4 + bit.size, 22 + bit.size * 26, colour);
          }
        });
      },
    },
  ];
}

/** A flash every eleven seconds, in two flickers; 0–1. */
export function lightning(seconds: number): number {
  const t = (seconds + 9.2) % 11;
  if (t < 0.08) return 1;
  if (t > 0.16 && t < 0.5) return 0.7 * (1 - (t - 0.16) / 0.34);
  return 0;
}
