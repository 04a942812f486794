import { type Brush, block, contactShadow, load, modelled } from './brushes/brush.ts';
import { planks, rug } from './brushes/floor.ts';
import { chair, cupboard, shelf } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { air, dust } from './brushes/haze.ts';
import { hills, skyline } from './brushes/horizon.ts';
import { stringLights, tableLamp } from './brushes/lamp.ts';
import { daylight, lamplight } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { ivy, leaf, pottedPlant } from './brushes/plant.ts';
import { skirting, wall } from './brushes/room.ts';
import { corners, type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { blob, box, disc, down, outward, polygon, stroke } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { books, picture, screen, vase } from './brushes/still-life.ts';
import { curtains, cutOpening, drape, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import type { Conditions, SetDesign } from './set-design.ts';

const floor = 636;
const pane: Opening = { x: 650, y: 160, w: 250, h: 330 };
const lamps: readonly Pool[] = [
  [1452, 400, 280],
  [300, 400, 220],
  [1150, 250, 220],
];

/** A bedroom under the roof of a town: bed with fairy lights, a desk, a tall window. */
export const bedroom: SetDesign = {
  name: 'bedroom',
  interior: true,
  marks: [
    { x: 330, y: 745, height: 420, seat: 108 },
    { x: 600, y: 745, height: 420, seat: null },
    { x: 800, y: 730, height: 402, seat: null },
    { x: 1020, y: 752, height: 430, seat: 128 },
    { x: 1250, y: 752, height: 430, seat: 128 },
  ],
  light: (conditions) =>
    lamplight(conditions) > 0.8 ? { x: 1452, y: 420, strength: 0.7 } : { x: 775, y: 300, strength: 0.85 },
  layers: (conditions) => [
    { depth: 0.85, paint: (ctx) => view(ctx, conditions) },
    { depth: 0.28, paint: (ctx) => backWall(load(ctx, conditions, -1, 0.06)) },
    { depth: 0.14, paint: (ctx) => ground(load(ctx, conditions, -1, 0.03)) },
    { depth: 0.1, paint: (ctx) => atmosphere(load(ctx, conditions, -1)) },
    { depth: 0.04, paint: (ctx) => bed(load(ctx, conditions, -1)) },
    { depth: 0.03, paint: (ctx) => chair(load(ctx, conditions, -1), 330, 748, 108, '#c98a52', -1, '#e08a8c') },
    { depth: -0.3, paint: (ctx) => nearEdge(load(ctx, conditions, -1, 0, -0.16)) },
  ],
  motions: (conditions) => [
    ...weatherThrough(conditions, [pane], 0.6),
    dust(conditions, [560, 180, 620, 480]),
    { depth: 0.09, paint: (ctx, seconds) => twinkle(load(ctx, conditions, -1), seconds) },
    { depth: -0.28, paint: (ctx, seconds) => mobile(load(ctx, conditions, -1, 0, -0.1), seconds) },
  ],
};

const garland = [
  [940, 190],
  [1150, 176],
  [1360, 196],
  [1560, 176],
] as const;

function view(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 520, sun: [830, 250], scale: 0.9 });
  hills(ctx, conditions, 480, 3, 120);
  skyline(ctx, conditions, 520, 150, 2);
}

function backWall(b: Brush): void {
  const { ctx, palette } = b;
  wall(b, floor, '#5f6fa8');
  starPaper(b);
  polygon(
    ctx,
    [
      [-240, -120],
      [520, -120],
      [-240, 330],
    ],
    modelled(b, -240, 760, '#4d5a90', -0.06),
  );
  stroke(
    ctx,
    [
      [520, -120],
      [-240, 330],
    ],
    palette.at('light', 0.25),
    3,
  );
  skirting(b, floor, '#efe6d8');
  windowHalo(b, pane, 1.2);
  cutOpening(ctx, pane);
  windowFrame(b, pane, { columns: 2, rows: 3 });
  curtains(b, pane, '#e8b36a', { gather: 0.34, drop: 120 });
  windowSeat(b);
  desk(b);
  pictures(b);
  nightstand(b);
  keepsakes(b);
  corners(b, 0.5);
  roomLights(b, lamps, [pane]);
}

function starPaper(b: Brush): void {
  const next = b.conditions.random();
  for (let index = 0; index < 120; index++) {
    const x = -240 + next() * 2080;
    const y = next() * 600;
    const size = 2 + next() * 5;
    polygon(
      b.ctx,
      [
        [x, y - size],
        [x + size * 0.3, y - size * 0.3],
        [x + size, y],
        [x + size * 0.3, y + size * 0.3],
        [x, y + size],
        [x - size * 0.3, y + size * 0.3],
        [x - size, y],
        [x - size * 0.3, y - size * 0.3],
      ],
      b.of('#f0dca0', 0.1, 0.5),
    );
  }
}

