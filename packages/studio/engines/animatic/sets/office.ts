import { type Brush, load, modelled } from './brushes/brush.ts';
import { gleam, polished } from './brushes/floor.ts';
import { bookcase, cupboard, table } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { air, dust } from './brushes/haze.ts';
import { skyline } from './brushes/horizon.ts';
import { tableLamp } from './brushes/lamp.ts';
import { lamplight } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { pottedPlant } from './brushes/plant.ts';
import { skirting, wall } from './brushes/room.ts';
import { corners, type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { box, curve, disc, down, polygon, stroke } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { books, clockFace, clockHands, cup, pick, picture, screen } from './brushes/still-life.ts';
import { cutOpening, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import type { Conditions, Motion, SetDesign } from './set-design.ts';

const floor = 634;
const panes: readonly Opening[] = [
  { x: 520, y: 150, w: 250, h: 380 },
  { x: 800, y: 150, w: 250, h: 380 },
  { x: 1080, y: 150, w: 250, h: 380 },
];
const lamps: readonly Pool[] = [
  [680, 110, 300],
  [1100, 110, 300],
  [240, 420, 220],
  [1490, 420, 200],
];

/** An office high above a city: tall windows with blinds, shelves of folders, a desk to talk across. */
export const office: SetDesign = {
  name: 'office',
  interior: true,
  marks: [
    { x: 340, y: 740, height: 414, seat: null },
    { x: 580, y: 755, height: 432, seat: 118 },
    { x: 800, y: 728, height: 400, seat: null },
    { x: 1020, y: 755, height: 432, seat: 118 },
    { x: 1270, y: 740, height: 414, seat: null },
  ],
  light: (conditions) =>
    lamplight(conditions) > 0.8 ? { x: 680, y: 130, strength: 0.6 } : { x: 1000, y: 280, strength: 0.9 },
  layers: (conditions) => [
    { depth: 0.9, paint: (ctx) => city(ctx, conditions) },
    { depth: 0.28, paint: (ctx) => backWall(load(ctx, conditions, 1, 0.06)) },
    { depth: 0.15, paint: (ctx) => ground(load(ctx, conditions, 1, 0.03)) },
    { depth: 0.1, paint: (ctx) => atmosphere(load(ctx, conditions, 1)) },
    { depth: 0.03, paint: (ctx) => seats(load(ctx, conditions, 1)) },
    { depth: -0.03, paint: (ctx) => desk(load(ctx, conditions, 1)) },
    { depth: -0.3, paint: (ctx) => nearEdge(load(ctx, conditions, 1, 0, -0.16)) },
  ],
  motions: (conditions) => [
    traffic(conditions),
    ...weatherThrough(conditions, panes, 0.6),
    {
      depth: 0.27,
      paint: (ctx, seconds) => clockHands(436, 218, 38, conditions.palette.at('ink', 0.85), seconds, ctx),
    },
    dust(conditions, [420, 180, 900, 460]),
  ],
};

function city(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 480, sun: [960, 300], scale: 0.9 });
  skyline(ctx, conditions, 500, 300, 4);
}

/** Lights of cars on a street far below, and a light on a mast that blinks. */
function traffic(conditions: Conditions): Motion {
  return {
    depth: 0.89,
    paint: (ctx, seconds) => {
      const { palette, warm } = load(ctx, conditions, 1);
      for (let index = 0; index < 9; index++) {
        const x = 500 + ((index * 97 + seconds * (index % 2 ? 34 : -42) + 8500) % 850);
        disc(
          ctx,
          x,
          522 + (index % 2) * 6,
          2.4,
          conditions.lampsLit ? warm.at(index % 2 ? 'light' : 'mid', 0.95) : palette.at('light', 0.5),
        );
      }
      const blink = Math.max(0, Math.sin(seconds * 2.4));
      glow(ctx, 884, 214, 18, warm.stops.mid, blink);
    },
  };
}

function backWall(b: Brush): void {
  const { ctx } = b;
  wall(b, floor, '#54708a');
  for (let x = -240; x < 1840; x += 130) box(ctx, x, -120, 2, floor + 120, b.palette.at('ink', 0.16));
  ceiling(b);
  for (const pane of panes) windowHalo(b, pane, 0.6);
  for (const pane of panes) cutOpening(ctx, pane);
  for (const pane of panes) {
    windowFrame(b, pane, { columns: 1, rows: 1, colour: '#2f3b4a', bar: 7, sill: false });
    blind(b, pane);
  }
  skirting(b, floor, '#3c4c5e');
  cupboard(b, 500, floor, 850, 88, '#c49a6c', 9, '#8a6038');
  sideboard(b);
  shelves(b);
  chart(b);
  clockFace(b, 436, 218, 38, '#2f3b4a');
  picture(b, 1400, 190, 130, 160, '#2f3b4a', ['#f0c48a', '#d9785a', '#3d6a91']);
  corners(b, 0.5);
  roomLights(b, lamps, panes);
}

