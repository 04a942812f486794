import { generateKeyPairSync } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newBucket } from '@ai-film-studio/studio/storage/s3.fixture.ts';
import { describeWith } from '@ai-film-studio/studio/test-services.fixture.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { type CloudFrontServer, cloudFrontServer } from '../servers/cloudfront-server.ts';
import { type Belongings, belongingsOf } from './belongings.fixture.ts';
import { type ServedStudio, type Somebody, servedStudio } from './served-studio.fixture.ts';

describeWith('S3_ENDPOINT', 'a film behind CloudFront', (endpoint) => {
  let bucket: Awaited<ReturnType<typeof newBucket>>;
  let cdn: CloudFrontServer;
  let studio: ServedStudio;
  let ada: Somebody;
  let owned: Belongings;

  beforeAll(async () => {
    bucket = await newBucket(endpoint);
    cdn = await cloudFrontServer(bucket);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    cdn.trusted.set('KEYFORTESTS1', publicKey.export({ type: 'spki', format: 'pem' }).toString());
    const { S3_REGION = 'us-east-1', S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' } = process.env;
    const storage = { STORAGE: 's3', S3_ENDPOINT: endpoint, S3_BUCKET: bucket.bucket, S3_FORCE_PATH_STYLE: 'true' };
    const media = { MEDIA_URL: `${cdn.url}/`, MEDIA_KEY_ID: 'KEYFORTESTS1' };
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    const environment = { ...storage, ...media, MEDIA_KEY: pem, S3_REGION, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY };
    studio = await servedStudio({ environment });
    ada = await studio.somebody();
    owned = await belongingsOf(studio, ada);
    const { rows } = await studio.parts.pool.query('select s3_key as key from objects where user_id = $1', [ada.id]);
    const film = join(studio.folder, 'film.mp4');
    await writeFile(film, 'moving pictures');
    for (const { key } of z.array(z.object({ key: z.string() })).parse(rows))
      await studio.parts.blobs.put(key, film, { contentType: 'video/mp4' });
  });
  afterAll(async () => {
    await bucket.blobs.deletePrefix('users/');
    await studio.close();
    await cdn.close();
    await bucket.close();
  });

  const linkOf = async (path: string) => {
    const { status, headers } = await ada.ask('GET', path);
    expect(status).toBe(302);
    return headers.location ?? '';
  };

  it('is sent by it: whole, in pieces, under its name', async () => {
    const link = await linkOf(`/v1/films/${owned.filmId}/files/film.mp4`);
    expect(link.startsWith(`${cdn.url}/users/${ada.id}/`)).toBe(true);
    const whole = await fetch(link);
    expect([whole.status, await whole.text()]).toEqual([200, 'moving pictures']);
    expect(whole.headers.get('content-disposition')).toContain('filename="film.mp4"');
    const piece = await fetch(link, { headers: { range: 'bytes=7-10' } });
    expect([piece.status, await piece.text()]).toEqual([206, 'pict']);
  });

  it('has an hour to be asked for', async () => {
    const link = new URL(await linkOf(`/v1/films/${owned.filmId}/files/film.mp4`));
    const seconds = Number(link.searchParams.get('Expires')) - Date.now() / 1000;
    expect(seconds).toBeGreaterThan(3_500);
    expect(seconds).toBeLessThanOrEqual(3_600);
  });

  it('opens nothing else by its link, and nothing for longer', async () => {
    const link = await linkOf(`/v1/films/${owned.filmId}/files/film.mp4`);
    const picture = await linkOf(`/v1/assets/${owned.assetId}/content`);
    const [place = '', proof = ''] = link.split('?');
    const [otherPlace = ''] = picture.split('?');
    const statusOf = async (url: string) => (await fetch(url)).status;
    expect(await statusOf(picture)).toBe(200);
    expect(await statusOf(`${otherPlace}?${proof}`)).toBe(403);
    expect(
      await statusOf(`${place}?${proof.replace(/Expires=(\d+)/, (_, until) => `Expires=${Number(until) + 1}`)}`),
    ).toBe(403);
    expect(await statusOf(place)).toBe(403);
  });

  it('shows what a user uploaded as what we found it to be', async () => {
    const shown = await fetch(await linkOf(`/v1/assets/${owned.assetId}/content`));
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(shown.headers.get('content-disposition')).toBeNull();
  });

  it('still comes in by S3 itself', async () => {
    const body = { name: 'b.png', bytes: 100, type: 'image/png' };
    const begun = await ada.ask('POST', `/v1/projects/${owned.projectId}/uploads`, { body });
    const { parts } = z.object({ parts: z.array(z.object({ url: z.string() })) }).parse(begun.body);
    expect(parts.map(({ url }) => new URL(url).origin)).toEqual([new URL(endpoint).origin]);
  });
});
