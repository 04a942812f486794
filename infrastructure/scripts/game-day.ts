import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { migrate, releasedMigrations } from '@ai-film-studio/studio/db/migrate.ts';
import { openPrimary, streamingStandby } from '@ai-film-studio/studio/db/standby.fixture.ts';
import { Client, Pool } from 'pg';
import { z } from 'zod';
import { type ApiProcess, startApi } from './game-day/api-process.ts';
import { distantLink } from './game-day/distant-link.ts';
import { type Acknowledged, type Filmmaker, film, goOn, newFilmmaker } from './game-day/filming.ts';
import { danglingRows, lostCommits, lostObjects, noteCompletions, violations } from './game-day/findings.ts';
import { broken, type GameDay, tableOf } from './game-day/report.ts';
import { twoStores } from './game-day/stores.ts';

export interface GameDayOptions {
  /** Seconds of load before the kill. */
  readonly seconds: number;
  readonly filmmakers: number;
  /** Milliseconds one way between the regions. */
  readonly distance: number;
}

const poolOf = (url: string) => {
  const pool = new Pool({ connectionString: url, max: 12 });
  // It is we who kill the other end.
  pool.on('connect', (client) => client.on('error', () => {}));
  pool.on('error', () => {});
  return pool;
};

/**
 * Loses a region on one machine, and measures what comes of it: two real PostgreSQL servers, primary and streaming replica, two stores, the API as a
 * process, and load by the studio's own ledger and queue. The primary is killed without a warning, the link and the first store with it; the replica
 * is promoted and the API begun anew on it, as the failover does.
 */
export async function gameDay({ seconds, filmmakers, distance }: GameDayOptions): Promise<GameDay> {
  await using stack = new AsyncDisposableStack();
  const primary = await openPrimary();
  stack.defer(() => primary.close());
  const before = poolOf(primary.url);
  stack.defer(() => before.end());
  await prepare(primary.url, before);
  const link = await distantLink(Number(new URL(primary.url).port), distance);
  stack.defer(() => link.close());
  const standby = await streamingStandby(primary, link.port);
  stack.defer(() => standby.close());
  const stores = await twoStores(distance);
  stack.defer(() => stores.close());
  const folder = await mkdtemp(join(tmpdir(), 'game-day-api-'));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const env = apiEnvironment(folder, stores);
  const old = await startApi(primary.url, env);
  stack.defer(() => old.kill());
  const makers = await Promise.all(Array.from({ length: filmmakers }, () => newFilmmaker(before)));
  await untilReady(old);

  const told: Acknowledged[] = [];
  const filming = makers.map((maker) => filmUntilLost({ pool: before, put: stores.put }, maker, told));
  await delay(seconds * 1_000);
  await primary.kill();
  const lostAt = Date.now();
  link.cut();
  await stores.lose();
  const since = () => (Date.now() - lostAt) / 1_000;
  await Promise.all(filming);
  // Whatever was acknowledged, was so before the kill was complete.
  while ((await old.ready()) === 200) await delay(50);
  const noticed = since();

  await standby.promote();
  const promoted = since();
  const after = poolOf(standby.url);
  stack.defer(() => after.end());
  const commits = await lostCommits(after, told, lostAt);
  const there = await stores.keys();
  const objects = lostObjects(stores.acknowledged, there, lostAt);
  const dangling = await danglingRows(after, there);
  const survivor = { pool: after, put: async () => {} };
  const [apiReady, firstCommit] = await Promise.all([
    restartApi(old, standby.url, env, stack).then(since),
    newFilmmaker(after)
      .then((maker) => film(survivor, maker, () => {}))
      .then(since),
  ]);
  await goOn(survivor);
  const faults = await violations(after);
  return {
    ...{ commitsPerSecond: told.length / seconds, commits, objects, dangling },
    ...{ noticed, promoted, firstCommit, apiReady, violations: faults },
  };
}

async function prepare(url: string, pool: Pool): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await migrate(client, releasedMigrations());
  await client.end();
  await noteCompletions(pool);
}

const apiEnvironment = (
  folder: string,
  { endpoint, bucket }: { readonly endpoint: string; readonly bucket: string },
) => ({
  ...{ DATA_FOLDER: folder, SECRET: randomBytes(32).toString('hex'), DATABASE_CONNECTIONS: '4' },
  ...{ STORAGE: 's3', S3_BUCKET: bucket, S3_ENDPOINT: endpoint, S3_FORCE_PATH_STYLE: 'true' },
  S3_ACCESS_KEY_ID: process.env.S3_ACCESS_KEY_ID ?? '',
  S3_SECRET_ACCESS_KEY: process.env.S3_SECRET_ACCESS_KEY ?? '',
});

async function untilReady(api: ApiProcess): Promise<void> {
  for (const begun = Date.now(); (await api.ready()) !== 200; await delay(50))
    if (Date.now() - begun > 60_000) throw new Error('The API is not ready after a minute.');
}

async function restartApi(
  old: ApiProcess,
  url: string,
  env: Readonly<Record<string, string>>,
  stack: AsyncDisposableStack,
): Promise<void> {
  await old.kill();
  const api = await startApi(url, env);
  stack.defer(() => api.kill());
  await untilReady(api);
}

/** Films one after another until the database is gone. */
async function filmUntilLost(
  region: Parameters<typeof film>[0],
  maker: Filmmaker,
  told: Acknowledged[],
): Promise<void> {
  try {
    for (;;) await film(region, maker, (one) => void told.push(one));
  } catch {
    // The region is gone. Had this another reason, nothing would be lost and the load too small: both are seen.
  }
}

const optionsSchema = z.object({
  seconds: z.coerce.number().positive().default(20),
  filmmakers: z.coerce.number().int().min(1).default(8),
  distance: z.coerce.number().min(0).default(35),
});

/** `npm run game-day -- --seconds 20 --filmmakers 8 --distance 35`: exit code 1 when a promise of the document was broken. */
async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ options: { seconds: text, filmmakers: text, distance: text } });
  const day = await gameDay(optionsSchema.parse(values));
  console.log(tableOf(day));
  const faults = broken(day);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

if (import.meta.main) await main();