function ceiling(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, -240, -120, 2080, 232, down(ctx, 20, 112, b.of('#3a4a5c', -0.16), b.of('#5a6c80', -0.06)));
  for (const x of [560, 980]) {
    const on = lamplight(b.conditions);
    polygon(
      ctx,
      [
        [x, 112],
        [x + 240, 112],
        [x + 270, 92],
        [x - 30, 92],
      ],
      on > 0 ? b.warm.at('light', 0.95) : b.of('#eef2f4', 0.14),
    );
    glow(ctx, x + 120, 112, 330, b.warm.stops.glow, 0.4 * on, 0.5);
  }
  box(ctx, -240, 110, 2080, 3, palette.at('light', 0.25));
}

function blind(b: Brush, { x, y, w }: Opening): void {
  const drop = 64;
  for (let slat = 0; slat < 9; slat++) {
    const sy = y - 4 + (slat * drop) / 9;
    box(b.ctx, x + 4, sy, w - 8, 5, down(b.ctx, sy, sy + 5, b.of('#e8ddc8', 0.22), b.of('#b5a78c', -0.06)));
  }
  stroke(
    b.ctx,
    [
      [x + w - 22, y],
      [x + w - 22, y + 150],
    ],
    b.palette.at('light', 0.5),
    1.6,
  );
  disc(b.ctx, x + w - 22, y + 154, 4, b.of('#e8ddc8', 0.1));
}

function sideboard(b: Brush): void {
  const { ctx } = b;
  const next = b.conditions.random();
  const top = floor - 96;
  pottedPlant(b, 560, top, 70, { leaves: 10, clay: '#e0a458' }, next);
  books(b, 640, top, 110, 50, next);
  for (const [x, h] of [
    [800, 34],
    [850, 46],
  ] as const)
    disc(ctx, x, top - h / 2, h / 2, modelled(b, x - h / 2, h, x > 820 ? '#d9785a' : '#e0c48a', 0.04, 0.22));
  pottedPlant(b, 930, top, 54, { leaves: 8, clay: '#5b8e9d', fat: 0.4 }, next);
  books(b, 1120, top, 90, 48, next);
  pottedPlant(b, 1270, top, 78, { leaves: 11, clay: '#d9785a' }, next);
}

function shelves(b: Brush): void {
  const next = b.conditions.random();
  const tops = bookcase(b, 110, floor, 230, 440, '#6b4a34', 5);
  tops.forEach((top, row) => {
    if (row % 2) books(b, 124, top, 200, 58, next);
    else {
      for (let x = 126; x < 310; x += 25) {
        box(
          b.ctx,
          x,
          top - 58,
          23,
          58,
          modelled(b, x, 23, pick(['#c8553d', '#3d6a91', '#e0a458', '#5b8e7d', '#e8ddc8'], next, '#c8553d'), 0, 0.16),
          2,
        );
        box(b.ctx, x + 5, top - 48, 13, 18, b.of('#f6efe0', 0.1), 1);
        disc(b.ctx, x + 11.5, top - 12, 4, b.palette.at('ink', 0.4));
      }
    }
  });
  cupboard(b, -200, floor, 300, 300, '#c49a6c', 3, '#8a6038');
  pottedPlant(b, 40, floor - 308, 120, { clay: '#5b8e9d' }, next);
}

function chart(b: Brush): void {
  const { ctx, palette } = b;
  cupboard(b, 1400, floor, 420, 160, '#c49a6c', 4, '#8a6038');
  tableLamp(b, 1490, floor - 168, 120, '#8ac0a0', '#c9a25c');
  box(ctx, 1560, 186, 240, 180, palette.at('ink', 0.3), 4);
  box(ctx, 1554, 180, 240, 180, b.of('#f4f1ea', 0.1), 4);
  for (let bar = 0; bar < 6; bar++) {
    const h = 30 + ((bar * 37) % 90);
    box(ctx, 1576 + bar * 34, 340 - h, 22, h, b.of(['#c8553d', '#3d6a91', '#e0a458'][bar % 3] ?? '#c8553d', 0.08), 2);
  }
  curve(
    ctx,
    [
      [1570, 320],
      [1630, 280],
      [1690, 296],
      [1780, 210],
    ],
    b.of('#5b8e7d', 0),
    4,
  );
}

