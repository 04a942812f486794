import { type Brush, block, load, modelled } from './brushes/brush.ts';
import { planks, rug } from './brushes/floor.ts';
import { armchair, bookcase, sofa, table } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { air, dust, flicker } from './brushes/haze.ts';
import { hills, treeLine } from './brushes/horizon.ts';
import { candle, floorLamp } from './brushes/lamp.ts';
import { lamplight, warmth } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { frond, pottedPlant } from './brushes/plant.ts';
import { sprigs, wainscot, wall } from './brushes/room.ts';
import { corners, type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { blob, box, disc, down, outward, stroke } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { books, clockFace, clockHands, cup, picture, vase } from './brushes/still-life.ts';
import { curtains, cutOpening, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import type { Conditions, Motion, SetDesign } from './set-design.ts';

const floor = 636;
const pane: Opening = { x: 1070, y: 172, w: 270, h: 290 };
const lamps: readonly Pool[] = [
  [452, 300, 300],
  [800, 560, 250],
  [1240, 520, 160],
];

/** A living room around a fire: armchairs, books, a tall window, a lamp. */
export const livingRoom: SetDesign = {
  name: 'living-room',
  interior: true,
  marks: [
    { x: 320, y: 740, height: 414, seat: null },
    { x: 590, y: 752, height: 430, seat: 112 },
    { x: 800, y: 728, height: 400, seat: null },
    { x: 1010, y: 752, height: 430, seat: 112 },
    { x: 1290, y: 740, height: 414, seat: null },
  ],
  light: (conditions) =>
    lamplight(conditions) > 0.5 ? { x: 452, y: 300, strength: 0.75 } : { x: 1205, y: 300, strength: 0.8 },
  layers: (conditions) => [
    { depth: 0.85, paint: (ctx) => view(ctx, conditions) },
    { depth: 0.28, paint: (ctx) => backWall(load(ctx, conditions, 1, 0.06)) },
    { depth: 0.14, paint: (ctx) => ground(load(ctx, conditions, 1, 0.03)) },
    { depth: 0.1, paint: (ctx) => atmosphere(load(ctx, conditions, 1)) },
    { depth: 0.04, paint: (ctx) => seats(load(ctx, conditions, 1)) },
    { depth: -0.04, paint: (ctx) => lowTable(load(ctx, conditions, 1)) },
    { depth: -0.3, paint: (ctx) => nearEdge(load(ctx, conditions, 1, 0, -0.16)) },
  ],
  motions: (conditions) => [
    ...weatherThrough(conditions, [pane], 0.6),
    fire(conditions),
    flicker([800, 560], 330, warmth(conditions.palette).stops.haze, 0.2, 0.09),
    { depth: 0.27, paint: (ctx, seconds) => pendulum(load(ctx, conditions, 1), seconds) },
    dust(conditions, [700, 180, 640, 480]),
  ],
};

function view(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 470, sun: [1268, 262], scale: 0.75 });
  hills(ctx, conditions, 440, 3, 130);
  treeLine(ctx, conditions, 470, 150, 0.3);
}

function backWall(b: Brush): void {
  wall(b, floor, '#b5626c');
  sprigs(b, 0, 470, 76, '#e3a48c', 0.4);
  wainscot(b, 474, floor, '#7c4a52');
  windowHalo(b, pane, 1.1);
  cutOpening(b.ctx, pane);
  windowFrame(b, pane, { columns: 2, rows: 3, colour: '#f3e7d4' });
  curtains(b, pane, '#2f6f78', { gather: 0.3, drop: 130 });
  library(b);
  chimney(b);
  tallClock(b);
  picture(b, 1430, 214, 150, 110, '#c99a4e', ['#f0c48a', '#5b8e7d', '#3d6a71']);
  picture(b, 1462, 346, 96, 84, '#5a3a2c', ['#9cc4d8', '#d98c5a', '#8a4a4c']);
  corners(b, 0.5);
  roomLights(b, lamps, [pane]);
}

