import { type Brush, block, contactShadow, modelled } from './brushes/brush.ts';
import { glow } from './brushes/glow.ts';
import { flecks, ground, groundColour, groundLight, puddles } from './brushes/ground.ts';
import { stringLights } from './brushes/lamp.ts';
import { birds, bladesAlong, driftingClouds, swaying } from './brushes/life.ts';
import { lamplight, outdoors } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { palm } from './brushes/palm.ts';
import { lightPool } from './brushes/post.ts';
import { ridge } from './brushes/ridge.ts';
import { blob, box, curve, disc, down, type Point, polygon, stroke } from './brushes/shape.ts';
import { boulder, fallenTrunk } from './brushes/stone.ts';
import { tuft } from './brushes/tree.ts';
import { glitter, water } from './brushes/water.ts';
import { type Conditions, type Motion, type SetDesign, world } from './set-design.ts';

const horizon = 462;
const shore = 628;
const sunOf = (conditions: Conditions) => sunAt(conditions, 780, horizon);

/** A warm bay: the sea to the horizon, islands, sails, waves that run up the sand, palms, a bar under strings of bulbs. */
export const beach: SetDesign = {
  name: 'beach',
  interior: false,
  marks: [
    { x: 340, y: 744, height: 386, seat: 88 },
    { x: 620, y: 756, height: 404, seat: null },
    { x: 800, y: 730, height: 376, seat: null },
    { x: 980, y: 756, height: 404, seat: null },
    { x: 1250, y: 744, height: 386, seat: 76 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [1400, 380]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.85, paint: (ctx) => sea(ctx, conditions) },
    { depth: 0.6, paint: (ctx) => sails(openAir(ctx, conditions, 0.4)) },
    { depth: 0.3, paint: (ctx) => bar(openAir(ctx, conditions, 0.16)) },
    { depth: 0.08, paint: (ctx) => sand(openAir(ctx, conditions, 0.05)) },
    { depth: 0.05, paint: (ctx) => furniture(openAir(ctx, conditions, 0.03)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.14 })) },
  ],
  motions: (conditions) => {
    const tone = (light: number) => conditions.palette.material(snowy(conditions) ? '#d5dde2' : '#a8a45a', light);
    return [
      driftingClouds(conditions, horizon),
      birds(conditions, [1090, 190, 400, 130], 6),
      glitter(conditions, { horizon, foot: shore, sun: sunOf(conditions), chop: 0.5 }, 0.6),
      surf(conditions),
      swaying(
        conditions,
        [...bladesAlong(conditions, -140, 230, 850, 150, 30), ...bladesAlong(conditions, 1390, 1740, 850, 150, 30, 7)],
        [tone(0.1), tone(0.2)],
        -0.31,
        6,
      ),
    ];
  },
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 1.05 });
  ridge(ctx, conditions, {
    base: horizon + 2,
    height: 96,
    depth: 0.84,
    seed: 'isle',
    jagged: 0.3,
    gap: [740, 420, 1.02],
    colour: '#6f86a0',
  });
  mist(ctx, conditions, horizon, 34, 0.5);
  veil(ctx, conditions, 0.9, horizon);
}

function sea(ctx: Brush['ctx'], conditions: Conditions): void {
  const rough = conditions.weather === 'wind' || conditions.weather === 'storm';
  water(ctx, conditions, {
    horizon,
    foot: shore + 40,
    sun: sunOf(conditions),
    stretch: 1.2,
    chop: rough ? 1 : 0.6,
    behind: (copy) => far(copy, conditions),
  });
  headland(openAir(ctx, conditions, 0.5));
  veil(ctx, conditions, 0.5, horizon);
}

