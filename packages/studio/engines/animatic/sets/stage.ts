import type { Palette } from '../palette.ts';
import { type Brush, block, contactShadow, load, modelled } from './brushes/brush.ts';
import { planks } from './brushes/floor.ts';
import { chair } from './brushes/furniture.ts';
import { beam, glow } from './brushes/glow.ts';
import { air, dust } from './brushes/haze.ts';
import { sisterPalette } from './brushes/light.ts';
import { across, blob, box, curve, disc, down, outward, type Point, polygon, stroke } from './brushes/shape.ts';
import { vase } from './brushes/still-life.ts';
import { drape } from './brushes/window.ts';
import type { Conditions, Motion, SetDesign } from './set-design.ts';

const floor = 616;
const spots = [
  [330, 560],
  [800, 800],
  [1270, 1040],
] as const;

/** A theatre from the stalls: a painted night behind, wings, red curtains, spotlights, footlights and the heads of the house. */
export const stage: SetDesign = {
  name: 'stage',
  interior: true,
  marks: [
    { x: 400, y: 728, height: 402, seat: null },
    { x: 610, y: 738, height: 414, seat: 112 },
    { x: 800, y: 722, height: 394, seat: null },
    { x: 990, y: 738, height: 414, seat: 112 },
    { x: 1200, y: 728, height: 402, seat: null },
  ],
  light: () => ({ x: 520, y: 100, strength: 0.95 }),
  layers: (conditions) => [
    { depth: 0.6, paint: (ctx) => backcloth(load(ctx, conditions, -1, 0, 0.04)) },
    { depth: 0.4, paint: (ctx) => cutouts(load(ctx, conditions, -1, 0, -0.04)) },
    { depth: 0.2, paint: (ctx) => boards(load(ctx, conditions, -1, 0, 0.04)) },
    { depth: 0.1, paint: (ctx) => spotlights(load(ctx, conditions, -1)) },
    { depth: 0.05, paint: (ctx) => furniture(load(ctx, conditions, -1, 0, 0.06)) },
    { depth: -0.1, paint: (ctx) => proscenium(load(ctx, conditions, -1, 0, 0.02)) },
    { depth: -0.35, paint: (ctx) => house(load(ctx, conditions, -1, 0, -0.2)) },
  ],
  motions: (conditions) => [twinkle(conditions), footlights(conditions), dust(conditions, [300, 130, 1000, 560])],
};

function backcloth(b: Brush): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  box(ctx, -240, -120, 2080, 1140, down(ctx, 0, 600, ...paintedSky(palette)));
  for (let ring = 6; ring > 0; ring--) disc(ctx, 980, 280, 80 + ring * 54, palette.at('glow', 0.07));
  disc(ctx, 980, 280, 96, outward(ctx, 960, 256, 120, palette.at('light'), palette.at('glow')));
  for (const [dx, dy, r] of [
    [-30, -20, 18],
    [24, 30, 22],
    [36, -34, 12],
  ] as const)
    disc(ctx, 980 + dx, 280 + dy, r, palette.at('haze', 0.35));
  glow(ctx, 980, 280, 420, palette.stops.glow, 0.35);
  for (let star = 0; star < 60; star++) {
    const [x, y, size] = [120 + next() * 1360, 90 + next() * 330, 2 + next() * 5];
    polygon(
      ctx,
      [
        [x, y - size * 1.6],
        [x + size * 0.4, y - size * 0.4],
        [x + size * 1.6, y],
        [x + size * 0.4, y + size * 0.4],
        [x, y + size * 1.6],
        [x - size * 0.4, y + size * 0.4],
        [x - size * 1.6, y],
        [x - size * 0.4, y - size * 0.4],
      ],
      palette.at('light', 0.4 + next() * 0.5),
    );
  }
  for (const [x, y, w] of [
    [420, 250, 130],
    [640, 180, 90],
    [1260, 210, 120],
    [1100, 380, 150],
    [300, 400, 120],
  ] as const) {
    for (const [dx, dy, r] of [
      [-0.6, 0, 0.36],
      [0, -0.16, 0.5],
      [0.56, 0, 0.34],
    ] as const)
      disc(ctx, x + dx * w, y + dy * w, r * w, palette.between('mid', 'light', 0.6, 0.4), r * w * 0.55);
  }
  castle(b);
}

function paintedSky({ at, timeOfDay }: Palette): readonly string[] {
  if (timeOfDay === 'morning') return [at('mid'), at('haze'), at('glow'), at('glow')];
  return [at('shadow'), at('deep'), at('mid'), at('haze')];
}

