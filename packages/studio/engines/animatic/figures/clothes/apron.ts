import { nothing, type Top } from './garment.ts';
import { paintCollar } from './shirt.ts';
import { folds, litAt, patchOn, spots, stitch } from './stitching.ts';

const linen = '#ece3d2';

/** An apron of the look's colour over a linen shirt. */
export const apron: Top = {
  fit: { root: 0.03, joint: 0.035, end: 0.05 },
  sleeves: 1.3,
  ease: 0.03,
  hem: 1.02,
  over: true,
  drape: { length: 0.72, flare: 0.03 },
  cloth: linen,
  cuff: { colour: null, width: 0.08 },
  paintFront: (dressing) => {
    folds({ ...dressing, colour: linen });
    const lit = litAt(dressing, 0, 0.52);
    patchOn(
      dressing,
      spots('-96,0.63 -60,0.6 -42,0.5 -34,0.28 0,0.285 34,0.28 42,0.5 60,0.6 96,0.63 96,1.04 0,1.05 -96,1.04'),
      dressing.colour,
      lit,
      0.035,
    );
    patchOn(
      dressing,
      spots('88,0.64 180,0.64 272,0.64 272,1.04 180,1.04 88,1.04'),
      dressing.colour,
      litAt(dressing, 180, 0.5),
      0.035,
    );
    for (const side of [-1, 1]) {
      patchOn(dressing, spots('28,0.3 34,0.29 66,0.01 56,0.01', side), dressing.colour, lit + 0.05, 0.04);
      patchOn(
        dressing,
        spots('114,0.02 124,0.02 192,0.62 184,0.64', side),
        dressing.colour,
        litAt(dressing, 180, 0.54),
        0.04,
      );
    }
    stitch(dressing, spots('-33,0.3 0,0.305 33,0.3'), 0.014, 0.5);
    stitch(dressing, spots('-96,0.645 0,0.67 96,0.645'), 0.03, 0.5);
    stitch(dressing, spots('-24,0.8 24,0.8 22,0.98 0,1.0 -22,0.98 -24,0.8'), 0.016, 0.5);
  },
  paintCollar: (dressing) => paintCollar({ ...dressing, colour: linen }, linen),
  paintBehind: nothing,
};
