import { Path2D } from '@napi-rs/canvas';
import { type Brush, detail, line } from '../brush.ts';
import type { Muscles } from '../expression.ts';
import type { SkinTone } from '../pigment.ts';
import type { HeadShape } from '../shape.ts';
import { mouthPlace, type View } from '../view.ts';

type Curve = readonly [number, number, number, number, number, number];

function curves(view: View, { mouthY, noseY, nose, mouth, eyeY, browY }: HeadShape): readonly Curve[] {
  if (view === 'profile') {
    return [
      [0.33, noseY + 0.004, 0.285, 0.28, 0.288, mouthY + 0.012],
      [0.2, eyeY - 0.006, 0.18, eyeY, 0.165, eyeY - 0.016],
      [0.2, eyeY + 0.018, 0.18, eyeY + 0.028, 0.165, eyeY + 0.026],
      [0.21, browY - 0.13, 0.28, browY - 0.15, 0.34, browY - 0.12],
    ];
  }
  const { x, near, far } = mouthPlace(view === 'three-quarter' ? view : 'front');
  const centre = view === 'three-quarter' ? 0.17 : 0;
  const sides = [
    { s: -1, k: near },
    { s: 1, k: far },
  ];
  return sides.flatMap(({ s, k }): Curve[] => [
    [
      centre + s * nose * 1.25 * k,
      noseY - 0.01,
      x + s * mouth * 1.5 * k,
      noseY + 0.05,
      x + s * mouth * 1.36 * k,
      mouthY + 0.02,
    ],
    ...(view === 'front' || s < 0 ? crowsFeet(centre, s, k, eyeY) : []),
    [centre, browY - 0.12, centre + s * 0.1 * k, browY - 0.135, centre + s * 0.17 * k, browY - 0.11],
    [centre, browY - 0.165, centre + s * 0.08 * k, browY - 0.178, centre + s * 0.14 * k, browY - 0.16],
  ]);
}

function crowsFeet(centre: number, s: number, k: number, eyeY: number): Curve[] {
  const x = centre + s * 0.262 * k;
  return [
    [x, eyeY - 0.008, x + s * 0.02, eyeY - 0.012, x + s * 0.036 * k, eyeY - 0.028],
    [x, eyeY + 0.014, x + s * 0.02, eyeY + 0.022, x + s * 0.036 * k, eyeY + 0.022],
  ];
}

/** How deep a smile or a sneer folds the cheeks. */
export const smilingOf = ({ smile, sneer }: Muscles): number => 0.35 * Math.max(0, smile - 0.3) + 0.55 * sneer;

/**
 * What years and feelings write on a face: folds beside the mouth, crow's feet, lines of the forehead, the frown.
 * @param smiling {@link smilingOf} the face; `furrow` how far its brows are drawn together
 */
export function paintYears(
  brush: Brush,
  view: View,
  shape: HeadShape,
  skin: SkinTone,
  smiling: number,
  furrow: number,
): void {
  if (brush.pixels < detail.fine) return;
  const { tone } = brush;
  curves(view, shape).forEach(([x0, y0, cx, cy, x1, y1], index) => {
    const fold = index === 0 || (view !== 'profile' && y0 > shape.eyeY + 0.1);
    const strength = fold ? Math.max(shape.old * 0.8, smiling) : (shape.old - 0.25) * 0.75;
    if (strength < 0.12) return;
    const path = new Path2D();
    path.moveTo(x0, y0);
    path.quadraticCurveTo(cx, cy, x1, y1);
    line(brush, path, tone(skin.shade, 0.38, Math.min(0.75, strength)), 0.0075);
  });
  if (furrow > 0.4 && view !== 'profile') frown(brush, view, shape, skin, furrow);
}

function frown(brush: Brush, view: View, { browY }: HeadShape, skin: SkinTone, furrow: number): void {
  const centre = view === 'three-quarter' ? 0.185 : 0;
  for (const side of [-1, 1]) {
    const path = new Path2D();
    path.moveTo(centre + side * 0.022, browY - 0.012);
    path.quadraticCurveTo(centre + side * 0.014, browY + 0.01, centre + side * 0.02, browY + 0.03);
    line(brush, path, brush.tone(skin.shade, 0.36, 0.6 * furrow), 0.0075);
  }
}
