import type { Random } from '../../random.ts';
import { type Brush, modelled } from './brush.ts';
import { snowy } from './outside.ts';
import { blob, curve, disc, down, type Point, polygon, stroke } from './shape.ts';

/** A fir: tiers of boughs, each lit on the side of the light, white in snow. `y` is its foot. */
export function fir(b: Brush, x: number, y: number, height: number, colour = '#3f6b52', light = 0): void {
  const { ctx } = b;
  const white = snowy(b.conditions);
  const half = height * 0.2;
  stroke(
    ctx,
    [
      [x, y],
      [x, y - height * 0.3],
    ],
    b.of('#5a4030', light - 0.1),
    height * 0.035,
  );
  const tiers = 6;
  for (let tier = tiers - 1; tier >= 0; tier--) {
    const top = y - height + (tier / tiers) * height * 0.82;
    const reach = half * (0.28 + (0.8 * (tier + 1)) / tiers);
    const foot = top + height * (0.2 + 0.05 * (tier / tiers));
    const fringe: Point[] = [];
    for (let at = 0; at <= 6; at++)
      fringe.push([
        x - reach + (reach * 2 * at) / 6,
        foot - (at % 2 ? height * 0.022 : 0) - Math.abs(at - 3) * -height * 0.004,
      ]);
    polygon(
      ctx,
      [[x, top], ...fringe.reverse()],
      down(ctx, top, foot, b.of(colour, light + 0.06), b.of(colour, light - 0.09)),
    );
    const lit: readonly Point[] = [
      [x, top],
      [x + b.side * reach, foot],
      [x + b.side * reach * 0.35, foot - height * 0.03],
    ];
    polygon(ctx, lit, white ? b.of('#f4f9ff', light + 0.16, 0.9) : b.palette.at('glow', 0.15));
  }
}

/** A broad crown of many leaves on a trunk. `y` is the foot. */
export function broadleaf(
  b: Brush,
  x: number,
  y: number,
  height: number,
  colour: string,
  next: Random,
  light = 0,
): void {
  const { ctx } = b;
  const girth = height * 0.05;
  const fork = y - height * 0.42;
  blob(
    ctx,
    [
      [x - girth * 1.5, y],
      [x - girth * 0.7, y - height * 0.12],
      [x - girth * 0.6, fork - height * 0.1],
      [x + girth * 0.6, fork - height * 0.1],
      [x + girth * 0.7, y - height * 0.12],
      [x + girth * 1.5, y],
    ],
    modelled(b, x - girth, girth * 2, '#6b4c38', light - 0.06, 0.16),
  );
  for (const lean of [-1, 1, 0.3])
    curve(
      ctx,
      [
        [x, fork],
        [x + lean * height * 0.1, fork - height * 0.12],
        [x + lean * height * 0.2, fork - height * 0.22],
      ],
      b.of('#6b4c38', light - 0.1),
      girth * 0.8,
    );
  crown(b, x, y - height * 0.64, height * 0.36, colour, next, light);
}

/** Clumps of leaves about a middle: dark below, bright on the side of the light. */
export function crown(b: Brush, x: number, y: number, radius: number, colour: string, next: Random, light = 0): void {
  const { ctx } = b;
  const leaf = snowy(b.conditions) ? '#dbe6ec' : colour;
  const many = 18 + Math.round(radius / 9);
  const clumps = Array.from({ length: many }, (_, index): readonly [number, number, number] => {
    const angle = index * 2.4;
    const far = Math.sqrt((index + 0.4) / many) * radius * 0.82;
    return [
      x + Math.cos(angle) * far * 1.2,
      y + Math.sin(angle) * far * 0.85,
      (radius * (0.9 + next() * 0.5)) / Math.sqrt(many * 0.36),
    ];
  }).sort((a, c) => c[1] - a[1]);
  for (const [cx, cy, r] of clumps) disc(ctx, cx, cy + r * 0.3, r * 1.1, b.of(leaf, light - 0.24), r);
  for (const [cx, cy, r] of clumps) {
    const lift = 0.1 * ((b.side * (cx - x)) / radius - (cy - y) / radius);
    disc(
      ctx,
      cx,
      cy,
      r,
      down(
        ctx,
        cy - r,
        cy + r * 0.8,
        b.of(leaf, light + 0.08 + lift),
        b.of(leaf, light - 0.05 + lift, 0.9),
        b.of(leaf, light - 0.2, 0.35),
      ),
      r * 0.82,
    );
  }
  for (let index = 0; index < 60 + radius * 1.6; index++) {
    const [cx, cy, r] = clumps[Math.floor(next() * many)] ?? [x, y, radius * 0.2];
    const angle = next() * Math.PI * 2;
    const turned = (Math.cos(angle) * b.side - Math.sin(angle)) * 0.5;
    const size = 1.2 + Math.min(4, radius * 0.03) * next();
    disc(
      ctx,
      cx + Math.cos(angle) * r,
      cy + Math.sin(angle) * r * 0.85,
      size * 1.5,
      b.of(leaf, light + turned * 0.2 + (next() - 0.5) * 0.1, 0.85),
      size,
    );
  }
}

/** A bush, `y` its foot. */
export function bush(b: Brush, x: number, y: number, w: number, colour: string, next: Random, light = 0): void {
  for (let index = 0; index < 3; index++)
    crown(
      b,
      x + (index - 1) * w * 0.26,
      y - w * (0.17 + next() * 0.06),
      w * 0.2,
      colour,
      next,
      light - 0.03 + index * 0.02,
    );
}

/** A tuft of grass or reeds. */
export function tuft(
  b: Brush,
  x: number,
  y: number,
  height: number,
  blades: number,
  colour: string,
  next: Random,
  light = 0,
): void {
  for (let blade = 0; blade < blades; blade++) {
    const lean = (blade / Math.max(1, blades - 1) - 0.5) * 1.1 + (next() - 0.5) * 0.3;
    const tall = height * (0.55 + next() * 0.45);
    const foot = x + (next() - 0.5) * height * 0.3;
    const tip: Point = [foot + lean * tall * 0.6, y - tall];
    const bend: Point = [foot + lean * tall * 0.12, y - tall * 0.6];
    b.ctx.fillStyle = b.of(colour, light + (next() - 0.5) * 0.16 + lean * b.side * 0.08);
    b.ctx.beginPath();
    b.ctx.moveTo(foot - height * 0.018, y);
    b.ctx.quadraticCurveTo(bend[0], bend[1], tip[0], tip[1]);
    b.ctx.quadraticCurveTo(bend[0] + height * 0.03, bend[1], foot + height * 0.018, y);
    b.ctx.fill();
  }
}