function library(b: Brush): void {
  const next = b.conditions.random();
  for (const x of [-60, 150]) {
    const tops = bookcase(b, x, floor, 206, 446, '#7a4a30', 5);
    for (const top of tops) books(b, x + 14, top, 178, 62, next);
  }
  pottedPlant(b, 250, floor - 450, 66, { clay: '#d9a05a' });
  vase(b, 190, floor - 450, 46, '#5b8e9d');
}

function chimney(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, 640, -120, 320, floor + 120, modelled(b, 640, 320, '#a85a60', 0.03, 0.1));
  box(ctx, 632, 430, 336, floor - 430, modelled(b, 632, 336, '#e8d9c2', 0, 0.14), 4);
  const next = b.conditions.random();
  for (let row = 0; row < 7; row++) {
    for (let column = 0; column < 6; column++) {
      const x = 664 + column * 46 - (row % 2) * 16;
      box(ctx, Math.max(664, x), 462 + row * 25, Math.min(43, 936 - x), 22, b.of('#b0654a', (next() - 0.5) * 0.2), 2);
    }
  }
  blob(
    ctx,
    [
      [706, floor],
      [706, 520],
      [730, 488],
      [800, 480],
      [870, 488],
      [894, 520],
      [894, floor],
    ],
    b.of('#1c1210', -0.3),
  );
  blob(
    ctx,
    [
      [706, floor],
      [706, 520],
      [730, 488],
      [800, 480],
      [870, 488],
      [894, 520],
      [894, floor],
    ],
    outward(ctx, 800, 610, 130, b.warm.at('haze', 0.9), b.warm.at('mid', 0.6), b.warm.at('deep', 0.1)),
  );
  for (const [x, y, turn] of [
    [762, 624, 0.1],
    [822, 626, -0.12],
    [794, 606, 0.02],
  ] as const) {
    ctx.save();
    ctx.translate(x, y);
    ctx.rotate(turn);
    box(ctx, -54, -9, 108, 19, b.of('#5a3524', -0.06), 9);
    disc(ctx, 52, 0, 7, b.of('#e0b080', 0.1), 9);
    ctx.restore();
  }
  block(b, 612, 418, 376, 22, '#f0e2cb', 0.06, 3);
  box(ctx, 620, 440, 360, 12, down(ctx, 440, 452, palette.at('ink', 0.4), palette.at('ink', 0)));
  glow(ctx, 800, 590, 210, b.warm.stops.haze, 0.5);
  mantel(b);
}

function mantel(b: Brush): void {
  const { ctx } = b;
  disc(ctx, 806, 294, 92, b.palette.at('ink', 0.3));
  disc(ctx, 800, 288, 92, modelled(b, 708, 184, '#d3a355', 0.06, 0.2));
  disc(
    ctx,
    800,
    288,
    80,
    down(ctx, 208, 368, b.palette.between('deep', 'mid', 0.4), b.palette.between('mid', 'haze', 0.5)),
  );
  stroke(
    ctx,
    [
      [752, 330],
      [832, 226],
    ],
    b.palette.at('light', 0.22),
    16,
  );
  stroke(
    ctx,
    [
      [786, 340],
      [848, 258],
    ],
    b.palette.at('light', 0.16),
    7,
  );
  candle(b, 650, 418, 54);
  candle(b, 676, 418, 40);
  vase(b, 946, 418, 62, '#3d6a71');
  for (const angle of [-0.5, -0.2, 0.1, 0.4]) {
    stroke(
      ctx,
      [
        [946, 362],
        [946 + Math.sin(angle) * 66, 362 - Math.cos(angle) * 62],
      ],
      b.of('#c9a070', 0),
      2,
    );
    disc(ctx, 946 + Math.sin(angle) * 68, 362 - Math.cos(angle) * 66, 8, b.of('#f0d9b0', 0.1), 13);
  }
  box(ctx, 902, 392, 26, 26, b.of('#e0a458', 0.05), 3);
}

