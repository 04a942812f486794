import type { FaceState } from '../figure.ts';
import type { Brush } from './brush.ts';
import { paintFace } from './face/face.ts';
import { type HairView, paintHair, paintHairShadow } from './hair/hair.ts';
import { hairStyleTable } from './hair/styles.ts';
import { paintHeadwear, type WearView } from './headwear/headwear.ts';
import { headwearTable } from './headwear/wardrobe.ts';
import { hairColour, skinTones } from './pigment.ts';
import { type Sitter, shapeOf } from './shape.ts';
import type { View } from './view.ts';

/** Hair and hats are drawn for a grown-up's skull of this half width. */
const drawnFor = 0.345;

/** A person's head: hair, face, hair, hat. @param gazeX where the eyes look on the mirrored canvas. */
export function paintHuman(
  brush: Brush,
  view: View,
  sitter: Sitter,
  face: FaceState,
  gazeX: number,
  part: 'behind' | 'front',
): void {
  const { tone } = brush;
  const { look, age } = sitter;
  const worn = headwearTable[look.headwear];
  const edge = worn?.covers ?? null;
  const hair = hairStyleTable[look.hair][view];
  const hairLayer = (name: keyof HairView) => {
    if (edge === 'all' || (look.headwear === 'hood' && view === 'back')) return;
    onSkull(brush, sitter, () => {
      if (edge !== null) underHat(brush, edge);
      paintHair(brush, hair, name, hairColour(look, age));
    });
  };
  const wearLayer = (name: keyof WearView) => {
    if (!worn) return;
    onSkull(brush, sitter, () =>
      paintHeadwear(brush, worn.views[view][name] ?? [], worn.colour(look.topColour), name === 'behind'),
    );
  };
  if (part === 'behind') {
    wearLayer('behind');
    if (look.headwear !== 'hood') hairLayer('behind');
    return;
  }
  if (look.headwear !== 'hood') hairLayer('under');
  paintFace(brush, view, sitter, face, gazeX, (outline) => {
    if (edge !== 'all') paintHairShadow(brush, hair, outline, tone(skinTones[look.skin].shade, 0.3, 0.42));
  });
  hairLayer('over');
  wearLayer('over');
}

/** Paints in the units that hair and hats are drawn in. */
function onSkull({ ctx }: Brush, sitter: Sitter, paint: () => void): void {
  ctx.save();
  ctx.scale(shapeOf(sitter).cranium / drawnFor, 1);
  paint();
  ctx.restore();
}

/** Keeps what follows below the hat's edge. */
function underHat({ ctx }: Brush, edge: number): void {
  ctx.beginPath();
  ctx.rect(-2, edge, 4, 4);
  ctx.clip();
}
