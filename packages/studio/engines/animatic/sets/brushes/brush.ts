import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Palette } from '../../palette.ts';
import type { Conditions } from '../set-design.ts';
import { roomLight, warmth } from './light.ts';
import { across, box, down } from './shape.ts';

/** A canvas and the light to paint things in: what most helpers here are handed. */
export interface Brush {
  readonly ctx: SKRSContext2D;
  readonly conditions: Conditions;
  readonly palette: Palette;
  /** The palette of the lamps: warm even where the palette of the scene is night. */
  readonly warm: Palette;
  /** Where the key light comes from: −1 left, 1 right. */
  readonly side: -1 | 1;
  /** A material (CSS hex in daylight) in the light of this brush; `light` makes it brighter or darker (−0.5…0.5). */
  readonly of: (colour: string, light?: number, alpha?: number) => string;
}

/**
 * Loads a brush for things at some distance.
 * @param haze how much air lies before them: 0 near, 1 on the horizon.
 * @param light added to the light of the room.
 * @example const b = load(ctx, conditions, -1, 0.2); block(b, 0, 0, 80, 40, '#8a5a3c')
 */
export function load(ctx: SKRSContext2D, conditions: Conditions, side: -1 | 1, haze = 0, light = 0): Brush {
  const { palette } = conditions;
  const lit = roomLight(conditions) + light;
  return {
    ctx,
    conditions,
    palette,
    warm: warmth(palette),
    side,
    of: (colour, more = 0, alpha = 1) => palette.material(colour, Math.min(1, Math.max(0, lit + more)), haze, alpha),
  };
}

/** A gradient across a body from its lit side to its shade. */
export function modelled(b: Brush, x: number, w: number, colour: string, light = 0, contrast = 0.14) {
  const bright = b.of(colour, light + contrast);
  const plain = b.of(colour, light);
  const dark = b.of(colour, light - contrast);
  return b.side < 0 ? across(b.ctx, x, x + w, bright, plain, dark) : across(b.ctx, x, x + w, dark, plain, bright);
}

/** A solid box: modelled across, darker to its foot, its upper edge catching the light. */
export function block(
  b: Brush,
  x: number,
  y: number,
  w: number,
  h: number,
  colour: string,
  light = 0,
  radius = 0,
): void {
  box(b.ctx, x, y, w, h, modelled(b, x, w, colour, light), radius);
  box(b.ctx, x, y, w, h, down(b.ctx, y, y + h, b.palette.at('ink', 0), b.palette.at('ink', 0.2)), radius);
  const edge = Math.min(3, h / 6, w / 6);
  const inset = Math.min(radius, w / 3);
  box(b.ctx, x + inset, y, w - 2 * inset, edge, b.palette.at('light', 0.35));
  const rimX = b.side < 0 ? x : x + w - edge;
  box(b.ctx, rimX, y + Math.min(radius, h / 3), edge, Math.max(0, h - 2 * radius), b.palette.at('light', 0.2));
}

/** The shadow that a thing throws on what it stands on. */
export function contactShadow(b: Brush, x: number, y: number, rx: number, ry = rx * 0.16, alpha = 0.4): void {
  const { ctx } = b;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(1, ry / rx);
  const shade = ctx.createRadialGradient(0, 0, rx * 0.2, 0, 0, rx);
  shade.addColorStop(0, b.palette.at('ink', alpha));
  shade.addColorStop(1, b.palette.at('ink', 0));
  ctx.fillStyle = shade;
  ctx.fillRect(-rx, -rx, 2 * rx, 2 * rx);
  ctx.restore();
}
