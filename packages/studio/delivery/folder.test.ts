import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalStore } from '../storage/local-store.ts';
import { type Files, layOut, readManifest, writeWhole } from './folder.ts';

describe('the folder of a film', () => {
  let root = '';
  let folder = '';
  let store: LocalStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'folder-'));
    folder = join(root, 'films', 'mine');
    store = await LocalStore.open(join(root, 'store'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const filesOf = async (contents: Readonly<Record<string, string>>): Promise<Files> => {
    const bench = await store.workFolder();
    const files = await Promise.all(
      Object.entries(contents).map(async ([name, content], index) => {
        const draft = join(bench.path, String(index));
        await writeFile(draft, content);
        return [name, await store.take(draft, '.txt')] as const;
      }),
    );
    await bench.release();
    return Object.fromEntries(files);
  };
  const names = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();

  it('gets every file, in folders of their own, and keeps what a person put there', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await layOut(await filesOf({ 'film.mp4': 'film', 'hls/part.m4s': 'part' }), folder, store);
    expect(await names()).toEqual(['film.mp4', 'hls/part.m4s', 'notes.txt']);
    expect(await readFile(join(folder, 'film.mp4'), 'utf8')).toBe('film');
  });

  it('is written only where it differs', async () => {
    const files = await filesOf({ 'film.mp4': 'film', 'film.srt': 'words' });
    await layOut(files, folder, store);
    const long = new Date('2001-01-01');
    for (const name of ['film.mp4', 'film.srt']) await utimes(join(folder, name), long, long);
    await writeFile(join(folder, 'film.srt'), 'changed');
    await layOut(files, folder, store);
    expect((await stat(join(folder, 'film.mp4'))).mtime).toEqual(long);
    expect(await readFile(join(folder, 'film.srt'), 'utf8')).toBe('words');
  });

  it('can be changed by a person without harm to the store', async () => {
    const files = await filesOf({ 'film.srt': 'words' });
    await layOut(files, folder, store);
    await writeFile(join(folder, 'film.srt'), 'scribbled over');
    const kept = files['film.srt'];
    expect(kept && (await readFile(await store.pathOf(kept), 'utf8'))).toBe('words');
  });

  it('is swept of what dead processes left half-written', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await mkdir(join(folder, 'hls'), { recursive: true });
    await writeFile(join(folder, `film.mp4.${dead}.partial`), 'ha');
    await writeFile(join(folder, 'hls', `part.m4s.${dead}.partial`), 'ha');
    await writeFile(join(folder, `film.srt.${process.ppid}.partial`), 'somebody is at it');
    await layOut(await filesOf({ 'film.mp4': 'film', 'hls/part.m4s': 'part' }), folder, store);
    expect(await names()).toEqual(['film.mp4', `film.srt.${process.ppid}.partial`, 'hls/part.m4s']);
  });

  it('has no manifest when there is none, or none that can be read', async () => {
    expect(await readManifest(folder)).toBeNull();
    await mkdir(folder, { recursive: true });
    for (const text of ['', '{', '{"format":"something else"}']) {
      await writeWhole(join(folder, 'film.json'), text);
      expect(await readManifest(folder)).toBeNull();
    }
    expect(await names()).toEqual(['film.json']);
  });
});
