import { type Avenue, front, seen } from './brushes/avenue.ts';
import { type Brush, block, contactShadow, modelled } from './brushes/brush.ts';
import { glow } from './brushes/glow.ts';
import { groundColour, groundLight, paving, puddles } from './brushes/ground.ts';
import { skyline } from './brushes/horizon.ts';
import { stringLights } from './brushes/lamp.ts';
import { birds, driftingClouds, fallingLeaves } from './brushes/life.ts';
import { lamplight, outdoors, warmth } from './brushes/light.ts';
import { keyLight, mist, openAir, openSky, snowy, sunAt, veil, wetness } from './brushes/outside.ts';
import { frond, pottedPlant } from './brushes/plant.ts';
import { bench, lampPost, lightPool } from './brushes/post.ts';
import { box, disc, down, polygon } from './brushes/shape.ts';
import { broadleaf } from './brushes/tree.ts';
import { type Conditions, type Motion, type SetDesign, world } from './set-design.ts';

const avenue: Avenue = { vanish: [800, 474], eye: 272, half: 700 };
const horizon = 474;
const sunOf = (conditions: Conditions) => sunAt(conditions, 836, horizon - 14);
const walls = ['#d9b48a', '#b9705a', '#8fa3ad', '#e6d6b8', '#a58a9a', '#c98f5e', '#7f9a8c', '#d7c3b4'];
const awnings = ['#c8553d', '#3d7a6a', '#d99a3c', '#4a6796'];

/** A street of an old town that runs towards the light, with shops, lamps and a few parked cars. */
export const street: SetDesign = {
  name: 'street',
  interior: false,
  marks: [
    { x: 330, y: 740, height: 388, seat: 104 },
    { x: 620, y: 756, height: 408, seat: null },
    { x: 800, y: 732, height: 380, seat: null },
    { x: 980, y: 756, height: 408, seat: null },
    { x: 1270, y: 740, height: 388, seat: null },
  ],
  light: (conditions) => keyLight(conditions, sunOf(conditions), [1390, 330]),
  layers: (conditions) => [
    { depth: 1, paint: (ctx) => far(ctx, conditions) },
    { depth: 0.72, paint: (ctx) => fronts(openAir(ctx, conditions, 0.5), [3.6, 5.2, 7.6, 12], 4) },
    { depth: 0.45, paint: (ctx) => fronts(openAir(ctx, conditions, 0.3), [1.75, 2.5, 3.6], 2) },
    { depth: 0.3, paint: (ctx) => fronts(openAir(ctx, conditions, 0.14), [0.72, 1.18, 1.75], 0) },
    { depth: 0.12, paint: (ctx) => road(openAir(ctx, conditions, 0.06)) },
    { depth: 0.05, paint: (ctx) => pavement(openAir(ctx, conditions, 0.04)) },
    { depth: -0.3, paint: (ctx) => nearEdge(openAir(ctx, conditions, 0, { light: -0.14 })) },
  ],
  motions: (conditions) => [
    driftingClouds(conditions, horizon - 60),
    birds(conditions, [640, 356, 150, 40], 4, 0.8),
    traffic(conditions),
    flickeringLamp(conditions),
    fallingLeaves(
      conditions,
      [conditions.palette.material('#d9963c', 0.5), conditions.palette.material('#b9563a', 0.5)],
      7,
    ),
  ],
};

function far(ctx: Brush['ctx'], conditions: Conditions): void {
  openSky(ctx, conditions, { horizon, sun: sunOf(conditions), scale: 0.8 });
  skyline(ctx, conditions, horizon + 12, 150, 2);
  const b = openAir(ctx, conditions, 0.66);
  box(ctx, 742, 330, 30, 160, modelled(b, 742, 30, '#a58f80'));
  polygon(
    ctx,
    [
      [736, 332],
      [757, 258],
      [778, 332],
    ],
    b.of('#5d6b78', 0),
  );
  disc(ctx, 757, 352, 9, lamplight(conditions) > 0 ? b.warm.at('glow') : b.of('#f4ead8', 0.1));
  mist(ctx, conditions, horizon - 6, 90, 0.5);
  const sun = sunOf(conditions);
  glow(ctx, sun[0], horizon - 10, 240, b.palette.stops.glow, 0.4);
  veil(ctx, conditions, 0.8, horizon);
}

