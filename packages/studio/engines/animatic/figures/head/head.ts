import type { CastMember, Look } from '@ai-film-studio/film';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { FaceState, FigureLight } from '../figure.ts';
import { type Brush, brushFor } from './brush.ts';
import { paintFace } from './face/face.ts';
import { paintSkinNeck } from './face/neck.ts';
import { paintHair, paintHairShadow } from './hair/hair.ts';
import { hairStyleTable } from './hair/styles.ts';
import { hairColour, skinTones } from './pigment.ts';
import { type Sitter, shapeOf } from './shape.ts';
import { type View, viewOf } from './view.ts';

export type HeadPart = 'behind' | 'front';

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
  const { view, mirrored } = viewOf(face.facing);
  const brush = brushFor(ctx, light, mirrored, pixels);
  ctx.save();
  ctx.translate(0, 0.5);
  ctx.rotate(face.tilt);
  ctx.translate(0, -0.5);
  if (mirrored) ctx.scale(-1, 1);
  paintHuman(brush, view, { look, age, gender }, face, part, mirrored);
  ctx.restore();
}

function paintHuman(
  brush: Brush,
  view: View,
  sitter: Sitter,
  face: FaceState,
  part: HeadPart,
  mirrored: boolean,
): void {
  const { ctx } = brush;
  const hair = hairStyleTable[sitter.look.hair][view];
  const colour = hairColour(sitter.look, sitter.age);
  const layer = (name: 'behind' | 'under' | 'over') => {
    ctx.save();
    ctx.scale(shapeOf(sitter).cranium / 0.345, 1);
    paintHair(brush, hair, name, colour);
    ctx.restore();
  };
  if (part === 'behind') return layer('behind');
  layer('under');
  const shade = brush.tone(skinTones[sitter.look.skin].shade, 0.3, 0.42);
  paintFace(brush, view, sitter, face, mirrored ? -face.gaze.x : face.gaze.x, (outline) =>
    paintHairShadow(brush, hair, outline, shade),
  );
  layer('over');
}

export function paintNeck(
  ctx: SKRSContext2D,
  look: Look,
  age: number,
  gender: CastMember['gender'],
  face: FaceState,
  light: FigureLight,
  pixels: number,
): void {
  const { view, mirrored } = viewOf(face.facing);
  const brush = brushFor(ctx, light, mirrored, pixels);
  ctx.save();
  if (mirrored) ctx.scale(-1, 1);
  paintSkinNeck(brush, view, shapeOf({ look, age, gender }).neck, skinTones[look.skin]);
  ctx.restore();
}