function ground(b: Brush): void {
  const { ctx } = b;
  polished(b, floor, '#8a7a6a');
  for (const { x, w } of panes) gleam(b, x + w / 2, floor, w * 0.9, 0.2);
  for (let x = -6; x <= 6; x++)
    stroke(
      ctx,
      [
        [800 + x * 132, floor],
        [800 + x * 350, 1020],
      ],
      b.palette.at('ink', 0.16),
      1.5,
    );
  polygon(
    ctx,
    [
      [480, 690],
      [1120, 690],
      [1260, 800],
      [340, 800],
    ],
    b.of('#3d5a78', 0, 0.9),
  );
  polygon(
    ctx,
    [
      [498, 696],
      [1102, 696],
      [1230, 794],
      [370, 794],
    ],
    b.of('#5a7a98', 0.02, 0.8),
  );
  roomLights(b, [[800, 700, 380]], [], floor);
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  air(ctx, conditions, 0.08);
  for (const { x, w } of panes) {
    lightShaft(ctx, conditions, { x, y: 330, w: w * 0.7, h: 190 }, { reach: -250, floor: 666, columns: 1 });
  }
}

function seats(b: Brush): void {
  for (const [x, turn] of [
    [580, 1],
    [1020, -1],
  ] as const) {
    const { ctx } = b;
    const back = x - turn * 44;
    stroke(
      ctx,
      [
        [x, 752],
        [x, 650],
      ],
      b.of('#3a3f48', 0),
      10,
    );
    for (const leg of [-52, 0, 52]) {
      stroke(
        ctx,
        [
          [x, 722],
          [x + leg, 748],
        ],
        b.of('#3a3f48', 0.05),
        7,
      );
      disc(ctx, x + leg, 750, 7, b.palette.at('ink'));
    }
    box(ctx, x - 62, 632, 124, 24, modelled(b, x - 62, 124, '#a8503c', 0.04, 0.18), 12);
    box(ctx, back - 36, 452, 72, 160, modelled(b, back - 36, 72, '#a8503c', 0, 0.18), 28);
    box(ctx, back - 28, 456, 56, 4, b.palette.at('light', 0.4), 2);
    stroke(
      ctx,
      [
        [back, 610],
        [x, 644],
      ],
      b.of('#3a3f48', 0.05),
      8,
    );
  }
}

function desk(b: Brush): void {
  const { ctx, palette } = b;
  table(b, 800, 772, 330, 190, '#9a6238');
  screen(b, 790, 506, 92, 56, () =>
    box(ctx, 740, 500, 110, 70, down(ctx, 506, 562, palette.at('deep'), palette.at('haze'))),
  );
  cup(b, 880, 578, 32, '#e0a458');
  for (const [y, tone] of [
    [580, '#f6efe0'],
    [575, '#e8ddc8'],
    [570, '#f6efe0'],
  ] as const)
    box(ctx, 672, y - 4, 62, 5, b.of(tone, 0.14), 1);
}

function nearEdge(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, -240, 806, 560, 220, down(ctx, 806, 880, b.of('#7a5032', 0), b.of('#2a1c16', -0.2)), 6);
  box(ctx, -240, 805, 556, 4, palette.at('glow', 0.5));
  polygon(
    ctx,
    [
      [-80, 560],
      [180, 560],
      [192, 760],
      [-92, 760],
    ],
    modelled(b, -92, 284, '#2b313c', -0.04, 0.14),
  );
  box(ctx, 20, 758, 70, 50, b.of('#20252e', -0.1));
  stroke(
    ctx,
    [
      [-80, 560],
      [180, 560],
    ],
    palette.at('glow', 0.5),
    3,
  );
  disc(ctx, 50, 650, 20, b.of('#59626f', 0));
  for (const [x, h, c] of [
    [250, 90, '#e0a458'],
    [268, 104, '#c8553d'],
    [238, 80, '#3d6a91'],
  ] as const)
    stroke(
      ctx,
      [
        [x, 780],
        [x + 3, 806 - h],
      ],
      b.of(c, 0.1),
      6,
    );
  box(ctx, 226, 748, 58, 62, modelled(b, 226, 58, '#3d6a91', 0, 0.2), 6);
  pottedPlant(b, 1640, 920, 400, { colour: '#3f7a5a', clay: '#e8ddc8', leaves: 17 });
}
