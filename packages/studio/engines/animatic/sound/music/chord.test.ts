import { describe, expect, it } from 'vitest';
import { chordOf, nearest } from './chord.ts';
import { styles } from './styles.ts';

describe('chords in Roman numerals', () => {
  it.each([
    ['I', 0, [0, 4, 7], 0],
    ['vi7', 0, [9, 0, 4, 7], 9],
    ['bVImaj7', 9, [5, 9, 0, 4], 5],
    ['V/7', 7, [2, 6, 9], 6],
    ['imM7', 1, [1, 4, 8, 0], 1],
    ['#Idim7', 0, [1, 4, 7, 10], 1],
    ['iv6', 3, [8, 11, 3, 5], 8],
    ['bVII/2', 9, [7, 11, 2], 11],
  ])('%s over %i has the tones %j and the bass %i', (symbol, tonic, tones, bass) => {
    expect(chordOf(symbol, tonic)).toEqual({ root: tones[0], tones, bass });
  });

  it('what is no chord is refused by name', () => {
    expect(() => chordOf('H7', 0)).toThrow('"H7" is no chord.');
  });

  it('every chord of every mood can be read', () => {
    for (const style of Object.values(styles)) {
      for (const symbol of [...style.phrases.flat(), ...style.cadences.flat(), style.last]) {
        expect(chordOf(symbol, 0).tones.length).toBeGreaterThanOrEqual(2);
      }
    }
  });

  it('the nearest pitch of a class is at most six semitones away', () => {
    expect(nearest(0, 71)).toBe(72);
    expect(nearest(0, 62)).toBe(60);
  });
});
