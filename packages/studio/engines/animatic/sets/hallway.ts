import { type Brush, block, load, modelled } from './brushes/brush.ts';
import { vanishing } from './brushes/floor.ts';
import { glow } from './brushes/glow.ts';
import { air, dust } from './brushes/haze.ts';
import { hills, treeLine } from './brushes/horizon.ts';
import { lamplight } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { pottedPlant } from './brushes/plant.ts';
import { type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { across, blob, box, disc, down, outward, type Point, polygon, stroke } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { picture } from './brushes/still-life.ts';
import { cutOpening, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import type { Conditions, SetDesign } from './set-design.ts';

const back = { left: 540, right: 1060, top: 186, floor: 566 } as const;
const fan: Opening = { x: 716, y: 216, w: 168, h: 54, radius: 26 };
const doorPane: Opening = { x: 756, y: 312, w: 88, h: 120, radius: 12 };
const sides: readonly Opening[] = [
  { x: 596, y: 290, w: 74, h: 220 },
  { x: 930, y: 290, w: 74, h: 220 },
];
const openings: readonly Opening[] = [fan, doorPane, ...sides];
const lamps: readonly Pool[] = [
  [800, 150, 260],
  [330, 300, 200],
  [1270, 300, 200],
  [690, 330, 120],
  [910, 330, 120],
];

/** A hallway that runs to a front door with coloured glass: coats, a bench, doors on both sides, stairs going up. */
export const hallway: SetDesign = {
  name: 'hallway',
  interior: true,
  marks: [
    { x: 400, y: 752, height: 430, seat: 114 },
    { x: 620, y: 748, height: 424, seat: null },
    { x: 800, y: 700, height: 370, seat: null },
    { x: 980, y: 748, height: 424, seat: null },
    { x: 1200, y: 752, height: 430, seat: null },
  ],
  light: (conditions) => ({ x: 800, y: lamplight(conditions) > 0.5 ? 160 : 330, strength: 0.75 }),
  layers: (conditions) => [
    { depth: 0.9, paint: (ctx) => view(ctx, conditions) },
    { depth: 0.4, paint: (ctx) => endWall(load(ctx, conditions, -1, 0.1)) },
    { depth: 0.2, paint: (ctx) => passage(load(ctx, conditions, -1, 0.04)) },
    { depth: 0.1, paint: (ctx) => atmosphere(load(ctx, conditions, -1)) },
    { depth: 0.04, paint: (ctx) => bench(load(ctx, conditions, -1)) },
    { depth: -0.3, paint: (ctx) => nearEdge(load(ctx, conditions, -1, 0, -0.18)) },
  ],
  motions: (conditions) => [
    ...weatherThrough(conditions, openings, 0.6),
    dust(conditions, [560, 200, 480, 460]),
    { depth: 0.09, paint: (ctx, seconds) => chandelierGlints(load(ctx, conditions, -1), seconds) },
  ],
};

/** Where a point of a side wall is on the screen: `x`, and how far down the wall, 0 ceiling to 1 floor. */
function onWall(x: number, part: number): Point {
  const away = Math.abs(x - vanishing.x) / (back.right - vanishing.x);
  const top = vanishing.y + (back.top - vanishing.y) * away;
  const foot = vanishing.y + (back.floor - vanishing.y) * away;
  return [x, top + (foot - top) * part];
}

function wallQuad(near: number, far: number, from: number, to: number): readonly Point[] {
  return [onWall(near, from), onWall(far, from), onWall(far, to), onWall(near, to)];
}

function view(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 480, sun: [800, 350], scale: 0.8 });
  hills(ctx, conditions, 440, 3, 90);
  treeLine(ctx, conditions, 480, 150, 0.3);
}

function endWall(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, -240, -120, 2080, 1140, modelled(b, 540, 520, '#a88a5c', 0.02));
  box(ctx, -240, 440, 2080, 300, modelled(b, 540, 520, '#e6dac4', -0.04));
  box(ctx, 540, 436, 520, 7, b.of('#f4ecdc', 0.16));
  for (const opening of openings) windowHalo(b, opening, 1.6);
  block(b, 690, 272, 220, 300, '#efe6d4', 0, 4);
  block(b, 708, 280, 184, 292, '#2f6f68', 0.02, 3);
  for (const [x, y, w, h] of [
    [728, 456, 62, 90],
    [810, 456, 62, 90],
    [728, 300, 14, 140],
    [858, 300, 14, 140],
  ] as const) {
    box(ctx, x, y, w, h, palette.at('ink', 0.26), 3);
    box(ctx, x + 2, y + 3, w - 3, h - 3, b.of('#387a72', 0.02), 3);
  }
  for (const opening of openings) {
    cutOpening(ctx, opening);
    stainedGlass(b, opening);
    windowFrame(b, opening, { columns: opening === fan ? 3 : 1, rows: opening === fan ? 1 : 3, bar: 5, sill: false });
  }
  disc(ctx, 878, 440, 7, b.of('#e0b869', 0.3));
  disc(ctx, 876, 438, 3, palette.at('light', 0.9));
  box(ctx, 780, 446, 40, 8, b.of('#e0b869', 0.2), 3);
  roomLights(b, lamps, openings);
}

