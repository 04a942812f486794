import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../random.ts';
import { chordOf, pitchClass } from './chord.ts';
import { motifOf, tonePitch, varied } from './motif.ts';
import { scales } from './style.ts';

describe('the motif', () => {
  it('fits into two bars and ends on its longest tone', () => {
    for (let seed = 0; seed < 40; seed++) {
      for (const beats of [3, 4] as const) {
        const motif = motifOf(randomFrom(seed), beats);
        const last = motif.tones.at(-1);
        expect((last?.beat ?? 99) + (last?.beats ?? 99)).toBeLessThanOrEqual(beats * 2);
        expect(last?.beats).toBe(Math.max(...motif.tones.map((tone) => tone.beats)));
      }
    }
  });

  it('keeps its rhythm when it is varied', () => {
    const motif = motifOf(randomFrom(2), 4);
    const rhythm = (tones: typeof motif.tones) => tones.map(({ beat, beats }) => [beat, beats]);
    for (const how of ['higher', 'lower', 'turned', 'answer'] as const) {
      expect(rhythm(varied(motif, how).tones)).toEqual(rhythm(motif.tones));
    }
    expect(varied(motif, 'fragment').tones).toEqual(motif.tones.slice(-2));
  });

  it('sounds the chord on strong beats, and the key or the chord on all others', () => {
    const chord = chordOf('iv6', 0);
    fc.assert(
      fc.property(
        fc.integer({ min: -5, max: 7 }),
        fc.boolean(),
        fc.integer({ min: 55, max: 76 }),
        (step, strong, anchor) => {
          const pitch = pitchClass(tonePitch(step, strong, anchor, scales.major, chord));
          const allowed: readonly number[] = strong ? chord.tones : [...scales.major, ...chord.tones];
          expect(allowed).toContain(pitch);
        },
      ),
      { seed: 5 },
    );
  });
});
