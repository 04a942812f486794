import { type Brush, detail } from '../brush.ts';
import { type Points, smooth } from '../curve.ts';
import { blend, hairColour } from '../pigment.ts';
import { type EyePlace, eyePlaces } from '../view.ts';
import type { EyeWork } from './eyes.ts';

/** A brow as a tapering stroke along an arch, from its inner end. */
function browLine({ shape, muscles }: EyeWork, { x, inward, wide }: EyePlace, side: 1 | -1): Points {
  const skew = muscles.browSkew * side * 0.03;
  const y = shape.browY - skew + 0.012 * Math.max(0, -muscles.lid) * 0.5;
  const inner = x + inward * (shape.eyeWidth * 0.84 + 0.022 * muscles.furrow) * wide;
  const outer = x - inward * shape.eyeWidth * 1.26 * wide;
  const span = outer - inner;
  const innerY = y + 0.012 - 0.042 * muscles.browInner + 0.012 * muscles.furrow;
  const outerY = y + 0.01 - 0.03 * muscles.browOuter + 0.006 * shape.old;
  const archY = y - 0.017 - 0.03 * muscles.browOuter - 0.02 * muscles.browInner * 0.5;
  const half = shape.brow / 2;
  return [
    [inner, innerY + half],
    [inner + span * 0.02, innerY - half],
    [inner + span * 0.58, archY - half * 0.9],
    [outer, outerY, 1],
    [inner + span * 0.56, archY + half * 0.7],
  ];
}

function browColour({ sitter, skin }: EyeWork): string {
  const hair = hairColour(sitter.look, sitter.age);
  if (['blue', 'pink'].includes(sitter.look.hairColour)) return blend('#3a2420', skin.shade, 0.15);
  if (sitter.look.hairColour === 'white') return blend(hair, skin.shade, 0.25);
  return blend(blend(hair, '#20141a', 0.35), skin.shade, 0.12);
}

/** Both brows of a face seen from the front or three-quarter. */
export function paintBrows(brush: Brush, work: EyeWork, view: 'front' | 'three-quarter'): void {
  const { ctx, tone } = brush;
  ctx.fillStyle = tone(browColour(work), brush.pixels < detail.modelled ? 0.3 : 0.38);
  eyePlaces(view, work.shape).forEach((place, index) => {
    ctx.fill(smooth(browLine(work, place, index === 0 ? -1 : 1)));
  });
}

/** The one brow of a profile. */
export function paintProfileBrow(brush: Brush, work: EyeWork): void {
  const { ctx, tone } = brush;
  ctx.fillStyle = tone(browColour(work), 0.38);
  ctx.fill(smooth(browLine(work, { x: 0.276, inward: 1, wide: 0.68 }, 1)));
}
