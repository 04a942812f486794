import type { SKRSContext2D } from '@napi-rs/canvas';
import { randomFrom, seedOf } from '../../random.ts';
import { type Conditions, world } from '../set-design.ts';
import { glow } from './glow.ts';
import { outdoors, warmth, weatherHaze } from './light.ts';
import { box, disc, down, type Point, polygon } from './shape.ts';

/** Ridges of hills from far to near, each less in the haze. `base` is where the nearest begins. */
export function hills(ctx: SKRSContext2D, inside: Conditions, base: number, rows = 4, height = 110): void {
  const conditions = outdoors(inside);
  const { palette, random } = conditions;
  const next = random();
  for (let row = 0; row < rows; row++) {
    const near = row / Math.max(1, rows - 1);
    const y = base - (1 - near) * height * 0.5;
    const phase = next() * 10;
    const points: Point[] = [[world.left, world.bottom]];
    for (let x = world.left; x <= world.right; x += 20) {
      const wave = Math.sin(x / (190 - row * 22) + phase) * 0.5 + Math.sin(x / (77 + row * 9) + phase * 2) * 0.28;
      points.push([x, y - height * (0.5 - near * 0.25) * (0.6 + wave)]);
    }
    points.push([world.right, world.bottom]);
    const colour = palette.material('#5d8a58', 0.5 - near * 0.15, farther(conditions, 0.9 - near * 0.55));
    polygon(ctx, points, down(ctx, y - height, y + height * 1.6, colour, palette.between('mid', 'haze', 0.55)));
  }
}

/** Round trees and pointed ones along a line, as seen across a garden. */
export function treeLine(ctx: SKRSContext2D, inside: Conditions, base: number, height: number, away: number): void {
  const conditions = outdoors(inside);
  const haze = farther(conditions, away);
  const { palette, random, weather } = conditions;
  const next = random();
  const leaf = weather === 'snow' ? '#c9d8dc' : '#4d7d4a';
  for (let x = world.left; x < world.right; x += height * (0.25 + next() * 0.5)) {
    const tall = height * (0.5 + next() * 0.6);
    const colour = palette.material(leaf, 0.3 + next() * 0.2, haze);
    if (next() < 0.4) {
      for (let tier = 0; tier < 3; tier++) {
        const top = base - tall * (1 - tier * 0.24);
        const half = tall * (0.12 + tier * 0.08);
        polygon(
          ctx,
          [
            [x, top],
            [x + half, top + tall * 0.46],
            [x - half, top + tall * 0.46],
          ],
          colour,
        );
      }
    } else {
      const crown = tall * 0.36;
      box(ctx, x - tall * 0.03, base - tall * 0.5, tall * 0.06, tall * 0.5, palette.material('#5a4634', 0.25, haze));
      disc(
        ctx,
        x,
        base - tall * 0.6,
        crown,
        down(ctx, base - tall, base - tall * 0.2, palette.material(leaf, 0.6, haze), colour),
      );
      disc(ctx, x - crown * 0.6, base - tall * 0.42, crown * 0.7, colour);
      disc(ctx, x + crown * 0.6, base - tall * 0.45, crown * 0.66, colour);
    }
  }
  box(
    ctx,
    world.left,
    base - 2,
    world.right - world.left,
    world.bottom - base,
    palette.material('#63864f', 0.35, haze),
  );
}

/** A city against the sky, row behind row, its windows lit after dark. */
export function skyline(ctx: SKRSContext2D, inside: Conditions, base: number, height: number, rows = 3): void {
  const conditions = outdoors(inside);
  const { palette, lampsLit } = conditions;
  const lamp = warmth(palette);
  for (let row = 0; row < rows; row++) {
    const next = randomFrom(seedOf('skyline', row));
    const near = (row + 1) / rows;
    for (let x = world.left - 40; x < world.right; ) {
      const w = 44 + next() * 80 * (0.6 + near * 0.6);
      const h = height * (1.1 - near * 0.45) * (0.4 + next() * 0.6);
      const top = base - h + near * 30;
      const wall = palette.material(
        ['#6d7f96', '#8a7468', '#7d8577', '#93817f'][Math.floor(next() * 4)] ?? '#6d7f96',
        0.42 - near * 0.16,
        farther(conditions, 0.95 - near * 0.6),
      );
      box(ctx, x, top, w, world.bottom - top, down(ctx, top, base + 60, wall, palette.between('mid', 'haze', 0.3)));
      if (next() < 0.3) box(ctx, x + w * 0.45, top - 26 * near, 3, 26 * near, wall);
      for (let wy = top + 12; wy < base + 60; wy += 17) {
        for (let wx = x + 8; wx < x + w - 10; wx += 14) {
          const on = next();
          if (lampsLit && on < 0.32) box(ctx, wx, wy, 6, 9, lamp.between('haze', 'glow', next(), 0.35 + near * 0.55));
          else if (on > 0.3) box(ctx, wx, wy, 6, 9, palette.at(on > 0.8 ? 'light' : 'ink', 0.08 + 0.1 * near));
        }
      }
      if (lampsLit && next() < 0.2) glow(ctx, x + w / 2, top - 26 * near, 16, lamp.stops.glow, 0.5);
      x += w + next() * 10;
    }
  }
}

/** A distance with the weather's air added to it. */
function farther(conditions: Conditions, haze: number): number {
  return Math.min(1, haze + weatherHaze(conditions));
}
