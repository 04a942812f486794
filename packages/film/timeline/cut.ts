import type { Shot } from '../storyboard/shot.ts';
import type { FrameRange, Rate } from './timeline.ts';

/** How long a line is when spoken: from the voice job, or estimated before it. */
export interface SpokenLength {
  /** Seconds of sound, silence at both ends taken off. */
  readonly seconds: number;
}

/** A line placed in its shot. */
export interface PlacedLine {
  readonly lineId: string;
  readonly who: string;
  /** Frames from the shot's first frame. */
  readonly range: FrameRange;
}

/** An action beat placed in its shot. */
export interface PlacedAction {
  readonly text: string;
  readonly sound: string | null;
  readonly range: FrameRange;
}

/** A shot with its length. */
export interface TimedShot {
  readonly shot: Shot;
  /** Frames of the film. */
  readonly range: FrameRange;
  readonly lines: readonly PlacedLine[];
  readonly actions: readonly PlacedAction[];
}

/** The edit: every shot in order with its length in whole frames. Lengths follow the speech. */
export interface Cut {
  readonly rate: Rate;
  readonly frames: number;
  readonly shots: readonly TimedShot[];
}
