import type { Emotion, Mood, TimeOfDay, Weather } from '../breakdown/story-bible.ts';
import type { SourceRange } from '../screenplay/screenplay.ts';

/** How much of a figure the frame holds, from the land to the eyes. */
export const shotSizes = [
  'extreme-wide',
  'wide',
  'full',
  'medium',
  'medium-close',
  'close',
  'extreme-close',
  'insert',
] as const;
export type ShotSize = (typeof shotSizes)[number];

export type ShotKind =
  | 'establishing'
  | 'master'
  | 'two-shot'
  | 'single'
  | 'over-the-shoulder'
  | 'reaction'
  | 'insert'
  | 'title-card'
  | 'caption'
  | 'credits'
  | 'black';

export type Pose = 'stand' | 'sit' | 'walk' | 'kneel' | 'lie';

/** Which side of the head the camera sees. Left and right are the viewer's. */
export type Facing = 'front' | 'three-quarter-left' | 'three-quarter-right' | 'profile-left' | 'profile-right' | 'back';

export type Eyeline = 'left' | 'right' | 'camera' | 'down' | 'up';

/** What the body does besides standing there. */
export type Gesture =
  | 'none'
  | 'talk'
  | 'point'
  | 'phone'
  | 'drink'
  | 'carry'
  | 'wave'
  | 'arms-crossed'
  | 'hands-to-face'
  | 'reach'
  | 'embrace'
  | 'aim'
  | 'type'
  | 'write'
  | 'smoke'
  | 'nod'
  | 'shake-head'
  | 'shrug';

/** A figure in a shot. */
export interface Staging {
  /** Id of the cast member. */
  readonly who: string;
  /** Where on the set, seen from the front of house: -1 is far left, 0 the middle, 1 far right. One value per figure and scene keeps the line. */
  readonly slot: number;
  readonly pose: Pose;
  readonly facing: Facing;
  readonly eyeline: Eyeline;
  readonly emotion: Emotion;
  readonly gesture: Gesture;
  /** Kind of the prop in the hand, as in the bible's props; `null` for empty hands. Kept from shot to shot until it is put down or given away. */
  readonly holding: string | null;
  /** The near shoulder of an over-the-shoulder: out of focus, seen from behind, at the edge of the frame. */
  readonly foreground: boolean;
  /** For `walk`: where they go, as a slot; beyond ±1.4 is out of the frame. `null` when they stay. */
  readonly walkTo: number | null;
}

export type CameraMove =
  | 'static'
  | 'push-in'
  | 'pull-out'
  | 'pan-left'
  | 'pan-right'
  | 'tilt-up'
  | 'tilt-down'
  | 'crane-up'
  | 'handheld'
  | 'drift';

export interface Camera {
  readonly move: CameraMove;
  /** Of the frame's width (moves) or of the zoom (push, pull), from start to end: 0.06 is gentle. */
  readonly amount: number;
  /** Which way the camera looks: `front` is the house's view; `reverse` the other way, as from the stage. Singles of the right-hand figure look `front-right`. */
  readonly angle: 'front' | 'front-left' | 'front-right' | 'reverse';
  /** Why it moves, for a reader: `the strong line of the scene`. */
  readonly reason: string;
}

/** Where a voice comes from. */
export type Treatment = 'plain' | 'voice-over' | 'off-screen' | 'phone' | 'sung';

/** Words said without a cut: a stretch of one dialogue element. Joined in order, the lines of a script are its dialogue to the letter. */
export interface Line {
  /** Stable between drafts: from the scene, the speaker and the words. */
  readonly id: string;
  readonly who: string;
  /** Verbatim, as subtitles show it, emphasis marks taken off. */
  readonly text: string;
  /** As written. */
  readonly parenthetical: string | null;
  readonly emotion: Emotion;
  readonly treatment: Treatment;
  readonly source: SourceRange;
}

/** What happens in a shot, in order. */
export type Beat =
  | { readonly kind: 'line'; readonly line: Line }
  /** Two speeches at once (dual dialogue). */
  | { readonly kind: 'dual'; readonly lines: readonly Line[] }
  /** Action to be seen or heard, verbatim. `sound` names an effect: `doorbell`. */
  | {
      readonly kind: 'action';
      readonly text: string;
      readonly seconds: number;
      readonly sound: string | null;
      readonly source: SourceRange;
    }
  | { readonly kind: 'pause'; readonly seconds: number };

/** How a shot begins. `dissolve` mixes with the end of the shot before it; `smash` is a cut with its sound. */
export interface TransitionIn {
  readonly kind: 'cut' | 'smash' | 'dissolve' | 'fade-from-black' | 'fade-from-white';
  readonly seconds: number;
}

export interface TransitionOut {
  readonly kind: 'cut' | 'fade-to-black' | 'fade-to-white';
  readonly seconds: number;
}

export interface Card {
  readonly heading: string;
  readonly lines: readonly string[];
}

export interface Shot {
  /** Stable between drafts where the shot is the same: from the scene's id and what is in it. */
  readonly id: string;
  readonly scene: string;
  readonly kind: ShotKind;
  readonly size: ShotSize;
  /** Id of the place, and the set it is shot on. */
  readonly place: string;
  readonly set: string;
  readonly interior: boolean;
  readonly timeOfDay: TimeOfDay;
  readonly weather: Weather;
  readonly mood: Mood;
  readonly staging: readonly Staging[];
  /** Id of the figure that the frame is made for; `null` for the land and things. */
  readonly subject: string | null;
  readonly camera: Camera;
  /** Kind of the prop that an insert shows. */
  readonly prop: string | null;
  readonly card: Card | null;
  readonly beats: readonly Beat[];
  readonly transitionIn: TransitionIn;
  readonly transitionOut: TransitionOut;
  /** The shortest that a viewer can read the picture, in seconds. */
  readonly atLeast: number;
  /** Held after the last word, in seconds. */
  readonly tail: number;
  /** The rule of film grammar that made the shot, for a reader. */
  readonly rule: string;
  readonly source: SourceRange;
}

/** Something of the script that is not on the screen, and why. */
export interface Unfilmed {
  readonly text: string;
  readonly reason: string;
  readonly source: SourceRange;
}

export interface Storyboard {
  readonly shots: readonly Shot[];
  readonly unfilmed: readonly Unfilmed[];
}
