import { dropsFrames, frameOf, timecodeOf } from './timecode.ts';
import type { Clip, Rate, Timeline, TimelineTransition, TrackItem } from './timeline.ts';

/**
 * CMX 3600 edit decision lists: the picture track as numbered events, the oldest interchange that every editor reads.
 * An EDL has one picture track, knows cuts, dissolves and black, and names sources by reels of eight characters.
 * @see https://xmil.biz/EDL-X/CMX3600.pdf
 */

/** The reel of black: fades are dissolves from it and to it. */
export const black = 'BL';

/** Record timecode of a film's first frame, as is the custom. */
const firstHour = '01:00:00:00';

/** The frame at which {@link firstHour} lies; in drop-frame an hour has fewer frames. */
function firstRecordFrame(rate: Rate): number {
  return frameOf(dropsFrames(rate) ? firstHour.replace(/:(\d\d)$/, ';$1') : firstHour, rate);
}

interface Source {
  readonly reel: string;
  readonly at: number;
}

interface Event {
  /** What is on the screen before; `null` for a plain cut. */
  readonly from: Source | null;
  readonly to: Source;
  /** Frames of dissolve; 0 is a cut. */
  readonly dissolve: number;
  readonly record: number;
  readonly frames: number;
  readonly comments: readonly string[];
}

/**
 * Writes the first picture track as an EDL. Fades from and to black are dissolves with the reel `BL`; white, which an EDL has not, is a
 * cut with a comment. Media without a file are in it too: an EDL is a list of decisions.
 *
 * @throws {TimecodeError} when the film does not end within 24 hours of timecode.
 */
export function writeEdl(timeline: Timeline): string {
  const { rate } = timeline;
  const items = timeline.tracks.find(({ kind }) => kind === 'video')?.items ?? [];
  const events = eventsOf(items, reelNames(items)).map((event, index) => eventText(event, index + 1, rate));
  const head = [`TITLE: ${oneRow(timeline.name)}`, `FCM: ${dropsFrames(rate) ? 'DROP FRAME' : 'NON-DROP FRAME'}`, ''];
  return `${[...head, ...events].join('\n')}\n`;
}

function eventsOf(items: readonly TrackItem[], reels: ReadonlyMap<string, string>): Event[] {
  const events: Event[] = [];
  let record = 0;
  items.forEach((item, index) => {
    if (item.kind === 'clip') events.push(...clipEvents(items, index, item, record, reels));
    record += item.kind === 'clip' ? item.source.frames : item.kind === 'gap' ? item.frames : 0;
  });
  return events;
}

/** A clip's event, and that of the fade to black at its end. */
function clipEvents(
  items: readonly TrackItem[],
  index: number,
  clip: Clip,
  record: number,
  reels: ReadonlyMap<string, string>,
): Event[] {
  const reel = reels.get(sourceKey(clip)) ?? black;
  const head = headOf(items, index, reels);
  const foot = footOf(items[index + 1]);
  const to = { reel, at: clip.source.start - head.early };
  const frames = clip.source.frames + head.early - foot.frames;
  const comments = [...head.comments, ...namesOf(clip, head.fromName), ...foot.comments];
  const event = { from: head.from, to, dissolve: head.dissolve, record: record - head.early, frames, comments };
  const fade = foot.toBlack ? [fadeOut(clip, reel, record, foot.frames)] : [];
  return frames === 0 ? fade : [event, ...fade];
}

interface Head {
  readonly from: Source | null;
  readonly fromName: string | null;
  readonly dissolve: number;
  /** Frames by which the clip begins before its cut, under the one before. */
  readonly early: number;
  readonly comments: readonly string[];
}

const plainHead: Head = { from: null, fromName: null, dissolve: 0, early: 0, comments: [] };

function headOf(items: readonly TrackItem[], index: number, reels: ReadonlyMap<string, string>): Head {
  const transition = items[index - 1];
  if (transition?.kind !== 'transition') return plainHead;
  const { name, into, outOf } = transition;
  if (name === 'dissolve') return dissolveHead(items[index - 2], transition, reels);
  if (outOf === 0) return plainHead;
  if (isWhite(transition)) return { ...plainHead, comments: [`FADE FROM WHITE ${threeDigits(outOf)} FRAMES`] };
  return name === 'fade-to-black' && into > 0
    ? plainHead
    : { ...plainHead, from: { reel: black, at: 0 }, dissolve: outOf };
}

