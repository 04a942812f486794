import { DatabaseError, type Pool, type QueryResult } from 'pg';
import { z } from 'zod';
import { defaultPolicy, type QueuePolicy } from './job-state.ts';

/** Which workers a job is for. */
export const jobTypes = ['image', 'video', 'audio', 'assembly', 'notification'] as const;
export type JobType = (typeof jobTypes)[number];

/** Higher goes first. */
export const priorities = { low: 0, normal: 1, high: 2 } as const;

/** A job to be sent. */
export interface NewJob {
  readonly id: string;
  readonly projectId: string;
  readonly type: JobType;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly priority?: keyof typeof priorities;
  /** Jobs that must be done before, sent earlier or in the same call. */
  readonly needs?: readonly string[];
}

/** A job that a worker has. Whatever it does to the job, it shows the token. */
export interface ClaimedJob {
  readonly id: string;
  readonly projectId: string;
  readonly type: JobType;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly receives: number;
  readonly token: number;
}

const claimedSchema = z
  .object({
    id: z.string(),
    project_id: z.string(),
    type: z.enum(jobTypes),
    parameters: z.record(z.string(), z.unknown()),
    receives: z.number(),
    token: z.coerce.number(),
  })
  .transform(({ project_id, ...job }): ClaimedJob => ({ ...job, projectId: project_id }));

const idsSchema = z.array(z.object({ id: z.string() })).transform((rows) => rows.map(({ id }) => id));

/** SQLSTATE deadlock_detected. */
const deadlock = '40P01';
const mostTries = 10;

const seconds = (milliseconds: number) => milliseconds / 1000;

/**
 * The jobs of all films in PostgreSQL: each method is one statement, so that it happens whole or not at all, and each does what
 * `transition` says (docs/queue.md). Methods of a worker answer false when the job is not theirs any more: then nothing was changed.
 * The database's clock counts, nobody else's.
 */
export class JobQueue {
  private readonly pool: Pool;
  private readonly policy: QueuePolicy;

  constructor(pool: Pool, policy: QueuePolicy = defaultPolicy) {
    this.pool = pool;
    this.policy = policy;
  }

  /** Sends jobs, all or none. A job that is there already stays as it is. @throws the database's error when a needed job is nowhere */
  async send(jobs: readonly NewJob[]): Promise<void> {
    const rows = jobs.map(({ id, projectId, type, parameters, priority = 'normal', needs = [] }) => ({
      id,
      project_id: projectId,
      type,
      parameters,
      priority: priorities[priority],
      needs: [...new Set(needs)],
    }));
    await this.query(sendSql, [JSON.stringify(rows)]);
  }

  /** The most urgent job of these types that nobody has. */
  async claim(types: readonly JobType[]): Promise<ClaimedJob | null> {
    const { rows } = await this.query(claimSql, [types, seconds(this.policy.lease)]);
    return rows[0] ? claimedSchema.parse(rows[0]) : null;
  }

  /** Says that the worker is at it. */
  heartbeat({ id, token }: Pick<ClaimedJob, 'id' | 'token'>): Promise<boolean> {
    return this.changed(
      "update jobs set lease_until = now() + make_interval(secs => $3) where id = $1 and token = $2 and status = 'running'",
      [id, token, seconds(this.policy.lease)],
    );
  }

  /** Done: in the same breath, jobs that waited for nothing else are free. */
  async complete({ id, token }: Pick<ClaimedJob, 'id' | 'token'>, resultUrl: string | null): Promise<boolean> {
    const { rows } = await this.query('select complete_job($1, $2, $3) as done', [id, token, resultUrl]);
    return rows[0]?.done === true;
  }

  /** @param luck 0…1, spreads retries */
  fail(
    { id, token }: Pick<ClaimedJob, 'id' | 'token'>,
    reason: string,
    { permanent, luck }: { readonly permanent: boolean; readonly luck: number },
  ): Promise<boolean> {
    return this.changed(`${retrySql('$4', '$5', '$6', '$7')} where id = $1 and token = $2 and status = 'running'`, [
      id,
      token,
      reason,
      permanent,
      this.policy.mostReceives,
      seconds(this.policy.backoff),
      luck,
    ]);
  }

