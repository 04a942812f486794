import type { Look } from '@ai-film-studio/film';
import type { BodyBrush } from '../body-brush.ts';
import type { Fit } from '../limbs.ts';
import type { Outline } from '../outline.ts';
import type { Skeleton } from '../skeleton.ts';
import type { Trunk } from '../trunk.ts';

/** What a garment is drawn on. */
export interface Dressing {
  readonly brush: BodyBrush;
  readonly skeleton: Skeleton;
  readonly trunk: Trunk;
  readonly look: Look;
  /** A number of the figure's own, for what differs between two of a kind: the tie's colour. */
  readonly taste: number;
  readonly skin: string;
  /** The garment's own colour in daylight. */
  readonly colour: string;
  /** Its outline on the trunk. */
  readonly torso: Outline;
}

/** What hangs from the hips: a skirt, the tails of a coat. */
export interface Drape {
  /** 0 at the hips, 1 at the knees, 2 at the ankles. */
  readonly length: number;
  readonly flare: number;
}

/** Something worn on the upper body. */
export interface Top {
  readonly fit: Fit;
  /** Where the sleeves end: 1 is the elbow, 2 the wrist. */
  readonly sleeves: number;
  /** How far it stands off the trunk, and where on the trunk it ends. */
  readonly ease: number;
  readonly hem: number;
  /** `true` where it hangs over trousers and skirts. */
  readonly over: boolean;
  readonly drape: Drape | null;
  /** Colour of trunk and sleeves where it is not the look's: the shirt under an apron. */
  readonly cloth: string | null;
  /** What lies on the chest: buttons, pockets, an open front. */
  readonly paintFront: (dressing: Dressing) => void;
  /** What lies around the neck, painted after it. */
  readonly paintCollar: (dressing: Dressing) => void;
  /** What is behind the neck: a hood. */
  readonly paintBehind: (dressing: Dressing) => void;
  /** Colour of the cuffs, in the garment's own; `null` has none. */
  readonly cuff: { readonly colour: string | null; readonly width: number } | null;
}

/** Something worn on the legs. */
export interface Bottom {
  readonly fit: Fit;
  /** Where the legs end: 1 is the knee, 2 the ankle; `null` for a skirt. */
  readonly legs: number | null;
  readonly drape: Drape | null;
  readonly shoe: 'shoe' | 'trainer' | 'boot' | 'pump';
  /** Seams of denim, the crease of trousers. */
  readonly seam: 'crease' | 'denim' | 'none';
}

export const nothing = (): void => {};
