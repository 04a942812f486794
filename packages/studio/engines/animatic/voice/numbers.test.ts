import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amount, cardinal, decade, ordinal, romanValue, spelledDigits, year } from './numbers.ts';

describe('numbers', () => {
  it('reads whole numbers as people count', () => {
    expect(cardinal('0')).toBe('zero');
    expect(cardinal('13')).toBe('thirteen');
    expect(cardinal('90')).toBe('ninety');
    expect(cardinal('100')).toBe('one hundred');
    expect(cardinal('1000001')).toBe('one million one');
    expect(cardinal('21017')).toBe('twenty one thousand seventeen');
  });

  it('gives every number its own words', () => {
    const number = fc.integer({ min: 0, max: 1e12 });
    fc.assert(
      fc.property(number, number, (a, b) => a === b || cardinal(String(a)) !== cardinal(String(b))),
      { seed: 1 },
    );
  });

  it('ranks', () => {
    expect(ordinal('1')).toBe('first');
    expect(ordinal('12')).toBe('twelfth');
    expect(ordinal('20')).toBe('twentieth');
    expect(ordinal('271')).toBe('two hundred seventy first');
    expect(ordinal('8')).toBe('eighth');
  });

  it('reads years in pairs and the first years of a millennium in full', () => {
    expect(year('1905')).toBe('nineteen oh five');
    expect(year('1900')).toBe('nineteen hundred');
    expect(year('1984')).toBe('nineteen eighty four');
    expect(year('2001')).toBe('two thousand one');
    expect(year('2024')).toBe('twenty twenty four');
    expect(decade('1990')).toBe('nineteen nineties');
    expect(decade('80')).toBe('eighties');
  });

  it('reads decimals and digits', () => {
    expect(amount('1,200.05')).toBe('one thousand two hundred point zero five');
    expect(spelledDigits('007')).toBe('oh oh seven');
  });

  it('knows roman numbers and nothing that only looks like one', () => {
    expect(romanValue('XIV')).toBe(14);
    expect(romanValue('VIII')).toBe(8);
    expect(romanValue('IIX')).toBeNull();
    expect(romanValue('')).toBeNull();
    expect(romanValue('MIX')).toBeNull();
  });
});
