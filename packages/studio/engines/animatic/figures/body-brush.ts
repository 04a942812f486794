import type { CanvasGradient, SKRSContext2D } from '@napi-rs/canvas';
import type { FigureLight } from './figure.ts';
import type { Point } from './geometry.ts';
import { brushFor } from './head/brush.ts';
import { type Box, boxOf, type Outline, type Slice, traceOutline, tracePath, within } from './outline.ts';

/** What bodies, clothes and props are painted with. The canvas is in head heights. */
export interface BodyBrush {
  readonly ctx: SKRSContext2D;
  readonly light: FigureLight;
  /** Where the key light is: 1 right, −1 left. */
  readonly lit: 1 | -1;
  /** Pixels a head height. */
  readonly pixels: number;
  /** Seams, folds and buttons are drawn. */
  readonly fine: boolean;
  /** A daylight colour in the scene's light: `lit` 0 is full shade, 1 key light. */
  readonly tone: (colour: string, lit: number, alpha?: number) => string;
  /** What the canvas shows, in head heights: what lies outside is not painted. */
  readonly frame: Box;
}

/** Head height in pixels from which seams and folds are drawn. */
const finePixels = 38;

/** A brush for the canvas as it is scaled now. */
export function bodyBrush(ctx: SKRSContext2D, light: FigureLight): BodyBrush {
  const transform = ctx.getTransform();
  const pixels = Math.hypot(transform.a, transform.b);
  const { tone } = brushFor(ctx, light, false, pixels);
  const frame = frameOf(transform, ctx.canvas);
  return { ctx, light, lit: light.from === 'right' ? 1 : -1, pixels, fine: pixels >= finePixels, tone, frame };
}

type Transform = Readonly<Record<'a' | 'b' | 'd' | 'e' | 'f', number>>;

