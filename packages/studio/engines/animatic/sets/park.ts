import { type Brush, block, contactShadow, modelled } from './brushes/brush.ts';
import { glow } from './brushes/glow.ts';
import { flecks, ground, groundColour, groundLight, puddles } from './brushes/ground.ts';
import { skyline } from './brushes/horizon.ts';
import { birds, bladesAlong, driftingClouds, fallingLeaves, swaying } from './brushes/life.ts';
import { lamplight } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { bench, lampPost, lightPool } from './brushes/post.ts';
import { blob, box, disc, down, polygon, stroke } from './brushes/shape.ts';
import { broadleaf, bush, crown } from './brushes/tree.ts';
import { glitter, lampTracks, water } from './brushes/water.ts';
import { type Conditions, type SetDesign, world } from './set-design.ts';

const horizon = 446;
const sunOf = (conditions: Conditions) => sunAt(conditions, 690, horizon);
const autumn = ['#a3a84a', '#c9963c', '#8fa04a', '#b9713a'];

/** A city park: the skyline over old trees, a pond with a pavilion, lamps along the path, benches. */
export const park: SetDesign = {
  name: 'park',
  interior: false,
  marks: [
    { x: 340, y: 738, height: 392, seat: 104 },
    { x: 620, y: 754, height: 408, seat: null },
    { x: 800, y: 728, height: 380, seat: null },
    { x: 980, y: 754, height: 408, seat: null },
    { x: 1260, y: 738, height: 392, seat: 104 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [506, 360]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.9, paint: (ctx) => pond(ctx, conditions) },
    { depth: 0.75, paint: (ctx) => grove(openAir(ctx, conditions, 0.4, { side: -1 })) },
    { depth: 0.3, paint: (ctx) => lawn(openAir(ctx, conditions, 0.14, { side: -1 })) },
    { depth: 0.1, paint: (ctx) => path(openAir(ctx, conditions, 0.05, { side: -1 })) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { side: -1, light: -0.14 })) },
  ],
  motions: (conditions) => {
    const b = (light: number) => conditions.palette.material(snowy(conditions) ? '#c9d4d8' : '#84984a', light);
    return [
      driftingClouds(conditions, horizon - 60),
      birds(conditions, [1010, 200, 340, 110], 6),
      glitter(conditions, { horizon: horizon + 56, foot: 606, sun: sunOf(conditions), chop: 0.2 }, 0.66),
      lampTracks(
        conditions,
        [
          [1010, 512, 60],
          [1066, 512, 66],
          [1120, 512, 60],
          [600, 512, 60],
          [470, 512, 60],
        ],
        0.68,
      ),
      fallingLeaves(
        conditions,
        [conditions.palette.material('#d99a3c', 0.55), conditions.palette.material('#c0643a', 0.5), b(0.5)],
        16,
      ),
      swaying(
        conditions,
        [...bladesAlong(conditions, -120, 240, 860, 150, 22), ...bladesAlong(conditions, 1370, 1720, 860, 150, 22, 9)],
        [b(0.06), b(0.14)],
        -0.31,
        8,
      ),
    ];
  },
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.9 });
  skyline(ctx, conditions, horizon, 190, 2);
  mist(ctx, conditions, horizon - 10, 90, 0.55);
  const b = openAir(ctx, conditions, 0.66, { side: -1 });
  const next = conditions.random();
  for (let x = world.left; x < world.right; x += 36 + next() * 30)
    broadleaf(b, x, horizon + 50, 70 + next() * 50, autumn[Math.floor(next() * 4)] ?? '#a3a84a', next, -0.02);
  mist(ctx, conditions, horizon + 40, 40, 0.45);
  veil(ctx, conditions, 0.85, horizon);
}

function pond(ctx: Brush['ctx'], conditions: Conditions): void {
  water(ctx, conditions, {
    horizon: horizon + 52,
    foot: 620,
    sun: sunOf(conditions),
    stretch: 1.5,
    chop: 0.2,
    behind: (copy) => {
      far(copy, conditions);
      grove(openAir(copy, conditions, 0.4, { side: -1, light: -0.04 }));
    },
  });
}

function grove(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  const foot = horizon + 54;
  for (const [x, h, tone] of [
    [-180, 250, 0],
    [-40, 210, 1],
    [110, 260, 2],
    [250, 190, 3],
    [392, 150, 0],
    [1250, 170, 1],
    [1380, 240, 0],
    [1530, 210, 3],
    [1660, 270, 2],
    [1790, 230, 1],
  ] as const)
    broadleaf(b, x, foot, h, autumn[tone] ?? '#a3a84a', next, -0.02);
  const grass = groundColour(b, '#8aa052');
  blob(
    ctx,
    [
      [-240, foot - 14],
      [200, foot - 8],
      [460, foot - 5],
      [560, foot + 3],
      [420, foot + 8],
      [-240, foot + 10],
    ],
    down(ctx, foot - 12, foot + 10, b.of(grass, 0.08), b.of(grass, -0.12)),
  );
  blob(
    ctx,
    [
      [900, foot + 3],
      [1000, foot - 6],
      [1400, foot - 10],
      [1840, foot - 14],
      [1840, foot + 10],
      [1000, foot + 8],
    ],
    down(ctx, foot - 12, foot + 10, b.of(grass, 0.08), b.of(grass, -0.12)),
  );
  pavilion(b, 1066, foot - 3);
  for (const x of [470, 600, 900, 1200]) lampPost(b, x, foot, 74);
  mist(ctx, conditions, foot + 12, 34, 0.28);
  veil(ctx, conditions, 0.45, horizon);
}

