import { type Dressing, nothing, type Top } from './garment.ts';
import { fold, folds, neckline, type Spot, spots, stitch } from './stitching.ts';

const cut: readonly Spot[] = spots('-80,-0.005 -54,0.08 -30,0.17 0,0.205 30,0.17 54,0.08 80,-0.005');

/** A round neckline with collarbones. */
function paintNeckline(dressing: Dressing): void {
  const { brush, skin } = dressing;
  neckline(dressing, [[-96, -0.09], ...cut, [96, -0.09], [0, -0.09]], skin, 0.5);
  neckline(dressing, spots('122,-0.09 128,0.0 150,0.06 180,0.08 210,0.06 232,0.0 238,-0.09 180,-0.09'), skin, 0.46);
  if (brush.pixels > 60) {
    const bones = { ...dressing, colour: skin };
    for (const side of [-1, 1]) {
      fold(bones, spots('7,0.12 34,0.1 60,0.085', side), 0.045, 0.35);
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
  cloth: null,
  cuff: null,
  paintFront: (dressing) => {
    folds(dressing, 0.7);
    for (const side of [-1, 1]) stitch(dressing, spots('34,0.3 26,0.48 30,0.66', side), 0.014, 0.35);
    stitch(dressing, spots('-90,0.655 0,0.68 90,0.655'), 0.03, 0.55);
    stitch(dressing, spots('90,0.655 180,0.67 270,0.655'), 0.03, 0.55);
  },
  paintCollar: paintNeckline,
  paintBehind: nothing,
};
