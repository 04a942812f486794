import { type Brush, contactShadow, modelled } from './brushes/brush.ts';
import { house, litWindow } from './brushes/building.ts';
import { chair, table } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { ground, groundLight, paving, puddles } from './brushes/ground.ts';
import { steam } from './brushes/haze.ts';
import { stringLights } from './brushes/lamp.ts';
import { birds, driftingClouds, fallingLeaves } from './brushes/life.ts';
import { lamplight } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil } from './brushes/outside.ts';
import { frond, ivy, pottedPlant } from './brushes/plant.ts';
import { lampPost, lightPool } from './brushes/post.ts';
import { ridge } from './brushes/ridge.ts';
import { blob, box, curve, disc, down, type Point, polygon, stroke } from './brushes/shape.ts';
import { cup, vase } from './brushes/still-life.ts';
import { broadleaf } from './brushes/tree.ts';
import { glitter, water } from './brushes/water.ts';
import { type Conditions, type SetDesign, world } from './set-design.ts';

const horizon = 452;
const quay = 596;
const sunOf = (conditions: Conditions) => sunAt(conditions, 940, horizon);

/** Tables under an awning and strings of lights, above a canal with the old town on its other bank. */
export const cafeTerrace: SetDesign = {
  name: 'cafe-terrace',
  interior: false,
  marks: [
    { x: 330, y: 734, height: 388, seat: null },
    { x: 620, y: 754, height: 424, seat: 112 },
    { x: 800, y: 720, height: 384, seat: null },
    { x: 980, y: 754, height: 424, seat: 112 },
    { x: 1290, y: 736, height: 396, seat: 104 },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [800, 250]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.9, paint: (ctx) => canal(ctx, conditions) },
    { depth: 0.75, paint: (ctx) => bank(openAir(ctx, conditions, 0.44)) },
    { depth: 0.45, paint: (ctx) => boats(openAir(ctx, conditions, 0.26)) },
    { depth: 0.2, paint: (ctx) => cafeFront(openAir(ctx, conditions, 0.08)) },
    { depth: 0.1, paint: (ctx) => floor(openAir(ctx, conditions, 0.05)) },
    { depth: 0.03, paint: (ctx) => seats(openAir(ctx, conditions, 0.02)) },
    { depth: -0.03, paint: (ctx) => laidTable(openAir(ctx, conditions, 0.01)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.14 })) },
  ],
  motions: (conditions) => [
    driftingClouds(conditions, horizon),
    birds(conditions, [1120, 200, 330, 110], 5),
    glitter(conditions, { horizon: horizon + 44, foot: quay, sun: sunOf(conditions) }, 0.72),
    steam([738, 566], 60, conditions.palette.stops.light, 0.24, -0.04, 9),
    steam([868, 568], 56, conditions.palette.stops.light, 0.22, -0.04, 8),
    fallingLeaves(
      conditions,
      [conditions.palette.material('#d9963c', 0.5), conditions.palette.material('#8fae4c', 0.5)],
      6,
    ),
  ],
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.85 });
  ridge(ctx, conditions, {
    base: horizon + 10,
    height: 120,
    depth: 0.86,
    seed: 'canal',
    jagged: 0.12,
    gap: [940, 200, 0.7],
    colour: '#6f8496',
  });
  mist(ctx, conditions, horizon, 60, 0.5);
  veil(ctx, conditions, 0.9, horizon);
}

function canal(ctx: Brush['ctx'], conditions: Conditions): void {
  water(ctx, conditions, {
    horizon: horizon + 44,
    foot: quay + 20,
    sun: sunOf(conditions),
    stretch: 1.5,
    behind: (copy) => {
      far(copy, conditions);
      bank(openAir(copy, conditions, 0.44));
    },
  });
}

/** Narrow houses on the other bank. */
function bank(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  const walls = ['#c9806a', '#e6d2b0', '#8fa3ad', '#d9b26a', '#b5705c', '#dbe0de', '#a58a9a'];
  const roofs = ['#8c4f44', '#5d6b7a', '#7a4b52'];
  const foot = horizon + 46;
  let x = world.left;
  for (let index = 0; x < world.right; index++) {
    const w = 66 + next() * 40;
    const gap = x > 850 && x < 1010;
    if (!gap)
      house(
        b,
        x,
        foot,
        w,
        92 + next() * 66,
        {
          wall: walls[index % 7] ?? '#c9806a',
          roof: roofs[index % 3] ?? '#8c4f44',
          gable: index % 3 !== 2,
          pitch: 0.5 + next() * 0.3,
          rows: 3,
          columns: 3,
          chimney: index % 2 === 0,
        },
        next,
      );
    x += w + (next() < 0.2 ? 20 : 2);
  }
  for (let tree = 0; tree < 16; tree++)
    broadleaf(b, world.left + tree * 132 + next() * 60, foot + 3, 76 + next() * 30, '#86a052', next, -0.02);
  box(ctx, world.left, foot - 4, 2080, 16, b.of(snowy(conditions) ? '#eef4fa' : '#9a8c7a', 0));
  box(ctx, world.left, foot + 6, 2080, 10, b.of('#5a5048', -0.14));
  bridge(b, foot);
  for (let lamp = world.left + 30; lamp < world.right; lamp += 190) lampPost(b, lamp, foot, 56);
  mist(ctx, conditions, foot + 14, 34, 0.2);
  veil(ctx, conditions, 0.5, horizon);
}

