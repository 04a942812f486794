import { blend } from '../head/pigment.ts';
import { nothing, type Top } from './garment.ts';
import { paintLapels, paintOpening } from './jacket.ts';
import { button, folds, litAt, patchOn, spots, stitch } from './stitching.ts';
import { paintRoll } from './sweater.ts';

const knits = ['#a8432f', '#2f4a5c', '#6b4a63', '#c48a3a', '#5d6b52'] as const;

/** A long double-breasted coat with a belt. */
export const coat: Top = {
  fit: { root: 0.08, joint: 0.08, end: 0.105 },
  sleeves: 1.94,
  ease: 0.09,
  hem: 1.15,
  over: true,
  drape: { length: 0.98, flare: 0.1 },
  cloth: null,
  cuff: { colour: null, width: 0.16 },
  paintFront: (dressing) => {
    folds(dressing, 0.8);
    stitch(
      dressing,
      [
        [-16, 0.5],
        [-16, 1.14],
      ],
      0.024,
      0.55,
    );
    stitch(
      dressing,
      [
        [180, 0.1],
        [180, 1.14],
      ],
      0.014,
      0.4,
    );
    if (dressing.brush.fine) {
      patchOn(
        dressing,
        spots('-95,0.63 0,0.655 95,0.63 95,0.71 0,0.735 -95,0.71'),
        blend(dressing.colour, '#000000', 0.22),
        litAt(dressing, 0, 0.46),
        0.1,
      );
      patchOn(
        dressing,
        spots('90,0.63 180,0.65 270,0.63 270,0.71 180,0.73 90,0.71'),
        blend(dressing.colour, '#000000', 0.22),
        litAt(dressing, 180, 0.46),
        0.1,
      );
      patchOn(dressing, spots('-12,0.645 10,0.645 10,0.745 -12,0.745'), '#8a7440', 0.6, 0.11);
      patchOn(dressing, spots('-8,0.665 6,0.665 6,0.725 -8,0.725'), blend(dressing.colour, '#000000', 0.3), 0.4, 0.115);
    }
    for (const side of [-1, 1]) {
      for (const down of [0.5, 0.84, 1.0]) button(dressing, [side * 22 - 4, down], '#4a3a2c', 0.04);
      stitch(
        dressing,
        [
          [side * 46, 0.86],
          [side * 62, 1.02],
        ],
        0.03,
        0.5,
      );
    }
  },
  paintCollar: (dressing) => {
    const knit = knits[dressing.taste % knits.length] ?? knits[0];
    paintOpening(dressing, knit, 0.45);
    paintRoll({ ...dressing, colour: knit }, 0.015);
    paintLapels(dressing, dressing.colour, 0.46, 1.25);
  },
  paintBehind: nothing,
};