/** House fronts on both sides, between these distances, farthest first. */
function fronts(b: Brush, at: readonly number[], offset: number): void {
  const next = b.conditions.random();
  for (let index = at.length - 2; index >= 0; index--) {
    const [near, beyond] = [at[index] ?? 1, at[index + 1] ?? 2];
    for (const side of [-1, 1] as const) {
      const which = (index + offset) * 2 + (side > 0 ? 1 : 0);
      const shop = which % 3 === 2 ? {} : { awning: awnings[which % 4] ?? '#c8553d' };
      front(
        b,
        avenue,
        side,
        [near, beyond],
        { wall: walls[which % 8] ?? '#d9b48a', height: 560 + ((which * 67) % 190), floors: 3, columns: 3, ...shop },
        next,
      );
    }
  }
  for (const z of at.slice(1))
    for (const side of [-1, 1] as const) {
      const [x, y] = seen(avenue, side * (avenue.half - 130), 0, z);
      if (z > 2) lampPost(b, x, y, 330 / z);
      else if (z > 1.2) broadleaf(b, x, y, 430 / z, '#7d9a4e', next, 0.02);
    }
  if (offset === 2)
    stringLights(b, [seen(avenue, -avenue.half, 300, 2.5), [800, 372], seen(avenue, avenue.half, 300, 2.5)], 9);
  veil(b.ctx, b.conditions, offset === 4 ? 0.5 : offset === 2 ? 0.25 : 0.1, horizon);
}

function road(b: Brush): void {
  const { ctx, palette, conditions } = b;
  const asphalt = groundColour(b, '#7a7672');
  const edge = (x: number, z: number) => seen(avenue, x, 0, z);
  const half = avenue.half;
  polygon(
    ctx,
    [edge(-half, 14), edge(half, 14), edge(half, 0.3), edge(-half, 0.3)],
    down(ctx, horizon + 16, 860, b.of(groundColour(b, '#a89a88'), 0.12), b.of(groundColour(b, '#8c8072'), -0.08)),
  );
  paving(b, horizon + 20, avenue.vanish, 110, 0.13);
  polygon(
    ctx,
    [edge(-330, 14), edge(330, 14), edge(330, 0.3), edge(-330, 0.3)],
    down(ctx, horizon + 16, 860, b.of(asphalt, 0.14), b.of(asphalt, -0.02), b.of(asphalt, -0.14)),
  );
  for (const side of [-1, 1])
    polygon(
      ctx,
      [edge(side * 330, 14), edge(side * 350, 14), edge(side * 350, 0.3), edge(side * 330, 0.3)],
      b.of(groundColour(b, '#cfc4b2'), 0.1),
    );
  for (let z = 9; z > 0.6; z /= 1.32)
    polygon(
      ctx,
      [edge(-7, z), edge(7, z), edge(7, z / 1.14), edge(-7, z / 1.14)],
      b.of('#f4ecd8', 0.06, snowy(conditions) ? 0.2 : 0.6),
    );
  groundLight(b, sunOf(conditions)[0], horizon + 110, 520, 0.5);
  ctx.globalCompositeOperation = 'source-atop';
  const haze = down(ctx, horizon + 14, horizon + 134, palette.at('haze', 0.3), palette.at('haze', 0));
  box(ctx, world.left, horizon + 14, 2080, 120, haze);
  ctx.globalCompositeOperation = 'source-over';
  puddles(b, horizon + 40, 800, [
    [470, 0.4],
    [800, 0.25],
    [1130, 0.4],
  ]);
  for (const [x, y, r] of [
    [612, 556, 90],
    [988, 556, 90],
    [420, 620, 190],
    [1180, 620, 190],
  ] as const)
    lightPool(b, x, y, r, 0.6);
  box(ctx, world.left, 690, 2080, 330, down(ctx, 690, 1000, palette.at('ink', 0), palette.at('ink', 0.3)));
  for (const [x, y, w, colour] of [
    [1096, 602, 150, '#a8493c'],
    [520, 578, 110, '#3f6f8a'],
  ] as const)
    car(b, x, y, w, colour);
  veil(ctx, conditions, 0.1, horizon);
}

