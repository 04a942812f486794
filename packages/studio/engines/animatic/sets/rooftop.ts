import { type Brush, block, contactShadow, modelled } from './brushes/brush.ts';
import { litWindow } from './brushes/building.ts';
import { chair } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { ground, groundLight, paving, puddles } from './brushes/ground.ts';
import { steam } from './brushes/haze.ts';
import { skyline } from './brushes/horizon.ts';
import { stringLights } from './brushes/lamp.ts';
import { birds, driftingClouds } from './brushes/life.ts';
import { lamplight, outdoors, warmth } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { frond, pottedPlant } from './brushes/plant.ts';
import { bench, lightPool } from './brushes/post.ts';
import { box, disc, down, type Point, polygon, stroke } from './brushes/shape.ts';
import { type Conditions, type Motion, type SetDesign, world } from './set-design.ts';

const horizon = 500;
const edge = 628;
const sunOf = (conditions: Conditions) => sunAt(conditions, 760, horizon - 44);

/** The roof of a house in a great city: towers to the horizon, a water tank, strings of bulbs, chairs, pots of herbs. */
export const rooftop: SetDesign = {
  name: 'rooftop',
  interior: false,
  marks: [
    { x: 330, y: 740, height: 390, seat: 104 },
    { x: 620, y: 754, height: 408, seat: null },
    { x: 800, y: 726, height: 376, seat: null },
    { x: 980, y: 754, height: 408, seat: null },
    { x: 1270, y: 742, height: 392, seat: 104 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [800, 300]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.75, paint: (ctx) => towers(openAir(ctx, conditions, 0.5), 0.5) },
    { depth: 0.45, paint: (ctx) => neighbours(openAir(ctx, conditions, 0.26)) },
    { depth: 0.2, paint: (ctx) => stairHouse(openAir(ctx, conditions, 0.08)) },
    { depth: 0.1, paint: (ctx) => deck(openAir(ctx, conditions, 0.05)) },
    { depth: 0.03, paint: (ctx) => furniture(openAir(ctx, conditions, 0.02)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.14 })) },
  ],
  motions: (conditions) => [
    driftingClouds(conditions, horizon - 120),
    birds(conditions, [1080, 190, 330, 90], 5),
    cityLights(conditions),
    steam([1120, 530], 130, conditions.palette.stops.haze, 0.3, 0.43, 20),
    steam([456, 546], 100, conditions.palette.stops.haze, 0.24, 0.43, 16),
  ],
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.95 });
  skyline(ctx, conditions, horizon - 10, 250, 2);
  mist(ctx, conditions, horizon - 10, 130, 0.55);
  glow(ctx, sunOf(conditions)[0], horizon - 40, 330, outdoors(conditions).palette.stops.glow, 0.3);
  veil(ctx, conditions, 0.9, horizon);
}

const slabs: readonly (readonly [x: number, w: number, top: number, colour: string])[] = [
  [-220, 130, 330, '#8a7468'],
  [-70, 104, 262, '#6d7f96'],
  [60, 120, 356, '#93817f'],
  [206, 90, 224, '#5f7288'],
  [318, 128, 374, '#a58a76'],
  [470, 84, 318, '#6d7f96'],
  [570, 96, 412, '#8a7468'],
  [880, 92, 400, '#7d8577'],
  [990, 86, 300, '#5f7288'],
  [1092, 118, 372, '#a5786a'],
  [1226, 92, 236, '#6d7f96'],
  [1334, 126, 344, '#93817f'],
  [1476, 96, 284, '#5f7288'],
  [1590, 130, 360, '#8a7468'],
  [1730, 110, 300, '#6d7f96'],
];