function windowSeat(b: Brush): void {
  const { ctx } = b;
  cupboard(b, 600, floor, 350, 106, '#efe6d8', 4, '#c98a52');
  for (const [x, colour] of [
    [640, '#e08a8c'],
    [690, '#f0d6a0'],
    [908, '#5b9aa0'],
  ] as const) {
    box(ctx, x - 30, 478, 60, 50, modelled(b, x - 30, 60, colour, 0.04, 0.18), 16);
  }
}

function desk(b: Brush): void {
  const { ctx } = b;
  const next = b.conditions.random();
  for (const x of [136, 470]) box(ctx, x, 512, 14, floor - 512, modelled(b, x, 14, '#a8703f', -0.06, 0.16));
  cupboard(b, 400, floor, 84, 110, '#c98a52', 1);
  block(b, 116, 502, 390, 16, '#c98a52', 0.12, 3);
  screen(b, 366, 412, 112, 70, () => {
    box(ctx, 300, 400, 140, 90, down(ctx, 412, 482, b.palette.at('mid'), b.palette.at('haze')));
    disc(ctx, 350, 470, 44, b.palette.at('deep', 0.8), 26);
    disc(ctx, 396, 436, 10, b.palette.at('light', 0.9));
  });
  tableLamp(b, 240, 502, 112, '#f2c98a');
  for (const [x, h, colour] of [
    [150, 44, '#c8553d'],
    [164, 50, '#e0b458'],
    [176, 40, '#5b8e7d'],
  ] as const)
    box(ctx, x, 502 - h, 11, h, b.of(colour, 0.04), 2);
  vase(b, 470, 502, 36, '#e08a8c');
  shelf(b, 128, 336, 300, '#c98a52');
  books(b, 140, 336, 150, 60, next);
  pottedPlant(b, 330, 336, 58, { clay: '#e08a8c' });
  ivy(b, 408, 330, 120, 3, next);
}

function pictures(b: Brush): void {
  picture(b, 176, 196, 92, 76, '#efe6d8', ['#f2b48a', '#c8553d', '#7a3f5c']);
  picture(b, 306, 206, 66, 66, '#c99a4e', ['#a8d0d8', '#5b8e7d', '#3d6a71']);
  picture(b, 1010, 236, 116, 88, '#efe6d8', ['#f0d69a', '#e08a5c', '#a8506a']);
  picture(b, 1160, 250, 72, 92, '#5a3a2c', ['#b8c4e8', '#6a7ab8', '#3d4a80']);
  picture(b, 1270, 230, 104, 78, '#c99a4e', ['#9cd0c4', '#f0b46a', '#5b8e5d']);
}

/** A long shelf over the bed: what is seen behind a head when someone sits there. */
function keepsakes(b: Brush): void {
  const { ctx } = b;
  const next = b.conditions.random();
  shelf(b, 962, 468, 400, '#c98a52');
  books(b, 974, 468, 96, 62, next);
  disc(ctx, 1112, 436, 27, modelled(b, 1085, 54, '#5b9ac0', 0.06, 0.22));
  for (const [dx, dy, r] of [
    [-10, -6, 9],
    [8, 4, 11],
    [-2, 14, 6],
  ] as const) {
    disc(ctx, 1112 + dx, 436 + dy, r, b.of('#8ac07a', 0.1), r * 0.7);
  }
  box(ctx, 1100, 460, 24, 8, b.of('#a8703f', 0.1), 3);
  pottedPlant(b, 1172, 468, 64, { leaves: 10, clay: '#e08a8c', fat: 0.36 }, next);
  tableLamp(b, 1238, 468, 74, '#f2c98a', '#e08a8c');
  books(b, 1272, 468, 62, 54, next);
  ivy(b, 1346, 460, 110, 3, next);
}

function nightstand(b: Brush): void {
  cupboard(b, 1400, floor, 130, 130, '#c98a52', 1, '#a8703f');
  tableLamp(b, 1452, floor - 138, 118, '#f2b8a0', '#5b9aa0');
  box(b.ctx, 1490, floor - 150, 32, 12, b.of('#c8553d', 0.04), 2);
}

function ground(b: Brush): void {
  planks(b, floor, '#b58050');
  rug(b, 740, 742, 330, 58, '#d98a7c', '#f3e3c4');
  roomLights(
    b,
    [
      [1250, 690, 300],
      [320, 690, 240],
    ],
    [],
    floor,
  );
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  air(ctx, conditions, 0.07);
  lightShaft(ctx, conditions, pane, { reach: 250, floor: 672 });
  stringLights(b, garland, 8, ['#ffd9a0', '#ffb3a0', '#ffe7b8']);
}