function castle(b: Brush): void {
  const { ctx, palette } = b;
  const stone = b.of('#6a5a8a', -0.1);
  for (const [x, y, w, h] of [
    [470, 380, 60, 260],
    [560, 330, 76, 320],
    [664, 400, 54, 240],
    [516, 450, 160, 190],
  ] as const) {
    box(ctx, x, y, w, h, across(ctx, x, x + w, b.of('#8a78a8', 0), stone));
    if (w < 100) {
      polygon(
        ctx,
        [
          [x - 9, y],
          [x + w / 2, y - w * 1.3],
          [x + w + 9, y],
        ],
        modelled(b, x - 9, w + 18, '#b0506a', 0.04),
      );
      stroke(
        ctx,
        [
          [x + w / 2, y - w * 1.3],
          [x + w / 2, y - w * 1.3 - 30],
        ],
        b.of('#3a2f4a', 0),
        3,
      );
      polygon(
        ctx,
        [
          [x + w / 2, y - w * 1.3 - 30],
          [x + w / 2 + 26, y - w * 1.3 - 22],
          [x + w / 2, y - w * 1.3 - 14],
        ],
        b.of('#e8b04a', 0.16),
      );
    }
    for (let wy = y + 30; wy < y + h - 60; wy += 60) {
      box(ctx, x + w / 2 - 7, wy, 14, 24, palette.at('glow'), 7);
      glow(ctx, x + w / 2, wy + 12, 40, palette.stops.glow, 0.5);
    }
  }
}

function cutouts(b: Brush): void {
  const { ctx, palette } = b;
  for (const [y, colour, phase, amp] of [
    [520, '#5a6a9a', 0.4, 46],
    [566, '#4a7a6a', 2, 36],
    [600, '#3a6a4a', 4, 24],
  ] as const) {
    const points: Point[] = [[-240, 1020]];
    for (let x = -240; x <= 1840; x += 30)
      points.push([x, y + Math.sin(x / 170 + phase) * amp + Math.sin(x / 63) * amp * 0.24]);
    points.push([1840, 1020]);
    polygon(ctx, points, down(ctx, y - 50, y + 120, b.of(colour, 0.12), b.of(colour, -0.16)));
    stroke(ctx, points.slice(1, -1), palette.at('glow', 0.4), 3);
  }
  for (const [x, size] of [
    [210, 1.2],
    [330, 0.85],
    [1290, 0.9],
    [1420, 1.25],
  ] as const)
    tree(b, x, size);
}

function tree(b: Brush, x: number, size: number): void {
  const { ctx, palette } = b;
  const foot = 640;
  polygon(
    ctx,
    [
      [x - 13 * size, foot],
      [x - 7 * size, foot - 230 * size],
      [x + 7 * size, foot - 230 * size],
      [x + 15 * size, foot],
    ],
    modelled(b, x - 15, 30, '#5a3a34', -0.04),
  );
  for (const [dx, dy, r] of [
    [-50, -210, 62],
    [52, -220, 66],
    [0, -280, 82],
    [-30, -330, 50],
    [34, -344, 48],
  ] as const) {
    disc(
      ctx,
      x + dx * size,
      foot + dy * size,
      r * size,
      outward(
        ctx,
        x + (dx - 20) * size,
        foot + (dy - 26) * size,
        r * size * 1.3,
        b.of('#5fae84', 0.1),
        b.of('#2f6a64', -0.16),
      ),
    );
    ctx.strokeStyle = palette.at('glow', 0.25);
    ctx.lineWidth = 2;
    ctx.stroke();
  }
}

function boards(b: Brush): void {
  planks(b, floor, '#a8683c', 64);
  for (const [, x] of spots) {
    b.ctx.save();
    b.ctx.globalCompositeOperation = 'color-dodge';
    b.ctx.translate(x, 716);
    b.ctx.scale(1, 0.24);
    b.ctx.fillStyle = outward(b.ctx, 0, 0, 300, b.warm.at('haze', 0.75), b.warm.at('mid', 0.4), b.warm.at('deep', 0));
    b.ctx.fillRect(-300, -300, 600, 600);
    b.ctx.restore();
  }
}

function spotlights(b: Brush): void {
  const { ctx, conditions } = b;
  air(ctx, conditions, 0.1);
  const colours = [b.warm.stops.glow, b.warm.stops.light, sisterPalette(b.palette, 'dusk').stops.haze];
  spots.forEach(([from, to], index) => {
    const colour = colours[index] ?? b.warm.stops.glow;
    beam(
      ctx,
      [
        [from - 14, 60],
        [from + 14, 60],
      ],
      [
        [to - 190, 740],
        [to + 190, 740],
      ],
      colour,
      0.5,
      8,
    );
    glow(ctx, from, 80, 120, colour, 0.7);
    glow(ctx, to, 716, 260, colour, 0.34, 0.22);
  });
}

