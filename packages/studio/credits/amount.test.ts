import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { creditsInput, fromDecimal, fromInput, toDecimal, toNumber } from './amount.ts';

const amounts = fc.integer({ min: -999_999_999_999, max: 999_999_999_999 });

describe('an amount of credits', () => {
  it('comes back from its decimal as it went, over all that the column holds', () => {
    fc.assert(fc.property(amounts, (amount) => fromDecimal(toDecimal(amount)) === amount));
  });

  it('is shown with at most two decimals, and comes back from what is shown', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000_000 }), (amount) => {
        expect(String(toNumber(amount))).toMatch(/^\d+(\.\d{1,2})?$/);
        expect(fromInput(creditsInput.parse(toNumber(amount)))).toBe(amount);
      }),
    );
  });

  it.each(['', '1.234', '1e3', ' 1', '0x1', 'NaN', '1,00'])('is not "%s"', (text) => {
    expect(() => fromDecimal(text)).toThrow(RangeError);
  });

  it('is not written when it is not whole', () => {
    expect(() => toDecimal(0.5)).toThrow(RangeError);
    expect(() => toDecimal(Number.NaN)).toThrow(RangeError);
  });

  it.each([
    0,
    -1,
    0.001,
    1.005,
    1_000_001,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('is not taken from outside as %d', (input) => {
    expect(creditsInput.safeParse(input).success).toBe(false);
  });
});