function stainedGlass(b: Brush, { x, y, w, h }: Opening): void {
  const colours = ['#d8453a', '#f0b43c', '#3d8a6a', '#3d6ab0', '#b0508a'];
  for (let pane = 0; pane < 6; pane++) {
    const px = x + ((pane % 2) * w) / 2;
    const py = y + (Math.floor(pane / 2) * h) / 3;
    b.ctx.save();
    b.ctx.beginPath();
    b.ctx.roundRect(x, y, w, h, 10);
    b.ctx.clip();
    polygon(
      b.ctx,
      [
        [px + w / 4, py],
        [px + w / 2, py + h / 6],
        [px + w / 4, py + h / 3],
        [px, py + h / 6],
      ],
      b.of(colours[(pane + Math.round(x)) % 5] ?? '#d8453a', 0.3, 0.5),
    );
    b.ctx.restore();
  }
}

function passage(b: Brush): void {
  const { ctx, palette } = b;
  ctx.save();
  ctx.beginPath();
  ctx.rect(-240, -120, 2080, 1140);
  ctx.rect(back.left, back.top, back.right - back.left, back.floor - back.top);
  ctx.clip('evenodd');
  for (const [far, near] of [
    [back.left, -240],
    [back.right, 1840],
  ] as const) {
    const bright =
      far < 800 ? [b.of('#c29a62', -0.22), b.of('#c29a62', 0.1)] : [b.of('#c29a62', 0.04), b.of('#c29a62', -0.28)];
    polygon(ctx, [...wallQuad(near, far, 0, 1)], across(ctx, Math.min(near, far), Math.max(near, far), ...bright));
    damask(b, near, far);
    polygon(
      ctx,
      [...wallQuad(near, far, 0.66, 1)],
      across(
        ctx,
        Math.min(near, far),
        Math.max(near, far),
        b.of('#ece2ce', far < 800 ? -0.26 : 0.06),
        b.of('#ece2ce', far < 800 ? 0.06 : -0.3),
      ),
    );
    stroke(ctx, [onWall(near, 0.66), onWall(far, 0.66)], b.of('#f8f0e0', 0.16), 7);
    stroke(ctx, [onWall(near, 0.96), onWall(far, 0.96)], palette.at('ink', 0.25), 3);
    stroke(ctx, [onWall(near, 0.03), onWall(far, 0.03)], b.of('#f8f0e0', 0.1), 9);
  }
  panelsAlong(b);
  polygon(
    ctx,
    [onWall(-240, 0), onWall(back.left, 0), onWall(back.right, 0), onWall(1840, 0)],
    down(ctx, -120, back.top, b.of('#8a7a68', -0.2), b.of('#e8dcc8', 0)),
  );
  floorBoards(b);
  sideDoor(b, 470, 300, '#7a4a30');
  sideDoor(b, 1130, 1250, '#7a4a30');
  stairs(b);
  roomLights(b, lamps, [{ x: back.left, y: back.top, w: back.right - back.left, h: back.floor - back.top }]);
  ctx.restore();
}

function damask(b: Brush, near: number, far: number): void {
  for (let step = 0; step < 15; step++) {
    const t = (step / 15) ** 1.6;
    const x = far + (near - far) * t;
    const size = 4 + 15 * t;
    for (let row = 0; row < 8; row++) {
      const [px, py] = onWall(x, 0.06 + row * 0.08 + (step % 2) * 0.04);
      disc(b.ctx, px, py, size * 0.34, b.of('#e8cf96', 0.06, 0.5), size);
      disc(b.ctx, px, py + size * 0.7, size * 0.7, b.of('#e8cf96', 0.04, 0.35), size * 0.3);
    }
  }
}

function panelsAlong(b: Brush): void {
  const { ctx, palette } = b;
  for (const [edges] of [
    [[540, 505, 440, 330, 190, -20, -240]],
    [[1060, 1095, 1160, 1270, 1410, 1620, 1840]],
  ] as const) {
    edges.slice(1).forEach((near, index) => {
      const far = edges[index] ?? near;
      const inset = (near - far) * 0.12;
      const quad = wallQuad(near - inset, far + inset, 0.7, 0.92);
      polygon(ctx, quad, palette.at('ink', 0.14));
      stroke(ctx, [...quad, ...quad.slice(0, 1)], palette.at('light', 0.2), 1.5);
    });
  }
}