/** A wooded point at the left with a lighthouse, lit after dark. */
function headland(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  const green = groundColour(b, '#5f8266');
  for (let x = -220; x < 330; x += 24)
    palm(b, x + next() * 14, 420 + (x + 220) * 0.1, 70 + next() * 30, (next() - 0.5) * 30, next, -0.06);
  blob(
    ctx,
    [
      [-240, 370],
      [-60, 396],
      [120, 418],
      [280, 440],
      [400, 458],
      [470, 470],
      [300, 476],
      [-240, 484],
    ],
    down(ctx, 380, 480, b.of(green, 0.04), b.of(green, -0.14)),
  );
  polygon(
    ctx,
    [
      [356, 452],
      [362, 352],
      [382, 352],
      [388, 452],
    ],
    modelled(b, 356, 32, '#f0e8dc', 0.04, 0.18),
  );
  box(ctx, 360, 384, 24, 18, modelled(b, 360, 24, '#c0503f', 0, 0.16));
  box(ctx, 364, 334, 16, 18, lamplight(conditions) > 0 ? b.warm.at('light') : b.of('#bfd0d6', 0.1));
  polygon(
    ctx,
    [
      [360, 335],
      [372, 320],
      [384, 335],
    ],
    b.of('#8c4038'),
  );
  glow(ctx, 372, 342, 130, b.warm.stops.haze, 0.9 * lamplight(conditions));
  for (const [x, y] of [
    [-130, 430],
    [-20, 440],
    [80, 448],
    [190, 452],
    [270, 458],
  ] as const) {
    box(ctx, x, y - 16, 26, 18, modelled(b, x, 26, '#efe4d0', 0, 0.14));
    polygon(
      ctx,
      [
        [x - 4, y - 15],
        [x + 13, y - 28],
        [x + 30, y - 15],
      ],
      b.of(snowy(conditions) ? '#ffffff' : '#b5603f', 0),
    );
    box(ctx, x + 8, y - 11, 9, 8, lamplight(conditions) > 0 ? b.warm.at('glow') : b.of('#4a5a66'));
    glow(ctx, x + 12, y - 7, 30, b.warm.stops.haze, 0.6 * lamplight(conditions));
  }
}

function sails(b: Brush): void {
  for (const [x, y, s, colour] of [
    [560, 500, 0.62, '#f4ead8'],
    [1010, 520, 1, '#f4ead8'],
    [1180, 492, 0.5, '#d9644a'],
  ] as const) {
    const { ctx, palette } = b;
    for (let row = 0; row < 5; row++)
      disc(ctx, x, y + 3 + row * 5 * s, (44 - row * 5) * s, palette.at('ink', 0.16 - row * 0.03), 2 * s);
    polygon(
      ctx,
      [
        [x - 46 * s, y - 12 * s],
        [x + 52 * s, y - 14 * s],
        [x + 34 * s, y + 3 * s],
        [x - 34 * s, y + 3 * s],
      ],
      modelled(b, x - 46 * s, 98 * s, '#7a4b3c', 0, 0.16),
    );
    polygon(
      ctx,
      [
        [x + 2 * s, y - 132 * s],
        [x + 2 * s, y - 20 * s],
        [x + 54 * s, y - 24 * s],
      ],
      down(ctx, y - 132 * s, y - 20 * s, b.of(colour, 0.16), b.of(colour, -0.02)),
    );
    polygon(
      ctx,
      [
        [x - 4 * s, y - 120 * s],
        [x - 4 * s, y - 20 * s],
        [x - 42 * s, y - 22 * s],
      ],
      b.of(colour, 0.06),
    );
    stroke(
      ctx,
      [
        [x, y - 138 * s],
        [x, y - 12 * s],
      ],
      b.of('#5a4030', -0.04),
      2.4 * s,
    );
    glow(ctx, x, y - 138 * s, 40 * s, b.warm.stops.glow, 0.8 * lamplight(b.conditions));
  }
  veil(b.ctx, b.conditions, 0.4, horizon);
}

/** A hut of palm leaves at the right, its counter lit. */
function bar(b: Brush): void {
  const { ctx, palette, conditions } = b;
  const next = conditions.random();
  const power = lamplight(conditions);
  blob(
    ctx,
    [
      [1040, 648],
      [1160, 624],
      [1400, 604],
      [1840, 590],
      [1840, 720],
      [1040, 720],
    ],
    down(ctx, 600, 700, b.of(groundColour(b, '#e2c898'), 0.1), b.of(groundColour(b, '#d2b080'), 0)),
  );
  box(
    ctx,
    1386,
    440,
    300,
    176,
    power > 0
      ? down(ctx, 440, 616, b.warm.at('glow', 1), b.warm.at('haze', 1))
      : down(ctx, 440, 616, b.of('#6a5040', -0.14), b.of('#8a6a50', -0.08)),
  );
  for (let shelf = 0; shelf < 2; shelf++) {
    box(ctx, 1400, 494 + shelf * 42, 270, 5, b.of('#7a5638', -0.04));
    for (let at = 0; at < 19; at++)
      box(
        ctx,
        1406 + at * 14,
        470 + shelf * 42 + next() * 6,
        8,
        20,
        b.of(['#3f7a6a', '#c8553d', '#e0a458', '#5b8eb0'][at % 4] ?? '#3f7a6a', 0.04),
        3,
      );
  }
  block(b, 1366, 560, 340, 66, '#a5764a', 0, 4);
  for (let x = 1372; x < 1700; x += 17) box(ctx, x, 572, 2, 54, palette.at('ink', 0.22));
  for (const x of [1376, 1530, 1690]) box(ctx, x, 420, 9, 206, modelled(b, x, 9, '#7a5638', -0.02, 0.2));
  polygon(
    ctx,
    [
      [1320, 446],
      [1420, 346],
      [1650, 346],
      [1752, 446],
    ],
    down(
      ctx,
      346,
      446,
      b.of(snowy(conditions) ? '#f2f7fc' : '#c9a05c', 0.08),
      b.of(snowy(conditions) ? '#ccd9e4' : '#8f6a3a', -0.06),
    ),
  );
  for (let straw = 0; straw < 70; straw++) {
    const x = 1322 + straw * 6.1;
    stroke(
      ctx,
      [
        [1535 + (x - 1535) * 0.55, 350 + next() * 10],
        [x, 440 + next() * 22],
      ],
      b.of(snowy(conditions) ? '#dfe8f0' : '#d9b46a', (next() - 0.5) * 0.24, 0.7),
      2.4,
    );
  }
  glow(ctx, 1530, 510, 300, b.warm.stops.haze, 0.6 * power);
  palm(b, 1296, 642, 350, 60, next, -0.02);
  palm(b, 1730, 640, 420, -60, next, -0.02);
  for (const x of [1400, 1466]) block(b, x, 620, 30, 34, '#8a6248', -0.02, 4);
  veil(ctx, conditions, 0.18, horizon);
}

