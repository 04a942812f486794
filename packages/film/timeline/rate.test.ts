import fc from 'fast-check';
import { expect, test } from 'vitest';
import { framesPerSecond, parseRate, RateError, rateOfNumber, rateText, sameRate } from './rate.ts';

test.each([
  ['24', 24, 1],
  ['25', 25, 1],
  ['23.976', 24000, 1001],
  ['23.98', 24000, 1001],
  ['29.97', 30000, 1001],
  ['59.94', 60000, 1001],
  ['30000/1001', 30000, 1001],
  ['60000/2002', 30000, 1001],
  ['12.5', 25, 2],
  [' 50/2 ', 25, 1],
  ['1', 1, 1],
  ['120', 120, 1],
])('%s is read as an exact fraction', (text, num, den) => {
  expect(parseRate(text)).toEqual({ num, den });
});

test.each(['', 'fast', '0', '0/1', '24/0', '-24', '121', '0.5', '1e3', '24fps', 'NaN'])('"%s" is refused', (text) => {
  expect(() => parseRate(text)).toThrow(RateError);
});

test('a rate survives its text, and the float that other tools store', () => {
  const rate = fc
    .oneof(fc.integer({ min: 1, max: 120 }), fc.constantFrom('23.976', '29.97', '47.952', '59.94', '119.88', '12.5'))
    .map((value) => parseRate(String(value)));
  fc.assert(
    fc.property(rate, (value) => {
      expect(parseRate(rateText(value))).toEqual(value);
      expect(rateOfNumber(framesPerSecond(value))).toEqual(value);
    }),
    { seed: 1 },
  );
});

test('rates are the same when their speed is, however written', () => {
  expect(sameRate({ num: 48, den: 2 }, { num: 24, den: 1 })).toBe(true);
  expect(sameRate(parseRate('23.976'), parseRate('24'))).toBe(false);
});
