import { type Brush, block, load, modelled } from './brushes/brush.ts';
import { gleam, tiles } from './brushes/floor.ts';
import { chair, shelf, stool, table } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { air, dust, steam } from './brushes/haze.ts';
import { skyline, treeLine } from './brushes/horizon.ts';
import { candle, pendant, stringLights } from './brushes/lamp.ts';
import { lamplight, warmth } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { ivy, pottedPlant } from './brushes/plant.ts';
import { skirting, wall } from './brushes/room.ts';
import { corners, type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { box, curve, disc, down, polygon, stroke, within } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { bottle, cup, jar, pick, vase, wares } from './brushes/still-life.ts';
import { cutOpening, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import type { Conditions, Motion, SetDesign } from './set-design.ts';

const floor = 634;
const pane: Opening = { x: 150, y: 150, w: 500, h: 356 };
const lamps: readonly Pool[] = [
  [800, 240, 260],
  [1010, 236, 230],
  [1220, 236, 230],
  [420, 240, 200],
];

/** A corner café: brick, a street window, a long counter with cakes under glass. */
export const cafe: SetDesign = {
  name: 'cafe',
  interior: true,
  marks: [
    { x: 350, y: 735, height: 408, seat: null },
    { x: 610, y: 756, height: 434, seat: 116 },
    { x: 800, y: 728, height: 400, seat: null },
    { x: 990, y: 756, height: 434, seat: 116 },
    { x: 1240, y: 738, height: 412, seat: null },
  ],
  light: (conditions) =>
    lamplight(conditions) > 0.8 ? { x: 1010, y: 230, strength: 0.8 } : { x: 400, y: 300, strength: 0.85 },
  layers: (conditions) => [
    { depth: 0.85, paint: (ctx) => street(ctx, conditions) },
    { depth: 0.28, paint: (ctx) => backWall(load(ctx, conditions, -1, 0.06)) },
    { depth: 0.15, paint: (ctx) => ground(load(ctx, conditions, -1, 0.03)) },
    { depth: 0.12, paint: (ctx) => bar(load(ctx, conditions, -1, 0.03)) },
    { depth: 0.08, paint: (ctx) => atmosphere(load(ctx, conditions, -1)) },
    { depth: 0.03, paint: (ctx) => seats(load(ctx, conditions, -1)) },
    { depth: -0.03, paint: (ctx) => bistroTable(load(ctx, conditions, -1)) },
    { depth: -0.3, paint: (ctx) => nearEdge(load(ctx, conditions, -1, 0, -0.14)) },
  ],
  motions: (conditions) => [
    passers(conditions),
    ...weatherThrough(conditions, [pane], 0.6),
    steam([1086, 400], 110, conditions.palette.stops.light, 0.24, 0.11, 16),
    steam([752, 536], 66, conditions.palette.stops.light, 0.24, -0.04, 9),
    dust(conditions, [300, 180, 800, 460]),
  ],
};

function street(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 470, sun: [300, 262], scale: 0.8 });
  skyline(ctx, conditions, 470, 300, 3);
  treeLine(ctx, conditions, 486, 120, 0.25);
  const b = load(ctx, conditions, -1, 0.2);
  box(ctx, -240, 480, 2080, 300, down(ctx, 480, 560, b.of('#8a8f98', 0.05), b.of('#5a5f6a', -0.1)));
  for (const x of [230, 560]) {
    stroke(
      ctx,
      [
        [x, 490],
        [x, 300],
        [x + 24, 288],
      ],
      b.of('#3a3f46', -0.1),
      6,
    );
    glow(ctx, x + 26, 294, 90, b.warm.stops.glow, 0.75 * lamplight(conditions));
    disc(ctx, x + 26, 294, 8, b.warm.at('light'));
  }
}

/** People and a car that go by outside, dark against the street. */
function passers(conditions: Conditions): Motion {
  const b = conditions.palette;
  const lamp = warmth(b);
  return {
    depth: 0.7,
    paint: (ctx, seconds) => {
      for (let who = 0; who < 3; who++) {
        const x = 60 + ((who * 260 + seconds * (who % 2 ? 26 : -21) + 3000) % 700);
        const step = Math.sin(seconds * 5 + who) * 9;
        disc(ctx, x, 402, 10, b.between('shadow', 'deep', 0.5));
        box(ctx, x - 13, 414, 26, 56, b.between('shadow', who % 2 ? 'mid' : 'deep', 0.5), 9);
        stroke(
          ctx,
          [
            [x, 466],
            [x - step, 512],
          ],
          b.at('shadow'),
          8,
        );
        stroke(
          ctx,
          [
            [x, 466],
            [x + step, 512],
          ],
          b.at('shadow'),
          8,
        );
      }
      const car = -300 + ((seconds * 150 + 500) % 1500);
      box(ctx, car, 452, 190, 44, b.between('deep', 'mid', 0.3), 16);
      box(ctx, car + 38, 424, 110, 40, b.between('shadow', 'deep', 0.5), 16);
      if (conditions.lampsLit) glow(ctx, car + 194, 470, 80, lamp.stops.glow, 0.7);
    },
  };
}

