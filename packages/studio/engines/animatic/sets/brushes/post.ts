import { type Brush, contactShadow, modelled } from './brush.ts';
import { glow } from './glow.ts';
import { lamplight } from './light.ts';
import { snowy, wetness } from './outside.ts';
import { box, curve, disc, outward, polygon, stroke } from './shape.ts';

/** A pool of lamplight on the ground, longer and brighter where it is wet. */
export function lightPool(b: Brush, x: number, y: number, radius: number, alpha = 0.5): void {
  const power = lamplight(b.conditions);
  if (power === 0) return;
  glow(b.ctx, x, y, radius, b.warm.stops.haze, alpha * power, 0.2);
  const wet = wetness(b.conditions);
  if (wet > 0) glow(b.ctx, x, y + radius * 0.22, radius * 0.3, b.warm.stops.glow, alpha * power * wet, 1.1);
}

/** A lantern on a post, alight after dark. `y` is the foot. */
export function lampPost(
  b: Brush,
  x: number,
  y: number,
  height: number,
  kind: 'lantern' | 'arm' = 'lantern',
  turn: -1 | 1 = 1,
): void {
  const { ctx } = b;
  const power = lamplight(b.conditions);
  const girth = Math.max(3, height * 0.02);
  const iron = '#3b4450';
  contactShadow(b, x, y, height * 0.09, height * 0.016);
  box(
    ctx,
    x - girth * 1.5,
    y - height * 0.12,
    girth * 3,
    height * 0.12,
    modelled(b, x - girth * 1.5, girth * 3, iron, -0.02, 0.16),
    3,
  );
  box(ctx, x - girth / 2, y - height * 0.86, girth, height * 0.8, modelled(b, x - girth / 2, girth, iron, 0, 0.2));
  const hx = kind === 'arm' ? x + turn * height * 0.14 : x;
  const top = y - height;
  if (kind === 'arm')
    curve(
      ctx,
      [
        [x, y - height * 0.84],
        [x, top - height * 0.02],
        [hx, top],
      ],
      b.of(iron, 0),
      girth * 0.8,
    );
  const w = height * 0.06;
  const tall = height * 0.1;
  const lit = outward(ctx, hx, top + tall * 0.7, tall, b.warm.at('light'), b.warm.at('glow'), b.warm.at('haze', 0.9));
  polygon(
    ctx,
    [
      [hx - w * 0.8, top + tall * 0.25],
      [hx + w * 0.8, top + tall * 0.25],
      [hx + w * 0.5, top + tall * 1.3],
      [hx - w * 0.5, top + tall * 1.3],
    ],
    power > 0 ? lit : b.of('#cfd8dc', 0.1),
  );
  for (const edge of [-0.8, 0, 0.8])
    stroke(
      ctx,
      [
        [hx + w * edge, top + tall * 0.25],
        [hx + w * edge * 0.62, top + tall * 1.3],
      ],
      b.of(iron, -0.04),
      Math.max(1, girth * 0.3),
    );
  polygon(
    ctx,
    [
      [hx - w * 1.1, top + tall * 0.28],
      [hx, top - tall * 0.3],
      [hx + w * 1.1, top + tall * 0.28],
    ],
    b.of(snowy(b.conditions) ? '#eef4fa' : iron, 0.02),
  );
  if (power === 0) return;
  disc(ctx, hx, top + tall * 0.75, w * 0.42, b.warm.at('light'));
  glow(ctx, hx, top + tall * 0.75, height * 0.72, b.warm.stops.haze, 0.7 * power);
  glow(ctx, hx, top + tall * 0.75, height * 0.2, b.warm.stops.light, 0.5 * power);
}

/** A bench of slats seen from the front. `y` is the floor, `seat` the height of the seat. */
export function bench(b: Brush, x: number, y: number, w: number, seat: number, colour = '#9a6a40'): void {
  const { ctx, palette } = b;
  const white = snowy(b.conditions);
  contactShadow(b, x, y, w * 0.56, 14);
  for (const dx of [-0.42, 0.42]) {
    stroke(
      ctx,
      [
        [x + dx * w, y],
        [x + dx * w, y - seat],
        [x + dx * w * 1.02, y - seat * 1.95],
      ],
      b.of('#39414c', -0.04),
      7,
    );
    stroke(
      ctx,
      [
        [x + dx * w * 1.06, y - seat * 1.35],
        [x + dx * w * 1.1, y - seat * 1.32],
        [x + dx * w * 1.1, y],
      ],
      b.of('#39414c', 0.02),
      5,
    );
  }
  for (const rise of [1.94, 1.68, 1.42]) {
    box(ctx, x - w / 2, y - seat * rise, w, seat * 0.17, modelled(b, x - w / 2, w, colour, 0.03, 0.1), 3);
    box(ctx, x - w / 2, y - seat * rise, w, 2, palette.at('glow', 0.4));
  }
  for (let slat = 0; slat < 3; slat++)
    box(
      ctx,
      x - w / 2 - slat * 3,
      y - seat - 6 + slat * 8,
      w + slat * 6,
      6.5,
      modelled(b, x - w / 2, w, colour, 0.1 - slat * 0.04, 0.1),
      2,
    );
  if (white) for (const rise of [2.0, 1.06]) box(ctx, x - w / 2, y - seat * rise, w, 6, b.of('#f7fbff', 0.2), 3);
}

/** Rails between posts: a harbour's or a roof's edge. `top` of the rail at both ends, `foot` of the posts. */
export function railing(
  b: Brush,
  x0: number,
  x1: number,
  top: number,
  foot: number,
  posts: number,
  colour: string,
  rails = 2,
): void {
  const { ctx, palette } = b;
  for (let rail = 0; rail < rails; rail++) {
    const y = top + ((foot - top) * rail) / rails;
    box(ctx, x0, y, x1 - x0, rail === 0 ? 8 : 4, modelled(b, x0, x1 - x0, colour, 0.04, 0.08), 3);
    if (rail === 0)
      box(ctx, x0, y - 1, x1 - x0, 2.4, snowy(b.conditions) ? b.of('#f7fbff', 0.25) : palette.at('glow', 0.5));
  }
  for (let post = 0; post <= posts; post++) {
    const x = x0 + ((x1 - x0) * post) / posts;
    box(ctx, x - 5, top - 6, 10, foot - top + 6, modelled(b, x - 5, 10, colour, 0, 0.2), 2);
  }
}
