import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compareFile } from './check.ts';

describe('a file of a film', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'check-'));
    await writeFile(join(root, 'film.srt'), 'words');
    await mkdir(join(root, 'shots'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const compare = (name: string, content = 'words') =>
    compareFile(join(root, name), createHash('sha256').update(content).digest('hex'), content.length);

  it('is the same when its bytes are', async () => {
    expect(await compare('film.srt')).toBe('same');
  });

  it('is changed when a byte is, when it is longer, and when it is a folder', async () => {
    expect(await compare('film.srt', 'Words')).toBe('changed');
    expect(await compare('film.srt', 'word')).toBe('changed');
    expect(await compare('shots')).toBe('changed');
  });

  it('is missing when it is not there, or its folder is not', async () => {
    expect(await compare('film.vtt')).toBe('missing');
    expect(await compare('hls/part.m4s')).toBe('missing');
    expect(await compare('film.srt/part.m4s')).toBe('missing');
  });

  it('is not called missing when the disk refuses to show it', async () => {
    await expect(compare('x'.repeat(5000))).rejects.toMatchObject({ code: 'ENAMETOOLONG' });
  });
});
