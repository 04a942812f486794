import type { Top } from './clothes/garment.ts';
import { tops } from './clothes/wardrobe.ts';
import type { Figure, FigureLight, FigureState, Placement } from './figure.ts';
import type { Outline } from './outline.ts';
import { headHeightOf, type Skeleton, skeletonOf } from './skeleton.ts';
import { type Trunk, trunkOf } from './trunk.ts';

/** What a figure does at one moment, where, and in which light. */
export interface Moment {
  readonly state: FigureState;
  readonly placement: Placement;
  readonly light: FigureLight;
}

/** A figure at one moment with its bones set, ready to be painted. */
export interface Posed extends Moment {
  readonly figure: Figure;
  readonly skeleton: Skeleton;
  /** Canvas units. */
  readonly headHeight: number;
  readonly top: Top;
  /** Made when it is asked for: a frame that shows a kept picture of the trunk has no need of it. */
  readonly trunk: () => Trunk;
  /** The outline of the garment on the trunk. */
  readonly torso: () => Outline;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Sets the bones of a figure for a moment. */
export function poseFigure(figure: Figure, moment: Moment): Posed {
  const skeleton = skeletonOf(figure, moment.state, moment.placement);
  const top = tops[figure.look.top];
  const trunk = once(() => trunkOf(skeleton));
  return {
    ...moment,
    figure,
    skeleton,
    headHeight: headHeightOf(figure, moment.placement, skeleton.body),
    top,
    trunk,
    torso: once(() => trunk().outline(-0.02, top.hem, top.ease)),
  };
}
