/** The picture area of a frame in pixels, and how many pixels a world unit is in the widest shot. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly scale: number;
}

/** Wide films are cropped to 2.39:1; square and upright ones use the whole frame. */
const scope = 2.39;

/** Rows of the picture area for a frame of this size, even. */
export function pictureHeightOf(width: number, height: number): number {
  return width / height > 1.5 ? Math.round(width / scope / 2) * 2 : height;
}

/** @example pictureOf(1280, 720) // { width: 1280, height: 536, scale: 0.8 } */
export function pictureOf(width: number, height: number): Picture {
  const pictureHeight = pictureHeightOf(width, height);
  return { width, height: pictureHeight, scale: Math.max(width / 1600, pictureHeight / 900) };
}
