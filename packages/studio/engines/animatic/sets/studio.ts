import { mix } from '../colour.ts';
import { type Brush, block, contactShadow, load, modelled } from './brushes/brush.ts';
import { gleam, polished } from './brushes/floor.ts';
import { beam, glow } from './brushes/glow.ts';
import { air, dust } from './brushes/haze.ts';
import { pottedPlant } from './brushes/plant.ts';
import { across, blob, box, curve, disc, down, outward, polygon, slanted, stroke, within } from './brushes/shape.ts';
import { cup } from './brushes/still-life.ts';
import type { Conditions, Motion, SetDesign } from './set-design.ts';

const floor = 628;
const hues = ['#ff5d73', '#ffb03a', '#ffe36b', '#3ec9a7', '#3fa7ff', '#9a6bff'] as const;

/** A colourful television studio: a sunburst of coloured light, screens, a desk, cameras and the heads of the audience. */
export const studio: SetDesign = {
  name: 'studio',
  interior: true,
  marks: [
    { x: 350, y: 736, height: 410, seat: null },
    { x: 600, y: 750, height: 428, seat: 122 },
    { x: 800, y: 726, height: 398, seat: null },
    { x: 1000, y: 750, height: 428, seat: 122 },
    { x: 1250, y: 736, height: 410, seat: null },
  ],
  light: () => ({ x: 460, y: 130, strength: 0.9 }),
  layers: (conditions) => [
    { depth: 0.5, paint: (ctx) => backdrop(load(ctx, conditions, -1, 0.04, 0.06)) },
    { depth: 0.3, paint: (ctx) => screens(load(ctx, conditions, -1, 0, 0.08)) },
    { depth: 0.18, paint: (ctx) => ground(load(ctx, conditions, -1)) },
    { depth: 0.1, paint: (ctx) => rig(load(ctx, conditions, -1)) },
    { depth: 0.03, paint: (ctx) => seats(load(ctx, conditions, -1, 0, 0.06)) },
    { depth: -0.03, paint: (ctx) => lowTable(load(ctx, conditions, -1, 0, 0.06)) },
    { depth: -0.3, paint: (ctx) => crowd(load(ctx, conditions, -1, 0, -0.2)) },
  ],
  motions: (conditions) => [
    bulbs(conditions),
    sweep(conditions),
    equaliser(conditions),
    dust(conditions, [300, 130, 1000, 520]),
  ],
};

function backdrop(b: Brush): void {
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
      420,
      1100,
      palette.between('deep', 'mid', 0.5),
      palette.at('deep'),
      palette.at('shadow'),
      palette.at('ink'),
    ),
  );
  for (let ray = 0; ray < 30; ray++) {
    const turn = Math.PI + (ray / 30) * Math.PI;
    const width = Math.PI / 60;
    const colour = hues[ray % hues.length] ?? '#ff5d73';
    polygon(
      ctx,
      [
        [800, 560],
        [800 + Math.cos(turn) * 1500, 560 + Math.sin(turn) * 1500],
        [800 + Math.cos(turn + width) * 1500, 560 + Math.sin(turn + width) * 1500],
      ],
      outward(ctx, 800, 560, 1000, b.of(colour, 0.1, 0.9), b.of(colour, -0.04, 0.65), b.of(colour, -0.2, 0.1)),
    );
  }
  for (const [radius, colour] of [
    [330, '#ff5d73'],
    [276, '#ffb03a'],
    [222, '#ffe36b'],
    [168, '#3ec9a7'],
    [114, '#3fa7ff'],
  ] as const) {
    disc(ctx, 800, 560, radius, outward(ctx, 800, 560, radius, b.of(colour, 0.28), b.of(colour, 0.06)));
    ctx.strokeStyle = palette.at('light', 0.5);
    ctx.lineWidth = 3;
    ctx.stroke();
  }
  glow(ctx, 800, 520, 620, palette.stops.glow, 0.5);
  box(ctx, -240, 480, 2080, 200, down(ctx, 480, 680, palette.at('ink', 0), palette.at('ink', 0.55)));
}

