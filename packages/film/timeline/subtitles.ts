import type { Line, Shot } from '../storyboard/shot.ts';
import type { Cut, PlacedLine, TimedShot } from './cut.ts';
import { piecesOf } from './subtitle-pieces.ts';
import { framesToHold } from './timecode.ts';
import type { FrameRange, Rate, SubtitleCue } from './timeline.ts';

/** What a reader manages, in characters a second, and the shortest that the eye notices a subtitle, in seconds. */
const readingSpeed = 17;
const shortestCue = 1;

/** Frames between one subtitle and the next, so that the eye sees the change. */
const breath = 2;

/**
 * The subtitles of a cut: every line, verbatim and in order, from its first sound. A cue is held until it can be read where there is room,
 * never into the next cue (but for dual dialogue, where two are spoken at once) and never into the next scene.
 *
 * A speech too long for two rows becomes several cues with the same `lineId`; their texts joined by a space are the line's words.
 *
 * @param nameOf The name of a cast member, for formats that name the speaker.
 */
export function subtitlesOf(cut: Cut, nameOf: (who: string) => string): readonly SubtitleCue[] {
  const spoken = cut.shots.flatMap((timed) => spokenGroups(timed, sceneEnd(cut, timed)));
  return spoken.flatMap((group, index) => {
    const next = spoken[index + 1]?.start ?? cut.frames + breath;
    return group.lines.flatMap((said) => cuesOfLine(said, { rate: cut.rate, next, sceneEnd: group.sceneEnd, nameOf }));
  });
}

interface SaidLine {
  readonly line: Line;
  /** Frames of the film. */
  readonly range: FrameRange;
}

/** Lines that begin together. */
interface SpokenGroup {
  readonly start: number;
  readonly lines: readonly SaidLine[];
  readonly sceneEnd: number;
}

function spokenGroups(timed: TimedShot, end: number): SpokenGroup[] {
  // By place in the shot, not by id: a line may be said twice.
  const placed = [...timed.lines];
  return timed.shot.beats.flatMap((beat) => {
    const together = beat.kind === 'line' ? [beat.line] : beat.kind === 'dual' ? beat.lines : [];
    const lines = together.flatMap((line) => sayLine(line, placed.shift(), timed.range.start));
    const first = lines[0];
    return first === undefined ? [] : [{ start: first.range.start, lines, sceneEnd: end }];
  });
}

function sayLine(line: Line, placed: PlacedLine | undefined, shotStart: number): SaidLine[] {
  if (placed === undefined) return [];
  return [{ line, range: { start: shotStart + placed.range.start, frames: placed.range.frames } }];
}

function sceneEnd(cut: Cut, from: TimedShot): number {
  const rest = cut.shots.slice(cut.shots.indexOf(from));
  const otherScene = rest.find(({ shot }) => isApart(shot, from.shot));
  return otherScene?.range.start ?? cut.frames;
}

/** A subtitle may hang over a cut within its scene, never over a title or into another scene. */
function isApart(shot: Shot, from: Shot): boolean {
  return shot.scene !== from.scene || (shot.card !== null && shot !== from);
}

interface CueRoom {
  readonly rate: Rate;
  /** Where the next words begin. */
  readonly next: number;
  readonly sceneEnd: number;
  readonly nameOf: (who: string) => string;
}

function cuesOfLine(said: SaidLine, room: CueRoom): SubtitleCue[] {
  const pieces = piecesOf(said.line.text, said.range);
  const who = room.nameOf(said.line.who);
  return pieces.map((piece, index) => {
    const end = piece.range.start + piece.range.frames;
    const isLast = index === pieces.length - 1;
    const range = {
      start: piece.range.start,
      frames: (isLast ? heldUntil(piece, end, room) : end) - piece.range.start,
    };
    return { lineId: said.line.id, who, text: piece.text, range };
  });
}

function heldUntil(piece: { readonly text: string; readonly range: FrameRange }, end: number, room: CueRoom): number {
  const toRead = Math.max(shortestCue, piece.text.length / readingSpeed);
  const wanted = piece.range.start + framesToHold(toRead, room.rate);
  const limit = Math.min(room.next - breath, room.sceneEnd);
  return Math.max(end, Math.min(wanted, limit));
}
