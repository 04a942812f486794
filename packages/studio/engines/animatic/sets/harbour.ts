import { type Brush, block, contactShadow, modelled } from './brushes/brush.ts';
import { church, house, litWindow } from './brushes/building.ts';
import { glow } from './brushes/glow.ts';
import { groundColour, puddles } from './brushes/ground.ts';
import { steam } from './brushes/haze.ts';
import { birds, driftingClouds } from './brushes/life.ts';
import { lamplight } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { bench, lampPost, lightPool } from './brushes/post.ts';
import { ridge } from './brushes/ridge.ts';
import { blob, box, curve, disc, down, type Point, polygon, stroke } from './brushes/shape.ts';
import { fir } from './brushes/tree.ts';
import { glitter, lampTracks, water } from './brushes/water.ts';
import { type Conditions, type SetDesign, world } from './set-design.ts';

const horizon = 468;
const quay = 676;
const sunOf = (conditions: Conditions) => sunAt(conditions, 1010, horizon);

/** A fishing village on a bay: lit houses under their church, a ferry, boats at their moorings, and the quay where figures stand. */
export const harbour: SetDesign = {
  name: 'harbour',
  interior: false,
  marks: [
    { x: 330, y: 742, height: 384, seat: 104 },
    { x: 620, y: 752, height: 396, seat: null },
    { x: 800, y: 732, height: 372, seat: null },
    { x: 980, y: 752, height: 396, seat: null },
    { x: 1260, y: 742, height: 384, seat: 78 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [1420, 380]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.9, paint: (ctx) => bay(ctx, conditions) },
    { depth: 0.78, paint: (ctx) => village(openAir(ctx, conditions, 0.42, { light: -0.05 })) },
    { depth: 0.5, paint: (ctx) => ferry(openAir(ctx, conditions, 0.36, { side: -1 })) },
    { depth: 0.34, paint: (ctx) => moorings(openAir(ctx, conditions, 0.22, { side: 1 })) },
    { depth: 0.08, paint: (ctx) => deck(openAir(ctx, conditions, 0.05)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.12 })) },
  ],
  motions: (conditions) => [
    driftingClouds(conditions, horizon),
    birds(conditions, [1130, 190, 420, 130], 5),
    glitter(conditions, { horizon, foot: quay, sun: sunOf(conditions) }, 0.76),
    lampTracks(
      conditions,
      [
        [60, 500, 90],
        [196, 496, 110],
        [330, 500, 90],
        [452, 492, 80],
        [1226, 560, 90],
        [1320, 560, 80],
        [1420, 556, 90],
        [590, 620, 46],
        [1100, 622, 46],
      ],
      0.6,
    ),
    steam([372, 398], 120, conditions.palette.stops.haze, 0.3, 0.7, 16),
    steam([1338, 430], 110, conditions.palette.stops.haze, 0.26, 0.45, 18),
  ],
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.9 });
  ridge(ctx, conditions, {
    base: horizon + 4,
    height: 170,
    depth: 0.92,
    seed: 'bay',
    gap: [1010, 190, 0.82],
    jagged: 0.62,
    snowLine: 330,
    side: 1,
    colour: '#7684a8',
  });
  mist(ctx, conditions, horizon - 24, 70, 0.35);
  ridge(ctx, conditions, {
    base: horizon + 2,
    height: 62,
    depth: 0.74,
    seed: 'isles',
    gap: [960, 240, 0.8],
    jagged: 0.2,
    colour: '#5f7488',
  });
  mist(ctx, conditions, horizon, 26, 0.55);
  veil(ctx, conditions, 0.9, horizon);
}

const headland: readonly Point[] = [
  [-240, 336],
  [-60, 352],
  [60, 392],
  [170, 418],
  [300, 430],
  [420, 444],
  [520, 458],
  [600, 470],
  [660, 477],
  [600, 484],
  [420, 492],
  [100, 500],
  [-240, 506],
];

