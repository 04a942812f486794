import type { Facing } from '@ai-film-studio/film';
import type { Point, Vector } from './geometry.ts';

/** How far a body is turned from the camera, in radians; positive is to the viewer's right. */
export const turns: Readonly<Record<Facing, number>> = {
  front: 0.09,
  'three-quarter-left': -0.72,
  'three-quarter-right': 0.72,
  'profile-left': -1.44,
  'profile-right': 1.44,
  back: Math.PI - 0.12,
};

/** A point on the canvas that knows how near it is. */
export interface Seen extends Point {
  /** Head heights towards the viewer. */
  readonly depth: number;
}

/** The camera looks slightly down, so that what is nearer stands lower in the picture. */
const elevation = 0.1;

export type View = (point: Vector) => Seen;

/** Looks at a body that is turned by `turn`. */
export function viewFrom(turn: number): View {
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return ({ x, y, z }) => {
    const depth = -x * sin + z * cos;
    return { x: x * cos + z * sin, y: -y + elevation * depth, depth };
  };
}
