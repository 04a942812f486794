import { type Brush, load, modelled } from './brushes/brush.ts';
import { glow } from './brushes/glow.ts';
import { air } from './brushes/haze.ts';
import { lamplight, outdoors, warmth } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { across, blob, box, curve, disc, down, type Point, polygon, slanted, stroke } from './brushes/shape.ts';
import { road, roadLine, roadside } from './car-road.ts';
import type { Conditions, Motion, SetDesign } from './set-design.ts';

const rear: readonly Point[] = [
  [566, 246],
  [1034, 246],
  [1086, 452],
  [514, 452],
];
const leftSide: readonly Point[] = [
  [214, 262],
  [440, 236],
  [426, 470],
  [120, 520],
];
const rightSide: readonly Point[] = leftSide.map(([x, y]) => [1600 - x, y] as const);
const openings = [
  { x: 514, y: 246, w: 572, h: 206 },
  { x: 120, y: 236, w: 320, h: 284 },
  { x: 1160, y: 236, w: 320, h: 284 },
];

/** Inside a car, seen through its windscreen: the road runs away behind the rear window, the land goes by at the sides. */
export const car: SetDesign = {
  name: 'car',
  interior: true,
  marks: [
    { x: 570, y: 736, height: 470, seat: 156 },
    { x: 722, y: 700, height: 400, seat: 168 },
    { x: 878, y: 700, height: 400, seat: 168 },
    { x: 1030, y: 736, height: 470, seat: 156 },
  ],
  light: (conditions) => ({ x: 240, y: 330, strength: conditions.lampsLit ? 0.6 : 0.85 }),
  layers: (conditions) => [
    { depth: 0.9, paint: (ctx) => road(ctx, conditions) },
    { depth: 0.16, paint: (ctx) => cabin(load(ctx, conditions, -1, 0.03)) },
    { depth: 0.1, paint: (ctx) => daylightIn(load(ctx, conditions, -1)) },
    { depth: 0.03, paint: (ctx) => frontSeats(load(ctx, conditions, -1)) },
    { depth: -0.04, paint: (ctx) => dashboard(load(ctx, conditions, -1, 0, -0.04)) },
    { depth: -0.25, paint: (ctx) => windscreen(load(ctx, conditions, -1, 0, -0.12)) },
  ],
  motions: (conditions) => [
    roadLine(conditions),
    roadside(conditions),
    ...weatherThrough(conditions, openings, 0.6),
    charm(conditions),
    sweepingLight(conditions),
  ],
};

function hole(ctx: Brush['ctx'], points: readonly Point[]): void {
  ctx.save();
  ctx.globalCompositeOperation = 'destination-out';
  ctx.lineJoin = 'round';
  ctx.lineWidth = 22;
  polygon(ctx, points, '#000');
  ctx.strokeStyle = '#000';
  ctx.stroke();
  ctx.restore();
}

function cabin(b: Brush): void {
  const { ctx, palette } = b;
  box(
    ctx,
    -240,
    -120,
    2080,
    1140,
    down(ctx, 60, 700, b.of('#b8a48a', -0.12), b.of('#d8c4a4', 0.04), b.of('#7a5a4a', -0.06), b.of('#3a2a28', -0.2)),
  );
  for (let x = -240; x < 1840; x += 14)
    stroke(
      ctx,
      [
        [x, -120],
        [800 + (x - 800) * 0.62, 226],
      ],
      palette.at('ink', 0.05),
      2,
    );
  blob(
    ctx,
    [
      [470, 232],
      [540, 206],
      [800, 196],
      [1060, 206],
      [1130, 232],
      [1130, 214],
      [1060, 180],
      [800, 168],
      [540, 180],
      [470, 214],
    ],
    b.of('#efe0c4', 0.1),
  );
  const lamp = lamplight(b.conditions);
  box(ctx, 752, 184, 96, 18, lamp > 0 ? b.warm.at('light') : b.of('#fff6e4', 0.16), 9);
  for (const side of [-1, 1]) door(b, side as -1 | 1);
  for (const points of [rear, leftSide, rightSide]) {
    ctx.lineJoin = 'round';
    ctx.lineWidth = 46;
    ctx.strokeStyle = b.of('#3f3436', -0.08);
    polygon(ctx, points, b.of('#3f3436'));
    ctx.stroke();
    ctx.lineWidth = 28;
    ctx.strokeStyle = palette.at('glow', 0.35);
    ctx.stroke();
    hole(ctx, points);
    reflections(b, points);
  }
  rearSeat(b);
  shadeBelow(b);
  glow(ctx, 800, 220, 420, b.warm.stops.haze, 0.45 * lamp, 0.7);
}