function village(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  for (let x = -230; x < 300; x += 21 + next() * 16)
    fir(b, x, 372 + (x + 240) * 0.12 + next() * 18, 70 + next() * 74, '#3d5f55', -0.08);
  blob(
    ctx,
    headland,
    down(
      ctx,
      340,
      506,
      b.of(snowy(conditions) ? '#e6edf5' : '#5c7054', 0),
      b.of(snowy(conditions) ? '#b9c8da' : '#3f4f48', -0.12),
    ),
  );
  const roofs = ['#a5563f', '#7a4b52', '#59647a', '#b5703f'];
  const walls = ['#e8d9bd', '#c9806a', '#dbe0de', '#d9b26a', '#9fb4bd'];
  const rows: readonly (readonly [number, number, number, number])[] = [
    [-190, 404, 74, 44],
    [-84, 410, 66, 42],
    [22, 428, 70, 42],
    [250, 440, 62, 36],
    [124, 436, 60, 38],
    [-150, 476, 84, 50],
    [-30, 478, 78, 46],
    [84, 480, 86, 54],
    [206, 482, 72, 46],
    [310, 482, 82, 50],
    [424, 480, 60, 40],
    [508, 479, 52, 32],
  ];
  rows.forEach(([x, y, w, h], index) => {
    house(
      b,
      x,
      y,
      w,
      h,
      {
        wall: walls[index % 5] ?? '#e8d9bd',
        roof: roofs[index % 4] ?? '#a5563f',
        gable: index % 3 !== 1,
        pitch: 0.52,
        chimney: index % 2 === 0,
        columns: 2,
        rows: h > 48 ? 2 : 1,
      },
      next,
    );
    if (index === 4) church(b, 342, 454, 76, '#e6dcc8', '#4d5870', next);
  });
  stroke(
    ctx,
    [
      [-240, 500],
      [100, 494],
      [420, 487],
      [640, 477],
    ],
    b.of('#6a6258', -0.12),
    9,
  );
  for (let x = -220; x < 560; x += 62) box(ctx, x, 486 - x * 0.012, 5, 22, b.of('#4a3a32', -0.14));
  for (const x of [60, 196, 330, 452]) {
    stroke(
      ctx,
      [
        [x, 490],
        [x, 458],
      ],
      b.of('#3a3f48', -0.1),
      2.5,
    );
    glow(ctx, x, 457, 52, b.warm.stops.glow, 0.6 * lamplight(conditions));
    disc(ctx, x, 457, 3, lamplight(conditions) > 0 ? b.warm.at('light') : b.of('#d8dde0', 0.1));
  }
  lighthouse(b);
  mist(ctx, conditions, horizon + 26, 40, 0.16);
  veil(ctx, conditions, 0.5, horizon);
}

/** On its rock at the mouth of the bay. */
function lighthouse(b: Brush): void {
  const { ctx, palette } = b;
  blob(
    ctx,
    [
      [1440, 478],
      [1480, 456],
      [1540, 446],
      [1610, 452],
      [1680, 462],
      [1860, 470],
      [1860, 486],
      [1440, 484],
    ],
    b.of(snowy(b.conditions) ? '#cfdbe8' : '#4f5a5e', -0.1),
  );
  polygon(
    ctx,
    [
      [1532, 450],
      [1541, 322],
      [1567, 322],
      [1576, 450],
    ],
    modelled(b, 1532, 44, '#efe6dc', 0.06, 0.18),
  );
  for (const [top, tall] of [
    [346, 24],
    [398, 24],
  ] as const)
    polygon(
      ctx,
      [
        [1539, top],
        [1569, top],
        [1571, top + tall],
        [1537, top + tall],
      ],
      modelled(b, 1536, 36, '#c0503f', 0, 0.18),
    );
  box(ctx, 1534, 316, 40, 7, b.of('#39414c', 0));
  box(ctx, 1543, 294, 22, 22, lamplight(b.conditions) > 0 ? b.warm.at('light') : b.of('#bfd0d6', 0.1));
  polygon(
    ctx,
    [
      [1538, 296],
      [1554, 276],
      [1570, 296],
    ],
    b.of('#8c4038', 0),
  );
  glow(ctx, 1554, 304, 150, b.warm.stops.haze, 0.9 * lamplight(b.conditions));
  house(b, 1596, 462, 50, 26, { wall: '#e8dcc8', roof: '#8c4038' }, b.conditions.random());
  stroke(
    ctx,
    [
      [1576, 450],
      [1567, 322],
    ],
    palette.at('glow', 0.4),
    2,
  );
}

function bay(ctx: Brush['ctx'], conditions: Conditions): void {
  water(ctx, conditions, {
    horizon,
    foot: quay + 30,
    sun: sunOf(conditions),
    chop: conditions.weather === 'wind' || conditions.weather === 'storm' ? 0.9 : 0.32,
    behind: (copy) => {
      far(copy, conditions);
      village(openAir(copy, conditions, 0.42, { light: -0.05 }));
    },
  });
}