/** Towers that stand nearer, window by window. */
function towers(b: Brush, share: number): void {
  const { ctx, palette, conditions } = b;
  const next = conditions.random();
  const power = lamplight(conditions);
  for (const [x, w, top, colour] of slabs) {
    box(ctx, x, top, w, 420, modelled(b, x, w, colour, -0.02, 0.16));
    box(ctx, x, top, w, 6, snowy(conditions) ? b.of('#ffffff', 0.2) : b.of(colour, 0.2));
    if (w > 100) box(ctx, x + w * 0.3, top - 22, w * 0.4, 22, modelled(b, x + w * 0.3, w * 0.4, colour, -0.04, 0.14));
    else
      stroke(
        ctx,
        [
          [x + w / 2, top],
          [x + w / 2, top - 54],
        ],
        b.of('#4a525c', 0),
        3,
      );
    for (let wy = top + 16; wy < 640; wy += 19)
      for (let wx = x + 9; wx < x + w - 12; wx += 16) {
        const chance = next();
        if (power > 0 && chance < share) {
          box(ctx, wx, wy, 9, 11, b.warm.between('haze', 'light', next(), 0.5 + 0.5 * power));
          if (chance < 0.05) glow(ctx, wx + 4, wy + 5, 26, b.warm.stops.haze, 0.5);
        } else box(ctx, wx, wy, 9, 11, chance > 0.8 ? palette.at('light', 0.2) : palette.at('ink', 0.16));
      }
    stroke(
      ctx,
      [
        [b.side > 0 ? x + w - 1 : x + 1, top],
        [b.side > 0 ? x + w - 1 : x + 1, 620],
      ],
      palette.at('glow', 0.28),
      2,
    );
  }
  mist(ctx, conditions, 600, 130, 0.5);
  veil(ctx, conditions, 0.55, horizon);
}

/** Roofs across the street, with their tanks, chimneys and aerials. */
function neighbours(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  for (const [x, w, top, colour] of [
    [-240, 300, 512, '#a5705a'],
    [70, 250, 556, '#8f8578'],
    [340, 300, 584, '#b08a6c'],
    [660, 210, 606, '#8a7468'],
    [890, 190, 582, '#a5705a'],
    [1040, 260, 560, '#93817f'],
    [1310, 240, 530, '#b08a6c'],
    [1560, 300, 500, '#8f8578'],
  ] as const) {
    box(ctx, x, top, w, 240, modelled(b, x, w, colour, -0.02, 0.12));
    box(ctx, x - 5, top - 8, w + 10, 13, snowy(conditions) ? b.of('#ffffff', 0.22) : b.of(colour, 0.16));
    for (let wx = x + 18; wx < x + w - 34; wx += 46) litWindow(b, wx, top + 22, 22, 30, next() < 0.6, 2.4);
  }
  tank(b, 196, 556, 1.1);
  tank(b, 1462, 530, 1.25);
  for (const [x, y] of [
    [446, 584],
    [1110, 560],
    [1680, 500],
    [-60, 512],
  ] as const) {
    box(ctx, x, y - 40, 26, 42, modelled(b, x, 26, '#8a5a4a', 0, 0.16));
    box(ctx, x - 4, y - 46, 34, 8, b.of(snowy(conditions) ? '#ffffff' : '#a5705a', 0.1));
  }
  for (const [x, y] of [
    [560, 584],
    [1220, 560],
    [330, 556],
  ] as const) {
    stroke(
      ctx,
      [
        [x, y],
        [x, y - 92],
      ],
      b.of('#3b4450', -0.04),
      3,
    );
    for (const [dy, half] of [
      [86, 26],
      [72, 20],
      [58, 14],
    ] as const)
      stroke(
        ctx,
        [
          [x - half, y - dy],
          [x + half, y - dy - 5],
        ],
        b.of('#3b4450', -0.04),
        2,
      );
  }
  veil(ctx, conditions, 0.28, horizon);
}

