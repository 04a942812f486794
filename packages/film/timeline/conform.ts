import type { Line, Shot } from '../storyboard/shot.ts';
import type { Cut, TimedShot } from './cut.ts';
import { footFrames, headFrames } from './edit.ts';
import type {
  Clip,
  FrameRange,
  Rate,
  Timeline,
  TimelineTransition,
  Track,
  TrackItem,
  TransitionName,
} from './timeline.ts';

/** What a timeline says of a cut beyond the cut itself. */
export interface ConformOptions {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  /** Where a shot's picture lies, relative to the film's folder; `null` when it is not rendered. */
  readonly mediaOf: (shotId: string) => string | null;
  /** Where a line's sound lies; without it the dialogue track names lines but no files. */
  readonly lineMediaOf?: (lineId: string) => string | null;
  /** Whole tracks of sound, from the film's first frame. */
  readonly music?: Clip;
  readonly ambience?: Clip;
}

/**
 * A cut as a timeline that editors open: pictures with their transitions, dialogue with its gaps, music and ambience.
 * A picture clip is named by its shot's id, the one thing that every editor gives back.
 *
 * Transitions say how the film goes from shot to shot. They are in the rendered pictures already, which have no handles beyond the cut.
 */
export function timelineOf(cut: Cut, options: ConformOptions): Timeline {
  const beds = [
    { name: 'music', clip: options.music },
    { name: 'ambience', clip: options.ambience },
  ];
  const sound = beds.flatMap(({ name, clip }) =>
    clip === undefined ? [] : [{ kind: 'audio' as const, name, items: [clip] }],
  );
  return {
    name: options.name,
    rate: cut.rate,
    width: options.width,
    height: options.height,
    tracks: [pictureTrack(cut, options.mediaOf), ...dialogueTracks(cut, options), ...sound],
  };
}

function pictureTrack(cut: Cut, mediaOf: ConformOptions['mediaOf']): Track {
  const items = cut.shots.flatMap((timed, index): TrackItem[] => {
    const transition = transitionBetween(cut.shots[index - 1]?.shot, timed.shot, cut.rate);
    const clip = pictureClip(timed, mediaOf(timed.shot.id));
    return transition === null ? [clip] : [transition, clip];
  });
  const last = transitionBetween(cut.shots.at(-1)?.shot, undefined, cut.rate);
  return { kind: 'video', name: 'picture', items: last === null ? items : [...items, last] };
}

function pictureClip(timed: TimedShot, media: string | null): Clip {
  const whole = { start: 0, frames: timed.range.frames };
  return {
    kind: 'clip',
    id: timed.shot.id,
    name: timed.shot.id,
    media,
    available: whole,
    source: whole,
    note: timed.shot.rule,
  };
}

/** The transition at the cut between two shots; `undefined` stands for the film's two ends. */
function transitionBetween(before: Shot | undefined, after: Shot | undefined, rate: Rate): TimelineTransition | null {
  const into = before === undefined ? 0 : footFrames(before, rate);
  const outOf = after === undefined ? 0 : headFrames(after, rate);
  if (into === 0 && outOf === 0) return null;
  return { kind: 'transition', name: transitionName(before, after, into, outOf), into, outOf };
}

function transitionName(
  before: Shot | undefined,
  after: Shot | undefined,
  into: number,
  outOf: number,
): TransitionName {
  const white = before?.transitionOut.kind === 'fade-to-white';
  if (into > 0 && outOf > 0) return white ? 'dip-to-white' : 'dip-to-black';
  if (into > 0) return white ? 'fade-to-white' : 'fade-to-black';
  if (after?.transitionIn.kind === 'fade-from-white') return 'fade-from-white';
  // The first shot has nothing to dissolve from but black.
  return after?.transitionIn.kind === 'dissolve' && before !== undefined ? 'dissolve' : 'fade-from-black';
}

/** Lines on as few tracks as keep them apart: one, and a second where dual dialogue overlaps. */
function dialogueTracks(cut: Cut, options: ConformOptions): Track[] {
  const lanes: { items: TrackItem[]; end: number }[] = [];
  for (const { clip, start } of dialogueClips(cut, options)) {
    const free = lanes.find((lane) => lane.end <= start);
    const lane = free ?? { items: [], end: 0 };
    if (free === undefined) lanes.push(lane);
    if (start > lane.end) lane.items.push({ kind: 'gap', frames: start - lane.end });
    lane.items.push(clip);
    lane.end = start + clip.source.frames;
  }
  return lanes.map(({ items }, index) => ({
    kind: 'audio',
    name: index === 0 ? 'dialogue' : `dialogue ${index + 1}`,
    items,
  }));
}

function dialogueClips(cut: Cut, options: ConformOptions): { readonly clip: Clip; readonly start: number }[] {
  return cut.shots.flatMap((timed) => {
    const lines = new Map(linesOf(timed.shot).map((line) => [line.id, line]));
    return timed.lines.map(({ lineId, who, range }) => ({
      start: timed.range.start + range.start,
      clip: dialogueClip(
        lineId,
        `${who}: ${lines.get(lineId)?.text ?? ''}`,
        range,
        options.lineMediaOf?.(lineId) ?? null,
      ),
    }));
  });
}

function dialogueClip(id: string, note: string, { frames }: FrameRange, media: string | null): Clip {
  const whole = { start: 0, frames };
  return { kind: 'clip', id, name: id, media, available: whole, source: whole, note };
}

function linesOf(shot: Shot): readonly Line[] {
  return shot.beats.flatMap((beat) => (beat.kind === 'line' ? [beat.line] : beat.kind === 'dual' ? beat.lines : []));
}
