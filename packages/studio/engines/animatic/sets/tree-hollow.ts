import { type Brush, block, contactShadow, load, modelled } from './brushes/brush.ts';
import { asLight, glow } from './brushes/glow.ts';
import { air, dust, flicker } from './brushes/haze.ts';
import { hills, treeLine } from './brushes/horizon.ts';
import { candle, stringLights } from './brushes/lamp.ts';
import { daylight, lamplight, warmth } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { ivy, leaf } from './brushes/plant.ts';
import { corners, type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { blob, box, curve, disc, down, outward, type Point, polygon, stroke } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { cup, vase } from './brushes/still-life.ts';
import { cutOpening, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import { acorn, alcove, lantern, mushroom, stove, toadstoolTable } from './hollow-furniture.ts';
import type { Conditions, Motion, SetDesign } from './set-design.ts';

const floor = 640;
const pane: Opening = { x: 650, y: 166, w: 300, h: 300, radius: 150 };
const lamps: readonly Pool[] = [
  [330, 540, 240],
  [520, 250, 180],
  [1090, 250, 180],
  [1330, 420, 230],
];
const wood = '#9a6238';

/** A home in a hollow tree: a round window, roots for beams, a stove, acorns in rows, mushrooms that glow. */
export const treeHollow: SetDesign = {
  name: 'tree-hollow',
  interior: true,
  marks: [
    { x: 400, y: 738, height: 412, seat: null },
    { x: 610, y: 755, height: 432, seat: 106 },
    { x: 800, y: 728, height: 400, seat: null },
    { x: 990, y: 755, height: 432, seat: 106 },
    { x: 1200, y: 738, height: 412, seat: null },
  ],
  light: (conditions) =>
    lamplight(conditions) > 0.8 ? { x: 330, y: 500, strength: 0.75 } : { x: 800, y: 300, strength: 0.85 },
  layers: (conditions) => [
    { depth: 0.85, paint: (ctx) => view(ctx, conditions) },
    { depth: 0.32, paint: (ctx) => trunk(load(ctx, conditions, -1, 0.04)) },
    { depth: 0.15, paint: (ctx) => ground(load(ctx, conditions, -1, 0.02)) },
    { depth: 0.12, paint: (ctx) => household(load(ctx, conditions, -1, 0.02)) },
    { depth: 0.08, paint: (ctx) => atmosphere(load(ctx, conditions, -1)) },
    { depth: 0.03, paint: (ctx) => seats(load(ctx, conditions, -1)) },
    { depth: -0.03, paint: (ctx) => toadstoolTable(load(ctx, conditions, -1)) },
    { depth: -0.32, paint: (ctx) => nearBark(load(ctx, conditions, -1, 0, -0.2)) },
  ],
  motions: (conditions) => [
    ...weatherThrough(conditions, [pane], 0.6),
    flicker([330, 560], 230, warmth(conditions.palette).stops.haze, 0.26, 0.07),
    fireflies(conditions),
    dust(conditions, [480, 160, 700, 500]),
  ],
};

function view(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 500, sun: [862, 270], scale: 0.9 });
  hills(ctx, conditions, 430, 3, 120);
  treeLine(ctx, conditions, 450, 170, 0.5);
  treeLine(ctx, conditions, 500, 130, 0.2);
  const b = load(ctx, conditions, -1, 0.1);
  curve(
    ctx,
    [
      [600, 470],
      [700, 420],
      [800, 430],
      [990, 380],
    ],
    b.of('#5a3d28', -0.1),
    14,
  );
  for (let x = 640; x < 980; x += 26)
    leaf(b, x, 440 - (x - 640) * 0.13, 40, -1.2 + ((x * 7) % 10) / 5, '#5a9a48', 0.06);
}

