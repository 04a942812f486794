import { type Brush, block, contactShadow, modelled } from './brushes/brush.ts';
import { house, litWindow } from './brushes/building.ts';
import { glow } from './brushes/glow.ts';
import { flecks, ground, groundColour, groundLight, puddles } from './brushes/ground.ts';
import { birds, driftingClouds, fallingLeaves } from './brushes/life.ts';
import { lamplight, warmth } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { frond, ivy, pottedPlant } from './brushes/plant.ts';
import { bench, lampPost, lightPool } from './brushes/post.ts';
import { box, disc, down, polygon, stroke } from './brushes/shape.ts';
import { broadleaf, bush, fir } from './brushes/tree.ts';
import { type Conditions, type Motion, type SetDesign, world } from './set-design.ts';

const horizon = 470;
const foot = 676;
const sunOf = (conditions: Conditions) => sunAt(conditions, 1250, horizon);
const lamps = [
  [648, 392],
  [912, 392],
] as const;

/** A house from its front garden: the door under its porch, lit windows, ivy; beside it the lane with the neighbours' houses. */
export const frontDoor: SetDesign = {
  name: 'front-door',
  interior: false,
  marks: [
    { x: 330, y: 736, height: 392, seat: 104 },
    { x: 620, y: 752, height: 408, seat: null },
    { x: 790, y: 706, height: 372, seat: null },
    { x: 980, y: 752, height: 408, seat: null },
    { x: 1270, y: 740, height: 396, seat: null },
  ],
  light: (conditions) => {
    if (lamplight(conditions) > 0.8) return { x: 780, y: 392, strength: 0.65 };
    return keyLight(conditions, sunOf(conditions), [780, 392]);
  },
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.75, paint: (ctx) => lane(openAir(ctx, conditions, 0.4)) },
    { depth: 0.3, paint: (ctx) => garden(openAir(ctx, conditions, 0.16)) },
    { depth: 0.2, paint: (ctx) => wall(openAir(ctx, conditions, 0.06)) },
    { depth: 0.1, paint: (ctx) => path(openAir(ctx, conditions, 0.04)) },
    { depth: 0.04, paint: (ctx) => pots(openAir(ctx, conditions, 0.02)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.14 })) },
  ],
  motions: (conditions) => [
    driftingClouds(conditions, horizon - 40),
    birds(conditions, [1130, 190, 420, 120], 5),
    moths(conditions),
    fallingLeaves(
      conditions,
      [conditions.palette.material('#d9963c', 0.5), conditions.palette.material('#c26a3a', 0.5)],
      8,
    ),
  ],
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.85 });
  const b = openAir(ctx, conditions, 0.72);
  const next = conditions.random();
  for (let x = 980; x < 1850; x += 40 + next() * 50)
    broadleaf(b, x, horizon + 16, 90 + next() * 80, '#6f8f5c', next, -0.04);
  box(ctx, world.left, horizon + 10, 2080, 600, b.of(groundColour(b, '#7d9a5c')));
  mist(ctx, conditions, horizon, 60, 0.5);
  veil(ctx, conditions, 0.8, horizon);
}

function lane(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  house(b, 1010, 540, 150, 96, { wall: '#d9b48a', roof: '#8c4f44', chimney: true, rows: 2, columns: 3 }, next);
  house(
    b,
    1218,
    548,
    170,
    104,
    { wall: '#a9bcc4', roof: '#5d6b7a', gable: false, chimney: true, rows: 2, columns: 4 },
    next,
  );
  house(b, 1448, 544, 160, 110, { wall: '#e6d2b0', roof: '#a5623f', rows: 2, columns: 3, chimney: true }, next);
  for (const [x, h] of [
    [1186, 150],
    [1416, 190],
    [1640, 240],
  ] as const)
    broadleaf(b, x, 556, h, '#82994e', next);
  fir(b, 1390, 556, 210, '#41695a', -0.05);
  ground(b, 548, '#8aa563');
  polygon(
    ctx,
    [
      [940, 590],
      [1840, 566],
      [1840, 596],
      [940, 640],
    ],
    b.of(groundColour(b, '#b5a48c'), 0.06),
  );
  lampPost(b, 1116, 612, 190, 'arm', 1);
  lampPost(b, 1496, 596, 170, 'arm', -1);
  veil(ctx, conditions, 0.4, horizon);
}

