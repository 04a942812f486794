import { type Brush, modelled } from './brushes/brush.ts';
import { house } from './brushes/building.ts';
import { flecks, ground, groundColour, groundLight, puddles } from './brushes/ground.ts';
import { steam } from './brushes/haze.ts';
import { birds, bladesAlong, driftingClouds, swaying } from './brushes/life.ts';
import { lamplight, outdoors } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { lampPost, lightPool, railing } from './brushes/post.ts';
import { ridge } from './brushes/ridge.ts';
import { blob, box, curve, disc, down, outward, type Point, polygon, stroke } from './brushes/shape.ts';
import { broadleaf, bush, fir, tuft } from './brushes/tree.ts';
import { type Conditions, type Motion, type SetDesign, world } from './set-design.ts';

const horizon = 452;
const sunOf = (conditions: Conditions) => sunAt(conditions, 940, horizon);
const hub: Point = [446, 350];

/** Rolling fields in summer: a windmill, a farm among its trees, rows of corn, a track that winds away, bales of hay. */
export const field: SetDesign = {
  name: 'field',
  interior: false,
  marks: [
    { x: 340, y: 740, height: 386, seat: 96 },
    { x: 620, y: 754, height: 404, seat: null },
    { x: 800, y: 728, height: 376, seat: null },
    { x: 980, y: 754, height: 404, seat: null },
    { x: 1260, y: 740, height: 386, seat: null },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [1420, 380]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.75, paint: (ctx) => farm(openAir(ctx, conditions, 0.44)) },
    { depth: 0.5, paint: (ctx) => corn(openAir(ctx, conditions, 0.26)) },
    { depth: 0.3, paint: (ctx) => meadow(openAir(ctx, conditions, 0.14)) },
    { depth: 0.08, paint: (ctx) => track(openAir(ctx, conditions, 0.04)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.12 })) },
  ],
  motions: (conditions) => {
    const tone = (light: number) => conditions.palette.material(snowy(conditions) ? '#d5dde2' : '#c2a24c', light);
    return [
      driftingClouds(conditions, horizon),
      birds(conditions, [1110, 190, 420, 130], 7),
      sails(conditions),
      steam([1212, 408], 100, conditions.palette.stops.haze, 0.26, 0.72, 14),
      swaying(
        conditions,
        bladesAlong(conditions, -240, 1840, 654, 46, 130),
        [tone(0.3), tone(0.44), tone(0.54)],
        0.29,
        4,
      ),
      swaying(
        conditions,
        [...bladesAlong(conditions, -140, 290, 850, 190, 34), ...bladesAlong(conditions, 1310, 1740, 850, 190, 34, 7)],
        [tone(0.1), tone(0.2)],
        -0.31,
        7,
      ),
    ];
  },
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.95 });
  ridge(ctx, conditions, {
    base: horizon + 10,
    height: 110,
    depth: 0.95,
    seed: 'field-a',
    jagged: 0.3,
    gap: [940, 210, 0.8],
    colour: '#7a8ca6',
  });
  mist(ctx, conditions, horizon - 10, 50, 0.4);
  ridge(ctx, conditions, {
    base: horizon + 30,
    height: 70,
    depth: 0.74,
    seed: 'field-b',
    jagged: 0.05,
    gap: [900, 200, 0.6],
    colour: '#7f9c6a',
  });
  mist(ctx, conditions, horizon + 22, 40, 0.45);
  veil(ctx, conditions, 0.9, horizon);
}

/** A hill's outline from left to right, as a blob to the bottom of the world. */
function hill(b: Brush, tops: readonly Point[], colour: string, light = 0): void {
  const own = groundColour(b, colour);
  const top = Math.min(...tops.map(([, y]) => y));
  blob(
    b.ctx,
    [...tops, [world.right, world.bottom], [world.left, world.bottom]],
    down(b.ctx, top, top + 150, b.of(own, light + 0.12), b.of(own, light - 0.08)),
  );
  curve(b.ctx, tops, b.palette.at('glow', 0.3), 2);
}

