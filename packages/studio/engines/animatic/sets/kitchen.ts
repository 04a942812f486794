import { type Brush, block, contactShadow, load, modelled } from './brushes/brush.ts';
import { gleam, tiles } from './brushes/floor.ts';
import { chair, cupboard, shelf, table } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { air, dust, steam } from './brushes/haze.ts';
import { hills, treeLine } from './brushes/horizon.ts';
import { pendant } from './brushes/lamp.ts';
import { lamplight } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { frond, ivy, pottedPlant } from './brushes/plant.ts';
import { wall } from './brushes/room.ts';
import { corners, type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { box, curve, disc, down, polygon, stroke } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { clockFace, clockHands, cup, fruitBowl, jar, pick, vase, wares } from './brushes/still-life.ts';
import { curtains, cutOpening, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import type { Conditions, SetDesign } from './set-design.ts';

const floor = 640;
const counter = 492;
const lamps: readonly Pool[] = [
  [800, 240, 330],
  [560, 190, 170],
  [1060, 190, 170],
  [424, 330, 130],
];
const pane: Opening = { x: 640, y: 178, w: 320, h: 236 };

/** A family kitchen: window over the sink, stove under its hood, open shelves, a table in the middle. */
export const kitchen: SetDesign = {
  name: 'kitchen',
  interior: true,
  marks: [
    { x: 330, y: 738, height: 412, seat: null },
    { x: 610, y: 755, height: 432, seat: 116 },
    { x: 800, y: 730, height: 402, seat: null },
    { x: 990, y: 755, height: 432, seat: 116 },
    { x: 1250, y: 738, height: 412, seat: null },
  ],
  light: (conditions) =>
    lamplight(conditions) > 0.8 ? { x: 800, y: 210, strength: 0.8 } : { x: 800, y: 290, strength: 0.75 },
  layers: (conditions) => [
    { depth: 0.85, paint: (ctx) => view(ctx, conditions) },
    { depth: 0.28, paint: (ctx) => backWall(load(ctx, conditions, -1, 0.06)) },
    { depth: 0.16, paint: (ctx) => ground(load(ctx, conditions, -1, 0.04)) },
    { depth: 0.12, paint: (ctx) => atmosphere(load(ctx, conditions, -1)) },
    { depth: 0.03, paint: (ctx) => seats(load(ctx, conditions, -1)) },
    { depth: -0.03, paint: (ctx) => laidTable(load(ctx, conditions, -1)) },
    { depth: -0.3, paint: (ctx) => nearEdge(load(ctx, conditions, -1, 0, -0.16)) },
  ],
  motions: (conditions) => [
    ...weatherThrough(conditions, [pane], 0.6),
    steam([424, 440], 150, conditions.palette.stops.light, 0.2, 0.22, 22),
    steam([724, 530], 60, conditions.palette.stops.light, 0.22, -0.04, 9),
    {
      depth: 0.27,
      paint: (ctx, seconds) => clockHands(520, 268, 40, conditions.palette.at('ink', 0.85), seconds, ctx),
    },
    dust(conditions, [420, 180, 800, 460]),
  ],
};

function view(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 440, sun: [872, 262], scale: 0.7 });
  hills(ctx, conditions, 400, 3, 90);
  treeLine(ctx, conditions, 420, 92, 0.35);
}

function backWall(b: Brush): void {
  const { ctx, palette } = b;
  wall(b, floor, '#79a79c');
  backsplash(b);
  windowHalo(b, pane, 1.1);
  cutOpening(ctx, pane);
  windowFrame(b, pane, { columns: 2, rows: 2 });
  pottedPlant(b, 686, 444, 62, { leaves: 9, clay: '#d98c5a' });
  vase(b, 916, 444, 44, '#c8553d');
  for (const [dx, colour] of [
    [-10, '#ffd25e'],
    [2, '#f2f0e6'],
    [13, '#f09a8c'],
  ] as const) {
    stroke(
      ctx,
      [
        [916 + dx * 0.3, 404],
        [916 + dx, 382],
      ],
      b.of('#5a8a4c', 0),
      2,
    );
    disc(ctx, 916 + dx, 378, 8, b.of(colour, 0.2));
  }
  curtains(b, { ...pane, h: 60 }, '#d9644a', { gather: 0.07, drop: 100, above: 26 });
  hood(b);
  wallCupboards(b);
  clockFace(b, 520, 268, 40, '#c8553d');
  shelfOf(b, 1010, 292, 286, 1);
  shelfOf(b, 1010, 392, 286, 2);
  for (const x of [1040, 1080, 1120, 1160]) mugOnHook(b, x, 412);
  counters(b);
  corners(b, 0.5);
  roomLights(b, lamps, [pane]);
  box(ctx, -240, -120, 2080, 220, down(ctx, 20, 150, palette.at('ink', 0.3), palette.at('ink', 0)));
}