function floorBoards(b: Brush): void {
  const { ctx, palette } = b;
  polygon(
    ctx,
    [
      [back.left, back.floor],
      [back.right, back.floor],
      [2600, 1320],
      [-1000, 1320],
    ],
    down(ctx, back.floor, 900, b.of('#8a5a3c', 0), b.of('#a06a44', 0.06), b.of('#5a3424', -0.1)),
  );
  const at = (x: number): Point => [vanishing.x + (x - vanishing.x) * 5, vanishing.y + (back.floor - vanishing.y) * 5];
  for (let x = back.left; x <= back.right; x += 26) stroke(ctx, [[x, back.floor], at(x)], palette.at('ink', 0.3), 1.6);
  const runner = (inset: number, colour: string, light: number) =>
    polygon(ctx, [[690 + inset, 580], [910 - inset, 580], at(910 - inset), at(690 + inset)], b.of(colour, light));
  runner(0, '#e0b45c', 0.04);
  runner(6, '#8a2f3c', 0);
  runner(22, '#e0b45c', 0);
  runner(25, '#a03c46', 0.03);
  for (let row = 0; row < 9; row++) {
    const y = 590 + row ** 1.8 * 6;
    disc(ctx, 800, y, (y - 400) * 0.12, b.of('#e0b45c', 0.02, 0.75), (y - 400) * 0.03);
    disc(ctx, 800, y, (y - 400) * 0.07, b.of('#8a2f3c', -0.04), (y - 400) * 0.016);
  }
  glow(ctx, 800, 620, 330, palette.stops.glow, 0.3, 0.32);
}

function sideDoor(b: Brush, far: number, near: number, colour: string): void {
  const { ctx, palette } = b;
  polygon(ctx, wallQuad(near + (near - far) * 0.1, far - (near - far) * 0.07, 0.2, 1), b.of('#f0e6d2', 0.04));
  polygon(
    ctx,
    wallQuad(near, far, 0.24, 1),
    across(ctx, Math.min(near, far), Math.max(near, far), b.of(colour, -0.06), b.of(colour, 0.12)),
  );
  for (const [from, to] of [
    [0.3, 0.55],
    [0.62, 0.93],
  ] as const) {
    polygon(ctx, wallQuad(near - (near - far) * 0.18, far + (near - far) * 0.2, from, to), palette.at('ink', 0.24));
  }
  const [hx, hy] = onWall(near - (near - far) * 0.08, 0.64);
  disc(ctx, hx, hy, 7, b.of('#e0b869', 0.25));
}

function stairs(b: Brush): void {
  const { ctx, palette } = b;
  for (let step = 0; step < 9; step++) {
    const x = 1372 + step * 50;
    const y = 730 - step * 58;
    box(ctx, x, y, 520, 62, modelled(b, x, 160, step % 2 ? '#8a5a3c' : '#94623f', -0.02));
    box(ctx, x - 6, y - 5, 520, 10, b.of('#b57f50', 0.14), 3);
    box(ctx, x, y + 5, 300, 9, palette.at('ink', 0.3));
    stroke(
      ctx,
      [
        [x + 18, y - 5],
        [x + 18, y - 130],
      ],
      b.of('#f0e6d2', 0.04),
      7,
    );
  }
  stroke(
    ctx,
    [
      [1384, 596],
      [1810, 102],
    ],
    modelled(b, 1384, 420, '#6b3f28', 0.08),
    15,
  );
  box(ctx, 1366, 590, 26, 150, modelled(b, 1366, 26, '#6b3f28', 0.04, 0.2), 4);
  disc(ctx, 1379, 582, 20, modelled(b, 1359, 40, '#7a4a30', 0.1, 0.22));
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  air(ctx, conditions, 0.06);
  lightShaft(ctx, conditions, { x: 716, y: 220, w: 168, h: 200 }, { reach: -16, floor: 640, columns: 2 });
  chandelier(b);
  for (const x of [330, 1270]) sconce(b, x);
  picture(b, 160, 250, 116, 150, '#c99a4e', ['#9cc4d8', '#5b8e7d', '#3d5a6a']);
  coats(b);
}

