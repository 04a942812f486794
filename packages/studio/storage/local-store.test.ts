import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hashFile, LocalStore, storeFault } from './local-store.ts';
import { type StoredObject, StoreError } from './store.ts';

describe('the local store', () => {
  let root = '';
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'store-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const key = 'ab'.repeat(32);
  const recordPath = () => join(root, 'records', key.slice(0, 2), `${key.slice(2)}.json`);
  const made = async (store: LocalStore, text: string): Promise<StoredObject> => {
    const bench = await store.workFolder();
    await writeFile(join(bench.path, 'made.txt'), text);
    const object = await store.take(join(bench.path, 'made.txt'), '.txt');
    await bench.release();
    return object;
  };
  const damage = async (path: string, text: string) => {
    await chmod(path, 0o644);
    await writeFile(path, text);
  };

  it('gives back what was put in, and knows nothing of other keys', async () => {
    const store = await LocalStore.open(root);
    const record = { objects: { text: await made(store, 'a frame') }, facts: { frames: 24 } };
    await store.remember(key, record);
    expect(await store.recall(key)).toEqual(record);
    expect(await store.recall('cd'.repeat(32))).toBeNull();
    expect(await readFile(await store.pathOf(record.objects.text), 'utf8')).toBe('a frame');
  });

  it('keeps the same bytes once, under their own hash', async () => {
    const store = await LocalStore.open(root);
    const [one, two] = [await made(store, 'the same'), await made(store, 'the same')];
    expect(one).toEqual(two);
    expect(await hashFile(await store.pathOf(one))).toBe(one.hash);
  });

  it('forgets a record whose object was changed, and says which object', async () => {
    const corrupted: string[] = [];
    const store = await LocalStore.open(root, ({ hash }) => corrupted.push(hash));
    const text = await made(store, 'a frame');
    await store.remember(key, { objects: { text }, facts: {} });
    await damage(await store.pathOf(text), 'A frame');
    expect(await store.recall(key)).toBeNull();
    expect(corrupted).toEqual([text.hash]);
    await made(store, 'a frame');
    expect(await store.recall(key), 'the record went with its object').toBeNull();
  });

  it('reports an object once when several records of it are asked for together', async () => {
    const corrupted: string[] = [];
    const store = await LocalStore.open(root, ({ hash }) => corrupted.push(hash));
    const text = await made(store, 'a frame');
    const keys = ['aa', 'bb', 'cc'].map((start) => start.repeat(32));
    for (const each of keys) await store.remember(each, { objects: { text }, facts: {} });
    await damage(await store.pathOf(text), 'A frame');
    expect(await Promise.all(keys.map((each) => store.recall(each)))).toEqual([null, null, null]);
    expect(corrupted).toEqual([text.hash]);
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, -20)],
    ['empty', () => ''],
    ['with another number in it', (text: string) => text.replace('24', '25')],
  ])('forgets a record that is %s', async (_, spoil) => {
    const corrupted: string[] = [];
    const store = await LocalStore.open(root, ({ hash }) => corrupted.push(hash));
    await store.remember(key, { objects: {}, facts: { frames: 24 } });
    await damage(recordPath(), spoil(await readFile(recordPath(), 'utf8')));
    expect(await store.recall(key)).toBeNull();
    expect(corrupted, 'the record is reported').toEqual([key]);
    expect(await store.recall(key)).toBeNull();
    expect(corrupted, 'and gone').toEqual([key]);
  });

  it('keeps a record that could not be read for a fault of the disk, and tells of the fault', async () => {
    const store = await LocalStore.open(root, () => expect.fail('nothing is damaged'));
    await mkdir(recordPath(), { recursive: true });
    await expect(store.recall(key)).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(join(recordPath(), '..'))).toHaveLength(1);
  });

  it('refuses a folder that holds something else, and touches nothing there', async () => {
    await mkdir(join(root, 'work'));
    await writeFile(join(root, 'work', 'thesis.txt'), 'years');
    await expect(LocalStore.open(root)).rejects.toThrow(
      new StoreError(`${root} is not a store of the studio: choose an empty folder with --store.`),
    );
    await writeFile(join(root, 'notes.txt'), 'mine');
    await expect(LocalStore.open(root)).rejects.toThrow(StoreError);
    expect((await readdir(root)).sort()).toEqual(['notes.txt', 'work']);
    expect(await readdir(join(root, 'work'))).toEqual(['thesis.txt']);
  });

  it('is marked as ours, and stays ours whatever else is put there', async () => {
    await LocalStore.open(join(root, 'store'));
    expect(await readFile(join(root, 'store', 'studio-store'), 'utf8')).toBe('ai-film-studio/store@1\n');
    for (const name of ['notes.txt', 'work/notes.txt', 'work/2026-11-23.txt', 'work/1-aa.bak'])
      await writeFile(join(root, 'store', name), 'mine');
    await LocalStore.open(join(root, 'store'));
    expect((await readdir(join(root, 'store', 'work'))).sort()).toEqual(['1-aa.bak', '2026-11-23.txt', 'notes.txt']);
  });

  it('from before the marker is adopted, with what it holds', async () => {
    const record = { objects: { text: await made(await LocalStore.open(root), 'a frame') }, facts: {} };
    await (await LocalStore.open(root)).remember(key, record);
    await rm(join(root, 'studio-store'));
    expect(await (await LocalStore.open(root)).recall(key)).toEqual(record);
    expect(await readdir(root)).toContain('studio-store');
  });

  it('of another version is refused', async () => {
    await writeFile(join(root, 'studio-store'), 'ai-film-studio/store@2\n');
    await expect(LocalStore.open(root)).rejects.toThrow(/is a store of another version .* --store\.$/);
  });

  it('is swept of what dead processes left when it is opened, and of nothing that lives', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    await mkdir(join(root, 'work', `${dead}-aa`), { recursive: true });
    await writeFile(join(root, 'work', `${dead}-aa`, 'clip.mp4'), 'half');
    await writeFile(join(root, 'work', `record-${dead}-bb`), 'half');
    const mine = await (await LocalStore.open(root)).workFolder();
    await mkdir(join(root, 'work', `${process.ppid}-cc`));
    await LocalStore.open(root);
    expect((await readdir(join(root, 'work'))).sort()).toEqual(
      [mine.path.split('/').at(-1), `${process.ppid}-cc`].sort(),
    );
  });

  it('says that a file stands in its place', async () => {
    await writeFile(join(root, 'taken'), '');
    await expect(LocalStore.open(join(root, 'taken'))).rejects.toThrow(StoreError);
    await expect(LocalStore.open(join(root, 'taken', 'store'))).rejects.toThrow(/a file stands where .* --store/);
  });

  it('calls the disk by its fault, and leaves other errors alone', () => {
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    expect(storeFault(full, '/s')).toMatchObject({
      name: 'StoreError',
      message:
        'The store at /s cannot be written (ENOSPC): the disk is full: free some room or choose another folder with --store.',
      cause: full,
    });
    const other = new Error('other');
    expect(storeFault(other, '/s')).toBe(other);
  });
});