function screens(b: Brush): void {
  const { ctx, palette } = b;
  for (const [x, y, w, h, hue] of [
    [60, 210, 260, 150, 4],
    [120, 388, 200, 114, 3],
    [1280, 210, 260, 150, 0],
    [1280, 388, 200, 114, 1],
  ] as const) {
    const colour = hues[hue] ?? '#3fa7ff';
    glow(ctx, x + w / 2, y + h / 2, w, palette.stops.haze, 0.35);
    box(ctx, x - 8, y - 8, w + 16, h + 16, b.of('#2a2c3c', -0.1), 12);
    within(ctx, [x, y, w, h], 7, () => {
      box(
        ctx,
        x,
        y,
        w,
        h,
        slanted(ctx, [x, y], [x + w, y + h], b.of(colour, 0.3), b.of(hues[(hue + 2) % 6] ?? colour, 0.1)),
      );
      disc(ctx, x + w * 0.7, y + h * 0.45, h * 0.3, b.of('#fff4d0', 0.3, 0.85));
      blob(
        ctx,
        [
          [x, y + h],
          [x, y + h * 0.7],
          [x + w * 0.3, y + h * 0.5],
          [x + w * 0.6, y + h * 0.85],
          [x + w, y + h * 0.6],
          [x + w, y + h],
        ],
        b.of(hues[(hue + 4) % 6] ?? colour, 0),
      );
      polygon(
        ctx,
        [
          [x, y],
          [x + w * 0.5, y],
          [x + w * 0.2, y + h],
          [x, y + h],
        ],
        palette.at('light', 0.14),
      );
    });
  }
  for (const x of [-150, 1610]) pillar(b, x);
  for (const x of [404, 1140]) pillar(b, x, 56);
}

function pillar(b: Brush, x: number, w = 90): void {
  const { ctx, palette } = b;
  box(
    ctx,
    x,
    -120,
    w,
    floor + 140,
    across(ctx, x, x + w, b.of('#4a3f78', -0.1), b.of('#7a6bb8', 0.1), b.of('#3a3260', -0.16)),
  );
  for (let y = 130; y < floor; y += 62) {
    const colour = hues[Math.floor(y / 62) % 6] ?? '#ffb03a';
    box(ctx, x + w * 0.18, y, w * 0.64, 44, b.of(colour, 0.3), 12);
    glow(ctx, x + w / 2, y + 22, 70, palette.stops.glow, 0.22);
  }
}

function ground(b: Brush): void {
  const { ctx, palette } = b;
  polished(b, floor, '#4a3f78');
  for (const [x, hue] of [
    [190, 4],
    [430, 3],
    [800, 2],
    [1170, 5],
    [1410, 0],
  ] as const) {
    gleam(
      b,
      x,
      floor,
      180,
      0.1,
      down(ctx, floor, floor + 230, b.of(hues[hue] ?? '#fff', 0.2, 0.5), b.of(hues[hue] ?? '#fff', 0, 0)),
    );
  }
  contactShadow(b, 800, 758, 560, 70, 0.5);
  disc(ctx, 800, 744, 540, b.of('#2c2450', -0.1), 84);
  disc(ctx, 800, 732, 540, down(ctx, 650, 820, b.of('#6a58b0', 0.08), b.of('#a88ae0', 0.16)), 80);
  ctx.lineWidth = 6;
  ctx.strokeStyle = palette.at('glow', 0.9);
  ctx.beginPath();
  ctx.ellipse(800, 738, 540, 82, 0, 0.06, Math.PI - 0.06);
  ctx.stroke();
  disc(ctx, 800, 730, 330, b.of('#ffb03a', 0.1, 0.5), 46);
  disc(ctx, 800, 730, 300, b.of('#8a74d0', 0.1), 41);
  glow(ctx, 800, 730, 460, palette.stops.glow, 0.4, 0.24);
}

