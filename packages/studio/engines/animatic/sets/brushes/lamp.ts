import { type Brush, contactShadow, modelled } from './brush.ts';
import { beam, glow } from './glow.ts';
import { lamplight } from './light.ts';
import { box, curve, disc, down, outward, type Point, polygon, stroke } from './shape.ts';

/** How brightly a lamp of this room shines, 0 when it is out. */
function shine(b: Brush): number {
  return lamplight(b.conditions);
}

function shadeFill(b: Brush, top: number, foot: number, colour: string) {
  const power = shine(b);
  if (power === 0) return down(b.ctx, top, foot, b.of(colour, 0.14), b.of(colour, -0.12));
  return down(b.ctx, top, foot, b.warm.material(colour, 0.55), b.warm.at('glow'), b.warm.at('light'));
}

/** A lamp that hangs from the ceiling, with the pool of light below it. `shape`: a dome, a cone or a paper globe. */
export function pendant(
  b: Brush,
  x: number,
  y: number,
  size: number,
  colour: string,
  shape: 'dome' | 'cone' | 'globe' = 'dome',
): void {
  const { ctx, palette } = b;
  const power = shine(b);
  stroke(
    ctx,
    [
      [x, -120],
      [x, y],
    ],
    palette.at('ink', 0.75),
    2.4,
  );
  if (shape === 'globe') {
    glow(ctx, x, y + size * 0.6, size * 2.6, b.warm.stops.glow, 0.5 * power);
    disc(
      ctx,
      x,
      y + size * 0.6,
      size * 0.62,
      power > 0
        ? outward(ctx, x, y + size * 0.6, size * 0.62, b.warm.at('light'), b.warm.at('glow'))
        : modelled(b, x - size * 0.6, size * 1.2, colour, 0.08),
    );
    return;
  }
  if (power > 0) {
    beam(
      ctx,
      [
        [x - size * 0.5, y + size * 0.6],
        [x + size * 0.5, y + size * 0.6],
      ],
      [
        [x - size * 3.2, y + size * 7],
        [x + size * 3.2, y + size * 7],
      ],
      b.warm.stops.glow,
      0.1 * power,
      12,
    );
    glow(ctx, x, y + size * 0.62, size * 3, b.warm.stops.glow, 0.42 * power);
  }
  disc(ctx, x, y + size * 0.62, size * 0.26, power > 0 ? b.warm.at('light') : b.of('#f4efe4', 0.1));
  ctx.fillStyle = modelled(b, x - size * 0.75, size * 1.5, colour, 0.02, 0.2);
  ctx.beginPath();
  if (shape === 'dome') {
    ctx.moveTo(x - size * 0.75, y + size * 0.6);
    ctx.bezierCurveTo(
      x - size * 0.72,
      y - size * 0.12,
      x + size * 0.72,
      y - size * 0.12,
      x + size * 0.75,
      y + size * 0.6,
    );
  } else {
    ctx.moveTo(x - size * 0.16, y);
    ctx.lineTo(x + size * 0.16, y);
    ctx.lineTo(x + size * 0.7, y + size * 0.6);
    ctx.lineTo(x - size * 0.7, y + size * 0.6);
  }
  ctx.closePath();
  ctx.fill();
  box(ctx, x - size * 0.09, y - size * 0.14, size * 0.18, size * 0.18, b.of('#b58a4a', 0.1), 3);
  const rim = power > 0 ? b.warm.at('light', 0.9) : palette.at('light', 0.4);
  box(ctx, x - size * 0.72, y + size * 0.57, size * 1.44, size * 0.06, rim, 2);
}

/** A lamp with a cloth shade on a foot; `height` from its standing point to the top of the shade. */
export function tableLamp(b: Brush, x: number, y: number, height: number, shade: string, foot = '#b8763f'): void {
  const { ctx } = b;
  const power = shine(b);
  const [top, half] = [y - height, height * 0.34];
  disc(ctx, x, y - 2, height * 0.17, b.of(foot, -0.1), height * 0.045);
  disc(
    ctx,
    x,
    y - height * 0.26,
    height * 0.13,
    modelled(b, x - height * 0.13, height * 0.26, foot, 0.05, 0.22),
    height * 0.2,
  );
  box(ctx, x - 3, y - height * 0.56, 6, height * 0.18, b.of('#c9a25c', 0.1));
  lampShade(b, x, top, half, height * 0.5, shade);
  glow(ctx, x, top + height * 0.3, height * 1.7, b.warm.stops.glow, 0.5 * power);
  glow(ctx, x, y, height * 1.4, b.warm.stops.glow, 0.4 * power, 0.25);
}