function backWall(b: Brush): void {
  wall(b, floor, '#8a4f3f');
  bricks(b);
  windowHalo(b, pane, 1);
  cutOpening(b.ctx, pane);
  windowFrame(b, pane, { columns: 3, rows: 1, colour: '#2f4a44', bar: 11 });
  awning(b);
  sillPlants(b);
  panelling(b);
  backBar(b);
  menu(b);
  corners(b, 0.5);
  roomLights(b, lamps, [pane]);
}

function bricks(b: Brush): void {
  const next = b.conditions.random();
  for (let row = 0; row < 26; row++) {
    for (let x = -260 + (row % 2) * 32; x < 1840; x += 64) {
      box(
        b.ctx,
        x,
        -20 + row * 22,
        61,
        19,
        b.of(next() < 0.16 ? '#7a4236' : '#a8604a', (next() - 0.5) * 0.12, 0.75),
        2,
      );
    }
  }
}

function awning(b: Brush): void {
  for (let stripe = 0; stripe < 12; stripe++) {
    const x = 140 + stripe * 43.4;
    polygon(
      b.ctx,
      [
        [x + 8, 118],
        [x + 48, 118],
        [x + 43, 168],
        [x, 168],
      ],
      b.of(stripe % 2 ? '#f3e7d0' : '#2f7a6c', 0.06),
    );
    disc(b.ctx, x + 21.7, 168, 21.7, b.of(stripe % 2 ? '#f3e7d0' : '#2f7a6c', 0), 11);
  }
}

function sillPlants(b: Brush): void {
  const next = b.conditions.random();
  for (const [x, h, clay] of [
    [196, 74, '#c8553d'],
    [262, 54, '#e0b458'],
    [560, 60, '#3d6a91'],
    [616, 80, '#c0683f'],
  ] as const) {
    pottedPlant(b, x, 526, h, { clay, leaves: 9 }, next);
  }
}

function panelling(b: Brush): void {
  const { ctx } = b;
  box(ctx, -240, 546, 2080, floor - 546, modelled(b, -240, 2080, '#2f5a50', -0.02));
  for (let x = -240; x < 1840; x += 34) box(ctx, x, 550, 3, floor - 550, b.palette.at('ink', 0.25));
  box(ctx, -240, 542, 2080, 8, b.of('#3f7a6c', 0.16));
  skirting(b, floor, '#2f5a50');
}

function backBar(b: Brush): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  box(ctx, 900, 166, 640, 300, modelled(b, 900, 640, '#5a3424', -0.12), 6);
  for (const y of [252, 342, 428]) {
    shelf(b, 912, y, 616, '#a8703f');
    glow(ctx, 1220, y - 30, 320, b.warm.stops.haze, 0.2 + 0.3 * lamplight(b.conditions), 0.2);
    for (let x = 934; x < 1510; x += 30) {
      const kind = next();
      const colour = pick(wares, next, '#e0a458');
      if (y < 300)
        bottle(
          b,
          x,
          y,
          56 + next() * 14,
          pick(['#3f7a5c', '#8a3f34', '#c98a3a', '#4a6a8a', '#d9c8a0'], next, '#3f7a5c'),
        );
      else if (kind < 0.4) jar(b, x, y, 24, 44, colour);
      else if (kind < 0.8)
        for (let stack = 0; stack < 3; stack++) cup(b, x, y - stack * 15, 20, stack % 2 ? '#f2e3c6' : colour);
      else vase(b, x, y, 46, colour);
    }
  }
  box(ctx, 900, 166, 640, 4, palette.at('light', 0.3));
}

function menu(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, 690, 196, 166, 210, modelled(b, 690, 166, '#b57a48', 0), 5);
  box(ctx, 700, 206, 146, 190, b.of('#24302c', -0.1), 3);
  const chalk = palette.at('light', 0.65);
  curve(
    ctx,
    [
      [736, 252],
      [740, 286],
      [772, 290],
      [806, 286],
      [810, 252],
    ],
    chalk,
    3,
  );
  stroke(
    ctx,
    [
      [730, 252],
      [816, 252],
    ],
    chalk,
    3,
  );
  for (const dx of [-18, 0, 18])
    curve(
      ctx,
      [
        [773 + dx, 244],
        [767 + dx, 234],
        [779 + dx, 226],
        [773 + dx, 216],
      ],
      chalk,
      2.4,
    );
  for (let row = 0; row < 4; row++) {
    stroke(
      ctx,
      [
        [722, 316 + row * 18],
        [722 + 60 + ((row * 29) % 22), 316 + row * 18],
      ],
      palette.at('light', 0.4),
      3,
    );
    disc(ctx, 822, 316 + row * 18, 4, b.of('#e0a458', 0.2));
  }
}

