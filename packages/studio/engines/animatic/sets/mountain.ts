import type { Brush } from './brushes/brush.ts';
import { house } from './brushes/building.ts';
import { flecks, ground, groundColour, groundLight, puddles } from './brushes/ground.ts';
import { steam } from './brushes/haze.ts';
import { birds, bladesAlong, driftingClouds, swaying } from './brushes/life.ts';
import { outdoors } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { lampPost, lightPool } from './brushes/post.ts';
import { ridge } from './brushes/ridge.ts';
import { blob, box, disc, down, stroke } from './brushes/shape.ts';
import { boulder } from './brushes/stone.ts';
import { fir, tuft } from './brushes/tree.ts';
import { glitter, water } from './brushes/water.ts';
import { type Conditions, type Motion, type SetDesign, world } from './set-design.ts';

const horizon = 470;
const sunOf = (conditions: Conditions) => sunAt(conditions, 800, horizon - 40);

/** A ledge high above a lake: snow peaks behind peaks, mist in the valley, firs, a hut with its lamp lit. */
export const mountain: SetDesign = {
  name: 'mountain',
  interior: false,
  marks: [
    { x: 340, y: 742, height: 380, seat: 92 },
    { x: 620, y: 754, height: 398, seat: null },
    { x: 800, y: 728, height: 370, seat: null },
    { x: 980, y: 754, height: 398, seat: null },
    { x: 1240, y: 742, height: 380, seat: 84 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [1396, 380]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => peaks(ctx, conditions) },
    { depth: 0.9, paint: (ctx) => lake(ctx, conditions) },
    { depth: 0.75, paint: (ctx) => slopes(openAir(ctx, conditions, 0.46)) },
    { depth: 0.45, paint: (ctx) => shoulder(openAir(ctx, conditions, 0.24)) },
    { depth: 0.08, paint: (ctx) => ledge(openAir(ctx, conditions, 0.05)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.14 })) },
  ],
  motions: (conditions) => {
    const tone = (light: number) => conditions.palette.material(snowy(conditions) ? '#d5dde2' : '#8f9a54', light);
    return [
      driftingClouds(conditions, horizon - 70),
      birds(conditions, [1130, 200, 400, 120], 3),
      valleyMist(conditions),
      glitter(conditions, { horizon: 520, foot: 612, sun: sunOf(conditions), chop: 0.15 }, 0.8),
      steam([1290, 470], 110, conditions.palette.stops.haze, 0.3, 0.43, 14),
      swaying(conditions, bladesAlong(conditions, 300, 1300, 684, 34, 60), [tone(0.24), tone(0.38)], 0.06, 4),
      swaying(
        conditions,
        [...bladesAlong(conditions, -140, 220, 850, 130, 22), ...bladesAlong(conditions, 1400, 1740, 850, 130, 22, 7)],
        [tone(0.08), tone(0.16)],
        -0.31,
        7,
      ),
    ];
  },
};

function peaks(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.95 });
  ridge(ctx, conditions, {
    base: horizon + 10,
    height: 250,
    depth: 0.92,
    seed: 'alps-5',
    jagged: 0.85,
    gap: [800, 170, 0.66],
    snowLine: 350,
    colour: '#7d8db0',
  });
  mist(ctx, conditions, horizon - 40, 70, 0.4);
  ridge(ctx, conditions, {
    base: horizon + 40,
    height: 210,
    depth: 0.7,
    seed: 'alps-9',
    jagged: 0.72,
    gap: [800, 250, 0.88],
    snowLine: 372,
    colour: '#66799c',
  });
  mist(ctx, conditions, horizon + 30, 60, 0.55);
  veil(ctx, conditions, 0.85, horizon);
}

function lake(ctx: Brush['ctx'], conditions: Conditions): void {
  water(ctx, conditions, {
    horizon: 518,
    foot: 640,
    sun: sunOf(conditions),
    stretch: 2.3,
    chop: 0.1,
    behind: (copy) => {
      peaks(copy, conditions);
      slopes(openAir(copy, conditions, 0.46, { light: -0.04 }));
    },
  });
}

