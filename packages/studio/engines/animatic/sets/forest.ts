import { type Brush, modelled } from './brushes/brush.ts';
import { house } from './brushes/building.ts';
import { asLight, beam, glow } from './brushes/glow.ts';
import { flecks, ground, groundColour, groundLight, puddles } from './brushes/ground.ts';
import { flicker } from './brushes/haze.ts';
import { bladesAlong, fallingLeaves, swaying } from './brushes/life.ts';
import { daylight, lamplight, outdoors, warmth } from './brushes/light.ts';
import { clearness, keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { frond, leaf } from './brushes/plant.ts';
import { lightPool } from './brushes/post.ts';
import { blob, box, curve, disc, down, outward, polygon, stroke } from './brushes/shape.ts';
import { boulder, fallenTrunk } from './brushes/stone.ts';
import { bush, crown, fir, tuft } from './brushes/tree.ts';
import { type Conditions, type Motion, type SetDesign, world } from './set-design.ts';

const horizon = 500;
const sunOf = (conditions: Conditions) => sunAt(conditions, 740, horizon - 70);

/** A clearing in an old forest: trunks behind trunks into the haze, shafts of light, ferns, a hut with a lit window. */
export const forest: SetDesign = {
  name: 'forest',
  interior: false,
  marks: [
    { x: 340, y: 742, height: 392, seat: 92 },
    { x: 620, y: 754, height: 406, seat: null },
    { x: 800, y: 726, height: 378, seat: null },
    { x: 980, y: 754, height: 406, seat: null },
    { x: 1260, y: 742, height: 392, seat: 86 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [1130, 360]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.8, paint: (ctx) => wood(openAir(ctx, conditions, 0.62, { side: -1 }), 44, 0.6, horizon + 14) },
    { depth: 0.5, paint: (ctx) => middle(openAir(ctx, conditions, 0.32, { side: -1 })) },
    { depth: 0.3, paint: (ctx) => giants(openAir(ctx, conditions, 0.12, { side: -1, light: -0.04 })) },
    { depth: 0.12, paint: (ctx) => shafts(ctx, conditions) },
    { depth: 0.06, paint: (ctx) => glade(openAir(ctx, conditions, 0.05, { side: -1 })) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { side: -1, light: -0.16 })) },
  ],
  motions: (conditions) => {
    const tone = (light: number) => conditions.palette.material(snowy(conditions) ? '#c9d4d8' : '#6f9a4c', light);
    return [
      flicker([1130, 374], 190, warmth(conditions.palette).stops.haze, 0.5 * lamplight(conditions), 0.04, 0.25),
      motes(conditions),
      swaying(conditions, bladesAlong(conditions, 380, 1240, 700, 40, 50), [tone(0.24), tone(0.4)], 0.05),
      swaying(
        conditions,
        [...bladesAlong(conditions, -140, 230, 860, 150, 22), ...bladesAlong(conditions, 1380, 1740, 860, 150, 22, 7)],
        [tone(0.05), tone(0.12)],
        -0.31,
        8,
      ),
      fallingLeaves(conditions, [conditions.palette.material('#c9a03c', 0.5), tone(0.5)], 10),
    ];
  },
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  const sun = sunOf(conditions);
  openSky(ctx, conditions, { horizon, sun, scale: 1 });
  const b = openAir(ctx, conditions, 0.9, { side: -1 });
  const air = outdoors(conditions).palette;
  box(
    ctx,
    world.left,
    200,
    2080,
    820,
    down(ctx, 200, horizon, air.between('mid', 'haze', 0.6, 0), air.between('mid', 'haze', 0.6, 0.75)),
  );
  for (let x = world.left; x < world.right; x += 27)
    fir(
      b,
      x + ((x * 7) % 19),
      horizon + 20,
      190 + ((x * 13) % 90) - 60 * Math.exp(-(((x - 740) / 160) ** 2)),
      '#4f7a68',
    );
  glow(ctx, sun[0], sun[1], 420, air.stops.glow, 0.5 * clearness(conditions));
  mist(ctx, conditions, horizon, 120, 0.6);
  veil(ctx, conditions, 0.9, horizon);
}

