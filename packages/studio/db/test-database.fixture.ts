import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Pool } from 'pg';
import { startPostgres } from './embedded-postgres.ts';
import { migrate, releasedMigrations } from './migrate.ts';

/** A real database of one's own, up to date and empty. */
export interface TestDatabase {
  readonly url: string;
  readonly pool: Pool;
  /** A project of a user of its own. */
  project(): Promise<string>;
  /** The same, and who the user is. */
  owner(): Promise<{ readonly userId: string; readonly projectId: string }>;
  stop(): Promise<void>;
}

export async function testDatabase({ migrated = true } = {}): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'studio-db-'));
  const server = await startPostgres({ folder });
  if (migrated) {
    const client = new Client(server.url);
    await client.connect();
    await migrate(client, releasedMigrations());
    await client.end();
  }
  const pool = new Pool({ connectionString: server.url, max: 12 });
  // A connection that is being closed may hear of the server's stop before it is gone.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  const owner = async () => {
    const { rows } = await pool.query(
      "with maker as (insert into users (email) values (gen_random_uuid() || '@example.org') returning id) insert into projects (user_id, name) select id, 'A film' from maker returning id, user_id",
    );
    return { userId: String(rows[0].user_id), projectId: String(rows[0].id) };
  };
  return {
    url: server.url,
    pool,
    owner,
    async project() {
      return (await owner()).projectId;
    },
    async stop() {
      await pool.end();
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
