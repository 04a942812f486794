import type { Facing } from '@ai-film-studio/film';
import type { HeadShape } from './shape.ts';

/** Heads are drawn in four views; `three-quarter` and `profile` look to the right and are mirrored for the left. */
export const views = ['front', 'three-quarter', 'profile', 'back'] as const;
export type View = (typeof views)[number];

const table: Record<Facing, { readonly view: View; readonly mirrored: boolean }> = {
  front: { view: 'front', mirrored: false },
  'three-quarter-right': { view: 'three-quarter', mirrored: false },
  'three-quarter-left': { view: 'three-quarter', mirrored: true },
  'profile-right': { view: 'profile', mirrored: false },
  'profile-left': { view: 'profile', mirrored: true },
  back: { view: 'back', mirrored: false },
};

export const viewOf = (facing: Facing) => table[facing];

/** An eye's place in a view. */
export interface EyePlace {
  readonly x: number;
  /** Where the nose is from this eye. */
  readonly inward: 1 | -1;
  /** Foreshortening: 1 is seen straight on. */
  readonly wide: number;
}

/** Where the eyes are, from left to right. */
export function eyePlaces(view: 'front' | 'three-quarter', { eyeGap, child }: HeadShape): readonly EyePlace[] {
  if (view === 'front') {
    return [
      { x: -eyeGap, inward: 1, wide: 1 },
      { x: eyeGap, inward: -1, wide: 1 },
    ];
  }
  return [
    { x: 0.166 - eyeGap * 0.9, inward: 1, wide: 0.94 },
    { x: 0.166 + eyeGap * 0.6 + 0.006 * child, inward: -1, wide: 0.57 },
  ];
}

/** The middle of the mouth, and how its near (left) and far half are foreshortened. */
export function mouthPlace(view: 'front' | 'three-quarter') {
  return view === 'front' ? { x: 0, near: 1, far: 1 } : { x: 0.172, near: 0.98, far: 0.66 };
}
