import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LocalStore } from '../storage/local-store.ts';
import { type Files, FolderError, layOut, readLastManifest, readManifest, writeWhole } from './folder.ts';
import { sampleManifest } from './manifest.fixture.ts';
import { fileListSchema } from './manifest.ts';

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
  /** A film of these files, with a manifest that names them. */
  const filmOf = async (contents: Readonly<Record<string, string>>): Promise<Files> => {
    const files = await filesOf(contents);
    const list = Object.entries(files).map(([name, { hash, bytes }]) => [name, { sha256: hash, bytes }]);
    const manifest = { ...sampleManifest, files: Object.fromEntries(list) };
    return { ...files, ...(await filesOf({ 'film.json': JSON.stringify(manifest) })) };
  };
  const deadProcess = () => spawnSync(process.execPath, ['-e', '']).pid;
  const contentOf = (name: string) => readFile(join(folder, name), 'utf8');
  const names = async () =>
    (await readdir(folder, { recursive: true, withFileTypes: true }))
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();

  it('gets every file, in folders of their own, and keeps what a person put there', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'notes.txt'), 'mine');
    await layOut(await filmOf({ 'film.mp4': 'film', 'hls/part.m4s': 'part' }), folder, store);
    expect(await names()).toEqual(['film.json', 'film.mp4', 'hls/part.m4s', 'notes.txt']);
    expect(await readFile(join(folder, 'film.mp4'), 'utf8')).toBe('film');
  });

  it('is written only where it differs', async () => {
    const files = await filmOf({ 'film.mp4': 'film', 'film.srt': 'words' });
    await layOut(files, folder, store);
    const long = new Date('2001-01-01');
    for (const name of ['film.mp4', 'film.srt']) await utimes(join(folder, name), long, long);
    await writeFile(join(folder, 'film.srt'), 'changed');
    await layOut(files, folder, store);
    expect((await stat(join(folder, 'film.mp4'))).mtime).toEqual(long);
    expect(await readFile(join(folder, 'film.srt'), 'utf8')).toBe('words');
  });

  it('can be changed by a person without harm to the store', async () => {
    const files = await filmOf({ 'film.srt': 'words' });
    await layOut(files, folder, store);
    await writeFile(join(folder, 'film.srt'), 'scribbled over');
    const kept = files['film.srt'];
    expect(kept && (await readFile(await store.pathOf(kept), 'utf8'))).toBe('words');
  });

  it('is swept of what dead processes left half-written', async () => {
    const dead = deadProcess();
    await mkdir(join(folder, 'hls'), { recursive: true });
    await writeFile(join(folder, `film.mp4.${dead}.partial`), 'ha');
    await writeFile(join(folder, 'hls', `part.m4s.${dead}.partial`), 'ha');
    await writeFile(join(folder, `film.srt.${process.ppid}.partial`), 'somebody is at it');
    await layOut(await filmOf({ 'film.mp4': 'film', 'hls/part.m4s': 'part' }), folder, store);
    expect(await names()).toEqual(['film.json', 'film.mp4', `film.srt.${process.ppid}.partial`, 'hls/part.m4s']);
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

  it('refuses to write over what is not of the film, before it writes anything', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'script.fountain'), 'my only copy');
    const film = await filmOf({ 'film.mp4': 'film', 'script.fountain': 'another script' });
    await expect(layOut(film, folder, store)).rejects.toThrow(
      new FolderError(`${join(folder, 'script.fountain')} is not of this film: choose another folder with --out.`),
    );
    expect(await names()).toEqual(['script.fountain']);
    expect(await contentOf('script.fountain')).toBe('my only copy');
  });

  it.each([
    ['film.json', '{"name":"a database"}'],
    ['hls', 'a file'],
  ])('refuses %s that is something else of a person', async (name, content) => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), content);
    await expect(layOut(await filmOf({ 'hls/part.m4s': 'part' }), folder, store)).rejects.toThrow(FolderError);
    expect(await names()).toEqual([name]);
    expect(await contentOf(name)).toBe(content);
  });

  it('takes over a file of the same bytes, and a manifest that was emptied', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'film.srt'), 'words');
    await writeFile(join(folder, 'film.json'), '');
    await layOut(await filmOf({ 'film.srt': 'words' }), folder, store);
    await layOut(await filmOf({ 'film.srt': 'other words' }), folder, store);
    expect(await contentOf('film.srt')).toBe('other words');
  });

  it('neither removes nor writes over what it is told to keep', async () => {
    const script = join(folder, 'script.fountain');
    await layOut(await filmOf({ 'film.mp4': 'film', 'script.fountain': 'as filmed' }), folder, store);
    await writeFile(script, 'edited meanwhile');
    await layOut(await filmOf({ 'film.mp4': 'two', 'script.fountain': 'as filmed' }), folder, store, [script]);
    expect(await contentOf('script.fountain')).toBe('edited meanwhile');
    await layOut(await filmOf({ 'film.mp4': 'three' }), folder, store, [relative(process.cwd(), script)]);
    expect(await names()).toEqual(['film.json', 'film.mp4', 'script.fountain']);
  });

  it('loses what the new film does not have, with the folders that this empties', async () => {
    await layOut(await filmOf({ 'film.mp4': 'film', 'hls/a.m4s': 'a', 'shots/001.mp4': 'shot' }), folder, store);
    await writeFile(join(folder, 'shots', 'notes.txt'), 'mine');
    await layOut(await filmOf({ 'film.mp4': 'draft' }), folder, store);
    expect((await readdir(folder)).sort()).toEqual(['film.json', 'film.mp4', 'shots']);
    expect(await names()).toEqual(['film.json', 'film.mp4', 'shots/notes.txt']);
  });

  it('has no manifest while it is neither the old film nor the new one, and no orphans after a kill', async () => {
    await layOut(await filmOf({ 'film.mp4': 'first', 'shots/001.mp4': 'one' }), folder, store);
    const second = await filmOf({ 'film.mp4': 'second', 'shots/002.mp4': 'two', 'z.srt': 'words' });
    const unstored = { ...second, 'z.srt': { hash: '0'.repeat(64), bytes: 1, ending: '.gone' } };
    await expect(layOut(unstored, folder, store)).rejects.toMatchObject({ code: 'ENOENT' });
    const journal = `film.${process.pid}.journal`;
    expect(await names()).toEqual([journal, 'film.mp4', 'shots/002.mp4']);
    expect(await readManifest(folder)).toBeNull();
    expect(await readLastManifest(folder), 'what a person corrected is still known').toMatchObject({
      bible: sampleManifest.bible,
    });
    await rename(join(folder, journal), join(folder, `film.${deadProcess()}.journal`));

    await layOut(await filmOf({ 'film.mp4': 'third' }), folder, store);
    expect((await readdir(folder)).sort()).toEqual(['film.json', 'film.mp4']);
    expect(await contentOf('film.mp4')).toBe('third');
  });

  it('is not touched outside by a manifest that names what lies there', async () => {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, '..', 'victim.txt'), 'alive');
    for (const name of [
      '../victim.txt',
      './../victim.txt',
      'hls/../../victim.txt',
      join(root, 'films', 'victim.txt'),
    ]) {
      const manifest = { format: 'ai-film-studio/film@1', files: { [name]: { sha256: '', bytes: 0 } } };
      expect(fileListSchema.safeParse(manifest).success).toBe(false);
      await writeWhole(join(folder, 'film.json'), JSON.stringify(manifest));
      await layOut(await filmOf({ 'film.mp4': 'film' }), folder, store);
      expect(await readFile(join(root, 'films', 'victim.txt'), 'utf8')).toBe('alive');
    }
  });

  it('of nothing has had no film', async () => {
    expect(await readLastManifest(folder)).toBeNull();
  });
});
