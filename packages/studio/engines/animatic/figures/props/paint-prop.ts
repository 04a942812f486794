import type { SKRSContext2D } from '@napi-rs/canvas';
import type { FigureLight } from '../figure.ts';
import { propOf } from './cupboard.ts';
import { propKit } from './prop-kit.ts';

/** Where a prop is on the canvas: its middle, the side of its square, and its turn in radians. */
interface PropPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly angle: number;
}

/**
 * Paints a prop, in a hand or filling an insert. An unknown kind is a parcel.
 * @example paintProp(ctx, 'letter', { x: 640, y: 360, size: 420, angle: -0.1 }, light)
 */
export function paintProp(
  ctx: SKRSContext2D,
  kind: string,
  { x, y, size, angle }: PropPlace,
  light: FigureLight,
): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.scale(size, size);
  propOf(kind).paint(propKit(ctx, light));
  ctx.restore();
}
