import type { Look } from '@ai-film-studio/film';
import { Path2D } from '@napi-rs/canvas';
import type { FaceState, Mouth } from '../../figure.ts';
import { type Brush, crescent, detail, line, patch, rimLight, sideLight } from '../brush.ts';
import { mirrored, type Point, type Points, smooth } from '../curve.ts';
import { type Muscles, mouthOf, musclesOf } from '../expression.ts';
import { blend } from '../pigment.ts';
import { paintSprite, wholeHead } from '../sprite.ts';
import type { View } from '../view.ts';
import { type AnimalEye, paintAnimalEyes } from './eyes.ts';
import { paintBeak, paintMuzzle } from './muzzle.ts';

/** A coloured shape of a coat. */
export interface Mark {
  readonly outline: Points;
  readonly colour: string;
  /** How far before the middle of the head it lies, in head units: what is near turns more. */
  readonly depth: number;
  /** Drawn on both sides. */
  readonly pair?: boolean;
  readonly behind?: boolean;
}

export interface Muzzle {
  readonly kind: 'muzzle' | 'beak';
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: string;
  readonly nose: string;
  /** Half width of the nose. */
  readonly noseWidth: number;
  readonly whiskers: boolean;
  readonly teeth: boolean;
}

/** An animal's head, drawn from the front; the other views turn its parts by their depth. One small file each. */
export interface Animal {
  readonly coat: string;
  readonly dark: string;
  readonly head: Points;
  /** Ears, tufts and patches; those `behind` lie behind the head. */
  readonly marks: readonly Mark[];
  readonly eye: AnimalEye;
  readonly muzzle: Muzzle;
}

/** Everything that the parts of an animal's face are painted from. */
export interface AnimalWork {
  readonly animal: Animal;
  readonly view: View;
  readonly face: FaceState;
  readonly gazeX: number;
  readonly muscles: Muscles;
  readonly mouth: Mouth;
}

const turns: Record<View, readonly [cos: number, sin: number]> = {
  front: [1, 0],
  'three-quarter': [0.84, 0.5],
  profile: [0.5, 0.95],
  back: [1, 0],
};

/** Where a point at a depth is seen when the head turns to the right. */
export function turned(view: View, x: number, depth: number): number {
  const [cos, sin] = turns[view];
  return x * cos + depth * sin;
}

function seen(view: View, points: Points, depth: number): Points {
  return points.map(
    ([x, y, corner]): Point => (corner ? [turned(view, x, depth), y, corner] : [turned(view, x, depth), y]),
  );
}

function paintMarks(brush: Brush, { animal, view }: AnimalWork, behind: boolean): void {
  for (const mark of animal.marks) {
    if ((mark.behind ?? false) !== behind || (view === 'back' && mark.depth > 0.1)) continue;
    const sides = mark.pair ? [mirrored(mark.outline), mark.outline] : [mark.outline];
    for (const [index, outline] of sides.entries()) {
      const hidden = view === 'profile' && mark.pair && !behind && index === 1;
      if (hidden) continue;
      const path = smooth(view === 'front' || view === 'back' ? outline : seen(view, outline, mark.depth));
      brush.ctx.fillStyle = sideLight(brush, mark.colour, -0.42, 0.42, behind ? 0.5 : 0.58, 0.32);
      brush.ctx.fill(path);
      if (behind) rimLight(brush, path, 0.016, 0.42);
    }
  }
}

/** An animal's head. @param gazeX where the eyes look on the mirrored canvas. */
export function paintAnimal(
  brush: Brush,
  look: Look,
  animal: Animal,
  view: View,
  face: FaceState,
  gazeX: number,
): void {
  const { ctx } = brush;
  const muscles = musclesOf(face);
  const work: AnimalWork = { animal, view, face, gazeX, muscles, mouth: mouthOf(face, muscles) };
  const flush = Math.round(muscles.blush * 8) / 8;
  paintSprite(brush, `animal ${look.species} ${view} ${flush}`, wholeHead, (still) => paintCoat(still, work, flush));
  if (view !== 'back' && brush.pixels >= detail.features) {
    const beak = animal.muzzle.kind === 'beak';
    ctx.save();
    ctx.translate(0, 0.018 * face.nod);
    if (!beak) paintMuzzle(brush, work);
    paintAnimalEyes(brush, work, look.glasses);
    if (beak) paintBeak(brush, work);
    ctx.restore();
  }
}

/** What does not move: ears, head, markings. */
function paintCoat(brush: Brush, work: AnimalWork, flush: number): void {
  const { ctx, lit, tone } = brush;
  const { animal, view } = work;
  paintMarks(brush, work, true);
  const head = smooth(animal.head);
  ctx.fillStyle = sideLight(brush, animal.coat, -0.42, 0.42, 0.56, 0.34);
  ctx.fill(head);
  if (brush.pixels >= detail.modelled) crescent(brush, head, lit > 0 ? -1 : 1, 0.08, tone(animal.dark, 0.3, 0.25));
  if (view === 'back') {
    rimLight(brush, head, 0.016, 0.4);
    furLines(brush, animal, head);
    return;
  }
  ctx.save();
  ctx.clip(head);
  paintMarks(brush, work, false);
  paintBlush(brush, work, flush);
  ctx.restore();
  rimLight(brush, head, 0.016, 0.4);
}

function paintBlush(brush: Brush, { animal, view }: AnimalWork, flush: number): void {
  if (brush.pixels < detail.modelled) return;
  for (const side of [-1, 1]) {
    const x = turned(view, side * (animal.eye.x + 0.08), 0.26);
    const y = animal.eye.y + 0.17;
    patch(brush, x, y, 0.1, (alpha) => brush.tone('#ec7f6c', 0.6, alpha), 0.15 + 0.35 * flush);
  }
}

/** Tufts on the back of the head. */
function furLines(brush: Brush, { coat, dark }: Animal, head: Path2D): void {
  if (brush.pixels < detail.fine) return;
  const tufts = new Path2D();
  for (let row = 0; row < 4; row++) {
    for (let i = -3; i <= 3; i++) {
      const [x, y] = [i * 0.1 + (row % 2) * 0.05, -0.25 + row * 0.16];
      tufts.moveTo(x - 0.015, y);
      tufts.quadraticCurveTo(x, y + 0.035, x + 0.018, y);
    }
  }
  brush.ctx.save();
  brush.ctx.clip(head);
  line(brush, tufts, brush.tone(blend(coat, dark, 0.6), 0.4, 0.5), 0.008);
  brush.ctx.restore();
}