function tallClock(b: Brush): void {
  const { ctx, palette } = b;
  block(b, 508, 250, 84, floor - 250, '#6b4028', 0.02, 8);
  box(ctx, 520, 372, 60, 190, palette.at('ink', 0.55), 5);
  box(ctx, 524, 376, 52, 182, modelled(b, 524, 52, '#8a5a3c', -0.12), 4);
  clockFace(b, 550, 310, 36, '#d3a355');
  blob(
    ctx,
    [
      [502, 252],
      [512, 232],
      [550, 214],
      [588, 232],
      [598, 252],
    ],
    modelled(b, 502, 96, '#7a4a30', 0.08),
  );
}

function pendulum(b: Brush, seconds: number): void {
  const { ctx } = b;
  const swing = Math.sin(seconds * Math.PI) * 13;
  stroke(
    ctx,
    [
      [550, 376],
      [550 + swing, 508],
    ],
    b.of('#e0b869', 0.1),
    3,
  );
  disc(ctx, 550 + swing, 512, 14, b.of('#e8c274', 0.2));
  disc(ctx, 550 + swing - 4, 508, 5, b.palette.at('light', 0.6));
  clockHands(550, 310, 36, b.palette.at('ink', 0.85), seconds, ctx);
}

function fire(conditions: Conditions): Motion {
  const { stops, at } = warmth(conditions.palette);
  return {
    depth: 0.27,
    paint: (ctx, seconds) => {
      for (let tongue = 0; tongue < 9; tongue++) {
        const phase = seconds * (4.2 + (tongue % 3)) + tongue * 2.1;
        const x = 748 + tongue * 13;
        const tall = (46 + 46 * Math.sin((tongue / 8) * Math.PI)) * (0.8 + 0.2 * Math.sin(phase));
        const lean = Math.sin(phase * 0.7) * 9;
        ctx.fillStyle = tongue % 2 ? at('glow', 0.75) : at('haze', 0.8);
        ctx.beginPath();
        ctx.moveTo(x - 13, 620);
        ctx.quadraticCurveTo(x - 16 + lean * 0.3, 620 - tall * 0.5, x + lean, 620 - tall);
        ctx.quadraticCurveTo(x + 16 + lean * 0.3, 620 - tall * 0.5, x + 13, 620);
        ctx.fill();
      }
      glow(ctx, 800, 606, 60, stops.light, 0.5);
    },
  };
}

function ground(b: Brush): void {
  planks(b, floor, '#a06a44');
  rug(b, 800, 748, 440, 74, '#2f6f78', '#d9a05a');
  roomLights(
    b,
    [
      [800, 690, 330],
      [452, 730, 200],
    ],
    [],
    floor,
  );
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  air(ctx, conditions, 0.08);
  lightShaft(ctx, conditions, pane, { reach: -330, floor: 668 });
  floorLamp(b, 452, 690, 440, '#f0d6a4');
  glow(ctx, 800, 690, 300, b.warm.stops.haze, 0.26, 0.25);
}

function seats(b: Brush): void {
  armchair(b, 590, 756, 112, '#2f7a72', '#e0a458');
  armchair(b, 1010, 756, 112, '#c2743c', '#2f6f78');
  pottedPlant(b, 1440, 740, 270, { colour: '#3f8058', clay: '#d9a05a', leaves: 15 });
}

function lowTable(b: Brush): void {
  const { ctx } = b;
  table(b, 800, 776, 230, 92, '#8a5230');
  cup(b, 752, 676, 30, '#f2e3c6');
  for (const [y, w, colour] of [
    [678, 84, '#3d6a91'],
    [666, 74, '#c8553d'],
    [655, 66, '#e0b458'],
  ] as const)
    box(ctx, 850 - w / 2, y - 10, w, 11, modelled(b, 850 - w / 2, w, colour, 0.02, 0.16), 2);
}

function nearEdge(b: Brush): void {
  sofa(b, -40, 1000, 520, 150, '#7a4468', ['#d9a05a']);
  box(b.ctx, -240, 660, 452, 4, b.palette.at('glow', 0.5), 2);
  frond(b, 1690, 860, 380, -2.1, '#3a7a58');
  frond(b, 1690, 860, 330, -1.5, '#2f6a50');
  frond(b, 1670, 860, 300, -2.7, '#3f8058');
  box(b.ctx, 1600, 770, 190, 160, modelled(b, 1600, 190, '#b87a48', -0.1, 0.2), 18);
}
