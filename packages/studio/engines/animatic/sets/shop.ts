import { type Brush, block, contactShadow, load, modelled } from './brushes/brush.ts';
import { gleam, planks } from './brushes/floor.ts';
import { bookcase, stool } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { air, dust } from './brushes/haze.ts';
import { skyline, treeLine } from './brushes/horizon.ts';
import { pendant } from './brushes/lamp.ts';
import { lamplight } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { ivy, leaf, pottedPlant } from './brushes/plant.ts';
import { skirting, wall } from './brushes/room.ts';
import { corners, type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { box, curve, disc, down, polygon, stroke } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { bottle, bunting, jar, pick, vase, wares } from './brushes/still-life.ts';
import { cutOpening, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import type { Conditions, SetDesign } from './set-design.ts';

const floor = 634;
const doorPane: Opening = { x: 716, y: 230, w: 168, h: 250, radius: 8 };
const leftPane: Opening = { x: 470, y: 190, w: 190, h: 300 };
const rightPane: Opening = { x: 940, y: 190, w: 190, h: 300 };
const panes: readonly Opening[] = [leftPane, doorPane, rightPane];
const lamps: readonly Pool[] = [
  [560, 210, 230],
  [800, 190, 220],
  [1040, 210, 230],
  [1380, 300, 220],
  [250, 300, 220],
];

/** A village shop: shelves to the ceiling, a glazed door with a bell, crates of fruit, a counter with its till. */
export const shop: SetDesign = {
  name: 'shop',
  interior: true,
  marks: [
    { x: 360, y: 740, height: 414, seat: null },
    { x: 610, y: 748, height: 424, seat: null },
    { x: 800, y: 726, height: 398, seat: null },
    { x: 990, y: 748, height: 424, seat: null },
    { x: 1190, y: 752, height: 430, seat: 150 },
  ],
  light: (conditions) =>
    lamplight(conditions) > 0.8 ? { x: 800, y: 190, strength: 0.7 } : { x: 800, y: 330, strength: 0.85 },
  layers: (conditions) => [
    { depth: 0.85, paint: (ctx) => view(ctx, conditions) },
    { depth: 0.28, paint: (ctx) => backWall(load(ctx, conditions, -1, 0.06)) },
    { depth: 0.15, paint: (ctx) => ground(load(ctx, conditions, -1, 0.03)) },
    { depth: 0.1, paint: (ctx) => goods(load(ctx, conditions, -1, 0.02)) },
    { depth: 0.08, paint: (ctx) => atmosphere(load(ctx, conditions, -1)) },
    { depth: 0.03, paint: (ctx) => stool(load(ctx, conditions, -1), 1190, 752, 150, '#8a5a34', '#c8553d') },
    { depth: -0.3, paint: (ctx) => nearEdge(load(ctx, conditions, -1, 0, -0.14)) },
  ],
  motions: (conditions) => [
    ...weatherThrough(conditions, panes, 0.6),
    { depth: 0.27, paint: (ctx, seconds) => bell(load(ctx, conditions, -1), seconds) },
    { depth: 0.07, paint: (ctx, seconds) => mobileOfBirds(load(ctx, conditions, -1), seconds) },
    dust(conditions, [420, 170, 800, 470]),
  ],
};

function view(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 480, sun: [1034, 270], scale: 0.8 });
  skyline(ctx, conditions, 470, 190, 2);
  treeLine(ctx, conditions, 486, 130, 0.2);
  const b = load(ctx, conditions, -1, 0.2);
  box(ctx, -240, 470, 2080, 300, down(ctx, 470, 560, b.of('#b0a890', 0.06), b.of('#6a6458', -0.06)));
}

