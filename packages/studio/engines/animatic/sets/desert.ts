import { type Brush, contactShadow, modelled } from './brushes/brush.ts';
import { glow } from './brushes/glow.ts';
import { flecks, ground, groundColour, groundLight, puddles } from './brushes/ground.ts';
import { flicker } from './brushes/haze.ts';
import { birds, driftingClouds } from './brushes/life.ts';
import { lamplight, outdoors, warmth } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { palm } from './brushes/palm.ts';
import { lightPool } from './brushes/post.ts';
import { ridge } from './brushes/ridge.ts';
import { blob, box, curve, disc, down, type Point, polygon, stroke } from './brushes/shape.ts';
import { boulder } from './brushes/stone.ts';
import { tuft } from './brushes/tree.ts';
import { type Conditions, type Motion, type SetDesign, world } from './set-design.ts';

const horizon = 474;
const sunOf = (conditions: Conditions) => sunAt(conditions, 800, horizon - 20);

/** Dunes behind dunes with table mountains on the horizon, a caravan, an oasis, a tent with its lanterns. */
export const desert: SetDesign = {
  name: 'desert',
  interior: false,
  marks: [
    { x: 340, y: 742, height: 382, seat: 90 },
    { x: 620, y: 754, height: 400, seat: null },
    { x: 800, y: 730, height: 374, seat: null },
    { x: 980, y: 754, height: 400, seat: null },
    { x: 1250, y: 742, height: 382, seat: 70 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [1250, 440]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.75, paint: (ctx) => caravan(openAir(ctx, conditions, 0.5)) },
    { depth: 0.5, paint: (ctx) => oasis(openAir(ctx, conditions, 0.3)) },
    { depth: 0.3, paint: (ctx) => camp(openAir(ctx, conditions, 0.12)) },
    { depth: 0.08, paint: (ctx) => sand(openAir(ctx, conditions, 0.05)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.12 })) },
  ],
  motions: (conditions) => [
    driftingClouds(conditions, horizon - 60),
    birds(conditions, [1110, 200, 400, 110], 4),
    driftingSand(conditions),
    flicker([1118, 692], 150, warmth(conditions.palette).stops.haze, 0.25 + 0.5 * lamplight(conditions), 0.03, 1),
    flames(conditions),
  ],
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 1.1 });
  ridge(ctx, conditions, {
    base: horizon + 6,
    height: 70,
    depth: 0.96,
    seed: 'sierra',
    jagged: 0.5,
    gap: [800, 260, 0.7],
    colour: '#a8849a',
  });
  mist(ctx, conditions, horizon - 20, 50, 0.4);
  const b = openAir(ctx, conditions, 0.74);
  for (const [x, w, top] of [
    [90, 210, 372],
    [330, 110, 404],
    [1210, 130, 392],
    [1390, 250, 352],
    [-170, 150, 396],
  ] as const)
    mesa(b, x, w, top);
  mist(ctx, conditions, horizon + 4, 44, 0.55);
  veil(ctx, conditions, 0.85, horizon);
}

/** A table mountain with its layers of rock. */
function mesa(b: Brush, x: number, w: number, top: number): void {
  const { ctx, palette } = b;
  const rock = groundColour(b, '#b5684a');
  polygon(
    ctx,
    [
      [x, top + 6],
      [x + w * 0.2, top],
      [x + w * 0.8, top + 3],
      [x + w, top + 8],
      [x + w * 1.03, top + 50],
      [x + w * 1.3, horizon + 10],
      [x - w * 0.3, horizon + 10],
      [x - w * 0.04, top + 50],
    ],
    modelled(b, x, w, rock, 0, 0.18),
  );
  for (let band = 0; band < 4; band++)
    box(ctx, x - 2, top + 14 + band * 11, w + 6, 3, band % 2 ? palette.at('ink', 0.1) : palette.at('light', 0.14));
  for (let crack = 0; crack < 6; crack++)
    stroke(
      ctx,
      [
        [x + (w * (crack + 0.5)) / 6, top + 8],
        [x + (w * (crack + 0.5)) / 6 - 5, top + 52],
      ],
      palette.at('ink', 0.12),
      2,
    );
  stroke(
    ctx,
    [
      [x + w * 0.2, top],
      [x + w * 0.8, top + 3],
      [x + w, top + 8],
    ],
    palette.at('glow', 0.5),
    2,
  );
}

