import { blend } from '../head/pigment.ts';
import { nothing, type Top } from './garment.ts';
import { folds, litAt, neckline, patchOn, type Spot, spots, stitch } from './stitching.ts';

/** A robe wrapped across the chest and tied with a sash, with wide sleeves, to the ankles. */
export const robe: Top = {
  fit: { root: 0.07, joint: 0.11, end: 0.2 },
  sleeves: 1.88,
  ease: 0.08,
  hem: 1.02,
  over: true,
  drape: { length: 1.86, flare: 0.16 },
  cloth: null,
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
    patchOn(dressing, spots('-95,0.6 0,0.62 95,0.6 95,0.72 0,0.745 -95,0.72'), sash, litAt(dressing, 0, 0.5), 0.09);
    patchOn(
      dressing,
      spots('90,0.6 180,0.61 270,0.6 270,0.72 180,0.73 90,0.72'),
      sash,
      litAt(dressing, 180, 0.5),
      0.09,
    );
    patchOn(dressing, spots('26,0.63 42,0.63 40,0.74 28,0.74'), sash, 0.62, 0.11);
    patchOn(dressing, spots('28,0.74 36,0.74 30,1.12 20,1.1'), sash, 0.54, 0.1);
    patchOn(dressing, spots('34,0.74 40,0.73 48,1.04 40,1.06'), sash, 0.44, 0.1);
  },
  paintCollar: (dressing) => {
    const band = blend(dressing.colour, '#f2e6cf', 0.55);
    neckline(dressing, spots('-70,-0.08 -40,-0.02 -16,0.1 0,0.3 16,0.1 40,-0.02 70,-0.08'), dressing.skin, 0.46);
    patchOn(dressing, spots('100,-0.08 180,-0.09 260,-0.08 258,0.02 180,0.03 102,0.02'), band, 0.5, 0.035);
    for (const side of [-1, 1]) {
      const lapel = spots(
        '108,-0.08 68,-0.085 40,-0.03 17,0.11 0,0.31 -30,0.61 -8,0.61 16,0.4 38,0.18 62,0.06 106,0.01',
        side,
      );
      const shade = lapel.map(([around, down]): Spot => [around + side * 2, down + 0.014]);
      patchOn(dressing, shade, blend(dressing.colour, '#000000', 0.4), 0.3, 0.03);
      patchOn(dressing, lapel, band, litAt(dressing, side * 40, 0.54), 0.035);
    }
  },
  paintBehind: nothing,
};