function bridge(b: Brush, foot: number): void {
  const { ctx, palette } = b;
  const stone = snowy(b.conditions) ? '#dfe8f0' : '#a08f7c';
  blob(
    ctx,
    [
      [800, foot + 16],
      [840, foot - 26],
      [940, foot - 42],
      [1040, foot - 26],
      [1084, foot + 16],
    ],
    down(ctx, foot - 44, foot + 16, b.of(stone, 0.04), b.of(stone, -0.12)),
  );
  ctx.fillStyle = palette.between('deep', 'mid', 0.6);
  for (const [x, r] of [
    [880, 24],
    [942, 30],
    [1004, 24],
  ] as const) {
    ctx.beginPath();
    ctx.ellipse(x, foot + 16, r, r * 1.1, 0, Math.PI, Math.PI * 2);
    ctx.fill();
  }
  stroke(
    ctx,
    [
      [812, foot - 12],
      [860, foot - 36],
      [940, foot - 46],
      [1020, foot - 36],
      [1070, foot - 12],
    ],
    palette.at('glow', 0.4),
    3,
  );
}

function boats(b: Brush): void {
  const { ctx, palette } = b;
  for (const [x, w, colour] of [
    [700, 190, '#3f7a86'],
    [1130, 230, '#a5493c'],
    [440, 150, '#5d7a4c'],
  ] as const) {
    const y = 572;
    for (let row = 0; row < 5; row++)
      disc(ctx, x, y + 4 + row * 5, w * (0.5 - row * 0.04), palette.at('ink', 0.14 - row * 0.024), 2.4);
    polygon(
      ctx,
      [
        [x - w / 2, y - 24],
        [x + w / 2, y - 26],
        [x + w * 0.42, y + 2],
        [x - w * 0.44, y + 2],
      ],
      modelled(b, x - w / 2, w, colour, 0, 0.14),
    );
    box(ctx, x - w * 0.3, y - 46, w * 0.5, 24, modelled(b, x - w * 0.3, w * 0.5, '#efe4d0', 0.02, 0.12), 5);
    for (let at = 0; at < 4; at++) litWindow(b, x - w * 0.25 + at * w * 0.12, y - 40, w * 0.07, 11, true, 3);
    stroke(
      ctx,
      [
        [x - w / 2, y - 25],
        [x + w / 2, y - 27],
      ],
      palette.at('glow', 0.5),
      2,
    );
  }
  veil(ctx, b.conditions, 0.25, horizon);
}

/** The café at the left edge, its awning over the first tables; a plane tree at the right. */
function cafeFront(b: Brush): void {
  const { ctx, palette, conditions } = b;
  const next = conditions.random();
  box(ctx, world.left, world.top, 452, 800, modelled(b, world.left, 452, '#c98f6a', -0.02, 0.12));
  box(ctx, world.left, world.top, 452, 800, down(ctx, 100, 680, palette.at('ink', 0.3), palette.at('ink', 0)));
  litWindow(b, -60, 320, 210, 250, true, 1.2);
  for (let pane = 0; pane < 3; pane++) box(ctx, -10 + pane * 52, 320, 3, 250, b.of('#4a3a32', -0.1));
  box(ctx, -70, 310, 232, 12, b.of('#4a3a32', -0.06));
  box(ctx, -60, 566, 260, 110, modelled(b, -60, 260, '#3f6a62', -0.02, 0.12));
  box(ctx, 204, world.top, 10, 800, b.of('#eec49a', 0.14));
  for (let stripe = 0; stripe < 13; stripe++) {
    const x = -240 + stripe * 46;
    const colour = b.of(stripe % 2 ? '#f6ecd8' : '#c8553d', 0.06);
    polygon(
      ctx,
      [
        [x, 190],
        [x + 46, 190],
        [x + 66, 286],
        [x + 20, 286],
      ],
      colour,
    );
    disc(ctx, x + 43, 286, 23, colour, 14);
  }
  box(ctx, -240, 190, 600, 40, palette.at('ink', 0.12));
  if (snowy(conditions)) box(ctx, -240, 182, 600, 14, b.of('#ffffff', 0.24), 7);
  glow(ctx, 60, 440, 300, b.warm.stops.haze, 0.45 * lamplight(conditions));
  ivy(b, 200, 120, 240, 4, next);
  broadleaf(b, 1540, 690, 640, '#7f9c4a', next, -0.02);
  lampPost(b, 1386, 690, 380);
  lampPost(b, 424, 690, 380);
  veil(ctx, conditions, 0.08, horizon);
}

