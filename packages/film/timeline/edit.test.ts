import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Line } from '../storyboard/shot.ts';
import { cutShots, footFrames, headFrames } from './edit.ts';
import { anyShots, does, line, says, shot } from './shots.fixture.ts';
import { estimateSpoken } from './spoken-length.ts';

const film = { num: 24, den: 1 };
const ntsc = { num: 30000, den: 1001 };
const twoSeconds = () => ({ seconds: 2 });
const estimated = (said: Line) => estimateSpoken(said.text);
const end = (range: { start: number; frames: number }) => range.start + range.frames;

function only<T>(list: readonly T[]): T {
  const [first] = list;
  if (first === undefined || list.length > 1) throw new Error(`expected one, got ${list.length}`);
  return first;
}

describe('a shot', () => {
  test('shows a face a moment before it speaks, and holds its tail after the last word', () => {
    const timed = only(cutShots([shot('a', { beats: [says('1', 'helen', 'Good morning.')] })], film, twoSeconds).shots);
    const said = only(timed.lines);
    expect(said.range).toEqual({ start: 6, frames: 48 });
    expect(timed.range.frames).toBe(6 + 48 + 10);
  });

  test('is never under a second, nor under what a viewer needs to read it', () => {
    const cut = cutShots([shot('a', { atLeast: 0, tail: 0 }), shot('b', { atLeast: 3.01 })], film, twoSeconds);
    expect(cut.shots.map(({ range }) => range.frames)).toEqual([24, 73]);
  });

  test('waits between two speakers from a quarter to half a second', () => {
    for (const emotion of ['neutral', 'angry', 'tender'] as const) {
      const beats = [says('1', 'helen', 'Where were you?'), says('2', 'marcus', 'Out.', { emotion })];
      const { lines } = only(cutShots([shot('a', { beats })], { num: 100, den: 1 }, twoSeconds).shots);
      const pause = (lines[1]?.range.start ?? 0) - end(lines[0]?.range ?? { start: 0, frames: 0 });
      expect(pause).toBeGreaterThanOrEqual(25);
      expect(pause).toBeLessThanOrEqual(50);
    }
  });

  test('gives a written beat its silence', () => {
    const quick = [says('1', 'helen', 'Well.'), says('2', 'marcus', 'Well?')];
    const slow = [says('1', 'helen', 'Well.'), says('2', 'marcus', 'Well?', { parenthetical: 'beat' })];
    const [a, b] = [quick, slow].map((beats) => cutShots([shot('a', { beats })], film, twoSeconds).frames);
    expect((b ?? 0) - (a ?? 0)).toBeGreaterThanOrEqual(10);
  });

  test('starts dual dialogue together and waits for the longer of the two', () => {
    const dual = {
      kind: 'dual' as const,
      lines: [line('1', 'helen', 'No!'), line('2', 'marcus', 'Yes, please, now!')],
    };
    const cut = cutShots([shot('a', { beats: [dual, says('3', 'helen', 'Fine.')] })], film, (said) => ({
      seconds: said.id === '2' ? 3 : 1,
    }));
    const { lines } = only(cut.shots);
    expect(lines[0]?.range.start).toBe(lines[1]?.range.start);
    expect(lines[2]?.range.start).toBeGreaterThan(end(lines[1]?.range ?? { start: 0, frames: 0 }));
  });

  test('lays action between the words', () => {
    const beats = [says('1', 'helen', 'Look.'), does('She points.', 1), says('2', 'helen', 'There.')];
    const timed = only(cutShots([shot('a', { beats })], film, twoSeconds).shots);
    const action = only(timed.actions);
    expect(action.range.frames).toBe(24);
    expect(action.range.start).toBeGreaterThanOrEqual(end(timed.lines[0]?.range ?? { start: 0, frames: 0 }));
    expect(timed.lines[1]?.range.start).toBeGreaterThanOrEqual(end(action.range));
  });

  test('is estimated where there is no voice yet', () => {
    const shots = [shot('a', { beats: [says('1', 'helen', 'Good morning, everyone.')] })];
    expect(cutShots(shots, film, () => undefined)).toEqual(cutShots(shots, film, estimated));
  });

  test.each([Number.NaN, -1, Number.POSITIVE_INFINITY])('refuses a line of %d seconds', (seconds) => {
    expect(() => cutShots([shot('a', { beats: [says('1', 'helen', 'Hi.')] })], film, () => ({ seconds }))).toThrow(
      /line 1/,
    );
  });
});

describe('every cut', () => {
  test('is made of whole frames that lie end to end', () => {
    fc.assert(
      fc.property(anyShots, fc.constantFrom(film, ntsc), (shots, rate) => {
        const cut = cutShots(shots, rate, estimated);
        let start = 0;
        for (const { range } of cut.shots) {
          expect(range.start).toBe(start);
          expect(Number.isInteger(range.frames)).toBe(true);
          expect(range.frames * rate.den).toBeGreaterThanOrEqual(rate.num);
          start += range.frames;
        }
        expect(cut.frames).toBe(start);
      }),
      { seed: 11 },
    );
  });

  test('speaks every line once, whole, and under no dissolve or fade', () => {
    fc.assert(
      fc.property(anyShots, (shots) => {
        const cut = cutShots(shots, film, estimated);
        const written = shots.flatMap(({ beats }) =>
          beats.flatMap((beat) => (beat.kind === 'line' ? [beat.line] : beat.kind === 'dual' ? beat.lines : [])),
        );
        expect(cut.shots.flatMap((timed) => timed.lines.map(({ lineId }) => lineId))).toEqual(
          written.map(({ id }) => id),
        );
        for (const timed of cut.shots) {
          for (const { range } of timed.lines) {
            expect(range.start).toBeGreaterThanOrEqual(headFrames(timed.shot, film));
            expect(end(range)).toBeLessThanOrEqual(timed.range.frames - footFrames(timed.shot, film));
          }
        }
      }),
      { seed: 12 },
    );
  });

  test('times a shot the same whatever stands around it', () => {
    fc.assert(
      fc.property(anyShots, (shots) => {
        const together = cutShots(shots, ntsc, estimated);
        shots.forEach((alone, index) => {
          const { range, ...placed } = only(cutShots([alone], ntsc, estimated).shots);
          expect(together.shots[index]).toMatchObject(placed);
          expect(together.shots[index]?.range.frames).toBe(range.frames);
        });
      }),
      { seed: 13 },
    );
  });
});
