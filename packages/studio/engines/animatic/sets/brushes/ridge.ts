import type { SKRSContext2D } from '@napi-rs/canvas';
import { randomFrom, seedOf } from '../../random.ts';
import { type Conditions, world } from '../set-design.ts';
import type { Brush } from './brush.ts';
import { openAir, snowy } from './outside.ts';
import { down, type Point, polygon } from './shape.ts';

export interface RidgePlan {
  /** Where the range stands. */
  readonly base: number;
  readonly height: number;
  readonly depth: number;
  readonly seed: string;
  readonly colour?: string;
  /** 0 rolling, 1 jagged. */
  readonly jagged?: number;
  /** Where the range dips to let the sky through, and how deep (0–1). */
  readonly gap?: readonly [x: number, width: number, depth: number];
  readonly snowLine?: number;
  readonly side?: -1 | 1;
}

function profile({ base, height, seed, jagged = 0.5, gap }: RidgePlan): readonly Point[] {
  const next = randomFrom(seedOf('ridge', seed));
  const phases = [next() * 9, next() * 9, next() * 9, next() * 9];
  const wave = (x: number, index: number, length: number) => Math.sin(x / length + (phases[index] ?? 0));
  const peak = (value: number) => 1 - Math.abs(value) ** (1.6 - jagged);
  const points: Point[] = [];
  for (let x = world.left; x <= world.right; x += 16) {
    const soft = 0.5 + wave(x, 0, 230) * 0.28 + wave(x, 1, 97) * 0.16;
    const sharp = peak(wave(x, 2, 150)) * 0.5 + peak(wave(x, 3, 61)) * 0.3 + next() * 0.09;
    const dip = gap === undefined ? 1 : 1 - gap[2] * Math.exp(-(((x - gap[0]) / gap[1]) ** 2));
    points.push([x, base - height * dip * (soft * (1 - jagged) + sharp * jagged + 0.12)]);
  }
  return points;
}

/** A range of mountains or hills across the whole world: facets that turn from the light, haze at its foot, snow above a line. */
export function ridge(ctx: SKRSContext2D, conditions: Conditions, plan: RidgePlan): void {
  const b = openAir(ctx, conditions, plan.depth, plan.side === undefined ? {} : { side: plan.side });
  const points = profile(plan);
  const colour = snowy(conditions) ? '#dfe8f2' : (plan.colour ?? '#6f7f9c');
  const foot = openAir(ctx, conditions, Math.min(1, plan.depth + 0.3)).of(colour, 0.05);
  const body = [...points, [world.right, plan.base + 700] as const, [world.left, plan.base + 700] as const];
  polygon(ctx, body, down(ctx, plan.base - plan.height, plan.base, b.of(colour, 0.02), b.of(colour), foot));
  if ((plan.jagged ?? 0.5) > 0.3) facets(b, points, plan, colour);
  else edge(b, points);
}

function facets(b: Brush, points: readonly Point[], plan: RidgePlan, colour: string): void {
  const next = randomFrom(seedOf('facets', plan.seed));
  points.forEach(([x, y], index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (before === undefined || after === undefined || before[1] < y || after[1] < y) return;
    const fall = (plan.base - y) * (0.5 + next() * 0.4);
    const lean = b.side * (20 + next() * 30);
    const far = points[Math.min(points.length - 1, Math.max(0, index + b.side * 4))] ?? after;
    if (plan.snowLine !== undefined && y < plan.snowLine) cap(b, points, index, plan.snowLine, next());
    const face: Point[] = [
      [x, y],
      [x + lean * 0.3, y + fall * 0.35],
      [x - lean * 0.2, y + fall * 0.6],
      [x + lean, y + fall],
      [far[0], Math.max(far[1], y + 4)],
    ];
    polygon(b.ctx, face, down(b.ctx, y, y + fall, b.of(colour, 0.2, 0.75), b.of(colour, 0.1, 0)));
  });
}

/** Snow on a peak, ragged below. */
function cap(b: Brush, points: readonly Point[], index: number, line: number, chance: number): void {
  const reach = 5;
  const crest = points.slice(Math.max(0, index - reach), index + reach + 1).filter(([, y]) => y < line);
  if (crest.length < 3) return;
  const ragged = crest.map(
    ([x, y], at): Point => [x, Math.min(line + 6, y + (line - y) * (at % 2 ? 0.9 : 0.35 + chance * 0.2) + 4)],
  );
  const [top] = [...crest].sort((a, c) => a[1] - c[1]);
  polygon(
    b.ctx,
    [...crest, ...ragged.reverse()],
    down(b.ctx, top?.[1] ?? 0, line, b.of('#ffffff', 0.3), b.of('#dce8f6', 0.1)),
  );
}

function edge(b: Brush, points: readonly Point[]): void {
  b.ctx.strokeStyle = b.palette.at('glow', 0.22);
  b.ctx.lineWidth = 2;
  b.ctx.beginPath();
  for (const [x, y] of points) b.ctx.lineTo(x, y);
  b.ctx.stroke();
}
