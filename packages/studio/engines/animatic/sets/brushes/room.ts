import { css, mix, type Rgb } from '../../colour.ts';
import type { Palette } from '../../palette.ts';
import { world } from '../set-design.ts';
import { type Brush, modelled } from './brush.ts';
import { glow } from './glow.ts';
import { daylight, lamplight, outdoors, sisterPalette } from './light.ts';
import { box, disc, down, type Fill, outward, polygon, stroke } from './shape.ts';
import type { Opening } from './window.ts';

const width = world.right - world.left;
/** Where the lines of a room's floor and walls run together. */
export const vanishing = { x: 800, y: 400 } as const;

/** A whole back wall down to the floor, darker under the ceiling and at the skirting. */
export function wall(b: Brush, floor: number, colour: string): void {
  const { ctx } = b;
  box(ctx, world.left, world.top, width, floor + 60 - world.top, modelled(b, world.left, width, colour, 0, 0.1));
  box(
    ctx,
    world.left,
    world.top,
    width,
    floor + 60 - world.top,
    down(
      ctx,
      40,
      floor,
      b.palette.at('ink', 0.34),
      b.palette.at('ink', 0.04),
      b.palette.at('ink', 0),
      b.palette.at('ink', 0.12),
    ),
  );
}

/** Upright stripes on a wall. */
export function stripes(b: Brush, top: number, foot: number, step: number, colour: string, alpha = 0.35): void {
  for (let x = world.left; x < world.right; x += step) box(b.ctx, x, top, step / 2, foot - top, b.of(colour, 0, alpha));
}

/** A small motif strewn over a wall in a half-drop pattern: leaves on a stalk. */
export function sprigs(b: Brush, top: number, foot: number, step: number, colour: string, alpha = 0.5): void {
  const { ctx } = b;
  let odd = 0;
  for (let x = world.left; x < world.right; x += step) {
    odd = 1 - odd;
    for (let y = top + odd * step * 0.5; y < foot - step * 0.3; y += step) {
      stroke(
        ctx,
        [
          [x, y + step * 0.18],
          [x, y - step * 0.14],
        ],
        b.of(colour, -0.05, alpha),
        1.6,
      );
      for (const [dx, dy] of [
        [-1, 0.02],
        [1, 0.02],
        [-0.8, -0.12],
        [0.8, -0.12],
        [0, -0.2],
      ] as const) {
        disc(ctx, x + dx * step * 0.09, y + dy * step, step * 0.055, b.of(colour, 0.05, alpha), step * 0.085);
      }
    }
  }
}

/** Panelling on the lower wall with a rail above and a skirting below. */
export function wainscot(b: Brush, top: number, floor: number, colour: string, panel = 118): void {
  const { ctx, palette } = b;
  box(ctx, world.left, top, width, floor - top + 60, modelled(b, world.left, width, colour, 0, 0.1));
  for (let x = world.left + 10; x < world.right; x += panel) {
    const h = floor - top - 52;
    box(ctx, x + 8, top + 22, panel - 24, h, palette.at('ink', 0.12), 3);
    box(ctx, x + 10, top + 25, panel - 26, h - 3, modelled(b, x, panel, colour, -0.03, 0.06), 3);
    box(ctx, x + 8, top + 20 + h, panel - 24, 2, palette.at('light', 0.22));
  }
  box(ctx, world.left, top - 8, width, 12, down(ctx, top - 8, top + 4, b.of(colour, 0.2), b.of(colour, -0.12)));
  box(ctx, world.left, top + 4, width, 10, down(ctx, top + 4, top + 14, palette.at('ink', 0.3), palette.at('ink', 0)));
  skirting(b, floor, colour);
}

/** The board along the foot of a wall. */
export function skirting(b: Brush, floor: number, colour: string, height = 24): void {
  box(
    b.ctx,
    world.left,
    floor - height,
    width,
    height,
    down(b.ctx, floor - height, floor, b.of(colour, 0.16), b.of(colour, -0.1)),
  );
  box(b.ctx, world.left, floor - height, width, 2, b.palette.at('light', 0.35));
  box(b.ctx, world.left, floor - 3, width, 3, b.palette.at('ink', 0.5));
}

function floorGround(b: Brush, floor: number, colour: string): void {
  const { ctx, palette } = b;
  box(
    ctx,
    world.left,
    floor,
    width,
    world.bottom - floor,
    down(ctx, floor, 860, b.of(colour, -0.06), b.of(colour, 0.04), b.of(colour, -0.12)),
  );
  box(ctx, world.left, floor, width, 40, down(ctx, floor, floor + 40, palette.at('ink', 0.42), palette.at('ink', 0)));
}