/** A dune: a bright flank and a shaded one that meet in a wandering crest. */
function dune(
  b: Brush,
  crest: readonly Point[],
  ridgeline: readonly Point[],
  foot: number,
  colour: string,
  light = 0,
): void {
  const { ctx, palette } = b;
  const own = groundColour(b, colour);
  const top = Math.min(...crest.map(([, y]) => y));
  blob(
    ctx,
    [...crest, [world.right, foot + 240], [world.left, foot + 240]],
    down(ctx, top, foot, b.of(own, light + 0.16), b.of(own, light - 0.02)),
  );
  blob(ctx, ridgeline, down(ctx, top, foot, b.of(own, light - 0.12), b.of(own, light - 0.02, 0.3)));
  curve(ctx, crest, palette.at('glow', 0.45), 2);
}

function caravan(b: Brush): void {
  const { ctx, conditions } = b;
  dune(
    b,
    [
      [-240, 492],
      [100, 472],
      [360, 462],
      [620, 480],
      [860, 500],
      [1100, 484],
      [1400, 466],
      [1840, 490],
    ],
    [
      [360, 462],
      [470, 470],
      [620, 496],
      [560, 530],
      [380, 560],
      [440, 510],
    ],
    580,
    '#e0a868',
  );
  const near = openAir(ctx, conditions, 0.26, { light: -0.2 });
  for (const [index, x] of [1046, 1092, 1138, 1180].entries()) camel(near, x, 487 - index * 3, 1 - index * 0.03);
  dune(
    b,
    [
      [-240, 530],
      [60, 520],
      [300, 532],
      [560, 546],
      [800, 532],
      [1040, 508],
      [1240, 498],
      [1500, 520],
      [1840, 540],
    ],
    [
      [1240, 498],
      [1330, 512],
      [1300, 546],
      [1120, 590],
      [1240, 540],
    ],
    620,
    '#d99a58',
  );
  mist(ctx, conditions, 540, 44, 0.3);
  veil(ctx, conditions, 0.55, horizon);
}

/** Far off, with its rider, walking left. */
function camel(b: Brush, x: number, y: number, s: number): void {
  const tone = b.of('#5a4034', -0.2);
  const { ctx } = b;
  for (const dx of [-9, -6, 6, 9])
    stroke(
      ctx,
      [
        [x + dx * s, y - 12 * s],
        [x + dx * 1.15 * s, y],
      ],
      tone,
      2 * s,
    );
  disc(ctx, x, y - 17 * s, 13 * s, tone, 7 * s);
  disc(ctx, x + s, y - 24 * s, 6 * s, tone, 6 * s);
  curve(
    ctx,
    [
      [x - 11 * s, y - 18 * s],
      [x - 20 * s, y - 16 * s],
      [x - 19 * s, y - 32 * s],
    ],
    tone,
    3.4 * s,
  );
  disc(ctx, x - 21 * s, y - 33 * s, 4.6 * s, tone, 2.4 * s);
  disc(ctx, x + s, y - 33 * s, 4 * s, b.of('#c8503c', -0.1), 6 * s);
  disc(ctx, x + s, y - 41 * s, 2.8 * s, tone);
}

function oasis(b: Brush): void {
  const { ctx, conditions, palette } = b;
  const next = conditions.random();
  dune(
    b,
    [
      [-240, 566],
      [120, 556],
      [420, 578],
      [700, 604],
      [920, 600],
      [1140, 574],
      [1420, 552],
      [1840, 572],
    ],
    [
      [1420, 552],
      [1560, 566],
      [1500, 620],
      [1280, 660],
      [1420, 600],
    ],
    680,
    '#d99e5c',
    0.02,
  );
  disc(
    ctx,
    420,
    610,
    220,
    down(
      ctx,
      590,
      630,
      outdoors(conditions).palette.between('mid', 'haze', 0.6),
      outdoors(conditions).palette.at('deep'),
    ),
    17,
  );
  disc(ctx, 420, 606, 200, palette.at('light', 0.16), 6);
  for (const [x, h, lean] of [
    [232, 190, -26],
    [270, 236, 24],
    [316, 170, 34],
    [516, 150, -22],
    [566, 200, 26],
    [596, 130, 18],
  ] as const)
    palm(b, x, 606, h, lean, next, -0.02);
  for (let x = 190; x < 660; x += 16) tuft(b, x, 612 + Math.sin(x) * 8, 20 + next() * 16, 5, '#7a9450', next);
  veil(ctx, conditions, 0.3, horizon);
}