/** The hedge and the gate. */
function garden(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  ground(b, 640, '#86a45a');
  flecks(b, 640, 740, 120, '#5d7d42', '#b5c97a');
  for (let x = 1160; x < 1860; x += 62) bush(b, x, 664, 108, '#5f8a4c', next, -0.04);
  for (let x = 950; x < 1170; x += 20) {
    box(ctx, x, 578, 13, 92, modelled(b, x, 13, '#f0eadc', 0.02, 0.12), [6, 6, 0, 0]);
    if (snowy(conditions)) box(ctx, x, 572, 13, 10, b.of('#ffffff', 0.25), 5);
  }
  for (const y of [600, 640]) box(ctx, 944, y, 230, 8, b.of('#e4dccb', -0.02));
  for (const [x, y, colour] of [
    [1190, 640, '#e86a7a'],
    [1250, 652, '#f2c25a'],
    [1330, 640, '#e86a7a'],
    [1420, 650, '#f4efe6'],
    [1500, 642, '#f2c25a'],
  ] as const)
    for (let bloom = 0; bloom < 7; bloom++)
      disc(ctx, x + (next() - 0.5) * 60, y - next() * 46, 5, b.of(snowy(conditions) ? '#e8f0f6' : colour, 0.14), 4.4);
  veil(ctx, conditions, 0.2, horizon);
}

function wall(b: Brush): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  box(ctx, world.left, world.top, 1190, foot - world.top, modelled(b, world.left, 1190, '#d8b08a', -0.02, 0.1));
  for (let row = 0; row < 34; row++)
    for (let x = world.left - (row % 2) * 24; x < 950; x += 48) {
      if (next() < 0.34)
        box(
          ctx,
          x,
          world.top + row * 24,
          46,
          22,
          next() < 0.5 ? palette.at('ink', 0.07 * next()) : palette.at('light', 0.1 * next()),
          2,
        );
    }
  for (let y = world.top; y < foot; y += 24) box(ctx, world.left, y, 1190, 1.3, palette.at('ink', 0.1));
  box(
    ctx,
    world.left,
    world.top,
    1190,
    800,
    down(ctx, 60, foot, palette.at('ink', 0.34), palette.at('ink', 0), palette.at('ink', 0.16)),
  );
  box(ctx, 940, world.top, 12, foot - world.top, b.of('#f0dcc0', 0.16));
  if (lamplight(b.conditions) < 0.5) glow(ctx, 950, 400, 380, palette.stops.glow, 0.34);
  box(ctx, world.left, foot - 40, 1196, 40, modelled(b, world.left, 1190, '#8f8578', -0.04, 0.08));
  for (const [x, w] of [
    [210, 220],
    [-120, 180],
  ] as const)
    sash(b, x, 286, w, 240);
  for (const [x, w] of [
    [210, 220],
    [700, 160],
    [-120, 180],
  ] as const)
    sash(b, x, -40, w, 190);
  porch(b);
  ivy(b, 560, 120, 330, 5, next);
  ivy(b, 512, 90, 250, 4, next, '#6a9a56');
  ivy(b, 936, 110, 290, 4, next);
  for (let index = 0; index < 3; index++) ivy(b, 140 - index * 70, 170, 200 + index * 80, 4, next);
}

