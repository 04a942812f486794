import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { migrate, releasedMigrations } from '@ai-film-studio/studio/db/migrate.ts';
import { openReads } from '@ai-film-studio/studio/db/reads.ts';
import type { Database } from '@ai-film-studio/studio/db/sql.ts';
import { openPrimary, streamingStandby } from '@ai-film-studio/studio/db/standby.fixture.ts';
import { ProjectService } from '@ai-film-studio/studio/films/project-service.ts';
import { Client, Pool } from 'pg';

/**
 * What a read replica takes off the writer (docs/adr/0015): `node bench/reads.ts`. Both servers and the program share this machine, so reads a second
 * say nothing of two machines; the processor time of the writer does.
 */

const readers = 16;
const readsEach = 250;
const projects = 2_000;
/** Milliseconds between writes, which the replica must have replayed before each read that comes after. */
const writeEach = 10;

/** Seconds of processor that a server has used: all its processes, and those of them that have ended. */
async function processorOf(folder: string): Promise<number> {
  const pid = (await readFile(join(folder, 'cluster/data/postmaster.pid'), 'utf8')).split('\n')[0] ?? '';
  const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
  const used = await Promise.all([pid, ...children].map((one) => ticksOf(one, one === pid)));
  return used.reduce((sum, ticks) => sum + ticks, 0) / 100;
}

async function ticksOf(pid: string, withEnded: boolean): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // From the third field on: the second is a name and may hold anything.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  return fields.slice(11, withEnded ? 15 : 13).reduce((sum, ticks) => sum + ticks, 0);
}

/** Reads lists of a user's projects as the API does, while somebody writes. */
async function measure(database: Database, pool: Pool, userId: string, folder: string) {
  const service = new ProjectService(pool, database);
  const took: number[] = [];
  const read = async () => {
    for (let one = 0; one < readsEach; one++) {
      const begun = performance.now();
      await service.list(userId, 50, null);
      took.push(performance.now() - begun);
    }
  };
  let isOver = false;
  const writing = (async () => {
    while (!isOver) {
      await pool.query('update projects set updated_at = now() where id = (select id from projects limit 1)');
      await delay(writeEach);
    }
  })();
  const [before, begun] = [await processorOf(folder), performance.now()];
  await Promise.all(Array.from({ length: readers }, read));
  const seconds = (performance.now() - begun) / 1_000;
  const processor = (await processorOf(folder)) - before;
  isOver = true;
  await writing;
  took.sort((one, other) => one - other);
  return {
    'reads a second': Math.round(took.length / seconds),
    'median ms': Number(took[Math.floor(took.length / 2)]?.toFixed(1)),
    'p95 ms': Number(took[Math.floor(took.length * 0.95)]?.toFixed(1)),
    'writer: processor ms for 1,000 reads': Math.round((processor * 1e6) / took.length),
  };
}

await using stack = new AsyncDisposableStack();
const primary = await openPrimary();
stack.defer(() => primary.close());
const client = new Client(primary.url);
await client.connect();
await migrate(client, releasedMigrations());
await client.end();
const standby = await streamingStandby(primary, Number(new URL(primary.url).port));
stack.defer(() => standby.close());
const pool = new Pool({ connectionString: primary.url, max: 10 });
stack.defer(() => pool.end());
const userId = randomUUID();
await pool.query('insert into users (id, email) values ($1, $2)', [userId, 'reader@example.org']);
await pool.query(
  "insert into projects (user_id, name, created_at) select $1, 'Film ' || number, now() - number * interval '1 minute' from generate_series(1, $2::int) as number",
  [userId, projects],
);
await pool.query('analyze');
const by = { replica: 0, writer: 0 };
const reads = await openReads({
  ...{ pool, urls: [standby.url], connections: 10 },
  reports: {
    lost: (_, why, error) => console.error(`lost: ${why}`, error),
    joined: () => {},
    failed: (_, error) => console.error(error),
    answered: (why) => (why ? by.writer++ : by.replica++),
  },
});
stack.defer(() => reads.close());
// Once before it counts: plans, pages and compiled code are warm then.
for (const database of [pool, reads]) await measure(database, pool, userId, primary.folder);
Object.assign(by, { replica: 0, writer: 0 });
console.table({
  'from the writer': await measure(pool, pool, userId, primary.folder),
  'from a replica': await measure(reads, pool, userId, primary.folder),
});
console.log(`${by.replica} of ${by.replica + by.writer} reads were the replica's.`);