/** Wooded sides of the valley that come down to the lake. */
function slopes(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  const wood = groundColour(b, '#557a66');
  blob(
    ctx,
    [
      [-240, 330],
      [0, 380],
      [220, 432],
      [400, 484],
      [560, 516],
      [640, 522],
      [400, 532],
      [-240, 540],
    ],
    down(ctx, 340, 530, b.of(wood, 0.04), b.of(wood, -0.1)),
  );
  blob(
    ctx,
    [
      [1840, 320],
      [1600, 378],
      [1400, 420],
      [1220, 478],
      [1040, 514],
      [960, 521],
      [1200, 532],
      [1840, 540],
    ],
    down(ctx, 340, 530, b.of(wood, 0.04), b.of(wood, -0.1)),
  );
  for (let at = 0; at < 120; at++) {
    const t = next();
    const side = at % 2 ? 1 : -1;
    const out = 190 + t * 820;
    const top = 518 - (out - 190) * 0.2;
    fir(b, 800 + side * out, top + next() * (526 - top), 26 + t * 40 + next() * 20, '#4d7462', -0.02);
  }
  for (const [x, y] of [
    [1090, 512],
    [1128, 508],
    [512, 514],
  ] as const)
    house(b, x, y, 24, 13, { wall: '#c9a47c', roof: '#7a4b42' }, () => 0.3);
  mist(ctx, conditions, 524, 30, 0.45);
  veil(ctx, conditions, 0.5, horizon);
}

function shoulder(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  const grass = groundColour(b, '#6f8f58');
  blob(
    ctx,
    [
      [-240, 470],
      [0, 500],
      [200, 560],
      [340, 620],
      [420, 700],
      [-240, 700],
    ],
    down(ctx, 470, 690, b.of(grass, 0.06), b.of(grass, -0.12)),
  );
  blob(
    ctx,
    [
      [1840, 478],
      [1560, 524],
      [1360, 556],
      [1200, 596],
      [1110, 640],
      [1050, 700],
      [1840, 700],
    ],
    down(ctx, 480, 690, b.of(grass, 0.06), b.of(grass, -0.12)),
  );
  for (const [x, y, h] of [
    [-160, 520, 230],
    [-60, 540, 280],
    [60, 560, 210],
    [130, 580, 260],
    [214, 600, 170],
    [280, 630, 130],
    [1700, 540, 260],
    [1610, 556, 210],
    [1500, 570, 250],
    [1430, 590, 150],
    [1160, 640, 110],
  ] as const)
    fir(b, x + next() * 14, y, h, '#41695a', -0.02);
  house(b, 1262, 602, 116, 58, { wall: '#9a7048', roof: '#5a4438', chimney: true, pitch: 0.46, columns: 3 }, () => 0.3);
  for (const [x, y, w] of [
    [380, 660, 80],
    [1120, 660, 70],
    [1410, 620, 60],
  ] as const)
    boulder(b, x, y, w, w * 0.5, '#9296a0', next);
  mist(ctx, conditions, 640, 60, 0.26);
  veil(ctx, conditions, 0.26, horizon);
}

