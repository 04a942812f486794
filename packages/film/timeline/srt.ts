import { blocksOf, cueText, SubtitleError } from './subtitle-text.ts';
import { clockOf, frameAtMilliseconds, millisecondsOf, millisecondsOfClock, TimecodeError } from './timecode.ts';
import type { FrameRange, Rate } from './timeline.ts';

/** What a SubRip file knows of a cue: not who speaks. */
export interface TimedText {
  readonly text: string;
  readonly range: FrameRange;
}

/**
 * Writes subtitles as SubRip. The words are verbatim; only blank rows inside a text, which would end its cue, are closed up.
 *
 * @example writeSrt(subtitlesOf(cut, nameOf), cut.rate)
 */
export function writeSrt(cues: readonly TimedText[], rate: Rate): string {
  return cues.map((cue, index) => `${index + 1}\n${times(cue.range, rate)}\n${cueText(cue.text)}\n`).join('\n');
}

function times({ start, frames }: FrameRange, rate: Rate): string {
  return [start, start + frames].map((frame) => clockOf(millisecondsOf(frame, rate), ',')).join(' --> ');
}

/**
 * Reads a SubRip file: any line ends, points for commas, cues without their numbers.
 *
 * @throws {SubtitleError} for a cue without its times.
 */
export function readSrt(text: string, rate: Rate): readonly TimedText[] {
  return blocksOf(text).map(({ rows, line }) => {
    const at = rows[0]?.includes('-->') ? 0 : 1;
    const range = rangeOfTimes(rows[at] ?? '', line + at, rate);
    return { text: rows.slice(at + 1).join('\n'), range };
  });
}

/** The frames of `00:00:01,000 --> 00:00:02,500`, whatever stands after it. */
export function rangeOfTimes(row: string, line: number, rate: Rate): FrameRange {
  const match = /^\s*(\S+)\s+-->\s+(\S+)/.exec(row);
  if (match === null) throw new SubtitleError('a cue needs its times: 00:00:01,000 --> 00:00:02,500', line);
  try {
    const [start = 0, end = 0] = [match[1] ?? '', match[2] ?? ''].map((clock) =>
      frameAtMilliseconds(millisecondsOfClock(clock), rate),
    );
    if (end < start) throw new SubtitleError('a cue ends before it starts', line);
    return { start, frames: end - start };
  } catch (cause) {
    if (cause instanceof TimecodeError) throw new SubtitleError(cause.message, line);
    throw cause;
  }
}