function dissolveHead(
  before: TrackItem | undefined,
  { into, outOf }: TimelineTransition,
  reels: ReadonlyMap<string, string>,
): Head {
  const dissolve = into + outOf;
  if (before?.kind !== 'clip') return { ...plainHead, from: { reel: black, at: 0 }, dissolve, early: into };
  const reel = reels.get(sourceKey(before)) ?? black;
  const at = before.source.start + before.source.frames - into;
  return { from: { reel, at }, fromName: before.name, dissolve, early: into, comments: [] };
}

/** What the transition after a clip takes from its end. */
function footOf(after: TrackItem | undefined) {
  if (after?.kind !== 'transition' || after.into === 0) return { frames: 0, toBlack: false, comments: [] };
  if (!isWhite(after)) return { frames: after.into, toBlack: after.name !== 'dissolve', comments: [] };
  return { frames: 0, toBlack: false, comments: [`FADE TO WHITE ${threeDigits(after.into)} FRAMES`] };
}

function fadeOut(clip: Clip, reel: string, record: number, frames: number): Event {
  const kept = clip.source.frames - frames;
  return {
    from: { reel, at: clip.source.start + kept },
    to: { reel: black, at: 0 },
    dissolve: frames,
    record: record + kept,
    frames,
    comments: namesOf(clip, null),
  };
}

function isWhite({ name }: TimelineTransition): boolean {
  return name.endsWith('white');
}

function namesOf(clip: Clip, fromName: string | null): string[] {
  const file = clip.media === null ? [] : [`SOURCE FILE: ${oneRow(clip.media)}`];
  const names =
    fromName === null
      ? [`FROM CLIP NAME: ${oneRow(clip.name)}`]
      : [`FROM CLIP NAME: ${oneRow(fromName)}`, `TO CLIP NAME: ${oneRow(clip.name)}`];
  return [...names, `SHOT ID: ${oneRow(clip.id)}`, ...file];
}

function eventText(event: Event, number: number, rate: Rate): string {
  const start = firstRecordFrame(rate);
  const row = (source: Source, edit: string, frames: number) => {
    const times = [source.at, source.at + frames, start + event.record, start + event.record + frames];
    const fields = [`${threeDigits(number)} `, source.reel.padEnd(8), 'V'.padEnd(5), edit.padEnd(8)];
    return [...fields, ...times.map((frame) => timecodeOf(frame, rate))].join(' ');
  };
  const edit = event.dissolve === 0 ? 'C' : `D    ${threeDigits(event.dissolve)}`;
  const rows = event.from === null ? [] : [row(event.from, 'C', 0)];
  return [...rows, row(event.to, edit, event.frames), ...event.comments.map((comment) => `* ${comment}`), ''].join(
    '\n',
  );
}

/** Clips from one file are on one reel. */
function sourceKey(clip: Clip): string {
  return clip.media === null ? `id:${clip.id}` : `media:${clip.media}`;
}

/** A reel for each source: the first letters of the shot's id, with a number where two would be alike. */
function reelNames(items: readonly TrackItem[]): ReadonlyMap<string, string> {
  const reels = new Map<string, string>();
  const taken = new Set([black, 'AX']);
  for (const item of items) {
    if (item.kind !== 'clip' || reels.has(sourceKey(item))) continue;
    const reel = freeReel(item.id, taken);
    taken.add(reel);
    reels.set(sourceKey(item), reel);
  }
  return reels;
}

function freeReel(id: string, taken: ReadonlySet<string>): string {
  const stem =
    id
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
      .slice(0, 8) || 'SHOT';
  for (let count = 1; ; count++) {
    const reel = count === 1 ? stem : `${stem.slice(0, 8 - String(count).length)}${count}`;
    if (!taken.has(reel)) return reel;
  }
}

/** A comment is one row. */
function oneRow(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function threeDigits(value: number): string {
  return String(value).padStart(3, '0');
}
