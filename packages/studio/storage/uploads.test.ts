import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plans } from '../billing/plans.ts';
import { findBinaries } from '../media/binaries.ts';
import { Assets } from './assets.ts';
import { deleteProject, sweepDoomed } from './deletion.ts';
import { refuseFullStorage, storageUsage } from './quota.ts';
import { inspect } from './sniff/inspect.ts';
import { Uploads } from './uploads.ts';
import { type StudioStorage, studioStorage } from './user-store.fixture.ts';

describe('uploads', () => {
  let studio: StudioStorage;
  let uploads: Uploads;
  let assets: Assets;
  let folder = '';
  const png = new Uint8Array(createCanvas(64, 36).toBuffer('image/png'));
  beforeAll(async () => {
    studio = await studioStorage();
    folder = await mkdtemp(join(tmpdir(), 'uploads-'));
    const binaries = await findBinaries(process.env);
    const { pool, blobs } = studio;
    uploads = new Uploads({ pool, blobs, folder, inspect: (path) => inspect(path, { binaries }) });
    assets = new Assets({ pool, blobs });
  });
  afterAll(async () => {
    await studio.close();
    await rm(folder, { recursive: true, force: true });
  });

  const send = async (url: string, content: Uint8Array<ArrayBuffer>) =>
    (await fetch(url, { method: 'PUT', body: content })).status;
  const uploaded = async (
    place: { userId: string; projectId: string },
    content: Uint8Array<ArrayBuffer>,
    name = 'photo.png',
  ) => {
    const { upload, parts } = await uploads.begin(place.userId, place.projectId, {
      name,
      bytes: content.length,
      type: 'image/png',
    });
    for (const { url, part } of parts)
      expect(await send(url, content.subarray((part - 1) * upload.partBytes, part * upload.partBytes))).toBe(200);
    return upload;
  };
  const events = async (userId: string) =>
    (await studio.pool.query('select type, data from events where user_id = $1 order by id', [userId])).rows;

  it('become a file of the project, as it was found to be, and tell so', async () => {
    const place = await studio.newPlace();
    const { id, key } = await uploaded(place, png, '../../Nacht am Häfen.exe');
    expect(key).toBe(`users/${place.userId}/projects/${place.projectId}/raw/${id}/Nacht-am-Hafen.exe`);
    const asset = await uploads.complete(place.userId, id);
    expect(asset).toMatchObject({ type: 'image', projectId: place.projectId, bytes: png.length });
    expect(asset.metadata).toMatchObject({
      name: '../../Nacht am Häfen.exe',
      mediaType: 'image/png',
      width: 64,
      height: 36,
    });
    expect(await uploads.complete(place.userId, id), 'whoever asks again is told the same').toEqual(asset);
    expect(await events(place.userId)).toEqual([{ type: 'upload.done', data: { uploadId: id, assetId: asset.id } }]);
    const link = await fetch(await assets.link(place.userId, asset.id, { download: true }));
    expect(new Uint8Array(await link.arrayBuffer())).toEqual(png);
    expect(link.headers.get('content-type')).toBe('image/png');
    expect(link.headers.get('content-disposition')).toContain('attachment');
    await sweepDoomed(studio.pool, studio.blobs);
    expect(await studio.keys(`users/${place.userId}/`), 'and no sweep takes it away').toEqual([key]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('are taken in once when they are completed by several at once', async () => {
    const place = await studio.newPlace();
    const { id } = await uploaded(place, png);
    const { pool, blobs } = studio;
    const other = new Uploads({
      pool,
      blobs,
      folder,
      inspect: async () => ({ file: { type: 'image', mediaType: 'image/png', ending: '.png' } }),
    });
    const made = await Promise.all([uploads, other, uploads, other].map((each) => each.complete(place.userId, id)));
    expect(new Set(made.map((asset) => asset.id)).size).toBe(1);
    expect(await events(place.userId)).toHaveLength(1);
  });

  it('go on where they broke off', async () => {
    const { userId, projectId } = await studio.newPlace();
    const content = new Uint8Array(9_000_000);
    const { upload, parts } = await uploads.begin(userId, projectId, {
      name: 'a.wav',
      bytes: content.length,
      type: '',
    });
    expect(parts.map(({ part, bytes }) => [part, bytes])).toEqual([
      [1, upload.partBytes],
      [2, content.length - upload.partBytes],
    ]);
    expect(await send(parts[1]?.url ?? '', content.subarray(upload.partBytes))).toBe(200);
    expect((await uploads.get(userId, upload.id)).arrived).toEqual([2]);
    await expect(uploads.complete(userId, upload.id)).rejects.toMatchObject({
      code: 'parts-missing',
      details: { missing: [1] },
    });
    const [fresh] = await uploads.links(userId, upload.id, [1, 1]);
    expect(await send(fresh?.url ?? '', content.subarray(0, upload.partBytes))).toBe(200);
    // All zeros are no sound: what it was said to be does not help it.
    await expect(uploads.complete(userId, upload.id)).rejects.toMatchObject({ code: 'upload-refused' });
    await expect(uploads.links(userId, upload.id, [3])).rejects.toMatchObject({ code: 'upload-refused' });
  });

  it('that are refused leave no bytes, and say why to whoever asks', async () => {
    const { userId, projectId } = await studio.newPlace();
    const page = new TextEncoder().encode('<html><script>alert(1)</script></html>');
    const { id } = await uploaded({ userId, projectId }, page, 'innocent.png');
    const no = { kind: 'unsupported', code: 'upload-refused' };
    await expect(uploads.complete(userId, id)).rejects.toMatchObject(no);
    await expect(uploads.complete(userId, id)).rejects.toMatchObject(no);
    expect((await uploads.get(userId, id)).upload).toMatchObject({ status: 'refused', assetId: null });
    await sweepDoomed(studio.pool, studio.blobs);
    expect(await studio.keys(`users/${userId}/`)).toEqual([]);
    expect(await events(userId)).toEqual([]);
  });

  it('that are given up are gone, with the parts that had arrived', async () => {
    const { userId, projectId } = await studio.newPlace();
    const { id, key, multipartId } = await uploaded({ userId, projectId }, png);
    await uploads.abort(userId, id);
    expect(await studio.blobs.uploadedParts(key, multipartId)).toBeNull();
    await expect(uploads.get(userId, id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await storageUsage(studio.pool, userId)).used).toBe(0);
  });

  it('that nobody finishes are swept after a day, and not before', async () => {
    const { userId, projectId } = await studio.newPlace();
    const { id, key, multipartId } = await uploaded({ userId, projectId }, png);
    await sweepDoomed(studio.pool, studio.blobs);
    expect(await studio.blobs.uploadedParts(key, multipartId)).toHaveLength(1);
    // Its folder may be due a moment before the upload is.
    await studio.pool.query(
      "update doomed_objects set not_before = not_before - interval '24 hours' where starts_with(s3_key, $1)",
      [`users/${userId}/`],
    );
    await sweepDoomed(studio.pool, studio.blobs);
    expect(await studio.blobs.uploadedParts(key, multipartId)).toHaveLength(1);
    await studio.pool.query("update uploads set expires_at = now() - interval '1 second' where id = $1", [id]);
    await expect(uploads.complete(userId, id)).rejects.toMatchObject({ code: 'upload-gone' });
    await sweepDoomed(studio.pool, studio.blobs);
    expect(await studio.blobs.uploadedParts(key, multipartId)).toBeNull();
    await expect(uploads.get(userId, id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('go with their project', async () => {
    const place = await studio.newPlace();
    const { key, multipartId } = await uploaded(place, png);
    await uploads.complete(place.userId, (await uploaded(place, png)).id);
    await deleteProject(studio.pool, place);
    await sweepDoomed(studio.pool, studio.blobs);
    expect(await studio.keys(`users/${place.userId}/`)).toEqual([]);
    expect(await studio.blobs.uploadedParts(key, multipartId)).toBeNull();
  });

  it('of others are not there, whatever is tried', async () => {
    const [owner, stranger] = [await studio.newPlace(), await studio.newPlace()];
    const { id } = await uploaded(owner, png);
    const asset = await uploads.complete(owner.userId, (await uploaded(owner, png)).id);
    const file = { name: 'a.png', bytes: 10, type: 'image/png' };
    const no = { code: 'not-found' };
    await expect(uploads.get(stranger.userId, id)).rejects.toMatchObject(no);
    await expect(uploads.links(stranger.userId, id, [1])).rejects.toMatchObject(no);
    await expect(uploads.complete(stranger.userId, id)).rejects.toMatchObject(no);
    await expect(uploads.abort(stranger.userId, id)).rejects.toMatchObject(no);
    await expect(uploads.begin(stranger.userId, owner.projectId, file)).rejects.toMatchObject(no);
    await expect(assets.get(stranger.userId, asset.id)).rejects.toMatchObject(no);
    await expect(assets.link(stranger.userId, asset.id, { download: false })).rejects.toMatchObject(no);
    await expect(assets.remove(stranger.userId, asset.id)).rejects.toMatchObject(no);
    await expect(assets.list(stranger.userId, owner.projectId, { limit: 9, after: null })).rejects.toMatchObject(no);
    expect((await uploads.get(owner.userId, id)).arrived).toEqual([1]);
    expect((await assets.get(owner.userId, asset.id)).id).toBe(asset.id);
  });

  it('count at once against the room of the plan, and two cannot take the last of it', async () => {
    const { userId, projectId } = await studio.newPlace();
    const almost = plans.free.storageBytes - 1000;
    await studio.pool.query(
      "insert into objects (user_id, hash, ending, bytes, s3_key) values ($1, repeat('a', 64), '.mp4', $2, $3)",
      [userId, almost, `users/${userId}/made-up`],
    );
    const begin = (bytes: number) => uploads.begin(userId, projectId, { name: 'a.png', bytes, type: 'image/png' });
    const begun = await Promise.allSettled([begin(600), begin(600), begin(600)]);
    expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await storageUsage(studio.pool, userId)).toEqual({
      plan: 'free',
      used: almost + 600,
      limit: plans.free.storageBytes,
    });
    await expect(begin(401)).rejects.toMatchObject({ kind: 'forbidden', code: 'storage-full' });
    await refuseFullStorage(studio.pool, userId);
    await begin(400);
    await expect(refuseFullStorage(studio.pool, userId)).rejects.toMatchObject({ code: 'storage-full' });
    for (const name of ['standard', 'premium'] as const) {
      await studio.pool.query('update users set subscription_tier = $2 where id = $1', [userId, name]);
      await refuseFullStorage(studio.pool, userId);
      expect((await storageUsage(studio.pool, userId)).limit).toBe(plans[name].storageBytes);
    }
  });

  it('are refused when they are empty, larger than 5 GB, or too many at once', async () => {
    const { userId, projectId } = await studio.newPlace();
    const begin = (bytes: number) => uploads.begin(userId, projectId, { name: 'a.png', bytes, type: 'image/png' });
    for (const bytes of [0, -1, 1.5, Number.NaN, 5 * 1024 ** 3 + 1])
      await expect(begin(bytes)).rejects.toMatchObject({ code: 'file-size' });
    for (let count = 0; count < 50; count++) await begin(1);
    await expect(begin(1)).rejects.toMatchObject({ code: 'too-many-uploads' });
  });

  it('that stand for a shot are objects of their user: they count once, and go whole, or stay while a twin is there', async () => {
    const place = await studio.newPlace();
    const elsewhere = await studio.newProject(place.userId);
    const [first, twin] = [
      await uploads.complete(place.userId, (await uploaded(place, png)).id),
      await uploads.complete(place.userId, (await uploaded(elsewhere, png)).id),
    ];
    const object = { hash: first.metadata.sha256, ending: '.png', bytes: first.bytes };
    const { pool } = studio;
    await pool.query('insert into objects (user_id, hash, ending, bytes, s3_key) values ($1, $2, $3, $4, $5)', [
      ...[place.userId, object.hash, object.ending, object.bytes, first.key],
    ]);
    const used = async () => (await storageUsage(pool, place.userId)).used;
    expect(await used()).toBe(2 * png.length);
    await assets.remove(place.userId, first.id);
    await sweepDoomed(pool, studio.blobs);
    const store = await studio.newStore(elsewhere);
    expect(await store.pathOf(object), 'a job still finds it').toContain('.png');
    expect(await studio.keys(`users/${place.userId}/`)).toEqual([twin.key]);
    // Under another ending it is another object, and a key is of one alone.
    const third = await uploads.complete(place.userId, (await uploaded(place, png)).id);
    await pool.query("insert into objects (user_id, hash, ending, bytes, s3_key) values ($1, $2, '.jpg', $3, $4)", [
      ...[place.userId, object.hash, object.bytes, third.key],
    ]);
    for (const { id } of [third, twin]) await assets.remove(place.userId, id);
    await sweepDoomed(pool, studio.blobs);
    expect([await used(), await studio.keys(`users/${place.userId}/`)]).toEqual([0, []]);
    for (const table of ['objects', 'object_uses'])
      expect((await pool.query(`select from ${table} where user_id = $1`, [place.userId])).rowCount, table).toBe(0);
  });

  it('are listed as files page by page, and go when they are removed', async () => {
    const { userId, projectId } = await studio.newPlace();
    const made: string[] = [];
    for (let count = 0; count < 3; count++)
      made.unshift((await uploads.complete(userId, (await uploaded({ userId, projectId }, png)).id)).id);
    const page = await assets.list(userId, projectId, { limit: 1, after: null });
    expect(page.map(({ id }) => id)).toEqual(made.slice(0, 2));
    const [first] = page;
    const rest = await assets.list(userId, projectId, { limit: 9, after: [first?.createdAt ?? '', first?.id ?? ''] });
    expect(rest.map(({ id }) => id)).toEqual(made.slice(1));
    const link = await assets.link(userId, made[0] ?? '', { download: false });
    await assets.remove(userId, made[0] ?? '');
    await sweepDoomed(studio.pool, studio.blobs);
    expect((await fetch(link)).ok).toBe(false);
    expect(await studio.keys(`users/${userId}/`)).toHaveLength(2);
  });
});