function backWall(b: Brush): void {
  const { ctx } = b;
  wall(b, floor, '#d9a04e');
  for (let x = -240; x < 1840; x += 46) box(ctx, x, -120, 2, floor + 120, b.palette.at('ink', 0.12));
  skirting(b, floor, '#2f6f6a');
  for (const pane of panes) windowHalo(b, pane, 0.8);
  block(b, 692, 196, 216, floor - 196, '#2f6f6a', 0, 6);
  block(b, 704, 210, 192, floor - 210, '#3a857e', 0.03, 4);
  box(ctx, 724, 506, 152, 104, b.palette.at('ink', 0.24), 4);
  box(ctx, 727, 510, 149, 100, modelled(b, 727, 149, '#3a857e', 0), 4);
  for (const pane of panes) cutOpening(ctx, pane);
  for (const pane of panes)
    windowFrame(b, pane, {
      columns: pane === doorPane ? 1 : 2,
      rows: pane === doorPane ? 2 : 3,
      colour: '#2f6f6a',
      bar: 7,
      sill: pane !== doorPane,
    });
  stroke(
    ctx,
    [
      [866, 490],
      [866, 530],
    ],
    b.of('#e8c274', 0.3),
    7,
  );
  displays(b);
  for (const x of [-160, 50, 262]) goodsCase(b, x, 204);
  for (const x of [1160, 1366, 1572]) goodsCase(b, x, 204);
  scallops(b);
  corners(b, 0.5);
  roomLights(b, lamps, panes);
}

function scallops(b: Brush): void {
  for (let stripe = 0; stripe < 52; stripe++) {
    const x = -240 + stripe * 40;
    const colour = stripe % 2 ? '#f6ead0' : '#c8553d';
    box(b.ctx, x, 60, 40, 74, down(b.ctx, 60, 134, b.of(colour, -0.14), b.of(colour, 0.1)));
    disc(b.ctx, x + 20, 134, 20, b.of(colour, 0.02), 14);
  }
}

function displays(b: Brush): void {
  const next = b.conditions.random();
  for (const pane of [leftPane, rightPane]) {
    for (let x = pane.x + 20; x < pane.x + pane.w - 10; x += 44) {
      if (next() < 0.5)
        pottedPlant(b, x, 508, 56 + next() * 20, { leaves: 8, clay: pick(wares, next, '#e0a458') }, next);
      else vase(b, x, 508, 44, pick(wares, next, '#e0a458'));
    }
  }
}

function goodsCase(b: Brush, x: number, w: number): void {
  const { ctx } = b;
  const next = b.conditions.random();
  for (let skip = 0; skip < Math.abs(x) % 17; skip++) next();
  const tops = bookcase(b, x, floor, w, 470, '#8a5a38', 5);
  tops.forEach((top, row) => {
    for (let at = x + 26; at < x + w - 16; at += 27 + next() * 5) {
      const colour = pick(wares, next, '#c8553d');
      const kind = (row + Math.floor(next() * 2)) % 4;
      if (kind === 0) jar(b, at, top, 24, 42 + next() * 10, colour, '#f2e3c6');
      else if (kind === 1) bottle(b, at, top, 60 + next() * 8, colour);
      else if (kind === 2) {
        box(ctx, at - 12, top - 40, 24, 40, modelled(b, at - 12, 24, colour, 0.06, 0.16), 2);
        disc(ctx, at, top - 22, 7, b.of('#fff4dc', 0.14));
        box(ctx, at - 12, top - 40, 24, 7, b.of('#fff4dc', 0.1, 0.7));
      } else {
        for (let tin = 0; tin < 3; tin++)
          box(
            ctx,
            at - 11,
            top - 18 - tin * 18,
            22,
            17,
            modelled(b, at - 11, 22, tin % 2 ? '#f2e3c6' : colour, 0.04, 0.2),
            3,
          );
      }
    }
  });
}

function ground(b: Brush): void {
  planks(b, floor, '#b5824e', 60);
  gleam(b, 800, floor, 220, 0.16);
  roomLights(b, [[800, 690, 380]], [], floor);
}

function goods(b: Brush): void {
  crate(b, 196, 690, '#d8453a');
  crate(b, 330, 700, '#f0a63c');
  crate(b, 262, 640, '#8ab84a');
  counter(b);
  barrel(b, 500, 690);
}

