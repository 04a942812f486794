import type { Path2D } from '@napi-rs/canvas';
import type { FaceState } from '../../figure.ts';
import { type Brush, crescent, detail, patch, rimLight, sideLight } from '../brush.ts';
import { smooth } from '../curve.ts';
import { mouthOf, musclesOf } from '../expression.ts';
import { type SkinTone, skinTones } from '../pigment.ts';
import { type HeadShape, type Sitter, shapeOf } from '../shape.ts';
import { type Bounds, paintSprite, wholeHead } from '../sprite.ts';
import type { View } from '../view.ts';
import { paintBeard } from './beard.ts';
import { paintBrows, paintProfileBrow } from './brows.ts';
import { paintEars } from './ears.ts';
import { type EyeWork, paintEyes } from './eyes.ts';
import { paintGlasses } from './glasses.ts';
import { paintMouth, paintProfileMouth } from './mouth.ts';
import { paintFrontNose, paintProfileNose, paintThreeQuarterNose } from './nose.ts';
import { outlineOf } from './outline.ts';
import { paintProfileEye } from './profile-eye.ts';
import { paintYears, smilingOf } from './years.ts';

/** Where the cheeks blush, by view. */
const cheeks: Record<View, readonly (readonly [x: number, y: number])[]> = {
  front: [
    [-0.205, 0.175],
    [0.205, 0.175],
  ],
  'three-quarter': [
    [-0.04, 0.18],
    [0.28, 0.175],
  ],
  profile: [[0.17, 0.18]],
  back: [],
};

/** The jaw opens in steps of less than a pixel. */
const jawSteps = (pixels: number) => Math.max(4, Math.ceil(pixels / 16));

/** Of what is kept, boxes as wide to the left as to the right, for the mirror. */
const lowerFace: Bounds = { left: -0.4, top: -0.1, width: 0.8, height: 0.85 };
const middleFace: Bounds = { left: -0.4, top: -0.3, width: 0.8, height: 0.6 };
const wholeFace: Bounds = { left: -0.4, top: -0.5, width: 0.8, height: 1 };

const inSteps = (value: number, steps: number) => Math.round(value * steps) / steps;

/** What the skin of a face is painted from. */
interface SkinWork {
  readonly view: View;
  readonly shape: HeadShape;
  readonly skin: SkinTone;
  readonly outline: Path2D;
  readonly blush: number;
}

/**
 * A human head without its hair.
 * @param gazeX where the eyes look on the mirrored canvas.
 * @param shadowOf what throws the shadow that `hairShadow` paints on the skin.
 */
export function paintFace(
  brush: Brush,
  view: View,
  sitter: Sitter,
  face: FaceState,
  gazeX: number,
  shadowOf: string,
  hairShadow: (still: Brush, clip: Path2D) => void,
): void {
  const { look, age, gender } = sitter;
  const shape = shapeOf(sitter);
  const skin = skinTones[look.skin];
  const muscles = musclesOf(face);
  const mouth = mouthOf(face, muscles);
  const jaw = view === 'back' ? 0 : inSteps(mouth.open, jawSteps(brush.pixels));
  const blush = inSteps(muscles.blush, 8);
  const outline = smooth(outlineOf(view, shape, jaw));
  const who = `${view} ${look.skin} ${look.build} ${age} ${gender}`;
  paintSprite(brush, `skin ${who} ${jaw} ${blush} ${shadowOf}`, wholeHead, (still) => {
    paintSkinAndEars(still, { view, shape, skin, outline, blush });
    hairShadow(still, outline);
  });
  if (view === 'back' || brush.pixels < detail.features || brush.light.silhouette > 0.9) return;
  const eyes: EyeWork = { sitter, shape, skin, face, muscles, gaze: { x: gazeX, y: face.gaze.y } };
  brush.ctx.save();
  brush.ctx.translate(0, 0.02 * face.nod);
  const [smile, furrow] = [inSteps(smilingOf(muscles), 16), inSteps(muscles.furrow, 8)];
  paintSprite(brush, `years ${who} ${smile} ${furrow}`, wholeFace, (still) =>
    paintYears(still, view, shape, skin, smile, furrow),
  );
  if (look.beard !== 'none') {
    paintSprite(brush, `beard ${who} ${look.beard} ${look.hairColour} ${jaw}`, lowerFace, (still) =>
      paintBeard(still, view, sitter, shape, jaw, outline),
    );
  }
  paintFeatures(brush, view, eyes, { sitter, shape, skin, mouth, muscles }, who);
  if (look.glasses) paintGlasses(brush, view, shape);
  brush.ctx.restore();
}

