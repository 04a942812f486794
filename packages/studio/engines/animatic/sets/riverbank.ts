import { type Brush, contactShadow, modelled } from './brushes/brush.ts';
import { house } from './brushes/building.ts';
import { glow } from './brushes/glow.ts';
import { flecks, ground, groundColour, groundLight, puddles } from './brushes/ground.ts';
import { steam } from './brushes/haze.ts';
import { birds, bladesAlong, driftingClouds, fallingLeaves, swaying } from './brushes/life.ts';
import { lamplight } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { bench, lampPost, lightPool } from './brushes/post.ts';
import { ridge } from './brushes/ridge.ts';
import { blob, box, curve, disc, down, polygon, stroke } from './brushes/shape.ts';
import { broadleaf, bush, crown, fir, tuft } from './brushes/tree.ts';
import { glitter, lampTracks, water } from './brushes/water.ts';
import { type Conditions, type SetDesign, world } from './set-design.ts';

const horizon = 440;
const shore = 652;
const sunOf = (conditions: Conditions) => sunAt(conditions, 720, horizon);

/** The grassy bank of a slow river: an old stone bridge, a mill, willows, a rowing boat, reeds. */
export const riverbank: SetDesign = {
  name: 'riverbank',
  interior: false,
  marks: [
    { x: 340, y: 738, height: 390, seat: 102 },
    { x: 620, y: 752, height: 404, seat: null },
    { x: 800, y: 730, height: 380, seat: null },
    { x: 980, y: 752, height: 404, seat: null },
    { x: 1260, y: 742, height: 392, seat: 84 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [520, 380]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.9, paint: (ctx) => river(ctx, conditions) },
    { depth: 0.75, paint: (ctx) => otherBank(openAir(ctx, conditions, 0.42, { side: -1 })) },
    { depth: 0.45, paint: (ctx) => midstream(openAir(ctx, conditions, 0.22, { side: -1 })) },
    { depth: 0.1, paint: (ctx) => bank(openAir(ctx, conditions, 0.06, { side: -1 })) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { side: -1, light: -0.12 })) },
  ],
  motions: (conditions) => {
    const b = (light: number) => conditions.palette.material(snowy(conditions) ? '#c9d4d8' : '#7f9a4c', light);
    return [
      driftingClouds(conditions, horizon),
      birds(conditions, [1090, 190, 420, 120], 6),
      glitter(conditions, { horizon: horizon + 46, foot: shore, sun: sunOf(conditions), chop: 0.2 }, 0.72),
      lampTracks(
        conditions,
        [
          [1222, 510, 70],
          [1276, 510, 80],
          [1330, 510, 70],
        ],
        0.72,
      ),
      steam([1238, 392], 110, conditions.palette.stops.haze, 0.26, 0.7, 15),
      swaying(conditions, bladesAlong(conditions, 420, 1240, shore + 18, 46, 60), [b(0.2), b(0.34)], 0.06),
      swaying(
        conditions,
        [...bladesAlong(conditions, -100, 250, 850, 210, 24), ...bladesAlong(conditions, 1380, 1720, 850, 230, 26, 9)],
        [b(0.06), b(0.14)],
        -0.31,
        8,
      ),
      fallingLeaves(conditions, [b(0.5)], 7),
    ];
  },
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.9 });
  ridge(ctx, conditions, {
    base: horizon + 8,
    height: 150,
    depth: 0.9,
    seed: 'river',
    jagged: 0.25,
    gap: [720, 210, 0.75],
    side: -1,
    colour: '#7388a0',
  });
  mist(ctx, conditions, horizon - 10, 60, 0.4);
  ridge(ctx, conditions, {
    base: horizon + 34,
    height: 80,
    depth: 0.68,
    seed: 'woods',
    jagged: 0.1,
    gap: [720, 150, 0.7],
    colour: '#66865f',
  });
  mist(ctx, conditions, horizon + 26, 40, 0.5);
  veil(ctx, conditions, 0.9, horizon);
}

