import { generateKeyPairSync } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CloudFrontServer, cloudFrontServer } from '../../../test/servers/cloudfront-server.ts';
import { describeWith } from '../test-services.fixture.ts';
import { blobsContract } from './blobs.contract.ts';
import { newBucket } from './s3.fixture.ts';
import { S3Blobs } from './s3-blobs.ts';

/** A key pair as an operator makes it. */
const keyPair = () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    pem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
};

describeWith('S3_ENDPOINT', 'storage in S3', (endpoint) => {
  blobsContract(() => newBucket(endpoint));
});

describeWith('S3_ENDPOINT', 'storage in S3 behind CloudFront', (endpoint) => {
  blobsContract(async () => {
    const { client, bucket, close } = await newBucket(endpoint);
    const cdn = await cloudFrontServer({ client, bucket });
    const { key, pem } = keyPair();
    cdn.trusted.set('KEYFORTESTS1', pem);
    return {
      blobs: new S3Blobs(client, bucket, { address: cdn.url, keyId: 'KEYFORTESTS1', key }),
      close: async () => {
        await cdn.close();
        await close();
      },
    };
  });
});

describeWith('S3_ENDPOINT', 'links by CloudFront', (endpoint) => {
  const [first, second, strange] = [keyPair(), keyPair(), keyPair()];
  const film = 'users/1/projects/2/final/film.mp4';
  let cdn: CloudFrontServer;
  let close = async () => {};
  let linksBy = (_pair: ReturnType<typeof keyPair>, _keyId: string): S3Blobs => expect.unreachable();

  beforeAll(async () => {
    const { client, bucket, blobs, close: dropBucket } = await newBucket(endpoint);
    cdn = await cloudFrontServer({ client, bucket });
    linksBy = ({ key }, keyId) => new S3Blobs(client, bucket, { address: cdn.url, keyId, key });
    const file = join(tmpdir(), `film-${process.pid}`);
    for (const name of [film, 'films/of-nobody.mp4']) {
      await writeFile(file, 'moving pictures');
      await blobs.put(name, file, { contentType: 'video/mp4' });
    }
    close = async () => {
      await blobs.delete([film, 'films/of-nobody.mp4']);
      await rm(file, { force: true });
      await cdn.close();
      await dropBucket();
    };
  });
  afterAll(() => close());

  const statusOf = async (url: string) => (await fetch(url)).status;

  it('lead to the distribution, and are good for no other', async () => {
    cdn.trusted.set('KEYFORTESTS1', first.pem);
    const link = await linksBy(first, 'KEYFORTESTS1').downloadUrl(film, { expires: 60, filename: 'A film.mp4' });
    expect(link.startsWith(`${cdn.url}/${film}?`)).toBe(true);
    expect(await statusOf(link)).toBe(200);
    expect(await statusOf(link.replace('127.0.0.1', 'localhost'))).toBe(403);
  });

  it('are refused when their key is not trusted, or another’s name is put on it', async () => {
    cdn.trusted.set('KEYFORTESTS1', first.pem);
    const link = (pair: typeof first, id: string) => linksBy(pair, id).downloadUrl(film, { expires: 60 });
    expect(await statusOf(await link(strange, 'STRANGEKEY01'))).toBe(403);
    expect(await statusOf(await link(strange, 'KEYFORTESTS1'))).toBe(403);
  });

  it('cannot be given another name, type or way of hashing', async () => {
    cdn.trusted.set('KEYFORTESTS1', first.pem);
    const name = { expires: 60, filename: 'a.mp4', contentType: 'video/mp4' };
    const link = await linksBy(first, 'KEYFORTESTS1').downloadUrl(film, name);
    const html = Buffer.from('text/html').toString('base64url');
    expect(await statusOf(link)).toBe(200);
    expect(await statusOf(link.replace(/type=[^&]+/, `type=${html}`))).toBe(403);
    expect(await statusOf(link.replace(/disposition=[^&]+&/, ''))).toBe(403);
    expect(await statusOf(link.replace('&Hash-Algorithm=SHA256', ''))).toBe(403);
  });

  it('go on while a key is changed: as long as both are trusted', async () => {
    cdn.trusted.set('KEYFORTESTS1', first.pem);
    const old = await linksBy(first, 'KEYFORTESTS1').downloadUrl(film, { expires: 60 });
    cdn.trusted.set('KEYFORTESTS2', second.pem);
    const next = await linksBy(second, 'KEYFORTESTS2').downloadUrl(film, { expires: 60 });
    expect([await statusOf(old), await statusOf(next)]).toEqual([200, 200]);
    cdn.trusted.delete('KEYFORTESTS1');
    expect([await statusOf(old), await statusOf(next)]).toEqual([403, 200]);
  });

  it('show nothing that lies beside the users’ files', async () => {
    cdn.trusted.set('KEYFORTESTS1', first.pem);
    expect(
      await statusOf(await linksBy(first, 'KEYFORTESTS1').downloadUrl('films/of-nobody.mp4', { expires: 60 })),
    ).toBe(404);
  });
});