function furniture(b: Brush): void {
  chair(b, 606, 740, 112, '#b5713f', 1, '#8a2f4c');
  chair(b, 994, 740, 112, '#b5713f', -1, '#8a2f4c');
  block(b, 236, 640, 110, 82, '#9a6238', 0, 4);
  for (const y of [660, 690]) box(b.ctx, 240, y, 102, 3, b.palette.at('ink', 0.3));
  vase(b, 290, 640, 64, '#3d8a94');
  contactShadow(b, 1340, 728, 60);
  stroke(
    b.ctx,
    [
      [1340, 724],
      [1340, 480],
    ],
    b.of('#3a2f3a', 0),
    7,
  );
  disc(b.ctx, 1340, 462, 24, b.warm.at('light'));
  glow(b.ctx, 1340, 462, 150, b.warm.stops.glow, 0.7);
}

function proscenium(b: Brush): void {
  const { ctx, palette } = b;
  const red = '#b02f44';
  drape(b, [-240, 300], [-120, 800], red, 9);
  drape(b, [1840, 1300], [-120, 800], red, 9);
  for (const [x, turn] of [
    [178, 1],
    [1422, -1],
  ] as const) {
    curve(
      ctx,
      [
        [x - turn * 190, 470],
        [x - turn * 40, 520],
        [x + turn * 20, 484],
      ],
      b.of('#e8b84e', 0.16),
      10,
    );
    disc(ctx, x - turn * 10, 512, 14, b.of('#f0cc6a', 0.2));
    for (let strand = -3; strand <= 3; strand++)
      stroke(
        ctx,
        [
          [x - turn * 10 + strand * 3, 524],
          [x - turn * 10 + strand * 6, 580],
        ],
        b.of('#e8b84e', 0.1),
        3,
      );
  }
  for (let swag = 0; swag < 9; swag++) {
    const x = -240 + swag * 232;
    blob(
      ctx,
      [
        [x - 8, -120],
        [x - 8, 104],
        [x + 60, 166],
        [x + 116, 178],
        [x + 172, 166],
        [x + 240, 104],
        [x + 240, -120],
      ],
      down(ctx, -20, 180, b.of(red, -0.26), b.of(red, -0.02), b.of('#d8485c', 0.12)),
    );
    for (let fold = 1; fold < 5; fold++)
      curve(
        ctx,
        [
          [x + 4, 104 - fold * 26],
          [x + 116, 172 - fold * 28],
          [x + 228, 104 - fold * 26],
        ],
        palette.at(fold % 2 ? 'ink' : 'light', 0.16),
        5,
      );
    curve(
      ctx,
      [
        [x - 8, 106],
        [x + 60, 168],
        [x + 116, 180],
        [x + 172, 168],
        [x + 240, 106],
      ],
      b.of('#f0cc6a', 0.2),
      8,
    );
    disc(ctx, x - 8, 112, 12, b.of('#f0cc6a', 0.24));
  }
  box(ctx, -240, 776, 2080, 250, down(ctx, 776, 860, b.of('#7a3f2c', 0), b.of('#2a1418', -0.2)));
  box(ctx, -240, 774, 2080, 7, b.of('#f0cc6a', 0.16));
}

function house(b: Brush): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  for (let x = -200; x < 1840; x += 104) {
    const size = 38 + next() * 9;
    const y = (x > 330 && x < 1270 ? 852 : 822) + next() * 26;
    blob(
      ctx,
      [
        [x - size * 2, 1020],
        [x - size * 1.6, y + size * 1.8],
        [x - size * 0.4, y + size],
        [x + size * 0.4, y + size],
        [x + size * 1.6, y + size * 1.8],
        [x + size * 2, 1020],
      ],
      palette.at('ink'),
    );
    disc(ctx, x, y, size * 0.82, palette.at('ink'), size);
    if (next() < 0.3) disc(ctx, x, y - size * 0.9, size * 0.5, palette.at('ink'), size * 0.4);
    curve(
      ctx,
      [
        [x - size * 0.74, y - size * 0.4],
        [x - size * 0.2, y - size * 1.05],
        [x + size * 0.5, y - size * 0.86],
      ],
      b.warm.at('glow', 0.65),
      3.4,
    );
  }
}

function twinkle(conditions: Conditions): Motion {
  const { stops } = conditions.palette;
  return {
    depth: 0.55,
    paint: (ctx, seconds) => {
      for (let star = 0; star < 14; star++) {
        const x = 180 + ((star * 397) % 1240);
        const y = 110 + ((star * 211) % 260);
        glow(ctx, x, y, 20, stops.light, 0.5 * Math.max(0, Math.sin(seconds * 1.7 + star * 2.3)));
      }
    },
  };
}

function footlights(conditions: Conditions): Motion {
  return {
    depth: -0.12,
    paint: (ctx, seconds) => {
      const b = load(ctx, conditions, -1);
      for (let x = 300; x <= 1300; x += 125) {
        disc(ctx, x, 782, 20, b.of('#e8b84e', 0.04), 16);
        disc(ctx, x, 775, 12, b.warm.at('light'), 6);
        glow(ctx, x, 770, 84, b.warm.stops.glow, 0.5 + 0.05 * Math.sin(seconds * 6 + x), 0.8);
      }
    },
  };
}
