import { type Brush, detail, line, sideLight } from '../brush.ts';
import { type Point, type Points, smooth } from '../curve.ts';
import type { SkinTone } from '../pigment.ts';
import type { HeadShape } from '../shape.ts';
import type { View } from '../view.ts';

/** An ear seen from its side, around its own middle; the face is to the right. */
const outer: Points = [
  [0.02, -0.085],
  [-0.025, -0.105],
  [-0.062, -0.075],
  [-0.058, -0.01],
  [-0.03, 0.05],
  [-0.012, 0.09],
  [0.018, 0.088],
  [0.03, 0.04],
];
const fold: Points = [
  [0.018, -0.055],
  [-0.015, -0.075],
  [-0.038, -0.05],
  [-0.034, 0.0],
  [-0.015, 0.035],
];
const bowl: Points = [
  [0.012, -0.03],
  [-0.012, -0.012],
  [0.0, 0.03],
];

const places: Record<View, readonly { readonly x: number; readonly wide: number }[]> = {
  front: [
    { x: -1, wide: 0.62 },
    { x: 1, wide: -0.62 },
  ],
  'three-quarter': [{ x: -0.27, wide: 0.85 }],
  profile: [{ x: -0.1, wide: 1.1 }],
  back: [
    { x: -1, wide: 0.62 },
    { x: 1, wide: -0.62 },
  ],
};

/** The ears that a view shows. In front and back view they belong behind the face. */
export function paintEars(brush: Brush, view: View, { cheek, eyeY, noseY, old }: HeadShape, skin: SkinTone): void {
  const { ctx, tone } = brush;
  const y = (eyeY + noseY) / 2 - 0.02;
  const size = 1.02 + 0.12 * old;
  for (const place of places[view]) {
    const x = Math.abs(place.x) === 1 ? place.x * (cheek + 0.004) : place.x - (cheek - 0.332) * 0.6;
    const put = (points: Points): Points =>
      points.map(([px, py]): Point => [x + px * place.wide * size, y + py * size]);
    ctx.fillStyle = sideLight(brush, skin.base, -0.38, 0.38, 0.5, 0.3);
    ctx.fill(smooth(put(outer)));
    if (brush.pixels < detail.modelled || view === 'back') continue;
    line(brush, smooth(put(fold), false), tone(skin.shade, 0.36, 0.8), 0.009);
    line(brush, smooth(put(bowl), false), tone(skin.shade, 0.34, 0.8), 0.011);
  }
}
