import { type Dressing, nothing, type Top } from './garment.ts';
import { folds, litAt, patchOn, ring, spots, stitch } from './stitching.ts';

/** Ribs of the knit, and the ribbed band at the hem. */
function paintKnit(dressing: Dressing): void {
  const { brush } = dressing;
  if (brush.pixels < 70) return;
  for (let around = -80; around <= 260; around += 9) {
    stitch(
      dressing,
      [
        [around, 0.15],
        [around, 0.98],
      ],
      0.012,
      0.16,
    );
    stitch(
      dressing,
      [
        [around, 0.99],
        [around, 1.12],
      ],
      0.02,
      0.42,
    );
  }
  stitch(dressing, spots('-90,0.985 0,0.99 90,0.985'), 0.018, 0.5);
  stitch(dressing, spots('90,0.985 180,0.985 270,0.985'), 0.018, 0.5);
}

/** A rolled collar of ribs, in the dressing's colour. */
export function paintRoll(dressing: Dressing, ease = 0.06): void {
  const { brush, colour } = dressing;
  const roll = spots('-125,-0.09 -60,-0.09 0,-0.055 60,-0.09 125,-0.09 120,0.0 60,0.02 0,0.06 -60,0.02 -120,0.0');
  patchOn(
    dressing,
    roll.map(([a, d]) => [a, d + 0.02] as const),
    colour,
    0.24,
    ease,
  );
  patchOn(dressing, spots('80,-0.09 180,-0.1 280,-0.09 275,0.0 180,0.01 85,0.0'), colour, 0.52, ease);
  patchOn(dressing, roll, colour, litAt(dressing, 0, 0.56), ease);
  if (brush.pixels < 70) return;
  for (let around = -110; around <= 250; around += 12) {
    const drop = 0.045 * Math.max(0, Math.cos((around * Math.PI) / 180));
    stitch(
      dressing,
      [
        [around, -0.08 + drop],
        [around, -0.005 + 1.3 * drop],
      ],
      0.016,
      0.45,
    );
  }
  ring(dressing, -0.09, 0.035, 0.03, colour);
}

export const sweater: Top = {
  fit: { root: 0.05, joint: 0.055, end: 0.06 },
  sleeves: 1.95,
  ease: 0.06,
  hem: 1.12,
  over: true,
  drape: null,
  cloth: null,
  cuff: { colour: null, width: 0.14 },
  paintFront: (dressing) => {
    folds(dressing, 1.1);
    paintKnit(dressing);
  },
  paintCollar: (dressing) => paintRoll(dressing),
  paintBehind: nothing,
};