/** Furrows that follow the hill and close up towards its crest. */
function furrows(b: Brush, from: Point, to: number, x0: number, x1: number, count: number, colour: string): void {
  for (let row = 0; row <= count; row++) {
    const x = x0 + ((x1 - x0) * row) / count;
    curve(
      b.ctx,
      [from, [from[0] + (x - from[0]) * 0.3, from[1] + (to - from[1]) * 0.24], [x, to]],
      row % 2 ? b.of(colour, 0.1, 0.5) : b.palette.at('ink', 0.1),
      1.4 + row * 0.04,
    );
  }
}

function farm(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  hill(
    b,
    [
      [-240, 450],
      [120, 440],
      [420, 446],
      [700, 476],
      [900, 484],
      [1200, 466],
      [1500, 450],
      [1840, 456],
    ],
    '#8fac58',
  );
  furrows(b, [420, 448], 560, -300, 720, 20, '#bcc978');
  for (const [x, h] of [
    [1130, 96],
    [1160, 120],
    [1330, 110],
    [1372, 136],
    [1420, 90],
  ] as const)
    broadleaf(b, x, 468, h, '#7a984c', next, -0.04);
  for (const [x, h] of [
    [1096, 120],
    [1446, 130],
  ] as const)
    fir(b, x, 470, h, '#41695a');
  house(b, 1190, 474, 76, 44, { wall: '#ecdcc0', roof: '#a04f3e', chimney: true, columns: 3 }, next);
  house(b, 1274, 476, 104, 46, { wall: '#a8493c', roof: '#5d5048', gable: false, columns: 3 }, next);
  box(ctx, 1384, 410, 26, 66, modelled(b, 1384, 26, '#b9c2c6', 0, 0.18), [13, 13, 0, 0]);
  for (let x = -220; x < 330; x += 60 + next() * 70) broadleaf(b, x, 452, 60 + next() * 60, '#7f9c4c', next, -0.02);
  windmill(b);
  for (let x = 640; x < 920; x += 52) broadleaf(b, x, 486, 34 + next() * 16, '#88a052', next);
  mist(ctx, conditions, 486, 34, 0.3);
  veil(ctx, conditions, 0.55, horizon);
}

function windmill(b: Brush): void {
  const { ctx, palette } = b;
  const [x, y] = hub;
  polygon(
    ctx,
    [
      [x - 25, y + 2],
      [x + 25, y + 2],
      [x + 38, 464],
      [x - 38, 464],
    ],
    modelled(b, x - 38, 76, '#efe4d0', 0, 0.18),
  );
  polygon(
    ctx,
    [
      [x - 30, y + 6],
      [x - 20, y - 24],
      [x, y - 38],
      [x + 20, y - 24],
      [x + 30, y + 6],
    ],
    modelled(b, x - 30, 60, snowy(b.conditions) ? '#f2f7fc' : '#7a4b42', 0, 0.16),
  );
  for (const [dx, dy] of [
    [-8, 34],
    [4, 66],
  ] as const)
    box(ctx, x + dx, y + dy, 11, 15, lamplight(b.conditions) > 0 ? b.warm.at('glow') : b.of('#4a5560', -0.06), 4);
  box(ctx, x - 8, 436, 17, 29, b.of('#7a5a40', -0.06), [8, 8, 0, 0]);
  stroke(
    ctx,
    [
      [x + 26, y + 4],
      [x + 38, 462],
    ],
    palette.at('glow', 0.4),
    2,
  );
}

function sails(conditions: Conditions): Motion {
  const wood = outdoorsTone(conditions, '#6a4c3a', 0.24);
  const cloth = outdoorsTone(conditions, '#f0e6d2', 0.42);
  const pace = conditions.weather === 'wind' || conditions.weather === 'storm' ? 1.5 : 0.4;
  return {
    depth: 0.76,
    paint: (ctx, seconds) => {
      ctx.translate(hub[0], hub[1] - 8);
      ctx.rotate(seconds * pace);
      for (let sail = 0; sail < 4; sail++) {
        ctx.rotate(Math.PI / 2);
        ctx.fillStyle = cloth;
        ctx.fillRect(3, -88, 17, 72);
        ctx.fillStyle = wood;
        ctx.fillRect(-2, -92, 4, 92);
        for (let bar = 0; bar < 6; bar++) ctx.fillRect(2, -88 + bar * 14, 18, 1.6);
      }
    },
  };
}

