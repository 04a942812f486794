import { Path2D } from '@napi-rs/canvas';
import type { FaceState } from '../../figure.ts';
import { type Brush, detail, line } from '../brush.ts';
import type { Muscles } from '../expression.ts';
import { blend, irises, type SkinTone } from '../pigment.ts';
import type { HeadShape, Sitter } from '../shape.ts';
import { type EyePlace, eyePlaces } from '../view.ts';

/** What eyes are painted from. */
export interface EyeWork {
  readonly sitter: Sitter;
  readonly shape: HeadShape;
  readonly skin: SkinTone;
  readonly face: FaceState;
  readonly muscles: Muscles;
  /** Where the eyes look on the mirrored canvas. */
  readonly gaze: { readonly x: number; readonly y: number };
}

/** The lids of one eye: `upper` and `lower` are the heights of their curves over the line between the corners. */
interface Lids {
  readonly inner: readonly [number, number];
  readonly outer: readonly [number, number];
  readonly upper: number;
  readonly lower: number;
}

function lidsOf({ shape, muscles, face, gaze }: EyeWork, { x, inward, wide }: EyePlace): Lids {
  const [w, h] = [shape.eyeWidth * wide, shape.eyeHeight];
  const open = Math.max(0, 1 - face.blink);
  const raised = 1 + 0.42 * muscles.lid - 0.1 * Math.max(0, gaze.y);
  const lower = h * (1.02 - 0.5 * muscles.squint);
  const slant = 0.14 * h + 0.1 * h * Math.max(0, -muscles.browInner) - 0.16 * h * Math.max(0, muscles.browInner - 0.3);
  return {
    inner: [x + inward * w, shape.eyeY + h * 0.3],
    outer: [x - inward * w, shape.eyeY - slant + h * 0.22],
    upper: -h * 1.54 * raised * open + lower * 0.9 * (1 - open),
    lower: lower * (0.94 + 0.06 * open),
  };
}

/** The curve of the upper lid, from the inner corner to the outer. */
function upperLid(path: Path2D, { inner, outer, upper }: Lids, lift = 0): void {
  const span = outer[0] - inner[0];
  path.bezierCurveTo(
    inner[0] + span * 0.2,
    inner[1] + upper * 0.92 - lift * 0.6,
    inner[0] + span * 0.72,
    outer[1] + upper * 0.98 - lift,
    outer[0],
    outer[1] - lift * 0.3,
  );
}

function opening(lids: Lids): Path2D {
  const { inner, outer, lower } = lids;
  const path = new Path2D();
  path.moveTo(inner[0], inner[1]);
  upperLid(path, lids);
  const span = inner[0] - outer[0];
  path.bezierCurveTo(
    outer[0] + span * 0.16,
    outer[1] + lower,
    outer[0] + span * 0.68,
    inner[1] + lower * 0.95,
    inner[0],
    inner[1],
  );
  return path;
}

function iris(brush: Brush, work: EyeWork, place: EyePlace): void {
  const { ctx, tone, lit } = brush;
  const { shape, sitter, gaze, face } = work;
  const colour = irises[sitter.look.eyes];
  const radius = shape.eyeHeight * (1.06 + 0.06 * shape.child);
  const x = place.x + (gaze.x * 0.42 * shape.eyeWidth + 0.004 * place.inward) * place.wide;
  const y = shape.eyeY + gaze.y * 0.4 * shape.eyeHeight - shape.eyeHeight * 0.1;
  const narrow = Math.min(1, place.wide + 0.12);
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(narrow, 1);
  const disc = (size: number, fill: string | ReturnType<typeof ctx.createLinearGradient>, dx = 0, dy = 0) => {
    ctx.beginPath();
    ctx.arc(dx, dy, size, 0, Math.PI * 2);
    ctx.fillStyle = fill;
    ctx.fill();
  };
  const shine = ctx.createLinearGradient(0, -radius, 0, radius);
  shine.addColorStop(0, tone(blend(colour, '#140c14', 0.75), 0.4));
  shine.addColorStop(0.5, tone(colour, 0.62));
  shine.addColorStop(1, tone(blend(colour, '#fff3cf', 0.5), 0.95));
  disc(radius, tone(blend(colour, '#120a12', 0.72), 0.4));
  disc(radius * 0.9, shine);
  disc(radius * (0.46 + 0.06 * work.muscles.lid), tone('#140c12', 0.3));
  if (face.blink < 0.8 && brush.light.silhouette < 0.7) {
    disc(radius * 0.27, tone('#ffffff', 1, 0.95), lit * radius * 0.34, -radius * 0.36);
    if (brush.pixels >= detail.fine) disc(radius * 0.14, tone('#ffffff', 0.9, 0.6), -lit * radius * 0.36, radius * 0.4);
  }
  ctx.restore();
}

