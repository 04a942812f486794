import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emit } from '../events/emit.ts';
import { cursorOfNow, readFeed } from '../events/feed.ts';
import type { Blobs } from './blobs.ts';
import { deleteProject, deleteUser, doom, sweepDoomed } from './deletion.ts';
import { type Place, rawKey } from './keys.ts';
import type { StoredObject } from './store.ts';
import { loseObject } from './user-objects.ts';
import { type StudioStorage, studioStorage } from './user-store.fixture.ts';

describe('deletion', () => {
  let studio: StudioStorage;
  beforeAll(async () => {
    studio = await studioStorage();
  });
  afterAll(() => studio.close());

  const sweep = (blobs: Blobs = studio.blobs) => sweepDoomed(studio.pool, blobs);
  const count = async (table: string, userId: string) =>
    (await studio.pool.query(`select from ${table} where user_id = $1`, [userId])).rowCount;
  const put = async (key: string) => studio.blobs.put(key, await studio.file('bytes'), { contentType: 'text/plain' });
  const addAsset = async (place: { userId: string; projectId: string }, name: string) => {
    const key = rawKey(place, crypto.randomUUID(), name);
    await put(key);
    await studio.pool.query("insert into assets (project_id, type, s3_key, size) values ($1, 'image', $2, 5)", [
      place.projectId,
      key,
    ]);
    return key;
  };
  const doomed = async (userId: string) =>
    (await studio.pool.query('select from doomed_objects where starts_with(s3_key, $1)', [`users/${userId}/`]))
      .rowCount;

  it('of a project takes its bytes with it, whatever they are, and leaves those of others', async () => {
    const [place, other] = [await studio.newPlace(), await studio.newPlace()];
    const sibling = await studio.newProject(place.userId);
    for (const each of [place, other, sibling]) {
      await (await studio.newStore(each)).take(await studio.file(`of ${each.projectId}`), '.mp4');
      await addAsset(each, 'photo.png');
    }
    await deleteProject(studio.pool, place);
    await sweep();
    expect(await studio.keys(`users/${place.userId}/projects/${place.projectId}/`)).toEqual([]);
    expect(await studio.keys(`users/${place.userId}/projects/${sibling.projectId}/`)).toHaveLength(2);
    expect(await studio.keys(`users/${other.userId}/`)).toHaveLength(2);
    expect([await count('objects', place.userId), await count('projects', place.userId)]).toEqual([1, 1]);
    expect(await doomed(place.userId)).toBe(0);
  });

  it('leaves an object that another project of the user needs, until that one goes too', async () => {
    const first = await studio.newPlace();
    const second = await studio.newProject(first.userId);
    const object = await (await studio.newStore(first)).take(await studio.file('shared'), '.mp4');
    const store = await studio.newStore(first);
    await store.remember('key', { objects: { clip: object }, facts: {} });
    expect(await (await studio.newStore(second)).recall('key')).not.toBeNull();
    await deleteProject(studio.pool, first);
    await sweep();
    expect(await studio.keys(`users/${first.userId}/`)).toHaveLength(1);
    expect(await (await studio.newStore(second)).pathOf(object)).toContain(object.hash.slice(2));
    await deleteProject(studio.pool, second);
    await sweep();
    expect(await studio.keys(`users/${first.userId}/`)).toEqual([]);
    expect(await count('objects', first.userId)).toBe(0);
  });

  it('of a project of somebody else is refused like that of none, and deletes nothing', async () => {
    const [mine, theirs] = [await studio.newPlace(), await studio.newPlace()];
    await addAsset(theirs, 'photo.png');
    for (const projectId of [theirs.projectId, crypto.randomUUID()])
      await expect(deleteProject(studio.pool, { userId: mine.userId, projectId })).rejects.toMatchObject({
        code: 'not-found',
      });
    await sweep();
    expect(await studio.keys(`users/${theirs.userId}/`)).toHaveLength(1);
    expect(await count('projects', theirs.userId)).toBe(1);
  });

  it('of a user takes everything: rows, objects, uploads under way and what no row knows of', async () => {
    const place = await studio.newPlace();
    await (await studio.newStore(place)).take(await studio.file('clip'), '.mp4');
    await addAsset(place, 'photo.png');
    await put(`users/${place.userId}/projects/${place.projectId}/final/left-over.mp4`);
    const key = rawKey(place, crypto.randomUUID(), 'half.mp4');
    const plan = { bytes: 10, partBytes: 10 };
    const upload = await studio.blobs.beginUpload(key, plan, { contentType: 'video/mp4' });
    await deleteUser(studio.pool, place.userId);
    await sweep();
    expect(await studio.keys(`users/${place.userId}/`)).toEqual([]);
    expect(await studio.blobs.uploadedParts(key, upload)).toBeNull();
    expect((await studio.pool.query('select from users where id = $1', [place.userId])).rowCount).toBe(0);
    await expect(deleteUser(studio.pool, place.userId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is finished by the next sweep when one dies after the bytes and before the rows, or has no storage', async () => {
    const place = await studio.newPlace();
    await (await studio.newStore(place)).take(await studio.file('clip'), '.mp4');
    await deleteProject(studio.pool, place);
    const failing = (after: boolean) =>
      new Proxy(studio.blobs, {
        get: (blobs, name) =>
          name === 'delete' || name === 'deletePrefix'
            ? async (...given: [never]) => {
                if (after) await blobs[name](...given);
                throw new Error('killed');
              }
            : Reflect.get(blobs, name, blobs).bind(blobs),
      });
    await expect(sweep(failing(false))).rejects.toThrow('killed');
    expect(await studio.keys(`users/${place.userId}/`)).toHaveLength(1);
    await expect(sweep(failing(true))).rejects.toThrow('killed');
    expect(await doomed(place.userId)).toBeGreaterThan(0);
    await sweep();
    expect([await doomed(place.userId), await studio.keys(`users/${place.userId}/`)]).toEqual([0, []]);
  });

  /** Storage that calls before it deletes anything, and begins only when that has ended. */
  const slow = (before: () => Promise<unknown>): Blobs =>
    new Proxy(studio.blobs, {
      get: (blobs, name) =>
        name === 'delete' || name === 'deletePrefix'
          ? async (...given: [never]) => {
              await before();
              await blobs[name](...given);
            }
          : Reflect.get(blobs, name, blobs).bind(blobs),
    });
  const lose = async (place: Place, object: StoredObject) => loseObject(studio.pool, place.userId, object);

  it('keeps nobody from hearing what happens, however long storage takes', async () => {
    const place = await studio.newPlace();
    const object = await (await studio.newStore(place)).take(await studio.file('clip'), '.mp4');
    const sibling = await studio.newProject(place.userId);
    await lose(place, object);
    await deleteProject(studio.pool, place);
    const heard: number[] = [];
    const storage = slow(async () => {
      const after = await cursorOfNow(studio.pool);
      await emit(studio.pool, { ...sibling, type: 'upload.done', data: {} });
      const { events, pending } = await readFeed(studio.pool, { userId: place.userId }, after);
      heard.push(pending ? 0 : events.length);
    });
    await sweep(storage);
    expect(heard, 'while keys were deleted, and while a folder was').toEqual([1, 1]);
  });

  it('does not wait for, nor fall upon, the same bytes that are put anew meanwhile', async () => {
    const place = await studio.newPlace();
    const take = async () => (await studio.newStore(place)).take(await studio.file('wanted again'), '.mp4');
    await lose(place, await take());
    await sweep(slow(take));
    expect(await (await studio.newStore(place)).pathOf(await take())).toContain('.mp4');
    expect(await studio.keys(`users/${place.userId}/`)).toHaveLength(1);
  });

  it('comes too late to do harm when it was taken for dead and others did its work', async () => {
    const place = await studio.newPlace();
    const take = async () => (await studio.newStore(place)).take(await studio.file('late'), '.mp4');
    await lose(place, await take());
    const storage = slow(async () => {
      await studio.pool.query('update doomed_objects set not_before = now() where claimed');
      await sweep();
      expect(await studio.keys(`users/${place.userId}/`)).toEqual([]);
      await take();
    });
    await sweep(storage);
    expect(await (await studio.newStore(place)).pathOf(await take())).toContain('.mp4');
  });

  it('never makes somebody believe in bytes that were so long on their way that they were swept', async () => {
    const place = await studio.newPlace();
    const put: typeof studio.blobs.put = async (...given) => {
      await studio.blobs.put(...given);
      await studio.pool.query('update doomed_objects set not_before = now() where starts_with(s3_key, $1)', [
        `users/${place.userId}/`,
      ]);
      // Claimed already, though the bytes are still there: as late as it can be.
      await sweep(slow(() => Promise.reject(new Error('killed')))).catch(() => {});
    };
    const blobs = new Proxy(studio.blobs, {
      get: (real, name) => (name === 'put' ? put : Reflect.get(real, name, real).bind(real)),
    });
    const late = await studio.newStore(place, { blobs });
    await expect(late.take(await studio.file('late'), '.mp4')).rejects.toThrow('try again');
    expect(await count('objects', place.userId)).toBe(0);
    await sweep();
    expect([await doomed(place.userId), await studio.keys(`users/${place.userId}/`)]).toEqual([0, []]);
  });

  it('is done again for what is doomed while it is swept', async () => {
    const place = await studio.newPlace();
    const prefix = `users/${place.userId}/projects/${place.projectId}/final/`;
    await put(`${prefix}one.mp4`);
    await doom(studio.pool, [prefix]);
    let times = 0;
    await sweep(slow(async () => ++times === 1 && doom(studio.pool, [prefix])));
    expect([times, await doomed(place.userId)]).toEqual([2, 0]);
  });

  it('spares what came to be needed after it was doomed', async () => {
    const place = await studio.newPlace();
    const key = await addAsset(place, 'photo.png');
    await doom(studio.pool, [key, key.slice(0, key.lastIndexOf('/') + 1)]);
    await sweep();
    expect(await studio.keys(`users/${place.userId}/`)).toEqual([key]);
  });

  it('loses nothing that others take into use at the same moment', async () => {
    const owner = await studio.newPlace();
    const keeper = await studio.newProject(owner.userId);
    for (let round = 0; round < 12; round++) {
      const going = await studio.newProject(owner.userId);
      const text = `contested ${round}`;
      await (await studio.newStore(going)).take(await studio.file(text), '.mp4');
      const store = await studio.newStore(keeper);
      const [object] = await Promise.all([
        studio.file(text).then((file) => store.take(file, '.mp4')),
        deleteProject(studio.pool, going),
        sweep(),
        sweep(),
      ]);
      await sweep();
      expect(await (await studio.newStore(keeper)).pathOf(object)).toContain(object.hash.slice(2));
    }
  });
});
