import { posix } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkKey,
  checkPrefix,
  isKey,
  KeyError,
  objectKey,
  projectPrefix,
  rawKey,
  safeName,
  userPrefix,
} from './keys.ts';

const place = { userId: '1b4e28ba-2fa1-41d2-883f-0016d3cca427', projectId: '6fa459ea-ee8a-4ca4-894e-db77e160355e' };
const id = '886313e1-3b8a-4372-9b90-0c9aee199e5d';
const under = `users/${place.userId}/projects/${place.projectId}/`;

/** Texts that somebody who means ill would give as a name, mixed with anything at all. */
const name = fc
  .array(
    fc.oneof(
      fc.constantFrom('../', '..\\', '/', '\0', './', '..', '.', '%2e%2e%2f', '\u2025', '\uff0e\uff0e\uff0f', '\u2215'),
      fc.constantFrom('\u202e', 'C:', 'con', '~', '$(id)', '`', '\n', 'a'.repeat(300), '.png', '-rf', 'e\u0301'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

describe('keys', () => {
  it('lie where the specification puts them', () => {
    expect(projectPrefix(place)).toBe(under);
    expect(userPrefix(place.userId)).toBe(`users/${place.userId}/`);
    expect(objectKey(place, 'generated', { hash: 'ab'.repeat(32), ending: '.mp4' }, '0123456789abcdef')).toBe(
      `${under}generated/${'ab'.repeat(32)}-0123456789abcdef.mp4`,
    );
    expect(rawKey(place, id, 'Hafen bei Nacht.JPG')).toBe(`${under}raw/${id}/Hafen-bei-Nacht.JPG`);
  });

  it('stay under their project whatever a file is called', () => {
    fc.assert(
      fc.property(name, (given) => {
        const key = rawKey(place, id, given);
        expect(isKey(key)).toBe(true);
        expect(posix.normalize(`/root/${key}`)).toBe(`/root/${key}`);
        expect(key.split('/')).toHaveLength(7);
        expect(key.startsWith(`${under}raw/${id}/`)).toBe(true);
        expect(Buffer.byteLength(key.split('/').at(-1) ?? '')).toBeLessThanOrEqual(100);
      }),
      { numRuns: 2000 },
    );
  });

  it('keep a name that is plain already, and a made name stays as it is', () => {
    expect(safeName('shot_01-final.webm')).toBe('shot_01-final.webm');
    fc.assert(
      fc.property(name, (given) => {
        expect(safeName(safeName(given))).toBe(safeName(given));
      }),
    );
  });

  it.each([
    ['../../etc/passwd', 'passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['.htaccess', 'htaccess'],
    ['photo.png\0.html', 'photo.png.html'],
    ['Ünïcode shot?.PNG', 'Unicode-shot.PNG'],
    ['\u202egnp.exe', 'gnp.exe'],
    ['', 'file'],
    ['..', 'file'],
  ])('makes of the name %j %j', (given, made) => expect(safeName(given)).toBe(made));

  it.each([
    ['', '/', 'a//b', '../a', 'a/..', 'a/./b', '/a', 'a/', 'a\0b', 'a b', 'ä', 'a\\b', '.hidden', 'a'.repeat(129)],
  ])('refuses %j and its like', (...bad) => {
    for (const key of bad) {
      expect(isKey(key), key).toBe(false);
      expect(() => checkKey(key)).toThrow(KeyError);
    }
  });

  it('takes no id, hash or ending that is not one', () => {
    expect(() => projectPrefix({ ...place, projectId: '../..' })).toThrow(KeyError);
    expect(() => userPrefix(`${place.userId}/..`)).toThrow(KeyError);
    expect(() => userPrefix(`${place.userId}\n`)).toThrow(KeyError);
    const put = '0'.repeat(16);
    expect(() => objectKey(place, 'generated', { hash: 'ab', ending: '.mp4' }, put)).toThrow(KeyError);
    expect(() => objectKey(place, 'generated', { hash: 'ab'.repeat(32), ending: '/../x' }, put)).toThrow(KeyError);
    expect(() => objectKey(place, 'generated', { hash: 'ab'.repeat(32), ending: '.mp4' }, '../x')).toThrow(KeyError);
    expect(() => checkPrefix('users/1')).toThrow(KeyError);
  });
});