/** Trunks with the light on one edge, and the crowns that they vanish into. */
function wood(b: Brush, count: number, size: number, foot: number): void {
  const { ctx, conditions, palette } = b;
  const next = conditions.random();
  for (let index = 0; index < count; index++) {
    const x = world.left + ((index + next()) / count) * 2080;
    const open = Math.exp(-(((x - 760) / 120) ** 2));
    if (next() < open * 0.8) continue;
    const w = (12 + next() * 20) * size * 1.4;
    trunk(b, x, foot + next() * 12, w, next() * 30 - 15);
    if (next() < 0.5)
      for (const side of [-1, 1])
        curve(
          ctx,
          [
            [x, foot - 180 * size],
            [x + side * 40 * size, foot - 230 * size],
            [x + side * 80 * size, foot - 300 * size],
          ],
          b.of('#5a4434', -0.06),
          w * 0.25,
        );
  }
  for (let index = 0; index < 22; index++) {
    const x = world.left + index * 98 + next() * 60;
    crown(b, x, -30 + next() * 80 + Math.abs(x - 760) * 0.16, 90 + next() * 80, '#5f8c4c', next, -0.02);
  }
  for (let x = world.left; x < world.right; x += 50 + next() * 40)
    bush(b, x, foot + 24, 70 + next() * 70, '#5d8a4c', next, 0.02);
  box(ctx, world.left, foot + 14, 2080, 600, b.of(groundColour(b, '#6f8a50'), 0.04));
  box(ctx, world.left, 230, 2080, foot - 200, down(ctx, 230, foot, palette.at('haze', 0), palette.at('haze', 0.2)));
  mist(ctx, conditions, foot, 60, 0.34);
  veil(ctx, conditions, 0.6, horizon);
}

function trunk(b: Brush, x: number, y: number, w: number, lean: number): void {
  const { ctx, palette } = b;
  blob(
    ctx,
    [
      [x - w, y + 8],
      [x - w * 0.5, y - 50],
      [x - w * 0.45 + lean * 0.5, y - 340],
      [x - w * 0.36 + lean, -130],
      [x + w * 0.36 + lean, -130],
      [x + w * 0.45 + lean * 0.5, y - 340],
      [x + w * 0.5, y - 50],
      [x + w, y + 8],
    ],
    modelled(b, x - w * 0.6, w * 1.2, '#6b5140', -0.06, 0.18),
  );
  stroke(
    ctx,
    [
      [x + b.side * w * 0.47, y - 60],
      [x + b.side * w * 0.43 + lean * 0.5, y - 340],
      [x + b.side * w * 0.34 + lean, -120],
    ],
    palette.at('glow', 0.32),
    Math.max(1, w * 0.05),
  );
  if (w < 30) return;
  for (let line = 0; line < 7; line++) {
    const dx = (line / 6 - 0.5) * w * 0.7;
    curve(
      ctx,
      [
        [x + dx * 1.3, y - 20],
        [x + dx + (line % 3) * 3, y - 200],
        [x + dx * 0.8 + lean * 0.6, y - 420],
        [x + dx * 0.7 + lean, -120],
      ],
      palette.at('ink', 0.2),
      2,
    );
  }
  if (!snowy(b.conditions)) return;
  const edge = x - b.side * w * 0.4;
  curve(
    ctx,
    [
      [edge - b.side * w * 0.3, y],
      [edge, y - 60],
      [edge + lean * 0.5, y - 340],
      [edge + lean, -120],
    ],
    b.of('#ffffff', 0.2, 0.8),
    w * 0.14,
  );
}

function middle(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  const foot = 566;
  for (const [x, w] of [
    [-180, 50],
    [-40, 34],
    [96, 46],
    [236, 30],
    [392, 40],
    [516, 24],
    [1090, 26],
    [1200, 44],
    [1340, 32],
    [1440, 50],
    [1590, 36],
    [1720, 52],
  ] as const)
    trunk(b, x, foot, w, (next() - 0.5) * 40);
  for (const [x, h] of [
    [160, 260],
    [460, 170],
    [1150, 190],
    [1390, 300],
    [300, 140],
  ] as const)
    fir(b, x, foot + 6, h, '#41695a');
  ground(b, foot - 4, '#6f8a4c', [
    [-240, 548],
    [200, 556],
    [600, 572],
    [800, 576],
    [1100, 566],
    [1500, 552],
    [1840, 546],
  ]);
  house(b, 968, 566, 104, 58, { wall: '#8a6244', roof: '#5a4436', chimney: true, pitch: 0.6, columns: 2 }, () => 0.3);
  flecks(b, foot + 4, 700, 180, '#4d6a38', '#b5c470');
  for (let x = world.left; x < world.right; x += 60 + next() * 50)
    if (Math.abs(x - 800) > 170) bush(b, x, foot + 30, 60 + next() * 60, '#628c48', next);
  veil(ctx, conditions, 0.35, horizon);
}