function floorShade(b: Brush, floor: number): void {
  const { ctx, palette } = b;
  glow(ctx, 800, floor + 70, 620, palette.stops.glow, 0.12 + 0.08 * lamplight(b.conditions), 0.2);
  box(
    ctx,
    world.left,
    700,
    width,
    world.bottom - 700,
    down(ctx, 700, 900, palette.at('ink', 0), palette.at('ink', 0.5)),
  );
}

/** A floor of boards running away from the camera. */
export function planks(b: Brush, floor: number, colour: string, board = 74): void {
  const { ctx, palette } = b;
  const next = b.conditions.random();
  floorGround(b, floor, colour);
  const foot = world.bottom;
  const back = (x: number) => vanishing.x + ((x - vanishing.x) * (floor - vanishing.y)) / (foot - vanishing.y);
  for (let x = -3200; x < 4800; x += board * 2) {
    const shade = next();
    const fill = shade > 0.5 ? palette.at('light', (shade - 0.5) * 0.16) : palette.at('ink', (0.5 - shade) * 0.28);
    polygon(
      ctx,
      [
        [back(x), floor],
        [back(x + board * 2), floor],
        [x + board * 2, foot],
        [x, foot],
      ],
      fill,
    );
    stroke(
      ctx,
      [
        [back(x), floor],
        [x, foot],
      ],
      palette.at('ink', 0.3),
      1.4,
    );
    const joint = floor + next() ** 1.6 * 260;
    const along = (joint - floor) / (foot - floor);
    const at = (edge: number) => back(edge) + (edge - back(edge)) * along;
    stroke(
      ctx,
      [
        [at(x), joint],
        [at(x + board * 2), joint],
      ],
      palette.at('ink', 0.35),
      1.4,
    );
  }
  floorShade(b, floor);
}

/** A floor of tiles in two colours, in perspective. */
export function tiles(b: Brush, floor: number, light: string, dark: string, size = 150): void {
  const { ctx, palette } = b;
  floorGround(b, floor, light);
  const depthOf = (row: number) => floor + (world.bottom - floor) * (row / 14) ** 1.75;
  const at = (x: number, y: number) =>
    vanishing.x + ((x - vanishing.x) * (y - vanishing.y)) / (world.bottom - vanishing.y);
  const columns = 44;
  for (let row = 0; row < 14; row++) {
    const [y0, y1] = [depthOf(row), depthOf(row + 1)];
    for (let column = -columns / 2; column < columns / 2; column++) {
      if ((row + column) % 2 === 0) continue;
      const x0 = vanishing.x + column * size;
      polygon(
        ctx,
        [
          [at(x0, y0), y0],
          [at(x0 + size, y0), y0],
          [at(x0 + size, y1), y1],
          [at(x0, y1), y1],
        ],
        b.of(dark, 0.02, 0.85),
      );
    }
    box(ctx, world.left, y0, width, 1, palette.at('ink', 0.18));
  }
  floorShade(b, floor);
}

/** A plain floor that shines: polished concrete, linoleum, a studio's gloss. */
export function polished(b: Brush, floor: number, colour: string): void {
  floorGround(b, floor, colour);
  floorShade(b, floor);
}

/** A picture of light on a shining floor below something bright: a soft upright streak. */
export function gleam(b: Brush, x: number, floor: number, w: number, alpha: number, fill?: Fill): void {
  const { ctx, palette } = b;
  ctx.save();
  ctx.globalCompositeOperation = 'lighter';
  ctx.filter = `blur(${8 * ctx.getTransform().a}px)`;
  polygon(
    ctx,
    [
      [x - w / 2, floor + 4],
      [x + w / 2, floor + 4],
      [x + w * 0.62, floor + 210],
      [x - w * 0.62, floor + 210],
    ],
    fill ?? down(ctx, floor, floor + 210, palette.at('glow', alpha), palette.at('glow', 0)),
  );
  ctx.restore();
}

