import { type Brush, block, contactShadow, load, modelled } from './brushes/brush.ts';
import { gleam, polished } from './brushes/floor.ts';
import { chair, cupboard } from './brushes/furniture.ts';
import { glow } from './brushes/glow.ts';
import { air, dust } from './brushes/haze.ts';
import { hills, skyline, treeLine } from './brushes/horizon.ts';
import { tableLamp } from './brushes/lamp.ts';
import { lamplight } from './brushes/light.ts';
import { weatherThrough } from './brushes/pane.ts';
import { pottedPlant } from './brushes/plant.ts';
import { skirting, wall } from './brushes/room.ts';
import { corners, type Pool, roomLights } from './brushes/room-light.ts';
import { lightShaft } from './brushes/shaft.ts';
import { across, blob, box, curve, disc, down, polygon, stroke, within } from './brushes/shape.ts';
import { paintSky } from './brushes/sky.ts';
import { jar, picture, vase } from './brushes/still-life.ts';
import { cutOpening, drape, type Opening, windowFrame, windowHalo } from './brushes/window.ts';
import type { Conditions, Motion, SetDesign } from './set-design.ts';

const floor = 632;
const pane: Opening = { x: 600, y: 166, w: 310, h: 300 };
const lamps: readonly Pool[] = [
  [1240, 240, 300],
  [282, 380, 230],
  [520, 430, 180],
];
const monitor = { x: 1050, y: 288, w: 130, h: 92 } as const;

/** A hospital room: bed and monitor, drip, a pale curtain, a garden behind the window, light from the corridor. */
export const hospital: SetDesign = {
  name: 'hospital',
  interior: true,
  marks: [
    { x: 380, y: 738, height: 412, seat: null },
    { x: 620, y: 750, height: 428, seat: 114 },
    { x: 800, y: 728, height: 400, seat: null },
    { x: 1000, y: 752, height: 430, seat: 134 },
    { x: 1230, y: 752, height: 430, seat: 134 },
  ],
  light: (conditions) =>
    lamplight(conditions) > 0.8 ? { x: 1240, y: 230, strength: 0.6 } : { x: 755, y: 300, strength: 0.8 },
  layers: (conditions) => [
    { depth: 0.85, paint: (ctx) => view(ctx, conditions) },
    { depth: 0.28, paint: (ctx) => backWall(load(ctx, conditions, -1, 0.06, 0.03)) },
    { depth: 0.15, paint: (ctx) => ground(load(ctx, conditions, -1, 0.03, 0.03)) },
    { depth: 0.1, paint: (ctx) => atmosphere(load(ctx, conditions, -1)) },
    { depth: 0.04, paint: (ctx) => bed(load(ctx, conditions, -1, 0, 0.04)) },
    { depth: 0.03, paint: (ctx) => chair(load(ctx, conditions, -1), 616, 752, 114, '#c98a52', 1, '#3f9a94') },
    { depth: -0.3, paint: (ctx) => nearEdge(load(ctx, conditions, -1, 0, -0.12)) },
  ],
  motions: (conditions) => [
    ...weatherThrough(conditions, [pane], 0.6),
    trace(conditions),
    drip(conditions),
    dust(conditions, [560, 180, 640, 460]),
  ],
};

function view(ctx: Brush['ctx'], conditions: Conditions): void {
  paintSky(ctx, conditions, { horizon: 470, sun: [846, 262], scale: 0.8 });
  hills(ctx, conditions, 430, 2, 90);
  skyline(ctx, conditions, 440, 110, 1);
  treeLine(ctx, conditions, 476, 150, 0.28);
}