function giants(b: Brush): void {
  const { conditions } = b;
  const next = conditions.random();
  for (const [x, w, lean] of [
    [-120, 110, 30],
    [196, 84, -26],
    [1396, 92, 34],
    [1700, 120, -30],
  ] as const)
    trunk(b, x, 690, w, lean);
  for (const [x, y, r] of [
    [-120, 40, 250],
    [180, -10, 220],
    [420, -40, 170],
    [1180, -40, 170],
    [1420, 0, 220],
    [1700, 40, 260],
  ] as const)
    crown(b, x, y, r, '#587f42', next, -0.02);
  curve(
    b.ctx,
    [
      [1370, 250],
      [1250, 262],
      [1130, 300],
    ],
    b.of('#5a4434', -0.08),
    15,
  );
  veil(b.ctx, conditions, 0.14, horizon);
}

/** Light through the crowns: strong in the morning and late, pale by the moon. */
function shafts(ctx: Brush['ctx'], conditions: Conditions): void {
  const { palette } = outdoors(conditions);
  const strength =
    clearness(conditions) *
    { dawn: 0.3, morning: 0.34, noon: 0.26, golden: 0.38, dusk: 0.26, night: 0.13, lamp: 0.06 }[
      conditions.palette.timeOfDay
    ];
  for (const [x, w, reach] of [
    [520, 60, -190],
    [650, 90, -110],
    [800, 70, 10],
    [920, 80, 120],
    [1060, 50, 230],
  ] as const)
    beam(
      ctx,
      [
        [x, 60],
        [x + w, 60],
      ],
      [
        [x + reach * 1.6, 720],
        [x + reach * 1.6 + w * 2.3, 720],
      ],
      palette.stops.glow,
      strength,
      14,
    );
}

function glade(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  ground(b, 640, '#6d8848', [
    [-240, 622],
    [200, 634],
    [600, 652],
    [800, 656],
    [1100, 648],
    [1500, 630],
    [1840, 620],
  ]);
  flecks(b, 650, 800, 380, '#49632f', '#c2cd74');
  const dirt = groundColour(b, '#a5865f');
  blob(
    ctx,
    [
      [760, 640],
      [700, 670],
      [520, 716],
      [380, 790],
      [300, 1020],
      [1300, 1020],
      [1220, 790],
      [1040, 714],
      [880, 672],
      [830, 642],
    ],
    down(ctx, 640, 860, b.of(dirt, 0.1, 0.5), b.of(dirt, 0, 0.9)),
  );
  for (let at = 0; at < 90; at++)
    leaf(
      b,
      world.left + next() * 2080,
      668 + next() * 110,
      12 + next() * 9,
      next() * 6,
      snowy(conditions) ? '#f4f9ff' : (['#c99a3c', '#a8653a', '#8fa04a'][at % 3] ?? '#c99a3c'),
      next() * 0.14,
      0.36,
    );
  groundLight(b, 760, 716, 520, 0.5);
  puddles(b, 670, 800);
  lightPool(b, 1130, 724, 380, 0.5);
  for (const [x, y, w, h] of [
    [470, 700, 70, 40],
    [1130, 694, 100, 54],
    [1480, 724, 170, 110],
    [60, 716, 150, 84],
  ] as const)
    boulder(b, x, y, w, h, '#8c8f86', next);
  for (const [x, y] of [
    [520, 704],
    [1070, 700],
    [150, 730],
    [1420, 734],
    [1560, 740],
  ] as const)
    for (let f = 0; f < 6; f++)
      frond(b, x, y, 62 + next() * 30, -Math.PI / 2 + (f - 2.5) * 0.42, snowy(conditions) ? '#c2d2d2' : '#5f924c', 7);
  for (const [x, y, s] of [
    [432, 742, 1],
    [450, 746, 0.7],
    [1156, 738, 0.9],
    [1176, 742, 0.6],
  ] as const)
    mushroom(b, x, y, s * 22);
  fallenTrunk(b, 340, 742, 230, 92);
  boulder(b, 1260, 744, 190, 86, '#8c8f86', next);
  for (let x = world.left; x < world.right; x += 44)
    if (Math.abs(x - 800) > 200) tuft(b, x, 662 + next() * 16, 30 + next() * 26, 6, '#7d9c4c', next);
  lantern(b, 1130, 308);
  veil(ctx, conditions, 0.05, horizon);
}

