import type { CastMember, Look } from '@ai-film-studio/film';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { FaceState, FigureLight } from '../figure.ts';
import { paintAnimal } from './animals/animal.ts';
import { paintRobot } from './animals/robot.ts';
import { animalTable } from './animals/species.ts';
import { type Brush, brushFor } from './brush.ts';
import { paintSkinNeck } from './face/neck.ts';
import { paintHeadwear } from './headwear/headwear.ts';
import { headwearTable } from './headwear/wardrobe.ts';
import { paintHuman } from './human.ts';
import { type SkinTone, skinTones } from './pigment.ts';
import { type Sitter, shapeOf } from './shape.ts';
import { paintSprite, wholeHead } from './sprite.ts';
import { type View, viewOf } from './view.ts';

/** What lies behind neck and shoulders, or all the rest of the head. */
export type HeadPart = 'behind' | 'front';

/**
 * Paints a head around the origin: one unit is from the chin (y 0.5) to the crown of the skull (y −0.5); the neck joins at (0, 0.62).
 * The caller moves and scales the canvas. A whole figure is painted in this order: `behind`, {@link paintNeck}, torso and collar, `front`.
 * The same arguments always paint the same pixels.
 * @param pixels height of the head on the screen; small heads are painted with less detail.
 * @example paintHead(ctx, look, 34, 'female', face, light, 'front', 400);
 */
export function paintHead(
  ctx: SKRSContext2D,
  look: Look,
  age: number,
  gender: CastMember['gender'],
  face: FaceState,
  light: FigureLight,
  part: HeadPart,
  pixels: number,
): void {
  if (look.species === 'voice') return;
  const { view, mirrored } = viewOf(face.facing);
  const brush = brushFor(ctx, light, mirrored, pixels);
  const gazeX = mirrored ? -face.gaze.x : face.gaze.x;
  ctx.save();
  lean(brush, face, mirrored, view === 'profile');
  if (look.species === 'human') paintHuman(brush, view, { look, age, gender }, face, gazeX, part);
  else if (part === 'front') {
    if (look.species === 'robot') paintRobot(brush, view, face, gazeX);
    else paintAnimal(brush, look, animalTable[look.species], view, face, gazeX);
    paintAnimalHat(brush, view, look);
  }
  ctx.restore();
}

/** A hat on fur: it sits between the ears. What wraps a whole face does not fit an animal. */
function paintAnimalHat(brush: Brush, view: View, look: Look): void {
  const worn = headwearTable[look.headwear];
  if (!worn || worn.covers === 'all' || look.headwear === 'hood') return;
  paintSprite(brush, `hat ${look.species} ${view} ${look.headwear} ${look.topColour}`, wholeHead, (still) => {
    still.ctx.scale(1.1, 1);
    paintHeadwear(still, worn.views[view].over, worn.colour(look.topColour), false);
  });
}

/** Tilts the head about the neck and, in profile, nods it; mirrors what looks to the left. */
function lean({ ctx }: Brush, { tilt, nod }: FaceState, mirrored: boolean, profile: boolean): void {
  ctx.translate(0, 0.5);
  ctx.rotate(tilt);
  if (mirrored) ctx.scale(-1, 1);
  if (profile) ctx.rotate(nod * 0.16);
  ctx.translate(0, -0.5 + 0.012 * nod);
}

/** The skin or coat of a neck. */
function coatOf(look: Look): SkinTone {
  if (look.species === 'human' || look.species === 'voice') return skinTones[look.skin];
  const { coat, dark } = look.species === 'robot' ? { coat: '#6d7984', dark: '#36424e' } : animalTable[look.species];
  return { base: coat, shade: dark, light: coat, blush: coat, lips: coat };
}

/** Half the width of the neck where it meets the collar, in head units. */
export function neckWidth(sitter: Sitter): number {
  const { species } = sitter.look;
  return species === 'human' ? shapeOf(sitter).neck : species === 'robot' ? 0.12 : 0.21;
}

/** Paints the bare neck, from under the jaw to y 0.97, in the units of {@link paintHead}; before torso and collar. */
export function paintNeck(
  ctx: SKRSContext2D,
  look: Look,
  age: number,
  gender: CastMember['gender'],
  face: FaceState,
  light: FigureLight,
  pixels: number,
): void {
  if (look.species === 'voice') return;
  const { view, mirrored } = viewOf(face.facing);
  const brush = brushFor(ctx, light, mirrored, pixels);
  ctx.save();
  if (mirrored) ctx.scale(-1, 1);
  const half = neckWidth({ look, age, gender });
  const coat = coatOf(look);
  paintSprite(brush, `neck ${view} ${half} ${coat.base}`, wholeHead, (still) => paintSkinNeck(still, view, half, coat));
  ctx.restore();
}
