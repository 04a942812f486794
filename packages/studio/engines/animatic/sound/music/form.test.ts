import { type Mood, moods } from '@ai-film-studio/film';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { randomFrom } from '../../random.ts';
import { pitchClass } from './chord.ts';
import { songOf } from './form.ts';
import { styles } from './styles.ts';

const song = (mood: Mood, seconds: number, seed = 1) => songOf(styles[mood], seconds, randomFrom(seed));
/** Beats a minute in the middle of the piece. */
const tempo = (mood: Mood) => {
  const { bars } = song(mood, 120);
  return (60 * (bars[2]?.beats ?? 0)) / (bars[2]?.seconds ?? 1);
};
const third = (mood: Mood) => {
  const { bars, tonic } = song(mood, 120, 7);
  const home = bars.find((bar) => bar.chord.root === tonic);
  return pitchClass((home?.chord.tones[1] ?? 0) - tonic);
};

describe('the form of a piece', () => {
  it('fills the scene from its first moment to its last, whatever its length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...moods),
        fc.double({ min: 0.3, max: 240, noNaN: true }),
        fc.nat(1000),
        (mood, seconds, seed) => {
          const { bars, ending } = song(mood, seconds, seed);
          let at = 0;
          for (const bar of bars) {
            expect(bar.at).toBeCloseTo(at, 6);
            expect(bar.seconds).toBeGreaterThan(0.5);
            at += bar.seconds;
          }
          expect(ending.at).toBeCloseTo(at, 6);
          expect(ending.at + ending.seconds).toBeCloseTo(seconds, 6);
          expect(ending.seconds).toBeGreaterThan(0);
        },
      ),
      { seed: 11, numRuns: 120 },
    );
  });

  it('a piece of any length over half a minute ends on a chord that rings three to seven seconds', () => {
    for (const mood of moods) {
      for (const seconds of [31, 47.5, 90, 203]) {
        const ring = song(mood, seconds).ending.seconds;
        expect(ring).toBeGreaterThan(3);
        expect(ring).toBeLessThan(7);
      }
    }
  });

  it('what is merry is in major and what is sad in minor', () => {
    for (const mood of ['calm', 'joyful', 'romantic', 'neutral', 'comic'] as const) expect(third(mood)).toBe(4);
    for (const mood of ['sad', 'tense', 'eerie', 'epic'] as const) expect(third(mood)).toBe(3);
  });

  it('joy is faster than calm, and fear of ghosts is slowest', () => {
    expect(tempo('joyful')).toBeGreaterThan(tempo('neutral'));
    expect(tempo('neutral')).toBeGreaterThan(tempo('calm'));
    expect(tempo('calm')).toBeGreaterThan(tempo('eerie'));
  });

  it('it begins with little and opens', () => {
    const { bars } = song('neutral', 60);
    expect(bars[0]?.intensity).toBeLessThan(0.4);
    expect(Math.max(...bars.map((bar) => bar.intensity))).toBeGreaterThan(0.8);
  });
});
