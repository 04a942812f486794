import { describe, expect, it } from 'vitest';
import { rangeOf } from './byte-range.ts';

describe('a Range header', () => {
  it.each([
    ['bytes=0-99', { first: 0, last: 99 }],
    ['bytes=900-', { first: 900, last: 999 }],
    ['bytes=900-5000', { first: 900, last: 999 }],
    ['bytes=-100', { first: 900, last: 999 }],
    ['bytes=-5000', { first: 0, last: 999 }],
    ['Bytes=5-5', { first: 5, last: 5 }],
    ['bytes=1000-', 'outside'],
    ['bytes=-0', 'outside'],
    ['bytes=5-4', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['lines=0-1', null],
    ['bytes=0x1-2', null],
    [`bytes=${'9'.repeat(30)}-`, null],
    [undefined, null],
  ])('%s of a thousand bytes means %j', (header, meant) => expect(rangeOf(header, 1000)).toEqual(meant));

  it('finds nothing in an empty file', () => {
    expect(rangeOf('bytes=0-', 0)).toBe('outside');
    expect(rangeOf('bytes=-1', 0)).toBe('outside');
  });
});
