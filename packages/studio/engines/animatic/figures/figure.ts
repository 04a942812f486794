import type { CastMember, Emotion, Facing, Gesture, Pose } from '@ai-film-studio/film';
import type { Palette } from '../palette.ts';

/** The mouth as five muscles, each 0–1. Shapes blend; they never pop. */
export interface Mouth {
  /** Jaw, from closed to a wide AA. */
  readonly open: number;
  /** Corners drawn apart: EE. */
  readonly wide: number;
  /** Lips rounded forward: OO. */
  readonly round: number;
  /** Teeth on the lip: F, V; closed teeth: S. */
  readonly teeth: number;
  /** Lips pressed: M, B, P. */
  readonly press: number;
}

export const closedMouth: Mouth = { open: 0, wide: 0, round: 0, teeth: 0, press: 0 };

/** What a face does at one moment. */
export interface FaceState {
  readonly facing: Facing;
  /** Where the eyes look, −1…1 each: x to the viewer's right, y down. */
  readonly gaze: { readonly x: number; readonly y: number };
  /** 0 open, 1 shut. */
  readonly blink: number;
  readonly mouth: Mouth;
  readonly emotion: Emotion;
  /** How strongly the emotion shows, 0–1. */
  readonly intensity: number;
  /** Head tilt in radians, clockwise for the viewer. */
  readonly tilt: number;
  /** Nod, −1 (up) … 1 (down). */
  readonly nod: number;
}

/** What a whole figure does at one moment. */
export interface FigureState {
  readonly face: FaceState;
  readonly pose: Pose;
  readonly gesture: Gesture;
  /** How far into the gesture, 0 (arms at rest) … 1 (fully there). */
  readonly reach: number;
  /** 0–1, one whole stride of two steps. */
  readonly stride: number;
  /** −1 … 1, the chest with the breath. */
  readonly breath: number;
  /** Kind of the prop in the hand, or `null`. */
  readonly holding: string | null;
  readonly motion: Motion;
}

/** The small movements of a living body, each −1 … 1 and 0 at rest. */
export interface Motion {
  /** The weight, from one leg to the other. */
  readonly sway: number;
  /** The chest, back … forward. */
  readonly lean: number;
  /** Each hand about where its gesture puts it, for the viewer of a frontal figure: down … up, and in … out. */
  readonly leftHand: { readonly lift: number; readonly out: number };
  readonly rightHand: { readonly lift: number; readonly out: number };
}

export const stillMotion: Motion = {
  sway: 0,
  lean: 0,
  leftHand: { lift: 0, out: 0 },
  rightHand: { lift: 0, out: 0 },
};

/** The light that a figure stands in. */
export interface FigureLight {
  readonly palette: Palette;
  /** Where the key light comes from, for the viewer. */
  readonly from: 'left' | 'right';
  /** 0 flat … 1 strong side light with a bright rim. */
  readonly rim: number;
  /** 0 fully modelled … 1 a dark silhouette with a rim: figures far away against the light. */
  readonly silhouette: number;
}

/** Where a figure is put, in canvas units. */
export interface Placement {
  readonly x: number;
  /** The floor under the feet. */
  readonly floor: number;
  /** Height of a standing grown-up here; the member's own height multiplies it. */
  readonly height: number;
  /** Height of the seat above the floor, for `sit`. */
  readonly seat: number;
}

/** A cast member as figures are drawn from: the bible's entry. */
export type Figure = Pick<CastMember, 'id' | 'age' | 'gender' | 'look'>;
