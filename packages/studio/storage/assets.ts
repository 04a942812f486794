import type { Pool } from 'pg';
import { z } from 'zod';
import { type Database, inTransaction, row, rows, run } from '../db/sql.ts';
import { notFound } from '../refusal.ts';
import type { Blobs } from './blobs.ts';
import { doom, lockUser } from './deletion.ts';

const metadataSchema = z.object({
  name: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  width: z.number().optional(),
  height: z.number().optional(),
  seconds: z.number().optional(),
  videoCodec: z.string().optional(),
  audioCodec: z.string().optional(),
});

const assetSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  type: z.enum(['script', 'image', 'audio', 'video', 'document']),
  key: z.string(),
  bytes: z.coerce.number(),
  metadata: metadataSchema,
  createdAt: z.string(),
});

/** A file that a user handed in, as it was found to be. `key` says where it lies and is for us alone. */
export type Asset = z.infer<typeof assetSchema>;

// To the microsecond and as text: a cursor made of it comes back to the same row.
const columns = `a.id, a.project_id as "projectId", a.type, a.s3_key as key, a.size as bytes, a.metadata,
  to_char(a.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt"`;
const fromTheirs = 'from assets a join projects p on p.id = a.project_id where p.user_id = $1';

/** Seconds for which a link to a file is good: long enough to begin reading, and a player asks for further ranges by the same link. */
const linkSeconds = 3600;

/** The files that users handed in. What is another user's is not there. */
export class Assets {
  private readonly pool: Pool;
  private readonly reads: Database;
  private readonly blobs: Blobs;

  /** @param options.reads where lists are read; in the pool, unless told */
  constructor({
    pool,
    reads = pool,
    blobs,
  }: {
    readonly pool: Pool;
    readonly reads?: Database;
    readonly blobs: Blobs;
  }) {
    this.pool = pool;
    this.reads = reads;
    this.blobs = blobs;
  }

  /**
   * One more than the limit, newest first: whether there is a further page shows by it.
   * @throws Refusal when the user has no such project
   */
  async list(
    userId: string,
    projectId: string,
    { limit, after }: { readonly limit: number; readonly after: readonly [string, string] | null },
  ): Promise<readonly Asset[]> {
    const project = await row(this.pool, z.object({}), 'select from projects where id = $1 and user_id = $2', [
      projectId,
      userId,
    ]);
    if (!project) throw notFound('project');
    return rows(
      this.reads,
      assetSchema,
      `select ${columns} ${fromTheirs} and a.project_id = $2 and ($3::timestamptz is null or (a.created_at, a.id) < ($3, $4::uuid))
       order by a.created_at desc, a.id desc limit $5`,
      [userId, projectId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  /** @throws Refusal when the user has no such file */
  get(userId: string, id: string): Promise<Asset> {
    return assetOf(this.pool, userId, id);
  }

  /** A link to its bytes, good for an hour. @throws Refusal when the user has no such file */
  async link(userId: string, id: string, { download }: { readonly download: boolean }): Promise<string> {
    const { key, metadata } = await this.get(userId, id);
    const named = download ? { filename: metadata.name } : {};
    return this.blobs.downloadUrl(key, { expires: linkSeconds, contentType: metadata.mediaType, ...named });
  }

  /** The bytes go with the next sweep. @throws Refusal when the user has no such file */
  async remove(userId: string, id: string): Promise<void> {
    await inTransaction(this.pool, async (client) => {
      await lockUser(client, userId);
      const gone = await row(
        client,
        z.object({ s3_key: z.string() }),
        `delete from assets a using projects p where p.id = a.project_id and p.user_id = $1 and a.id = $2 returning a.s3_key`,
        [userId, id],
      );
      if (!gone) throw notFound('asset');
      await takeBack(client, userId, gone.s3_key);
      await doom(client, [gone.s3_key]);
    });
  }
}

/** An upload that stood for a shot was an object too: it goes with its file, or lies where another of the user's files has the same bytes. */
async function takeBack(client: Database, userId: string, key: string): Promise<void> {
  await run(
    client,
    `update objects o set s3_key = twin.s3_key
     from (
       select distinct on (hash) a.metadata->>'sha256' as hash, a.s3_key ${fromTheirs}
         and not exists (select from objects where s3_key = a.s3_key)
       order by hash, a.created_at, a.id
     ) as twin
     where o.user_id = $1 and o.s3_key = $2 and twin.hash = o.hash`,
    [userId, key],
  );
  await run(client, 'delete from objects where user_id = $1 and s3_key = $2', [userId, key]);
}

/** @throws Refusal when the user has no such file */
export async function assetOf(database: Database, userId: string, id: string): Promise<Asset> {
  const found = await row(database, assetSchema, `select ${columns} ${fromTheirs} and a.id = $2`, [userId, id]);
  if (!found) throw notFound('asset');
  return found;
}

/** Writes a file that has been looked into. */
export async function addAsset(
  database: Database,
  { projectId, type, key, bytes, metadata }: Pick<Asset, 'projectId' | 'type' | 'key' | 'bytes' | 'metadata'>,
): Promise<string> {
  const made = await row(
    database,
    z.object({ id: z.string() }),
    'insert into assets (project_id, type, s3_key, size, metadata) values ($1, $2, $3, $4, $5) returning id',
    [projectId, type, key, bytes, JSON.stringify(metadata)],
  );
  return made?.id ?? '';
}