function ferry(b: Brush): void {
  const { ctx, palette } = b;
  const y = 560;
  disc(ctx, 1320, y + 4, 190, palette.at('ink', 0.34), 9);
  polygon(
    ctx,
    [
      [1150, y - 48],
      [1500, y - 44],
      [1474, y],
      [1186, y],
    ],
    down(ctx, y - 48, y, b.of('#3b5a80', 0.04), b.of('#22304c', -0.12)),
  );
  polygon(
    ctx,
    [
      [1150, y - 48],
      [1500, y - 44],
      [1498, y - 36],
      [1154, y - 40],
    ],
    b.of('#f0ece2', 0.1),
  );
  box(ctx, 1196, y - 84, 262, 38, modelled(b, 1196, 262, '#f4efe6', 0.04, 0.1), 4);
  box(ctx, 1232, y - 112, 168, 30, modelled(b, 1232, 168, '#efe8dc', 0.06, 0.1), 4);
  box(ctx, 1244, y - 138, 66, 28, modelled(b, 1244, 66, '#f4efe6', 0.08, 0.1), 5);
  box(ctx, 1322, y - 150, 30, 40, modelled(b, 1322, 30, '#c8553d', 0.02, 0.2), 3);
  box(ctx, 1322, y - 144, 30, 8, b.of('#f4efe6', 0.1));
  for (let at = 0; at < 11; at++) litWindow(b, 1206 + at * 23, y - 74, 13, 14, at % 4 !== 2, 2.6);
  for (let at = 0; at < 7; at++) litWindow(b, 1240 + at * 22, y - 105, 13, 12, at !== 3, 2.6);
  litWindow(b, 1252, y - 131, 48, 11, true, 1.4);
  stroke(
    ctx,
    [
      [1276, y - 138],
      [1276, y - 190],
    ],
    b.of('#5a616a', 0),
    3,
  );
  glow(ctx, 1276, y - 190, 60, b.warm.stops.light, 0.7 * lamplight(b.conditions));
  if (snowy(b.conditions))
    for (const [x, top, w] of [
      [1192, y - 88, 270],
      [1228, y - 116, 176],
      [1242, y - 142, 70],
    ] as const)
      box(ctx, x, top, w, 6, b.of('#f7fbff', 0.2), 3);
  box(ctx, 1154, y - 2, 340, 3, palette.at('light', 0.3));
  wake(b, 1320, y, 200);
}

/** A hull's own dim image below it. */
function wake(b: Brush, x: number, y: number, half: number): void {
  for (let row = 0; row < 7; row++)
    disc(
      b.ctx,
      x + Math.sin(row * 2.1) * 7,
      y + 6 + row * 7,
      half * (1 - row * 0.08),
      b.palette.at('ink', 0.15 - row * 0.017),
      2.6,
    );
}

function moorings(b: Brush): void {
  sailboat(b, 560, 640, 236, '#e9e2d4', -1);
  fishingBoat(b, 240, 640, '#3f7a86');
  sailboat(b, 1100, 642, 250, '#b3493c', 1);
  rowingBoat(b, 812, 630);
  veil(b.ctx, b.conditions, 0.25, horizon);
}

function sailboat(b: Brush, x: number, y: number, mast: number, hull: string, turn: -1 | 1): void {
  const { ctx, palette } = b;
  wake(b, x, y, 84);
  polygon(
    ctx,
    [
      [x - 92, y - 26],
      [x + 96, y - 30],
      [x + 72, y + 4],
      [x - 70, y + 4],
    ],
    modelled(b, x - 92, 188, hull, 0, 0.16),
  );
  box(ctx, x - 90, y - 30, 184, 6, b.of('#9a6a40', 0.06), 3);
  box(ctx, x - 34, y - 46, 78, 18, modelled(b, x - 34, 78, '#f0e8da', 0.04, 0.14), 7);
  for (const dx of [-22, 0, 22]) litWindow(b, x + dx, y - 42, 11, 8, true, 3);
  box(ctx, x - 3, y - mast, 5, mast - 28, modelled(b, x - 3, 5, '#a87f52', 0.06, 0.2));
  polygon(
    ctx,
    [
      [x + turn * 4, y - 62],
      [x + turn * 88, y - 58],
      [x + turn * 86, y - 70],
      [x + turn * 4, y - 82],
    ],
    modelled(b, x - 86, 172, '#e8dfcf', 0.04, 0.1),
  );
  for (const to of [-90, 92])
    stroke(
      ctx,
      [
        [x, y - mast + 4],
        [x + to, y - 28],
      ],
      palette.at('ink', 0.4),
      1.4,
    );
  glow(ctx, x, y - mast, 80, b.warm.stops.glow, 0.75 * lamplight(b.conditions));
  disc(ctx, x, y - mast, 4.5, lamplight(b.conditions) > 0 ? b.warm.at('light') : b.of('#c8553d', 0.1));
  polygon(
    ctx,
    [
      [x, y - mast + 8],
      [x + turn * 34, y - mast + 16],
      [x, y - mast + 26],
    ],
    b.of('#d9573f', 0.06),
  );
  stroke(
    ctx,
    [
      [x - 88, y - 29],
      [x + 94, y - 32],
    ],
    palette.at('glow', 0.5),
    1.6,
  );
}