function floor(b: Brush): void {
  const { ctx, palette, conditions } = b;
  ground(b, quay + 34, '#b8a892');
  paving(b, quay + 34, [800, 420], 130, 0.15);
  groundLight(b, sunOf(conditions)[0], 690, 520, 0.5);
  puddles(b, quay + 44, 800, [
    [424, 0.4],
    [1386, 0.4],
    [800, 0.3],
  ]);
  for (const x of [424, 800, 1386]) lightPool(b, x, 716, 380, 0.5);
  for (let x = world.left; x < world.right; x += 96)
    box(ctx, x, quay - 4, 9, 56, modelled(b, x, 9, '#3b4450', -0.04, 0.2), 3);
  for (const y of [quay - 4, quay + 20]) box(ctx, world.left, y, 2080, 5, b.of('#3b4450', 0));
  box(ctx, world.left, quay - 6, 2080, 2.4, snowy(conditions) ? b.of('#ffffff', 0.25) : palette.at('glow', 0.5));
  const next = conditions.random();
  for (let x = world.left; x < world.right; x += 17) {
    if (Math.abs(x - 800) < 150) continue;
    disc(ctx, x, quay + 2 - next() * 14, 10, b.of(snowy(conditions) ? '#e4ecf2' : '#5f9050', next() * 0.14 - 0.04), 9);
    if (next() < 0.4)
      disc(
        ctx,
        x,
        quay - 8 - next() * 8,
        4.6,
        b.of(['#e86a7a', '#f2c25a', '#f4efe6'][Math.floor(next() * 3)] ?? '#e86a7a', 0.16),
      );
  }
  veil(ctx, conditions, 0.06, horizon);
}

function seats(b: Brush): void {
  const lights: readonly Point[] = [
    [204, 232],
    [424, 306],
    [1386, 306],
    [1660, 220],
  ];
  stringLights(b, lights.slice(0, 2), 6);
  stringLights(b, lights.slice(1, 3), 18);
  stringLights(b, lights.slice(2), 6);
  chair(b, 616, 754, 112, '#3f6a62', 1, '#d9644a');
  chair(b, 984, 754, 112, '#3f6a62', -1, '#d9644a');
  chair(b, 1290, 736, 104, '#3f6a62', -1, '#e0a458');
  contactShadow(b, 1180, 740, 70);
  table(b, 1176, 738, 130, 150, '#9a7350', 'pedestal');
  cup(b, 1160, 586, 26, '#f2e3c6');
  parasol(b, 1176);
}

/** Folded in rain and snow it would be in the way; it stays up, its cloth in the light. */
function parasol(b: Brush, x: number): void {
  curve(
    b.ctx,
    [
      [x, 590],
      [x, 400],
    ],
    b.of('#c9a878', 0.04),
    6,
  );
  const white = snowy(b.conditions);
  for (let panel = 0; panel < 4; panel++) {
    const [x0, x1] = [x - 130 + panel * 65, x - 65 + panel * 65];
    polygon(
      b.ctx,
      [
        [x, 372],
        [x0, 440],
        [x1, 440],
      ],
      b.of(white ? '#f2f7fc' : panel % 2 ? '#f6ecd8' : '#c8553d', 0.14 - panel * 0.06 * -b.side),
    );
  }
}

function laidTable(b: Brush): void {
  const { ctx, palette } = b;
  table(b, 800, 768, 280, 184, '#9a7350', 'pedestal');
  disc(ctx, 800, 582, 138, b.of('#f4ead8', 0.1), 10);
  cup(b, 738, 582, 32, '#f2e3c6');
  cup(b, 868, 584, 32, '#e0a458');
  vase(b, 802, 580, 40, '#3d6a91');
  for (const [dx, colour] of [
    [-9, '#e86a7a'],
    [3, '#f6d36a'],
    [12, '#f4efe6'],
  ] as const) {
    stroke(
      ctx,
      [
        [802, 544],
        [802 + dx, 520],
      ],
      b.of('#5a8a4c'),
      2,
    );
    disc(ctx, 802 + dx, 517, 7, b.of(colour, 0.18));
  }
  glow(ctx, 800, 560, 120, b.warm.stops.glow, 0.4 * lamplight(b.conditions));
  box(ctx, 664, 576, 272, 2, palette.at('glow', 0.35));
}

function nearEdge(b: Brush): void {
  for (const [angle, length] of [
    [2.5, 340],
    [2.1, 280],
    [2.9, 300],
  ] as const)
    frond(b, 1800, 40, length, angle, '#5a7a3c');
  pottedPlant(b, 30, 910, 260, { colour: '#4a7440', clay: '#7a4632' });
  pottedPlant(b, 1600, 930, 240, { colour: '#4a7440', clay: '#7a4632', fat: 0.18 });
}
