import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chordOf, pitchClass } from './chord.ts';
import { styles } from './styles.ts';
import { type Voicing, voiced } from './voicing.ts';

const symbols = [
  ...new Set(Object.values(styles).flatMap((style) => [...style.phrases.flat(), ...style.cadences.flat()])),
];

describe('the voices of the harmony', () => {
  it('are four that do not cross, sound the chord, and stay below where speech is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...symbols), { minLength: 1, maxLength: 8 }),
        fc.nat(11),
        (chords, tonic) => {
          let previous: Voicing | null = null;
          for (const symbol of chords) {
            const chord = chordOf(symbol, tonic);
            const voicing: Voicing = voiced(chord, previous);
            expect(voicing).toHaveLength(4);
            expect([...voicing].sort((a, b) => a - b)).toEqual(voicing);
            expect(Math.min(...voicing)).toBeGreaterThanOrEqual(48);
            expect(Math.max(...voicing)).toBeLessThanOrEqual(72);
            const heard = new Set(voicing.map(pitchClass));
            expect([...heard].every((tone) => chord.tones.includes(tone))).toBe(true);
            expect(heard.has(chord.tones[1] ?? -1)).toBe(true);
            previous = voicing;
          }
        },
      ),
      { seed: 3, numRuns: 60 },
    );
  });

  it('move little: common tones stay', () => {
    const first = voiced(chordOf('I', 0), null);
    const second = voiced(chordOf('vi', 0), first);
    expect(second.filter((pitch) => first.includes(pitch)).length).toBeGreaterThanOrEqual(2);
    for (const [voice, pitch] of second.entries()) expect(Math.abs(pitch - (first[voice] ?? 0))).toBeLessThanOrEqual(4);
  });
});
