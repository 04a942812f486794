import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { type Database, inTransaction, row, rows, run } from '../db/sql.ts';
import { type Area, objectKey, type Place } from './keys.ts';
import { type JobRecord, jobRecordSchema, type StoredObject, StoreError } from './store.ts';

/** How long bytes may be on their way into storage before they count as left behind. */
const longestPut = '1 hour';

export const objectName = ({ hash, ending }: Pick<StoredObject, 'hash' | 'ending'>) => hash + ending;

const columnsOf = (objects: readonly Pick<StoredObject, 'hash' | 'ending'>[]) =>
  [objects.map(({ hash }) => hash), objects.map(({ ending }) => ending)] as const;

const foundSchema = z.object({ hash: z.string(), ending: z.string(), s3_key: z.string() });

/** Where those of the objects lie that the user has, by their names. From now on the project needs them. */
export async function useObjects(
  pool: Pool,
  { userId, projectId }: Place,
  objects: readonly StoredObject[],
): Promise<ReadonlyMap<string, string>> {
  if (objects.length === 0) return new Map();
  const found = await rows(pool, foundSchema, 'select * from use_objects($1, $2, $3, $4)', [
    ...[userId, projectId],
    ...columnsOf(objects),
  ]);
  return new Map(found.map((one) => [objectName(one), one.s3_key]));
}

/** Where an object of the user lies; `null` when it is not theirs, or not there. */
export async function keyOfObject(
  database: Database,
  userId: string,
  { hash, ending }: Pick<StoredObject, 'hash' | 'ending'>,
): Promise<string | null> {
  const found = await row(
    database,
    z.object({ s3_key: z.string() }),
    'select s3_key from objects where user_id = $1 and hash = $2 and ending = $3',
    [userId, hash, ending],
  );
  return found?.s3_key ?? null;
}

/** An object and where its bytes are put. */
export interface PlacedObject extends StoredObject {
  readonly key: string;
}

/** Before bytes are put: should we die before their rows stand, they are swept. @returns where to put them: a key that was never used before */
export async function announceObjects(
  pool: Pool,
  place: Place,
  area: Area,
  objects: readonly StoredObject[],
): Promise<readonly PlacedObject[]> {
  const put = randomBytes(8).toString('hex');
  const placed = objects.map((object) => ({ ...object, key: objectKey(place, area, object, put) }));
  await run(
    pool,
    'insert into doomed_objects (s3_key, not_before) select key, now() + $2::interval from unnest($1::text[]) as key',
    [placed.map(({ key }) => key), longestPut],
  );
  return placed;
}

/**
 * After they are put: the user has them and the project needs them.
 * @throws StoreError when that took so long that they were swept
 */
export async function keepObjects(pool: Pool, place: Place, objects: readonly PlacedObject[]): Promise<void> {
  const { userId, projectId } = place;
  const keys = objects.map(({ key }) => key);
  const [hashes, endings] = columnsOf(objects);
  await inTransaction(pool, async (client) => {
    await run(client, 'select from users where id = $1 for key share', [userId]);
    await run(
      client,
      `insert into objects (user_id, hash, ending, bytes, s3_key)
       select $1, hash, ending, bytes, key from unnest($2::text[], $3::text[], $4::bigint[], $5::text[]) as new(hash, ending, bytes, key)
       order by hash, ending on conflict do nothing`,
      [userId, hashes, endings, objects.map(({ bytes }) => bytes), keys],
    );
    await run(client, 'select from use_objects($1, $2, $3, $4)', [userId, projectId, hashes, endings]);
    const unswept = await run(client, 'delete from doomed_objects where s3_key = any($1) and not claimed', [keys]);
    if (unswept < keys.length)
      throw new StoreError('The objects were so long on their way into storage that they were swept: try again.');
    // Somebody else of the user may have put the same bytes at the same time: theirs stay, ours go.
    await run(
      client,
      'insert into doomed_objects (s3_key) select key from unnest($1::text[]) as key where not exists (select from objects where s3_key = key)',
      [keys],
    );
  });
}

/** An object whose bytes are gone or not what they were: its records are worth nothing any more, and its job is made again. */
export async function loseObject(pool: Pool, userId: string, { hash, ending }: StoredObject): Promise<void> {
  await run(
    pool,
    `with lost as (delete from objects where user_id = $1 and hash = $2 and ending = $3 returning s3_key)
     insert into doomed_objects (s3_key) select s3_key from lost on conflict (s3_key) do update set not_before = now()`,
    [userId, hash, ending],
  );
}

/** Those of the records that the user has with all their objects. From now on the project needs those objects. */
export async function recallRecords(
  pool: Pool,
  { userId, projectId }: Place,
  keys: readonly string[],
): Promise<ReadonlyMap<string, JobRecord>> {
  if (keys.length === 0) return new Map();
  const found = await rows(
    pool,
    z.object({ key: z.string(), record: jobRecordSchema }),
    'select key, record from recall_records($1, $2, $3)',
    [userId, projectId, keys],
  );
  return new Map(found.map(({ key, record }) => [key, record]));
}

/** Writes what a job made under its content key. Its objects must be kept already. */
export async function rememberRecord(
  database: Database,
  userId: string,
  key: string,
  record: JobRecord,
): Promise<void> {
  await run(
    database,
    'insert into records (user_id, key, record) values ($1, $2, $3) on conflict (user_id, key) do update set record = excluded.record',
    [userId, key, JSON.stringify(record)],
  );
}
