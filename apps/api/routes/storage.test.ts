import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { storageServer } from './storage.fixture.ts';

type Json = Record<string, never> & { id: string };

describe('storage over HTTP', () => {
  let server: Awaited<ReturnType<typeof storageServer>>;
  beforeAll(async () => {
    server = await storageServer();
  });
  afterAll(() => server.close());

  const png = new Uint8Array(createCanvas(64, 36).toBuffer('image/png'));
  const ask = async (userId: string | null, method: string, path: string, body?: unknown) => {
    const response = await fetch(server.address + path, {
      ...{ method, redirect: 'manual' },
      headers: {
        ...(userId ? { authorization: `Bearer ${userId}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer ? JSON.parse(answer) : null };
  };
  const begin = async ({ userId, projectId }: { userId: string; projectId: string }, content = png) => {
    const { status, body } = await ask(userId, 'POST', `/v1/projects/${projectId}/uploads`, {
      ...{ name: 'photo.png', bytes: content.length, type: 'image/png' },
    });
    expect(status).toBe(201);
    return body as { upload: Json; parts: { url: string; part: number; bytes: number }[] };
  };
  const put = (url: string, body: BodyInit, headers: Record<string, string> = {}) =>
    fetch(url, { method: 'PUT', body, headers });
  const addAsset = async (place: { userId: string; projectId: string }) => {
    const { upload, parts } = await begin(place);
    expect((await put(parts[0]?.url ?? '', png, { 'content-type': 'application/json' })).status).toBe(200);
    const { status, body } = await ask(place.userId, 'POST', `/v1/uploads/${upload.id}/complete`);
    expect(status).toBe(200);
    return body as Json;
  };
  const linkOf = async (userId: string, assetId: string, query = '') => {
    const { status, headers } = await ask(userId, 'GET', `/v1/assets/${assetId}/content${query}`);
    expect([status, headers.get('cache-control')]).toEqual([302, 'no-store']);
    return headers.get('location') ?? '';
  };

  it('takes a file in and gives it out again', async () => {
    const place = await server.newPlace();
    const asset = await addAsset(place);
    expect(asset).toMatchObject({
      name: 'photo.png',
      mediaType: 'image/png',
      width: 64,
      height: 36,
      bytes: png.length,
    });
    expect(JSON.stringify(asset), 'but not where it lies').not.toContain('users/');
    expect((await ask(place.userId, 'GET', `/v1/assets/${asset.id}`)).body).toEqual(asset);
    const shown = await fetch(await linkOf(place.userId, asset.id));
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(png);
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': 'inline',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'accept-ranges': 'bytes',
    });
    const saved = await fetch(await linkOf(place.userId, asset.id, '?download=true'));
    expect(saved.headers.get('content-disposition')).toContain('attachment; filename="photo.png"');
  });

  it('gives ranges, tells what it cannot give, and says when nothing has changed', async () => {
    const place = await server.newPlace();
    const link = await linkOf(place.userId, (await addAsset(place)).id);
    const get = (headers: Record<string, string>, method = 'GET') => fetch(link, { method, headers });
    const part = await get({ range: 'bytes=1-3' });
    expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
      206,
      'PNG',
      `bytes 1-3/${png.length}`,
    ]);
    const outside = await get({ range: `bytes=${png.length}-` });
    expect([outside.status, outside.headers.get('content-range')]).toEqual([416, `bytes */${png.length}`]);
    const head = await get({}, 'HEAD');
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, `${png.length}`, '']);
    const etag = head.headers.get('etag') ?? '';
    expect((await get({ 'if-none-match': etag })).status).toBe(304);
    expect((await get({ range: 'bytes=0-0', 'if-range': etag })).status).toBe(206);
    expect((await get({ range: 'bytes=0-0', 'if-range': '"another"' })).status).toBe(200);
  });

  it('goes on with an upload that broke off', async () => {
    const place = await server.newPlace();
    const { upload } = await begin(place);
    const missing = await ask(place.userId, 'POST', `/v1/uploads/${upload.id}/complete`);
    expect(missing).toMatchObject({ status: 409, body: { code: 'parts-missing', missing: [1] } });
    const fresh = await ask(place.userId, 'POST', `/v1/uploads/${upload.id}/parts`, { parts: [1] });
    await put(fresh.body.parts[0].url, png);
    expect((await ask(place.userId, 'GET', `/v1/uploads/${upload.id}`)).body).toMatchObject({
      ...{ upload: { status: 'open', parts: 1 }, arrived: [1] },
    });
    expect((await ask(place.userId, 'POST', `/v1/uploads/${upload.id}/complete`)).status).toBe(200);
    expect((await ask(place.userId, 'DELETE', `/v1/uploads/${upload.id}`)).body.code).toBe('upload-done');
  });

  it('lists files page by page, and deletes them', async () => {
    const place = await server.newPlace();
    const made = [await addAsset(place), await addAsset(place), await addAsset(place)].reverse();
    const path = `/v1/projects/${place.projectId}/assets`;
    const first = (await ask(place.userId, 'GET', `${path}?limit=2`)).body;
    const second = (await ask(place.userId, 'GET', `${path}?limit=2&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items]).toEqual(made);
    expect(second.next).toBeNull();
    expect((await ask(place.userId, 'DELETE', `/v1/assets/${made[0]?.id}`)).status).toBe(204);
    expect((await ask(place.userId, 'GET', `/v1/assets/${made[0]?.id}`)).status).toBe(404);
    expect((await ask(place.userId, 'GET', path)).body.items).toEqual(made.slice(1));
  });

  it('answers for what is of another exactly as for what is not there', async () => {
    const [owner, stranger] = [await server.newPlace(), await server.newPlace()];
    const asset = await addAsset(owner);
    const { upload } = await begin(owner);
    const file = { name: 'a.png', bytes: 9 };
    const asked = (assetId: string, uploadId: string, projectId: string) =>
      [
        ['GET', `/v1/assets/${assetId}`],
        ['GET', `/v1/assets/${assetId}/content`],
        ['DELETE', `/v1/assets/${assetId}`],
        ['GET', `/v1/projects/${projectId}/assets`],
        ['POST', `/v1/projects/${projectId}/uploads`, file],
        ['GET', `/v1/uploads/${uploadId}`],
        ['POST', `/v1/uploads/${uploadId}/parts`, { parts: [1] }],
        ['POST', `/v1/uploads/${uploadId}/complete`],
        ['DELETE', `/v1/uploads/${uploadId}`],
      ] as const;
    const theirs = asked(asset.id, upload.id, owner.projectId);
    const none = asked(randomUUID(), randomUUID(), randomUUID());
    for (const [index, [method, path, body]] of theirs.entries()) {
      const refused = await ask(stranger.userId, method, path, body);
      const absent = await ask(stranger.userId, none[index]?.[0] ?? '', none[index]?.[1] ?? '', none[index]?.[2]);
      expect(refused.status, path).toBe(404);
      expect({ ...refused.body, requestId: '' }).toEqual({ ...absent.body, requestId: '' });
      expect((await ask(null, method, path, body)).status, `${path} without a session`).toBe(401);
    }
    expect((await ask(owner.userId, 'GET', `/v1/assets/${asset.id}`)).body).toEqual(asset);
  });

  /** A request as no browser would send it: `fetch` tidies paths. */
  const raw = async (path: string, method = 'GET') => {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1');
    socket.write(`${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    return (await text(socket)).split('\r\n', 1)[0]?.split(' ')[1];
  };

  it('opens nothing to a link that was tampered with', async () => {
    const [owner, other] = [await server.newPlace(), await server.newPlace()];
    const link = new URL(await linkOf(owner.userId, (await addAsset(owner)).id));
    const theirs = new URL(await linkOf(other.userId, (await addAsset(other)).id));
    const path = link.pathname + link.search;
    const key = link.pathname.slice('/v1/blobs/'.length);
    expect(await raw(path)).toBe('200');
    const tries = [
      theirs.pathname + link.search,
      link.pathname,
      `${link.pathname}?`,
      `${path}&until=99999999999`,
      path.replace(/until=\d+/, 'until=99999999999'),
      path.replace(/signature=.{4}/, 'signature=AAAA'),
      path.replace(/signature=[^&]+/, 'signature='),
      path.replace('image%2Fpng', 'text%2Fhtml'),
      `${path}&name=x.html`,
      path.replace('/v1/blobs/', '/v1/blobs//'),
      path.replace(key, `${key}/../../x`),
      path.replace(key, key.replaceAll('/', '%2f')),
      path.replace(key, `%2e%2e/${key}`),
      path.replace(key, `../files/${key}`),
      path.replace(key, '../../../../etc/passwd'),
      path.replace(key, `${key}%00`),
      path.replace(key, key.toUpperCase()),
      path.replace('/v1/blobs/', '/v1/blobs/./'),
    ];
    for (const each of tries) if (each !== path) expect(['403', '404', '400'], each).toContain(await raw(each));
    for (const method of ['PUT', 'POST', 'DELETE', 'PATCH'])
      expect(['403', '404', '400'], method).toContain(await raw(path, method));
    expect(await raw(path)).toBe('200');
  });

  it('takes by a link only what it is for: this part, this long', async () => {
    const [owner, other] = [await server.newPlace(), await server.newPlace()];
    const { upload, parts } = await begin(owner);
    const { parts: others } = await begin(other);
    const [url, theirs] = [parts[0]?.url ?? '', others[0]?.url ?? ''];
    const status = async (address: string, body: BodyInit) => (await put(address, body)).status;
    expect(await status(url, png.subarray(1))).toBe(400);
    expect(await status(url, new Uint8Array(3_000_000))).toBe(400);
    expect(await status(url.replace('part=1', 'part=2'), png)).toBe(403);
    expect(await status(url.replace(/bytes=\d+/, 'bytes=3000000'), new Uint8Array(3_000_000))).toBe(403);
    expect(await status(url.replace(new URL(url).pathname, new URL(theirs).pathname), png)).toBe(403);
    expect(await status(url.replace(/upload=\w+/, /upload=\w+/.exec(theirs)?.[0] ?? ''), png)).toBe(403);
    expect((await fetch(url)).status, 'nor read').toBe(403);
    expect((await ask(owner.userId, 'GET', `/v1/uploads/${upload.id}`)).body.arrived).toEqual([]);
    // A body whose length nobody announced is cut off where it should have ended.
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65_536)) });
    const cut = { method: 'PUT', body: endless, duplex: 'half' } as RequestInit;
    expect((await fetch(url, cut).catch(() => ({ status: 400 }))).status).toBe(400);
    const left = await readdir(join(server.folder, 'blobs', 'uploads'), { recursive: true });
    expect(
      left.filter((name) => name.includes('draft')),
      'and leaves nothing',
    ).toEqual([]);
    expect(await status(url, png)).toBe(200);
  });

  it('lets nobody read an upload before it has been looked into, or one that was refused', async () => {
    const { userId, projectId } = await server.newPlace();
    const page = new TextEncoder().encode('<script>alert(1)</script>');
    const { upload, parts } = await begin({ userId, projectId }, page);
    await put(parts[0]?.url ?? '', page);
    const refused = await ask(userId, 'POST', `/v1/uploads/${upload.id}/complete`);
    expect(refused).toMatchObject({ status: 415, body: { code: 'upload-refused' } });
    expect((await ask(userId, 'GET', `/v1/projects/${projectId}/assets`)).body.items).toEqual([]);
    expect((await ask(userId, 'GET', `/v1/assets/${upload.id}/content`)).status).toBe(404);
  });

  it.each([
    ['no name', { bytes: 1 }],
    ['an empty name', { name: ' ', bytes: 1 }],
    ['a name with a line break', { name: 'a\nb', bytes: 1 }],
    ['a name that turns text around', { name: 'a\u202egnp.exe', bytes: 1 }],
    ['a name of 201 letters', { name: 'a'.repeat(201), bytes: 1 }],
    ['no bytes', { name: 'a', bytes: 0 }],
    ['half a byte', { name: 'a', bytes: 0.5 }],
    ['a field that is not its own to set', { name: 'a', bytes: 1, status: 'done' }],
  ])('refuses to begin an upload with %s', async (_, body) => {
    const { userId, projectId } = await server.newPlace();
    const { status } = await ask(userId, 'POST', `/v1/projects/${projectId}/uploads`, body);
    expect(status).toBe(400);
  });

  it('refuses more than 5 GB, and more than the plan has', async () => {
    const { userId, projectId } = await server.newPlace();
    const path = `/v1/projects/${projectId}/uploads`;
    const beginWith = (bytes: number) => ask(userId, 'POST', path, { name: 'a.mp4', bytes });
    expect(await beginWith(5 * 1024 ** 3 + 1)).toMatchObject({ status: 413, body: { code: 'file-size' } });
    const most = await beginWith(5 * 1024 ** 3);
    expect(most.status).toBe(201);
    expect(most.body.parts).toHaveLength(100);
    expect(await beginWith(1)).toMatchObject({ status: 403, body: { code: 'storage-full' } });
  });

  it('does not gather what comes in in memory', async () => {
    const { userId, projectId } = await server.newPlace();
    const { body } = await ask(userId, 'POST', `/v1/projects/${projectId}/uploads`, {
      name: 'a.wav',
      bytes: 200_000_000,
    });
    const part = body.parts[0];
    let sent = 0;
    // All but the last piece: what has come must lie on the disk while the request is still open.
    const folder = join(server.folder, 'blobs', 'uploads', /upload=(\w+)/.exec(part.url)?.[1] ?? '');
    const onDisk = async () => (await readdir(folder)).some((name) => name.startsWith('draft'));
    let finish = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const stream = new ReadableStream({
      async pull(controller) {
        if (sent >= part.bytes - 65_536) await held;
        const piece = Math.min(65_536, part.bytes - sent);
        sent += piece;
        if (piece > 0) controller.enqueue(new Uint8Array(piece));
        else controller.close();
      },
    });
    const sending = fetch(part.url, { method: 'PUT', body: stream, duplex: 'half' } as RequestInit);
    await expect.poll(onDisk, { timeout: 20_000 }).toBe(true);
    finish();
    expect((await sending).status).toBe(200);
  });
});