/** A parked car seen from behind. */
function car(b: Brush, x: number, y: number, w: number, colour: string): void {
  const { ctx, palette } = b;
  contactShadow(b, x, y, w * 0.62, w * 0.07, 0.6);
  for (const dx of [-0.4, 0.26]) box(ctx, x + dx * w, y - w * 0.16, w * 0.14, w * 0.18, palette.at('ink', 0.9), 4);
  box(ctx, x - w / 2, y - w * 0.42, w, w * 0.33, modelled(b, x - w / 2, w, colour, 0, 0.16), w * 0.08);
  box(ctx, x - w * 0.39, y - w * 0.7, w * 0.78, w * 0.34, modelled(b, x - w * 0.4, w * 0.8, colour, 0.05, 0.16), [
    w * 0.14,
    w * 0.14,
    0,
    0,
  ]);
  box(
    ctx,
    x - w * 0.32,
    y - w * 0.65,
    w * 0.64,
    w * 0.21,
    down(ctx, y - w * 0.65, y - w * 0.44, palette.between('mid', 'haze', 0.7), palette.at('shadow')),
    w * 0.07,
  );
  for (const dx of [-0.46, 0.34]) {
    box(
      ctx,
      x + dx * w,
      y - w * 0.36,
      w * 0.12,
      w * 0.07,
      lamplight(b.conditions) > 0 ? '#ff5a48' : b.of('#c8402f', 0.1),
      3,
    );
    if (lamplight(b.conditions) > 0)
      glow(ctx, x + (dx + 0.06) * w, y - w * 0.32, w * 0.3, { r: 255, g: 70, b: 50 }, 0.45);
  }
  box(
    ctx,
    x - w * 0.36,
    y - w * 0.7,
    w * 0.72,
    2,
    snowy(b.conditions) ? b.of('#ffffff', 0.2) : palette.at('glow', 0.6),
  );
}

function pavement(b: Brush): void {
  lightPool(b, 210, 724, 360, 0.55);
  lightPool(b, 1390, 724, 360, 0.55);
  lampPost(b, 210, 716, 400);
  lampPost(b, 1390, 716, 400);
  bench(b, 330, 740, 200, 104);
  block(b, 1452, 600, 78, 120, '#b9483a', 0, 10);
  box(b.ctx, 1468, 624, 46, 7, b.palette.at('ink', 0.6), 3);
  pottedPlant(b, 118, 744, 130, { colour: '#5d8f52', clay: '#7a5a4a' });
}

function nearEdge(b: Brush): void {
  for (const [angle, length] of [
    [0.5, 300],
    [0.9, 260],
    [0.15, 260],
  ] as const)
    frond(b, -190, 60, length, angle, '#4a7040');
  pottedPlant(b, 20, 900, 250, { colour: '#3f6a40', clay: '#5a4034' });
  for (const [angle, length] of [
    [-1.9, 280],
    [-2.3, 240],
    [-1.5, 250],
  ] as const)
    frond(b, 1620, 900, length, angle, '#4a7040');
}

/** Cars far down the street: white lights that come, red ones that go. */
function traffic(conditions: Conditions): Motion {
  const { palette } = outdoors(conditions);
  const lit = 0.35 + 0.65 * lamplight(conditions) + 0.2 * wetness(conditions);
  return {
    depth: 0.04,
    paint: (ctx, seconds) => {
      for (let which = 0; which < 3; which++) {
        const coming = which !== 1;
        const t = (seconds * (0.05 + which * 0.008) + which * 0.37) % 1;
        const z = coming ? 9 - t * 5.4 : 3.6 + t * 5.4;
        const [x, y] = seen(avenue, coming ? -150 : 150, 0, z);
        const w = 150 / z;
        const fade = Math.min(1, t * 8, (1 - t) * 8);
        ctx.globalAlpha = fade;
        ctx.fillStyle = palette.between('ink', 'deep', 0.5);
        ctx.beginPath();
        ctx.roundRect(x - w / 2, y - w * 0.6, w, w * 0.56, w * 0.16);
        ctx.fill();
        ctx.globalCompositeOperation = 'lighter';
        const [r, g, blue] = coming ? [255, 236, 190] : [255, 60, 44];
        for (const dx of [-0.34, 0.34])
          for (const [size, alpha] of [
            [0.5, 0.16],
            [0.26, 0.3],
            [0.1, 1],
          ] as const) {
            ctx.fillStyle = `rgba(${r},${g},${blue},${alpha * lit})`;
            ctx.beginPath();
            ctx.arc(x + dx * w, y - w * 0.28, w * size, 0, Math.PI * 2);
            ctx.fill();
          }
        ctx.globalCompositeOperation = 'source-over';
        ctx.globalAlpha = 1;
      }
    },
  };
}

/** A street lamp's bulb that does not hold. */
function flickeringLamp(conditions: Conditions): Motion {
  const lamp = warmth(conditions.palette);
  const power = lamplight(conditions);
  return {
    depth: 0.04,
    paint: (ctx, seconds) => {
      if (power === 0) return;
      const on = Math.sin(seconds * 23) * Math.sin(seconds * 7.1) * Math.sin(seconds * 1.3) > 0.3 ? 0.25 : 1;
      glow(ctx, 1390, 346, 120, lamp.stops.glow, 0.4 * on * power);
    },
  };
}
