import { randomUUID } from 'node:crypto';
import { Credits } from '@ai-film-studio/studio/credits/credits.ts';
import { inTransaction } from '@ai-film-studio/studio/db/sql.ts';
import { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import type { ClaimedJob } from '@ai-film-studio/studio/queue/queued-job.ts';
import type { Pool } from 'pg';
import { keyFor } from './stores.ts';

/** Somebody who films: a user with credits and a project. */
export interface Filmmaker {
  readonly userId: string;
  readonly projectId: string;
}

/** A commit that the database has acknowledged, and when. */
export interface Acknowledged {
  readonly what: 'begun' | 'job done' | 'settled';
  readonly filmId: string;
  readonly jobs: readonly string[];
  readonly at: number;
}

/** Hundredths of a credit. */
export const granted = 100_000_000;
export const reserved = 200;
export const cost = 150;

const credits = new Credits();

export async function newFilmmaker(pool: Pool): Promise<Filmmaker> {
  const { rows } = await pool.query(
    "with maker as (insert into users (email) values (gen_random_uuid() || '@example.org') returning id) insert into projects (user_id, name) select id, 'A film' from maker returning id, user_id",
  );
  const maker = { userId: String(rows[0].user_id), projectId: String(rows[0].id) };
  await inTransaction(pool, (client) => credits.grant(client, { userId: maker.userId, amount: granted }));
  return maker;
}

/** What a filmmaker works with: the database of the region that is up, and a place for what was made. */
export interface Region {
  readonly pool: Pool;
  readonly put: (key: string) => Promise<void>;
}

/** A claim that takes longer than the load would be somebody else's; none does. */
const queueOf = (pool: Pool) => new JobQueue(pool);

/**
 * Films once: reserves credits and sends jobs in one commit, does each job as a worker does, settles. Each commit is told when the database has
 * acknowledged it.
 * @throws the database's error when it is gone
 */
export async function film({ pool, put }: Region, maker: Filmmaker, tell: (one: Acknowledged) => void): Promise<void> {
  const [filmId, jobs] = [randomUUID(), [randomUUID(), randomUUID()]];
  const queue = queueOf(pool);
  await inTransaction(pool, async (client) => {
    await credits.reserve(client, { userId: maker.userId, filmId, amount: reserved });
    await queue
      .on(client)
      .send(
        jobs.map((id) => ({ ...maker, id, type: 'image', kind: 'board', parameters: { filmId }, mostReceives: 9 })),
      );
  });
  tell({ what: 'begun', filmId, jobs, at: Date.now() });
  for (const id of jobs) {
    const job = await queue.claimById(id, { worker: maker.userId });
    if (typeof job === 'string') throw new Error(`The job ${id} is ${job}.`);
    await finish(queue, job, put);
    tell({ what: 'job done', filmId, jobs: [id], at: Date.now() });
  }
  await settle(pool, filmId);
  tell({ what: 'settled', filmId, jobs: [], at: Date.now() });
}

/** The object first, then the row that names it. */
async function finish(queue: JobQueue, job: ClaimedJob, put: Region['put']): Promise<void> {
  const key = keyFor(job.userId, job.projectId ?? '');
  await put(key);
  await queue.complete(job, { resultUrl: key, made: true });
}

const settle = (pool: Pool, filmId: string) =>
  inTransaction(pool, (client) => credits.settle(client, { filmId, amount: cost }));

/**
 * After a promotion: frees what the dead workers held, does what was begun, settles what was not. As the reaper, the workers and the keeper of
 * films do.
 */
export async function goOn({ pool, put }: Region): Promise<void> {
  const queue = queueOf(pool);
  await queue.disown();
  await queue.reap(0, { most: 10_000 });
  // Who lost its worker waits a moment before it is tried again.
  while ((await pool.query("select from jobs where status in ('waiting', 'running') limit 1")).rowCount) {
    const job = await queue.claim(['image'], { worker: 'survivor' });
    if (job) await finish(queue, job, put);
    else await pool.query('select pg_sleep(0.1)');
  }
  const { rows } = await pool.query("select film_id from reservations where status = 'held'");
  for (const { film_id } of rows) await settle(pool, String(film_id));
}
