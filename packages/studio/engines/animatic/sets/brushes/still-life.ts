import type { Random } from '../../random.ts';
import { type Brush, modelled } from './brush.ts';
import { glow } from './glow.ts';
import { box, curve, disc, down, outward, polygon, stroke, within } from './shape.ts';

const spines = [
  '#a8483c',
  '#d29a4a',
  '#4e7d6a',
  '#3f5f86',
  '#7c5a86',
  '#c9b79a',
  '#6b8c4f',
  '#b56a4c',
  '#e0c078',
  '#46485c',
];
/** Colours of things that people keep: warm and muted, with a few bright ones. */
export const wares = ['#c8553d', '#e0a458', '#5b8e7d', '#3d6a91', '#f2e3c6', '#8a6bb0', '#d98c8c', '#7aa35a'];

export function pick<T>(list: readonly [T, ...T[]] | readonly T[], next: Random, fallback: T): T {
  return list[Math.floor(next() * list.length)] ?? fallback;
}

/** A row of books on a board, some leaning, now and then a gap with something small. */
export function books(b: Brush, x: number, y: number, w: number, tall: number, next: Random): void {
  const { ctx, palette } = b;
  let at = x;
  while (at < x + w - 9) {
    if (next() < 0.09) {
      trinket(b, at + 14, y, tall * 0.5, next);
      at += 32;
      continue;
    }
    const wide = Math.min(8 + next() * 11, x + w - at);
    const high = tall * (0.66 + next() * 0.34);
    const colour = pick(spines, next, '#a8483c');
    ctx.save();
    ctx.translate(at, y);
    if (next() < 0.08) ctx.rotate(-0.14);
    box(ctx, 0, -high, wide, high, modelled(b, 0, wide, colour, -0.02, 0.14), 1.5);
    if (wide > 11) {
      box(ctx, 2, -high * 0.86, wide - 4, 3, palette.at('light', 0.3));
      box(ctx, 2, -high * 0.2, wide - 4, 2, palette.at('light', 0.25));
    }
    ctx.restore();
    at += wide + 1;
  }
}

function trinket(b: Brush, x: number, y: number, size: number, next: Random): void {
  const colour = pick(wares, next, '#e0a458');
  if (next() < 0.5) vase(b, x, y, size, colour);
  else disc(b.ctx, x, y - size * 0.36, size * 0.36, modelled(b, x - size * 0.36, size * 0.72, colour, 0.05, 0.2));
}

/** A small vase. */
export function vase(b: Brush, x: number, y: number, height: number, colour: string): void {
  const { ctx } = b;
  disc(
    ctx,
    x,
    y - height * 0.36,
    height * 0.3,
    modelled(b, x - height * 0.3, height * 0.6, colour, 0.04, 0.2),
    height * 0.36,
  );
  box(
    ctx,
    x - height * 0.11,
    y - height,
    height * 0.22,
    height * 0.4,
    modelled(b, x - height * 0.11, height * 0.22, colour, 0, 0.2),
    3,
  );
  disc(ctx, x - b.side * -height * 0.12, y - height * 0.46, height * 0.05, b.palette.at('light', 0.55), height * 0.12);
}

/** A jar with something in it and a lid. */
export function jar(b: Brush, x: number, y: number, w: number, h: number, contents: string, lid = '#c79a5b'): void {
  const { ctx, palette } = b;
  box(ctx, x - w / 2, y - h, w, h, palette.at('light', 0.22), w * 0.2);
  box(ctx, x - w / 2 + 2, y - h * 0.72, w - 4, h * 0.7, modelled(b, x - w / 2, w, contents, 0.04, 0.18), w * 0.16);
  box(ctx, x - w * 0.42, y - h - h * 0.12, w * 0.84, h * 0.2, modelled(b, x - w / 2, w, lid, 0.08, 0.16), 2);
  box(ctx, x + b.side * w * 0.28 - 1.5, y - h * 0.8, 3, h * 0.6, palette.at('light', 0.5), 1.5);
}

