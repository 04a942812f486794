import type { Cut } from './cut.ts';
import { sameRate } from './rate.ts';
import { framesOf, secondsOf } from './timecode.ts';
import type { Clip, FrameRange, Rate, Timeline } from './timeline.ts';

/** A stretch of a shot that the edited film uses. */
export interface Take {
  readonly shotId: string;
  /** Frames of the shot, from its first. */
  readonly source: FrameRange;
  /** Whether less than the whole shot is used. */
  readonly trimmed: boolean;
}

/** A clip of the edited timeline that is no shot of the cut. */
export interface UnknownClip {
  readonly id: string;
  readonly name: string;
}

/** What an editor made of a cut. */
export interface Recut {
  /** In the order of the edited film. A shot that was split or repeated is there more than once. */
  readonly takes: readonly Take[];
  /** Shots that the edited film leaves out. */
  readonly dropped: readonly string[];
  readonly unknown: readonly UnknownClip[];
}

/**
 * Reads out of an edited timeline which shots of a cut it uses, in which order, and how they are trimmed. Shots are known by the id in our
 * metadata, else by the clip's name or the name of its file, so that a tool that drops metadata does no harm.
 *
 * @param edited What `readOtio` or `readEdl` gives. At another rate than the cut's its times are taken over to the nearest frame.
 */
export function recutFrom(cut: Cut, edited: Timeline): Recut {
  const shots = new Map(cut.shots.map(({ shot, range }) => [shot.id, range.frames]));
  const clips = edited.tracks.find(({ kind }) => kind === 'video')?.items.filter((item) => item.kind === 'clip') ?? [];
  const takes: Take[] = [];
  const unknown: UnknownClip[] = [];
  for (const clip of clips) {
    const shotId = candidates(clip).find((id) => shots.has(id));
    if (shotId === undefined) unknown.push({ id: clip.id, name: clip.name });
    else takes.push(...takeOf(clip, shotId, shots.get(shotId) ?? 0, { from: edited.rate, to: cut.rate }));
  }
  const used = new Set(takes.map(({ shotId }) => shotId));
  return { takes, dropped: [...shots.keys()].filter((id) => !used.has(id)), unknown };
}

function candidates(clip: Clip): readonly string[] {
  const file = clip.media?.split('/').at(-1) ?? '';
  return [clip.id, clip.name, withoutExtension(clip.name), withoutExtension(file)];
}

function withoutExtension(name: string): string {
  return name.replace(/\.[A-Za-z0-9]{1,5}$/, '');
}

/** The part of the clip that the shot has: an editor may hold a clip beyond its end. */
function takeOf(clip: Clip, shotId: string, whole: number, rates: { readonly from: Rate; readonly to: Rate }): Take[] {
  // Media may carry a timecode of their own; ours begin at zero.
  const offset = clip.source.start - clip.available.start;
  const start = Math.max(0, rescaled(offset, rates));
  const end = Math.min(whole, rescaled(offset + clip.source.frames, rates));
  if (end <= start) return [];
  const frames = end - start;
  return [{ shotId, source: { start, frames }, trimmed: frames < whole }];
}

function rescaled(frames: number, { from, to }: { readonly from: Rate; readonly to: Rate }): number {
  return sameRate(from, to) ? frames : framesOf(secondsOf(frames, from), to);
}
