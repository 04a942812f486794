import { blend } from '../head/pigment.ts';
import { type Dressing, nothing, type Top } from './garment.ts';
import { button, folds, litAt, neckline, patchOn, spots, stitch } from './stitching.ts';

/** The two leaves of a turned-down collar, and the skin between them. */
export function paintCollar(dressing: Dressing, colour: string, open = true): void {
  if (open) neckline(dressing, spots('-44,-0.07 -16,0.03 0,0.13 16,0.03 44,-0.07'), dressing.skin, 0.42);
  patchOn(dressing, spots('100,-0.07 180,-0.08 260,-0.07 258,0.015 180,0.02 102,0.015'), colour, 0.5, 0.03);
  for (const side of [-1, 1]) {
    const lit = litAt(dressing, side * 40, 0.56);
    const leaf = spots('112,-0.07 70,-0.075 36,-0.05 7,0.045 22,0.14 40,0.085 60,0.035 84,0.005 112,0', side);
    const under = leaf.map(([around, down]) => [around, down + 0.011] as const);
    patchOn(dressing, under, blend(colour, '#000000', 0.35), lit - 0.17, 0.03);
    patchOn(dressing, leaf, colour, lit, 0.035);
  }
}

/** A buttoned front from the collar down. */
export function paintButtons(dressing: Dressing, until: number): void {
  stitch(
    dressing,
    [
      [-5, 0.12],
      [-5, until],
    ],
    0.012,
    0.45,
  );
  stitch(
    dressing,
    [
      [5, 0.12],
      [5, until],
    ],
    0.01,
    0.25,
  );
  for (let down = 0.24; down < until; down += 0.145)
    button(dressing, [0, down], blend(dressing.colour, '#ffffff', 0.5), 0.024);
}

export const shirt: Top = {
  fit: { root: 0.03, joint: 0.035, end: 0.055 },
  sleeves: 1.94,
  ease: 0.03,
  hem: 1.0,
  over: false,
  drape: null,
  cloth: null,
  cuff: { colour: null, width: 0.09 },
  paintFront: (dressing) => {
    folds(dressing);
    paintButtons(dressing, 1);
    stitch(dressing, spots('28,0.33 52,0.33 52,0.46 40,0.49 28,0.46 28,0.33'), 0.011, 0.35);
    stitch(dressing, spots('-150,0.16 -180,0.17 -210,0.16'), 0.012, 0.3);
  },
  paintCollar: (dressing) => paintCollar(dressing, dressing.colour),
  paintBehind: nothing,
};
