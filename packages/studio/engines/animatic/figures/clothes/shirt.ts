import { blend } from '../head/pigment.ts';
import { type Dressing, nothing, type Top } from './garment.ts';
import { button, folds, litAt, neckline, patchOn, stitch } from './stitching.ts';

/** The two leaves of a turned-down collar, and the skin between them. */
export function paintCollar(dressing: Dressing, colour: string, open = true): void {
  if (open) neckline(dressing, [[-34, -0.05], [-16, 0.04], [0, 0.16], [16, 0.04], [34, -0.05]], dressing.skin, 0.42);
  patchOn(dressing, [[100, -0.06], [180, -0.075], [260, -0.06], [258, 0.04], [180, 0.035], [102, 0.04]], colour, 0.5, 0.05);
  for (const side of [-1, 1]) {
    const lit = litAt(dressing, side * 40, 0.56);
    const leaf = [[side * 112, -0.05], [side * 60, -0.06], [side * 28, -0.02], [side * 5, 0.085], [side * 30, 0.175], [side * 66, 0.065], [side * 112, 0.03]] as const;
    const under = leaf.map(([around, down]) => [around, down + 0.016] as const);
    patchOn(dressing, under, blend(colour, '#000000', 0.35), lit - 0.24, 0.045);
    patchOn(dressing, leaf, colour, lit, 0.06);
  }
}

/** A buttoned front from the collar down. */
export function paintButtons(dressing: Dressing, until: number): void {
  stitch(dressing, [[-5, 0.12], [-5, until]], 0.012, 0.45);
  stitch(dressing, [[5, 0.12], [5, until]], 0.01, 0.25);
  for (let down = 0.24; down < until; down += 0.145) button(dressing, [0, down], blend(dressing.colour, '#ffffff', 0.5), 0.024);
}

export const shirt: Top = {
  fit: { root: 0.03, joint: 0.035, end: 0.055 },
  sleeves: 1.94,
  ease: 0.03,
  hem: 1.0,
  over: false,
  drape: null,
  sleeveColour: null,
  cuff: { colour: null, width: 0.09 },
  paintFront: (dressing) => {
    folds(dressing);
    paintButtons(dressing, 1);
    stitch(dressing, [[28, 0.33], [52, 0.33], [52, 0.46], [40, 0.49], [28, 0.46], [28, 0.33]], 0.011, 0.35);
    stitch(dressing, [[-150, 0.16], [-180, 0.17], [-210, 0.16]], 0.012, 0.3);
  },
  paintCollar: (dressing) => paintCollar(dressing, dressing.colour),
  paintBehind: nothing,
};