function door(b: Brush, side: -1 | 1): void {
  const { ctx } = b;
  const at = (x: number) => (side < 0 ? x : 1600 - x);
  polygon(
    ctx,
    [
      [at(-240), 540],
      [at(120), 540],
      [at(440), 484],
      [at(450), 760],
      [at(-240), 1020],
    ],
    across(ctx, at(-100), at(450), b.of('#6a3f38', -0.14), b.of('#9a5a48', 0.04)),
  );
  curve(
    ctx,
    [
      [at(110), 596],
      [at(260), 572],
      [at(420), 540],
    ],
    b.of('#d9b48a', 0.08),
    26,
  );
  curve(
    ctx,
    [
      [at(110), 588],
      [at(260), 564],
      [at(420), 532],
    ],
    b.palette.at('light', 0.3),
    3,
  );
  disc(ctx, at(300), 640, 30, b.of('#3a2a28', -0.1), 38);
  for (const ring of [22, 14, 7])
    disc(ctx, at(300), 640, ring, b.of('#5a4642', ring === 14 ? 0.06 : -0.06), ring * 1.26);
}

function reflections(b: Brush, points: readonly Point[]): void {
  const { ctx, palette } = b;
  ctx.save();
  ctx.beginPath();
  for (const [x, y] of points) ctx.lineTo(x, y);
  ctx.closePath();
  ctx.clip();
  const [left] = points[0] ?? [0, 0];
  for (const [dx, w] of [
    [60, 70],
    [190, 26],
    [360, 90],
  ] as const)
    polygon(
      ctx,
      [
        [left + dx + 120, 220],
        [left + dx + w + 120, 220],
        [left + dx + w - 40, 540],
        [left + dx - 40, 540],
      ],
      slanted(ctx, [0, 230], [0, 520], palette.at('light', 0.16), palette.at('light', 0)),
    );
  ctx.restore();
  if (points === rear)
    for (let line = 1; line < 7; line++)
      stroke(
        ctx,
        [
          [560 - line * 6, 250 + line * 28],
          [1040 + line * 6, 250 + line * 28],
        ],
        palette.at('ink', 0.16),
        1.4,
      );
}

function rearSeat(b: Brush): void {
  const { ctx, palette } = b;
  box(ctx, 500, 452, 600, 26, down(ctx, 452, 478, b.of('#5a4642', 0.12), b.of('#3a2a28', -0.08)), 6);
  blob(
    ctx,
    [
      [430, 760],
      [452, 520],
      [490, 480],
      [620, 470],
      [800, 466],
      [980, 470],
      [1110, 480],
      [1148, 520],
      [1170, 760],
    ],
    down(ctx, 466, 720, b.of('#c07a54', 0.12), b.of('#7a4438', -0.14)),
  );
  for (const x of [570, 685, 800, 915, 1030])
    curve(
      ctx,
      [
        [x, 474],
        [x + (x - 800) * 0.05, 560],
        [x + (x - 800) * 0.1, 720],
      ],
      palette.at('ink', 0.22),
      3,
    );
  curve(
    ctx,
    [
      [470, 500],
      [620, 476],
      [800, 471],
      [980, 476],
      [1130, 500],
    ],
    palette.at('light', 0.4),
    4,
  );
  for (const x of [660, 940]) {
    box(ctx, x - 62, 414, 124, 62, modelled(b, x - 62, 124, '#c07a54', 0.08, 0.16), 22);
    box(ctx, x - 46, 416, 92, 4, palette.at('light', 0.45), 2);
  }
  box(ctx, 1096, 420, 40, 34, b.of('#e0b458', 0.06), 6);
  disc(ctx, 474, 440, 16, b.of('#d8573f', 0.06));
}

function shadeBelow(b: Brush): void {
  box(b.ctx, -240, 520, 2080, 500, down(b.ctx, 520, 800, b.palette.at('ink', 0), b.palette.at('ink', 0.55)));
}

function daylightIn(b: Brush): void {
  const { ctx, conditions } = b;
  const sky = outdoors(conditions).palette;
  air(ctx, conditions, 0.08);
  glow(ctx, 230, 370, 520, sky.stops.glow, conditions.lampsLit ? 0.16 : 0.4);
  glow(ctx, 800, 330, 520, sky.stops.glow, conditions.lampsLit ? 0.1 : 0.26, 0.7);
}