function sash(b: Brush, x: number, y: number, w: number, h: number): void {
  const { ctx, palette } = b;
  litWindow(b, x, y, w, h, true, 1.3);
  for (const t of [0.25, 0.75]) box(ctx, x + w * t, y, 4, h, b.of('#f0e8d8', -0.04));
  for (const side of [-1, 1]) {
    const sx = side < 0 ? x - 68 : x + w + 14;
    box(ctx, sx, y - 8, 54, h + 18, modelled(b, sx, 54, '#4f7a74', 0, 0.14), 3);
    for (let slat = 0; slat < h; slat += 13) box(ctx, sx + 6, y + slat, 42, 3, palette.at('ink', 0.24));
  }
  const cloth = lamplight(b.conditions) > 0 ? b.warm.at('light', 0.5) : b.of('#f4ead8', 0.1, 0.8);
  for (const side of [0, 1])
    polygon(
      ctx,
      [
        [x + side * w, y],
        [x + (side ? w * 0.66 : w * 0.34), y],
        [x + (side ? w * 0.86 : w * 0.14), y + h * 0.55],
        [x + side * w, y + h],
      ],
      cloth,
    );
  box(ctx, x - 22, y + h + 8, w + 44, 14, modelled(b, x - 22, w + 44, '#efe4d0', 0.06, 0.08), 3);
  if (snowy(b.conditions)) box(ctx, x - 22, y + h + 2, w + 44, 9, b.of('#ffffff', 0.24), 4);
  const next = b.conditions.random();
  for (let bloom = 0; bloom < 22; bloom++)
    disc(
      ctx,
      x + next() * w,
      y + h - 4 - next() * 26,
      7 + next() * 5,
      bloom % 3 ? b.of('#5a8a48', next() * 0.14) : b.of(['#e86a7a', '#f4d06a'][bloom % 2] ?? '#e86a7a', 0.14),
    );
}

function porch(b: Brush): void {
  const { ctx, palette } = b;
  const white = snowy(b.conditions);
  box(ctx, 672, 296, 216, 382, b.of('#f2e8d6', 0.06), 4);
  box(ctx, 690, 316, 180, 362, palette.at('ink', 0.5));
  box(ctx, 694, 320, 172, 358, modelled(b, 694, 172, '#3f7f86', 0.02, 0.14), 3);
  for (const [x, y, w, h] of [
    [712, 470, 60, 92],
    [788, 470, 60, 92],
    [712, 578, 60, 84],
    [788, 578, 60, 84],
  ] as const) {
    box(ctx, x, y, w, h, palette.at('ink', 0.22), 3);
    box(ctx, x + 5, y + 5, w - 8, h - 8, modelled(b, x, w, '#4a8c92', 0.04, 0.1), 3);
  }
  const pane =
    lamplight(b.conditions) > 0
      ? down(ctx, 340, 450, b.warm.at('light'), b.warm.at('glow'), b.warm.at('haze'))
      : down(ctx, 340, 450, palette.between('mid', 'haze', 0.6), palette.at('deep'));
  box(ctx, 716, 344, 128, 104, pane, [64, 64, 4, 4]);
  for (const x of [748, 778, 808]) box(ctx, x, 344, 4, 104, b.of('#3f7f86', -0.06));
  disc(ctx, 850, 560, 8, b.of('#e0b45a', 0.2));
  box(ctx, 760, 520, 40, 8, b.of('#e0b45a', 0.14), 3);
  polygon(
    ctx,
    [
      [634, 300],
      [780, 214],
      [926, 300],
    ],
    down(ctx, 214, 300, b.of(white ? '#f4f9ff' : '#7d4a40', 0.1), b.of(white ? '#dbe6f0' : '#7d4a40', -0.06)),
  );
  stroke(
    ctx,
    [
      [630, 302],
      [780, 214],
      [930, 302],
    ],
    b.of('#f0e6d4', 0.1),
    9,
  );
  box(ctx, 650, 294, 260, 12, modelled(b, 650, 260, '#f0e6d4', 0.02, 0.1));
  for (const x of [646, 896]) box(ctx, x, 306, 18, 372, modelled(b, x, 18, '#f2e8d6', 0.06, 0.16));
  for (const [x, y] of lamps) wallLamp(b, x, y);
  glow(ctx, 780, 500, 320, b.warm.stops.haze, 0.4 * lamplight(b.conditions));
}

function wallLamp(b: Brush, x: number, y: number): void {
  const power = lamplight(b.conditions);
  box(b.ctx, x - 3, y - 34, 6, 22, b.of('#2f353f', -0.04));
  box(b.ctx, x - 13, y - 16, 26, 38, power > 0 ? b.warm.at('light') : b.of('#d8e0e2', 0.1), 4);
  for (const dx of [-13, -1, 11]) box(b.ctx, x + dx, y - 18, 2.6, 42, b.of('#2f353f', -0.04));
  polygon(
    b.ctx,
    [
      [x - 18, y - 16],
      [x, y - 32],
      [x + 18, y - 16],
    ],
    b.of('#2f353f', 0),
  );
  glow(b.ctx, x, y + 4, 210, b.warm.stops.haze, 0.75 * power);
  glow(b.ctx, x, y + 4, 60, b.warm.stops.light, 0.6 * power);
}

