import type { Random } from '../../random.ts';
import { type Brush, contactShadow } from './brush.ts';
import { snowy } from './outside.ts';
import { box, disc, down, type Point, polygon, stroke } from './shape.ts';

/** A boulder with flat faces, `y` its foot: bright on top and towards the light, snow on it in winter. */
export function boulder(b: Brush, x: number, y: number, w: number, h: number, colour: string, next: Random): void {
  const { ctx } = b;
  contactShadow(b, x, y, w * 0.6, h * 0.14);
  const turn = (b.side * w) / 2;
  const jig = () => (next() - 0.5) * w * 0.07;
  const peak: Point = [x + turn * 0.1 + jig(), y - h];
  const shoulder: Point = [x + turn * 0.72, y - h * 0.72 + jig()];
  const back: Point = [x - turn * 0.66, y - h * 0.8 + jig()];
  const lit: Point = [x + turn, y - h * 0.1];
  const dim: Point = [x - turn, y - h * 0.16];
  const crease: Point = [x + turn * 0.16, y - h * 0.5 + jig()];
  polygon(
    ctx,
    [dim, back, peak, shoulder, lit, [x + turn * 0.9, y], [x - turn * 0.9, y]],
    down(ctx, y - h, y, b.of(colour, 0.02), b.of(colour, -0.18)),
  );
  polygon(
    ctx,
    [peak, shoulder, lit, [x + turn * 0.9, y], [x + turn * 0.2, y - h * 0.1], crease],
    down(ctx, y - h, y, b.of(colour, 0.18), b.of(colour, -0.04)),
  );
  polygon(
    ctx,
    [back, peak, shoulder, crease, [x - turn * 0.3, y - h * 0.6]],
    snowy(b.conditions) ? b.of('#f6faff', 0.24) : b.of(colour, 0.22, 0.8),
  );
  stroke(ctx, [peak, shoulder, lit], b.palette.at('glow', 0.45), Math.max(1, w * 0.012));
}

/** A trunk that lies on the ground, to sit on. `y` is the ground, `seat` its upper edge over it. */
export function fallenTrunk(b: Brush, x: number, y: number, w: number, seat: number, colour = '#8a6648'): void {
  const { ctx, palette } = b;
  contactShadow(b, x, y, w * 0.58, 12);
  box(
    ctx,
    x - w / 2,
    y - seat,
    w,
    seat,
    down(ctx, y - seat, y, b.of(colour, 0.12), b.of(colour, -0.04), b.of(colour, -0.2)),
    seat * 0.42,
  );
  for (let line = 0; line < 5; line++)
    box(
      ctx,
      x - w * 0.42,
      y - seat * (0.8 - line * 0.15),
      w * (0.5 + 0.28 * ((line * 7) % 3)),
      2,
      palette.at('ink', 0.22),
      1,
    );
  const end = x + (b.side * w) / 2 - b.side * seat * 0.2;
  disc(ctx, end, y - seat / 2, seat * 0.28, b.of('#d9b888', 0.06), seat * 0.48);
  for (const ring of [0.18, 0.1]) disc(ctx, end, y - seat / 2, seat * ring, b.of('#a8845c', 0.02), seat * ring * 1.7);
  box(
    ctx,
    x - w * 0.44,
    y - seat - (snowy(b.conditions) ? 6 : 0),
    w * 0.88,
    snowy(b.conditions) ? 14 : 2.4,
    snowy(b.conditions) ? b.of('#ffffff', 0.24) : palette.at('glow', 0.5),
    6,
  );
}