/** A rug: an ellipse or a runner in perspective with two borders. */
export function rug(b: Brush, x: number, y: number, rx: number, ry: number, colour: string, border: string): void {
  const { ctx, palette } = b;
  disc(ctx, x, y + 5, rx + 4, palette.at('ink', 0.3), ry + 3);
  disc(ctx, x, y, rx, b.of(border, -0.05), ry);
  disc(ctx, x, y, rx * 0.95, b.of(colour, 0), ry * 0.93);
  disc(ctx, x, y, rx * 0.84, b.of(border, 0.08), ry * 0.82);
  disc(ctx, x, y, rx * 0.81, outward(ctx, x, y, rx, b.of(colour, 0.14), b.of(colour, -0.02)), ry * 0.79);
  for (let turn = 0; turn < 20; turn++) {
    const angle = (turn / 20) * Math.PI * 2;
    disc(
      ctx,
      x + Math.cos(angle) * rx * 0.66,
      y + Math.sin(angle) * ry * 0.64,
      rx * 0.028,
      b.of(border, 0.12),
      ry * 0.05,
    );
  }
  disc(ctx, x, y, rx * 0.42, b.of(border, 0.02, 0.6), ry * 0.4);
  disc(ctx, x, y, rx * 0.38, b.of(colour, 0.1), ry * 0.36);
}

/** Darkness gathering in the corners of a room. Paint it over the back layers. */
export function corners(b: Brush, strength = 0.5): void {
  shadeAround(b, 800, 430, 420, 1150, strength);
}

/** A lamp's place and how far its light reaches, in world units. */
export type Pool = readonly [x: number, y: number, radius: number];

/**
 * The light of a room on what is painted: by day the windows bring out the colours around them; after dark what is far from the
 * lamps sinks into shadow and what is near turns warm. Paint it last in an opaque layer: it works on the colours below it.
 * @param openings are left as they are: what is outside has its own light.
 * @param top only what is below this y is painted: a floor's own layer.
 */
export function roomLights(
  b: Brush,
  lamps: readonly Pool[],
  openings: readonly Opening[] = [],
  top: number = world.top,
): void {
  const { ctx } = b;
  ctx.save();
  ctx.beginPath();
  ctx.rect(world.left, top, width, world.bottom - top);
  for (const { x, y, w, h, radius = 0 } of openings) ctx.roundRect(x, y, w, h, radius);
  ctx.clip('evenodd');
  for (const { x, y, w, h } of openings) windowPool(b, x + w / 2, y + h * 0.6, Math.max(w, h) * 1.9);
  if (openings.length === 0) windowPool(b, 800, top + 80, 760);
  if (lamplight(b.conditions) > 0) lampPools(b, lamps, lamplight(b.conditions));
  ctx.restore();
}

function windowPool(b: Brush, x: number, y: number, radius: number): void {
  const { stops } = outdoors(b.conditions).palette;
  dodge(b.ctx, [stops.glow, stops.glow], x, y, radius, 0.36 * daylight(b.conditions));
}

function lampPools(b: Brush, lamps: readonly Pool[], power: number): void {
  const total = lamps.reduce((sum, [, , radius]) => sum + radius, 0);
  const middle = lamps.reduce((sum, [x, , radius]) => sum + x * radius, 0) / total;
  shadeAround(b, middle, 430, 300, 1150, 0.62 * power);
  for (const [x, y, radius] of lamps) {
    dodge(b.ctx, [b.warm.stops.haze, b.warm.stops.mid], x, y, radius * 1.5, 0.5 * power);
    glow(b.ctx, x, y, radius * 1.5, b.warm.stops.mid, 0.5 * power);
    glow(b.ctx, x, y, radius * 0.6, b.warm.stops.glow, 0.25 * power);
  }
}

/** Brings out the colours around a light rather than covering them. */
function dodge(
  ctx: Brush['ctx'],
  [near, far]: readonly [Rgb, Rgb],
  x: number,
  y: number,
  radius: number,
  alpha: number,
): void {
  ctx.save();
  ctx.globalCompositeOperation = 'color-dodge';
  ctx.fillStyle = outward(ctx, x, y, radius, css(near, alpha), css(far, alpha * 0.6), css(far, 0));
  ctx.fillRect(x - radius, y - radius, radius * 2, radius * 2);
  ctx.restore();
}

function shadeAround(b: Brush, x: number, y: number, from: number, to: number, strength: number): void {
  const { ctx, palette } = b;
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(1, 0.62);
  const shade = ctx.createRadialGradient(0, 0, from, 0, 0, to);
  const dark = shadeColour(palette);
  shade.addColorStop(0, css(dark, 0));
  shade.addColorStop(1, css(dark, strength));
  ctx.fillStyle = shade;
  ctx.fillRect(-2400, -2400, 4800, 4800);
  ctx.restore();
}

/** Late sun is gold, so its shade is violet: the eye expects the complement. */
function shadeColour(palette: Palette): Rgb {
  if (palette.timeOfDay !== 'golden') return palette.stops.ink;
  return mix(palette.stops.ink, sisterPalette(palette, 'dusk').stops.shadow, 0.75);
}
