import type { Facing, ShotKind, ShotSize } from '@ai-film-studio/film';
import type { Picture } from './picture.ts';

/** Where a face goes in a shot that is framed on it, in pixels of the picture. */
export interface FaceFrame {
  readonly x: number;
  /** The middle of the head. */
  readonly y: number;
  readonly headHeight: number;
}

/** Head height as a share of the picture's height. */
const heads: Partial<Record<ShotSize, number>> = {
  medium: 0.23,
  'medium-close': 0.36,
  close: 0.5,
  'extreme-close': 0.74,
};

/** The middle of the head, as a share of the picture's height: eyes near the upper third, and headroom that shrinks as we come nearer. */
const heights: Partial<Record<ShotSize, number>> = {
  medium: 0.3,
  'medium-close': 0.38,
  close: 0.45,
  'extreme-close': 0.5,
};

const isNarrow = (picture: Picture) => picture.width < picture.height * 1.2;

const looks = (facing: Facing): -1 | 0 | 1 => (facing.endsWith('left') ? -1 : facing.endsWith('right') ? 1 : 0);

/** One face: set off against the way it looks, so that there is room before the eyes. */
export function frameSingle(size: ShotSize, facing: Facing, kind: ShotKind, picture: Picture): FaceFrame {
  const narrow = isNarrow(picture);
  const share = (heads[size] ?? 0.4) * (narrow ? 0.72 : 1);
  const aside = kind === 'over-the-shoulder' ? 0.12 : narrow ? 0.05 : 0.085;
  return {
    x: picture.width * (0.5 - looks(facing) * aside),
    y: picture.height * (heights[size] ?? 0.42),
    headHeight: Math.min(picture.height * share, picture.width * 0.62),
  };
}

/**
 * Several faces side by side by their slots, the same size.
 * @param slots −1…1, in any order
 */
export function frameGroup(size: ShotSize, slots: readonly number[], picture: Picture): readonly FaceFrame[] {
  const order = slots.map((slot, index) => ({ slot, index })).sort((a, b) => a.slot - b.slot || a.index - b.index);
  const share = Math.min(heads[size] ?? 0.23, 0.62 / slots.length);
  const headHeight = Math.min(picture.height * share, (picture.width * 0.42) / slots.length);
  const spread = Math.min(0.74, 0.2 + 0.17 * slots.length) * picture.width;
  const xOf = (rank: number) =>
    picture.width / 2 + (slots.length === 1 ? 0 : (rank / (slots.length - 1) - 0.5) * spread);
  const frames: FaceFrame[] = [];
  order.forEach(({ index }, rank) => {
    frames[index] = { x: xOf(rank), y: picture.height * (heights[size] ?? 0.32), headHeight };
  });
  return frames;
}

/** The near shoulder of an over-the-shoulder: large, at the edge that the subject looks to, never over the subject's face. */
export function frameShoulder(subjectX: number, picture: Picture): FaceFrame {
  const onRight = subjectX < picture.width / 2;
  const headHeight = Math.min(picture.height * 0.8, picture.width * 0.5);
  const edge = isNarrow(picture) ? 0.02 : 0.1;
  return { x: picture.width * (onRight ? 1 - edge : edge), y: picture.height * 0.56, headHeight };
}
