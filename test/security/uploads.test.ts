import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sweepDoomed } from '@ai-film-studio/studio/storage/deletion.ts';
import { createCanvas } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectOf } from './belongings.fixture.ts';
import { type ServedStudio, type Somebody, servedStudio } from './served-studio.fixture.ts';

const begunSchema = z.object({
  upload: z.looseObject({ id: z.uuid(), name: z.string() }),
  parts: z.array(z.object({ url: z.string(), bytes: z.int() })),
});

describe('an uploaded file', () => {
  let studio: ServedStudio;
  let mallory: Somebody;
  let projectId = '';
  const canvas = createCanvas(64, 36);
  const [png, jpeg] = [canvas.toBuffer('image/png'), canvas.toBuffer('image/jpeg')];
  beforeAll(async () => {
    studio = await servedStudio();
    mallory = await studio.somebody();
    projectId = (await projectOf(mallory)).projectId;
  });
  afterAll(() => studio.close());

  const begin = async (content: Uint8Array, name: string, type = 'image/png') => {
    const answer = await mallory.ask('POST', `/v1/projects/${projectId}/uploads`, {
      body: { name, bytes: content.length, type },
    });
    return answer.status === 201 ? begunSchema.parse(answer.body) : answer;
  };
  const upload = async (content: Uint8Array, name = 'a.png', type = 'image/png') => {
    const begun = await begin(content, name, type);
    if ('status' in begun) return begun;
    for (const { url } of begun.parts)
      expect((await fetch(url, { method: 'PUT', body: new Uint8Array(content) })).status).toBe(200);
    return mallory.ask('POST', `/v1/uploads/${begun.upload.id}/complete`);
  };
  const keptFiles = async () => {
    const all = await readdir(join(studio.folder, 'storage'), { recursive: true, withFileTypes: true });
    return all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  };
  /** A head that says it is a picture of a hundred thousand pixels each way, which is forty gigabytes. */
  const pixelBomb = () => {
    const bomb = Buffer.from(png);
    bomb.writeUInt32BE(100_000, 16);
    bomb.writeUInt32BE(100_000, 20);
    return bomb;
  };
  const zipBomb = () => {
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt32LE(0xfffffffe, 22);
    return Buffer.concat([head, gzipSync(Buffer.alloc(1 << 24))]);
  };

  it('is taken when it is what it says', async () => {
    expect((await upload(png)).status).toBe(200);
  });

  it.each([
    ['a ZIP that unpacks to gigabytes', zipBomb()],
    ['gzip that unpacks to megabytes', gzipSync(Buffer.alloc(1 << 24))],
    ['a PNG of ten billion pixels', pixelBomb()],
    ['a PNG with a web page behind it', Buffer.concat([png, Buffer.from('<html><script>alert(1)</script></html>')])],
    ['a JPEG with a ZIP behind it', Buffer.concat([jpeg, zipBomb()])],
    ['a PDF before a PNG', Buffer.concat([Buffer.from('%PDF-1.7\n'), png])],
    ['a web page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['SVG with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    [
      'a playlist of our files',
      Buffer.from('#EXTM3U\n#EXT-X-MEDIA-SEQUENCE:0\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n'),
    ],
    ['a list for ffmpeg', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\n")],
    ['a subtitle', Buffer.from('1\n00:00:00,000 --> 00:00:01,000\nHello\n')],
    ['an address', Buffer.from('http://127.0.0.1/latest/meta-data/')],
    [
      'ImageMagick’s language',
      Buffer.from('push graphic-context\nimage over 0,0 0,0 "https://127.0.0.1/"\npop graphic-context\n'),
    ],
    ['a program', Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(200)])],
    ['half a PNG', png.subarray(0, png.length / 2)],
    ['nothing but zeros', Buffer.alloc(1000)],
  ])('is refused for good, and not kept, when it is %s', async (_, content) => {
    const before = await keptFiles();
    for (const [name, type] of [
      ['a.png', 'image/png'],
      ['a.mp4', 'video/mp4'],
    ]) {
      const answer = await upload(content, name, type);
      expect(answer.status, JSON.stringify(answer)).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
    }
    await sweepDoomed(studio.parts.pool, studio.parts.blobs);
    expect(await keptFiles()).toEqual(before);
  });

  it('lies where no name of its own leads to', async () => {
    for (const name of [
      '../../../etc/cron.d/x',
      '..\\..\\x.png',
      '/etc/passwd',
      'C:\\x.png',
      '.htaccess',
      '~/.ssh/authorized_keys',
      '%2e%2e%2fx',
      'con',
      '-rf',
      '$(id).png',
      '`id`',
      '"; rm x; ".png',
      "a'b.png",
      'файл.png',
      'a;b=c.png',
      'a".png',
      '%0d%0aSet-Cookie: a=b.png',
    ]) {
      const answer = await upload(png, name);
      expect(answer.status, name).toBe(200);
      const { id } = z.looseObject({ id: z.uuid() }).parse('body' in answer ? answer.body : {});
      const link = (await mallory.ask('GET', `/v1/assets/${id}/content?download=true`)).headers.location ?? '';
      const given = await fetch(link);
      const disposition = given.headers.get('content-disposition') ?? '';
      expect(disposition).toMatch(/^attachment; filename="[^"\\/\r\n]*"(?:; filename\*=UTF-8''[\w.!#$&+^`|~%-]*)?$/);
      expect(given.headers.get('set-cookie')).toBeNull();
      expect([given.headers.get('content-type'), given.headers.get('x-content-type-options')]).toEqual([
        'image/png',
        'nosniff',
      ]);
      expect(new Uint8Array(await given.arrayBuffer())).toEqual(new Uint8Array(png));
    }
    for (const path of await keptFiles()) expect(path).toMatch(/\/storage\/[\w./-]+$/);
  });

  it.each([
    'a\r\nSet-Cookie: a=b',
    'a\0.png',
    'a\u202egnp.exe',
    '',
    'a'.repeat(201),
    'a\u0085b',
  ])('has no such name: %j', async (name) => {
    expect(await begin(png, name)).toMatchObject({ status: 400 });
  });

  it.each([0, -1, 1.5, 6 * 1024 ** 3, Number.MAX_SAFE_INTEGER, '5', null])('is not of %j bytes', async (bytes) => {
    const body = { name: 'a.png', bytes, type: 'image/png' };
    const { status } = await mallory.ask('POST', `/v1/projects/${projectId}/uploads`, { body });
    expect([400, 413]).toContain(status);
  });

  it('comes by its link alone: no other place, size, method or time', async () => {
    const begun = begunSchema.parse(await begin(png, 'a.png'));
    const link = begun.parts[0]?.url ?? '';
    // Not by fetch, which would tidy the path.
    const put = (to: string, body: Uint8Array = png) =>
      studio.ask('PUT', to.slice(studio.address.length), { body, headers: { 'content-type': 'image/png' } });
    const url = new URL(link);
    const forged = [...url.searchParams.keys()].map((name) => {
      const other = new URL(link);
      const value = url.searchParams.get(name) ?? '';
      other.searchParams.set(
        name,
        /^\d+$/.test(value) ? `${Number(value) + 1}` : `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`,
      );
      return other.href;
    });
    forged.push(
      link.replace('/users/', '/users/../users/'),
      link.replace(/\/users\/[^/]+/, `/users/${crypto.randomUUID()}`),
      link.split('?')[0] ?? '',
    );
    for (const one of forged) expect((await put(one)).status, one).toBe(403);
    expect((await fetch(link)).status).toBe(403);
    expect((await fetch(link, { method: 'DELETE' })).status).toBe(404);
    for (const wrong of [png.subarray(1), Buffer.concat([png, png])]) expect((await put(link, wrong)).status).toBe(400);
    expect((await put(link)).status).toBe(200);
  });
});

