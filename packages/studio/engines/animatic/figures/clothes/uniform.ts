import { fillPatch } from '../body-brush.ts';
import { type Dressing, nothing, type Top } from './garment.ts';
import { paintButtons, paintCollar } from './shirt.ts';
import { button, folds, litAt, patchOn, spots, stitch } from './stitching.ts';
import { paintTie } from './suit.ts';

function paintBadge(dressing: Dressing): void {
  const { brush, trunk } = dressing;
  if (!trunk.shows(38, 0.3)) return;
  const { x, y } = trunk.at(38, 0.3);
  const star = Array.from({ length: 10 }, (_, index) => {
    const angle = (index / 10) * 2 * Math.PI - Math.PI / 2;
    const r = index % 2 === 0 ? 0.085 : 0.045;
    return { x: x + r * Math.cos(angle), y: y + r * Math.sin(angle) };
  });
  fillPatch(brush, star, brush.tone('#e0b84a', 0.66));
}

/** A uniform shirt with a tie, epaulettes, a badge and a belt. */
export const uniform: Top = {
  fit: { root: 0.035, joint: 0.035, end: 0.05 },
  sleeves: 1.94,
  ease: 0.035,
  hem: 1.02,
  over: false,
  drape: null,
  cloth: null,
  cuff: { colour: null, width: 0.11 },
  paintFront: (dressing) => {
    folds(dressing);
    paintButtons(dressing, 1);
    for (const side of [-1, 1]) {
      stitch(dressing, spots('26,0.36 52,0.36 51,0.5 27,0.5 26,0.36', side), 0.012, 0.45);
      stitch(dressing, spots('26,0.4 39,0.425 52,0.4', side), 0.014, 0.5);
      button(dressing, [side * 39, 0.415], '#d8b04a', 0.022);
    }
    paintBadge(dressing);
    patchOn(
      dressing,
      spots('-95,0.955 0,0.965 95,0.955 95,1.03 0,1.04 -95,1.03'),
      '#241d1a',
      litAt(dressing, 0, 0.45),
      0.045,
    );
    patchOn(
      dressing,
      spots('90,0.955 180,0.96 270,0.955 270,1.03 180,1.04 90,1.03'),
      '#241d1a',
      litAt(dressing, 180, 0.45),
      0.045,
    );
    patchOn(dressing, spots('-9,0.955 9,0.955 9,1.04 -9,1.04'), '#d8b04a', 0.62, 0.05);
  },
  paintCollar: (dressing) => {
    paintCollar(dressing, dressing.colour, false);
    paintTie(dressing, '#1d2230', 0.72);
    for (const side of [-1, 1]) {
      patchOn(
        dressing,
        spots('66,0.03 80,0.105 100,0.105 114,0.03', side),
        '#1d2230',
        litAt(dressing, side * 80, 0.5),
        0.05,
      );
      button(dressing, [side * 86, 0.08], '#d8b04a', 0.026);
    }
  },
  paintBehind: nothing,
};
