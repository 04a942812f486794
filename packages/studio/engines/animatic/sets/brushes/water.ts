import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { discard } from '../../bitmap.ts';
import type { Palette } from '../../palette.ts';
import { type Conditions, type Motion, world } from '../set-design.ts';
import { glow } from './glow.ts';
import { outdoors, warmth } from './light.ts';
import { clearness } from './outside.ts';
import { box, disc, down, type Point } from './shape.ts';

/** A sheet of water: from the line where it meets the land or the sky down to where it ends. */
export interface WaterPlan {
  readonly horizon: number;
  readonly foot: number;
  readonly sun: Point;
  /** Paints what is mirrored: all that stands behind the water. */
  readonly behind: (ctx: SKRSContext2D) => void;
  /** How far up the mirrored world reaches, in heights of the water. */
  readonly stretch?: number;
  /** 0 is a mirror, 1 a choppy sea. */
  readonly chop?: number;
}

const span = world.right - world.left;

function depths(palette: Palette): readonly string[] {
  const bright = palette.timeOfDay === 'noon' || palette.timeOfDay === 'morning';
  if (bright)
    return [
      palette.between('mid', 'haze', 0.5),
      palette.at('mid'),
      palette.between('deep', 'mid', 0.25),
      palette.between('shadow', 'deep', 0.6),
    ];
  return [
    palette.between('mid', 'haze', 0.75),
    palette.at('mid'),
    palette.at('deep'),
    palette.between('shadow', 'deep', 0.25),
  ];
}

/** Water with the world behind it mirrored in it, broken by ripples that widen towards us. */
export function water(ctx: SKRSContext2D, inside: Conditions, plan: WaterPlan): void {
  const conditions = outdoors(inside);
  const { palette } = conditions;
  const { horizon, foot, chop = 0.3 } = plan;
  box(ctx, world.left, horizon, span, world.bottom - horizon, down(ctx, horizon, foot + 90, ...depths(palette)));
  mirror(ctx, plan, chop);
  const deep = down(ctx, horizon, foot, palette.at('deep', 0), palette.at('deep', 0.22), palette.at('shadow', 0.62));
  box(ctx, world.left, horizon, span, foot - horizon, deep);
  ripples(ctx, conditions, plan, chop);
  const clear = clearness(conditions);
  const low = horizon - plan.sun[1] < 150;
  glow(ctx, plan.sun[0], horizon + 30, 330, palette.stops.glow, (low ? 0.5 : 0.25) * clear, 0.5);
  glow(
    ctx,
    plan.sun[0],
    (horizon + foot) / 2,
    (foot - horizon) * 0.9,
    palette.stops.glow,
    (low ? 0.5 : 0.3) * clear,
    1.1,
  );
  box(ctx, world.left, horizon - 1, span, 3, palette.at('light', 0.22));
}

function mirror(ctx: SKRSContext2D, { horizon, foot, behind, stretch = 1.1 }: WaterPlan, chop: number): void {
  const scale = Math.max(0.05, Math.abs(ctx.getTransform().a));
  const tall = (foot - horizon) * stretch;
  const image = createCanvas(Math.ceil(span * scale), Math.ceil(tall * scale));
  const copy = image.getContext('2d');
  copy.scale(scale, scale);
  copy.translate(-world.left, tall - horizon);
  behind(copy);
  ctx.save();
  ctx.beginPath();
  ctx.rect(world.left, horizon, span, foot - horizon);
  ctx.clip();
  for (let y = 0; y < foot - horizon; ) {
    const near = y / (foot - horizon);
    const step = Math.max(1.5, 2 + near * 5);
    const sway = Math.sin(y * 0.5) * (1 + near * 16 * chop) + Math.sin(y * 0.17 + 2) * near * 14 * chop;
    ctx.globalAlpha = 0.86 - 0.42 * near;
    const from = Math.max(0, tall - (y + step) * stretch) * scale;
    const rows = Math.min(step * stretch * scale, image.height - from);
    if (rows > 0) {
      ctx.save();
      ctx.translate(0, horizon + y + step);
      ctx.scale(1, -1);
      ctx.drawImage(image, 0, from, image.width, rows, world.left + sway - 14, 0, span + 28, step + 0.6);
      ctx.restore();
    }
    y += step;
  }
  ctx.restore();
  discard(image);
}