function river(ctx: Brush['ctx'], conditions: Conditions): void {
  water(ctx, conditions, {
    horizon: horizon + 46,
    foot: shore + 30,
    sun: sunOf(conditions),
    stretch: 1.1,
    chop: 0.22,
    behind: (copy) => {
      far(copy, conditions);
      otherBank(openAir(copy, conditions, 0.42, { side: -1, light: -0.04 }));
    },
  });
}

function otherBank(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  const foot = horizon + 48;
  const meadow = groundColour(b, '#7f9c58');
  for (let x = -230; x < 560; x += 30 + next() * 40)
    next() < 0.3
      ? fir(b, x, foot - 4, 120 + next() * 80, '#41695a')
      : broadleaf(b, x, foot - 2, 80 + next() * 110, '#7c9a4c', next, -0.02);
  for (let x = 1380; x < 1840; x += 34 + next() * 40)
    broadleaf(b, x, foot - 2, 100 + next() * 100, '#859c4a', next, -0.02);
  blob(
    ctx,
    [
      [-240, foot - 16],
      [200, foot - 8],
      [520, foot - 6],
      [640, foot + 3],
      [500, foot + 9],
      [-240, foot + 12],
    ],
    down(ctx, foot - 16, foot + 12, b.of(meadow, 0.08), b.of(meadow, -0.14)),
  );
  blob(
    ctx,
    [
      [1100, foot + 3],
      [1240, foot - 12],
      [1500, foot - 12],
      [1840, foot - 20],
      [1840, foot + 12],
      [1200, foot + 9],
    ],
    down(ctx, foot - 16, foot + 12, b.of(meadow, 0.08), b.of(meadow, -0.14)),
  );
  house(b, 1196, foot - 6, 84, 60, { wall: '#e2cfae', roof: '#8c4f44', chimney: true, rows: 2, columns: 2 }, next);
  house(b, 1282, foot - 8, 92, 42, { wall: '#c9a080', roof: '#7a5048', gable: false, columns: 3 }, next);
  mill(b, foot);
  bridge(b, foot);
  mist(ctx, conditions, foot + 14, 36, 0.3);
  veil(ctx, conditions, 0.5, horizon);
}

function mill(b: Brush, foot: number): void {
  const { ctx } = b;
  const [x, y] = [1200, foot - 4];
  ctx.strokeStyle = b.of('#6a4c36', -0.06);
  ctx.lineWidth = 4;
  ctx.beginPath();
  ctx.arc(x - 16, y - 24, 29, 0, Math.PI * 2);
  ctx.stroke();
  for (let spoke = 0; spoke < 8; spoke++)
    stroke(
      ctx,
      [
        [x - 16, y - 24],
        [x - 16 + Math.cos((spoke * Math.PI) / 4) * 33, y - 24 + Math.sin((spoke * Math.PI) / 4) * 33],
      ],
      b.of('#6a4c36', -0.06),
      3,
    );
}

/** Three arches over the water, in the sun's way. */
function bridge(b: Brush, foot: number): void {
  const { ctx, palette } = b;
  const stone = snowy(b.conditions) ? '#d9e2ec' : '#a39482';
  ctx.save();
  ctx.beginPath();
  ctx.rect(470, foot - 90, 640, 96);
  for (const [x, r] of [
    [620, 46],
    [760, 56],
    [900, 46],
  ] as const) {
    ctx.moveTo(x + r, foot + 6);
    ctx.ellipse(x, foot + 6, r, r * 1.02, 0, 0, Math.PI, true);
  }
  ctx.clip('evenodd');
  blob(
    ctx,
    [
      [470, foot + 8],
      [500, foot - 20],
      [610, foot - 56],
      [760, foot - 78],
      [910, foot - 56],
      [1030, foot - 20],
      [1070, foot + 8],
    ],
    down(ctx, foot - 78, foot + 6, b.of(stone, 0.05), b.of(stone, -0.16)),
  );
  ctx.restore();
  for (const [x, r] of [
    [620, 46],
    [760, 56],
    [900, 46],
  ] as const) {
    ctx.strokeStyle = b.of(stone, 0.14);
    ctx.lineWidth = 5;
    ctx.beginPath();
    ctx.ellipse(x, foot + 6, r, r * 1.02, 0, Math.PI, Math.PI * 2);
    ctx.stroke();
  }
  curve(
    ctx,
    [
      [486, foot - 20],
      [610, foot - 60],
      [760, foot - 84],
      [910, foot - 60],
      [1050, foot - 16],
    ],
    snowy(b.conditions) ? b.of('#ffffff', 0.25) : b.of(stone, 0.16),
    6,
  );
  curve(
    ctx,
    [
      [500, foot - 24],
      [620, foot - 62],
      [730, foot - 80],
    ],
    palette.at('glow', 0.5),
    2,
  );
  for (const x of [560, 700, 820, 960]) lampPost(b, x, foot - 44 - 26 * (1 - Math.abs(x - 760) / 200), 46);
}