/** A cup with a handle. */
export function cup(b: Brush, x: number, y: number, size: number, colour: string): void {
  const { ctx } = b;
  ctx.strokeStyle = b.of(colour, -0.04);
  ctx.lineWidth = size * 0.13;
  ctx.beginPath();
  ctx.arc(x + size * 0.5, y - size * 0.46, size * 0.24, 0, Math.PI * 2);
  ctx.stroke();
  box(
    ctx,
    x - size * 0.5,
    y - size * 0.86,
    size,
    size * 0.86,
    modelled(b, x - size / 2, size, colour, 0.08, 0.18),
    size * 0.2,
  );
  disc(ctx, x, y - size * 0.84, size * 0.48, b.of(colour, 0.2), size * 0.1);
  disc(ctx, x, y - size * 0.83, size * 0.38, b.of('#5a3420', 0), size * 0.07);
}

/** A bottle. */
export function bottle(b: Brush, x: number, y: number, h: number, colour: string): void {
  const { ctx, palette } = b;
  const w = h * 0.3;
  box(ctx, x - w / 2, y - h * 0.64, w, h * 0.64, modelled(b, x - w / 2, w, colour, 0, 0.2), w * 0.3);
  box(ctx, x - w * 0.19, y - h, w * 0.38, h * 0.44, modelled(b, x - w * 0.2, w * 0.4, colour, 0.02, 0.2), 2);
  box(ctx, x - w * 0.5, y - h * 0.46, w, h * 0.22, b.of('#efe2c6', 0.05));
  box(ctx, x + b.side * w * 0.26 - 1, y - h * 0.6, 2.4, h * 0.5, palette.at('light', 0.6), 1);
}

/** A framed picture: a small landscape in the colours given. */
export function picture(
  b: Brush,
  x: number,
  y: number,
  w: number,
  h: number,
  frame: string,
  tones: readonly [string, string, string],
): void {
  const { ctx, palette } = b;
  box(ctx, x + 5, y + 8, w, h, palette.at('ink', 0.32), 3);
  box(ctx, x, y, w, h, modelled(b, x, w, frame, 0.04, 0.16), 3);
  const rim = Math.min(w, h) * 0.08;
  box(ctx, x + rim, y + rim, w - rim * 2, h - rim * 2, b.of('#f4ecdc', 0.08));
  const [ix, iy, iw, ih] = [x + rim * 2, y + rim * 2, w - rim * 4, h - rim * 4];
  within(ctx, [ix, iy, iw, ih], 1, () => {
    box(ctx, ix, iy, iw, ih, down(ctx, iy, iy + ih, b.of(tones[0], 0.02), b.of(tones[0], 0.2)));
    disc(ctx, ix + iw * 0.68, iy + ih * 0.34, Math.min(iw, ih) * 0.14, b.of('#ffe9b8', 0.2));
    disc(ctx, ix + iw * 0.25, iy + ih * 1.1, iw * 0.6, b.of(tones[1], 0), ih * 0.56);
    disc(ctx, ix + iw * 0.85, iy + ih * 1.15, iw * 0.6, b.of(tones[2], -0.04), ih * 0.46);
    polygon(
      ctx,
      [
        [ix, iy],
        [ix + iw * 0.5, iy],
        [ix + iw * 0.1, iy + ih],
        [ix, iy + ih],
      ],
      palette.at('light', 0.12),
    );
  });
  box(ctx, x, y, w, 2.5, palette.at('light', 0.4));
}

/** A round clock without figures; its hands are painted by a motion. */
export function clockFace(b: Brush, x: number, y: number, radius: number, colour: string): void {
  const { ctx, palette } = b;
  disc(ctx, x + 4, y + 7, radius, palette.at('ink', 0.3));
  disc(ctx, x, y, radius, modelled(b, x - radius, radius * 2, colour, 0.04, 0.2));
  disc(ctx, x, y, radius * 0.84, outward(ctx, x, y, radius, b.of('#fffaf0', 0.24), b.of('#efe4cf', 0.06)));
  for (let hour = 0; hour < 12; hour++) {
    const angle = (hour / 12) * Math.PI * 2;
    disc(
      ctx,
      x + Math.cos(angle) * radius * 0.7,
      y + Math.sin(angle) * radius * 0.7,
      hour % 3 ? radius * 0.03 : radius * 0.055,
      b.of('#3a2a24', -0.2),
    );
  }
}