  /** For a worker that must stop. */
  giveBack({ id, token }: Pick<ClaimedJob, 'id' | 'token'>): Promise<boolean> {
    return this.changed(
      "update jobs set status = 'waiting', receives = receives - 1, lease_until = null where id = $1 and token = $2 and status = 'running'",
      [id, token],
    );
  }

  /** Takes jobs away from workers that were not heard from for a lease. @returns their ids */
  async reap(luck: number): Promise<readonly string[]> {
    const sql = `${retrySql('false', '$2', '$3', '$4', '$1')} where id in (select id from jobs where status = 'running' and lease_until <= now() for update skip locked) returning id`;
    const { mostReceives, backoff } = this.policy;
    const { rows } = await this.query(sql, ['its worker was not heard from', mostReceives, seconds(backoff), luck]);
    return idsSchema.parse(rows);
  }

  /** Stops jobs that are not over. @returns the ids of those that were stopped */
  async cancel(ids: readonly string[]): Promise<readonly string[]> {
    const { rows } = await this.query(
      "update jobs set status = 'cancelled', lease_until = null where id = any($1) and status in ('blocked', 'waiting', 'running') returning id",
      [ids],
    );
    return idsSchema.parse(rows);
  }

  /** Gives a dead job another three tries. */
  redrive(id: string): Promise<boolean> {
    return this.changed(
      "update jobs set status = 'waiting', receives = 0, not_before = now(), error = null where id = $1 and status = 'dead'",
      [id],
    );
  }

  private async changed(sql: string, values: readonly unknown[]): Promise<boolean> {
    const { rowCount } = await this.query(sql, values);
    return rowCount === 1;
  }

  /** Again when two statements wait for each other's rows: PostgreSQL undoes one of them whole, so doing it again is safe. */
  private async query(sql: string, values: readonly unknown[]): Promise<QueryResult> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.pool.query(sql, [...values]);
      } catch (error) {
        if (tries === mostTries || !(error instanceof DatabaseError) || error.code !== deadlock) throw error;
      }
    }
  }
}

/** Needed jobs that are done already do not count. They are locked against being done in the same moment. */
const sendSql = `
with sent as (
  select * from jsonb_to_recordset($1) as job(id uuid, project_id uuid, type text, parameters jsonb, priority smallint, needs uuid[])
), needed as (
  select id, status from jobs where id in (select unnest(needs) from sent) for share
), counted as (
  select sent.*, cardinality(needs) - (select count(*) from needed where needed.id = any(sent.needs) and needed.status = 'done') as unmet from sent
), added as (
  insert into jobs (id, project_id, type, parameters, priority, unmet, status)
  select id, project_id, type, parameters, priority, unmet, case when unmet > 0 then 'blocked' else 'waiting' end from counted
  on conflict (id) do nothing
  returning id
)
insert into job_dependencies (job_id, needs_id)
select sent.id, unnest(sent.needs) from sent join added using (id)`;

const claimSql = `
update jobs
set status = 'running', receives = receives + 1, token = token + 1, lease_until = now() + make_interval(secs => $2)
where id = (
  select id from jobs
  where status = 'waiting' and not_before <= now() and type = any($1)
  order by priority desc, created_at
  limit 1
  for update skip locked
)
returning id, project_id, type, parameters, receives, token`;

/** What becomes of a job whose try came to nothing; each argument is a piece of SQL. */
const retrySql = (permanent: string, mostReceives: string, backoff: string, luck: string, reason = '$3') => `
update jobs set
  status = case when ${permanent} or receives >= ${mostReceives} then 'dead' else 'waiting' end,
  not_before = now() + make_interval(secs => ${backoff} * power(2, receives - 1) * (1 + ${luck}::float8 / 2)),
  lease_until = null,
  error = ${reason}`;
