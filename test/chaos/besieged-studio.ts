import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, releasedMigrations } from '@ai-film-studio/studio/db/migrate.ts';
import { Client, Pool } from 'pg';
import { type ChaosBroker, chaosBroker, type DriverName, freePort } from './brokers.ts';
import { type ChaosDatabase, chaosDatabase } from './database.ts';
import { KeptProcess } from './kept-process.ts';
import type { Victim } from './victim.ts';

/** A studio in pieces, each of which can be struck: database, broker, API and workers, as processes of their own. */
export interface BesiegedStudio {
  readonly address: string;
  readonly pool: Pool;
  readonly victims: readonly Victim[];
  /** Where stored bytes lie by their keys. */
  readonly files: string;
  readonly diaries: string;
  /** What ended without having been struck. */
  falls(): readonly string[];
  /** Ends API and workers. @returns the processes that they left behind */
  end(): Promise<readonly number[]>;
  /** Ends whatever is left. */
  close(): Promise<void>;
}

const api = fileURLToPath(new URL('../../apps/api/main.ts', import.meta.url));
const worker = fileURLToPath(new URL('./worker.ts', import.meta.url));

/**
 * Seconds after which a death is noticed, short enough to watch. A job that is killed in each of three tries dies, and rightly so: at this
 * pace of kills that is no proof of anything, so jobs have more of them.
 */
const shortTimes = { JOB_LEASE: '3', JOB_RECEIVES: '30', BROKER_PATIENCE: '4' };
const workerEnv = {
  WORKER_TYPES: 'image=3,video=4,audio=4,assembly=2,notification=4',
  HEALTH_PORT: '0',
  SPOT: 'false',
  JOBS: '4',
};

/** @param folder empty, for all that the studio keeps */
export async function besiegedStudio(folder: string, driver: DriverName, workers: number): Promise<BesiegedStudio> {
  const [data, logs, diaries] = [join(folder, 'data'), join(folder, 'logs'), join(folder, 'diaries')];
  for (const path of [data, logs, diaries]) await mkdir(path);
  const broker = await chaosBroker(driver);
  const database = await chaosDatabase(join(folder, 'database'));
  const pool = await preparedPool(database);
  const mark = randomUUID();
  const port = await freePort();
  const env = { ...environment(mark, database, broker), DATA_FOLDER: data, PORT: String(port) };
  const kept = [
    // What it says when it is up is said at this level.
    new KeptProcess({
      name: 'api',
      command: [api],
      env: { ...env, LOG_LEVEL: 'info' },
      log: join(logs, 'api.log'),
      readyWord: 'the API answers',
    }),
    ...Array.from({ length: workers }, (_, index) => {
      const own = { CACHE_FOLDER: join(folder, `cache-${index}`), WORKER_NAME: `worker ${index}` };
      return new KeptProcess({
        name: 'worker',
        command: [worker, diaries],
        env: { ...env, ...workerEnv, ...own },
        log: join(logs, `worker-${index}.log`),
        readyWord: 'The worker is there.',
      });
    }),
  ];
  const end = async () => {
    await Promise.all(kept.map((one) => one.end()));
    return processesWith(`CHAOS=${mark}`);
  };
  await Promise.all(kept.map((one) => one.ready()));
  return {
    address: `http://127.0.0.1:${port}`,
    pool,
    victims: [...kept, database, ...(broker ? [broker] : [])],
    files: join(data, 'storage', 'files'),
    diaries,
    falls: () => kept.flatMap(({ name, falls }) => Array.from({ length: falls }, () => name)),
    end,
    async close() {
      await end();
      await pool.end();
      await broker?.close();
      await database.close();
    },
  };
}

const environment = (mark: string, database: ChaosDatabase, broker: ChaosBroker | null) => ({
  CHAOS: mark,
  DATABASE_URL: database.url,
  DATABASE_CONNECTIONS: '8',
  SECRET: randomBytes(32).toString('hex'),
  LOG_LEVEL: 'warn',
  ...shortTimes,
  ...broker?.env,
});

/** From now on there is a row for each time that a job becomes done: written with it, and never changed. */
export async function noteCompletions(client: Pick<Client, 'query'>): Promise<void> {
  await client.query(`
    create table chaos_completions (job uuid not null, token bigint not null, at timestamptz not null default clock_timestamp());
    create function chaos_note() returns trigger language plpgsql as $$
    begin
      insert into chaos_completions (job, token) values (new.id, new.token);
      return null;
    end $$;
    create trigger chaos_note after update of status on jobs
      for each row when (new.status = 'done') execute function chaos_note();`);
}

async function preparedPool({ url }: ChaosDatabase): Promise<Pool> {
  const client = new Client(url);
  await client.connect();
  await migrate(client, releasedMigrations());
  await noteCompletions(client);
  await client.end();
  const pool = new Pool({ connectionString: url, max: 4 });
  // It is we who kill the other end.
  pool.on('connect', (one) => one.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
}

/** The processes that have inherited this variable, by their numbers. */
async function processesWith(variable: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const environ = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
      return environ.split('\0').includes(variable) ? [Number(pid)] : [];
    }),
  );
  return found.flat();
}
