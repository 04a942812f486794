import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { blobsContract } from './blobs.contract.ts';
import { servedBlobs } from './local-blobs.fixture.ts';
import { LocalBlobs } from './local-blobs.ts';

describe('storage in a folder', () => {
  blobsContract(servedBlobs);
});

describe('the folder of a storage', () => {
  let root = '';
  let blobs: LocalBlobs;
  const options = () => ({ root: join(root, 'blobs'), secret: randomBytes(32).toString('hex'), address: () => '' });
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'blobs-'));
    blobs = await LocalBlobs.open(options());
    await writeFile(join(root, 'file'), 'bytes');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('keeps the very same bytes, where the disk can link', async () => {
    await blobs.put('a/b', join(root, 'file'), { contentType: 'text/plain' });
    await blobs.fetchTo('a/b', join(root, 'fetched'));
    expect((await stat(join(root, 'fetched'))).ino).toBe((await stat(join(root, 'file'))).ino);
  });

  it('is empty when all that was put is deleted: no note, no folder, no draft is left', async () => {
    await blobs.put('a/b/c', join(root, 'file'), { contentType: 'text/plain' });
    await blobs.put('a/b/c', join(root, 'file'), { contentType: 'text/plain' });
    await blobs.delete(['a/b/c']);
    const left = (await readdir(join(root, 'blobs'), { recursive: true })).sort();
    expect(left.filter((name) => !['files', 'notes', 'work', 'uploads'].includes(name))).toEqual([]);
  });

  it('loses nothing when files come and go in the same folder at once', async () => {
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        await blobs.put(`a/b/${index}`, join(root, 'file'), { contentType: 'text/plain' });
        if (index % 2) await blobs.delete([`a/b/${index}`]);
      }),
    );
    const left: string[] = [];
    for await (const { key } of blobs.list('a/b/')) left.push(key);
    expect(left).toHaveLength(20);
  });

  it('is swept of what dead processes left', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await writeFile(join(root, 'blobs', 'work', `${dead}-aa`), 'half');
    await writeFile(join(root, 'blobs', 'work', `${process.ppid}-bb`), 'half');
    await LocalBlobs.open(options());
    expect(await readdir(join(root, 'blobs', 'work'))).toEqual([`${process.ppid}-bb`]);
  });

  it('knows uploads only under their own key', async () => {
    const id = await blobs.beginUpload('a/mine', { bytes: 1, partBytes: 1 }, { contentType: 'text/plain' });
    expect(await blobs.uploadedParts('a/other', id)).toBeNull();
    expect(await blobs.uploadedParts('a/mine', '../../blobs')).toBeNull();
    await blobs.abortUpload('a/other', id);
    expect(await blobs.uploadedParts('a/mine', id)).toEqual([]);
    expect(await readFile(join(root, 'blobs', 'uploads', id, 'upload.json'), 'utf8')).toContain('a/mine');
  });
});