function trunk(b: Brush): void {
  const { ctx, palette } = b;
  box(
    ctx,
    -240,
    -120,
    2080,
    1140,
    outward(
      ctx,
      800,
      380,
      1050,
      b.of('#c98a52', 0.14),
      b.of(wood, 0.04),
      b.of('#6b4028', -0.1),
      b.of('#2e1a12', -0.24),
    ),
  );
  growthRings(b);
  archRoots(b);
  alcove(b, 210, 286, 240, 3);
  alcove(b, 1130, 230, 250, 2);
  windowHalo(b, pane, 1.3);
  for (const [grow, colour, light] of [
    [46, '#5a3522', -0.1],
    [34, '#7a4a2c', 0.02],
    [22, '#b57a48', 0.08],
  ] as const) {
    disc(ctx, 800, 316, 150 + grow, modelled(b, 600, 400, colour, light, 0.16));
  }
  for (let knot = 0; knot < 26; knot++) {
    const angle = (knot / 26) * Math.PI * 2;
    stroke(
      ctx,
      [
        [800 + Math.cos(angle) * 176, 316 + Math.sin(angle) * 176],
        [800 + Math.cos(angle + 0.06) * 194, 316 + Math.sin(angle + 0.06) * 194],
      ],
      palette.at('ink', 0.3),
      4,
    );
  }
  cutOpening(ctx, pane);
  windowFrame(b, pane, { columns: 2, rows: 2, colour: '#c98a52', bar: 10, sill: false });
  ledge(b);
  corners(b, 0.6);
  roomLights(b, lamps, [pane]);
}

function growthRings(b: Brush): void {
  const next = b.conditions.random();
  for (let line = 0; line < 92; line++) {
    const x = -240 + line * 23 + next() * 12;
    const lean = (x - 800) * 0.16;
    const bulge = Math.sign(x - 800) * Math.max(0, 250 - Math.abs(x - 800)) * 0.7;
    const points: Point[] = [
      [x + lean, -120],
      [x + (next() - 0.5) * 20, 140],
      [x + bulge, 316],
      [x + (next() - 0.5) * 22, 500],
      [x + lean * 0.8, 700],
    ];
    curve(
      b.ctx,
      points,
      line % 3 ? b.palette.at('ink', 0.12 + next() * 0.12) : b.palette.at('glow', 0.1),
      1.4 + next() * 3,
    );
  }
  for (const [x, y] of [
    [100, 200],
    [1480, 330],
    [540, 540],
    [1010, 560],
  ] as const) {
    for (let ring = 5; ring > 0; ring--)
      disc(b.ctx, x, y, ring * 6, b.of(ring % 2 ? '#6b4028' : '#a8703f', -0.02, 0.7), ring * 8.5);
  }
}

function archRoots(b: Brush): void {
  for (const [from, bow, to, width] of [
    [[-200, 760], [60, 40], [660, 60], 64],
    [[1800, 760], [1540, 40], [940, 60], 64],
    [[-60, 900], [200, 180], [560, 100], 34],
    [[1660, 900], [1400, 180], [1040, 100], 34],
  ] as const) {
    curve(
      b.ctx,
      [
        [from[0] + 8, from[1]],
        [bow[0] + 10, bow[1] + 12],
        [to[0], to[1] + 12],
      ],
      b.palette.at('ink', 0.3),
      width,
    );
    curve(b.ctx, [from, bow, to], b.of('#6b4028', -0.04), width);
    curve(
      b.ctx,
      [
        [from[0] + width * 0.2, from[1]],
        [bow[0] + width * 0.2, bow[1] + width * 0.24],
        [to[0], to[1] + width * 0.26],
      ],
      b.of('#a8703f', 0.08),
      width * 0.26,
    );
    curve(
      b.ctx,
      [
        [from[0] + width * 0.36, from[1]],
        [bow[0] + width * 0.36, bow[1] + width * 0.4],
        [to[0], to[1] + width * 0.42],
      ],
      b.palette.at('glow', 0.35),
      3,
    );
  }
}