function ground(b: Brush): void {
  tiles(b, floor, '#e3d3b4', '#3f5a58', 170);
  roomLights(
    b,
    [
      [800, 700, 320],
      [1150, 680, 260],
    ],
    [],
    floor,
  );
}

function bar(b: Brush): void {
  const { ctx, palette } = b;
  block(b, 900, 512, 760, 146, '#3f6f62', -0.02, 4);
  for (let x = 924; x < 1640; x += 92) {
    box(ctx, x, 536, 76, 106, palette.at('ink', 0.2), 4);
    box(ctx, x + 2, 539, 74, 103, modelled(b, x, 76, '#3a665a', 0, 0.08), 4);
  }
  block(b, 884, 496, 790, 20, '#c98a52', 0.12, 4);
  espresso(b);
  cakes(b);
  box(ctx, 1540, 446, 66, 50, modelled(b, 1540, 66, '#2b3f3c', 0), 8);
}

function espresso(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, 1010, 412, 150, 84, modelled(b, 1010, 150, '#c8ced0', 0.06, 0.24), 12);
  box(ctx, 1020, 436, 130, 34, palette.at('ink', 0.5), 5);
  box(ctx, 1004, 402, 162, 16, modelled(b, 1004, 162, '#c8553d', 0.06, 0.2), 6);
  for (const x of [1050, 1110]) {
    box(ctx, x - 12, 446, 24, 10, b.of('#8a9296', 0.2), 3);
    cup(b, x, 486, 20, '#f2e3c6');
  }
  for (let x = 1024; x < 1150; x += 24) cup(b, x, 402, 18, x % 48 ? '#f2e3c6' : '#e0a458');
  disc(ctx, 1085, 426, 7, b.of('#fff6e4', 0.3));
}

function cakes(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, 1220, 404, 260, 92, palette.at('light', 0.16), 10);
  glow(ctx, 1350, 450, 190, b.warm.stops.glow, 0.4 + 0.3 * lamplight(b.conditions), 0.5);
  within(ctx, [1220, 404, 260, 92], 10, () => {
    for (const y of [450, 490]) {
      box(ctx, 1224, y, 252, 4, b.of('#f3e7d0', 0.1));
      for (let x = 1250; x < 1470; x += 44) {
        const colour = ['#e8b0b8', '#8a5034', '#f3dca0', '#c8553d', '#a8c88a'][(x + y) % 5] ?? '#e8b0b8';
        box(ctx, x - 15, y - 19, 30, 19, modelled(b, x - 15, 30, colour, 0.12, 0.14), 5);
        box(ctx, x - 15, y - 22, 30, 7, b.of('#fff4e4', 0.2), 4);
        disc(ctx, x, y - 25, 4, b.of('#d8453a', 0.16));
      }
    }
    polygon(
      ctx,
      [
        [1250, 404],
        [1300, 404],
        [1250, 496],
        [1200, 496],
      ],
      palette.at('light', 0.22),
    );
  });
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  air(ctx, conditions, 0.08);
  lightShaft(ctx, conditions, pane, { reach: 260, floor: 668, columns: 3 });
  gleam(b, 400, floor, 380, 0.12);
  for (const x of [800, 1010, 1220]) pendant(b, x, 130, 66, '#2f7a6c');
  stringLights(
    b,
    [
      [-60, 146],
      [330, 134],
      [720, 150],
    ],
    8,
  );
  for (const x of [700, 910, 1330]) ivy(b, x, 100, 120, 4, next);
}

function seats(b: Brush): void {
  chair(b, 606, 757, 116, '#2f5a50', 1, '#c8553d');
  chair(b, 994, 757, 116, '#2f5a50', -1, '#c8553d');
  stool(b, 1400, 730, 150, '#8a5a34', '#c8553d');
  stool(b, 1510, 730, 150, '#8a5a34', '#c8553d');
}

function bistroTable(b: Brush): void {
  table(b, 800, 770, 280, 190, '#d3a36a', 'pedestal');
  candle(b, 822, 574, 44);
  cup(b, 752, 574, 34, '#f2e3c6');
  cup(b, 880, 574, 34, '#e0a458');
}

function nearEdge(b: Brush): void {
  const { ctx } = b;
  box(ctx, -240, 800, 520, 220, down(ctx, 800, 880, b.of('#b5774a', 0.02), b.of('#4a2a1c', -0.2)), 8);
  box(ctx, -240, 799, 516, 4, b.palette.at('glow', 0.5));
  candle(b, 96, 800, 90);
  cup(b, 196, 804, 70, '#e8d8b8');
  pottedPlant(b, 1640, 900, 380, { colour: '#3f7a50', clay: '#c8553d', leaves: 16 });
  polygon(
    ctx,
    [
      [-240, -120],
      [-20, -120],
      [-40, 700],
      [-240, 900],
    ],
    b.of('#24302c', -0.16),
  );
  box(ctx, -36, -120, 5, 800, b.palette.at('glow', 0.25));
}