/** A wooden water tank on legs. */
function tank(b: Brush, x: number, y: number, size: number): void {
  const { ctx, palette } = b;
  const [w, h] = [92 * size, 96 * size];
  for (const dx of [-0.4, -0.1, 0.1, 0.4])
    stroke(
      ctx,
      [
        [x + dx * w, y],
        [x + dx * w * 0.9, y - 60 * size],
      ],
      b.of('#3b3a40', -0.06),
      4 * size,
    );
  stroke(
    ctx,
    [
      [x - 0.4 * w, y],
      [x + 0.36 * w, y - 58 * size],
    ],
    b.of('#3b3a40', -0.06),
    2.4,
  );
  box(ctx, x - w / 2, y - 58 * size - h, w, h, modelled(b, x - w / 2, w, '#8a6248', 0, 0.2), 4);
  for (let hoop = 0; hoop < 4; hoop++)
    box(ctx, x - w / 2 - 1, y - 64 * size - hoop * h * 0.27, w + 2, 3, palette.at('ink', 0.4));
  polygon(
    ctx,
    [
      [x - w * 0.58, y - 58 * size - h],
      [x, y - 58 * size - h * 1.46],
      [x + w * 0.58, y - 58 * size - h],
    ],
    modelled(b, x - w / 2, w, snowy(b.conditions) ? '#f4f9ff' : '#5f4a40', 0.02, 0.2),
  );
  stroke(
    ctx,
    [
      [x + b.side * w * 0.49, y - 58 * size],
      [x + b.side * w * 0.49, y - 58 * size - h],
    ],
    palette.at('glow', 0.5),
    2,
  );
}

function stairHouse(b: Brush): void {
  const { ctx, palette, conditions } = b;
  box(ctx, -240, 250, 380, 450, modelled(b, -240, 380, '#b07a62', -0.02, 0.14));
  for (let row = 0; row < 19; row++) box(ctx, -240, 250 + row * 24, 380, 1.6, palette.at('ink', 0.14));
  box(ctx, -252, 238, 404, 18, snowy(conditions) ? b.of('#ffffff', 0.22) : b.of('#cf9a7c', 0.1), 3);
  box(ctx, -24, 402, 124, 300, b.of('#3d5f66', -0.04), 4);
  box(
    ctx,
    -12,
    418,
    100,
    110,
    lamplight(conditions) > 0
      ? down(ctx, 418, 528, b.warm.at('light'), b.warm.at('haze'))
      : palette.between('deep', 'mid', 0.5),
    4,
  );
  glow(ctx, 40, 380, 230, b.warm.stops.haze, 0.7 * lamplight(conditions));
  box(ctx, 22, 366, 36, 15, lamplight(conditions) > 0 ? b.warm.at('light') : b.of('#e9e4d8', 0.1), 4);
  for (const x of [424, 1176]) box(ctx, x - 4, 300, 8, 360, modelled(b, x - 4, 8, '#3b4450', 0, 0.2), 3);
}

function deck(b: Brush): void {
  const { ctx, conditions, palette } = b;
  ground(b, edge + 42, '#a89484');
  paving(b, edge + 42, [800, 440], 150, 0.15);
  for (let x = world.left; x < world.right; x += 26)
    box(ctx, x, edge, 24, 46, modelled(b, x, 24, '#a8705a', -0.06, 0.06), 1);
  box(ctx, world.left, edge + 20, 2080, 1.6, palette.at('ink', 0.3));
  box(
    ctx,
    world.left,
    edge - 10,
    2080,
    14,
    modelled(b, world.left, 2080, snowy(conditions) ? '#ffffff' : '#cbb49c', 0.12, 0.06),
    3,
  );
  box(ctx, world.left, edge - 11, 2080, 2.4, palette.at('glow', 0.5));
  box(
    ctx,
    world.left,
    edge + 42,
    2080,
    26,
    down(ctx, edge + 42, edge + 68, palette.at('ink', 0.3), palette.at('ink', 0)),
  );
  groundLight(b, sunOf(conditions)[0], 726, 560, 0.45);
  puddles(b, edge + 50, 800, [
    [424, 0.4],
    [800, 0.4],
    [1176, 0.4],
  ]);
  for (const [x, r] of [
    [520, 380],
    [800, 420],
    [1080, 380],
    [40, 300],
  ] as const)
    lightPool(b, x, 720, r, 0.45);
  veil(ctx, conditions, 0.06, horizon);
}