function path(b: Brush): void {
  const { ctx, palette, conditions } = b;
  const next = conditions.random();
  ground(b, foot + 4, '#7f9f56');
  flecks(b, foot, 800, 260, '#56783c', '#b9cf7c');
  const stone = groundColour(b, '#c2b49e');
  polygon(
    ctx,
    [
      [690, 700],
      [880, 700],
      [1180, 1020],
      [420, 1020],
    ],
    down(ctx, 690, 900, b.of(stone, 0.1), b.of(stone, -0.08)),
  );
  ctx.save();
  ctx.clip();
  for (let row = 0; row < 9; row++)
    for (let x = 380 + (row % 2) * 40; x < 1220; x += 86 + row * 8)
      box(
        ctx,
        x,
        702 + row * (13 + row * 3),
        78 + row * 8,
        10 + row * 5,
        next() < 0.5 ? palette.at('ink', 0.1) : palette.at('light', 0.14),
        5,
      );
  ctx.restore();
  for (const [x, y, w] of [
    [648, 664, 268],
    [626, 684, 312],
    [604, 704, 356],
  ] as const) {
    block(b, x, y, w, 22, '#b8aa96', 0.04, 3);
    if (snowy(conditions)) box(ctx, x, y - 3, w, 8, b.of('#ffffff', 0.22), 4);
  }
  groundLight(b, 1150, 740, 520, 0.4);
  puddles(b, foot + 8, 800, [[780, 0.5]]);
  lightPool(b, 780, 720, 420, 0.7);
  lightPool(b, 320, 716, 300, 0.4);
  box(ctx, world.left, foot, 860, 26, down(ctx, foot, foot + 26, palette.at('ink', 0.34), palette.at('ink', 0)));
  veil(ctx, conditions, 0.05, horizon);
}

function pots(b: Brush): void {
  const next = b.conditions.random();
  bench(b, 330, 736, 220, 104, '#4f7a74');
  for (const x of [560, 1004]) {
    contactShadow(b, x, 712, 50);
    pottedPlant(b, x, 712, 130, { colour: '#5f9450', clay: '#b5653f' }, next);
  }
  for (const x of [90, 160, 10]) bush(b, x, 706, 110, '#5f8a4c', next);
  box(b.ctx, 1100, 640, 10, 92, modelled(b, 1100, 10, '#7a5a40', 0, 0.2));
  box(b.ctx, 1070, 606, 72, 42, modelled(b, 1070, 72, '#c8553d', 0.02, 0.16), [20, 20, 4, 4]);
}

/** Moths about the porch lamps at night. */
function moths(conditions: Conditions): Motion {
  const lamp = warmth(conditions.palette);
  const power = lamplight(conditions);
  return {
    depth: 0.03,
    paint: (ctx, seconds) => {
      if (power === 0) return;
      ctx.fillStyle = lamp.at('light', 0.8);
      ctx.beginPath();
      lamps.forEach(([x, y], which) => {
        for (let moth = 0; moth < 4; moth++) {
          const way = seconds * (1.7 + moth * 0.5) + moth * 2 + which;
          const mx = x + Math.sin(way) * (26 + moth * 9) + Math.sin(way * 2.7) * 9;
          const my = y + Math.cos(way * 1.3) * 30;
          ctx.moveTo(mx + 2, my);
          ctx.ellipse(mx, my, 2.4, 1 + Math.abs(Math.sin(seconds * 17 + moth)) * 1.8, 0, 0, Math.PI * 2);
        }
      });
      ctx.fill();
    },
  };
}

function nearEdge(b: Brush): void {
  for (const [angle, length] of [
    [-1.3, 300],
    [-0.9, 250],
    [-1.8, 260],
  ] as const)
    frond(b, -60, 900, length, angle, '#47703e');
  for (const [angle, length] of [
    [2.6, 330],
    [2.2, 280],
    [2.95, 270],
  ] as const)
    frond(b, 1790, 60, length, angle, '#4d7640');
  pottedPlant(b, 1600, 920, 270, { colour: '#456e40', clay: '#6a4030' });
}