function chandelier(b: Brush): void {
  const { ctx } = b;
  const on = lamplight(b.conditions);
  stroke(
    ctx,
    [
      [800, -120],
      [800, 150],
    ],
    b.of('#c99a4e', 0),
    4,
  );
  for (const dx of [-64, -32, 0, 32, 64]) {
    stroke(
      ctx,
      [
        [800, 158],
        [800 + dx * 0.6, 172],
        [800 + dx, 156],
      ],
      b.of('#d9ae60', 0.1),
      4,
    );
    disc(ctx, 800 + dx, 144, 9, on > 0 ? b.warm.at('light') : b.of('#fff4dc', 0.14), 13);
    glow(ctx, 800 + dx, 144, 90, b.warm.stops.glow, 0.35 * on);
  }
  disc(ctx, 800, 164, 12, b.of('#d9ae60', 0.14));
}

function chandelierGlints(b: Brush, seconds: number): void {
  for (let bulb = -2; bulb <= 2; bulb++) {
    const wave = 0.5 + 0.5 * Math.sin(seconds * 2.2 + bulb * 1.9);
    glow(b.ctx, 800 + bulb * 32, 144, 26, b.warm.stops.light, (0.15 + 0.35 * lamplight(b.conditions)) * wave);
  }
}

function sconce(b: Brush, x: number): void {
  const { ctx } = b;
  const on = lamplight(b.conditions);
  box(ctx, x - 5, 320, 10, 42, b.of('#c99a4e', 0.06), 4);
  blob(
    ctx,
    [
      [x - 15, 322],
      [x - 25, 280],
      [x, 274],
      [x + 25, 280],
      [x + 15, 322],
    ],
    on > 0 ? outward(ctx, x, 300, 34, b.warm.at('light'), b.warm.at('glow')) : b.of('#f4e6cc', 0.1),
  );
  glow(ctx, x, 298, 170, b.warm.stops.glow, 0.45 * on);
}

function coats(b: Brush): void {
  const { ctx } = b;
  box(ctx, 88, 440, 190, 14, modelled(b, 88, 190, '#6b3f28', 0.02), 4);
  for (const [x, colour, tall] of [
    [118, '#c8553d', 190],
    [176, '#3d5a78', 220],
    [236, '#d9a84e', 150],
  ] as const) {
    blob(
      ctx,
      [
        [x - 8, 450],
        [x - 28, 470],
        [x - 38, 450 + tall],
        [x, 462 + tall],
        [x + 38, 450 + tall],
        [x + 28, 470],
        [x + 8, 450],
      ],
      modelled(b, x - 38, 76, colour, -0.02, 0.18),
    );
    stroke(
      ctx,
      [
        [x, 458],
        [x + 2, 446 + tall],
      ],
      b.palette.at('ink', 0.3),
      2,
    );
    disc(ctx, x, 449, 6, b.of('#e0b869', 0.2));
  }
}

function bench(b: Brush): void {
  const { ctx } = b;
  for (const x of [318, 482]) box(ctx, x - 7, 640, 14, 112, modelled(b, x - 7, 14, '#6b3f28', -0.02, 0.18));
  block(b, 296, 632, 208, 20, '#8a5a3c', 0.06, 5);
  box(ctx, 300, 618, 200, 18, modelled(b, 300, 200, '#a03c46', 0.06, 0.14), 8);
  for (const [x, colour] of [
    [336, '#3a2a24'],
    [372, '#3a2a24'],
    [440, '#5b3a2a'],
  ] as const)
    blob(
      ctx,
      [
        [x - 16, 752],
        [x - 14, 726],
        [x + 4, 724],
        [x + 8, 740],
        [x + 26, 744],
        [x + 26, 752],
      ],
      b.of(colour, 0.02),
    );
  pottedPlant(b, 1316, 752, 190, { colour: '#4a8a58', clay: '#3d6a91' });
}

function nearEdge(b: Brush): void {
  const { ctx, palette } = b;
  polygon(
    ctx,
    [
      [-240, -120],
      [-10, -120],
      [26, 1020],
      [-240, 1020],
    ],
    across(ctx, -240, 26, b.of('#3a2418', -0.2), b.of('#6b432c', 0)),
  );
  stroke(
    ctx,
    [
      [-10, -120],
      [26, 1020],
    ],
    palette.at('glow', 0.5),
    4,
  );
  polygon(
    ctx,
    [
      [1840, -120],
      [1616, -120],
      [1584, 1020],
      [1840, 1020],
    ],
    across(ctx, 1584, 1840, b.of('#6b432c', -0.08), b.of('#3a2418', -0.22)),
  );
  stroke(
    ctx,
    [
      [1616, -120],
      [1584, 1020],
    ],
    palette.at('glow', 0.3),
    4,
  );
  pottedPlant(b, 104, 900, 300, { colour: '#3f7a50', clay: '#a8503c' });
}