function ground(b: Brush): void {
  tiles(b, floor, '#d8c6a2', '#8a6a55');
  roomLights(b, [[800, 700, 380]], [], floor);
}

function backsplash(b: Brush): void {
  const { ctx } = b;
  const next = b.conditions.random();
  for (let row = 0; row < 4; row++) {
    for (let x = -240 + (row % 2) * 21; x < 1840; x += 42) {
      const y = counter - 88 + row * 22;
      box(ctx, x, y, 40, 20, down(ctx, y, y + 20, b.of('#f4ead6', 0.06 + next() * 0.08), b.of('#e6d7ba', -0.02)), 2);
    }
  }
  box(ctx, -240, counter - 92, 2080, 4, b.of('#c8553d', 0.05));
}

function wallCupboards(b: Brush): void {
  cupboard(b, -240, 222, 560, 302, '#e9dcc0', 6);
  cupboard(b, 1330, 356, 520, 436, '#e9dcc0', 4);
  for (const [x, y] of [
    [-40, 250],
    [1330, 356],
  ] as const) {
    box(b.ctx, x - 200, y, 560, 22, down(b.ctx, y, y + 22, b.palette.at('ink', 0.4), b.palette.at('ink', 0)));
  }
}

function hood(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, 386, -120, 76, 320, modelled(b, 386, 76, '#b9bfc2', -0.02, 0.18));
  polygon(
    ctx,
    [
      [386, 196],
      [462, 196],
      [506, 262],
      [342, 262],
    ],
    modelled(b, 342, 164, '#c3c8ca', 0.02, 0.2),
  );
  box(ctx, 338, 260, 172, 20, modelled(b, 338, 172, '#d08a4e', 0.08, 0.18), 3);
  glow(ctx, 424, 290, 130, b.warm.stops.glow, 0.5 * lamplight(b.conditions));
  box(ctx, 338, 260, 172, 2, palette.at('light', 0.5));
}

function shelfOf(b: Brush, x: number, y: number, w: number, seed: number): void {
  const next = b.conditions.random();
  for (let skip = 0; skip < seed * 5; skip++) next();
  shelf(b, x, y, w, '#a8703f');
  for (let at = x + 22; at < x + w - 16; at += 38) {
    const kind = next();
    const colour = pick(wares, next, '#e0a458');
    if (kind < 0.45) jar(b, at, y, 26, 40 + next() * 18, colour);
    else if (kind < 0.7)
      for (let plate = 0; plate < 4; plate++)
        disc(b.ctx, at, y - 4 - plate * 5, 17, b.of(plate % 2 ? '#f4ead6' : colour, 0.08), 4);
    else if (kind < 0.86) vase(b, at, y, 46, colour);
    else cup(b, at, y, 24, colour);
  }
  if (seed === 1) ivy(b, x + w - 14, y - 26, 150, 3, next);
}

function mugOnHook(b: Brush, x: number, y: number): void {
  stroke(
    b.ctx,
    [
      [x, y - 12],
      [x, y],
    ],
    b.of('#8a6a4a', -0.1),
    2,
  );
  cup(b, x - 4, y + 22, 20, ['#e0a458', '#c8553d', '#f2e3c6', '#3d6a91'][(x / 40) % 4] ?? '#e0a458');
}

function counters(b: Brush): void {
  const { ctx, palette } = b;
  cupboard(b, 500, floor, 1340, floor - counter - 8, '#e9dcc0', 12, '#a8703f');
  cupboard(b, -240, floor, 380, floor - counter - 8, '#e9dcc0', 3, '#a8703f');
  stove(b);
  fridge(b);
  box(ctx, 700, counter - 4, 200, 8, palette.at('ink', 0.4), 4);
  curve(
    ctx,
    [
      [800, counter - 4],
      [800, counter - 66],
      [826, counter - 72],
      [836, counter - 40],
    ],
    modelled(b, 796, 40, '#dfe4e6', 0.15, 0.2),
    7,
  );
  for (const [x, h] of [
    [1030, 74],
    [1062, 58],
    [1092, 46],
  ] as const)
    jar(b, x, counter - 8, 32, h, ['#e8c27a', '#b5653a', '#efe6d2'][((x / 31) % 3) | 0] ?? '#e8c27a');
  box(ctx, 1150, counter - 70, 60, 62, modelled(b, 1150, 60, '#c8553d', 0.04, 0.2), 14);
  box(ctx, 1160, counter - 74, 40, 6, palette.at('ink', 0.5), 3);
  pottedPlant(b, 1310, counter - 8, 110, { colour: '#5d9a5a', clay: '#3d6a91' });
  polygon(
    ctx,
    [
      [560, counter - 8],
      [572, counter - 96],
      [640, counter - 96],
      [628, counter - 8],
    ],
    modelled(b, 560, 80, '#b87a48', 0, 0.12),
  );
  gleamOnTop(b);
}

