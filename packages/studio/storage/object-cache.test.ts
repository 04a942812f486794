import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ifThere } from './files.ts';
import { LocalStore } from './local-store.ts';
import { ObjectCache } from './object-cache.ts';
import type { StoredObject } from './store.ts';

describe('the cache of objects', () => {
  let root = '';
  let store: LocalStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'cache-'));
    store = await LocalStore.open(join(root, 'store'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const hour = 3_600_000;
  /** An object of 100 bytes that was last used so many hours ago. */
  const object = async (name: string, hours: number): Promise<StoredObject> => {
    await writeFile(join(root, name), name.padEnd(100));
    const taken = await store.take(join(root, name), '.bin');
    const used = new Date(Date.now() - hours * hour);
    await utimes(await store.pathOf(taken), used, used);
    return taken;
  };
  const isHere = async (one: StoredObject) => (await ifThere(async () => stat(await store.pathOf(one)))) !== null;

  it('evicts what was not used for the longest time, and no more than it must', async () => {
    const objects = await Promise.all([3, 1, 4, 2].map((hours) => object(`of ${hours}`, hours)));
    await new ObjectCache({ store, bytes: 250 }).grow(0);
    expect(await Promise.all(objects.map(isHere))).toEqual([false, true, false, true]);
  });

  it('leaves what is held until the last who holds it lets go', async () => {
    const old = await object('old', 5);
    const cache = new ObjectCache({ store, bytes: 10 });
    const [one, two] = [await cache.hold([old]), await cache.hold([old])];
    await cache.grow(1);
    one();
    one();
    await cache.grow(1);
    expect(await isHere(old)).toBe(true);
    two();
    await cache.grow(1);
    expect(await isHere(old)).toBe(false);
  });

  it('leaves what was only just made, though it is too much', async () => {
    const young = await object('young', 0);
    await new ObjectCache({ store, bytes: 10 }).grow(0);
    expect(await isHere(young)).toBe(true);
  });

  it('counts what is asked for as used, and keeps the time it was made', async () => {
    const [asked, other] = [await object('asked', 5), await object('other', 4)];
    const before = (await stat(await store.pathOf(asked))).mtimeMs;
    const cache = new ObjectCache({ store, bytes: 150 });
    expect(await cache.bring(asked, () => expect.fail('it is here'))).toBe(true);
    await cache.grow(0);
    expect([await isHere(asked), await isHere(other)]).toEqual([true, false]);
    expect((await stat(await store.pathOf(asked))).mtimeMs).toBe(before);
  });

  it('fetches what many ask for once', async () => {
    const wanted = await object('wanted', 0);
    await rm(await store.pathOf(wanted));
    const cache = new ObjectCache({ store, bytes: 1e6 });
    let fetched = 0;
    const fetchTo = async (path: string) => {
      fetched++;
      await writeFile(path, 'wanted'.padEnd(100));
      return true;
    };
    expect(await Promise.all([1, 2, 3].map(() => cache.bring(wanted, fetchTo)))).toEqual([true, true, true]);
    expect(fetched).toBe(1);
  });

  it('does not have what came as other bytes, or not at all', async () => {
    const wanted = await object('wanted', 0);
    await rm(await store.pathOf(wanted));
    const cache = new ObjectCache({ store, bytes: 1e6 });
    expect(await cache.bring(wanted, async () => false)).toBe(false);
    expect(await cache.bring(wanted, (path) => writeFile(path, 'other').then(() => true))).toBe(false);
    expect(await isHere(wanted)).toBe(false);
  });
});
