import { rangeOfTimes } from './srt.ts';
import { blocksOf, cueText, SubtitleError } from './subtitle-text.ts';
import { clockOf, millisecondsOf } from './timecode.ts';
import type { FrameRange, Rate, SubtitleCue } from './timeline.ts';

/**
 * Writes subtitles as WebVTT, each spoken by a voice span, with the line's id as the cue's; a line's further cues add `#2`, `#3`.
 *
 * @see https://www.w3.org/TR/webvtt1/
 * @example writeWebVtt(subtitlesOf(cut, nameOf), cut.rate)
 */
export function writeWebVtt(cues: readonly SubtitleCue[], rate: Rate): string {
  const counts = new Map<string, number>();
  const blocks = cues.map((cue) => {
    const count = (counts.get(cue.lineId) ?? 0) + 1;
    counts.set(cue.lineId, count);
    const id = count === 1 ? cue.lineId : `${cue.lineId}#${count}`;
    return `${id}\n${times(cue.range, rate)}\n${payload(cue)}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}

function times({ start, frames }: FrameRange, rate: Rate): string {
  return [start, start + frames].map((frame) => clockOf(millisecondsOf(frame, rate), '.')).join(' --> ');
}

function payload({ who, text }: SubtitleCue): string {
  const escaped = escapeVtt(cueText(text));
  const name = who.replace(/\s+/g, ' ').trim();
  return name === '' ? escaped : `<v ${escapeVtt(name)}>${escaped}`;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

function escapeVtt(text: string): string {
  return text.replace(/[&<>]/g, (character) => escapes[character] ?? character);
}

/**
 * Reads WebVTT: cues with or without ids, settings, voices and markup, which is taken off. Notes, styles and regions are left out.
 *
 * @throws {SubtitleError} when the file is not WebVTT, or for a cue without its times.
 */
export function readWebVtt(text: string, rate: Rate): readonly SubtitleCue[] {
  if (!/^\uFEFF?WEBVTT(?:[ \t\r\n]|$)/.test(text)) throw new SubtitleError('the first line is not WEBVTT', 1);
  const [, ...blocks] = blocksOf(text);
  return blocks.flatMap(({ rows, line }) => readBlock(rows, line, rate));
}

function readBlock(rows: readonly string[], line: number, rate: Rate): SubtitleCue[] {
  const at = rows.slice(0, 2).findIndex((row) => row.includes('-->'));
  if (at === -1) {
    if (/^(NOTE|STYLE|REGION)\b/.test(rows[0] ?? '')) return [];
    throw new SubtitleError('a cue needs its times: 00:00:01.000 --> 00:00:02.500', line);
  }
  const lineId = at === 1 ? (rows[0] ?? '').replace(/#\d+$/, '') : '';
  const inside = rows.slice(at + 1).join('\n');
  const who = unescapeVtt(/<v(?:\.[^\s>]*)?\s+([^>]*)>/.exec(inside)?.[1] ?? '');
  const range = rangeOfTimes(rows[at] ?? '', line + at, rate);
  return [{ lineId, who, text: unescapeVtt(inside.replace(/<[^>]*>/g, '')), range }];
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00A0',
  lrm: '\u200E',
  rlm: '\u200F',
};

function unescapeVtt(text: string): string {
  return text.replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole);
}
