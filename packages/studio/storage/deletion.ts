import type { Pool } from 'pg';
import { z } from 'zod';
import { type Database, inTransaction, row, rows, run } from '../db/sql.ts';
import { notFound } from '../refusal.ts';
import type { Blobs } from './blobs.ts';
import { type Place, projectPrefix, userPrefix } from './keys.ts';

/** From here on these are swept, unless a row still needs them. A key that ends in a slash is all that lies under it. */
export async function doom(database: Database, keys: readonly string[]): Promise<void> {
  await run(
    database,
    'insert into doomed_objects (s3_key) select distinct key from unnest($1::text[]) as key order by key on conflict (s3_key) do update set not_before = now()',
    [keys],
  );
}

/** Uploads under way lie in folders of their own, so that each goes though others stay. */
export const uploadFolder = (key: string) => key.slice(0, key.lastIndexOf('/') + 1);

const doomUploads = (database: Database, where: string, id: string) =>
  run(
    database,
    `insert into doomed_objects (s3_key) select regexp_replace(s3_key, '[^/]*$', '') from uploads where ${where} = $1 and status = 'open'
     on conflict (s3_key) do update set not_before = now()`,
    [id],
  );

/** Nobody takes into use what we are about to delete: whoever wants to waits for us, and finds it gone. */
const lockUser = async (database: Database, userId: string): Promise<boolean> =>
  (await run(database, 'select from users where id = $1 for update', [userId])) > 0;

/**
 * Deletes a project with all that is in it, and the bytes that no other project of the user needs. The rows are gone when this returns, the bytes
 * with the next sweep.
 * @throws Refusal when the user has no such project
 */
export async function deleteProject(pool: Pool, place: Place): Promise<void> {
  const { userId, projectId } = place;
  await inTransaction(pool, async (client) => {
    await lockUser(client, userId);
    await doomUploads(client, 'project_id', projectId);
    if ((await run(client, 'delete from projects where id = $1 and user_id = $2', [projectId, userId])) === 0)
      throw notFound('project');
    const unused = await rows(
      client,
      z.object({ s3_key: z.string() }),
      `delete from objects o where user_id = $1 and not exists (
         select from object_uses u where u.user_id = o.user_id and u.hash = o.hash and u.ending = o.ending
       ) returning s3_key`,
      [userId],
    );
    await doom(client, [...unused.map(({ s3_key }) => s3_key), projectPrefix(place)]);
  });
}

/** Deletes a user with everything of theirs. @throws Refusal when there is no such user */
export async function deleteUser(pool: Pool, userId: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    if (!(await lockUser(client, userId))) throw notFound('user');
    await doomUploads(client, 'user_id', userId);
    await run(client, 'delete from users where id = $1', [userId]);
    await doom(client, [userPrefix(userId)]);
  });
}

/** How many keys a sweep deletes in one go. */
const batch = 500;

/**
 * Deletes the bytes that are doomed, then their rows: whoever dies in between leaves what the next sweep does again. Several may sweep at once.
 * @returns how many entries were swept
 */
export async function sweepDoomed(pool: Pool, blobs: Blobs): Promise<number> {
  // Whoever gave up their upload is gone; its folder was doomed from the start, for this moment.
  await run(pool, "delete from uploads where status = 'open' and expires_at <= now()");
  await run(pool, "delete from uploads where status <> 'open' and expires_at <= now() - interval '30 days'");
  let swept = 0;
  for (let some = batch; some > 0; swept += some) some = await sweepKeys(pool, blobs);
  for (let one = 1; one > 0; swept += one) one = await sweepPrefix(pool, blobs);
  return swept;
}

const keySchema = z.object({ s3_key: z.string() });

const due = (isPrefix: boolean, most: number) =>
  `select s3_key from doomed_objects where not_before <= now() and right(s3_key, 1) ${isPrefix ? '=' : '<>'} '/'
   order by not_before limit ${most} for update skip locked`;

async function sweepKeys(pool: Pool, blobs: Blobs): Promise<number> {
  // The rows stay locked while the bytes go: whoever puts the same bytes anew announces them first, and so waits until ours are gone.
  return inTransaction(pool, async (client) => {
    const keys = (await rows(client, keySchema, due(false, batch))).map(({ s3_key }) => s3_key);
    if (keys.length === 0) return 0;
    await blobs.delete(await unneeded(client, keys));
    await run(client, 'delete from doomed_objects where s3_key = any($1)', [keys]);
    return keys.length;
  });
}

async function sweepPrefix(pool: Pool, blobs: Blobs): Promise<number> {
  return inTransaction(pool, async (client) => {
    const prefix = (await row(client, keySchema, due(true, 1)))?.s3_key;
    if (prefix === undefined) return 0;
    if (await isNeeded(client, prefix)) await deleteUnneeded(client, blobs, prefix);
    else await blobs.deletePrefix(prefix);
    await run(client, 'delete from doomed_objects where s3_key = $1', [prefix]);
    return 1;
  });
}

async function deleteUnneeded(database: Database, blobs: Blobs, prefix: string): Promise<void> {
  let keys: string[] = [];
  const flush = async () => {
    await blobs.delete(await unneeded(database, keys));
    keys = [];
  };
  for await (const { key } of blobs.list(prefix)) {
    keys.push(key);
    if (keys.length >= batch) await flush();
  }
  await flush();
}

/** Those that no row needs: not of an object, not of an asset, not of an upload, and not on their way in. */
async function unneeded(database: Database, keys: readonly string[]): Promise<readonly string[]> {
  const found = await rows(
    database,
    keySchema,
    `select key as s3_key from unnest($1::text[]) as key
     where not exists (select from objects where s3_key = key)
       and not exists (select from assets where s3_key = key)
       and not exists (select from uploads where s3_key = key and status = 'open')
       and not exists (select from doomed_objects where s3_key = key and not_before > now())`,
    [keys],
  );
  return found.map(({ s3_key }) => s3_key);
}

async function isNeeded(database: Database, prefix: string): Promise<boolean> {
  const userId = prefix.split('/')[1] ?? '';
  const needed = await run(
    database,
    `select from objects where user_id = $1 and starts_with(s3_key, $2)
     union all select from assets a join projects p on p.id = a.project_id where p.user_id = $1 and starts_with(a.s3_key, $2)
     union all select from uploads where user_id = $1 and status = 'open' and starts_with(s3_key, $2)
     union all select from doomed_objects where not_before > now() and starts_with(s3_key, $2)
     limit 1`,
    [userId, prefix],
  );
  return needed > 0;
}
