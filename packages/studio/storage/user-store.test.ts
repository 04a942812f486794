import { createHash } from 'node:crypto';
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectPrefix } from './keys.ts';
import type { StoredObject } from './store.ts';
import { type StudioStorage, studioStorage } from './user-store.fixture.ts';
import { ObjectLostError } from './user-store.ts';

describe('the store of a user', () => {
  let studio: StudioStorage;
  beforeAll(async () => {
    studio = await studioStorage();
  });
  afterAll(() => studio.close());

  const recordOf = async (store: Awaited<ReturnType<StudioStorage['newStore']>>, text: string) => ({
    objects: { clip: await store.take(await studio.file(text), '.mp4') },
    facts: { frames: 24 },
  });
  const bytesAt = async (path: string) => readFile(path, 'utf8');

  it('gives on any machine what was taken on another', async () => {
    const place = await studio.newPlace();
    const here = await studio.newStore(place);
    const record = await recordOf(here, 'a clip');
    await here.remember('key', record);
    const there = await studio.newStore(place);
    expect(await there.recall('key')).toEqual(record);
    expect(await there.recall('another')).toBeNull();
    expect(await bytesAt(await there.pathOf(record.objects.clip))).toBe('a clip');
    expect(await studio.keys(`users/${place.userId}/`)).toEqual([
      expect.stringMatching(`^${projectPrefix(place)}generated/${record.objects.clip.hash}-[0-9a-f]{16}.mp4$`),
    ]);
  });

  it('gives nothing of another user: not by key, not by hash, not from the cache of the same machine', async () => {
    const [mine, theirs] = [await studio.newPlace(), await studio.newPlace()];
    const cache = await studio.newCache();
    const owner = await studio.newStore(mine, { cache });
    const record = await recordOf(owner, 'a secret');
    await owner.remember('shared-key', record);
    const other = await studio.newStore(theirs, { cache });
    expect(await other.recall('shared-key')).toBeNull();
    await expect(other.pathOf(record.objects.clip)).rejects.toThrow(ObjectLostError);
    await expect(other.fetchInputs([record.objects.clip])).rejects.toThrow(ObjectLostError);
    // Even a record of their own that names it is worth nothing.
    await other.remember('forged', record);
    expect(await other.recall('forged')).toBeNull();
    expect(await bytesAt(await owner.pathOf(record.objects.clip)), 'and the owner has lost nothing').toBe('a secret');
  });

  it('keeps the same bytes once for all projects of a user, and once more for another user', async () => {
    const one = await studio.newPlace();
    const two = await studio.newProject(one.userId);
    const other = await studio.newPlace();
    for (const place of [one, two, one, other]) await recordOf(await studio.newStore(place), 'the same');
    expect(await studio.keys(`users/${one.userId}/`)).toHaveLength(1);
    expect(await studio.keys(`users/${other.userId}/`)).toHaveLength(1);
    const { rows } = await studio.pool.query('select from object_uses where user_id = $1', [one.userId]);
    expect(rows).toHaveLength(2);
  });

  it('is asked once for all records that are recalled together, and each of them counts as used by the project', async () => {
    const one = await studio.newPlace();
    const two = await studio.newProject(one.userId);
    const maker = await studio.newStore(one);
    const records = await Promise.all(['a', 'b', 'c'].map((text) => recordOf(maker, text)));
    for (const [index, record] of records.entries()) await maker.remember(`key-${index}`, record);
    const store = await studio.newStore(two);
    const recalled = await Promise.all(['key-0', 'key-1', 'none', 'key-2', 'key-0'].map((key) => store.recall(key)));
    expect(recalled).toEqual([records[0], records[1], null, records[2], records[0]]);
    const { rows } = await studio.pool.query('select from object_uses where project_id = $1', [two.projectId]);
    expect(rows).toHaveLength(3);
  });

  it('hands in what a process made, several times the same, and fetches what a process needs', async () => {
    const place = await studio.newPlace();
    const cache = await studio.newCache();
    const store = await studio.newStore(place, { cache });
    const made = async (text: string) => cache.store.take(await studio.file(text), '.m4s');
    const objects: Record<string, StoredObject> = {};
    for (let index = 0; index < 20; index++) objects[`part-${index}`] = await made(`part ${index % 15}`);
    await store.keepOutputs({ objects, facts: {} });
    await store.keepOutputs({ objects, facts: {} });
    expect(await studio.keys(`users/${place.userId}/`)).toHaveLength(15);
    const far = await studio.newCache();
    const release = await (await studio.newStore(place, { cache: far })).fetchInputs(Object.values(objects));
    for (const [name, object] of Object.entries(objects))
      expect(await bytesAt(await far.store.pathOf(object))).toBe(`part ${Number(name.slice(5)) % 15}`);
    release();
    const { rows } = await studio.pool.query('select from doomed_objects where starts_with(s3_key, $1)', [
      `users/${place.userId}`,
    ]);
    expect(rows, 'nothing of it is doomed').toEqual([]);
  });

  it.each([
    'gone',
    'changed',
  ])('says that bytes are %s when they are fetched, and forgets their records', async (fault) => {
    const place = await studio.newPlace();
    const record = await recordOf(await studio.newStore(place), `bytes ${fault}`);
    const [key = ''] = await studio.keys(`users/${place.userId}/`);
    const store = await studio.newStore(place);
    await store.remember('key', record);
    if (fault === 'gone') await studio.blobs.delete([key]);
    else await studio.blobs.put(key, await studio.file('something else'), { contentType: 'video/mp4' });
    await expect(store.pathOf(record.objects.clip)).rejects.toThrow(ObjectLostError);
    expect(await store.recall('key')).toBeNull();
    await recordOf(await studio.newStore(place), `bytes ${fault}`);
    expect(await store.recall('key'), 'made again, it is there again').toEqual(record);
  });

  it('fetches anew what was damaged on this machine before this process began', async () => {
    const place = await studio.newPlace();
    const { objects } = await recordOf(await studio.newStore(place), 'whole');
    const cache = await studio.newCache();
    const path = await cache.store.pathOf(objects.clip);
    await cache.store.take(await studio.file('whole'), '.mp4');
    await rm(path);
    await writeFile(path, 'whoLe');
    await chmod(path, 0o444);
    expect(await bytesAt(await (await studio.newStore(place, { cache })).pathOf(objects.clip))).toBe('whole');
  });

  it('leaves nothing behind when it dies between the bytes and their rows: they are announced before', async () => {
    const place = await studio.newPlace();
    const dying = new Proxy(studio.blobs, {
      get: (blobs, name) =>
        name === 'put'
          ? async (...args: Parameters<typeof blobs.put>) => {
              await blobs.put(...args);
              throw new Error('killed');
            }
          : Reflect.get(blobs, name, blobs),
    });
    await expect(recordOf(await studio.newStore(place, { blobs: dying }), 'orphan')).rejects.toThrow('killed');
    const hash = createHash('sha256').update('orphan').digest('hex');
    const [key = ''] = await studio.keys(`users/${place.userId}/`);
    expect(key).toContain(hash);
    const { rows } = await studio.pool.query(
      'select s3_key, not_before > now() as later from doomed_objects where s3_key = $1',
      [key],
    );
    expect(rows).toEqual([{ s3_key: key, later: true }]);
  });

  it('makes folders for unfinished work', async () => {
    const bench = await (await studio.newStore(await studio.newPlace())).workFolder();
    await writeFile(join(bench.path, 'half'), '');
    await bench.release();
    await expect(readFile(join(bench.path, 'half'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