function ledge(b: Brush): void {
  const { ctx, conditions, palette } = b;
  const next = conditions.random();
  ground(b, 676, '#8a9162', [
    [-240, 650],
    [100, 662],
    [380, 690],
    [560, 682],
    [760, 698],
    [960, 684],
    [1180, 692],
    [1480, 660],
    [1840, 646],
  ]);
  flecks(b, 690, 800, 360, '#5f6a42', '#cfd09a');
  for (const [x, y, w, h] of [
    [520, 700, 110, 34],
    [700, 712, 130, 26],
    [910, 704, 150, 32],
    [1090, 704, 90, 40],
    [180, 700, 150, 74],
    [1430, 700, 180, 92],
  ] as const)
    boulder(b, x, y, w, h, '#9c9ea6', next);
  const dirt = groundColour(b, '#b3a083');
  blob(
    ctx,
    [
      [-240, 748],
      [300, 722],
      [800, 718],
      [1300, 724],
      [1840, 748],
      [1840, 812],
      [1200, 774],
      [800, 770],
      [400, 776],
      [-240, 812],
    ],
    down(ctx, 716, 800, b.of(dirt, 0.1, 0.9), b.of(dirt, -0.06, 0.9)),
  );
  for (let pebble = 0; pebble < 90; pebble++)
    disc(
      ctx,
      world.left + next() * 2080,
      722 + next() * 60,
      3 + next() * 7,
      b.of(snowy(conditions) ? '#f4f9ff' : '#a5a29c', (next() - 0.4) * 0.2),
      2 + next() * 3,
    );
  groundLight(b, sunOf(conditions)[0], 724, 580, 0.5);
  puddles(b, 716, 790, [[1396, 0.4]]);
  lightPool(b, 1396, 724, 420, 0.6);
  boulder(b, 340, 744, 210, 92, '#9c9ea6', next);
  boulder(b, 1240, 744, 190, 84, '#9c9ea6', next);
  for (let x = world.left; x < world.right; x += 34)
    tuft(b, x, 692 + next() * 18, 20 + next() * 22, 5, '#8f9a54', next, 0.02);
  for (let bloom = 0; bloom < 60; bloom++)
    disc(
      ctx,
      world.left + next() * 2080,
      700 + next() * 20,
      3.4,
      b.of(snowy(conditions) ? '#ffffff' : (['#7a86d9', '#f4efe6', '#e08aa8'][bloom % 3] ?? '#f4efe6'), 0.16),
    );
  lampPost(b, 1396, 712, 350);
  signpost(b, 500, 716);
  box(ctx, world.left, 680, 2080, 2, palette.at('glow', 0.04));
  veil(ctx, conditions, 0.05, horizon);
}

/** Arms that point along the paths; nothing is written on them. */
function signpost(b: Brush, x: number, y: number): void {
  box(b.ctx, x - 5, y - 176, 10, 176, b.of('#8a6648', -0.04), 3);
  for (const [dy, turn, colour] of [
    [168, 1, '#e0b84a'],
    [138, -1, '#e0b84a'],
  ] as const) {
    const [from, to] = [x - turn * 16, x + turn * 84];
    b.ctx.fillStyle = b.of(colour, 0.06);
    b.ctx.beginPath();
    b.ctx.moveTo(from, y - dy);
    b.ctx.lineTo(to, y - dy);
    b.ctx.lineTo(to + turn * 14, y - dy + 11);
    b.ctx.lineTo(to, y - dy + 22);
    b.ctx.lineTo(from, y - dy + 22);
    b.ctx.fill();
    stroke(
      b.ctx,
      [
        [from, y - dy + 1],
        [to, y - dy + 1],
      ],
      snowy(b.conditions) ? b.of('#ffffff', 0.24) : b.palette.at('glow', 0.5),
      snowy(b.conditions) ? 7 : 2,
    );
  }
}

/** Banks of mist that pass over the lake. */
function valleyMist(conditions: Conditions): Motion {
  const { palette } = outdoors(conditions);
  const next = conditions.random();
  const banks = Array.from({ length: 5 }, () => ({ x: next(), y: next(), w: 220 + next() * 260 }));
  return {
    depth: 0.72,
    paint: (ctx, seconds) => {
      for (const bank of banks) {
        const x = world.left - 300 + ((bank.x + seconds * 0.003) % 1) * 2680;
        const y = 500 + bank.y * 60;
        ctx.save();
        ctx.translate(x, y);
        ctx.scale(1, 0.09);
        const soft = ctx.createRadialGradient(0, 0, 0, 0, 0, bank.w);
        soft.addColorStop(0, palette.between('mid', 'haze', 0.8, 0.34));
        soft.addColorStop(1, palette.between('mid', 'haze', 0.8, 0));
        ctx.fillStyle = soft;
        ctx.fillRect(-bank.w, -bank.w, bank.w * 2, bank.w * 2);
        ctx.restore();
      }
    },
  };
}

function nearEdge(b: Brush): void {
  const next = b.conditions.random();
  fir(b, -150, 980, 700, '#2f5648', -0.02);
  fir(b, 1760, 980, 760, '#2f5648', -0.02);
  boulder(b, 60, 940, 380, 150, '#7d8088', next);
  boulder(b, 1590, 950, 360, 140, '#7d8088', next);
  for (const x of [-80, 60, 180, 1440, 1560, 1700])
    tuft(b, x, 880, 130 + next() * 60, 8, snowy(b.conditions) ? '#d5dde2' : '#7d8a4a', next);
}
