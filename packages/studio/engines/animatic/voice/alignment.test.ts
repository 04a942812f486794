import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alignWords } from './alignment.ts';
import type { Phone } from './speech.ts';

function evenly(...phones: readonly string[]): Phone[] {
  return phones.map((phone, index) => ({ phone, start: index, end: index + 1 }));
}

describe('aligning words with phonemes', () => {
  it('gives each word its own phonemes', () => {
    const words = alignWords(
      [
        { word: 'two', phones: ['t', 'uw'] },
        { word: 'teas', phones: ['t', 'iy', 'z'] },
      ],
      evenly('t', 'uw', 'pau', 't', 'iy', 'z'),
    );
    expect(words).toEqual([
      { word: 'two', start: 0, end: 2 },
      { word: 'teas', start: 3, end: 6 },
    ]);
  });

  it('keeps words in place when one sounds longer or shorter than by itself', () => {
    const words = alignWords(
      [
        { word: 'and', phones: ['ae', 'n', 'd'] },
        { word: 'the', phones: ['dh', 'ax'] },
        { word: 'apple', phones: ['ae', 'p', 'ax', 'l'] },
      ],
      evenly('ax', 'n', 'dh', 'iy', 'ae', 'p', 'ax', 'l'),
    );
    expect(words.map(({ start, end }) => [start, end])).toEqual([
      [0, 2],
      [2, 4],
      [4, 8],
    ]);
  });

  it('places every word, in order, whatever is heard', () => {
    const phone = fc.constantFrom('aa', 'iy', 't', 's', 'n');
    const word = fc.record({ word: fc.constant('w'), phones: fc.array(phone, { maxLength: 4 }) });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 6 }),
        fc.array(phone, { maxLength: 20 }),
        (words, heard) => {
          const placed = alignWords(words, evenly(...heard));
          expect(placed).toHaveLength(words.length);
          placed.forEach(({ start, end }, index) => {
            expect(end).toBeGreaterThanOrEqual(start);
            expect(start).toBeGreaterThanOrEqual(placed[index - 1]?.end ?? 0);
          });
        },
      ),
      { seed: 5 },
    );
  });
});