function rig(b: Brush): void {
  const { ctx, conditions, palette } = b;
  air(ctx, conditions, 0.06);
  for (const y of [96, 126]) box(ctx, -240, y, 2080, 6, b.of('#8a90a0', 0));
  for (let x = -240; x < 1840; x += 40)
    stroke(
      ctx,
      [
        [x, 102],
        [x + 20, 128],
        [x + 40, 102],
      ],
      b.of('#6a7080', -0.04),
      3,
    );
  const colours = [palette.stops.glow, mix(palette.stops.glow, palette.stops.mid, 0.5), palette.stops.light];
  [250, 460, 680, 920, 1140, 1350].forEach((x, index) => {
    const lean = (800 - x) * 0.42;
    const colour = colours[index % 3] ?? palette.stops.glow;
    beam(
      ctx,
      [
        [x - 12, 168],
        [x + 12, 168],
      ],
      [
        [x + lean - 130, 720],
        [x + lean + 130, 720],
      ],
      colour,
      0.4,
      7,
    );
    ctx.save();
    ctx.translate(x, 146);
    ctx.rotate(-Math.atan2(lean, 560));
    box(ctx, -17, -14, 34, 42, modelled(b, -17, 34, '#2a2c3c', 0, 0.2), 6);
    box(ctx, -20, 22, 40, 9, palette.at('light'), 4);
    ctx.restore();
    glow(ctx, x + lean * 0.04, 176, 70, colour, 0.8);
  });
}

function seats(b: Brush): void {
  const { ctx, palette } = b;
  for (const [x, colour] of [
    [600, '#ff5d73'],
    [1000, '#3ec9a7'],
  ] as const) {
    contactShadow(b, x, 752, 90);
    stroke(
      ctx,
      [
        [x, 748],
        [x, 650],
      ],
      b.of('#d8dce8', 0.1),
      12,
    );
    disc(ctx, x, 749, 50, b.of('#b8bcc8', 0.06), 9);
    blob(
      ctx,
      [
        [x - 84, 628],
        [x - 100, 540],
        [x - 78, 474],
        [x, 462],
        [x + 78, 474],
        [x + 100, 540],
        [x + 84, 628],
      ],
      modelled(b, x - 100, 200, colour, 0, 0.18),
    );
    box(ctx, x - 84, 612, 168, 42, modelled(b, x - 84, 168, colour, 0.12, 0.14), 20);
    curve(
      ctx,
      [
        [x - 96, 540],
        [x - 76, 480],
        [x, 466],
        [x + 76, 480],
        [x + 96, 540],
      ],
      palette.at('light', 0.5),
      4,
    );
  }
  for (const x of [230, 1390]) pottedPlant(b, x, 700, 170, { colour: '#3ec98a', clay: '#ffb03a' });
}

function lowTable(b: Brush): void {
  const { ctx } = b;
  contactShadow(b, 800, 776, 110, 14);
  polygon(
    ctx,
    [
      [770, 776],
      [784, 664],
      [816, 664],
      [830, 776],
    ],
    modelled(b, 770, 60, '#ffe36b', 0, 0.2),
  );
  disc(ctx, 800, 668, 110, b.of('#c8a0ff', -0.06), 20);
  disc(ctx, 800, 661, 110, across(ctx, 690, 910, b.of('#fff4ff', 0.2), b.of('#c8a0ff', 0.1)), 19);
  cup(b, 756, 664, 30, '#ff5d73');
  cup(b, 846, 664, 30, '#3ec9a7');
}

function crowd(b: Brush): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  const head = (x: number, y: number, size: number) => {
    blob(
      ctx,
      [
        [x - size * 2, 1020],
        [x - size * 1.7, y + size * 1.9],
        [x - size * 0.5, y + size * 1.1],
        [x + size * 0.5, y + size * 1.1],
        [x + size * 1.7, y + size * 1.9],
        [x + size * 2, 1020],
      ],
      palette.at('ink'),
    );
    disc(ctx, x, y, size * 0.84, palette.at('ink'), size);
    ctx.strokeStyle = palette.at('glow', 0.6);
    ctx.lineWidth = 3;
    ctx.beginPath();
    ctx.ellipse(x, y, size * 0.84, size, 0, -Math.PI * 0.95, -Math.PI * 0.15);
    ctx.stroke();
  };
  for (let x = -180; x < 1800; x += 118) {
    const middle = x > 380 && x < 1220;
    head(x + next() * 34, (middle ? 836 : 784) + next() * 26, 36 + next() * 8);
  }
  camera(b, 108, 610, 1);
  camera(b, 1492, 640, -1);
}

