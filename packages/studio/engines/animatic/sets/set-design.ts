import type { SetName, Weather } from '@ai-film-studio/film';
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Palette } from '../palette.ts';
import type { Random } from '../random.ts';

/**
 * A set: a place to film on, painted in layers from back to front.
 *
 * Units: the world is 1600 × 900; the widest shot of a 16:9 film sees all of it from top to bottom of the *uncropped* frame, but
 * the picture area is 2.39:1, so of a wide shot only y 115…785 is on the screen; a square or upright film sees the full height and
 * only the middle (x 350…1250 or 547…1053) of the width. The camera moves, so every layer also covers x −240…1840 and y −120…1020.
 * Nothing readable is written on a set: reverse angles show it mirrored.
 */
export const world = { width: 1600, height: 900, left: -240, top: -120, right: 1840, bottom: 1020 } as const;

/** What a set is painted with. The same conditions always paint the same picture. */
export interface Conditions {
  readonly palette: Palette;
  readonly weather: Weather;
  /** After dark: lamps and windows are lit. */
  readonly lampsLit: boolean;
  /** A fresh stream for this set in this place, the same on every call. */
  readonly random: () => Random;
}

/** A still layer, painted once and kept as a bitmap. Leave it transparent where the layers behind show. */
export interface Layer {
  /** How far away: 0 at the plane where figures stand, 1 on the horizon; negative is nearer than the figures and is painted over them. */
  readonly depth: number;
  readonly paint: (ctx: SKRSContext2D) => void;
}

/** What moves on a set in every frame: water, smoke, flicker, leaves, traffic. Cheap: a few dozen strokes. */
export interface Motion {
  readonly depth: number;
  /** @param seconds since the shot began. The same seconds always paint the same picture. */
  readonly paint: (ctx: SKRSContext2D, seconds: number) => void;
}

/** Where a figure can be. `y` is the floor under the feet (or the seat's floor); `height` is a standing grown-up there, in world units. */
export interface Mark {
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Height of the seat above the floor in world units; `null` where there is none to sit on. */
  readonly seat: number | null;
}

export interface SetDesign {
  readonly name: SetName;
  readonly interior: boolean;
  /** At least four marks from left to right, two of them good for a talk across the middle. At least one seat where people sit in such a place. */
  readonly marks: readonly Mark[];
  /** Where the key light comes from, in world units: sun, window or lamp. */
  readonly light: (conditions: Conditions) => { readonly x: number; readonly y: number; readonly strength: number };
  readonly layers: (conditions: Conditions) => readonly Layer[];
  readonly motions: (conditions: Conditions) => readonly Motion[];
}
