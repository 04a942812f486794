import { Path2D } from '@napi-rs/canvas';
import type { Mouth } from '../../figure.ts';
import { type Brush, detail, line } from '../brush.ts';
import { type Point, type Points, smooth, trace } from '../curve.ts';
import type { Muscles } from '../expression.ts';
import { blend, type SkinTone } from '../pigment.ts';
import type { HeadShape, Sitter } from '../shape.ts';
import { mouthPlace } from '../view.ts';

/** What a mouth is painted from. */
export interface MouthWork {
  readonly sitter: Sitter;
  readonly shape: HeadShape;
  readonly skin: SkinTone;
  readonly mouth: Mouth;
  readonly muscles: Muscles;
}

/** The lines of a mouth around its middle, before perspective. */
interface Lips {
  readonly half: number;
  /** Heights of the corners over the middle. */
  readonly left: number;
  readonly right: number;
  /** The inner edges of the lips. */
  readonly upper: number;
  readonly lower: number;
  /** How thick each lip is. */
  readonly top: number;
  readonly bottom: number;
}

function lipsOf({ shape, mouth, muscles }: MouthWork): Lips {
  const { open, wide, round, teeth, press } = mouth;
  const smile = muscles.smile;
  const flat = 1 - 0.6 * press;
  const corner = -0.034 * smile;
  const plump = (0.55 + 0.45 * shape.lips) * flat;
  return {
    half: shape.mouth * (1 + 0.2 * wide + 0.3 * Math.max(0, smile) - 0.44 * round - 0.07 * open) * (1 - 0.05 * press),
    left: corner + 0.02 * muscles.smirk,
    right: corner - 0.024 * muscles.smirk,
    upper: -0.016 * open - 0.01 * round * open - 0.012 * muscles.sneer - 0.006 * teeth,
    lower: 0.1 * open + 0.014 * teeth + 0.004 * Math.max(0, smile),
    top: 0.03 * plump * (1 + 0.3 * round),
    bottom: 0.038 * plump * (1 + 0.35 * round) * (1 - 0.25 * teeth),
  };
}

/** The four edges of the lips, from the left corner to the right. */
function edges({ half, left, right, upper, lower, top, bottom }: Lips) {
  const inner = (depth: number, bow = 0): Points => [
    [-half, left, 1],
    [-half * 0.5, left * 0.35 + depth * 0.82],
    [0, depth + bow],
    [half * 0.5, right * 0.35 + depth * 0.82],
    [half, right, 1],
  ];
  return {
    innerUpper: inner(upper, 0.004),
    innerLower: inner(lower),
    outerUpper: [
      [-half, left, 1],
      [-half * 0.56, left * 0.5 + upper - top * 0.62],
      [-half * 0.18, upper - top],
      [0, upper - top * 0.72],
      [half * 0.18, upper - top],
      [half * 0.56, right * 0.5 + upper - top * 0.62],
      [half, right, 1],
    ] satisfies Points,
    outerLower: [
      [-half, left, 1],
      [-half * 0.52, left * 0.4 + lower * 0.9 + bottom * 0.72],
      [0, lower + bottom],
      [half * 0.52, right * 0.4 + lower * 0.9 + bottom * 0.72],
      [half, right, 1],
    ] satisfies Points,
  };
}

/** A closed shape of two edges that share their corners. */
function ring(above: Points, below: Points): Path2D {
  return trace(new Path2D(), [...above, ...below.slice(1, -1).reverse()], true);
}

function inside(brush: Brush, work: MouthWork, hole: Path2D, lips: Lips, x: number, y: number): void {
  const { ctx, tone } = brush;
  const { open, teeth } = work.mouth;
  ctx.save();
  ctx.clip(hole);
  ctx.fillStyle = tone('#3a1018', 0.28);
  ctx.fillRect(x - 0.3, y - 0.2, 0.6, 0.5);
  const depth = lips.lower - lips.upper;
  if (open > 0.3 && brush.pixels >= detail.modelled) {
    ctx.beginPath();
    ctx.ellipse(x, y + lips.lower + 0.012, lips.half * 0.66, depth * 0.42, 0, 0, Math.PI * 2);
    ctx.fillStyle = tone('#b8505a', 0.45);
    ctx.fill();
  }
  const shown = Math.max(0.46 * depth, teeth * 0.8 * depth) * (1 - 0.55 * work.mouth.round);
  ctx.beginPath();
  ctx.ellipse(x, y + lips.upper, lips.half * 0.8, Math.min(0.034, shown), 0, 0, Math.PI * 2);
  ctx.fillStyle = tone('#fbf3ea', 0.62);
  ctx.fill();
  ctx.restore();
}

