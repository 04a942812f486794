import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BlobRangeError, type Blobs, type ListedBlob, type ReadBlob } from './blobs.ts';
import { hashFile } from './local-store.ts';
import { bytesOfPart, planUpload, type UploadPlan } from './upload-parts.ts';

/** Sends a part as a browser does. */
export const sendPart = async (blobs: Blobs, key: string, id: string, part: number, bytes: Uint8Array<ArrayBuffer>) => {
  const url = await blobs.partUrl(key, id, { part, bytes: bytes.length, expires: 60 });
  const { status } = await fetch(url, { method: 'PUT', body: bytes });
  expect(status).toBe(200);
};

/** What every storage does: run on each driver, on a real server. */
export function blobsContract(open: () => Promise<{ blobs: Blobs; close(): Promise<void> }>): void {
  let blobs: Blobs;
  let close = async () => {};
  let folder = '';
  const root = `users/${randomUUID()}/`;
  let count = 0;
  const newKey = () => `${root}raw/${++count}/file.bin`;

  beforeAll(async () => {
    ({ blobs, close } = await open());
    folder = await mkdtemp(join(tmpdir(), 'blobs-'));
  });
  afterAll(async () => {
    await blobs.deletePrefix(root);
    await close();
    await rm(folder, { recursive: true, force: true });
  });

  const put = async (content: string | Uint8Array, key = newKey(), contentType = 'text/plain') => {
    const file = join(folder, randomUUID());
    await writeFile(file, content);
    await blobs.put(key, file, { contentType });
    return key;
  };
  const textOf = async (found: ReadBlob | null) => found && (await buffer(found.stream)).toString();
  const text = async (key: string) => textOf(await blobs.read(key));
  const listed = async (prefix: string) => {
    const found: ListedBlob[] = [];
    for await (const one of blobs.list(prefix)) found.push(one);
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  };
  const contentFor = ({ bytes }: UploadPlan) => new Uint8Array(randomBytes(bytes));
  const sendPartOf = (content: Uint8Array<ArrayBuffer>, plan: UploadPlan, key: string, id: string, part: number) => {
    const start = (part - 1) * plan.partBytes;
    return sendPart(blobs, key, id, part, content.subarray(start, start + bytesOfPart(plan, part)));
  };

  it('gives back what was put, with what it is', async () => {
    const key = await put('a frame', undefined, 'image/jpeg');
    const found = await blobs.read(key);
    expect(found).toMatchObject({
      bytes: 7,
      total: 7,
      contentType: 'image/jpeg',
      etag: expect.stringMatching(/^".+"$/),
    });
    expect(Math.abs(Date.now() - Number(found?.modified))).toBeLessThan(60_000);
    expect(await textOf(found)).toBe('a frame');
    const { total, contentType, etag, modified } = found ?? {};
    expect(await blobs.head(key)).toEqual({ total, contentType, etag, modified });
  });

  it('knows nothing of other keys', async () => {
    expect(await blobs.read(newKey())).toBeNull();
    expect(await blobs.head(newKey())).toBeNull();
    expect(await blobs.fetchTo(newKey(), join(folder, 'nothing'))).toBe(false);
    await expect(stat(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('puts new bytes in the place of old ones, under another etag', async () => {
    const key = await put('first');
    const before = await blobs.head(key);
    await put('second', key, 'text/css');
    expect(await text(key)).toBe('second');
    expect(await blobs.head(key)).toMatchObject({ total: 6, contentType: 'text/css' });
    expect((await blobs.head(key))?.etag).not.toBe(before?.etag);
  });

  it('keeps an empty file', async () => expect(await text(await put(''))).toBe(''));

  it.each([
    [0, 3, '0123'],
    [4, 4, '4'],
    [7, 9, '789'],
    [7, 500, '789'],
  ])('reads the bytes from %i to %i', async (first, last, wanted) => {
    const found = await blobs.read(await put('0123456789'), { first, last });
    expect(found).toMatchObject({ bytes: wanted.length, total: 10 });
    expect(await textOf(found)).toBe(wanted);
  });

  it('says that a range lies outside of the file', async () => {
    const key = await put('0123456789');
    await expect(blobs.read(key, { first: 10, last: 12 })).rejects.toThrow(BlobRangeError);
  });

  it('refuses what is not a key, whatever it is to do', async () => {
    for (const bad of ['../x', '/etc/passwd', `${root}../../x`, `${root}a\0b`, '']) {
      await expect(put('x', bad)).rejects.toThrow('is not a key');
      await expect((async () => blobs.read(bad))()).rejects.toThrow('is not a key');
      await expect((async () => blobs.fetchTo(bad, join(folder, 'x')))()).rejects.toThrow('is not a key');
      await expect((async () => blobs.delete([bad]))()).rejects.toThrow('is not a key');
      await expect((async () => blobs.downloadUrl(bad, { expires: 9 }))()).rejects.toThrow('is not a key');
    }
    await expect((async () => blobs.deletePrefix('users'))()).rejects.toThrow('prefix');
  });

  it('fetches a file of 40 MB and has it whole', async () => {
    const bytes = randomBytes(40_000_000);
    const path = join(folder, 'fetched');
    expect(await blobs.fetchTo(await put(bytes), path)).toBe(true);
    expect(await hashFile(path)).toBe(createHash('sha256').update(bytes).digest('hex'));
  });

  it('deletes so that it is gone, also for those who hold a link', async () => {
    const [one, two, other] = [await put('1'), await put('2'), await put('3')];
    const url = await blobs.downloadUrl(one, { expires: 60 });
    expect((await fetch(url)).status).toBe(200);
    await blobs.delete([one, two, newKey()]);
    expect([await text(one), await text(two), await text(other)]).toEqual([null, null, '3']);
    expect((await fetch(url)).ok).toBe(false);
  });

  it('lists and deletes what is under a prefix, and nothing beside it', async () => {
    const under = `${root}list/`;
    for (const name of ['a/1', 'a/b/22', 'ab/3']) await put(name, `${under}${name}`);
    expect(await listed(`${under}a/`)).toEqual([
      { key: `${under}a/1`, bytes: 3 },
      { key: `${under}a/b/22`, bytes: 6 },
    ]);
    expect(await listed(`${under}none/`)).toEqual([]);
    const upload = await blobs.beginUpload(`${under}a/up`, planUpload(9), { contentType: 'text/plain' });
    await blobs.deletePrefix(`${under}a/`);
    expect(await listed(under)).toEqual([{ key: `${under}ab/3`, bytes: 4 }]);
    expect(await blobs.uploadedParts(`${under}a/up`, upload)).toBeNull();
  });

  it('gives by a link: whole, in ranges, named', async () => {
    const key = await put('0123456789', undefined, 'text/html');
    const url = await blobs.downloadUrl(key, { expires: 60, filename: 'Häfen.txt', contentType: 'text/plain' });
    const whole = await fetch(url);
    expect([whole.status, await whole.text()]).toEqual([200, '0123456789']);
    expect(whole.headers.get('content-type')).toBe('text/plain');
    expect(whole.headers.get('content-disposition')).toContain("filename*=UTF-8''H%C3%A4fen.txt");
    const part = await fetch(url, { headers: { range: 'bytes=2-4' } });
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([206, 'bytes 2-4/10', '234']);
    expect((await fetch(url, { headers: { range: 'bytes=10-' } })).status).toBe(416);
  });

  it('refuses a link that was altered, is for something else, or has expired', async () => {
    const [key, other] = [await put('mine'), await put('not for you')];
    const url = await blobs.downloadUrl(key, { expires: 60 });
    // Its second letter: of the last, some bits mean nothing in base64.
    const altered = url.replace(/(signature=.)(.)/i, (_, start, letter) => start + (letter === 'a' ? 'b' : 'a'));
    const status = async (address: string, method = 'GET') => (await fetch(address, { method })).status;
    expect(await status(url)).toBe(200);
    expect(await status(altered)).toBe(403);
    expect(await status(url.replace(key, other))).toBe(403);
    expect(await status(url.replace(/([?&](?:until|X-Amz-Expires|Expires)=)(\d+)/, '$19$2'))).toBe(403);
    expect(await status(`${url}&response-content-type=text%2Fhtml&type=text%2Fhtml`)).toBe(403);
    expect(await status(url.split('?')[0] ?? '')).toBe(403);
    expect(await status(url, 'PUT')).toBe(403);
    expect(await status(url, 'DELETE')).toBeGreaterThanOrEqual(400);
    const short = await blobs.downloadUrl(key, { expires: 1 });
    await expect.poll(() => status(short), { timeout: 20_000, interval: 200 }).toBe(403);
    expect(await text(key)).toBe('mine');
  });

  it('joins an upload whose parts came in any order, one of them twice', async () => {
    const plan = planUpload(40_000_000);
    const content = contentFor(plan);
    const key = newKey();
    const id = await blobs.beginUpload(key, plan, { contentType: 'video/mp4' });
    await sendPart(blobs, key, id, 2, new Uint8Array(randomBytes(plan.partBytes)));
    for (const part of [5, 3, 1, 2, 4]) await sendPartOf(content, plan, key, id, part);
    expect(await blobs.head(key), 'nothing is there before it is whole').toBeNull();
    expect(await blobs.completeUpload(key, id, plan)).toBe('done');
    expect(await blobs.completeUpload(key, id, plan), 'whoever asks again is told the same').toBe('done');
    expect(await blobs.uploadedParts(key, id)).toBeNull();
    await blobs.fetchTo(key, join(folder, 'joined'));
    expect(await hashFile(join(folder, 'joined'))).toBe(createHash('sha256').update(content).digest('hex'));
    expect(await blobs.head(key)).toMatchObject({ total: 40_000_000, contentType: 'video/mp4' });
  });

  it('says which parts have arrived, so that an upload goes on where it broke off', async () => {
    const plan = planUpload(12_000_000);
    const content = contentFor(plan);
    const key = newKey();
    const id = await blobs.beginUpload(key, plan, { contentType: 'video/mp4' });
    expect(await blobs.uploadedParts(key, id)).toEqual([]);
    await sendPartOf(content, plan, key, id, 2);
    expect(await blobs.uploadedParts(key, id)).toEqual([
      expect.objectContaining({ part: 2, bytes: bytesOfPart(plan, 2) }),
    ]);
    expect(await blobs.completeUpload(key, id, plan)).toBe('missing-parts');
    await sendPartOf(content, plan, key, id, 1);
    expect(await blobs.completeUpload(key, id, plan)).toBe('done');
  });

  it('refuses a part that is longer or shorter than it was to be, or goes elsewhere', async () => {
    const plan = planUpload(20);
    const key = newKey();
    const id = await blobs.beginUpload(key, plan, { contentType: 'video/mp4' });
    const url = await blobs.partUrl(key, id, { part: 1, bytes: 20, expires: 60 });
    const status = async (address: string, bytes: number) =>
      (await fetch(address, { method: 'PUT', body: new Uint8Array(bytes) }).catch(() => ({ status: 400 }))).status;
    for (const bytes of [19, 21, 5_000_000]) expect(await status(url, bytes)).toBeGreaterThanOrEqual(400);
    expect(await status(url.replace(/(part(?:Number)?=)1/i, '$12'), 20)).toBe(403);
    expect(await status(url.replace(key, newKey()), 20)).toBe(403);
    expect((await fetch(url)).ok, 'nor can it be read by').toBe(false);
    expect(await blobs.uploadedParts(key, id)).toEqual([]);
    expect(await status(url, 20)).toBe(200);
    await blobs.abortUpload(key, id);
  });

  it('drops an upload that was aborted', async () => {
    const plan = planUpload(10);
    const key = newKey();
    const id = await blobs.beginUpload(key, plan, { contentType: 'video/mp4' });
    const url = await blobs.partUrl(key, id, { part: 1, bytes: 10, expires: 60 });
    await sendPart(blobs, key, id, 1, new Uint8Array(10));
    await blobs.abortUpload(key, id);
    await blobs.abortUpload(key, id);
    expect(await blobs.uploadedParts(key, id)).toBeNull();
    expect(await blobs.completeUpload(key, id, plan)).toBe('gone');
    expect((await fetch(url, { method: 'PUT', body: new Uint8Array(10) })).ok).toBe(false);
    expect(await blobs.head(key)).toBeNull();
  });
}
