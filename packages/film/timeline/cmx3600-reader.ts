import { black } from './cmx3600.ts';
import { dropsFrames, frameOf, TimecodeError } from './timecode.ts';
import type { Clip, Rate, Timeline, TrackItem, TransitionName } from './timeline.ts';

/** The text is not an edit decision list that can be read. The message is one line and names the line. */
export class EdlError extends Error {
  override readonly name = 'EdlError';
  /** 1-based. */
  readonly line: number;

  constructor(problem: string, line: number) {
    super(`line ${line}: ${problem}`);
    this.line = line;
  }
}

/** What an EDL does not say of its film. */
export interface EdlSettings {
  readonly rate: Rate;
  readonly width: number;
  readonly height: number;
}

/**
 * Reads the picture of an EDL: cuts, dissolves, fades from and to black, and the gaps that record timecodes leave. A wipe is read as a
 * dissolve; sound and keys are left out. Clips have the shot ids that {@link writeEdl} notes in comments, or else their clip names.
 *
 * @throws {EdlError} for a malformed event or timecode, or when there is no event at all.
 */
export function readEdl(text: string, settings: EdlSettings): Timeline {
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
  const title =
    rows
      .find((row) => row.startsWith('TITLE:'))
      ?.slice('TITLE:'.length)
      .trim() ?? '';
  const events = readEvents(rows, settings.rate);
  if (events.length === 0) throw new EdlError('no event: this is not an edit decision list', 1);
  return {
    name: title,
    ...settings,
    tracks: [{ kind: 'video', name: 'picture', items: itemsOf(events, settings.rate) }],
  };
}

interface Event {
  readonly number: string;
  readonly reel: string;
  readonly dissolve: number;
  readonly source: number;
  readonly record: number;
  readonly frames: number;
  readonly comments: Map<string, string>;
}

const eventRow = /^(\d{1,6})\s+(\S+)\s+(\S+)\s+([A-Z]\S*)\s+(?:(\d{1,4})\s+)?(\S+)\s+(\S+)\s+(\S+)\s+(\S+)\s*$/;
const commentRow = /^\*\s*([A-Z ]+?)\s*:\s*(.*)$/;

function readEvents(rows: readonly string[], rate: Rate): Event[] {
  const events: Event[] = [];
  rows.forEach((row, index) => {
    const comment = commentRow.exec(row);
    if (comment !== null) events.at(-1)?.comments.set(comment[1] ?? '', comment[2] ?? '');
    else if (/^\d/.test(row)) events.push(...readEvent(row, index + 1, rate));
  });
  return events;
}

function readEvent(row: string, line: number, rate: Rate): Event[] {
  const match = eventRow.exec(row);
  if (match === null) throw new EdlError('an event needs a reel, a channel, an edit and four timecodes', line);
  const [, number = '', reel = '', channel = '', edit = '', duration, ...codes] = match;
  if (!/^(V\d*|B|AA?\/V|NONE)$/.test(channel)) return [];
  const [source = 0, , record = 0, end = 0] = codes.map((code) => frameAt(code, line, rate));
  if (end < record) throw new EdlError('the record timecodes run backwards', line);
  const dissolve = edit === 'C' ? 0 : Number(duration ?? 0);
  return [{ number, reel, dissolve, source, record, frames: end - record, comments: new Map() }];
}

function frameAt(code: string, line: number, rate: Rate): number {
  try {
    return frameOf(code, rate);
  } catch (cause) {
    if (cause instanceof TimecodeError) throw new EdlError(cause.message, line);
    throw cause;
  }
}

function itemsOf(events: readonly Event[], rate: Rate): TrackItem[] {
  const items: TrackItem[] = [];
  let cursor = startOf(events, rate);
  events.forEach((event, index) => {
    if (event.frames === 0) return;
    if (event.record > cursor) items.push({ kind: 'gap', frames: event.record - cursor });
    // The row of no length before it, with its number, is what it dissolves from.
    const before = events[index - 1];
    const from = before?.number === event.number && before.frames === 0 ? before : null;
    if (event.reel === black) placeBlack(items, event, from);
    else placeClip(items, event, from);
    cursor = event.record + event.frames;
  });
  return items;
}

/** Films begin on the hour; a gap may come first. */
function startOf(events: readonly Event[], rate: Rate): number {
  const first = Math.min(...events.map(({ record }) => record));
  const hours = Array.from({ length: 24 }, (_, hour) => hourFrame(hour, rate));
  return hours.findLast((frame) => frame <= first) ?? 0;
}

function hourFrame(hour: number, rate: Rate): number {
  return frameOf(`${String(hour).padStart(2, '0')}:00:00${dropsFrames(rate) ? ';' : ':'}00`, rate);
}

/** Black by itself is a gap; dissolved to, it is the end of the clip before, faded out. */
function placeBlack(items: TrackItem[], event: Event, from: Event | null): void {
  if (event.dissolve === 0 || from === null) {
    items.push({ kind: 'gap', frames: event.frames });
    return;
  }
  const last = items.at(-1);
  const goesOn = last?.kind === 'clip' && last.source.start + last.source.frames === from.source;
  if (goesOn) items[items.length - 1] = lengthened(last, event.dissolve);
  else items.push(clipOf({ ...event, source: from.source, frames: event.dissolve, reel: from.reel }));
  items.push({ kind: 'transition', name: 'fade-to-black', into: event.dissolve, outOf: 0 });
  if (event.frames > event.dissolve) items.push({ kind: 'gap', frames: event.frames - event.dissolve });
}

function lengthened(clip: Clip, frames: number): Clip {
  const source = { start: clip.source.start, frames: clip.source.frames + frames };
  return { ...clip, source, available: { start: 0, frames: source.start + source.frames } };
}

function placeClip(items: TrackItem[], event: Event, from: Event | null): void {
  if (event.dissolve > 0) placeTransition(items, event.dissolve, from?.reel === black ? 'fade-from-black' : 'dissolve');
  items.push(clipOf(event));
}

/** Out to black and in again is one transition: two never stand side by side. */
function placeTransition(items: TrackItem[], frames: number, name: TransitionName): void {
  const last = items.at(-1);
  if (last?.kind === 'transition') items[items.length - 1] = { ...last, name: 'dip-to-black', outOf: frames };
  else items.push({ kind: 'transition', name, into: 0, outOf: frames });
}

function clipOf(event: Event): Clip {
  const { comments, source: start, frames } = event;
  const name = comments.get('TO CLIP NAME') ?? comments.get('FROM CLIP NAME') ?? event.reel;
  return {
    kind: 'clip',
    id: comments.get('SHOT ID') ?? name,
    name,
    media: comments.get('SOURCE FILE') ?? null,
    available: { start: 0, frames: start + frames },
    source: { start, frames },
    note: '',
  };
}
