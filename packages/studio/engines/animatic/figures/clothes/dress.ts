import { type Dressing, nothing, type Top } from './garment.ts';
import { fold, folds, neckline, type Spot, stitch } from './stitching.ts';

const cut: readonly Spot[] = [
  [-86, 0.02],
  [-58, 0.12],
  [-32, 0.2],
  [0, 0.235],
  [32, 0.2],
  [58, 0.12],
  [86, 0.02],
];

/** A round neckline with collarbones. */
function paintNeckline(dressing: Dressing): void {
  const { brush, skin } = dressing;
  neckline(dressing, [[-104, -0.09], ...cut, [104, -0.09], [0, -0.09]], skin, 0.5);
  neckline(
    dressing,
    [
      [122, -0.09],
      [128, 0.0],
      [150, 0.06],
      [180, 0.08],
      [210, 0.06],
      [232, 0.0],
      [238, -0.09],
      [180, -0.09],
    ],
    skin,
    0.46,
  );
  if (brush.pixels > 60) {
    const bones = { ...dressing, colour: skin };
    for (const side of [-1, 1]) {
      fold(
        bones,
        [
          [side * 7, 0.12],
          [side * 34, 0.1],
          [side * 60, 0.085],
        ],
        0.045,
        0.35,
      );
      stitch(
        bones,
        [
          [side * 10, 0.108],
          [side * 40, 0.085],
        ],
        0.014,
        0.35,
        0.3,
      );
    }
  }
  stitch(dressing, cut, 0.024, 0.6);
}

/** A summer dress: fitted to the waist, flared to below the knee. */
export const dress: Top = {
  fit: { root: 0.02, joint: 0.02, end: 0.05 },
  sleeves: 0.5,
  ease: 0.015,
  hem: 0.98,
  over: true,
  drape: { length: 1.28, flare: 0.2 },
  sleeveColour: null,
  cuff: null,
  paintFront: (dressing) => {
    folds(dressing, 0.7);
    for (const side of [-1, 1])
      stitch(
        dressing,
        [
          [side * 34, 0.3],
          [side * 26, 0.48],
          [side * 30, 0.66],
        ],
        0.014,
        0.35,
      );
    stitch(
      dressing,
      [
        [-90, 0.655],
        [0, 0.68],
        [90, 0.655],
      ],
      0.03,
      0.55,
    );
    stitch(
      dressing,
      [
        [90, 0.655],
        [180, 0.67],
        [270, 0.655],
      ],
      0.03,
      0.55,
    );
  },
  paintCollar: paintNeckline,
  paintBehind: nothing,
};
