import type { Beat, Line, Shot } from '../storyboard/shot.ts';
import type { Cut, PlacedAction, PlacedLine, SpokenLength, TimedShot } from './cut.ts';
import { leadIn, pauseBefore } from './pauses.ts';
import { estimateSpoken } from './spoken-length.ts';
import { framesOf, framesToHold } from './timecode.ts';
import type { FrameRange, Rate } from './timeline.ts';

/** No shot is shorter: an eye needs as long to take in a picture at all. In seconds. */
const shortestShot = 1;

/**
 * The edit: lays each shot's beats one after the other, pauses between them, and cuts after the last word.
 *
 * A shot's length and what is placed in it follow from that shot alone, so that one changed line changes one shot. A fade or dissolve at
 * its head lies before its first word and one at its end after its last; a dissolve lies wholly in the shot that it begins.
 *
 * @param lengthOf How long a line is when spoken; give `(line) => estimateSpoken(line.text)` before there are voices. `undefined` is
 * estimated too.
 * @throws {RangeError} when a spoken length is no number of seconds.
 * @example cutShots(storyboard.shots, { num: 24, den: 1 }, (line) => voices.get(line.id))
 */
export function cutShots(shots: readonly Shot[], rate: Rate, lengthOf: (line: Line) => SpokenLength | undefined): Cut {
  const timed: TimedShot[] = [];
  let start = 0;
  for (const shot of shots) {
    const next = timeShot(shot, start, rate, (line) =>
      spokenFrames(line, rate, lengthOf(line) ?? estimateSpoken(line.text)),
    );
    timed.push(next);
    start += next.range.frames;
  }
  return { rate, frames: start, shots: timed };
}

function timeShot(shot: Shot, start: number, rate: Rate, framesOfLine: (line: Line) => number): TimedShot {
  const head = headFrames(shot, rate);
  const foot = footFrames(shot, rate);
  const laid = layBeats(shot, head, rate, framesOfLine);
  const needed = laid.end + framesOf(shot.tail, rate) + foot;
  const frames = Math.max(needed, framesToHold(shot.atLeast, rate), framesToHold(shortestShot, rate));
  return { shot, range: { start, frames }, lines: laid.lines, actions: laid.actions };
}

/**
 * Frames at the head of a shot that a dissolve or fade takes.
 *
 * @example headFrames(shot, rate) // 24 for a dissolve of a second at 24 frames a second
 */
export function headFrames(shot: Shot, rate: Rate): number {
  const { kind, seconds } = shot.transitionIn;
  return kind === 'cut' || kind === 'smash' ? 0 : framesOf(seconds, rate);
}

/** Frames at the end of a shot that a fade takes. */
export function footFrames(shot: Shot, rate: Rate): number {
  return shot.transitionOut.kind === 'cut' ? 0 : framesOf(shot.transitionOut.seconds, rate);
}

interface Laid {
  readonly lines: readonly PlacedLine[];
  readonly actions: readonly PlacedAction[];
  /** The frame after the last beat. */
  readonly end: number;
}

function layBeats(shot: Shot, head: number, rate: Rate, framesOfLine: (line: Line) => number): Laid {
  const lines: PlacedLine[] = [];
  const actions: PlacedAction[] = [];
  let cursor = head;
  let before: Beat | null = null;
  for (const beat of shot.beats) {
    const pause = before === null ? leadIn(shot, beat) : pauseBefore(before, beat);
    cursor += framesOf(pause, rate);
    const placed = placeBeat(beat, cursor, rate, framesOfLine);
    lines.push(...placed.lines);
    actions.push(...placed.actions);
    cursor = placed.end;
    before = beat;
  }
  return { lines, actions, end: cursor };
}

function placeBeat(beat: Beat, at: number, rate: Rate, framesOfLine: (line: Line) => number): Laid {
  switch (beat.kind) {
    case 'line':
      return spoken([beat.line], at, framesOfLine);
    case 'dual':
      return spoken(beat.lines, at, framesOfLine);
    case 'action': {
      const range = { start: at, frames: Math.max(1, framesOf(beat.seconds, rate)) };
      return { lines: [], actions: [{ text: beat.text, sound: beat.sound, range }], end: endOf(range) };
    }
    case 'pause':
      return { lines: [], actions: [], end: at + framesOf(beat.seconds, rate) };
  }
}

/** Lines that begin together: the one of a line beat, or all of dual dialogue. */
function spoken(together: readonly Line[], at: number, framesOfLine: (line: Line) => number): Laid {
  const lines = together.map((line) => ({
    lineId: line.id,
    who: line.who,
    range: { start: at, frames: framesOfLine(line) },
  }));
  return { lines, actions: [], end: Math.max(at, ...lines.map((line) => endOf(line.range))) };
}

function spokenFrames(line: Line, rate: Rate, length: SpokenLength): number {
  if (!Number.isFinite(length.seconds) || length.seconds < 0) {
    throw new RangeError(`line ${line.id} is ${length.seconds} seconds long`);
  }
  return Math.max(1, framesToHold(length.seconds, rate));
}

function endOf(range: FrameRange): number {
  return range.start + range.frames;
}
