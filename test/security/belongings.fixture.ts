import { createHash, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createCanvas } from '@napi-rs/canvas';
import { z } from 'zod';
import type { Answer } from './ask.fixture.ts';
import type { ServedStudio, Somebody } from './served-studio.fixture.ts';

/** The ids of one of each thing that somebody can have, by the names that they have in paths. */
export type Belongings = Readonly<Record<string, string>>;

export const script = await readFile(new URL('../scripts/one-line.fountain', import.meta.url), 'utf8');

const idSchema = z.looseObject({ id: z.uuid() });

function expectIs(answer: Answer, status: number): Answer {
  if (answer.status === status) return answer;
  throw new Error(`${status} was expected, ${answer.status} came: ${answer.text}`);
}
const made = (answer: Answer, status: number, schema: z.ZodType<{ id: string }> = idSchema) =>
  schema.parse(expectIs(answer, status).body).id;

/** A project with a draft of a script in it. */
export async function projectOf({ ask }: Pick<Somebody, 'ask'>, content = script) {
  const projectId = made(await ask('POST', '/v1/projects', { body: { name: 'Of somebody' } }), 201);
  const added = await ask('POST', `/v1/projects/${projectId}/drafts`, { body: { name: 'a.fountain', content } });
  const draftId = z.object({ draft: idSchema }).parse(expectIs(added, 201).body).draft.id;
  return { projectId, draftId };
}

/** A picture in a project, uploaded as a browser does. */
async function assetOf({ ask }: Somebody, projectId: string): Promise<{ assetId: string; uploadId: string }> {
  const png = new Uint8Array(createCanvas(64, 36).toBuffer('image/png'));
  const begin = () =>
    ask('POST', `/v1/projects/${projectId}/uploads`, { body: { name: 'a.png', bytes: png.length, type: 'image/png' } });
  const begun = z
    .object({ upload: idSchema, parts: z.array(z.object({ url: z.string() })) })
    .parse(expectIs(await begin(), 201).body);
  for (const { url } of begun.parts) await fetch(url, { method: 'PUT', body: png });
  const assetId = made(await ask('POST', `/v1/uploads/${begun.upload.id}/complete`), 200);
  // One that is still open, so that there is something to be done with it.
  const uploadId = z.object({ upload: idSchema }).parse(expectIs(await begin(), 201).body).upload.id;
  return { assetId, uploadId };
}

/** A film that was begun, with a file in it as if it were done. */
async function filmOf({ parts }: ServedStudio, { ask, id }: Somebody, projectId: string) {
  const headers = { 'idempotency-key': randomUUID() };
  const begun = await ask('POST', `/v1/projects/${projectId}/films`, { body: { kind: 'draft' }, headers });
  const filmId = made(begun, 202);
  const hash = createHash('sha256').update(filmId).digest('hex');
  const key = `users/${id}/projects/${projectId}/generated/${hash}.mp4`;
  await parts.pool.query("insert into objects (user_id, hash, ending, bytes, s3_key) values ($1, $2, '.mp4', 1, $3)", [
    id,
    hash,
    key,
  ]);
  await parts.pool.query(
    "insert into film_files (film_id, name, hash, ending, bytes) values ($1, 'film.mp4', $2, '.mp4', 1)",
    [filmId, hash],
  );
  const { rows } = await parts.pool.query('select id from jobs where film_id = $1', [filmId]);
  return { filmId, jobId: idSchema.parse(rows[0]).id };
}

/** One of each. */
export async function belongingsOf(studio: ServedStudio, somebody: Somebody): Promise<Belongings> {
  const { ask } = somebody;
  const { projectId, draftId } = await projectOf(somebody);
  const { filmId, jobId } = await filmOf(studio, somebody, projectId);
  const { assetId, uploadId } = await assetOf(somebody, projectId);
  const hook = await ask('POST', '/v1/webhooks', { body: { url: 'https://hooks.example.org/studio' } });
  const webhookId = z.object({ webhook: idSchema }).parse(expectIs(hook, 201).body).webhook.id;
  const ping = await ask('POST', `/v1/webhooks/${webhookId}/ping`);
  const { deliveryId } = z.object({ deliveryId: z.uuid() }).parse(expectIs(ping, 202).body);
  const key = await ask('POST', '/v1/api-keys', { body: { name: 'mine', scopes: ['projects:read'] } });
  const keyId = z.object({ apiKey: idSchema }).parse(expectIs(key, 201).body).apiKey.id;
  const { id: userId, sessionId } = somebody;
  const ids = { projectId, draftId, filmId, jobId, assetId, uploadId, webhookId, deliveryId, keyId, sessionId, userId };
  return { ...ids, shotId: 's1', name: 'film.mp4', provider: 'google' };
}

/** Ids of things that never were. */
export const nothings = (like: Belongings): Belongings =>
  Object.fromEntries(
    Object.entries(like).map(([name, id]) => [name, z.uuid().safeParse(id).success ? randomUUID() : id]),
  );