/** The canvas in the units of its transform; everything, where it is turned. */
function frameOf({ a, b, d, e, f }: Transform, { width, height }: { width: number; height: number }): Box {
  if (Math.abs(b) > 1e-6) return { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
  const [x0, x1] = [-e / a, (width - e) / a];
  return { left: Math.min(x0, x1), right: Math.max(x0, x1), top: -f / d, bottom: (height - f) / d };
}

/** Whether any of a box is on the canvas. */
const shows = ({ frame }: BodyBrush, box: Box): boolean =>
  box.right > frame.left - 0.1 &&
  box.left < frame.right + 0.1 &&
  box.bottom > frame.top - 0.1 &&
  box.top < frame.bottom + 0.1;

/** How a form is modelled. */
interface Modelling {
  /** How bright its middle is: 0.5 stands in the scene's own light. */
  readonly base?: number;
  /** How strong its rim is, 0 … 1. */
  readonly rim?: number;
  /** Edges within these have no rim: they lie before something else. */
  readonly before?: readonly Outline[];
  /** How wide the shaded edge is, in head heights. */
  readonly core?: number;
  /** Where it grows out of another form: its edges are not drawn there. */
  readonly joint?: Slice;
  /** The box that the light is spread over, where it is not its own: forms of one garment share one. */
  readonly span?: Box;
}

/** Light across a box, from the lit upper corner to the shaded lower one. */
export function across(brush: BodyBrush, colour: string, box: Box, base: number): CanvasGradient {
  const { ctx, lit, light, tone } = brush;
  const swing = 0.1 + 0.2 * light.rim;
  const slant = Math.min(0.6, (box.bottom - box.top) * 0.2);
  const [near, far] = lit > 0 ? [box.right, box.left] : [box.left, box.right];
  const gradient = ctx.createLinearGradient(far, box.top + slant, near, box.top);
  gradient.addColorStop(0, tone(colour, base - swing));
  gradient.addColorStop(0.45, tone(colour, base - swing * 0.15));
  gradient.addColorStop(0.8, tone(colour, base + swing * 0.7));
  gradient.addColorStop(1, tone(colour, base + swing));
  return gradient;
}

/** Fills a form and models it: light across it, a shaded edge, and the warm rim on the light's side. */
export function paintForm(
  brush: BodyBrush,
  outlines: readonly Outline[],
  colour: string,
  { base = 0.5, rim = 1, before = [], core = 0.07, joint, span }: Modelling = {},
): void {
  const { ctx, light, lit, tone, pixels } = brush;
  const box = boxOf(outlines);
  if (!shows(brush, box)) return;
  ctx.beginPath();
  for (const outline of outlines) traceOutline(ctx, outline);
  ctx.fillStyle = across(brush, colour, span ?? box, base);
  ctx.fill();
  if (core > 0 && pixels > 18 && light.silhouette < 0.85) {
    ctx.fillStyle = tone(colour, Math.max(0, base - 0.36), 0.3 + 0.2 * light.rim);
    ribbons(ctx, outlines, { x: -lit * 0.94, y: 0.34 }, core, [], joint);
  }
  const strength = rim * light.rim;
  if (strength < 0.04) return;
  ctx.fillStyle = light.palette.between(
    'glow',
    'light',
    0.4,
    Math.min(1, 0.35 + 0.65 * strength) * (0.75 + 0.25 * strength),
  );
  ribbons(
    ctx,
    outlines,
    { x: lit * 0.95, y: -0.31 },
    Math.max(0.022 + 0.012 * strength, 1.1 / pixels) * (0.5 + strength / 2),
    before,
    undefined,
  );
}

/** An outline with its box, which rules most points out at once. */
interface Cover {
  readonly outline: Outline;
  readonly box: Box;
}

const buried = (point: Point, own: Outline, others: readonly Cover[], joint: Slice | undefined) =>
  (joint !== undefined && Math.hypot(point.x - joint.x, point.y - joint.y) < joint.r) ||
  others.some(
    ({ outline, box }) =>
      outline !== own &&
      point.x > box.left &&
      point.x < box.right &&
      point.y > box.top &&
      point.y < box.bottom &&
      within(outline, point),
  );

/** Fills the edges of a form that look towards `side` with the current style, wider the more squarely they face it. */
function ribbons(
  ctx: SKRSContext2D,
  outlines: readonly Outline[],
  side: Point,
  width: number,
  before: readonly Outline[],
  joint: Slice | undefined,
): void {
  const others = [...outlines, ...before].map((outline): Cover => ({ outline, box: boxOf([outline]) }));
  ctx.beginPath();
  for (const outline of outlines) {
    for (const run of facingRuns(outline, side, others, joint)) {
      const [first] = run;
      if (first === undefined || run.length < 2) continue;
      tracePath(
        ctx,
        run.map(({ point }) => point),
      );
      for (const [index, { point, facing }] of [...run.entries()].toReversed()) {
        // It begins and ends thin, also where another form cuts it off.
        const deep = width * facing * Math.min(1, (index + 0.2) / 2.5, (run.length - index - 0.8) / 2.5);
        ctx.lineTo(point.x - side.x * deep, point.y - side.y * deep);
      }
      ctx.closePath();
    }
  }
  ctx.fill();
}

interface Edge {
  readonly point: Point;
  readonly facing: number;
}

/** The stretches of an outline that look towards `side` and are not hidden in another form. */
function facingRuns(outline: Outline, side: Point, others: readonly Cover[], joint: Slice | undefined): Edge[][] {
  const count = outline.length;
  const edges = outline.map((point, index): Edge | null => {
    const a = outline[(index + count - 1) % count] ?? point;
    const b = outline[(index + 1) % count] ?? point;
    const long = Math.max(1e-6, Math.hypot(b.x - a.x, b.y - a.y));
    const facing = ((b.y - a.y) * side.x - (b.x - a.x) * side.y) / long;
    return facing <= 0.03 || buried(point, outline, others, joint) ? null : { point, facing };
  });
  // Begin behind a gap, so that no run is cut where the outline's list happens to start.
  const gap = edges.indexOf(null);
  const runs: Edge[][] = [[]];
  for (let index = 0; index < count; index++) {
    const edge = edges[(index + gap + 1) % count];
    if (edge) runs.at(-1)?.push(edge);
    else if ((runs.at(-1)?.length ?? 0) > 0) runs.push([]);
  }
  return runs;
}

/** Draws within the outlines only. */
export function inside(brush: BodyBrush, outlines: readonly Outline[], paint: () => void): void {
  if (!shows(brush, boxOf(outlines))) return;
  const { ctx } = brush;
  ctx.save();
  ctx.beginPath();
  for (const outline of outlines) traceOutline(ctx, outline);
  ctx.clip();
  paint();
  ctx.restore();
}

/** A line of even width through points. */
export function strokeLine({ ctx, pixels }: BodyBrush, points: readonly Point[], style: string, width: number): void {
  if (points.length < 2) return;
  ctx.beginPath();
  tracePath(ctx, points);
  ctx.strokeStyle = style;
  ctx.lineWidth = Math.max(width, 0.7 / pixels);
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke();
}

/** A fold: a line that swells in its middle and dies away at its ends. */
export function foldLine({ ctx }: BodyBrush, points: readonly Point[], style: string, width: number): void {
  const [start, end] = [points[0], points.at(-1)];
  if (start === undefined || end === undefined || points.length < 2) return;
  const side = (sign: number) =>
    points.map((point, index) => {
      const [a, b] = [points[index - 1] ?? point, points[index + 1] ?? point];
      const long = Math.max(1e-6, Math.hypot(b.x - a.x, b.y - a.y));
      const half = 0.5 * sign * width * Math.sin((Math.PI * index) / (points.length - 1));
      return { x: point.x - ((b.y - a.y) / long) * half, y: point.y + ((b.x - a.x) / long) * half };
    });
  ctx.beginPath();
  tracePath(ctx, [...side(1), ...side(-1).reverse()]);
  ctx.closePath();
  ctx.fillStyle = style;
  ctx.fill();
}

/** A flat patch with corners. */
export function fillPatch({ ctx }: BodyBrush, points: readonly Point[], style: string | CanvasGradient): void {
  if (points.length < 3) return;
  ctx.beginPath();
  points.forEach(({ x, y }, index) => {
    if (index === 0) ctx.moveTo(x, y);
    else ctx.lineTo(x, y);
  });
  ctx.closePath();
  ctx.fillStyle = style;
  ctx.fill();
}
