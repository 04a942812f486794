import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateSpoken } from './spoken-length.ts';

test.each([
  ['Where were you last night?', 0.9, 1.6],
  ['I told you: never, ever call me at the office again.', 2.2, 3.8],
  ['In 1984 we had nothing. Now look at us!', 2, 3.6],
])('%s takes between %d and %d seconds', (text, least, most) => {
  expect(estimateSpoken(text).seconds).toBeGreaterThan(least);
  expect(estimateSpoken(text).seconds).toBeLessThan(most);
});

test.each(['', '...', '—', 'Oh.'])('"%s" still takes a moment', (text) => {
  expect(estimateSpoken(text).seconds).toBe(0.3);
});

test('more words never take less time', () => {
  const words = fc.array(fc.constantFrom('coffee', 'the', 'yesterday,', 'Привет', '珈琲', '7'), { maxLength: 20 });
  fc.assert(
    fc.property(words, fc.constantFrom('and', 'wonderful'), (list, more) => {
      const shorter = estimateSpoken(list.join(' ')).seconds;
      expect(estimateSpoken([...list, more].join(' ')).seconds).toBeGreaterThanOrEqual(shorter);
    }),
    { seed: 14 },
  );
});