describe('a webhook', () => {
  let studio: ServedStudio;
  let mallory: Somebody;
  beforeAll(async () => {
    studio = await servedStudio();
    mallory = await studio.somebody();
  });
  afterAll(() => studio.close());

  it.each([
    ...[
      'http://example.org/',
      'ftp://example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'gopher://127.0.0.1:6379/_x',
      'data:,a',
    ],
    ...[
      'https://127.0.0.1/',
      'https://127.1/',
      'https://2130706433/',
      'https://0x7f.1/',
      'https://0177.0.0.1/',
      'https://0/',
      'https://0.0.0.0/',
    ],
    ...[
      'https://localhost/',
      'https://LOCALHOST./',
      'https://a.localhost/',
      'https://[::1]/',
      'https://[::]/',
      'https://[::ffff:127.0.0.1]/',
      'https://[::ffff:7f00:1]/',
    ],
    ...[
      'https://10.0.0.1/',
      'https://172.16.0.1/',
      'https://172.31.255.255/',
      'https://192.168.0.1/',
      'https://100.64.0.1/',
      'https://169.254.169.254/latest/meta-data/',
    ],
    ...[
      'https://[fd00:ec2::254]/',
      'https://[fe80::1]/',
      'https://[64:ff9b::7f00:1]/',
      'https://[2002:7f00:1::]/',
      'https://224.0.0.1/',
      'https://255.255.255.255/',
      'https://198.18.0.1/',
      'https://192.0.2.1/',
    ],
    ...[
      'https://metadata.google.internal/',
      'https://studio.local/',
      'https://intranet/',
      'https://a.internal/',
      'https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/',
      'https://127。0。0。1/',
    ],
    ...[
      'https://user:password@example.org/',
      'https://example.org:22/',
      'https://example.org:6379/',
      'https://example.org/#a',
      'https://example.org:5432/',
      'not a url',
      'https://',
      '//example.org',
    ],
  ])('is not sent to %s', async (url) => {
    const answer = await mallory.ask('POST', '/v1/webhooks', { body: { url } });
    expect([answer.status, answer.body.code]).toEqual([400, 'webhook-url']);
    const { body } = await mallory.ask('POST', '/v1/webhooks', { body: { url: 'https://hooks.example.org/' } });
    const { id } = z.object({ webhook: z.looseObject({ id: z.uuid() }) }).parse(body).webhook;
    expect((await mallory.ask('PATCH', `/v1/webhooks/${id}`, { body: { url } })).status).toBe(400);
    expect((await mallory.ask('DELETE', `/v1/webhooks/${id}`)).status).toBe(204);
  });
});