function midstream(b: Brush): void {
  const { ctx, palette } = b;
  const [x, y] = [1120, 606];
  for (let row = 0; row < 6; row++)
    disc(ctx, x + Math.sin(row * 2) * 6, y + 6 + row * 6, 120 - row * 9, palette.at('ink', 0.15 - row * 0.02), 2.4);
  blob(
    ctx,
    [
      [x - 132, y - 34],
      [x - 50, y - 20],
      [x + 50, y - 20],
      [x + 136, y - 36],
      [x + 96, y + 6],
      [x - 90, y + 6],
    ],
    modelled(b, x - 132, 268, '#8a4f3c', 0, 0.18),
  );
  curve(
    ctx,
    [
      [x - 128, y - 33],
      [x - 50, y - 20],
      [x + 50, y - 20],
      [x + 132, y - 35],
    ],
    palette.at('glow', 0.6),
    3,
  );
  for (const dx of [-40, 30]) box(ctx, x + dx, y - 26, 40, 7, b.of('#b98a5a', 0.04), 2);
  stroke(
    ctx,
    [
      [x + 20, y - 30],
      [x + 150, y + 8],
    ],
    b.of('#b98a5a', 0),
    5,
  );
  const next = b.conditions.random();
  for (const [sx, count] of [
    [470, 10],
    [560, 7],
    [880, 8],
    [960, 6],
  ] as const)
    for (let pad = 0; pad < count; pad++) {
      const [px, py] = [sx + (next() - 0.5) * 120, 622 + next() * 26];
      disc(ctx, px, py, 11 + next() * 8, b.of(snowy(b.conditions) ? '#dfe8ee' : '#6f9a5a', 0.02 + next() * 0.1), 3.4);
      if (next() < 0.25) disc(ctx, px, py - 4, 5, b.of('#f6d6de', 0.2), 4);
    }
  veil(ctx, b.conditions, 0.22, horizon);
}

function bank(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  willow(b, 150, 716);
  ground(b, shore, '#7d9a50', [
    [-240, 640],
    [100, 646],
    [400, 668],
    [800, 676],
    [1150, 664],
    [1480, 644],
    [1840, 636],
  ]);
  flecks(b, shore + 12, 800, 320, '#56783a', '#bccf7c');
  const dirt = groundColour(b, '#b39a74');
  blob(
    ctx,
    [
      [-240, 746],
      [300, 724],
      [800, 722],
      [1300, 726],
      [1840, 748],
      [1840, 792],
      [1200, 768],
      [700, 764],
      [300, 772],
      [-240, 800],
    ],
    down(ctx, 720, 800, b.of(dirt, 0.1, 0.85), b.of(dirt, -0.04, 0.85)),
  );
  for (let at = 0; at < 70; at++) {
    const x = world.left + (at / 70) * 2080 + next() * 20;
    tuft(b, x, 668 + next() * 16 + Math.abs(x - 800) * -0.02, 26 + next() * 26, 5, '#86a24e', next, 0.02);
    if (at % 3 === 0)
      for (let bloom = 0; bloom < 3; bloom++)
        disc(
          ctx,
          x + next() * 40,
          668 - next() * 20,
          4,
          b.of(snowy(conditions) ? '#f4f8fc' : (['#f4efe6', '#f2c95a', '#d98aa8'][bloom] ?? '#f4efe6'), 0.16),
        );
  }
  groundLight(b, sunOf(conditions)[0], 712, 560, 0.5);
  puddles(b, shore + 26, 800, [[520, 0.4]]);
  lightPool(b, 506, 722, 380, 0.55);
  lightPool(b, 1420, 722, 340, 0.45);
  lampPost(b, 506, 704, 360);
  lampPost(b, 1420, 704, 360);
  bench(b, 340, 738, 206, 102);
  log(b, 1260, 742);
  bush(b, 1560, 716, 190, '#668c46', next);
  glow(ctx, 506, 400, 90, b.warm.stops.haze, 0.2 * lamplight(conditions));
  veil(ctx, conditions, 0.05, horizon);
}

