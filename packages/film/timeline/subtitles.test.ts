import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from '../storyboard/shot.ts';
import { cutShots } from './edit.ts';
import { anyShots, line, says, shot } from './shots.fixture.ts';
import { estimateSpoken } from './spoken-length.ts';
import { subtitlesOf } from './subtitles.ts';

const film = { num: 24, den: 1 };
const nameOf = (who: string) => who.toUpperCase();
const estimated = (said: Line) => estimateSpoken(said.text);
const end = (range: { start: number; frames: number }) => range.start + range.frames;

test('a short word is held a second where there is room', () => {
  const cut = cutShots([shot('a', { beats: [says('1', 'helen', 'No.')], tail: 2 })], film, () => ({ seconds: 0.3 }));
  expect(subtitlesOf(cut, nameOf)).toEqual([
    { lineId: '1', who: 'HELEN', text: 'No.', range: { start: 6, frames: 24 } },
  ]);
});

test('a cue never reaches into the next one', () => {
  const beats = [says('1', 'helen', 'No.'), says('2', 'marcus', 'Yes.')];
  const cut = cutShots([shot('a', { beats })], film, () => ({ seconds: 0.3 }));
  const [first, second] = subtitlesOf(cut, nameOf);
  expect(end(first?.range ?? { start: 0, frames: 0 })).toBeLessThan(second?.range.start ?? 0);
});

test('a cue hangs over a cut within its scene, but not into another scene', () => {
  const speaking = shot('a', { beats: [says('1', 'helen', 'This is more than one can read so fast.')], tail: 0 });
  const fast = () => ({ seconds: 0.8 });
  const within = subtitlesOf(cutShots([speaking, shot('b')], film, fast), nameOf)[0];
  const between = subtitlesOf(cutShots([speaking, shot('b', { scene: 'street-1' })], film, fast), nameOf)[0];
  const cutAt = cutShots([speaking], film, fast).frames;
  expect(end(within?.range ?? { start: 0, frames: 0 })).toBeGreaterThan(cutAt);
  expect(end(between?.range ?? { start: 0, frames: 0 })).toBe(cutAt);
});

test('dual dialogue is shown together', () => {
  const beats = [{ kind: 'dual' as const, lines: [line('1', 'helen', 'Go!'), line('2', 'marcus', 'Stay!')] }];
  const [first, second] = subtitlesOf(cutShots([shot('a', { beats })], film, estimated), nameOf);
  expect(first?.range.start).toBe(second?.range.start);
});

describe('a long speech', () => {
  const text =
    'I have lived in this house for forty years, and I know every board that creaks. You will not sell it. Not while I am breathing, and not, if I can help it, afterwards either!';
  const cues = subtitlesOf(cutShots([shot('a', { beats: [says('1', 'helen', text)] })], film, estimated), nameOf);

  test('is split at the ends of sentences and clauses into cues of two rows', () => {
    expect(cues.map((cue) => cue.text)).toEqual([
      'I have lived in this house for forty years, and I know every board that creaks.',
      'You will not sell it.',
      'Not while I am breathing, and not, if I can help it, afterwards either!',
    ]);
  });

  test('keeps its words, its id and its time', () => {
    expect(cues.map((cue) => cue.text).join(' ')).toBe(text);
    expect(new Set(cues.map((cue) => cue.lineId))).toEqual(new Set(['1']));
    expect(cues[1]?.range.start).toBe(end(cues[0]?.range ?? { start: 0, frames: 0 }));
  });
});

test('every line is in, verbatim and in order, and only dual dialogue overlaps', () => {
  fc.assert(
    fc.property(anyShots, (shots) => {
      const cut = cutShots(shots, film, estimated);
      const cues = subtitlesOf(cut, nameOf);
      const beats = shots.flatMap((made) => made.beats);
      const lines = beats.flatMap((beat) =>
        beat.kind === 'line' ? [beat.line] : beat.kind === 'dual' ? beat.lines : [],
      );
      const dual = new Set(beats.flatMap((beat) => (beat.kind === 'dual' ? beat.lines.map(({ id }) => id) : [])));

      expect([...new Set(cues.map(({ lineId }) => lineId))]).toEqual(lines.map(({ id }) => id));
      for (const said of lines) {
        const pieces = cues.filter(({ lineId }) => lineId === said.id);
        expect(pieces.map(({ text }) => text).join(' ')).toBe(said.text);
      }
      cues.forEach((cue, index) => {
        const next = cues[index + 1];
        expect(cue.range.frames).toBeGreaterThan(0);
        expect(end(cue.range)).toBeLessThanOrEqual(cut.frames);
        if (next !== undefined && !dual.has(cue.lineId)) expect(end(cue.range)).toBeLessThanOrEqual(next.range.start);
      });
    }),
    { seed: 21 },
  );
});
