import { describe, expect, it } from 'vitest';
import { checkReturnTo } from './return-to.ts';

const publicUrl = new URL('https://studio.example');

describe('the way back after signing in elsewhere', () => {
  it.each(['/', '/projects', '/projects/1?tab=shots#2', '/a//b'])('may be %s', (path) => {
    expect(checkReturnTo(path, publicUrl)).toBe(path);
  });

  it.each([
    '',
    'projects',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    ' //evil.example',
    'javascript:alert(1)',
    '/a\r\nset-cookie: x=1',
    '@evil.example',
    `/${'a'.repeat(1000)}`,
  ])('is not %j', (path) => {
    expect(() => checkReturnTo(path, publicUrl)).toThrow('returnTo is a path of the studio');
  });
});