function fishingBoat(b: Brush, x: number, y: number, hull: string): void {
  const { ctx, palette } = b;
  wake(b, x, y, 120);
  blob(
    ctx,
    [
      [x - 140, y - 58],
      [x - 60, y - 36],
      [x + 60, y - 36],
      [x + 128, y - 50],
      [x + 104, y + 6],
      [x - 100, y + 6],
    ],
    modelled(b, x - 140, 268, hull, 0, 0.16),
  );
  stroke(
    ctx,
    [
      [x - 134, y - 52],
      [x - 60, y - 36],
      [x + 60, y - 36],
      [x + 122, y - 46],
    ],
    b.of('#efe6d4', 0.1),
    5,
  );
  box(ctx, x - 60, y - 108, 84, 72, modelled(b, x - 60, 84, '#ece4d4', 0.02, 0.14), 5);
  box(ctx, x - 68, y - 116, 100, 12, modelled(b, x - 68, 100, '#c8553d', 0.02, 0.16), 4);
  for (const dx of [-50, -22, 4]) litWindow(b, x + dx, y - 98, 18, 22, true, 3);
  stroke(
    ctx,
    [
      [x + 44, y - 36],
      [x + 40, y - 196],
    ],
    b.of('#8a6a48', 0),
    5,
  );
  stroke(
    ctx,
    [
      [x + 41, y - 180],
      [x + 118, y - 84],
    ],
    b.of('#8a6a48', -0.04),
    3,
  );
  stroke(
    ctx,
    [
      [x + 40, y - 194],
      [x - 132, y - 54],
    ],
    palette.at('ink', 0.4),
    1.4,
  );
  glow(ctx, x + 40, y - 198, 90, b.warm.stops.glow, 0.75 * lamplight(b.conditions));
  disc(ctx, x + 40, y - 198, 4.5, lamplight(b.conditions) > 0 ? b.warm.at('light') : b.of('#d8dde0', 0.1));
}

function rowingBoat(b: Brush, x: number, y: number): void {
  wake(b, x, y, 54);
  blob(
    b.ctx,
    [
      [x - 70, y - 20],
      [x - 20, y - 12],
      [x + 30, y - 12],
      [x + 72, y - 22],
      [x + 48, y + 6],
      [x - 46, y + 6],
    ],
    modelled(b, x - 70, 142, '#4f7f6a', 0, 0.16),
  );
  stroke(
    b.ctx,
    [
      [x - 66, y - 19],
      [x - 20, y - 12],
      [x + 30, y - 12],
      [x + 68, y - 20],
    ],
    b.palette.at('glow', 0.5),
    2.4,
  );
}

function deck(b: Brush): void {
  const { ctx, palette, conditions } = b;
  const next = conditions.random();
  const wood = groundColour(b, '#9b7350');
  for (let x = -180; x < 1800; x += 172) box(ctx, x, quay - 6, 26, 120, modelled(b, x, 26, '#5c4232', -0.14, 0.12));
  box(
    ctx,
    world.left,
    quay,
    2080,
    world.bottom - quay,
    down(ctx, quay, 820, b.of(wood, 0.08), b.of(wood, -0.02), b.of(wood, -0.16)),
  );
  for (let row = 0, y = quay; y < world.bottom; row++) {
    const tall = 9 + row * 3.4;
    box(
      ctx,
      world.left,
      y,
      2080,
      tall,
      next() < 0.5 ? palette.at('ink', 0.05 + next() * 0.09) : palette.at('light', 0.02 + next() * 0.04),
    );
    box(ctx, world.left, y + tall - 1.6, 2080, 1.6 + row * 0.15, palette.at('ink', 0.32));
    for (let x = world.left + next() * 300; x < world.right; x += 240 + next() * 260)
      box(ctx, x, y, 1.6, tall, palette.at('ink', 0.34));
    y += tall;
  }
  box(
    ctx,
    world.left,
    quay - 5,
    2080,
    9,
    modelled(b, world.left, 2080, snowy(conditions) ? '#f2f7fc' : '#b08658', 0.1, 0.06),
  );
  box(ctx, world.left, quay - 6, 2080, 2, palette.at('glow', 0.5));
  glow(ctx, sunOf(conditions)[0], quay + 30, 420, palette.stops.glow, 0.34, 0.22);
  puddles(b, quay + 4, 790, [
    [150, 0.4],
    [1450, 0.4],
  ]);
  for (const x of [94, 1506]) lightPool(b, x, 718, 400, 0.6);
  lightPool(b, 800, 770, 420, 0.24);
  for (const x of [430, 706, 894, 1160]) bollard(b, x, quay + 4);
  lampPost(b, 94, 706, 372, 'arm', 1);
  lampPost(b, 1506, 706, 372, 'arm', -1);
  bench(b, 330, 742, 210, 104);
  crates(b, 1260, 744);
  veil(ctx, conditions, 0.08, horizon);
}