function crate(b: Brush, x: number, y: number, fruit: string): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  contactShadow(b, x, y, 80);
  for (let piece = 0; piece < 14; piece++) {
    const fx = x - 50 + (piece % 7) * 16.5;
    const fy = y - 66 - (piece < 7 ? 8 : 0) - next() * 5;
    disc(ctx, fx, fy, 12, modelled(b, fx - 12, 24, fruit, 0.08, 0.22));
    disc(ctx, fx - 4, fy - 5, 2.6, palette.at('light', 0.7));
    if (piece % 4 === 0) leaf(b, fx, fy - 9, 15, -0.7, '#5a9a48', 0.08, 0.4);
  }
  for (let slat = 0; slat < 3; slat++)
    box(ctx, x - 66, y - 62 + slat * 21, 132, 18, modelled(b, x - 66, 132, '#c99a5e', 0.02), 2);
  for (const dx of [-64, 52]) box(ctx, x + dx, y - 64, 12, 64, b.of('#a87a44', -0.02), 2);
}

function barrel(b: Brush, x: number, y: number): void {
  const { ctx } = b;
  contactShadow(b, x, y, 64);
  for (let loaf = 0; loaf < 5; loaf++) {
    ctx.save();
    ctx.translate(x - 30 + loaf * 15, y - 96);
    ctx.rotate(-0.3 + loaf * 0.15);
    box(ctx, -9, -66, 18, 90, modelled(b, -9, 18, '#d9984a', 0.08, 0.2), 9);
    for (const cut of [-48, -30, -12])
      stroke(
        ctx,
        [
          [-5, cut],
          [5, cut - 6],
        ],
        b.of('#f6dca4', 0.16),
        3,
      );
    ctx.restore();
  }
  polygon(
    ctx,
    [
      [x - 46, y - 100],
      [x + 46, y - 100],
      [x + 54, y - 50],
      [x + 46, y],
      [x - 46, y],
      [x - 54, y - 50],
    ],
    modelled(b, x - 54, 108, '#8a5a34', 0, 0.2),
  );
  for (const band of [-88, -50, -14])
    box(ctx, x - 53, y + band, 106, 8, modelled(b, x - 54, 108, '#5a5f68', 0, 0.2), 3);
}

function counter(b: Brush): void {
  const { ctx, palette } = b;
  contactShadow(b, 1440, 720, 300, 20);
  block(b, 1240, 526, 520, 184, '#2f6f6a', 0, 6);
  for (let x = 1262; x < 1740; x += 84) {
    box(ctx, x, 556, 68, 132, palette.at('ink', 0.2), 5);
    box(ctx, x + 2, 560, 66, 128, modelled(b, x, 68, '#3a857e', 0), 5);
  }
  block(b, 1222, 508, 556, 22, '#d9a86a', 0.12, 5);
  till(b, 1300, 508);
  for (const [x, colour] of [
    [1400, '#e8573f'],
    [1440, '#f0b43c'],
    [1480, '#7ab04e'],
    [1520, '#e88ab0'],
  ] as const) {
    jar(b, x, 508, 36, 64, colour, '#e8c274');
    for (let sweet = 0; sweet < 7; sweet++)
      disc(
        ctx,
        x - 10 + (sweet % 3) * 10,
        500 - Math.floor(sweet / 3) * 13,
        5,
        b.of(sweet % 2 ? '#fff1dc' : colour, 0.2),
      );
  }
}