const strand: readonly Point[] = [
  [-240, 640],
  [60, 650],
  [340, 642],
  [640, 654],
  [900, 646],
  [1140, 652],
  [1400, 640],
  [1840, 634],
];

function sand(b: Brush): void {
  const { ctx, conditions, palette } = b;
  const next = conditions.random();
  const wet = groundColour(b, '#b08f68');
  const wetEdge = strand.map(([x, y]): Point => [x, y - 16]);
  blob(ctx, [...wetEdge, [1840, 720], [-240, 720]], down(ctx, shore - 4, 690, b.of(wet, 0.06), b.of(wet, -0.02)));
  box(
    ctx,
    world.left,
    shore + 8,
    2080,
    60,
    down(ctx, shore + 8, shore + 68, palette.at('haze', 0.4), palette.at('haze', 0)),
  );
  const dry = strand.map(([x, y]): Point => [x, y + 26 + Math.sin(x * 0.01) * 6]);
  ground(b, 660, '#e2c898', dry);
  for (let row = 0; row < 24; row++) {
    const y = 684 + row * 5 + row * row * 0.2;
    const x = world.left + next() * 2080;
    curve(
      ctx,
      [
        [x - 160, y],
        [x - 60, y - 5],
        [x + 40, y + 3],
        [x + 170, y - 2],
      ],
      row % 2 ? palette.at('ink', 0.08) : palette.at('light', 0.16),
      3,
    );
  }
  flecks(b, 670, 800, 360, '#b89a68', '#fbeccb');
  groundLight(b, sunOf(conditions)[0], 700, 620, 0.6);
  puddles(b, 670, 800, [[1400, 0.4]]);
  for (const [x, r] of [
    [1460, 420],
    [380, 340],
    [900, 300],
  ] as const)
    lightPool(b, x, 724, r, 0.5);
  for (let step = 0; step < 12; step++)
    disc(ctx, 690 + step * 20, 786 - step * 7 + (step % 2) * 6, 8 - step * 0.3, palette.at('ink', 0.2), 3);
  for (const [x, y, colour] of [
    [520, 770, '#f0b8a0'],
    [1090, 766, '#f4e4d0'],
    [470, 716, '#e89a8a'],
    [1150, 712, '#f0d0b0'],
  ] as const) {
    disc(ctx, x, y, 9, b.of(colour, 0.14), 6);
    for (const ray of [-4, 0, 4])
      stroke(
        ctx,
        [
          [x, y + 4],
          [x + ray, y - 5],
        ],
        palette.at('ink', 0.16),
        1,
      );
  }
  for (const [x, y, w, h] of [
    [170, 692, 150, 62],
    [60, 704, 190, 92],
    [1080, 672, 60, 22],
  ] as const)
    boulder(b, x, y, w, h, '#8f8a86', next);
  veil(ctx, conditions, 0.06, horizon);
}

