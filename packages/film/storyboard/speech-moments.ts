import type { SourceRange } from '../screenplay/screenplay.ts';
import { digestOf } from './hash.ts';
import { span } from './lines.ts';
import type { SpeechMoment } from './moments.ts';
import { longestLine } from './sentences.ts';
import type { Beat, Line } from './shot.ts';

/** A long speech is several shots: each holds whole lines, so that a cut falls where a sentence ends. */
export function shotsWorth(who: string, beats: readonly Beat[], cue: SourceRange): readonly SpeechMoment[] {
  const groups: Beat[][] = [];
  for (const beat of beats) {
    const group = groups.at(-1);
    if (group === undefined || needsOwnShot(beat, group)) groups.push([beat]);
    else group.push(beat);
  }
  return groups.map((group, part) => speechMoment(who, null, group, { part, parts: groups.length, cue }));
}

/** A line that no longer fits, or that is sung after spoken ones. */
function needsOwnShot(beat: Beat, group: readonly Beat[]): boolean {
  const before = group.findLast(({ kind }) => kind === 'line');
  if (beat.kind !== 'line' || before?.kind !== 'line') return false;
  if ((beat.line.treatment === 'sung') !== (before.line.treatment === 'sung')) return true;
  return lengthOf(group) + lengthOf([beat]) > longestLine + 10;
}

function lengthOf(beats: readonly Beat[]): number {
  return beats.reduce((sum, beat) => sum + (beat.kind === 'line' ? beat.line.text.length : 0), 0);
}

/** Two speeches at once, line against line; what one has more is said after. */
export function together(
  first: readonly SpeechMoment[],
  who: string,
  beats: readonly Beat[],
  cue: SourceRange,
): SpeechMoment {
  const mine = first.flatMap(({ beats: all }) => all).flatMap(lineOf);
  const theirs = beats.flatMap(lineOf);
  const wordless = [...first.flatMap(({ beats: all }) => all), ...beats].filter(({ kind }) => kind === 'action');
  const paired: Beat[] = [...wordless];
  for (let index = 0; index < Math.max(mine.length, theirs.length); index += 1) {
    const lines = [mine[index], theirs[index]].filter((line) => line !== undefined);
    const [only] = lines;
    if (lines.length === 2) paired.push({ kind: 'dual', lines });
    else if (only !== undefined) paired.push({ kind: 'line', line: only });
  }
  return speechMoment(first[0]?.who ?? who, who, paired, {
    part: 0,
    parts: 1,
    cue: span(first[0]?.source ?? cue, cue),
  });
}

function lineOf(beat: Beat): readonly Line[] {
  if (beat.kind === 'line') return [beat.line];
  return beat.kind === 'dual' ? beat.lines : [];
}

function speechMoment(
  who: string,
  withWhom: string | null,
  beats: readonly Beat[],
  place: { part: number; parts: number; cue: SourceRange },
): SpeechMoment {
  const lines = beats.flatMap(lineOf);
  const source = lines.map((line) => line.source).reduce(span, place.cue);
  const key =
    lines[0]?.id ?? digestOf('wordless', who, ...beats.map((beat) => (beat.kind === 'action' ? beat.text : beat.kind)));
  return { kind: 'speech', key, who, withWhom, lines, beats, part: place.part, parts: place.parts, source };
}