function camera(b: Brush, x: number, y: number, turn: -1 | 1): void {
  const { ctx, palette } = b;
  stroke(
    ctx,
    [
      [x, y + 60],
      [x - 40, 1020],
    ],
    palette.at('ink'),
    16,
  );
  stroke(
    ctx,
    [
      [x, y + 60],
      [x + 60, 1020],
    ],
    palette.at('ink'),
    16,
  );
  block(b, x - 84, y - 40, 168, 96, '#20222e', -0.06, 12);
  polygon(
    ctx,
    [
      [x + turn * 84, y - 18],
      [x + turn * 136, y - 34],
      [x + turn * 136, y + 46],
      [x + turn * 84, y + 30],
    ],
    b.of('#16171f', -0.1),
  );
  block(b, x - turn * 20 - 42, y - 86, 84, 44, '#20222e', -0.04, 8);
  disc(ctx, x - turn * 56, y - 22, 7, b.of('#ff3b3b', 0.4));
  glow(ctx, x - turn * 56, y - 22, 46, palette.stops.mid, 0.8);
  stroke(
    ctx,
    [
      [x - 80, y - 40],
      [x + 80, y - 40],
    ],
    palette.at('glow', 0.6),
    3,
  );
}

/** Bulbs around the great arch, running. */
function bulbs(conditions: Conditions): Motion {
  const { stops, at } = conditions.palette;
  return {
    depth: 0.45,
    paint: (ctx, seconds) => {
      for (let bulb = 0; bulb <= 26; bulb++) {
        const turn = Math.PI + (bulb / 26) * Math.PI;
        const [x, y] = [800 + Math.cos(turn) * 346, 560 + Math.sin(turn) * 346];
        const on = (bulb + Math.floor(seconds * 5)) % 3 === 0 ? 1 : 0.35;
        if (on === 1) glow(ctx, x, y, 24, stops.glow, 0.8);
        disc(ctx, x, y, 5, at('light', 0.4 + 0.6 * on));
      }
    },
  };
}

/** Two coloured beams that wander over the back. */
function sweep(conditions: Conditions): Motion {
  const { stops, at } = conditions.palette;
  return {
    depth: 0.29,
    paint: (ctx, seconds) => {
      ctx.globalCompositeOperation = 'lighter';
      for (const side of [-1, 1] as const) {
        const foot = 800 + side * (330 + Math.sin(seconds * 0.7 + side) * 190);
        const top = 800 + side * 560;
        polygon(
          ctx,
          [
            [top - 8, 120],
            [top + 8, 120],
            [foot + 80, 640],
            [foot - 80, 640],
          ],
          down(ctx, 120, 640, at(side < 0 ? 'glow' : 'haze', 0.26), at('mid', 0)),
        );
      }
      ctx.globalCompositeOperation = 'source-over';
      glow(ctx, 800, 560, 150, stops.light, 0.14 + 0.06 * Math.sin(seconds * 2));
    },
  };
}

/** Bars that dance on the small screens. */
function equaliser(conditions: Conditions): Motion {
  return {
    depth: 0.29,
    paint: (ctx, seconds) => {
      for (const x of [132, 1292]) {
        for (let bar = 0; bar < 9; bar++) {
          const h = 14 + 52 * Math.abs(Math.sin(seconds * (2 + (bar % 4)) + bar * 1.7));
          box(ctx, x + bar * 20, 494 - h, 13, h, conditions.palette.at('light', 0.6), 3);
        }
      }
    },
  };
}
