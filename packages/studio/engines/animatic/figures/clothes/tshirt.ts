import { nothing, type Top } from './garment.ts';
import { folds, neckline, ring, spots } from './stitching.ts';

export const tshirt: Top = {
  fit: { root: 0.03, joint: 0.03, end: 0.05 },
  sleeves: 0.62,
  ease: 0.03,
  hem: 1.08,
  over: true,
  drape: null,
  cloth: null,
  cuff: null,
  paintFront: (dressing) => folds(dressing),
  paintCollar: (dressing) => {
    neckline(dressing, spots('-70,-0.03 -45,0.05 0,0.085 45,0.05 70,-0.03'), dressing.skin, 0.44);
    ring(dressing, 0.01, 0.075, 0.05, dressing.colour);
  },
  paintBehind: nothing,
};
