import { describe, expect, it } from 'vitest';
import { sampleManifest } from './manifest.fixture.ts';
import { manifestSchema } from './manifest.ts';

describe('a manifest', () => {
  const allowed = (path: string) => [
    manifestSchema.safeParse({ ...sampleManifest, script: { file: path, sha256: '' } }).success,
    manifestSchema.safeParse({ ...sampleManifest, files: { [path]: { sha256: '', bytes: 0 } } }).success,
  ];

  it.each(['script.fountain', 'shots/001-kitchen-a.mp4', 'hls/v0/part_1.m4s', '..a/b..'])('may name %s', (path) => {
    expect(allowed(path)).toEqual([true, true]);
  });

  it.each([
    '../victim.txt',
    'hls/../../victim.txt',
    './film.mp4',
    'hls/.',
    '..',
    '/etc/passwd',
    'C:\\boot.ini',
    'hls\\..\\victim.txt',
    'hls//part.m4s',
    'hls/',
    'film.mp4\n',
    '',
  ])('may not name %j', (path) => {
    expect(allowed(path)).toEqual([false, false]);
  });
});