function backWall(b: Brush): void {
  const { ctx, palette } = b;
  wall(b, floor, '#a8cfc8');
  box(ctx, -240, 476, 2080, floor - 476, modelled(b, -240, 2080, '#5fa39c', 0));
  box(ctx, -240, 466, 2080, 12, down(ctx, 466, 478, b.of('#f4e8cc', 0.2), b.of('#d9a86a', 0)));
  for (let x = -240; x < 1840; x += 104) box(ctx, x, 482, 2, floor - 482, palette.at('ink', 0.12));
  skirting(b, floor, '#3f7f7a');
  windowHalo(b, pane, 1);
  cutOpening(ctx, pane);
  windowFrame(b, pane, { columns: 2, rows: 1, colour: '#f4f4ee', bar: 9 });
  const next = b.conditions.random();
  vase(b, 690, 482, 44, '#e07a6c');
  for (const [dx, colour] of [
    [-16, '#ffd25e'],
    [-4, '#f4a3b4'],
    [8, '#fff6e4'],
    [18, '#e8735a'],
  ] as const) {
    stroke(
      ctx,
      [
        [690, 440],
        [690 + dx, 416],
      ],
      b.of('#5a8a4c'),
      2,
    );
    disc(ctx, 690 + dx, 411, 10, modelled(b, 680 + dx, 20, colour, 0.14, 0.16));
  }
  pottedPlant(b, 850, 482, 60, { leaves: 9, clay: '#f0d6a0' }, next);
  door(b);
  headwall(b);
  picture(b, 446, 214, 112, 92, '#f4f4ee', ['#f2c8a0', '#e08a7c', '#5fa39c']);
  cabinet(b);
  corners(b, 0.45);
  roomLights(b, lamps, [pane]);
}

function door(b: Brush): void {
  const { ctx, palette } = b;
  block(b, 190, 244, 184, floor - 244, '#f4f0e4', 0, 4);
  block(b, 204, 258, 156, floor - 258, '#d9a86a', 0.02, 2);
  within(ctx, [242, 300, 80, 130], 10, () => {
    box(ctx, 242, 300, 80, 130, across(ctx, 242, 322, b.warm.at('glow'), b.warm.at('haze')));
    box(ctx, 262, 340, 60, 90, b.warm.at('mid', 0.5));
    disc(ctx, 276, 366, 10, b.warm.at('deep', 0.7));
    box(ctx, 262, 378, 28, 60, b.warm.at('deep', 0.6), 10);
  });
  glow(ctx, 282, 370, 150, b.warm.stops.glow, 0.4);
  ctx.lineWidth = 5;
  ctx.strokeStyle = b.of('#f4f0e4', 0.1);
  ctx.strokeRect(242, 300, 80, 130);
  box(ctx, 334, 440, 10, 60, b.of('#e4e8ea', 0.2), 5);
  box(ctx, 204, 590, 156, 42, b.of('#c0c8ca', 0.06));
  stroke(
    ctx,
    [
      [206, 260],
      [206, 630],
    ],
    palette.at('light', 0.4),
    2,
  );
}

function headwall(b: Brush): void {
  const { ctx, palette } = b;
  block(b, 980, 400, 560, 40, '#e8ecea', 0.04, 6);
  for (let x = 1010; x < 1520; x += 62) {
    disc(ctx, x, 420, 9, b.of(['#3f9a94', '#e8b04a', '#d8573f', '#5a86c0'][Math.floor(x / 62) % 4] ?? '#3f9a94', 0.1));
    disc(ctx, x, 420, 4, palette.at('ink', 0.5));
  }
  box(ctx, 1130, 216, 220, 18, lamplight(b.conditions) > 0 ? b.warm.at('light') : b.of('#f6f6f0', 0.2), 8);
  glow(ctx, 1240, 240, 330, b.warm.stops.glow, 0.4 * lamplight(b.conditions));
  const { x, y, w, h } = monitor;
  stroke(
    ctx,
    [
      [x + w / 2, y + h],
      [x + w / 2, 408],
    ],
    b.of('#8a9498', 0),
    8,
  );
  box(ctx, x - 8, y - 8, w + 16, h + 24, modelled(b, x, w, '#e4e8ea', 0.04, 0.14), 8);
  box(ctx, x, y, w, h, b.of('#0e2426', -0.2), 4);
  glow(ctx, x + w / 2, y + h / 2, 120, palette.stops.haze, 0.2);
  for (let key = 0; key < 5; key++)
    disc(ctx, x + 16 + key * 16, y + h + 8, 4, b.of(['#3f9a94', '#e8b04a', '#d8573f'][key % 3] ?? '#3f9a94', 0.2));
  box(ctx, 1236, 300, 90, 66, b.of('#f6f2e4', 0.12), 3);
  for (let line = 0; line < 4; line++)
    stroke(
      ctx,
      [
        [1250, 316 + line * 12],
        [1312 - line * 9, 316 + line * 12],
      ],
      b.of('#5a86a0', 0, 0.6),
      3,
    );
}