/** A lamp that stands on the floor. */
export function floorLamp(b: Brush, x: number, floor: number, height: number, shade: string): void {
  const { ctx } = b;
  const power = shine(b);
  contactShadow(b, x, floor, 44);
  disc(ctx, x, floor - 3, 32, b.of('#6b5138', 0.05), 7);
  stroke(
    ctx,
    [
      [x, floor - 4],
      [x, floor - height + 70],
    ],
    modelled(b, x - 4, 8, '#a87f46', 0.1, 0.2),
    6,
  );
  lampShade(b, x, floor - height, 62, 96, shade);
  glow(ctx, x, floor - height + 60, 190, b.warm.stops.glow, 0.55 * power);
  glow(ctx, x, floor - height - 60, 130, b.warm.stops.glow, 0.3 * power);
  glow(ctx, x, floor, 200, b.warm.stops.glow, 0.3 * power, 0.22);
}

function lampShade(b: Brush, x: number, top: number, half: number, tall: number, colour: string): void {
  const { ctx, palette } = b;
  polygon(
    ctx,
    [
      [x - half * 0.62, top],
      [x + half * 0.62, top],
      [x + half, top + tall],
      [x - half, top + tall],
    ],
    shadeFill(b, top, top + tall, colour),
  );
  for (let pleat = -3; pleat <= 3; pleat++) {
    stroke(
      ctx,
      [
        [x + pleat * half * 0.19, top + 2],
        [x + pleat * half * 0.3, top + tall - 2],
      ],
      palette.at('ink', 0.08),
      1.5,
    );
  }
  box(ctx, x - half, top + tall - 4, half * 2, 4, b.of(colour, -0.1, 0.7), 2);
  box(ctx, x - half * 0.62, top, half * 1.24, 3, palette.at('light', 0.35), 2);
}

/** Small bulbs on a cable that sags between its points. Lit whatever the hour: they are there to be pretty. */
export function stringLights(
  b: Brush,
  points: readonly Point[],
  bulbs: number,
  colours: readonly string[] = ['#ffd9a0'],
): void {
  const { ctx } = b;
  const power = 0.35 + 0.65 * shine(b);
  for (let span = 0; span + 1 < points.length; span++) {
    const [from, to] = [points[span], points[span + 1]];
    if (from === undefined || to === undefined) continue;
    const sag = Math.abs(to[0] - from[0]) * 0.16;
    const at = (t: number): Point => [
      from[0] + (to[0] - from[0]) * t,
      from[1] + (to[1] - from[1]) * t + 4 * sag * t * (1 - t),
    ];
    curve(
      ctx,
      Array.from({ length: 13 }, (_, index) => at(index / 12)),
      b.palette.at('ink', 0.6),
      2,
    );
    for (let bulb = 0; bulb < bulbs; bulb++) {
      const [x, y] = at((bulb + 0.5) / bulbs);
      const colour = colours[bulb % colours.length] ?? '#ffd9a0';
      glow(ctx, x, y + 7, 34, b.warm.stops.glow, 0.5 * power);
      disc(ctx, x, y + 7, 4.6, b.warm.material(colour, 0.7 + 0.3 * power), 6);
      disc(ctx, x, y + 6, 2.2, b.warm.at('light', 0.9 * power));
    }
  }
}

/** A candle with its flame. */
export function candle(b: Brush, x: number, y: number, height: number): void {
  const { ctx } = b;
  box(
    ctx,
    x - height * 0.16,
    y - height * 0.7,
    height * 0.32,
    height * 0.7,
    modelled(b, x - height * 0.16, height * 0.32, '#f3e6cf', 0.1, 0.16),
    3,
  );
  glow(ctx, x, y - height * 0.85, height * 3.4, b.warm.stops.glow, 0.55);
  disc(ctx, x, y - height * 0.86, height * 0.08, b.warm.at('glow'), height * 0.17);
  disc(ctx, x, y - height * 0.82, height * 0.04, b.warm.at('light'), height * 0.1);
}
