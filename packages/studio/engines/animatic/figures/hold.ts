import type { Point } from './geometry.ts';
import { add, scale } from './geometry.ts';
import type { Posed } from './posed.ts';
import { sides } from './poses.ts';

/** Seconds that a pose may be held, longest first: as animators do, but only where no movement is lost by it. */
const lengths = [1 / 2, 1 / 4, 1 / 8, 1 / 12] as const;

/** What is held: without the arms, the arms, or the whole figure with its head. */
export type Part = 'trunk' | 'arms' | 'whole';

/** A figure as a frame shows it: in two frames with the same `hold` at the very same moment; `null` is a moment of its own. */
export interface Shown {
  readonly posed: Posed;
  readonly hold: string | null;
}

/** What shows that a part has moved, in canvas units. */
function landmarks({ skeleton, placement, headHeight, state }: Posed, part: Part): readonly Point[] {
  const { neck, head, headRoll, pelvis, legs, arms, view, body } = skeleton;
  const trunk = () => [
    neck,
    pelvis.origin,
    ...sides.flatMap((side) => [arms[side].shoulder, legs[side].knee, legs[side].ankle]),
  ];
  const limbs = () =>
    sides.flatMap((side) => {
      const { shoulder, elbow, wrist, fingers } = arms[side];
      return [shoulder, elbow, wrist, add(wrist, scale(fingers, body.hand))];
    });
  const crown = () => {
    const { x, y } = view(head);
    const turn = headRoll + state.face.tilt;
    return { x: x + Math.sin(turn), y: y - Math.cos(turn) + 0.03 * state.face.nod };
  };
  const points: readonly Point[] =
    part === 'trunk'
      ? trunk().map(view)
      : part === 'arms'
        ? limbs().map(view)
        : [...[...trunk(), ...limbs()].map(view), crown()];
  return points.map(({ x, y }) => ({ x: placement.x + x * headHeight, y: placement.floor + y * headHeight }));
}

/** The farthest that anything of a part lies apart in two moments of a figure, in canvas units. */
function apart(a: readonly Point[], b: readonly Point[]): number {
  return Math.max(...a.map(({ x, y }, index) => Math.hypot(x - (b[index]?.x ?? x), y - (b[index]?.y ?? y))));
}

/** Chooses the moment that a frame shows of a part, given the moment it is and how far off is not seen, in canvas units. */
export type Holder = (part: Part, now: Posed, seconds: number, unseen: number) => Shown;

/**
 * Holds the poses of a figure. The choice depends on the moment alone, not on what was shown before.
 * @param posedAt the figure at any second of the shot; asked for the middle of every stretch that a pose may be held for
 */
export function holderOf(posedAt: (seconds: number) => Posed): Holder {
  const middles = new Map<number, { readonly stretch: number; readonly posed: Posed }>();
  const middleOf = (length: number, stretch: number): Posed => {
    const known = middles.get(length);
    if (known?.stretch === stretch) return known.posed;
    const posed = posedAt((stretch + 0.5) * length);
    middles.set(length, { stretch, posed });
    return posed;
  };
  return (part, now, seconds, unseen) => {
    const here = landmarks(now, part);
    for (const length of lengths) {
      const stretch = Math.floor(seconds / length + 1e-6);
      const posed = middleOf(length, stretch);
      if (apart(here, landmarks(posed, part)) < unseen) return { posed, hold: `${length} ${stretch}` };
    }
    return { posed: now, hold: null };
  };
}
