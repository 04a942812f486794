import type { FaceState } from '../figure.ts';
import type { Brush } from './brush.ts';
import { paintFace } from './face/face.ts';
import { type HairView, paintHair, paintHairShadow } from './hair/hair.ts';
import { hairStyleTable } from './hair/styles.ts';
import { paintHeadwear, type WearView } from './headwear/headwear.ts';
import { headwearTable } from './headwear/wardrobe.ts';
import { hairColour, skinTones } from './pigment.ts';
import { type Sitter, shapeOf } from './shape.ts';
import { paintSprite, wholeHead } from './sprite.ts';
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
  const bare = edge === 'all' || (look.headwear === 'hood' && view === 'back');
  const hairLayer = (on: Brush, name: keyof HairView) => {
    if (bare || (look.headwear === 'hood' && name !== 'over')) return;
    onSkull(on, sitter, () => {
      if (edge !== null) underHat(on, edge);
      paintHair(on, hair, name, hairColour(look, age));
    });
  };
  const wearLayer = (on: Brush, name: keyof WearView) => {
    const pieces = worn?.views[view][name];
    if (!worn || !pieces) return;
    onSkull(on, sitter, () => paintHeadwear(on, pieces, worn.colour(look.topColour), name === 'behind'));
  };
  const name = [view, look.hair, hairColour(look, age), look.headwear, look.topColour, shapeOf(sitter).cranium].join(
    ' ',
  );
  if (part === 'behind') {
    if (!hair.behind && !worn?.views[view].behind) return;
    paintSprite(brush, `behind ${name}`, wholeHead, (still) => {
      wearLayer(still, 'behind');
      hairLayer(still, 'behind');
    });
    return;
  }
  if (hair.under) paintSprite(brush, `under ${name}`, wholeHead, (still) => hairLayer(still, 'under'));
  paintFace(brush, view, sitter, face, gazeX, `${look.hair} ${edge}`, (still, outline) => {
    if (edge !== 'all') paintHairShadow(still, hair, outline, tone(skinTones[look.skin].shade, 0.3, 0.42));
  });
  paintSprite(brush, `over ${name}`, wholeHead, (still) => {
    hairLayer(still, 'over');
    wearLayer(still, 'over');
  });
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
