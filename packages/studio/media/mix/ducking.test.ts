import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleRate } from '../wav.ts';
import { roomAt, speechSpans } from './ducking.ts';

const at = (seconds: number) => Math.round(seconds * sampleRate);
const line = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 8 }))
  .map(([from, seconds]) => ({ from: at(from), to: at(from + seconds) }));

describe('room for speech', () => {
  it('is one stretch over lines with a breath between them, and two over a real pause', () => {
    const spans = speechSpans([
      { from: at(6), to: at(8) },
      { from: at(1), to: at(2) },
      { from: at(2.5), to: at(3) },
    ]);
    expect(spans).toEqual([
      { from: at(1), to: at(3) },
      { from: at(6), to: at(8) },
    ]);
  });

  it('is all there at the first word, not there long before, and goes slowly after the last', () => {
    const spans = [{ from: at(5), to: at(7) }];
    expect(roomAt(spans, at(4))).toBe(0);
    expect(roomAt(spans, at(5))).toBe(1);
    expect(roomAt(spans, at(7))).toBe(1);
    expect(roomAt(spans, at(7.35))).toBeCloseTo(0.5);
    expect(roomAt(spans, at(8))).toBe(0);
  });

  it('is whole under every word and never jumps', () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const spans = speechSpans(lines);
        for (const { from, to } of lines)
          for (const sample of [from, Math.floor((from + to) / 2), to]) expect(roomAt(spans, sample)).toBe(1);
        let before = roomAt(spans, 0);
        for (let sample = 0; sample < at(70); sample += 480) {
          const now = roomAt(spans, sample);
          if (sample > 0) expect(Math.abs(now - before)).toBeLessThan(0.1);
          before = now;
        }
      }),
      { seed: 4, numRuns: 20 },
    );
  });
});
