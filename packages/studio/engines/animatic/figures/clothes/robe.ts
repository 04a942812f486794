import { blend } from '../head/pigment.ts';
import { nothing, type Top } from './garment.ts';
import { folds, litAt, neckline, patchOn, stitch } from './stitching.ts';

/** A robe wrapped across the chest and tied with a sash, with wide sleeves, to the ankles. */
export const robe: Top = {
  fit: { root: 0.07, joint: 0.11, end: 0.2 },
  sleeves: 1.88,
  ease: 0.08,
  hem: 1.02,
  over: true,
  drape: { length: 1.86, flare: 0.16 },
  sleeveColour: null,
  cuff: { colour: null, width: 0.1 },
  paintFront: (dressing) => {
    const sash = blend(dressing.colour, '#2a1c14', 0.55);
    folds(dressing);
    stitch(
      dressing,
      [
        [-4, 0.5],
        [-14, 1.02],
      ],
      0.026,
      0.55,
    );
    patchOn(
      dressing,
      [
        [-95, 0.6],
        [0, 0.62],
        [95, 0.6],
        [95, 0.72],
        [0, 0.745],
        [-95, 0.72],
      ],
      sash,
      litAt(dressing, 0, 0.5),
      0.09,
    );
    patchOn(
      dressing,
      [
        [90, 0.6],
        [180, 0.61],
        [270, 0.6],
        [270, 0.72],
        [180, 0.73],
        [90, 0.72],
      ],
      sash,
      litAt(dressing, 180, 0.5),
      0.09,
    );
    patchOn(
      dressing,
      [
        [26, 0.63],
        [42, 0.63],
        [40, 0.74],
        [28, 0.74],
      ],
      sash,
      0.62,
      0.11,
    );
    patchOn(
      dressing,
      [
        [28, 0.74],
        [36, 0.74],
        [30, 1.12],
        [20, 1.1],
      ],
      sash,
      0.54,
      0.1,
    );
    patchOn(
      dressing,
      [
        [34, 0.74],
        [40, 0.73],
        [48, 1.04],
        [40, 1.06],
      ],
      sash,
      0.44,
      0.1,
    );
  },
  paintCollar: (dressing) => {
    const band = blend(dressing.colour, '#f2e6cf', 0.55);
    neckline(
      dressing,
      [
        [-60, -0.05],
        [-30, 0.08],
        [0, 0.34],
        [30, 0.08],
        [60, -0.05],
      ],
      dressing.skin,
      0.46,
    );
    patchOn(
      dressing,
      [
        [100, -0.06],
        [180, -0.075],
        [260, -0.06],
        [258, 0.03],
        [180, 0.03],
        [102, 0.03],
      ],
      band,
      0.5,
      0.05,
    );
    patchOn(
      dressing,
      [
        [110, -0.06],
        [66, -0.05],
        [30, 0.12],
        [-10, 0.4],
        [-34, 0.61],
        [-16, 0.61],
        [14, 0.4],
        [54, 0.14],
        [88, 0.02],
      ],
      band,
      litAt(dressing, 30, 0.5),
      0.05,
    );
    patchOn(
      dressing,
      [
        [-110, -0.06],
        [-66, -0.05],
        [-30, 0.12],
        [10, 0.4],
        [34, 0.61],
        [16, 0.61],
        [-14, 0.4],
        [-54, 0.14],
        [-88, 0.02],
      ],
      band,
      litAt(dressing, -30, 0.56),
      0.055,
    );
    stitch(
      { ...dressing, colour: band },
      [
        [-66, -0.05],
        [-30, 0.12],
        [10, 0.4],
        [34, 0.61],
      ],
      0.012,
      0.4,
    );
  },
  paintBehind: nothing,
};