function cabinet(b: Brush): void {
  cupboard(b, 428, floor, 150, 120, '#f0eee4', 2, '#d9a86a');
  const top = floor - 128;
  tableLamp(b, 520, top, 96, '#f0d6a0', '#3f9a94');
  jar(b, 452, top, 24, 36, '#5a86c0', '#e4e8ea');
  jar(b, 480, top, 20, 30, '#e8b04a', '#e4e8ea');
  block(b, -200, floor - 320, 340, 320, '#e8ece8', 0, 5);
  for (const y of [350, 450]) box(b.ctx, -190, y, 320, 4, b.palette.at('ink', 0.2));
  for (const [x, colour] of [
    [0, '#3f9a94'],
    [50, '#e8b04a'],
    [96, '#d8573f'],
  ] as const)
    jar(b, x, floor - 320, 34, 50, colour, '#f4f4ee');
}

function ground(b: Brush): void {
  const { ctx } = b;
  polished(b, floor, '#c9d6cc');
  for (let column = -9; column <= 9; column++)
    stroke(
      ctx,
      [
        [800 + column * 92, floor],
        [800 + column * 246, 1020],
      ],
      b.palette.at('ink', 0.1),
      1.5,
    );
  for (const y of [656, 694, 752, 842]) box(ctx, -240, y, 2080, 1.5, b.palette.at('ink', 0.1));
  gleam(b, 755, floor, 300, 0.22);
  gleam(b, 282, floor, 120, 0.16);
  roomLights(
    b,
    [
      [1200, 690, 300],
      [282, 680, 200],
    ],
    [],
    floor,
  );
}

function atmosphere(b: Brush): void {
  const { ctx, conditions } = b;
  air(ctx, conditions, 0.08);
  lightShaft(ctx, conditions, pane, { reach: 270, floor: 664 });
  box(ctx, 1380, 120, 460, 8, b.of('#d8dee0', 0.1), 4);
  drape(b, [1740, 1490], [126, 700], '#8fd0c4', 8);
  for (let ring = 0; ring < 9; ring++) disc(ctx, 1500 + ring * 28, 126, 5, b.of('#e4e8ea', 0.2));
}

function bed(b: Brush): void {
  const { ctx, palette } = b;
  contactShadow(b, 1180, 760, 350, 24, 0.45);
  for (const x of [930, 1420]) {
    stroke(
      ctx,
      [
        [x, 690],
        [x, 744],
      ],
      b.of('#aab4b8', 0.04),
      9,
    );
    disc(ctx, x, 750, 11, b.of('#3a4448', -0.05));
  }
  block(b, 900, 664, 570, 34, '#c8d2d4', 0.04, 8);
  polygon(
    ctx,
    [
      [900, 668],
      [900, 606],
      [1290, 606],
      [1462, 512],
      [1476, 540],
      [1476, 668],
    ],
    down(ctx, 512, 668, b.of('#fbfaf4', 0.16), b.of('#cfd8d8', -0.06)),
  );
  ctx.save();
  ctx.translate(1404, 536);
  ctx.rotate(-0.5);
  box(ctx, -66, -34, 132, 52, modelled(b, -66, 132, '#ffffff', 0.12, 0.14), 24);
  ctx.restore();
  blob(
    ctx,
    [
      [892, 704],
      [890, 612],
      [906, 594],
      [1040, 598],
      [1180, 590],
      [1268, 600],
      [1270, 660],
      [1240, 708],
      [1060, 714],
    ],
    down(ctx, 590, 712, b.of('#6fb4ac', 0.16), b.of('#3f7f88', -0.06)),
  );
  stroke(
    ctx,
    [
      [906, 597],
      [1040, 600],
      [1180, 593],
      [1262, 602],
    ],
    palette.at('light', 0.6),
    4,
  );
  for (const x of [940, 1010, 1080, 1150, 1220])
    curve(
      ctx,
      [
        [x, 604],
        [x + 8, 650],
        [x - 4, 704],
      ],
      palette.at('ink', 0.1),
      3,
    );
  box(ctx, 1478, 486, 14, 220, modelled(b, 1478, 14, '#d9a86a', 0.06, 0.2), 6);
  dripStand(b);
}

