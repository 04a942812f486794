import { blend } from '../head/pigment.ts';
import { type Dressing, nothing, type Top } from './garment.ts';
import { paintFronts, paintLapels, paintOpening } from './jacket.ts';
import { paintCollar } from './shirt.ts';
import { button, folds, litAt, patchOn, spots, stitch } from './stitching.ts';

const ties = ['#7d2433', '#24406e', '#2f5b4c', '#5a3a6b', '#8a6a2a'] as const;

/** A tie with its knot. */
export function paintTie(dressing: Dressing, colour: string, end: number): void {
  const lit = litAt(dressing, 0, 0.5);
  patchOn(
    dressing,
    [
      [-5, 0.1],
      [5, 0.1],
      [10, end - 0.08],
      [0, end],
      [-10, end - 0.08],
    ],
    colour,
    lit,
    0.012,
  );
  patchOn(
    dressing,
    [
      [0, 0.1],
      [5, 0.1],
      [10, end - 0.08],
      [0, end],
    ],
    colour,
    lit - 0.12,
    0.013,
  );
  patchOn(dressing, spots('-10,0.03 10,0.03 6,0.125 -6,0.125'), colour, lit + 0.08, 0.05);
  stitch(
    { ...dressing, colour },
    [
      [-7, 0.128],
      [7, 0.128],
    ],
    0.016,
    0.6,
  );
}

/** A suit: white shirt, and a tie on whoever is not a woman. */
export const suit: Top = {
  fit: { root: 0.055, joint: 0.05, end: 0.065 },
  sleeves: 1.9,
  ease: 0.06,
  hem: 1.19,
  over: true,
  drape: null,
  cloth: null,
  cuff: { colour: '#f3f0ea', width: 0.05 },
  paintFront: (dressing) => {
    folds(dressing, 0.8);
    paintFronts(dressing, 0.63, 1.19);
    for (const down of [0.67, 0.8]) button(dressing, [-3, down], blend(dressing.colour, '#1a1a22', 0.5), 0.034);
    patchOn(dressing, spots('30,0.34 46,0.33 44,0.29 38,0.305 32,0.285'), '#f3f0ea', litAt(dressing, 38, 0.52), 0.005);
  },
  paintCollar: (dressing) => {
    paintOpening(dressing, '#f3f0ea', 0.62);
    const tied = dressing.look.species === 'human' && dressing.taste % 3 === 0 && dressing.look.hair !== 'bald' ? 0 : 1;
    paintCollar(dressing, '#f7f4ee', false);
    if (tied === 1) paintTie(dressing, ties[dressing.taste % ties.length] ?? ties[0], 0.64);
    paintLapels(dressing, dressing.colour, 0.63, 0.9);
  },
  paintBehind: nothing,
};
