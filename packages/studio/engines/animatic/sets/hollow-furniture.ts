import { type Brush, contactShadow, modelled } from './brushes/brush.ts';
import { glow } from './brushes/glow.ts';
import { lamplight } from './brushes/light.ts';
import { blob, box, curve, disc, down, outward, polygon, stroke } from './brushes/shape.ts';
import { books, cup, jar, vase } from './brushes/still-life.ts';

/** A cupboard carved into the wood, with boards full of what was gathered. */
export function alcove(b: Brush, x: number, y: number, w: number, boards: number): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  const h = boards * 82 + 24;
  box(ctx, x - 10, y - 10, w + 20, h + 20, modelled(b, x, w, '#b57a48', 0.06), [54, 54, 16, 16]);
  box(ctx, x, y, w, h, down(ctx, y, y + h, b.of('#2e1a12', -0.2), b.of('#5a3522', -0.14)), 44);
  glow(ctx, x + w / 2, y + h * 0.4, w, b.warm.stops.mid, 0.25 + 0.2 * lamplight(b.conditions));
  for (let board = 1; board <= boards; board++) {
    const by = y + board * 82;
    box(ctx, x + 4, by, w - 8, 9, modelled(b, x, w, '#c98a52', 0.08), 3);
    for (let at = x + 26; at < x + w - 18; at += 32) {
      const kind = next();
      if (board === 2 && kind < 0.7) {
        books(b, at - 12, by, 30, 54, next);
      } else if (kind < 0.35)
        jar(b, at, by, 25, 42, ['#d8573f', '#e8b04a', '#7a9a4a', '#a8608a'][Math.floor(next() * 4)] ?? '#e8b04a');
      else if (kind < 0.75) acorn(b, at, by, 24);
      else vase(b, at, by, 44, '#5b8e9d');
    }
  }
  box(ctx, x, y, w, 30, down(ctx, y, y + 30, palette.at('ink', 0.5), palette.at('ink', 0)), 30);
}

export function acorn(b: Brush, x: number, y: number, size: number): void {
  const { ctx } = b;
  disc(ctx, x, y - size * 0.5, size * 0.4, modelled(b, x - size * 0.4, size * 0.8, '#d09a4e', 0.08, 0.2), size * 0.5);
  disc(ctx, x, y - size * 0.86, size * 0.48, modelled(b, x - size * 0.5, size, '#7a4a2c', 0.04, 0.2), size * 0.26);
  stroke(
    ctx,
    [
      [x, y - size * 1.06],
      [x + 2, y - size * 1.26],
    ],
    b.of('#5a3522', 0),
    3,
  );
  disc(ctx, x + b.side * size * 0.16, y - size * 0.52, size * 0.07, b.palette.at('light', 0.6), size * 0.14);
}

export function stove(b: Brush): void {
  const { ctx, palette } = b;
  contactShadow(b, 330, 668, 110, 16);
  box(ctx, 314, -120, 34, 600, modelled(b, 314, 34, '#4a4f58', -0.04, 0.2));
  for (const y of [160, 330]) box(ctx, 309, y, 44, 12, b.of('#6a6f78', 0.06), 3);
  for (const x of [264, 386]) box(ctx, x, 640, 14, 30, b.of('#2e3138', -0.06), 4);
  box(ctx, 246, 470, 170, 180, modelled(b, 246, 170, '#4a4f58', -0.02, 0.18), [70, 70, 20, 20]);
  box(ctx, 238, 470, 186, 12, b.of('#6a6f78', 0.1), 5);
  box(ctx, 278, 526, 106, 86, palette.at('ink', 0.8), 34);
  box(ctx, 284, 532, 94, 74, outward(ctx, 331, 590, 70, b.warm.at('light'), b.warm.at('glow'), b.warm.at('mid')), 30);
  for (let bar = 0; bar < 4; bar++) box(ctx, 298 + bar * 21, 532, 4, 74, palette.at('ink', 0.8));
  glow(ctx, 331, 576, 190, b.warm.stops.haze, 0.5);
  box(ctx, 292, 432, 70, 40, modelled(b, 292, 70, '#c8553d', 0.06, 0.2), 16);
  curve(
    ctx,
    [
      [362, 446],
      [384, 440],
      [380, 424],
    ],
    b.of('#c8553d', 0),
    9,
  );
  curve(
    ctx,
    [
      [300, 434],
      [326, 400],
      [354, 434],
    ],
    b.of('#e8c27a', 0.1),
    4,
  );
}

