import { nothing } from './clothes/garment.ts';
import { add, scale, type Vector } from './geometry.ts';
import { type Box, boxOf } from './outline.ts';
import type { Posed } from './posed.ts';
import { type Side, sides } from './poses.ts';
import { propOf } from './props/cupboard.ts';
import { hasTail } from './tail.ts';

/** A place of the body, and how far about it something may be painted, in head heights. */
type Spread = readonly [place: Vector, about: number];

function boxAround({ skeleton }: Posed, spreads: readonly Spread[]): Box {
  return boxOf([
    spreads.flatMap(([place, about]) => {
      const { x, y } = skeleton.view(place);
      return [
        { x: x - about, y: y - about },
        { x: x + about, y: y + about },
      ];
    }),
  ]);
}

/** What legs, trunk and clothes may cover. */
export function trunkReach(posed: Posed): Box {
  const { neck, pelvis, legs, arms } = posed.skeleton;
  const tail = hasTail(posed.figure.look) ? 1.9 : 0;
  return boxAround(posed, [
    [neck, 0.6],
    [pelvis.origin, 1.1 + tail],
    ...sides.flatMap((side): Spread[] => [
      [arms[side].shoulder, 0.5],
      [legs[side].knee, 0.8],
      [legs[side].ankle, 1],
    ]),
  ]);
}

/** What lies behind the far arm: a tail or a hood, if there is one. */
export const backReach = (posed: Posed): Box | null =>
  hasTail(posed.figure.look) || posed.top.paintBehind !== nothing ? trunkReach(posed) : null;

/** What arms may cover with what they hold, and with their shadows on the trunk. */
export function armsReach(posed: Posed, which: readonly Side[]): Box | null {
  if (which.length === 0) return null;
  const { arms, body, mainHand } = posed.skeleton;
  const { holding } = posed.state;
  return boxAround(
    posed,
    which.flatMap((side): Spread[] => {
      const { shoulder, elbow, wrist, fingers } = arms[side];
      const held = holding !== null && side === mainHand ? 1.1 * propOf(holding).size : 0;
      return [
        [shoulder, 0.45],
        [elbow, 0.5],
        [wrist, 0.4],
        [add(wrist, scale(fingers, body.hand)), 0.4 + held],
      ];
    }),
  );
}
