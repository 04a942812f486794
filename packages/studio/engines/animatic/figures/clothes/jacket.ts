import { blend } from '../head/pigment.ts';
import { type Dressing, nothing, type Top } from './garment.ts';
import { button, folds, litAt, neckline, patchOn, stitch } from './stitching.ts';

/** What shows between the lapels. */
export function paintOpening(dressing: Dressing, colour: string, depth: number): void {
  neckline(dressing, [[-62, -0.04], [-34, 0.12], [-14, depth * 0.7], [0, depth], [14, depth * 0.7], [34, 0.12], [62, -0.04]], colour, 0.5);
}

/** Lapels with their notch, from the collar to the first button. */
export function paintLapels(dressing: Dressing, colour: string, depth: number, wide = 1): void {
  patchOn(dressing, [[100, -0.05], [180, -0.065], [260, -0.05], [258, 0.06], [180, 0.06], [102, 0.06]], colour, 0.47, 0.06);
  for (const side of [-1, 1]) {
    const lit = litAt(dressing, side * 40, 0.55);
    const at = (around: number, down: number) => [side * around, down] as const;
    const lapel = [at(46, 0.1), at(30 + 34 * wide, 0.16), at(28 + 34 * wide, 0.25), at(30, depth * 0.72), at(2, depth + 0.03), at(12, depth * 0.7), at(28, 0.14)];
    const collar = [at(115, -0.05), at(60, -0.055), at(28, 0.14), at(46, 0.185), at(66, 0.15), at(90, 0.05)];
    patchOn(dressing, lapel.map(([a, d]) => [a + side * 2.5, d + 0.018] as const), blend(colour, '#000000', 0.4), lit - 0.26, 0.03);
    patchOn(dressing, lapel, colour, lit, 0.045);
    patchOn(dressing, collar.map(([a, d]) => [a, d + 0.014] as const), blend(colour, '#000000', 0.4), lit - 0.26, 0.05);
    patchOn(dressing, collar, colour, lit + 0.03, 0.055);
  }
}

/** The edge where the two fronts meet, the pockets and the seam of the back. */
export function paintFronts(dressing: Dressing, depth: number, hem: number): void {
  stitch(dressing, [[2, depth], [1, hem - 0.06], [-8, hem]], 0.022, 0.6);
  stitch(dressing, [[180, 0.04], [180, hem]], 0.014, 0.4);
  for (const side of [-1, 1]) {
    stitch(dressing, [[side * 34, 0.9], [side * 66, 0.88]], 0.03, 0.5);
    stitch(dressing, [[side * 34, 0.905], [side * 66, 0.885]], 0.012, 0.4, 0.25);
    stitch(dressing, [[side * 48, 0.36], [side * 40, 0.66], [side * 46, 0.88]], 0.011, 0.22);
  }
}

/** A casual jacket over a pale shirt. */
export const jacket: Top = {
  fit: { root: 0.06, joint: 0.06, end: 0.075 },
  sleeves: 1.93,
  ease: 0.07,
  hem: 1.17,
  over: true,
  drape: null,
  sleeveColour: null,
  cuff: null,
  paintFront: (dressing) => {
    folds(dressing);
    paintFronts(dressing, 0.6, 1.17);
    for (const down of [0.64, 0.79, 0.94]) button(dressing, [-4, down], '#3a2c24', 0.036);
  },
  paintCollar: (dressing) => {
    const inner = blend(dressing.colour, '#f4efe6', 0.82);
    paintOpening(dressing, inner, 0.6);
    stitch({ ...dressing, colour: inner }, [[0, 0.12], [0, 0.56]], 0.012, 0.4);
    neckline(dressing, [[-60, -0.04], [-30, 0.03], [0, 0.1], [30, 0.03], [60, -0.04]], dressing.skin, 0.42);
    paintLapels(dressing, dressing.colour, 0.6);
  },
  paintBehind: nothing,
};
