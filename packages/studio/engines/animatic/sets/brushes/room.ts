import { world } from '../set-design.ts';
import { type Brush, modelled } from './brush.ts';
import { box, disc, down, stroke } from './shape.ts';

const width = world.right - world.left;

/** A whole back wall down to the floor, darker under the ceiling and at the skirting. */
export function wall(b: Brush, floor: number, colour: string): void {
  const { ctx } = b;
  box(ctx, world.left, world.top, width, floor + 60 - world.top, modelled(b, world.left, width, colour, 0, 0.1));
  box(
    ctx,
    world.left,
    world.top,
    width,
    floor + 60 - world.top,
    down(
      ctx,
      40,
      floor,
      b.palette.at('ink', 0.34),
      b.palette.at('ink', 0.04),
      b.palette.at('ink', 0),
      b.palette.at('ink', 0.12),
    ),
  );
}

/** A small motif strewn over a wall in a half-drop pattern: leaves on a stalk. */
export function sprigs(b: Brush, top: number, foot: number, step: number, colour: string, alpha = 0.5): void {
  const { ctx } = b;
  let odd = 0;
  for (let x = world.left; x < world.right; x += step) {
    odd = 1 - odd;
    for (let y = top + odd * step * 0.5; y < foot - step * 0.3; y += step) {
      stroke(
        ctx,
        [
          [x, y + step * 0.18],
          [x, y - step * 0.14],
        ],
        b.of(colour, -0.05, alpha),
        1.6,
      );
      for (const [dx, dy] of [
        [-1, 0.02],
        [1, 0.02],
        [-0.8, -0.12],
        [0.8, -0.12],
        [0, -0.2],
      ] as const) {
        disc(ctx, x + dx * step * 0.09, y + dy * step, step * 0.055, b.of(colour, 0.05, alpha), step * 0.085);
      }
    }
  }
}

/** Panelling on the lower wall with a rail above and a skirting below. */
export function wainscot(b: Brush, top: number, floor: number, colour: string, panel = 118): void {
  const { ctx, palette } = b;
  box(ctx, world.left, top, width, floor - top + 60, modelled(b, world.left, width, colour, 0, 0.1));
  for (let x = world.left + 10; x < world.right; x += panel) {
    const h = floor - top - 52;
    box(ctx, x + 8, top + 22, panel - 24, h, palette.at('ink', 0.12), 3);
    box(ctx, x + 10, top + 25, panel - 26, h - 3, modelled(b, x, panel, colour, -0.03, 0.06), 3);
    box(ctx, x + 8, top + 20 + h, panel - 24, 2, palette.at('light', 0.22));
  }
  box(ctx, world.left, top - 8, width, 12, down(ctx, top - 8, top + 4, b.of(colour, 0.2), b.of(colour, -0.12)));
  box(ctx, world.left, top + 4, width, 10, down(ctx, top + 4, top + 14, palette.at('ink', 0.3), palette.at('ink', 0)));
  skirting(b, floor, colour);
}

/** The board along the foot of a wall. */
export function skirting(b: Brush, floor: number, colour: string, height = 24): void {
  box(
    b.ctx,
    world.left,
    floor - height,
    width,
    height,
    down(b.ctx, floor - height, floor, b.of(colour, 0.16), b.of(colour, -0.1)),
  );
  box(b.ctx, world.left, floor - height, width, 2, b.palette.at('light', 0.35));
  box(b.ctx, world.left, floor - 3, width, 3, b.palette.at('ink', 0.5));
}
