import { blend } from '../head/pigment.ts';
import type { Dressing } from './garment.ts';
import { patchOn } from './stitching.ts';

/** Trousers close over a shirt that is tucked in. */
export function paintBelt(dressing: Dressing, colour: string): void {
  const leather = blend(colour, '#181210', 0.7);
  for (const turn of [0, 180]) {
    const band = [
      [-92, 0.955],
      [-45, 0.965],
      [0, 0.97],
      [45, 0.965],
      [92, 0.955],
      [92, 1.01],
      [45, 1.02],
      [0, 1.025],
      [-45, 1.02],
      [-92, 1.01],
    ] as const;
    patchOn(
      dressing,
      band.map(([around, down]) => [around + turn, down] as const),
      leather,
      0.45,
      0.035,
    );
  }
  patchOn(
    dressing,
    [
      [-8, 0.965],
      [8, 0.965],
      [8, 1.03],
      [-8, 1.03],
    ],
    '#c9b27a',
    0.58,
    0.04,
  );
}