function mushroom(b: Brush, x: number, y: number, size: number): void {
  box(b.ctx, x - size * 0.16, y - size * 0.8, size * 0.32, size * 0.8, b.of('#f2e6d0', 0.1), 3);
  disc(
    b.ctx,
    x,
    y - size * 0.8,
    size * 0.6,
    modelled(b, x - size * 0.6, size * 1.2, '#d2503c', 0.06, 0.2),
    size * 0.36,
  );
  for (const dx of [-0.28, 0.06, 0.32]) disc(b.ctx, x + dx * size, y - size * 0.92, size * 0.09, b.of('#fff4e4', 0.2));
}

/** It hangs from a bough, alight after dark. */
function lantern(b: Brush, x: number, y: number): void {
  const { ctx } = b;
  const power = lamplight(b.conditions);
  stroke(
    ctx,
    [
      [x, y - 8],
      [x, y + 40],
    ],
    b.of('#2f353f', -0.06),
    2.4,
  );
  const body =
    power > 0
      ? outward(ctx, x, y + 66, 34, b.warm.at('light'), b.warm.at('glow'), b.warm.at('haze'))
      : b.of('#d8e0dc', 0.06, 0.8);
  box(ctx, x - 17, y + 46, 34, 46, body, 6);
  for (const dx of [-17, -1, 15]) box(ctx, x + dx, y + 44, 2.6, 50, b.of('#2f353f', -0.04));
  polygon(
    ctx,
    [
      [x - 23, y + 48],
      [x, y + 30],
      [x + 23, y + 48],
    ],
    b.of('#2f353f', 0),
  );
  box(ctx, x - 20, y + 91, 40, 6, b.of('#2f353f', 0), 2);
  glow(ctx, x, y + 68, 300, b.warm.stops.haze, 0.55 * power);
}

/** Fireflies by night, pollen that glints by day. */
function motes(conditions: Conditions): Motion {
  const { palette } = outdoors(conditions);
  const dark = daylight(conditions) < 0.3;
  const colour = dark ? warmth(palette) : palette;
  const next = conditions.random();
  const bits = Array.from({ length: 30 }, () => ({ x: next(), y: next(), phase: next() * 7, pace: 0.4 + next() }));
  return {
    depth: 0.03,
    paint: (ctx, seconds) => {
      asLight(ctx, () => {
        for (const bit of bits) {
          const x = 260 + bit.x * 1080 + Math.sin(seconds * 0.4 * bit.pace + bit.phase) * 40;
          const y = 340 + bit.y * 330 + Math.cos(seconds * 0.3 * bit.pace + bit.phase) * 24;
          const shine = Math.max(0, Math.sin(seconds * 1.6 * bit.pace + bit.phase));
          disc(ctx, x, y, dark ? 9 : 5, colour.at('glow', shine * (dark ? 0.16 : 0.08)));
          disc(ctx, x, y, dark ? 2.6 : 1.8, colour.at('light', shine * (dark ? 0.9 : 0.5)));
        }
      });
    },
  };
}

function nearEdge(b: Brush): void {
  const next = b.conditions.random();
  trunk(b, -150, 1000, 200, 40);
  trunk(b, 1770, 1000, 210, -50);
  for (const [x, y, a, l] of [
    [-40, 900, -1.1, 290],
    [-40, 900, -0.6, 260],
    [40, 920, -1.6, 250],
    [1660, 900, -2.1, 290],
    [1660, 900, -2.6, 260],
    [1580, 920, -1.6, 240],
  ] as const)
    frond(b, x, y, l, a, snowy(b.conditions) ? '#c2d2d2' : '#4d7a40');
  crown(b, -160, 20, 230, '#4d7038', next, -0.04);
  crown(b, 1780, 10, 230, '#4d7038', next, -0.04);
}