function bollard(b: Brush, x: number, y: number): void {
  contactShadow(b, x, y + 16, 24, 5);
  box(b.ctx, x - 11, y - 26, 22, 42, modelled(b, x - 11, 22, '#38404c', 0, 0.2), 6);
  box(b.ctx, x - 16, y - 32, 32, 12, modelled(b, x - 16, 32, '#454e5c', 0.06, 0.2), 6);
  curve(
    b.ctx,
    [
      [x - 14, y - 12],
      [x - 34, y + 2],
      [x - 60, y - 2],
    ],
    b.of('#cbb488', 0.04),
    3.4,
  );
}

function crates(b: Brush, x: number, y: number): void {
  contactShadow(b, x, y, 130, 14);
  block(b, x - 60, y - 78, 118, 78, '#a5763f', -0.02, 4);
  block(b, x + 66, y - 56, 84, 56, '#3f7a86', -0.02, 4);
  for (const dy of [22, 48]) box(b.ctx, x - 60, y - 78 + dy, 118, 3, b.palette.at('ink', 0.3));
  for (const dx of [76, 96, 116, 136]) box(b.ctx, x + dx, y - 48, 6, 40, b.palette.at('ink', 0.26));
  if (snowy(b.conditions)) box(b.ctx, x - 62, y - 84, 122, 9, b.of('#f7fbff', 0.2), 4);
}

function nearEdge(b: Brush): void {
  const { ctx, palette } = b;
  for (const x of [-30, 1580]) {
    box(ctx, x - 26, 560, 56, 480, modelled(b, x - 26, 56, '#4d382b', -0.08, 0.2), 10);
    box(ctx, x - 30, 552, 64, 20, modelled(b, x - 30, 64, '#6a4d38', 0, 0.2), 10);
    for (let turn = 0; turn < 5; turn++)
      stroke(
        ctx,
        [
          [x - 30, 640 + turn * 13],
          [x + 34, 646 + turn * 13],
        ],
        b.of('#cbb488', -0.02),
        11,
      );
    for (let turn = 0; turn < 5; turn++)
      stroke(
        ctx,
        [
          [x - 30, 644 + turn * 13],
          [x + 34, 650 + turn * 13],
        ],
        palette.at('ink', 0.3),
        3,
      );
    stroke(
      ctx,
      [
        [x + (x < 0 ? 29 : -25), 566],
        [x + (x < 0 ? 29 : -25), 900],
      ],
      palette.at('glow', 0.4),
      3,
    );
  }
  curve(
    ctx,
    [
      [0, 660],
      [160, 880],
      [520, 930],
      [900, 944],
    ],
    b.of('#b89c6c', -0.06),
    14,
  );
  blob(
    ctx,
    [
      [1220, 1020],
      [1260, 850],
      [1330, 800],
      [1420, 822],
      [1500, 784],
      [1600, 812],
      [1840, 800],
      [1840, 1020],
    ],
    down(ctx, 790, 960, b.of('#4d6f74', -0.04), b.of('#22343a', -0.16)),
  );
  ctx.save();
  ctx.clip();
  for (let line = 0; line < 30; line++) {
    stroke(
      ctx,
      [
        [1180 + line * 24, 780],
        [1330 + line * 24, 1020],
      ],
      palette.at('glow', 0.13),
      1.6,
    );
    stroke(
      ctx,
      [
        [1330 + line * 24, 780],
        [1180 + line * 24, 1020],
      ],
      palette.at('ink', 0.34),
      1.6,
    );
  }
  ctx.restore();
  for (const [x, y] of [
    [1290, 828],
    [1408, 818],
    [1530, 794],
  ] as const)
    disc(ctx, x, y, 17, modelled(b, x - 17, 34, '#d9673f', 0.02, 0.2), 15);
}