function ripples(
  ctx: SKRSContext2D,
  { palette, random }: Conditions,
  { horizon, foot }: WaterPlan,
  chop: number,
): void {
  const next = random();
  for (let index = 0; index < 150 + 130 * chop; index++) {
    const near = next() ** 1.5;
    const y = horizon + 4 + near * (foot - horizon);
    const colour = next() < 0.5 ? palette.at('light', 0.05 + 0.08 * near) : palette.at('shadow', 0.08 + 0.14 * near);
    disc(ctx, world.left + next() * span, y, 10 + near * (40 + 50 * next()), colour, 0.5 + near * 1.8);
  }
}

interface Dash {
  readonly x: number;
  readonly y: number;
  readonly half: number;
  readonly phase: number;
  readonly pace: number;
}

function paintDashes(ctx: SKRSContext2D, dashes: readonly Dash[], seconds: number, thick: number): void {
  ctx.beginPath();
  for (const dash of dashes) {
    const wave = Math.sin(seconds * dash.pace + dash.phase);
    if (wave < -0.15) continue;
    const half = dash.half * (0.35 + 0.65 * wave);
    const x = dash.x + Math.sin(seconds * 0.4 + dash.phase) * 6;
    ctx.moveTo(x + half, dash.y);
    ctx.ellipse(x, dash.y, half, thick * (0.5 + dash.half / 40), 0, 0, Math.PI * 2);
  }
  ctx.fill();
}

/** Light that dances on the water: below the sun or moon, and slow bright ripples all over. */
export function glitter(inside: Conditions, plan: Omit<WaterPlan, 'behind'>, depth: number): Motion {
  const conditions = outdoors(inside);
  const { palette } = conditions;
  const next = conditions.random();
  const clear = clearness(conditions);
  const tall = plan.foot - plan.horizon;
  const column = Array.from({ length: Math.round(18 + 46 * clear) }, () => {
    const near = next() ** 1.25;
    return {
      x: plan.sun[0] + (next() + next() - 1) * (26 + near * 120),
      y: plan.horizon + 4 + near * (tall - 8),
      half: 5 + near * 24 * (0.5 + next()),
      phase: next() * 7,
      pace: 1.2 + next() * 2.2,
    };
  });
  const swell = Array.from({ length: 34 }, () => {
    const near = next() ** 1.2;
    return {
      x: world.left + next() * span,
      y: plan.horizon + 8 + near * (tall - 12),
      half: 14 + near * 44,
      phase: next() * 7,
      pace: 0.5 + next() * 0.7,
    };
  });
  const halves = [column.slice(0, column.length / 2), column.slice(column.length / 2)] as const;
  return {
    depth,
    paint: (ctx, seconds) => {
      ctx.globalCompositeOperation = 'lighter';
      ctx.fillStyle = palette.at('haze', 0.16);
      paintDashes(ctx, swell, seconds, 0.8);
      ctx.fillStyle = palette.at('glow', 0.2 + 0.4 * clear);
      paintDashes(ctx, halves[0], seconds, 1.5);
      ctx.fillStyle = palette.at('light', 0.15 + 0.5 * clear);
      paintDashes(ctx, halves[1], seconds, 1.2);
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}

/** The trembling track of a lamp on the water below it. */
export function lampTracks(
  conditions: Conditions,
  lamps: readonly (readonly [x: number, y: number, length: number])[],
  depth: number,
): Motion {
  const { at } = warmth(conditions.palette);
  const power = conditions.lampsLit ? 1 : 0;
  return {
    depth,
    paint: (ctx, seconds) => {
      if (power === 0) return;
      ctx.globalCompositeOperation = 'lighter';
      ctx.fillStyle = at('glow', 0.34);
      ctx.beginPath();
      for (const [x, y, length] of lamps) {
        for (let row = 0; row < 9; row++) {
          const near = row / 9;
          const half = (3 + 8 * near) * (0.6 + 0.4 * Math.sin(seconds * 2.1 + row * 2.3 + x));
          const cx = x + Math.sin(seconds * 1.3 + row * 1.7 + x) * 4 * near;
          ctx.moveTo(cx + half, y + near * length);
          ctx.ellipse(cx, y + near * length, half, 1.3, 0, 0, Math.PI * 2);
        }
      }
      ctx.fill();
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}