function furniture(b: Brush): void {
  const { ctx } = b;
  const next = b.conditions.random();
  fallenTrunk(b, 340, 744, 250, 88, '#b09a80');
  palm(b, 120, 720, 520, -70, next, 0);
  parasol(b, 470, 712);
  contactShadow(b, 1250, 744, 96);
  box(ctx, 1160, 744 - 76, 172, 14, modelled(b, 1160, 172, '#4f8f96', 0.06, 0.12), 6);
  for (const x of [1172, 1310])
    stroke(
      ctx,
      [
        [x, 680],
        [x - 8, 744],
      ],
      b.of('#a5764a', 0),
      8,
    );
  polygon(
    ctx,
    [
      [1318, 676],
      [1388, 580],
      [1402, 588],
      [1334, 690],
    ],
    modelled(b, 1318, 84, '#e8dcc0', 0.06, 0.16),
  );
  stringLights(
    b,
    [
      [1016, 352],
      [1340, 398],
    ],
    8,
  );
  box(ctx, 1012, 344, 7, 360, modelled(b, 1012, 7, '#8a6648', 0, 0.2), 3);
}

function parasol(b: Brush, x: number, y: number): void {
  const { ctx, palette } = b;
  stroke(
    ctx,
    [
      [x, y],
      [x + 14, y - 250],
    ],
    b.of('#e9dcc4', 0.06),
    6,
  );
  const white = snowy(b.conditions);
  const rib = (at: number): Point => [
    x + 14 + Math.sin((at - 2.5) * 0.56) * 138,
    y - 192 - Math.cos((at - 2.5) * 0.56) * 12,
  ];
  for (let panel = 0; panel < 5; panel++) {
    const [from, to] = [rib(panel), rib(panel + 1)];
    ctx.fillStyle = b.of(white ? '#f4f8fc' : panel % 2 ? '#f8efdc' : '#d9573f', 0.1 + b.side * (panel - 2) * 0.04);
    ctx.beginPath();
    ctx.moveTo(x + 14, y - 278);
    ctx.quadraticCurveTo(x + 14 + (from[0] - x - 14) * 0.8, y - 262, from[0], from[1]);
    ctx.quadraticCurveTo((from[0] + to[0]) / 2, (from[1] + to[1]) / 2 - 16, to[0], to[1]);
    ctx.quadraticCurveTo(x + 14 + (to[0] - x - 14) * 0.8, y - 262, x + 14, y - 278);
    ctx.fill();
  }
  stroke(
    ctx,
    [
      [x - 100, y - 228],
      [x - 40, y - 262],
      [x + 14, y - 275],
    ],
    palette.at('light', 0.3),
    2,
  );
}

/** Waves that break in lines and run up the sand, with their foam. */
function surf(conditions: Conditions): Motion {
  const { palette } = outdoors(conditions);
  const rough = conditions.weather === 'wind' || conditions.weather === 'storm' ? 1.7 : 1;
  return {
    depth: 0.56,
    paint: (ctx, seconds) => {
      for (let wave = 0; wave < 4; wave++) {
        const t = (seconds * 0.09 * Math.sqrt(rough) + wave / 4) % 1;
        const y = 560 + t ** 0.8 * 88;
        const alpha = Math.min(1, t * 4) * Math.min(1, (1 - t) * 3);
        ctx.strokeStyle = palette.between('haze', 'light', 0.75, 0.75 * alpha);
        ctx.lineWidth = (1 + t * 9) * rough;
        ctx.lineCap = 'round';
        ctx.beginPath();
        for (let x = world.left; x <= world.right; x += 40) {
          const rise = Math.sin(x * 0.011 + wave * 2 + seconds * 0.25) * 6 * t + Math.sin(x * 0.031 + wave) * 2.5;
          if (x === world.left) ctx.moveTo(x, y + rise);
          else ctx.lineTo(x, y + rise);
        }
        ctx.stroke();
        ctx.strokeStyle = palette.at('shadow', 0.13 * alpha);
        ctx.lineWidth = 5 + 5 * t;
        ctx.translate(0, -6 - 3 * t);
        ctx.stroke();
        ctx.translate(0, 6 + 3 * t);
      }
    },
  };
}

function nearEdge(b: Brush): void {
  const next = b.conditions.random();
  for (const x of [-160, -80, 10, 110, 1480, 1570, 1660, 1760])
    tuft(b, x, 880, 140 + next() * 90, 9, snowy(b.conditions) ? '#d5dde2' : '#8f9450', next);
  blob(
    b.ctx,
    [
      [-240, 830],
      [0, 850],
      [260, 900],
      [520, 1020],
      [-240, 1020],
    ],
    b.of(groundColour(b, '#b59868'), -0.06),
  );
  blob(
    b.ctx,
    [
      [1840, 830],
      [1600, 850],
      [1340, 900],
      [1080, 1020],
      [1840, 1020],
    ],
    b.of(groundColour(b, '#b59868'), -0.06),
  );
  palm(b, 1830, 1000, 940, -60, next, -0.08);
}
