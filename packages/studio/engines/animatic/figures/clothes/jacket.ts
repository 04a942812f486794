import { blend } from '../head/pigment.ts';
import { type Dressing, nothing, type Top } from './garment.ts';
import { button, folds, litAt, neckline, patchOn, ring, spots, stitch } from './stitching.ts';

/** What shows between the lapels. */
export function paintOpening(dressing: Dressing, colour: string, depth: number): void {
  neckline(
    dressing,
    [
      [-62, -0.04],
      [-34, 0.12],
      [-14, depth * 0.7],
      [0, depth],
      [14, depth * 0.7],
      [34, 0.12],
      [62, -0.04],
    ],
    colour,
    0.5,
  );
}

/** Lapels with their notch, from the collar to the first button. */
export function paintLapels(dressing: Dressing, colour: string, depth: number, wide = 1): void {
  patchOn(dressing, spots('100,-0.06 180,-0.07 260,-0.06 258,0.02 180,0.03 102,0.02'), colour, 0.47, 0.04);
  for (const side of [-1, 1]) {
    const lit = litAt(dressing, side * 40, 0.55);
    const at = (around: number, down: number) => [side * around, down] as const;
    const lapel = [
      at(46, 0.1),
      at(26 + 28 * wide, 0.15),
      at(26 + 30 * wide, 0.24),
      at(30, depth * 0.72),
      at(2, depth + 0.03),
      at(12, depth * 0.7),
      at(28, 0.14),
    ];
    const collar = [at(115, -0.06), at(64, -0.065), at(30, 0.11), at(44, 0.165), at(62, 0.1), at(96, 0.02)];
    patchOn(
      dressing,
      lapel.map(([a, d]) => [a + side * 2.5, d + 0.018] as const),
      blend(colour, '#000000', 0.4),
      lit - 0.26,
      0.03,
    );
    patchOn(dressing, lapel, colour, lit, 0.045);
    patchOn(
      dressing,
      collar.map(([a, d]) => [a, d + 0.014] as const),
      blend(colour, '#000000', 0.4),
      lit - 0.26,
      0.035,
    );
    patchOn(dressing, collar, colour, lit + 0.03, 0.04);
  }
}

/** The edge where the two fronts meet, the pockets and the seam of the back. */
export function paintFronts(dressing: Dressing, depth: number, hem: number): void {
  stitch(
    dressing,
    [
      [2, depth],
      [1, hem - 0.06],
      [-8, hem],
    ],
    0.022,
    0.6,
  );
  stitch(
    dressing,
    [
      [180, 0.04],
      [180, hem],
    ],
    0.014,
    0.4,
  );
  for (const side of [-1, 1]) {
    stitch(
      dressing,
      [
        [side * 34, 0.9],
        [side * 66, 0.88],
      ],
      0.03,
      0.5,
    );
    stitch(
      dressing,
      [
        [side * 34, 0.905],
        [side * 66, 0.885],
      ],
      0.012,
      0.4,
      0.25,
    );
    stitch(dressing, spots('48,0.36 40,0.66 46,0.88', side), 0.011, 0.22);
  }
}

const inners = ['#dbe6f2', '#3a4658', '#8f4438', '#c9973f', '#4f6a5a'] as const;

/** A casual jacket over a T-shirt. */
export const jacket: Top = {
  fit: { root: 0.06, joint: 0.06, end: 0.075 },
  sleeves: 1.93,
  ease: 0.07,
  hem: 1.17,
  over: true,
  drape: null,
  cloth: null,
  cuff: null,
  paintFront: (dressing) => {
    folds(dressing);
    paintFronts(dressing, 0.6, 1.17);
    for (const down of [0.64, 0.79, 0.94]) button(dressing, [-4, down], '#3a2c24', 0.036);
  },
  paintCollar: (dressing) => {
    const inner = inners[dressing.taste % inners.length] ?? inners[0];
    paintOpening(dressing, inner, 0.6);
    neckline(dressing, spots('-64,-0.06 -30,0.02 0,0.06 30,0.02 64,-0.06'), dressing.skin, 0.42);
    ring(dressing, -0.02, 0.075, 0.05, inner);
    paintLapels(dressing, dressing.colour, 0.6);
  },
  paintBehind: nothing,
};
