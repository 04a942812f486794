import { nothing, type Top } from './garment.ts';
import { paintCollar } from './shirt.ts';
import { folds, litAt, patchOn, stitch } from './stitching.ts';

const linen = '#ece3d2';

/** An apron of the look's colour over a linen shirt. */
export const apron: Top = {
  fit: { root: 0.03, joint: 0.035, end: 0.05 },
  sleeves: 1.3,
  ease: 0.03,
  hem: 1.02,
  over: true,
  drape: { length: 0.72, flare: 0.03 },
  sleeveColour: linen,
  cuff: { colour: null, width: 0.08 },
  paintFront: (dressing) => {
    patchOn(
      dressing,
      [
        [-92, 0.02],
        [92, 0.02],
        [92, 0.6],
        [42, 0.56],
        [34, 0.28],
        [-34, 0.28],
        [-42, 0.56],
        [-92, 0.6],
      ],
      linen,
      litAt(dressing, 0, 0.52),
      0.03,
    );
    patchOn(
      dressing,
      [
        [90, 0.0],
        [180, 0.0],
        [270, 0.0],
        [270, 0.64],
        [180, 0.64],
        [90, 0.64],
      ],
      linen,
      litAt(dressing, 180, 0.52),
      0.03,
    );
    for (const side of [-1, 1]) {
      patchOn(
        dressing,
        [
          [side * 30, 0.29],
          [side * 36, 0.29],
          [side * 62, 0.03],
          [side * 54, 0.03],
        ],
        dressing.colour,
        0.46,
        0.04,
      );
      patchOn(
        dressing,
        [
          [side * 120, 0.03],
          [side * 128, 0.03],
          [side * 196, 0.62],
          [side * 188, 0.62],
        ],
        dressing.colour,
        0.44,
        0.04,
      );
    }
    folds(dressing);
    stitch(
      dressing,
      [
        [-38, 0.62],
        [0, 0.645],
        [38, 0.62],
      ],
      0.012,
      0.3,
    );
    stitch(
      dressing,
      [
        [-95, 0.63],
        [0, 0.66],
        [95, 0.63],
      ],
      0.03,
      0.5,
    );
    stitch(
      dressing,
      [
        [-34, 0.285],
        [34, 0.285],
      ],
      0.02,
      0.4,
    );
    stitch(
      dressing,
      [
        [-22, 0.84],
        [22, 0.84],
        [20, 1.0],
        [-20, 1.0],
        [-22, 0.84],
      ],
      0.014,
      0.4,
    );
  },
  paintCollar: (dressing) => paintCollar({ ...dressing, colour: linen }, linen),
  paintBehind: nothing,
};