function camp(b: Brush): void {
  const { ctx, conditions } = b;
  dune(
    b,
    [
      [-240, 640],
      [200, 628],
      [560, 646],
      [800, 656],
      [1080, 640],
      [1360, 622],
      [1840, 632],
    ],
    [
      [-240, 640],
      [200, 628],
      [120, 660],
      [-240, 720],
    ],
    720,
    '#dca866',
    0.02,
  );
  tent(b, 1420, 664);
  saguaro(b, 92, 676, 250);
  saguaro(b, 210, 668, 150);
  veil(ctx, conditions, 0.14, horizon);
}

/** A wide tent of striped cloth, open in front, lamps within. */
function tent(b: Brush, x: number, y: number): void {
  const { ctx, palette } = b;
  const power = lamplight(b.conditions);
  const white = snowy(b.conditions);
  const strips = 10;
  for (let strip = 0; strip < strips; strip++) {
    const at = (edge: number): Point[] => [
      [x - 40 + (edge - strips / 2) * 16, y - 236 + Math.abs(edge - strips / 2) * 8],
      [x + (edge - strips / 2) * 54, y - 4],
    ];
    const [[tx, ty], [fx, fy]] = [at(strip)[0] ?? [0, 0], at(strip)[1] ?? [0, 0]];
    const [[ux, uy], [gx, gy]] = [at(strip + 1)[0] ?? [0, 0], at(strip + 1)[1] ?? [0, 0]];
    const cloth = white ? '#eef3f8' : strip % 2 ? '#efe0c2' : '#b5493c';
    polygon(
      ctx,
      [
        [tx, ty],
        [ux, uy],
        [gx, gy],
        [fx, fy],
      ],
      down(ctx, y - 236, y, b.of(cloth, 0.1 - strip * 0.02), b.of(cloth, -0.08 - strip * 0.012)),
    );
  }
  blob(
    ctx,
    [
      [x - 150, y - 2],
      [x - 128, y - 100],
      [x - 70, y - 172],
      [x - 20, y - 100],
      [x + 22, y - 2],
    ],
    power > 0
      ? down(ctx, y - 170, y, b.warm.at('haze'), b.warm.at('glow'), b.warm.at('haze'))
      : down(ctx, y - 170, y, b.of('#5a3a2c', -0.2), b.of('#8a5f48', -0.1)),
  );
  for (const [dx, h] of [
    [-96, 26],
    [-52, 34],
    [-8, 22],
  ] as const)
    box(ctx, x + dx, y - h, 34, h, b.of(['#3f6f7a', '#c8853c', '#a5493c'][Math.abs(dx) % 3] ?? '#a5493c', 0.02), 10);
  curve(
    ctx,
    [
      [x - 152, y - 2],
      [x - 128, y - 100],
      [x - 70, y - 176],
    ],
    b.of('#e0b45a', 0.1),
    5,
  );
  curve(
    ctx,
    [
      [x - 70, y - 176],
      [x - 20, y - 100],
      [x + 24, y - 2],
    ],
    b.of('#e0b45a', 0),
    5,
  );
  for (const [px, to] of [
    [x - 276, y + 6],
    [x + 300, y + 6],
  ] as const)
    stroke(
      ctx,
      [
        [x - 40, y - 210],
        [px, to],
      ],
      palette.at('ink', 0.3),
      2,
    );
  stroke(
    ctx,
    [
      [x - 40, y - 230],
      [x - 40, y - 274],
    ],
    b.of('#8a6648', 0),
    4,
  );
  polygon(
    ctx,
    [
      [x - 40, y - 274],
      [x - 4, y - 264],
      [x - 40, y - 252],
    ],
    b.of('#e0b45a', 0.1),
  );
  glow(ctx, x - 68, y - 90, 260, b.warm.stops.haze, 0.7 * power);
  for (const [lx, ly] of [
    [x - 196, y - 90],
    [x + 90, y - 80],
  ] as const) {
    stroke(
      ctx,
      [
        [lx, y + 4],
        [lx, ly - 20],
      ],
      b.of('#6a4c38', -0.06),
      4,
    );
    box(ctx, lx - 9, ly - 14, 18, 26, power > 0 ? b.warm.at('light') : b.of('#e0cfa8', 0.06), 6);
    glow(ctx, lx, ly, 130, b.warm.stops.haze, 0.7 * power);
  }
}