export function mushroom(b: Brush, x: number, y: number, size: number): void {
  const { ctx } = b;
  const shine = 0.4 + 0.6 * lamplight(b.conditions);
  glow(ctx, x, y - 70 * size, 150 * size, b.warm.stops.glow, 0.55 * shine);
  box(
    ctx,
    x - 12 * size,
    y - 62 * size,
    24 * size,
    64 * size,
    modelled(b, x - 12, 24, '#f3e4c8', 0.14, 0.16),
    9 * size,
  );
  blob(
    ctx,
    [
      [x - 54 * size, y - 52 * size],
      [x - 46 * size, y - 92 * size],
      [x, y - 116 * size],
      [x + 46 * size, y - 92 * size],
      [x + 54 * size, y - 52 * size],
    ],
    down(ctx, y - 116 * size, y - 50 * size, b.of('#e8573f', 0.2), b.warm.between('mid', 'glow', shine * 0.6)),
  );
  for (const [dx, dy, r] of [
    [-22, -80, 7],
    [6, -94, 9],
    [28, -74, 6],
    [-4, -66, 5],
  ] as const)
    disc(ctx, x + dx * size, y + dy * size, r * size, b.warm.at('light', 0.9));
}

export function lantern(b: Brush, x: number, y: number): void {
  const { ctx } = b;
  stroke(
    ctx,
    [
      [x, -120],
      [x, y],
    ],
    b.of('#5a3522', -0.1),
    4,
  );
  glow(ctx, x, y + 44, 150, b.warm.stops.glow, 0.3 + 0.35 * lamplight(b.conditions));
  box(
    ctx,
    x - 24,
    y + 14,
    48,
    62,
    outward(ctx, x, y + 50, 44, b.warm.at('light'), b.warm.at('glow', 0.9), b.warm.at('mid', 0.7)),
    12,
  );
  for (const dx of [-24, -1, 22]) box(ctx, x + dx, y + 12, 3, 66, b.of('#5a3522', -0.04));
  polygon(
    ctx,
    [
      [x - 32, y + 16],
      [x, y - 6],
      [x + 32, y + 16],
    ],
    modelled(b, x - 32, 64, '#7a4a2c', 0.08, 0.2),
  );
  box(ctx, x - 29, y + 74, 58, 9, modelled(b, x - 29, 58, '#7a4a2c', 0.04, 0.2), 4);
}

export function toadstoolTable(b: Brush): void {
  const { ctx } = b;
  contactShadow(b, 800, 776, 130, 16);
  blob(
    ctx,
    [
      [762, 776],
      [776, 690],
      [768, 600],
      [832, 600],
      [824, 690],
      [840, 776],
    ],
    modelled(b, 762, 78, '#f0dfc0', 0.02, 0.2),
  );
  blob(
    ctx,
    [
      [640, 606],
      [660, 584],
      [720, 574],
      [800, 571],
      [880, 574],
      [940, 584],
      [960, 606],
      [880, 622],
      [800, 626],
      [720, 622],
    ],
    modelled(b, 640, 320, '#d8573f', 0.04, 0.18),
  );
  for (const [x, y, r] of [
    [690, 600, 11],
    [760, 610, 13],
    [850, 608, 11],
    [920, 598, 8],
  ] as const)
    disc(ctx, x, y, r, b.of('#fff1dc', 0.16), r * 0.6);
  cup(b, 730, 582, 30, '#f2e3c6');
  cup(b, 872, 582, 30, '#7aa84a');
  acorn(b, 800, 582, 32);
}