function paintSkinAndEars(brush: Brush, { view, shape, skin, outline, blush }: SkinWork): void {
  const earsBehind = view === 'front' || view === 'back';
  if (earsBehind) paintEars(brush, view, shape, skin);
  paintSkin(brush, view, outline, skin);
  if (brush.pixels >= detail.modelled) {
    brush.ctx.save();
    brush.ctx.clip(outline);
    paintCheeks(brush, view, shape, skin, blush);
    brush.ctx.restore();
  }
  if (!earsBehind) paintEars(brush, view, shape, skin);
}

function paintSkin(brush: Brush, view: View, outline: Path2D, skin: SkinTone): void {
  const { ctx, lit, light, tone } = brush;
  ctx.fillStyle = sideLight(brush, skin.base, view === 'front' ? -0.36 : -0.4, 0.36, 0.58, 0.32);
  ctx.fill(outline);
  if (brush.pixels < detail.modelled) {
    rimLight(brush, outline, 0.02);
    return;
  }
  const across = ctx.createLinearGradient(0, -0.3, 0, 0.5);
  across.addColorStop(0, tone(skin.shade, 0.4, 0));
  across.addColorStop(1, tone(skin.shade, 0.36, 0.5));
  crescent(brush, outline, lit > 0 ? -1 : 1, 0.085, tone(skin.shade, 0.3, 0.16 + 0.16 * light.rim));
  crescent(brush, outline, lit > 0 ? -1 : 1, 0.035, across);
  ctx.save();
  if (view !== 'front' && lit < 0) skullOnly(ctx);
  rimLight(brush, outline, 0.013, 0.34);
  ctx.restore();
}

/** Lit from behind, the nape lies before the neck and has no edge of its own. */
function skullOnly(ctx: Brush['ctx']): void {
  ctx.beginPath();
  ctx.rect(-1, -1, 2, 1.02);
  ctx.clip();
}

function paintCheeks(brush: Brush, view: View, shape: HeadShape, skin: SkinTone, blush: number): void {
  const { tone, lit } = brush;
  for (const [x, y] of cheeks[view]) {
    patch(
      brush,
      x,
      y + shape.child * 0.03,
      0.13,
      (alpha) => tone(skin.blush, 0.55, alpha),
      0.1 + 0.34 * blush + 0.14 * shape.child,
    );
    if (x * lit > 0) patch(brush, x * 1.02, y - 0.05, 0.11, (alpha) => tone(skin.light, 0.95, alpha), 0.5);
  }
}

function paintFeatures(
  brush: Brush,
  view: Exclude<View, 'back'>,
  eyes: EyeWork,
  mouth: Parameters<typeof paintMouth>[1],
  who: string,
): void {
  const { shape, skin } = eyes;
  if (view === 'profile') {
    paintProfileNose(brush, shape, skin);
    paintProfileMouth(brush, mouth);
    paintProfileEye(brush, eyes);
    paintProfileBrow(brush, eyes);
    return;
  }
  paintMouth(brush, mouth, view);
  paintEyes(brush, eyes, view);
  const paintNose = view === 'front' ? paintFrontNose : paintThreeQuarterNose;
  paintSprite(brush, `nose ${who}`, middleFace, (still) => paintNose(still, shape, skin));
  paintBrows(brush, eyes, view);
}