function saguaro(b: Brush, x: number, y: number, h: number): void {
  const w = h * 0.13;
  const limb = (points: readonly Point[], width: number) => {
    curve(b.ctx, points, b.of(snowy(b.conditions) ? '#b9ccc4' : '#5f8a58', -0.06), width);
    curve(
      b.ctx,
      points.map(([px, py]): Point => [px + b.side * width * 0.26, py]),
      b.of('#8fb07a', 0.08, 0.8),
      width * 0.18,
    );
    curve(
      b.ctx,
      points.map(([px, py]): Point => [px - b.side * width * 0.16, py]),
      b.palette.at('ink', 0.18),
      width * 0.1,
    );
  };
  contactShadow(b, x, y, w * 1.6, 6);
  limb(
    [
      [x, y],
      [x, y - h * 0.5],
      [x, y - h],
    ],
    w,
  );
  limb(
    [
      [x, y - h * 0.36],
      [x - h * 0.24, y - h * 0.36],
      [x - h * 0.24, y - h * 0.5],
      [x - h * 0.24, y - h * 0.72],
    ],
    w * 0.7,
  );
  limb(
    [
      [x, y - h * 0.48],
      [x + h * 0.22, y - h * 0.48],
      [x + h * 0.22, y - h * 0.6],
      [x + h * 0.22, y - h * 0.86],
    ],
    w * 0.7,
  );
}

function sand(b: Brush): void {
  const { ctx, conditions, palette } = b;
  const next = conditions.random();
  ground(b, 684, '#e2b476', [
    [-240, 676],
    [200, 684],
    [520, 696],
    [800, 690],
    [1100, 698],
    [1440, 684],
    [1840, 672],
  ]);
  for (let row = 0; row < 34; row++) {
    const y = 698 + row * 3 + row * row * 0.11;
    for (let x = world.left + next() * 120; x < world.right; x += 190 + next() * 120)
      curve(
        ctx,
        [
          [x, y],
          [x + 44, y - 3 - row * 0.1],
          [x + 96, y + 2],
          [x + 150, y - 1],
        ],
        row % 2 ? palette.at('ink', 0.09) : palette.at('light', 0.15),
        1.4 + row * 0.06,
      );
  }
  flecks(b, 694, 800, 160, '#b98a52', '#fbe2b4');
  groundLight(b, sunOf(conditions)[0], 720, 620, 0.55);
  puddles(b, 690, 800);
  lightPool(b, 1118, 720, 440, 0.7);
  lightPool(b, 1380, 716, 320, 0.4);
  for (const [x, y, w, h] of [
    [180, 726, 120, 56],
    [470, 708, 70, 30],
    [1500, 728, 170, 74],
    [1016, 706, 50, 22],
  ] as const)
    boulder(b, x, y, w, h, '#b08468', next);
  boulder(b, 340, 744, 210, 90, '#b08468', next);
  for (const x of [90, 430, 560, 1060, 1400, 1570]) tuft(b, x, 716 + next() * 14, 40 + next() * 20, 9, '#a59a58', next);
  fire(b, 1118, 722);
  contactShadow(b, 1250, 744, 96);
  box(ctx, 1168, 744 - 70, 164, 42, modelled(b, 1168, 164, '#b5493c', 0.04, 0.14), 20);
  box(ctx, 1158, 744 - 38, 184, 40, modelled(b, 1158, 184, '#3f6f7a', 0, 0.14), 18);
  for (const x of [1190, 1244, 1298]) disc(ctx, x, 744 - 49, 8, b.of('#e0b45a', 0.1), 6);
  veil(ctx, conditions, 0.06, horizon);
}