function willow(b: Brush, x: number, y: number): void {
  const { ctx } = b;
  const next = b.conditions.random();
  blob(
    ctx,
    [
      [x - 44, y],
      [x - 22, y - 180],
      [x - 40, y - 420],
      [x + 20, y - 430],
      [x + 22, y - 180],
      [x + 46, y],
    ],
    modelled(b, x - 44, 90, '#6a5040', -0.08, 0.18),
  );
  const leaf = snowy(b.conditions) ? '#dbe6ea' : '#8fa84e';
  crown(b, x, y - 470, 190, leaf, next, -0.12);
  for (let strand = 0; strand < 120; strand++) {
    const angle = -Math.PI * next();
    const reach = 90 + next() * 190;
    const [tx, ty] = [x + Math.cos(angle) * reach, y - 470 + Math.sin(angle) * 150];
    const drop = 120 + next() * 190;
    curve(
      ctx,
      [
        [x, y - 420],
        [tx, ty - 20],
        [tx + Math.cos(angle) * 40, ty + drop * 0.4],
        [tx + Math.cos(angle) * 50, ty + drop],
      ],
      b.of(leaf, (next() - 0.55) * 0.3 + (Math.cos(angle) > 0 ? 0.06 : -0.04), 0.85),
      2.5 + next() * 4,
    );
  }
}

function log(b: Brush, x: number, y: number): void {
  contactShadow(b, x, y, 120, 12);
  box(b.ctx, x - 108, y - 82, 216, 78, down(b.ctx, y - 82, y - 4, b.of('#9a7350', 0.1), b.of('#5f4430', -0.12)), 36);
  disc(b.ctx, x + 96, y - 43, 22, b.of('#d9b888', 0.06), 38);
  for (const ring of [14, 8]) disc(b.ctx, x + 96, y - 43, ring, b.of('#b08a5c', 0.02), ring * 1.7);
  if (snowy(b.conditions)) box(b.ctx, x - 100, y - 88, 200, 16, b.of('#ffffff', 0.24), 8);
}

function nearEdge(b: Brush): void {
  const next = b.conditions.random();
  for (const x of [-140, -40, 70, 170, 1430, 1530, 1640, 1740])
    tuft(b, x, 880, 190 + next() * 110, 9, snowy(b.conditions) ? '#cfdade' : '#6f8a42', next);
  for (const [x, h] of [
    [10, 250],
    [60, 300],
    [1560, 290],
    [1610, 240],
  ] as const) {
    stroke(
      b.ctx,
      [
        [x, 880],
        [x + 8, 880 - h],
      ],
      b.of('#6f8a42', -0.04),
      4,
    );
    box(b.ctx, x + 2, 880 - h - 22, 13, 64, b.of('#6a4630', -0.02), 6);
  }
  polygon(
    b.ctx,
    [
      [-240, 860],
      [1840, 860],
      [1840, 1020],
      [-240, 1020],
    ],
    b.of(groundColour(b, '#4d6a34'), -0.1),
  );
}