const outdoorsTone = (conditions: Conditions, colour: string, lit: number) =>
  outdoors(conditions).palette.material(colour, lit, 0.3);

function corn(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  hill(
    b,
    [
      [-240, 520],
      [100, 508],
      [400, 524],
      [760, 562],
      [1000, 556],
      [1300, 524],
      [1600, 510],
      [1840, 518],
    ],
    '#d2ac54',
    0.02,
  );
  furrows(b, [820, 556], 720, -700, 2300, 44, '#ecd082');
  blob(
    ctx,
    [
      [884, 552],
      [850, 566],
      [876, 590],
      [800, 612],
      [690, 640],
      [830, 640],
      [900, 612],
      [930, 588],
      [880, 570],
      [900, 552],
    ],
    b.of(groundColour(b, '#c9a878'), 0.1),
  );
  for (const [x, y, s] of [
    [250, 566, 1],
    [420, 590, 1.2],
    [1240, 572, 1],
    [1420, 590, 1.3],
    [1110, 592, 0.9],
    [70, 560, 0.9],
  ] as const)
    bale(b, x, y, 34 * s);
  for (const [x, h] of [
    [1560, 210],
    [1650, 170],
  ] as const)
    broadleaf(b, x, 540, h, '#809a48', next);
  veil(ctx, conditions, 0.3, horizon);
}

/** A round bale on its side. */
function bale(b: Brush, x: number, y: number, r: number): void {
  const { ctx } = b;
  disc(ctx, x, y, r * 1.5, b.palette.at('ink', 0.24), r * 0.16);
  box(
    ctx,
    x - r * 0.2,
    y - r * 2,
    r * 1.4,
    r * 2,
    down(ctx, y - r * 2, y, b.of('#e2c070', 0.14), b.of('#a8803c', -0.1)),
    r,
  );
  disc(ctx, x - r * 0.2, y - r, r, outward(ctx, x - r * 0.2, y - r, r, b.of('#b58a44', -0.02), b.of('#e2c070', 0.1)));
  for (const ring of [0.72, 0.46, 0.22]) {
    ctx.strokeStyle = b.of('#a07a38', -0.06, 0.7);
    ctx.lineWidth = r * 0.06;
    ctx.beginPath();
    ctx.arc(x - r * 0.2, y - r, r * ring, 0, Math.PI * 2);
    ctx.stroke();
  }
  if (snowy(b.conditions)) disc(ctx, x + r * 0.2, y - r * 1.9, r * 0.9, b.of('#ffffff', 0.24), r * 0.2);
}

function meadow(b: Brush): void {
  const { conditions } = b;
  const next = conditions.random();
  hill(
    b,
    [
      [-240, 610],
      [200, 616],
      [600, 640],
      [800, 648],
      [1000, 642],
      [1400, 614],
      [1840, 604],
    ],
    '#8ba54c',
    0.02,
  );
  flecks(b, 630, 760, 280, '#64843a', '#cdd67e');
  broadleaf(b, 132, 690, 520, '#7c9a44', next, 0);
  for (let x = world.left; x < world.right; x += 30)
    tuft(b, x, 656 + next() * 10, 30 + next() * 24, 5, '#c2b054', next, 0.04);
  for (let bloom = 0; bloom < 130; bloom++) {
    const near = next();
    disc(
      b.ctx,
      world.left + next() * 2080,
      642 + near * 56,
      2.6 + near * 3,
      b.of(
        snowy(conditions) ? '#f4f9ff' : (['#e0503c', '#f4efe6', '#f2c95a', '#7a86c9'][bloom % 4] ?? '#f4efe6'),
        0.14,
      ),
    );
  }
  veil(b.ctx, conditions, 0.16, horizon);
}