function till(b: Brush, x: number, y: number): void {
  const { ctx } = b;
  polygon(
    ctx,
    [
      [x - 52, y],
      [x - 46, y - 44],
      [x + 46, y - 44],
      [x + 52, y],
    ],
    modelled(b, x - 52, 104, '#c99a4e', 0.04, 0.2),
  );
  box(ctx, x - 38, y - 86, 76, 44, modelled(b, x - 38, 76, '#d9ae60', 0.06, 0.2), 12);
  box(ctx, x - 28, y - 78, 56, 18, b.of('#2f3a38', -0.1), 4);
  for (let key = 0; key < 10; key++)
    disc(ctx, x - 34 + (key % 5) * 17, y - 32 + Math.floor(key / 5) * 16, 5.4, b.of('#fff4dc', 0.14));
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  air(ctx, conditions, 0.07);
  lightShaft(ctx, conditions, leftPane, { reach: 140, floor: 664, columns: 1 });
  lightShaft(ctx, conditions, rightPane, { reach: -140, floor: 664, columns: 1 });
  for (const x of [560, 1040]) pendant(b, x, 136, 54, '#2f6f6a');
  for (const x of [250, 1380]) pendant(b, x, 150, 54, '#c8553d', 'cone');
  bunting(b, [420, 150], [1180, 150], 15, ['#c8553d', '#f6ead0', '#2f6f6a', '#f0b43c']);
  for (const x of [668, 932]) ivy(b, x, 146, 130, 4, next);
  glow(ctx, 800, 680, 420, b.warm.stops.glow, 0.14 * lamplight(conditions), 0.25);
}

function bell(b: Brush, seconds: number): void {
  const { ctx } = b;
  const swing = Math.sin(seconds * 3) * 0.1;
  ctx.save();
  ctx.translate(836, 200);
  ctx.rotate(swing);
  curve(
    ctx,
    [
      [0, -8],
      [8, -2],
      [0, 8],
    ],
    b.of('#5a4a34', 0),
    3,
  );
  polygon(
    ctx,
    [
      [-12, 26],
      [-8, 10],
      [0, 4],
      [8, 10],
      [12, 26],
    ],
    modelled(b, -12, 24, '#e8c274', 0.2, 0.2),
  );
  disc(ctx, 0, 28, 3.4, b.of('#a87f3c', 0));
  ctx.restore();
}

function mobileOfBirds(b: Brush, seconds: number): void {
  const { ctx } = b;
  for (const [x, y, colour] of [
    [700, 196, '#c8553d'],
    [812, 176, '#2f6f6a'],
    [900, 200, '#f0b43c'],
  ] as const) {
    const turn = Math.cos(seconds * 0.6 + x);
    stroke(
      ctx,
      [
        [x, 60],
        [x, y],
      ],
      b.palette.at('ink', 0.4),
      1.3,
    );
    polygon(
      ctx,
      [
        [x - 20 * turn, y],
        [x, y - 7],
        [x + 18 * turn, y - 2],
        [x + 26 * turn, y - 9],
        [x + 16 * turn, y + 8],
        [x - 4, y + 9],
      ],
      b.of(colour, 0.14),
    );
    polygon(
      ctx,
      [
        [x - 3, y - 2],
        [x + 10 * turn, y - 18 - 4 * Math.sin(seconds * 2 + x)],
        [x + 9 * turn, y + 2],
      ],
      b.of(colour, -0.04),
    );
  }
}

function nearEdge(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, -240, 800, 600, 220, down(ctx, 800, 890, b.of('#a8743f', 0), b.of('#3a2416', -0.2)), 8);
  box(ctx, -240, 799, 596, 4, palette.at('glow', 0.5));
  const next = b.conditions.random();
  for (let apple = 0; apple < 15; apple++) {
    const x = -60 + (apple % 8) * 46 + next() * 10;
    const y = 786 - Math.floor(apple / 8) * 34;
    disc(ctx, x, y, 27, modelled(b, x - 27, 54, apple % 3 ? '#d8453a' : '#9cc04a', 0, 0.24));
    disc(ctx, x - 9, y - 11, 5, palette.at('light', 0.5));
    stroke(
      ctx,
      [
        [x, y - 22],
        [x + 4, y - 32],
      ],
      b.of('#5a3a24', 0),
      3,
    );
  }
  for (const [x, h, colour] of [
    [1500, 190, '#3f7a5c'],
    [1566, 230, '#8a3f34'],
    [1640, 170, '#c98a3a'],
  ] as const)
    bottle(b, x, 880, h, colour);
  box(ctx, 1400, 826, 440, 200, down(ctx, 826, 900, b.of('#a8743f', -0.04), b.of('#3a2416', -0.2)), 8);
}
