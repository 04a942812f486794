import { world } from '../set-design.ts';
import type { Brush } from './brush.ts';
import { glow } from './glow.ts';
import { lamplight } from './light.ts';
import { box, disc, down, type Fill, outward, type Point, polygon, softly, stroke } from './shape.ts';

const width = world.right - world.left;

/** Where the lines of a room's floor and walls run together. */
export const vanishing = { x: 800, y: 400 } as const;

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
  const streak: readonly Point[] = [
    [x - w / 2, floor + 4],
    [x + w / 2, floor + 4],
    [x + w * 0.62, floor + 210],
    [x - w * 0.62, floor + 210],
  ];
  const light = fill ?? down(ctx, floor, floor + 210, palette.at('glow', alpha), palette.at('glow', 0));
  softly(ctx, 8, (soft) => polygon(soft, streak, light), { light: true });
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