function fire(b: Brush, x: number, y: number): void {
  for (let stone = 0; stone < 9; stone++) {
    const angle = (stone / 9) * Math.PI * 2;
    disc(b.ctx, x + Math.cos(angle) * 42, y + Math.sin(angle) * 9, 11, b.of('#8a7468', Math.sin(angle) * -0.06), 8);
  }
  for (const lean of [-26, -8, 12, 28])
    stroke(
      b.ctx,
      [
        [x - lean, y],
        [x + lean, y - 22],
      ],
      b.of('#5a4034', -0.1),
      8,
    );
  glow(b.ctx, x, y - 20, 130, b.warm.stops.haze, 0.3 + 0.5 * lamplight(b.conditions));
}

function flames(conditions: Conditions): Motion {
  const { at } = warmth(conditions.palette);
  const wet = conditions.weather === 'rain' || conditions.weather === 'storm' ? 0.5 : 1;
  return {
    depth: 0.03,
    paint: (ctx, seconds) => {
      ctx.globalCompositeOperation = 'lighter';
      for (const [dx, tall, colour, phase] of [
        [-12, 46, at('haze', 0.85), 0],
        [10, 40, at('haze', 0.85), 2],
        [0, 58, at('glow', 0.8), 4],
        [0, 30, at('light', 0.8), 1],
      ] as const) {
        const h = tall * wet * (0.8 + 0.2 * Math.sin(seconds * 8 + phase) + 0.1 * Math.sin(seconds * 13 + phase));
        const bend = Math.sin(seconds * 5 + phase) * 8;
        ctx.fillStyle = colour;
        ctx.beginPath();
        ctx.moveTo(1118 + dx - 14, 716);
        ctx.quadraticCurveTo(1118 + dx - 16, 716 - h * 0.5, 1118 + dx + bend, 716 - h);
        ctx.quadraticCurveTo(1118 + dx + 16, 716 - h * 0.5, 1118 + dx + 14, 716);
        ctx.fill();
      }
      for (let spark = 0; spark < 9; spark++) {
        const t = (seconds * 0.4 + spark / 9) % 1;
        disc(ctx, 1118 + Math.sin(spark * 4 + t * 5) * 26 * t, 690 - t * 170, 2.4 * (1 - t), at('glow', 1 - t));
      }
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}

/** Sand that the wind carries over the crests. */
function driftingSand(conditions: Conditions): Motion {
  const { palette } = outdoors(conditions);
  const windy = conditions.weather === 'wind' || conditions.weather === 'storm';
  const next = conditions.random();
  const veils = Array.from({ length: windy ? 30 : 12 }, () => ({
    x: next(),
    y: next(),
    w: 60 + next() * 150,
    pace: 0.6 + next() * 0.8,
  }));
  return {
    depth: 0.07,
    paint: (ctx, seconds) => {
      ctx.fillStyle = palette.between('haze', 'glow', 0.4, windy ? 0.22 : 0.12);
      ctx.beginPath();
      for (const streak of veils) {
        const x = world.left - 200 + ((streak.x + seconds * (windy ? 0.2 : 0.035) * streak.pace) % 1) * 2480;
        const y = 560 + streak.y * 200 + Math.sin(seconds * 0.8 + streak.x * 20) * 6;
        ctx.moveTo(x + streak.w, y);
        ctx.ellipse(x, y, streak.w, 2 + streak.pace * 1.6, -0.03, 0, Math.PI * 2);
      }
      ctx.fill();
    },
  };
}

function nearEdge(b: Brush): void {
  const next = b.conditions.random();
  blob(
    b.ctx,
    [
      [-240, 800],
      [20, 830],
      [280, 890],
      [560, 1020],
      [-240, 1020],
    ],
    down(b.ctx, 800, 960, b.of(groundColour(b, '#c08a50'), 0.02), b.of(groundColour(b, '#8a5c38'), -0.1)),
  );
  blob(
    b.ctx,
    [
      [1840, 790],
      [1580, 826],
      [1320, 890],
      [1040, 1020],
      [1840, 1020],
    ],
    down(b.ctx, 800, 960, b.of(groundColour(b, '#c08a50'), 0.02), b.of(groundColour(b, '#8a5c38'), -0.1)),
  );
  saguaro(b, -70, 900, 520);
  for (const [x, h] of [
    [40, 120],
    [150, 90],
    [1470, 110],
    [1560, 140],
    [1660, 120],
  ] as const)
    tuft(b, x, 880, h, 10, snowy(b.conditions) ? '#d5dde2' : '#8f8446', next);
  boulder(b, 1640, 920, 260, 120, '#8f6a54', next);
}