function dripStand(b: Brush): void {
  const { ctx } = b;
  stroke(
    ctx,
    [
      [1352, 740],
      [1352, 236],
    ],
    modelled(b, 1349, 6, '#c8d0d4', 0.1, 0.2),
    6,
  );
  stroke(
    ctx,
    [
      [1326, 252],
      [1326, 238],
      [1378, 238],
      [1378, 252],
    ],
    b.of('#c8d0d4', 0.1),
    5,
  );
  stroke(
    ctx,
    [
      [1318, 748],
      [1352, 734],
      [1386, 748],
    ],
    b.of('#aab4b8', 0),
    6,
  );
  box(ctx, 1308, 254, 36, 62, b.of('#dff0f4', 0.2, 0.75), 10);
  box(ctx, 1310, 282, 32, 32, b.of('#8fd0e4', 0.1, 0.8), 8);
  curve(
    ctx,
    [
      [1326, 316],
      [1322, 420],
      [1352, 500],
      [1312, 596],
    ],
    b.of('#eaf4f6', 0.2, 0.8),
    3,
  );
}

/** The heart on the monitor: a line that runs, with a bright head. */
function trace(conditions: Conditions): Motion {
  const b = conditions.palette;
  const { x, y, w, h } = monitor;
  const beat = (t: number) => {
    const phase = t % 1;
    if (phase < 0.06) return -8 * Math.sin((phase / 0.06) * Math.PI);
    if (phase > 0.12 && phase < 0.2) return 34 * Math.sin(((phase - 0.12) / 0.08) * Math.PI);
    if (phase > 0.2 && phase < 0.26) return -12 * Math.sin(((phase - 0.2) / 0.06) * Math.PI);
    return phase > 0.4 && phase < 0.54 ? 7 * Math.sin(((phase - 0.4) / 0.14) * Math.PI) : 0;
  };
  return {
    depth: 0.27,
    paint: (ctx, seconds) => {
      const head = (seconds * 0.5) % 1;
      for (let index = 0; index < 40; index++) {
        const [from, to] = [index / 40, (index + 1) / 40];
        const age = (head - from + 1) % 1;
        stroke(
          ctx,
          [
            [x + 4 + from * (w - 8), y + h * 0.42 - beat(from * 2.4)],
            [x + 4 + to * (w - 8), y + h * 0.42 - beat(to * 2.4)],
          ],
          b.material('#7dffb0', 0.9, 0, Math.max(0, 1 - age * 1.15)),
          3,
        );
      }
      glow(ctx, x + 4 + head * (w - 8), y + h * 0.42 - beat(head * 2.4), 16, b.stops.light, 0.8);
      for (let bar = 0; bar < 3; bar++)
        box(
          ctx,
          x + 10 + bar * 40,
          y + h - 20,
          24 + 5 * Math.sin(seconds + bar),
          7,
          b.material(['#7dffb0', '#ffd25e', '#7dc8ff'][bar] ?? '#7dffb0', 0.8),
          3,
        );
    },
  };
}

function drip(conditions: Conditions): Motion {
  return {
    depth: 0.03,
    paint: (ctx, seconds) => {
      const fall = (seconds * 0.9) % 1;
      disc(ctx, 1326, 318 + fall * fall * 26, 2.6, conditions.palette.at('light', 0.9 * (1 - fall)), 4);
    },
  };
}

function nearEdge(b: Brush): void {
  const { ctx, palette } = b;
  drape(b, [-240, 96], [-120, 1020], '#5fa8a0', 8);
  box(ctx, 1420, 806, 420, 214, down(ctx, 806, 900, b.of('#e4eae6', 0.04), b.of('#6a7a78', -0.2)), 8);
  box(ctx, 1420, 805, 420, 4, palette.at('light', 0.6));
  vase(b, 1540, 808, 130, '#e8b04a');
  for (const [dx, dy, colour] of [
    [-60, -70, '#f4a3b4'],
    [-20, -104, '#fff0d0'],
    [26, -96, '#e8735a'],
    [62, -60, '#ffd25e'],
    [4, -60, '#f4c3d0'],
  ] as const) {
    stroke(
      ctx,
      [
        [1540, 690],
        [1540 + dx, 690 + dy],
      ],
      b.of('#4a7a4c'),
      4,
    );
    disc(ctx, 1540 + dx, 684 + dy, 28, modelled(b, 1512 + dx, 56, colour, 0.04, 0.2));
    disc(ctx, 1540 + dx, 684 + dy, 10, b.of('#e0a03c', 0.1));
  }
}