function frontSeats(b: Brush): void {
  const { ctx, palette } = b;
  for (const x of [570, 1030]) {
    for (const dx of [-24, 24])
      stroke(
        ctx,
        [
          [x + dx, 470],
          [x + dx, 420],
        ],
        b.of('#b8bcc4', 0.16),
        6,
      );
    box(ctx, x - 70, 346, 140, 92, modelled(b, x - 70, 140, '#d08a5c', 0.06, 0.2), 34);
    box(ctx, x - 48, 349, 96, 4, palette.at('light', 0.5), 2);
    blob(
      ctx,
      [
        [x - 126, 800],
        [x - 120, 580],
        [x - 108, 490],
        [x - 70, 454],
        [x, 446],
        [x + 70, 454],
        [x + 108, 490],
        [x + 120, 580],
        [x + 126, 800],
      ],
      modelled(b, x - 126, 252, '#d08a5c', 0.02, 0.2),
    );
    for (const dx of [-44, 0, 44])
      curve(
        ctx,
        [
          [x + dx * 0.8, 466],
          [x + dx, 560],
          [x + dx, 700],
        ],
        palette.at('ink', 0.18),
        3,
      );
    curve(
      ctx,
      [
        [x - 106, 492],
        [x - 70, 457],
        [x, 449],
        [x + 70, 457],
        [x + 106, 492],
      ],
      palette.at('light', 0.55),
      4,
    );
    const out = x < 800 ? -1 : 1;
    curve(
      ctx,
      [
        [x + out * 112, 470],
        [x + out * 96, 560],
        [x + out * 30, 700],
      ],
      b.of('#2e2a30', 0),
      17,
    );
  }
  mirror(b);
}

function mirror(b: Brush): void {
  const { ctx, palette } = b;
  stroke(
    ctx,
    [
      [800, 60],
      [800, 122],
    ],
    b.of('#2e2a30', -0.1),
    9,
  );
  box(ctx, 704, 108, 192, 54, modelled(b, 704, 192, '#2e2a30', -0.04, 0.14), 24);
  box(
    ctx,
    714,
    116,
    172,
    38,
    across(ctx, 714, 886, palette.at('mid'), palette.at('glow'), palette.at('haze'), palette.at('mid')),
    18,
  );
  polygon(
    ctx,
    [
      [740, 116],
      [780, 116],
      [756, 154],
      [716, 154],
    ],
    palette.at('light', 0.35),
  );
}

function dashboard(b: Brush): void {
  const { ctx, palette } = b;
  const power = lamplight(b.conditions);
  blob(
    ctx,
    [
      [-240, 700],
      [100, 668],
      [420, 640],
      [800, 632],
      [1180, 640],
      [1500, 668],
      [1840, 700],
      [1840, 1020],
      [-240, 1020],
    ],
    down(ctx, 632, 800, b.of('#6a4a44', 0.06), b.of('#2e2226', -0.16)),
  );
  curve(
    ctx,
    [
      [-240, 700],
      [100, 668],
      [420, 640],
      [800, 632],
      [1180, 640],
      [1500, 668],
      [1840, 700],
    ],
    palette.at('light', 0.5),
    4,
  );
  curve(
    ctx,
    [
      [-240, 716],
      [100, 684],
      [420, 656],
      [800, 648],
      [1180, 656],
      [1500, 684],
      [1840, 716],
    ],
    palette.at('ink', 0.25),
    5,
  );
  for (const x of [700, 800, 900]) box(ctx, x - 40, 672, 80, 12, palette.at('ink', 0.45), 6);
  ctx.lineWidth = 20;
  ctx.strokeStyle = modelled(b, 920, 220, '#3a3238', 0.02, 0.2);
  ctx.beginPath();
  ctx.ellipse(1030, 686, 112, 98, 0, Math.PI * 1.02, Math.PI * 1.98);
  ctx.stroke();
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.at('light', 0.5);
  ctx.beginPath();
  ctx.ellipse(1030, 684, 120, 105, 0, Math.PI * 1.1, Math.PI * 1.7);
  ctx.stroke();
  blob(
    ctx,
    [
      [930, 700],
      [950, 646],
      [1030, 628],
      [1110, 646],
      [1130, 700],
    ],
    b.of('#2a2226', -0.1),
  );
  glow(ctx, 1030, 650, 130, b.warm.stops.glow, 0.3 * power);
}