function ledge(b: Brush): void {
  block(b, 610, 486, 380, 20, '#b57a48', 0.1, 10);
  candle(b, 660, 486, 44);
  acorn(b, 720, 486, 34);
  acorn(b, 752, 486, 26);
  cup(b, 900, 486, 28, '#d8573f');
  for (const angle of [-0.6, -0.2, 0.3]) leaf(b, 846, 486, 54, -Math.PI / 2 + angle, '#7ab04e', 0.1);
  vase(b, 846, 488, 30, '#5b8e9d');
}

function ground(b: Brush): void {
  const { ctx, palette } = b;
  blob(
    ctx,
    [
      [-240, 650],
      [200, 628],
      [800, 644],
      [1400, 626],
      [1840, 650],
      [1840, 1020],
      [-240, 1020],
    ],
    down(ctx, floor - 20, 880, b.of('#6b4028', -0.06), b.of('#a8703f', 0.04), b.of('#4a2a1a', -0.16)),
  );
  ctx.save();
  ctx.clip();
  for (let ring = 9; ring > 0; ring--) {
    disc(ctx, 800, 730, ring * 112, b.of(ring % 2 ? '#b57a48' : '#8a5530', 0.02, 0.5), ring * 17);
    ctx.strokeStyle = palette.at('ink', 0.2);
    ctx.lineWidth = 2;
    ctx.stroke();
  }
  roomLights(
    b,
    [
      [800, 700, 380],
      [330, 690, 200],
    ],
    [],
    floor - 20,
  );
  ctx.restore();
  const next = b.conditions.random();
  for (let index = 0; index < 46; index++) {
    const angle = next() * Math.PI * 2;
    leaf(
      b,
      800 + Math.cos(angle) * 250 * next(),
      744 + Math.sin(angle) * 38 * next(),
      50,
      angle,
      ['#7aa84a', '#c99a3c', '#a85a34'][index % 3] ?? '#7aa84a',
      next() * 0.16,
      0.34,
    );
  }
}

function household(b: Brush): void {
  const { ctx } = b;
  stove(b);
  contactShadow(b, 1330, 676, 210, 20);
  curve(
    ctx,
    [
      [1130, 500],
      [1230, 610],
      [1400, 622],
      [1520, 480],
    ],
    b.of('#c8553d', -0.04),
    56,
  );
  curve(
    ctx,
    [
      [1130, 484],
      [1230, 590],
      [1400, 602],
      [1520, 464],
    ],
    b.of('#e8b04a', 0.08),
    12,
  );
  curve(
    ctx,
    [
      [1134, 474],
      [1230, 570],
      [1400, 584],
      [1516, 454],
    ],
    b.of('#f6ead0', 0.12),
    16,
  );
  for (const x of [1128, 1524])
    stroke(
      ctx,
      [
        [x, 482],
        [x + (x > 1300 ? 60 : -40), 300],
      ],
      b.of('#d9b070', 0.04),
      5,
    );
  for (const x of [1560, 1640])
    stroke(
      ctx,
      [
        [x, -120],
        [x - 8, 690],
      ],
      modelled(b, x - 8, 16, '#a8703f', 0.02, 0.2),
      14,
    );
  for (let y = -40; y < 680; y += 66)
    stroke(
      ctx,
      [
        [1558, y],
        [1634, y],
      ],
      b.of('#b57a48', 0.08),
      11,
    );
  for (const [x, y, size] of [
    [130, 660, 1],
    [186, 668, 0.7],
    [1452, 670, 0.9],
    [1500, 676, 0.6],
  ] as const)
    mushroom(b, x, y, size);
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  const next = conditions.random();
  air(ctx, conditions, 0.06);
  lightShaft(ctx, conditions, { x: 680, y: 190, w: 240, h: 250 }, { reach: 180, floor: 672, columns: 2 });
  for (const [x, y] of [
    [520, 190],
    [1090, 190],
  ] as const)
    lantern(b, x, y);
  stringLights(
    b,
    [
      [420, 128],
      [800, 108],
      [1180, 128],
    ],
    8,
  );
  for (const x of [470, 1010, 1300]) ivy(b, x, 96, 150, 4, next);
}