/** A bowl heaped with fruit. */
export function fruitBowl(b: Brush, x: number, y: number, w: number, bowl: string): void {
  const { ctx, palette } = b;
  const fruits = ['#d8453a', '#f0a63c', '#9cc04a', '#e8733a', '#d8453a'];
  fruits.forEach((fruit, index) => {
    const fx = x + (index / 4 - 0.5) * w * 0.62;
    const fy = y - w * 0.36 - (index % 2) * w * 0.12;
    disc(ctx, fx, fy, w * 0.15, modelled(b, fx - w * 0.15, w * 0.3, fruit, 0.06, 0.24));
    disc(ctx, fx + b.side * w * 0.05, fy - w * 0.06, w * 0.035, palette.at('light', 0.6));
  });
  ctx.fillStyle = modelled(b, x - w / 2, w, bowl, 0.04, 0.2);
  ctx.beginPath();
  ctx.moveTo(x - w * 0.5, y - w * 0.32);
  ctx.bezierCurveTo(x - w * 0.42, y + w * 0.06, x + w * 0.42, y + w * 0.06, x + w * 0.5, y - w * 0.32);
  ctx.closePath();
  ctx.fill();
  box(ctx, x - w * 0.5, y - w * 0.34, w, w * 0.05, palette.at('light', 0.4), 2);
}

/** A screen that glows, on a foot. `paint` draws what is on it. */
export function screen(b: Brush, x: number, y: number, w: number, h: number, paint: () => void): void {
  const { ctx, palette } = b;
  box(ctx, x - w * 0.04, y + h, w * 0.08 + w * 0.0, h * 0.14, b.of('#3a3f4a', -0.1));
  box(ctx, x - w * 0.5 - 6, y - 6, w + 12, h + 12, modelled(b, x - w / 2, w, '#2b2f3a', -0.1, 0.1), 6);
  within(ctx, [x - w / 2, y, w, h], 3, paint);
  glow(ctx, x, y + h / 2, w * 1.1, palette.stops.haze, 0.25);
  box(ctx, x - w * 0.16, y + h * 1.12, w * 0.32, 6, b.of('#3a3f4a', 0), 3);
}

/** A garland of leaves, paper or flags along a cable. */
export function bunting(
  b: Brush,
  from: readonly [number, number],
  to: readonly [number, number],
  flags: number,
  colours: readonly string[],
): void {
  const { ctx } = b;
  const sag = Math.abs(to[0] - from[0]) * 0.12;
  const at = (t: number) =>
    [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t + 4 * sag * t * (1 - t)] as const;
  curve(
    ctx,
    Array.from({ length: 13 }, (_, index) => at(index / 12)),
    b.palette.at('ink', 0.5),
    2,
  );
  for (let flag = 0; flag < flags; flag++) {
    const [x, y] = at((flag + 0.5) / flags);
    const size = Math.abs(to[0] - from[0]) / flags / 2.6;
    polygon(
      ctx,
      [
        [x - size, y],
        [x + size, y],
        [x, y + size * 2.2],
      ],
      modelled(b, x - size, size * 2, colours[flag % colours.length] ?? '#e0a458', 0.08, 0.14),
    );
  }
}

/** Hands of a clock, moving. */
export function clockHands(
  x: number,
  y: number,
  radius: number,
  colour: string,
  seconds: number,
  ctx: Brush['ctx'],
): void {
  const tick = Math.floor(seconds) + Math.min(1, (seconds % 1) * 8);
  for (const [angle, length, width] of [
    [-2.2, 0.42, 5],
    [-0.9, 0.62, 3.4],
    [(tick / 60) * Math.PI * 2, 0.7, 1.6],
  ] as const) {
    stroke(
      ctx,
      [
        [x, y],
        [x + Math.cos(angle) * radius * length, y + Math.sin(angle) * radius * length],
      ],
      colour,
      Math.max(1, (width * radius) / 40),
    );
  }
}
