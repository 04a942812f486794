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
    const store = await LocalStore.open(root);
    await store.remember(key, { objects: {}, facts: { frames: 24 } });
    const path = join(root, 'records', key.slice(0, 2), `${key.slice(2)}.json`);
    await damage(path, spoil(await readFile(path, 'utf8')));
    expect(await store.recall(key)).toBeNull();
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
