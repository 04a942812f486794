import { paintForm, strokeLine } from '../body-brush.ts';
import { blend } from '../head/pigment.ts';
import { skinOf } from '../outline.ts';
import type { Dressing, Top } from './garment.ts';
import { folds, litAt, neckline, patchOn, spots, stitch } from './stitching.ts';

/** The hood as it lies on the shoulders behind the neck. */
function paintHood(dressing: Dressing): void {
  const { brush, trunk, colour } = dressing;
  const slices = [-105, -140, 180, 140, 105].map((around) => ({ ...trunk.at(around, 0.0, 0.06), r: 0.2 }));
  paintForm(brush, [skinOf(slices)], colour, { base: 0.4, rim: 0.6 });
}

/** The hood seen from behind, and its edges as they come forward around the neck. */
function paintHoodEdges(dressing: Dressing): void {
  const { brush, trunk, colour, skeleton } = dressing;
  neckline(dressing, spots('-60,-0.05 -34,0.06 0,0.16 34,0.06 60,-0.05'), blend(colour, '#e8e4de', 0.75), 0.42);
  neckline(dressing, spots('-56,-0.05 -26,0.01 0,0.075 26,0.01 56,-0.05'), dressing.skin, 0.42);
  if (skeleton.facing === 'back') {
    const fall = [skinOf([150, 180, 210].map((around) => ({ ...trunk.at(around, 0.08, 0.1), r: 0.26 })))];
    paintForm(brush, fall, colour, { base: 0.5 });
    stitch(dressing, spots('150,0.02 180,0.16 210,0.02'), 0.02, 0.4);
    return;
  }
  for (const side of [-1, 1]) {
    const edge = spots('118,-0.07 62,-0.075 30,0.03 2,0.17 10,0.24 46,0.16 84,0.08', side);
    patchOn(
      dressing,
      edge.map(([a, d]) => [a, d + 0.02] as const),
      blend(colour, '#000000', 0.35),
      litAt(dressing, side * 40, 0.3),
      0.06,
    );
    patchOn(dressing, edge, colour, litAt(dressing, side * 40, 0.57), 0.08);
    if (!brush.fine) continue;
    const cord = trunk.line([
      [side * 9, 0.21],
      [side * 11, 0.3],
      [side * 9, 0.38 + 0.03 * side],
    ]);
    strokeLine(brush, cord, brush.tone('#efeae2', 0.6), 0.028);
  }
}

export const hoodie: Top = {
  fit: { root: 0.06, joint: 0.07, end: 0.075 },
  sleeves: 1.95,
  ease: 0.07,
  hem: 1.14,
  over: true,
  drape: null,
  cloth: null,
  cuff: { colour: null, width: 0.12 },
  paintFront: (dressing) => {
    folds(dressing, 1.1);
    stitch(
      dressing,
      [
        [0, 0.2],
        [0, 1.12],
      ],
      0.014,
      0.3,
    );
    stitch(dressing, spots('-28,0.7 28,0.7 44,0.94 44,1.04 -44,1.04 -44,0.94 -28,0.7'), 0.016, 0.45);
    stitch(dressing, spots('-90,1.045 0,1.055 90,1.045'), 0.018, 0.5);
    stitch(dressing, spots('90,1.045 180,1.05 270,1.045'), 0.018, 0.5);
  },
  paintCollar: paintHoodEdges,
  paintBehind: paintHood,
};
