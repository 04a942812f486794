import type { Pool } from 'pg';
import { z } from 'zod';
import { type Database, inTransaction, rows, run } from '../db/sql.ts';
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

/** Nobody takes into use what is about to be deleted: whoever wants to waits, and finds it gone. */
export const lockUser = async (database: Database, userId: string): Promise<boolean> =>
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
/** After that a sweep that has claimed something is taken for dead. Should it still be at it, two delete the same, which does no harm. */
const longestSweep = '10 minutes';

/**
 * Deletes the bytes that are doomed, then their rows: whoever dies in between leaves what another sweep does again. Several may sweep at once.
 *
 * Storage may take minutes. No transaction is open meanwhile: events are read up to the oldest that is, so everybody would stop hearing of any. In
 * place of a lock is that a key is never put twice: what was claimed and is needed by no row can come to be needed by none.
 * @returns how many entries were swept
 */
export async function sweepDoomed(pool: Pool, blobs: Blobs): Promise<number> {
  await giveUpUploads(pool);
  let swept = 0;
  for (let some = batch; some > 0; swept += some) some = await sweepKeys(pool, blobs);
  for (let one = 1; one > 0; swept += one) one = await sweepPrefix(pool, blobs);
  return swept;
}

/** Whoever has not come back to their upload is gone. */
async function giveUpUploads(pool: Pool): Promise<void> {
  await run(
    pool,
    `with over as (delete from uploads where status = 'open' and expires_at <= now() returning s3_key)
     insert into doomed_objects (s3_key) select regexp_replace(s3_key, '[^/]*$', '') from over
     on conflict (s3_key) do update set not_before = now()`,
  );
  await run(pool, "delete from uploads where status <> 'open' and expires_at <= now() - interval '30 days'");
}

const keySchema = z.object({ s3_key: z.string() });

/** Takes what is due, for so long as a sweep may last. */
async function claim(pool: Pool, isPrefix: boolean, most: number): Promise<readonly string[]> {
  const claimed = await rows(
    pool,
    keySchema,
    `update doomed_objects set claimed = true, not_before = now() + $2::interval where s3_key = any(array(
       select s3_key from doomed_objects where not_before <= now() and right(s3_key, 1) ${isPrefix ? '=' : '<>'} '/'
       order by not_before limit $1 for update skip locked
     )) returning s3_key`,
    [most, longestSweep],
  );
  return claimed.map(({ s3_key }) => s3_key);
}

/** Deletes the bytes of what was claimed, then strikes it off. What was doomed anew meanwhile is due again, and stays for the next sweep. */
async function finish(pool: Pool, keys: readonly string[], deleteBytes: () => Promise<void>): Promise<void> {
  try {
    await deleteBytes();
  } catch (error) {
    await run(pool, 'update doomed_objects set not_before = now() where s3_key = any($1)', [keys]);
    throw error;
  }
  await run(pool, 'delete from doomed_objects where s3_key = any($1) and not_before > now()', [keys]);
}

async function sweepKeys(pool: Pool, blobs: Blobs): Promise<number> {
  const keys = await claim(pool, false, batch);
  if (keys.length === 0) return 0;
  await finish(pool, keys, async () => blobs.delete(await unneeded(pool, keys)));
  return keys.length;
}

async function sweepPrefix(pool: Pool, blobs: Blobs): Promise<number> {
  const [prefix] = await claim(pool, true, 1);
  if (prefix === undefined) return 0;
  await finish(pool, [prefix], async () =>
    (await isNeeded(pool, prefix)) ? deleteUnneeded(pool, blobs, prefix) : blobs.deletePrefix(prefix),
  );
  return 1;
}

async function deleteUnneeded(pool: Pool, blobs: Blobs, prefix: string): Promise<void> {
  let keys: string[] = [];
  const flush = async () => {
    await blobs.delete(await unneeded(pool, keys));
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
       and not exists (select from doomed_objects where s3_key = key and not_before > now() and not claimed)`,
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
     union all select from doomed_objects where not_before > now() and not claimed and starts_with(s3_key, $2)
     limit 1`,
    [userId, prefix],
  );
  return needed > 0;
}