function gleamOnTop(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, 640, counter - 8, 340, 5, palette.at('light', 0.4), 2);
}

function stove(b: Brush): void {
  const { ctx, palette } = b;
  block(b, 334, counter - 2, 180, floor - counter + 2, '#4b5a63', -0.02, 4);
  box(ctx, 352, counter + 42, 144, 84, palette.at('ink', 0.6), 8);
  box(
    ctx,
    358,
    counter + 48,
    132,
    72,
    down(ctx, counter + 48, counter + 120, b.warm.at('deep', 0.8), b.warm.at('haze', 0.9)),
    6,
  );
  glow(ctx, 424, counter + 100, 110, b.warm.stops.glow, 0.45);
  box(ctx, 352, counter + 32, 144, 5, b.of('#d9dee0', 0.2), 2);
  for (let knob = 0; knob < 5; knob++) disc(ctx, 364 + knob * 30, counter + 17, 6, b.of('#d9b26a', 0.15));
  box(ctx, 384, counter - 48, 80, 46, modelled(b, 384, 80, '#d8573f', 0.05, 0.22), 8);
  box(ctx, 378, counter - 54, 92, 9, modelled(b, 378, 92, '#e8735a', 0.1, 0.2), 4);
  disc(ctx, 424, counter - 58, 6, b.of('#2b2f3a', 0));
}

function fridge(b: Brush): void {
  const { ctx, palette } = b;
  contactShadow(b, 230, floor, 130, 16);
  block(b, 138, 262, 178, floor - 268, '#a9d0c8', 0.06, 18);
  box(ctx, 138, 384, 178, 3, palette.at('ink', 0.35));
  for (const y of [330, 402]) box(ctx, 296, y, 6, 44, b.of('#f4f4ee', 0.25), 3);
  const next = b.conditions.random();
  for (let note = 0; note < 7; note++) {
    const x = 158 + next() * 100;
    const y = 410 + next() * 90;
    box(
      ctx,
      x,
      y,
      22 + next() * 12,
      24 + next() * 10,
      b.of(pick(['#ffe08a', '#f2a39a', '#fff6e4', '#9cd0e0'], next, '#ffe08a'), 0.16),
    );
    disc(ctx, x + 13, y + 2, 3, b.of('#c8553d', 0.1));
  }
  box(ctx, 160, 262 - 34, 130, 34, modelled(b, 160, 130, '#c99a5e', 0, 0.16), 6);
  for (let weave = 0; weave < 4; weave++)
    stroke(
      ctx,
      [
        [162, 234 + weave * 8],
        [288, 234 + weave * 8],
      ],
      palette.at('ink', 0.16),
      2,
    );
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  air(ctx, conditions, 0.1);
  lightShaft(ctx, conditions, pane, { reach: 210, floor: 664 });
  gleam(b, 800, floor, 260, 0.12);
  pendant(b, 800, 132, 84, '#d9644a');
  pendant(b, 560, 96, 48, '#e8c27a', 'cone');
  pendant(b, 1060, 96, 48, '#e8c27a', 'cone');
}

function seats(b: Brush): void {
  chair(b, 606, 755, 116, '#b5713f', 1, '#d9644a');
  chair(b, 994, 755, 116, '#b5713f', -1, '#d9644a');
}

function laidTable(b: Brush): void {
  const { ctx, palette } = b;
  table(b, 800, 768, 310, 186, '#c98a52', 'pedestal');
  fruitBowl(b, 806, 578, 96, '#3d6a91');
  cup(b, 724, 572, 34, '#f2e3c6');
  cup(b, 886, 574, 34, '#e0a458');
  box(ctx, 650, 566, 300, 2, palette.at('light', 0.2));
}

function nearEdge(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, -240, 812, 2080, 210, down(ctx, 812, 900, b.of('#7a4a2c', -0.05), b.of('#3a2216', -0.2)));
  box(ctx, -240, 810, 2080, 4, palette.at('glow', 0.4));
  frond(b, 60, 830, 330, -1.9, '#3f7a48');
  frond(b, 60, 830, 300, -1.2, '#4a8a50');
  frond(b, 40, 830, 260, -2.5, '#376a44');
  box(ctx, -20, 760, 150, 110, modelled(b, -20, 150, '#a8563a', -0.1, 0.2), 16);
  for (const [x, h] of [
    [1490, 150],
    [1552, 120],
  ] as const)
    jar(b, x, 822, 54, h, x > 1500 ? '#b5653a' : '#e0b458');
  pottedPlant(b, 1650, 830, 260, { colour: '#4a8450' });
}