function windscreen(b: Brush): void {
  const { ctx, palette } = b;
  for (const side of [-1, 1]) {
    const at = (x: number) => (side < 0 ? x : 1600 - x);
    polygon(
      ctx,
      [
        [at(-240), -120],
        [at(250), -120],
        [at(190), 120],
        [at(-30), 700],
        [at(-240), 780],
      ],
      across(ctx, at(-240), at(200), b.of('#8a2f34', -0.2), b.of('#c84a44', 0)),
    );
    stroke(
      ctx,
      [
        [at(250), -120],
        [at(190), 120],
        [at(-30), 700],
      ],
      palette.at('light', 0.5),
      4,
    );
    stroke(
      ctx,
      [
        [at(230), -120],
        [at(172), 120],
        [at(-48), 700],
      ],
      palette.at('ink', 0.4),
      12,
    );
  }
  blob(
    ctx,
    [
      [-240, -120],
      [-240, 20],
      [200, 66],
      [800, 54],
      [1400, 66],
      [1840, 20],
      [1840, -120],
    ],
    down(ctx, -40, 66, b.of('#8a2f34', -0.1), b.of('#c84a44', 0.04)),
  );
  blob(
    ctx,
    [
      [-240, 800],
      [100, 752],
      [500, 734],
      [800, 730],
      [1100, 734],
      [1500, 752],
      [1840, 800],
      [1840, 1020],
      [-240, 1020],
    ],
    down(ctx, 730, 860, b.of('#d8564c', 0.1), b.of('#a83a3c', 0), b.of('#5a1f28', -0.16)),
  );
  curve(
    ctx,
    [
      [-240, 800],
      [100, 752],
      [500, 734],
      [800, 730],
      [1100, 734],
      [1500, 752],
      [1840, 800],
    ],
    palette.at('light', 0.7),
    4,
  );
  blob(
    ctx,
    [
      [420, 790],
      [620, 762],
      [800, 758],
      [980, 762],
      [1180, 790],
      [980, 778],
      [800, 774],
      [620, 778],
    ],
    palette.at('light', 0.3),
  );
  for (const [from, to] of [
    [
      [360, 742],
      [640, 716],
    ],
    [
      [960, 742],
      [1240, 716],
    ],
  ] as const)
    stroke(ctx, [from, to], palette.at('ink', 0.8), 6);
  for (const [x, w] of [
    [330, 40],
    [400, 14],
  ] as const)
    polygon(
      ctx,
      [
        [x, 60],
        [x + w, 60],
        [x + w - 130, 420],
        [x - 130, 420],
      ],
      slanted(ctx, [0, 60], [0, 420], palette.at('light', 0.16), palette.at('light', 0)),
    );
}

/** A charm that swings under the mirror. */
function charm(conditions: Conditions): Motion {
  return {
    depth: 0.02,
    paint: (ctx, seconds) => {
      const b = load(ctx, conditions, -1);
      const lean = Math.sin(seconds * 2.3) * 9;
      stroke(
        ctx,
        [
          [800, 160],
          [800 + lean, 208],
        ],
        b.palette.at('ink', 0.7),
        2,
      );
      polygon(
        ctx,
        [
          [800 + lean, 202],
          [818 + lean * 1.3, 236],
          [782 + lean * 1.3, 236],
        ],
        b.of('#4a9a5a', 0.08),
      );
      polygon(
        ctx,
        [
          [800 + lean * 1.1, 216],
          [822 + lean * 1.5, 256],
          [778 + lean * 1.5, 256],
        ],
        b.of('#3f8a50', 0.02),
      );
    },
  };
}

/** Light that wipes over the cabin: the sun through trees, or a street lamp passed under. */
function sweepingLight(conditions: Conditions): Motion {
  const palette = conditions.lampsLit ? warmth(conditions.palette) : outdoors(conditions).palette;
  const strength = conditions.weather === 'clear' || conditions.lampsLit ? 0.16 : 0.05;
  return {
    depth: -0.02,
    paint: (ctx, seconds) => {
      const at = ((seconds * 0.42) % 1) * 2600 - 500;
      ctx.globalCompositeOperation = 'lighter';
      polygon(
        ctx,
        [
          [at, 170],
          [at + 260, 170],
          [at + 60, 760],
          [at - 200, 760],
        ],
        across(ctx, at - 200, at + 260, palette.at('glow', 0), palette.at('glow', strength), palette.at('glow', 0)),
      );
      ctx.globalCompositeOperation = 'source-over';
    },
  };
}
