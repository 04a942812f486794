import type { SKRSContext2D } from '@napi-rs/canvas';
import { css, mix } from '../../colour.ts';
import type { Conditions } from '../set-design.ts';
import { beam, glow } from './glow.ts';
import { daylight, outdoors } from './light.ts';
import { type Point, polygon, softly } from './shape.ts';
import type { Opening } from './window.ts';

/** How clear the shafts of light through a window are: long and strong from a low sun, pale by moonlight, none under cloud. */
export function shaftStrength(conditions: Conditions): number {
  if (conditions.weather !== 'clear' && conditions.weather !== 'wind') return 0.12 * daylight(conditions);
  return { dawn: 0.5, morning: 0.6, noon: 0.42, golden: 0.75, dusk: 0.5, night: 0.3, lamp: 0.2 }[
    conditions.palette.timeOfDay
  ];
}

/**
 * Light through a window: a soft shaft for each column of panes, and where they fall, bright panes on the floor.
 * @param reach how far the shaft goes sideways: positive to the right.
 * @param floor y where it falls.
 */
export function lightShaft(
  ctx: SKRSContext2D,
  conditions: Conditions,
  { x, y, w, h }: Opening,
  { reach, floor, columns = 2 }: { readonly reach: number; readonly floor: number; readonly columns?: number },
): void {
  const { stops } = outdoors(conditions).palette;
  const colour = mix(stops.glow, stops.light, 0.25);
  const strength = shaftStrength(conditions);
  for (let index = 0; index < columns; index++) {
    const left = x + (w / columns) * (index + 0.08);
    const right = x + (w / columns) * (index + 0.92);
    const spread = 1.25;
    beam(
      ctx,
      [
        [left, y + 8],
        [right, y + h * 0.35],
      ],
      [
        [left + reach, floor + 40],
        [left + reach + (right - left) * spread, floor],
      ],
      colour,
      strength * 0.55,
      7,
    );
    beam(
      ctx,
      [
        [left, y],
        [right, y + h],
      ],
      [
        [left + reach - 30, floor + 70],
        [right + reach * 1.1 + 40, floor + 10],
      ],
      colour,
      strength * 0.34,
      16,
    );
    const far = left + reach;
    const near = far + (right - left) * spread;
    const pool: readonly Point[] = [
      [far, floor],
      [near, floor],
      [near + reach * 0.22, floor + 90],
      [far + reach * 0.22, floor + 90],
    ];
    softly(ctx, 5, (soft) => polygon(soft, pool, css(colour, strength * 0.5)), { light: true });
  }
  glow(ctx, x + w / 2 + reach, floor + 40, w * 1.5, colour, strength * 0.22, 0.3);
}