function track(b: Brush): void {
  const { ctx, conditions, palette } = b;
  const next = conditions.random();
  ground(b, 690, '#86a04a', [
    [-240, 676],
    [300, 684],
    [800, 694],
    [1300, 684],
    [1840, 674],
  ]);
  const dirt = groundColour(b, '#c2a070');
  blob(
    ctx,
    [
      [-240, 722],
      [300, 710],
      [800, 706],
      [1300, 710],
      [1840, 722],
      [1840, 800],
      [1300, 782],
      [800, 778],
      [300, 782],
      [-240, 800],
    ],
    down(ctx, 706, 790, b.of(dirt, 0.12), b.of(dirt, -0.06)),
  );
  for (const y of [722, 756])
    curve(
      ctx,
      [
        [-240, y + 12],
        [300, y],
        [800, y - 4],
        [1300, y],
        [1840, y + 12],
      ],
      palette.at('ink', 0.12),
      9,
    );
  flecks(b, 712, 780, 170, '#97784c', '#e8d0a4');
  groundLight(b, sunOf(conditions)[0], 724, 560, 0.5);
  puddles(b, 706, 790, [[1420, 0.4]]);
  lightPool(b, 1420, 716, 400, 0.6);
  lampPost(b, 1420, 706, 360);
  railing(b, 1120, 1840, 610, 704, 6, '#9a7650', 3);
  railing(b, -240, 220, 614, 706, 4, '#9a7650', 3);
  bale(b, 350, 742, 50);
  box(ctx, 246, 738 - 92, 190, 92, down(ctx, 646, 738, b.of('#e2c070', 0.12), b.of('#a8803c', -0.1)), 12);
  for (let straw = 0; straw < 80; straw++)
    stroke(
      ctx,
      [
        [252 + next() * 170, 650 + next() * 82],
        [262 + next() * 170, 650 + next() * 82],
      ]
        .slice(0, 1)
        .flatMap(([x = 0, y = 0]): Point[] => [
          [x, y],
          [x + 14, y + next() * 4 - 2],
        ]),
      b.of(straw % 2 ? '#f0d690' : '#96702f', 0.06, 0.7),
      1.6,
    );
  for (const x of [290, 386]) box(ctx, x, 646, 5, 92, b.of('#7a5a34', -0.06));
  if (snowy(conditions)) box(ctx, 244, 638, 194, 14, b.of('#ffffff', 0.24), 7);
  for (let x = world.left; x < world.right; x += 38)
    tuft(b, x, 704 + next() * 6, 22 + next() * 18, 5, '#8fa64c', next, 0.02);
  veil(ctx, conditions, 0.05, horizon);
}

function nearEdge(b: Brush): void {
  const next = b.conditions.random();
  for (const x of [-160, -70, 20, 110, 200, 1390, 1480, 1570, 1660, 1750])
    tuft(b, x, 880, 170 + next() * 110, 10, snowy(b.conditions) ? '#d5dde2' : '#b59a48', next);
  for (const [x, h, colour] of [
    [60, 250, '#e0503c'],
    [150, 190, '#7a86c9'],
    [1520, 220, '#e0503c'],
    [1610, 270, '#f4efe6'],
  ] as const) {
    stroke(
      b.ctx,
      [
        [x, 880],
        [x + 6, 880 - h],
      ],
      b.of('#6f8440', -0.04),
      4,
    );
    disc(b.ctx, x + 6, 880 - h, 22, b.of(snowy(b.conditions) ? '#eef4fa' : colour, 0.06), 17);
    disc(b.ctx, x + 6, 880 - h, 8, b.of('#3a2c24', -0.1), 6);
  }
  bush(b, -180, 900, 200, '#6f8a40', next);
  box(b.ctx, world.left, 868, 2080, 160, b.of(groundColour(b, '#5d7a34'), -0.12));
}
