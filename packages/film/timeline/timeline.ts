/**
 * The words of editing, after OpenTimelineIO: a timeline has tracks, a track has clips, gaps and transitions,
 * and time is whole frames at a rational rate.
 */

/** Frames a second as a fraction: 24/1, 30000/1001. */
export interface Rate {
  readonly num: number;
  readonly den: number;
}

export interface FrameRange {
  readonly start: number;
  readonly frames: number;
}

export interface Clip {
  readonly kind: 'clip';
  /** The shot's id, or the line's id on a dialogue track. */
  readonly id: string;
  readonly name: string;
  /** Where the media lies, relative to the film's folder; `null` when it is not rendered yet. */
  readonly media: string | null;
  /** What of the media there is. */
  readonly available: FrameRange;
  /** What of the media is used. */
  readonly source: FrameRange;
  readonly note: string;
}

export interface Gap {
  readonly kind: 'gap';
  readonly frames: number;
}

/** A `dip` fades out of one clip and into the next. */
export const transitionNames = [
  'dissolve',
  'fade-from-black',
  'fade-to-black',
  'dip-to-black',
  'fade-from-white',
  'fade-to-white',
  'dip-to-white',
] as const;
export type TransitionName = (typeof transitionNames)[number];

/** Between the clip before and the clip after. The offsets are how far it reaches into each. */
export interface TimelineTransition {
  readonly kind: 'transition';
  readonly name: TransitionName;
  readonly into: number;
  readonly outOf: number;
}

export type TrackItem = Clip | Gap | TimelineTransition;

export interface Track {
  readonly kind: 'video' | 'audio';
  readonly name: string;
  readonly items: readonly TrackItem[];
}

export interface Timeline {
  readonly name: string;
  readonly rate: Rate;
  readonly width: number;
  readonly height: number;
  readonly tracks: readonly Track[];
}

/** A subtitle: words and when, in frames of the film. */
export interface SubtitleCue {
  readonly lineId: string;
  /** The speaker's name as a reader says it. */
  readonly who: string;
  readonly text: string;
  readonly range: FrameRange;
}