/** The mouth of a face seen from the front or three-quarter. */
export function paintMouth(brush: Brush, work: MouthWork, view: 'front' | 'three-quarter'): void {
  const { ctx, tone } = brush;
  const { shape, skin, mouth } = work;
  const place = mouthPlace(view);
  const y = shape.mouthY;
  const lips = lipsOf(work);
  const seen = (points: Points): Points =>
    points.map(([px, py, corner]): Point => {
      const at = place.x + px * (px < 0 ? place.near : place.far);
      return corner ? [at, y + py, corner] : [at, y + py];
    });
  const all = edges(lips);
  const [innerUpper, innerLower] = [seen(all.innerUpper), seen(all.innerLower)];
  const gap = lips.lower - lips.upper;
  if (gap > 0.007) inside(brush, work, ring(innerUpper, innerLower), lips, place.x, y);
  if (brush.pixels >= detail.modelled) {
    const colour = blend(skin.base, skin.lips, 0.4 + 0.6 * shape.lips);
    ctx.fillStyle = tone(blend(colour, skin.shade, 0.35), 0.42);
    ctx.fill(ring(seen(all.outerUpper), innerUpper));
    ctx.fillStyle = tone(colour, 0.58);
    ctx.fill(ring(innerLower, seen(all.outerLower)));
    if (brush.pixels >= detail.fine) shine(brush, lips, place.x, y, skin);
  }
  const seam = tone(blend(skin.lips, '#2a0c12', 0.62), 0.3, gap > 0.02 ? 0.55 : 1);
  line(brush, smooth(innerUpper, false), seam, brush.pixels < detail.modelled ? 0.018 : 0.0085);
  if (brush.pixels >= detail.fine && mouth.open < 0.7) underLip(brush, lips, place.x, y, skin);
}

/** The wet light on the lower lip, towards the key light. */
function shine(brush: Brush, { half, lower, bottom }: Lips, x: number, y: number, skin: SkinTone): void {
  const { ctx, tone, lit } = brush;
  ctx.beginPath();
  ctx.ellipse(x + lit * half * 0.2, y + lower + bottom * 0.42, half * 0.3, bottom * 0.16, 0, 0, Math.PI * 2);
  ctx.fillStyle = tone(skin.light, 0.95, 0.4);
  ctx.fill();
}

/** The shade under the lower lip. */
function underLip(brush: Brush, { half, lower, bottom }: Lips, x: number, y: number, skin: SkinTone): void {
  const at = y + lower + bottom + 0.014;
  const path = new Path2D();
  path.moveTo(x - half * 0.34, at);
  path.quadraticCurveTo(x, at + 0.012, x + half * 0.34, at);
  line(brush, path, brush.tone(skin.shade, 0.42, 0.5), 0.013);
}

/** The mouth of a profile: lips on the contour, a corner in the cheek. */
export function paintProfileMouth(brush: Brush, work: MouthWork): void {
  const { ctx, tone } = brush;
  const { shape, skin, mouth, muscles } = work;
  const full = 0.012 * shape.lips;
  const corner: Point = [
    0.288 - 0.012 * mouth.wide + 0.03 * mouth.round - 0.012 * Math.max(0, muscles.smile),
    0.336 - 0.026 * muscles.smile,
    1,
  ];
  const [upper, lower] = [
    0.332 - 0.012 * mouth.open - 0.008 * muscles.sneer,
    0.336 + 0.062 * mouth.open + 0.01 * mouth.teeth,
  ];
  const lipX = 0.374 + full * 0.8 + 0.012 * mouth.round;
  if (lower - upper > 0.012) {
    ctx.fillStyle = tone('#3a1018', 0.25);
    ctx.fill(smooth([corner, [lipX - 0.004, upper, 1], [lipX - 0.012, (upper + lower) / 2], [lipX - 0.008, lower, 1]]));
    ctx.fillStyle = tone('#fbf3ea', 0.6);
    const bite = upper + Math.min(0.02, (lower - upper) * (0.4 + 0.4 * mouth.teeth));
    ctx.fill(
      smooth([
        [0.325, upper + 0.002, 1],
        [lipX - 0.008, upper, 1],
        [lipX - 0.01, bite],
        [0.335, bite - 0.003],
      ]),
    );
  }
  const colour = blend(skin.base, skin.lips, 0.35 + 0.6 * shape.lips);
  const thick = (0.6 + 0.4 * shape.lips) * (1 - 0.6 * mouth.press);
  ctx.fillStyle = tone(blend(colour, skin.shade, 0.3), 0.45);
  ctx.fill(
    smooth([
      corner,
      [0.34, upper - 0.02 * thick],
      [lipX - 0.002, upper - 0.03 * thick],
      [lipX + 0.006, upper - 0.016 * thick],
      [lipX - 0.008, upper + 0.002, 1],
    ]),
  );
  ctx.fillStyle = tone(colour, 0.58);
  ctx.fill(
    smooth([
      corner,
      [lipX - 0.01, lower, 1],
      [lipX + 0.004, lower + 0.016 * thick],
      [lipX - 0.01, lower + 0.036 * thick],
      [0.345, lower + 0.024 * thick],
    ]),
  );
  line(
    brush,
    smooth([corner, [0.35, upper + 0.004], [lipX - 0.006, upper]], false),
    tone(blend(skin.lips, '#2a0c12', 0.62), 0.3),
    0.009,
  );
}
