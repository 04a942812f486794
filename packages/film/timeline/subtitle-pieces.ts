import { estimateSpoken } from './spoken-length.ts';
import type { FrameRange } from './timeline.ts';

/** Two rows of 42 characters: what viewers read at a glance. */
const mostCharacters = 84;

/** Part of a line, and when it is said. */
export interface Piece {
  readonly text: string;
  readonly range: FrameRange;
}

/**
 * Splits a long line at the ends of sentences, then clauses, then words, and shares its frames out by how long each piece takes to say.
 * The pieces lie end to end; joined by a space they are the line, but for the kind of white space between them.
 */
export function piecesOf(text: string, range: FrameRange): readonly Piece[] {
  const texts = split(text.trim());
  // Each piece needs a frame.
  if (texts.length < 2 || range.frames < texts.length) return [{ text, range }];
  const lengths = texts.map((piece) => estimateSpoken(piece).seconds);
  const whole = lengths.reduce((sum, length) => sum + length, 0);
  let said = 0;
  let start = 0;
  return texts.map((piece, index) => {
    said += lengths[index] ?? 0;
    const left = texts.length - 1 - index;
    const end =
      left === 0 ? range.frames : clamp(Math.round((said / whole) * range.frames), start + 1, range.frames - left);
    const placed = { text: piece, range: { start: range.start + start, frames: end - start } };
    start = end;
    return placed;
  });
}

/** Best first: a sentence's end, a clause's, any space. Each pattern finds the white space to break at. */
const breaks = [/(?<=[.!?…]["'”’)]*)\s+/g, /(?<=[,;:–—]["'”’)]*|--)\s+/g, /\s+/g];

function split(text: string): readonly string[] {
  if (text.length <= mostCharacters) return [text];
  for (const pattern of breaks) {
    const at = middlemost(text, pattern);
    if (at !== null) return [...split(text.slice(0, at).trimEnd()), ...split(text.slice(at).trimStart())];
  }
  return [text];
}

/** The break nearest the middle, so that pieces come out alike; `null` when all are too near the ends to help. */
function middlemost(text: string, pattern: RegExp): number | null {
  const middle = text.length / 2;
  const places = [...text.matchAll(pattern)].map((match) => match.index);
  const useful = places.filter((at) => at >= text.length * 0.2 && at <= text.length * 0.8);
  return useful.reduce<number | null>(
    (best, at) => (best === null || Math.abs(at - middle) < Math.abs(best - middle) ? at : best),
    null,
  );
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