function furniture(b: Brush): void {
  const poles: readonly Point[] = [
    [140, 262],
    [424, 302],
    [1176, 302],
    [1660, 240],
  ];
  for (let span = 0; span + 1 < poles.length; span++) stringLights(b, poles.slice(span, span + 2), span === 1 ? 16 : 9);
  bench(b, 330, 740, 216, 104);
  chair(b, 1270, 742, 104, '#8a5f42', -1, '#3f7a86');
  contactShadow(b, 1146, 742, 56);
  block(b, 1098, 650, 98, 92, '#9a7350', 0, 4);
  for (const y of [674, 700]) box(b.ctx, 1098, y, 98, 3, b.palette.at('ink', 0.3));
  pottedPlant(b, 1146, 652, 74, { colour: '#6a9a52', clay: '#d9644a' });
  const next = b.conditions.random();
  for (const [x, h] of [
    [500, 96],
    [560, 74],
    [1392, 120],
    [1460, 90],
  ] as const)
    pottedPlant(b, x, 704, h, { colour: '#5f9450', clay: '#b5653f' }, next);
  for (const x of [700, 880]) planter(b, x);
}

function planter(b: Brush, x: number): void {
  const next = b.conditions.random();
  for (let index = 0; index < 20; index++)
    disc(
      b.ctx,
      x - 54 + next() * 108,
      664 - next() * 24,
      11,
      b.of(snowy(b.conditions) ? '#e4ecf2' : '#5f9450', next() * 0.16 - 0.04),
      10,
    );
  for (let index = 0; index < 9; index++)
    disc(
      b.ctx,
      x - 54 + next() * 108,
      656 - next() * 22,
      5,
      b.of(['#e86a7a', '#f2c25a', '#f4efe6'][index % 3] ?? '#e86a7a', 0.16),
    );
  block(b, x - 62, 664, 124, 30, '#9a7350', 0, 3);
}

/** Windows that go on and off, red lights on the masts, an airliner. */
function cityLights(conditions: Conditions): Motion {
  const lamp = warmth(conditions.palette);
  const power = lamplight(conditions);
  const next = conditions.random();
  const windows = Array.from({ length: 26 }, () => {
    const slab = slabs[Math.floor(next() * slabs.length)] ?? [0, 90, 300, ''];
    return {
      x: slab[0] + 9 + Math.floor(next() * ((slab[1] - 24) / 16)) * 16,
      y: slab[2] + 16 + Math.floor(next() * 9) * 19,
      phase: next() * 7,
    };
  });
  return {
    depth: 0.72,
    paint: (ctx, seconds) => {
      if (power === 0) return;
      ctx.fillStyle = lamp.at('glow', 0.9);
      for (const pane of windows) if (Math.sin(seconds * 0.5 + pane.phase) > 0.2) ctx.fillRect(pane.x, pane.y, 9, 11);
      const blink = Math.max(0, Math.sin(seconds * 2.4)) ** 3;
      for (const [x, w, top] of slabs) {
        if (w > 100) continue;
        ctx.fillStyle = `rgba(255,72,56,${0.2 + 0.8 * blink})`;
        ctx.beginPath();
        ctx.arc(x + w / 2, top - 55, 3 + blink, 0, Math.PI * 2);
        ctx.fill();
      }
      const plane = (seconds * 0.012 + 0.1) % 1;
      disc(ctx, 1840 - plane * 700, 170 + plane * 30, 2.4, lamp.at('light', 0.5 + 0.5 * blink));
    },
  };
}

function nearEdge(b: Brush): void {
  for (const [x, y, a, l] of [
    [1720, 60, 2.5, 320],
    [1720, 60, 2.1, 280],
    [1760, 80, 2.9, 300],
  ] as const)
    frond(b, x, y, l, a, '#4a7440');
  pottedPlant(b, 10, 930, 280, { colour: '#456e40', clay: '#7a4632' });
  pottedPlant(b, 1600, 940, 260, { colour: '#456e40', clay: '#4a5a6a', fat: 0.18 });
  polygon(
    b.ctx,
    [
      [-240, 900],
      [1840, 900],
      [1840, 1020],
      [-240, 1020],
    ],
    b.of('#4a3c34', -0.14),
  );
}
