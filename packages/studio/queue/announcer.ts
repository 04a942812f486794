import type { Pool, PoolClient } from 'pg';
import { inTransaction, rows, run } from '../db/sql.ts';
import type { Broker } from './broker.ts';
import { announcedColumns, announcedSchema } from './job-message.ts';
import type { JobNews } from './job-news.ts';
import type { Log } from './job-source.ts';
import { jobTypes } from './queued-job.ts';

/** Any number, as long as nobody else locks by it: one process announces at a time. */
const lockNumber = 7_316_043;

/** A pass that takes longer has lost its broker: PostgreSQL ends it, so that another process may announce. */
const mostPass = '30s';

/** How long it sleeps at most, in milliseconds: for jobs whose time has come, and for news that was lost. */
const lookAgain = 1_000;

/**
 * Tells a broker of jobs that wait, out of their rows (a transactional outbox). First it tells, then it notes that it has: a crash between
 * makes a second message, never none. No row is locked while the broker is slow. May run in any number of processes.
 */
export class Announcer {
  private readonly pool: Pool;
  private readonly broker: Broker;
  private readonly log: Log;
  private readonly batch: number;

  constructor(needs: { readonly pool: Pool; readonly broker: Broker; readonly log: Log }, { batch = 200 } = {}) {
    this.pool = needs.pool;
    this.broker = needs.broker;
    this.log = needs.log;
    this.batch = batch;
  }

  /** One pass. @returns how many were told of: as many as a batch holds when there are more */
  announce(): Promise<number> {
    return inTransaction(this.pool, async (client) => {
      await client.query(`set local idle_in_transaction_session_timeout = '${mostPass}'`);
      const lock = await client.query('select pg_try_advisory_xact_lock($1) as mine', [lockNumber]);
      if (lock.rows[0]?.mine !== true) return 0;
      return (await this.tell(client)) + (await this.bury(client));
    });
  }

  /** Announces until the signal ends it; what goes wrong is logged and tried again. */
  async run(news: JobNews, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const { mark } = news;
      const told = await this.announce().catch((error: unknown) => {
        this.log.warn({ err: error, broker: this.broker.name }, 'Jobs could not be announced; it is tried again.');
        return 0;
      });
      if (told < this.batch) await news.wait(null, mark, lookAgain, signal);
    }
  }

  private async tell(client: PoolClient): Promise<number> {
    const waiting = await rows(client, announcedSchema, waitingSql, [
      this.batch,
      this.broker.patience / 1000,
      jobTypes,
    ]);
    if (waiting.length === 0) return 0;
    await this.broker.send(waiting);
    await run(client, toldSql, [waiting.map(({ id }) => id), waiting.map(({ token }) => token)]);
    return waiting.length;
  }

  private async bury(client: PoolClient): Promise<number> {
    if (!this.broker.bury) return 0;
    const dead = await rows(client, announcedSchema, deadSql, [this.batch]);
    if (dead.length === 0) return 0;
    await this.broker.bury(dead);
    await run(client, buriedSql, [dead.map(({ id }) => id)]);
    return dead.length;
  }
}

/**
 * Those nobody was told of yet, then those of which a broker was told and nobody came: it may have lost them. Only the most urgent of each type, which
 * are those to be taken next: of a long backlog nobody is told anew each time, and what was lost is found when its turn comes.
 */
const waitingSql = `
select * from (
  (select ${announcedColumns} from jobs where status = 'waiting' and announced_at is null and not_before <= now() order by not_before limit $1)
  union all
  (select ${announcedColumns} from unnest($3::text[]) as wanted(wanted_type) cross join lateral (
      select * from jobs where jobs.type = wanted_type and status = 'waiting' and not_before <= now() order by rank limit $1
    ) as next
    where exists (select from jobs where status = 'waiting' and announced_at <= now() - make_interval(secs => $2))
      and announced_at <= now() - make_interval(secs => $2))
) as waiting order by rank limit $1`;

/** Not those that were claimed and wait again since: what is said of them now is another message. */
const toldSql = `
update jobs set announced_at = now() from unnest($1::uuid[], $2::bigint[]) as told(id, token)
where jobs.id = told.id and jobs.token = told.token and status = 'waiting'`;

const deadSql = `
select ${announcedColumns} from jobs where status = 'dead' and announced_at is null order by finished_at limit $1`;

const buriedSql = "update jobs set announced_at = now() where id = any($1) and status = 'dead'";
