import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '../db/test-database.fixture.ts';
import type { Blobs } from './blobs.ts';
import type { Place } from './keys.ts';
import { servedBlobs } from './local-blobs.fixture.ts';
import { LocalStore } from './local-store.ts';
import { ObjectCache } from './object-cache.ts';
import { UserStore } from './user-store.ts';

/** A database and a storage, with users, projects and machines as a test needs them. */
export async function studioStorage() {
  const [database, served] = [await testDatabase(), await servedBlobs()];
  const root = await mkdtemp(join(tmpdir(), 'machines-'));
  let machines = 0;
  const { pool } = database;
  const newProject = async (userId: string): Promise<Place> => {
    const { rows } = await pool.query("insert into projects (user_id, name) values ($1, 'Another') returning id", [
      userId,
    ]);
    return { userId, projectId: String(rows[0].id) };
  };
  return {
    ...{ pool, blobs: served.blobs, newProject },
    /** A project of a new user. */
    async newPlace(): Promise<Place> {
      const projectId = await database.project();
      const { rows } = await pool.query('select user_id from projects where id = $1', [projectId]);
      return { userId: String(rows[0].user_id), projectId };
    },
    async newCache(bytes = 1e9): Promise<ObjectCache> {
      return new ObjectCache({ store: await LocalStore.open(join(root, `${++machines}`)), bytes });
    },
    /** A store as a worker has it; on a machine of its own unless a cache is given. */
    async newStore(place: Place, options: { cache?: ObjectCache; blobs?: Blobs } = {}): Promise<UserStore> {
      const { cache = await this.newCache(), blobs = served.blobs } = options;
      return new UserStore({ pool, blobs, cache }, place);
    },
    async file(content: string): Promise<string> {
      const path = join(root, `file-${++machines}`);
      await writeFile(path, content);
      return path;
    },
    async keys(prefix = 'users/'): Promise<readonly string[]> {
      const keys: string[] = [];
      for await (const { key } of served.blobs.list(prefix)) keys.push(key);
      return keys.sort();
    },
    async close() {
      await database.stop();
      await served.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}
export type StudioStorage = Awaited<ReturnType<typeof studioStorage>>;