function bed(b: Brush): void {
  const { ctx, palette } = b;
  contactShadow(b, 1210, 756, 380, 26, 0.5);
  blob(
    ctx,
    [
      [1476, 740],
      [1476, 470],
      [1486, 430],
      [1516, 420],
      [1546, 430],
      [1556, 470],
      [1556, 740],
    ],
    modelled(b, 1476, 80, '#a8703f', 0.02, 0.16),
  );
  box(ctx, 906, 660, 600, 66, modelled(b, 906, 600, '#a8703f', -0.08), 8);
  for (const x of [926, 1460]) box(ctx, x, 716, 18, 34, b.of('#8a5a34', -0.1), 3);
  box(ctx, 914, 604, 580, 74, down(ctx, 604, 678, b.of('#fbf4e6', 0.14), b.of('#d9cfc4', -0.08)), 20);
  for (const [x, colour, lift] of [
    [1430, '#fbf4e6', 62],
    [1366, '#e8b36a', 46],
  ] as const) {
    box(ctx, x - 56, 616 - lift, 112, lift + 12, modelled(b, x - 56, 112, colour, 0.08, 0.14), 24);
  }
  blob(
    ctx,
    [
      [900, 700],
      [898, 622],
      [916, 596],
      [960, 588],
      [1100, 592],
      [1240, 586],
      [1330, 594],
      [1340, 640],
      [1322, 700],
      [1200, 712],
      [1040, 704],
    ],
    down(ctx, 586, 712, b.of('#e07a6c', 0.18), b.of('#a8405c', -0.1)),
  );
  for (let patch = 0; patch < 9; patch++) {
    const x = 930 + patch * 44;
    box(
      ctx,
      x,
      600 + (patch % 2) * 40,
      40,
      40,
      b.of(['#f0c27a', '#f3e3c4', '#6fb0a8'][patch % 3] ?? '#f0c27a', 0.04, 0.55),
      4,
    );
  }
  stroke(
    ctx,
    [
      [916, 598],
      [960, 590],
      [1100, 594],
      [1240, 588],
      [1326, 596],
    ],
    palette.at('light', 0.5),
    3,
  );
  toyBear(b, 1306, 592);
}

function toyBear(b: Brush, x: number, y: number): void {
  const { ctx } = b;
  for (const dx of [-14, 14]) disc(ctx, x + dx, y - 66, 8, b.of('#9a6a40', 0));
  disc(ctx, x, y - 22, 22, modelled(b, x - 22, 44, '#b07a48', 0, 0.2), 26);
  disc(ctx, x, y - 54, 20, modelled(b, x - 20, 40, '#b07a48', 0.06, 0.2), 18);
  disc(ctx, x, y - 49, 8, b.of('#e8cfa4', 0.1), 6);
  for (const dx of [-7, 7]) disc(ctx, x + dx, y - 58, 2.2, b.palette.at('ink'));
  for (const dx of [-18, 18]) disc(ctx, x + dx, y - 6, 9, b.of('#a06c3e', 0.02));
}

function twinkle(b: Brush, seconds: number): void {
  const power = 0.2 + 0.3 * lamplight(b.conditions) + 0.05 * daylight(b.conditions);
  for (let bulb = 0; bulb < 12; bulb++) {
    const wave = Math.max(0, Math.sin(seconds * 1.4 + bulb * 2.4));
    glow(b.ctx, 968 + bulb * 50, 204 + Math.sin(bulb * 1.6) * 12, 22, b.warm.stops.glow, power * wave);
  }
}

function mobile(b: Brush, seconds: number): void {
  const { ctx } = b;
  for (let index = 0; index < 5; index++) {
    const turn = Math.sin(seconds * 0.5 + index * 1.3);
    const x = 46 + index * 52 + turn * 5;
    const y = 150 + ((index * 37) % 90);
    stroke(
      ctx,
      [
        [46 + index * 52, -120],
        [x, y],
      ],
      b.palette.at('light', 0.3),
      1.4,
    );
    if (index % 2) disc(ctx, x, y + 14, 16, outward(ctx, x - 4, y + 8, 22, b.of('#fff1c4', 0.3), b.of('#e8b36a', 0)));
    else leaf(b, x - 18 * turn, y + 12, 40 * Math.abs(turn) + 10, 0.2, '#e08a8c', 0.1, 0.5);
  }
}

function nearEdge(b: Brush): void {
  drape(b, [-240, 130], [-120, 1020], '#3a3f74', 8);
  pottedPlant(b, 1650, 900, 330, { colour: '#4a8a70', clay: '#e8b36a' });
  box(b.ctx, 1430, 836, 130, 120, modelled(b, 1430, 130, '#c98a52', -0.1, 0.2), 14);
  for (const [x, y, r, colour] of [
    [1462, 830, 30, '#e07a6c'],
    [1520, 826, 34, '#5b9aa0'],
    [1494, 804, 26, '#f0c27a'],
  ] as const)
    disc(b.ctx, x, y, r, modelled(b, x - r, r * 2, colour, 0, 0.2));
}