/** The dark line of the upper lashes, thick over the outer half, with a wing where lashes are long. */
function lashes(brush: Brush, { shape, skin, face }: EyeWork, place: EyePlace, lids: Lids): void {
  const { ctx, tone } = brush;
  const { inner, outer } = lids;
  const weight = (0.012 + 0.011 * shape.lashes) * (brush.pixels < detail.modelled ? 1.25 : 1);
  const wing = place.wide < 0.8 ? 0 : 0.02 * shape.lashes;
  const path = new Path2D();
  path.moveTo(inner[0], inner[1]);
  upperLid(path, lids);
  path.lineTo(outer[0] - place.inward * wing, outer[1] - wing * (face.blink > 0.6 ? -0.4 : 0.75));
  const back = { ...lids, upper: lids.upper * 1.02 };
  const span = outer[0] - inner[0];
  path.bezierCurveTo(
    inner[0] + span * 0.78,
    outer[1] + back.upper - weight * 1.5,
    inner[0] + span * 0.22,
    inner[1] + back.upper * 0.92 - weight * 0.6,
    inner[0],
    inner[1],
  );
  ctx.fillStyle = tone(blend('#1a1016', skin.shade, 0.22 * (1 - shape.lashes)), 0.3);
  ctx.fill(path);
}

/** Crease over the lid, and what years leave under it. */
function folds(brush: Brush, { shape, skin, face, muscles }: EyeWork, lids: Lids): void {
  const { tone } = brush;
  const { inner, outer } = lids;
  const span = outer[0] - inner[0];
  const lift = 0.03 - 0.012 * Math.max(0, muscles.furrow) - 0.008 * shape.old + 0.008 * face.blink;
  const crease = new Path2D();
  crease.moveTo(inner[0] + span * 0.12, inner[1] + lids.upper * 0.45 - lift);
  crease.bezierCurveTo(
    inner[0] + span * 0.35,
    inner[1] + lids.upper * 0.9 - lift,
    inner[0] + span * 0.72,
    outer[1] + lids.upper * 0.86 - lift,
    outer[0] - span * 0.07,
    outer[1] - lift * 1.05,
  );
  line(brush, crease, tone(skin.shade, 0.34, 0.75), 0.0062);
  const below = new Path2D();
  below.moveTo(inner[0] + span * 0.2, inner[1] + lids.lower * 0.72);
  below.quadraticCurveTo(inner[0] + span * 0.6, inner[1] + lids.lower * 0.95, outer[0], outer[1] + 0.004);
  line(brush, below, tone(blend(skin.shade, '#2a1218', 0.3), 0.35, 0.55), 0.006);
  const bag = Math.max(0.75 * shape.old, 0.55 * muscles.squint * (1 - shape.child));
  if (bag < 0.15) return;
  const under = new Path2D();
  under.moveTo(inner[0] + span * 0.06, inner[1] + 0.026);
  under.quadraticCurveTo(
    inner[0] + span * 0.45,
    inner[1] + lids.lower + 0.026,
    outer[0] - span * 0.12,
    outer[1] + 0.05,
  );
  line(brush, under, tone(skin.shade, 0.4, 0.6 * bag), 0.008);
}

function paintEye(brush: Brush, work: EyeWork, place: EyePlace): void {
  const { ctx, tone } = brush;
  const lids = lidsOf(work, place);
  const path = opening(lids);
  if (work.face.blink < 0.92) {
    ctx.save();
    const top = work.shape.eyeY - work.shape.eyeHeight * 1.2;
    const white = ctx.createLinearGradient(0, top, 0, top + work.shape.eyeHeight * 2);
    white.addColorStop(0, tone('#c9b4b4', 0.35));
    white.addColorStop(0.45, tone('#f7f1ec', 0.62));
    white.addColorStop(1, tone('#fffaf4', 0.7));
    ctx.fillStyle = white;
    ctx.fill(path);
    ctx.clip(path);
    iris(brush, work, place);
    ctx.restore();
  }
  if (brush.pixels >= detail.fine) folds(brush, work, lids);
  lashes(brush, work, place, lids);
}

/** Both eyes of a face seen from the front or three-quarter. */
export function paintEyes(brush: Brush, work: EyeWork, view: 'front' | 'three-quarter'): void {
  for (const place of eyePlaces(view, work.shape)) paintEye(brush, work, place);
}
