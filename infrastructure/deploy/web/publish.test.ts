import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Place, placeOf, publish } from './publish.ts';
import { publicationOf } from './uploads.ts';

describe('what is published', () => {
  const files = ['index.html', 'films.html', 'films.txt', 'icon.svg', '_next/static/chunks/a1b2.js'];

  it('comes before the pages that load it', () => {
    expect(publicationOf(files, []).uploads.map(({ key }) => key)).toEqual([
      ...['_next/static/chunks/a1b2.js', 'icon.svg', 'films.html', 'films.txt', 'index.html'],
    ]);
  });

  it('is kept for a year when its name is its hash, and asked for again each time when it is not', () => {
    const caches = Object.fromEntries(publicationOf(files, []).uploads.map(({ key, cache }) => [key, cache]));
    expect(caches).toMatchObject({
      '_next/static/chunks/a1b2.js': 'public, max-age=31536000, immutable',
      'index.html': 'no-cache',
      'films.txt': 'no-cache',
      'icon.svg': 'no-cache',
    });
  });

  it('is not uploaded again under the same hash, and what old pages load stays', () => {
    const there = ['_next/static/chunks/a1b2.js', '_next/static/chunks/old.js', 'gone.html'];
    const { uploads, deletions } = publicationOf(files, there);
    expect(uploads.map(({ key }) => key)).not.toContain('_next/static/chunks/a1b2.js');
    expect(deletions).toEqual(['gone.html']);
  });

  it('is refused when a browser would not be told what it is', () => {
    expect(() => publicationOf(['index.html', 'notes.docx'], [])).toThrow(/notes\.docx: no content type/);
  });
});

describe('publishing', () => {
  let folder: string;
  let server: Server;
  let place: Place;
  const bucket = new Map<string, { readonly type: string | undefined; readonly cache: string | undefined }>();
  const happened: string[] = [];
  const write = async (path: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), path);
  };

  /** S3 and CloudFront, as far as this speaks to them. An invalidation is done the second time somebody asks. */
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-'));
    bucket.clear();
    happened.length = 0;
    let asked = 0;
    const invalidation = (status: string) =>
      `<Invalidation><Id>I1</Id><Status>${status}</Status><CreateTime>2026-01-01T00:00:00Z</CreateTime></Invalidation>`;
    server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://s3');
      const key = decodeURIComponent(pathname.replace('/web/', ''));
      const xml = (body: string, status = 200) =>
        response.writeHead(status, { 'content-type': 'application/xml' }).end(body);
      if (pathname.includes('/distribution/D1/invalidation')) {
        if (request.method === 'POST') {
          happened.push('invalidated');
          return xml(invalidation('InProgress'), 201);
        }
        asked += 1;
        return xml(invalidation(asked > 1 ? 'Completed' : 'InProgress'));
      }
      if (request.method === 'PUT') {
        bucket.set(key, { type: request.headers['content-type'], cache: request.headers['cache-control'] });
        happened.push(key);
        return xml('');
      }
      if (searchParams.has('delete')) {
        for (const [, gone = ''] of Buffer.concat(parts)
          .toString()
          .matchAll(/<Key>([^<]+)<\/Key>/g))
          bucket.delete(gone);
        return xml('<DeleteResult/>');
      }
      xml(
        `<ListBucketResult>${[...bucket.keys()].map((one) => `<Contents><Key>${one}</Key></Contents>`).join('')}</ListBucketResult>`,
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const options = {
      endpoint: `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    };
    place = {
      s3: new S3Client({ ...options, forcePathStyle: true }),
      cloudfront: new CloudFrontClient(options),
      bucket: 'web',
      distribution: 'D1',
    };
  });
  afterEach(async () => {
    place.s3.destroy();
    place.cloudfront.destroy();
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  it('uploads the export with its headers, deletes what is gone, and ends when CloudFront has forgotten it', async () => {
    await write('index.html');
    await write('_next/static/a1.js');
    bucket.set('gone.html', { type: undefined, cache: undefined });
    expect(await publish(folder, 'r1', place)).toEqual({ uploaded: 2, deleted: 1 });
    expect(Object.fromEntries(bucket)).toEqual({
      '_next/static/a1.js': { type: 'text/javascript; charset=utf-8', cache: 'public, max-age=31536000, immutable' },
      'index.html': { type: 'text/html; charset=utf-8', cache: 'no-cache' },
    });
    expect(happened).toEqual(['_next/static/a1.js', 'index.html', 'invalidated']);
  });

  it('does not empty the bucket for a folder that is no export', async () => {
    bucket.set('index.html', { type: undefined, cache: undefined });
    await expect(publish(folder, 'r1', place)).rejects.toThrow(/no index\.html/);
    expect([...bucket.keys()]).toEqual(['index.html']);
  });

  it('says how to ask when it was asked wrongly', () => {
    expect(() => placeOf(['apps/web/out', '--bucket', 'b'])).toThrow(/--distribution ID/);
  });
});