function seats(b: Brush): void {
  const { ctx } = b;
  for (const x of [610, 990]) {
    contactShadow(b, x, 756, 84);
    polygon(
      ctx,
      [
        [x - 62, 656],
        [x + 62, 656],
        [x + 76, 758],
        [x - 76, 758],
      ],
      modelled(b, x - 76, 152, '#7a4a2c', -0.02, 0.2),
    );
    for (let bark = -4; bark <= 4; bark++)
      stroke(
        ctx,
        [
          [x + bark * 14, 664],
          [x + bark * 17, 752],
        ],
        b.palette.at('ink', 0.24),
        3,
      );
    disc(ctx, x, 654, 64, b.of('#d9a86a', 0.1), 15);
    for (const ring of [48, 32, 16]) {
      ctx.strokeStyle = b.of('#a8703f', 0, 0.8);
      ctx.lineWidth = 2;
      ctx.beginPath();
      ctx.ellipse(x, 654, ring, ring * 0.23, 0, 0, Math.PI * 2);
      ctx.stroke();
    }
    box(ctx, x - 54, 640, 108, 18, modelled(b, x - 54, 108, x < 800 ? '#7aa84a' : '#c8553d', 0.06, 0.18), 9);
  }
}

function fireflies(conditions: Conditions): Motion {
  const { stops } = warmth(conditions.palette);
  const strength = 0.3 + 0.6 * (1 - daylight(conditions));
  return {
    depth: 0.02,
    paint: (ctx, seconds) => {
      asLight(ctx, () => {
        for (let fly = 0; fly < 9; fly++) {
          const x = 800 + Math.sin(seconds * 0.3 + fly * 2.1) * 460 + Math.cos(seconds * 0.7 + fly) * 60;
          const y = 380 + Math.sin(seconds * 0.4 + fly * 1.3) * 170;
          glow(ctx, x, y, 20, stops.glow, strength * (0.5 + 0.5 * Math.sin(seconds * 2.6 + fly * 2)));
        }
      });
    },
  };
}

function nearBark(b: Brush): void {
  const { ctx, palette } = b;
  for (const side of [-1, 1] as const) {
    const at = (x: number) => (side < 0 ? x : 1600 - x);
    blob(
      ctx,
      [
        [at(-240), -120],
        [at(210), -120],
        [at(70), 130],
        [at(26), 380],
        [at(50), 620],
        [at(150), 800],
        [at(300), 1020],
        [at(-240), 1020],
      ],
      side < 0 ? modelled(b, -240, 420, '#3a2216', -0.1) : modelled(b, 1400, 440, '#3a2216', -0.1),
    );
    curve(
      ctx,
      [
        [at(210), -120],
        [at(70), 130],
        [at(26), 380],
        [at(50), 620],
        [at(150), 800],
        [at(300), 1020],
      ],
      palette.at('glow', 0.45),
      5,
    );
    for (let line = 0; line < 6; line++)
      curve(
        ctx,
        [
          [at(120 - line * 50), -120],
          [at(20 - line * 40), 300],
          [at(0 - line * 40), 600],
          [at(150 - line * 50), 1020],
        ],
        palette.at('ink', 0.4),
        6,
      );
    for (let moss = 0; moss < 7; moss++)
      disc(ctx, at(60 + moss * 34), 770 + moss * 22, 30 - moss, b.of('#5a8a3c', -0.06 + (moss % 3) * 0.06), 22);
    for (let frond = 0; frond < 6; frond++)
      leaf(
        b,
        at(60 + frond * 20),
        800 + frond * 10,
        120,
        side < 0 ? -1.5 + frond * 0.22 : -1.64 - frond * 0.22,
        '#5a9a48',
        -0.06 + frond * 0.02,
      );
  }
  mushroom(b, 150, 830, 0.9);
}