/** A white music pavilion by the water, lit within after dark. */
function pavilion(b: Brush, x: number, y: number): void {
  const { ctx, palette } = b;
  const power = lamplight(b.conditions);
  block(b, x - 92, y - 14, 184, 16, '#cfc4b2', 0, 3);
  if (power > 0)
    box(ctx, x - 74, y - 92, 148, 80, down(ctx, y - 92, y - 12, b.warm.at('glow', 0.95), b.warm.at('haze', 0.75)));
  else box(ctx, x - 74, y - 92, 148, 80, palette.between('shadow', 'mid', 0.6, 0.5));
  for (let column = 0; column < 6; column++)
    box(ctx, x - 80 + column * 30.6, y - 96, 8, 84, modelled(b, x - 80 + column * 30.6, 8, '#f2eadb', 0.04, 0.16));
  for (let rail = 0; rail < 2; rail++) box(ctx, x - 78, y - 38 + rail * 14, 156, 3, b.of('#f2eadb', 0));
  box(ctx, x - 92, y - 106, 184, 13, modelled(b, x - 92, 184, '#f2eadb', 0.06, 0.12), 3);
  blob(
    ctx,
    [
      [x - 104, y - 104],
      [x - 70, y - 142],
      [x, y - 174],
      [x + 70, y - 142],
      [x + 104, y - 104],
    ],
    down(
      ctx,
      y - 170,
      y - 104,
      b.of(snowy(b.conditions) ? '#f4f9ff' : '#5f8a86', 0.08),
      b.of(snowy(b.conditions) ? '#d5e0ea' : '#5f8a86', -0.1),
    ),
  );
  stroke(
    ctx,
    [
      [x, y - 160],
      [x, y - 192],
    ],
    b.of('#d9b45a', 0.1),
    4,
  );
  stroke(
    ctx,
    [
      [x - 90, y - 122],
      [x - 40, y - 150],
    ],
    palette.at('glow', 0.5),
    2.4,
  );
  glow(ctx, x, y - 56, 190, b.warm.stops.haze, 0.6 * power);
}

function lawn(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  ground(b, 606, '#86a04c', [
    [-240, 574],
    [200, 588],
    [560, 610],
    [800, 614],
    [1100, 606],
    [1440, 586],
    [1840, 572],
  ]);
  flecks(b, 606, 760, 260, '#5f7f3a', '#c3cf7a');
  for (const [x, y, h, tone] of [
    [180, 668, 470, 1],
    [1424, 664, 500, 3],
  ] as const) {
    contactShadow(b, x + 30, y, 130, 14, 0.4);
    broadleaf(b, x, y, h, autumn[tone] ?? '#c9963c', next, 0.02);
  }
  for (const [x, w] of [
    [-60, 170],
    [430, 90],
    [1180, 96],
    [1640, 190],
  ] as const)
    bush(b, x, 656, w, '#6f8a44', next);
  for (let fallen = 0; fallen < 170; fallen++) {
    const x = (next() < 0.5 ? 180 : 1424) + (next() + next() - 1) * 330;
    disc(
      ctx,
      x,
      630 + next() * 70,
      5 + next() * 3,
      b.of(snowy(conditions) ? '#eef4fa' : (autumn[Math.floor(next() * 4)] ?? '#c9963c'), next() * 0.16),
      2,
    );
  }
  veil(ctx, conditions, 0.18, horizon);
}

function path(b: Brush): void {
  const { ctx, conditions, palette } = b;
  const next = conditions.random();
  const gravel = groundColour(b, '#cdb894');
  polygon(
    ctx,
    [
      [-240, 690],
      [300, 682],
      [800, 678],
      [1300, 682],
      [1840, 690],
      [1840, 1020],
      [-240, 1020],
    ],
    down(ctx, 680, 860, b.of(gravel, 0.08), b.of(gravel, -0.03), b.of(gravel, -0.14)),
  );
  flecks(b, 684, 830, 420, '#a08a66', '#efe2c4');
  for (let x = world.left; x < world.right; x += 46)
    box(
      ctx,
      x,
      682 + Math.abs(x - 800) * 0.008,
      40,
      9,
      modelled(b, x, 40, snowy(conditions) ? '#f4f9ff' : '#b5a890', 0.04, 0.1),
      4,
    );
  groundLight(b, sunOf(conditions)[0], 720, 560, 0.5);
  for (const [x, w] of [
    [260, 300],
    [1330, 300],
  ] as const)
    disc(ctx, x, 728, w, palette.at('ink', 0.1), 16);
  puddles(b, 700, 800, [
    [506, 0.45],
    [1094, 0.45],
  ]);
  lightPool(b, 506, 718, 400, 0.6);
  lightPool(b, 1094, 718, 400, 0.6);
  lampPost(b, 506, 696, 356);
  lampPost(b, 1094, 696, 356);
  bench(b, 340, 738, 214, 104);
  bench(b, 1260, 738, 214, 104);
  for (let fallen = 0; fallen < 60; fallen++)
    disc(
      ctx,
      world.left + next() * 2080,
      694 + next() * 100,
      6 + next() * 4,
      b.of(snowy(conditions) ? '#ffffff' : (autumn[Math.floor(next() * 4)] ?? '#c9963c'), next() * 0.14),
      2.4,
    );
  veil(ctx, conditions, 0.05, horizon);
}

function nearEdge(b: Brush): void {
  const next = b.conditions.random();
  crown(b, -60, 40, 240, '#9a8a3c', next, -0.02);
  crown(b, 1690, 20, 230, '#a8783a', next, -0.02);
  for (const x of [-120, 40, 1580, 1720]) bush(b, x, 900, 230, '#6f8440', next, -0.04);
}
