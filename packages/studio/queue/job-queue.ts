import type { QueryResult } from 'pg';
import { z } from 'zod';
import { type Database, isDeadlock } from '../db/sql.ts';
import { defaultPolicy, type JobStatus, jobStatuses, priorities, type QueuePolicy } from './job-state.ts';
import type { Lanes } from './lanes.ts';
import * as sql from './queue-sql.ts';
import {
  type ClaimedJob,
  type Completion,
  claimedSchema,
  type DeadJob,
  deadSchema,
  type Held,
  type JobType,
  type NewJob,
  type ReapedJob,
  reapedSchema,
} from './queued-job.ts';

/** Why a job of which a message told is not to be had: it is over or gone, somebody has it, its time has not come. */
export type NotClaimed = 'over' | 'running' | 'not-due';

/** Who claims, and of which lanes: both, when it says nothing. */
export interface Claimant {
  readonly worker: string;
  readonly lanes?: Lanes;
}

const mostTries = 10;

const seconds = (milliseconds: number) => milliseconds / 1000;

const idSchema = z.object({ id: z.string() });
const heldSchema = z.object({ id: z.string(), token: z.coerce.number() });
const endSchema = z.object({ status: z.enum(['waiting', 'dead']) });
const unfitSchema = endSchema.extend({ unfit: z.number() });
const statusSchema = z.object({ status: z.enum(jobStatuses) });

/**
 * The jobs of all films in PostgreSQL: each method is one statement, so that it happens whole or not at all, and each does what
 * `transition` says (docs/queue.md). Methods of a worker answer false when the job is not theirs any more: then nothing was changed.
 * The database's clock counts, nobody else's.
 */
export class JobQueue {
  private readonly database: Database;
  private readonly policy: QueuePolicy;
  private readonly tries: number;

  constructor(database: Database, policy: QueuePolicy = defaultPolicy, tries = mostTries) {
    this.database = database;
    this.policy = policy;
    this.tries = tries;
  }

  /**
   * The same queue within a transaction: what is done by it counts when the transaction does. A deadlock is the transaction's end there, and
   * not tried again.
   * @example await inTransaction(pool, async (client) => { await films.add(client, film); await queue.on(client).send(jobs); });
   */
  on(client: Database): JobQueue {
    return new JobQueue(client, this.policy, 1);
  }

  /** Sends jobs, all or none. A job that is there already stays as it is. @throws the database's error when a needed job is nowhere */
  async send(jobs: readonly NewJob[]): Promise<void> {
    if (jobs.length > 0) await this.query(sql.send, [JSON.stringify(jobs.map((job) => this.rowOf(job)))]);
  }

  private rowOf({ priority = 'normal', needs = [], delay = 0, ...job }: NewJob) {
    return {
      id: job.id,
      user_id: job.userId,
      project_id: job.projectId,
      film_id: job.filmId,
      type: job.type,
      kind: job.kind,
      content_key: job.contentKey,
      parameters: job.parameters,
      priority: priorities[priority],
      head_start: seconds(this.policy.headStart * priorities[priority]),
      delay: seconds(delay),
      most_receives: job.mostReceives ?? this.policy.mostReceives,
      traceparent: job.traceparent,
      needs: [...new Set(needs)],
    };
  }

  /** The most urgent job of these types, and of the lanes that the worker serves, that nobody has. */
  async claim(types: readonly JobType[], by: Claimant): Promise<ClaimedJob | null> {
    return (await this.claimMany(types, 1, by))[0] ?? null;
  }

  /** As many as there are and `most` allows, in no particular order. */
  async claimMany(
    types: readonly JobType[],
    most: number,
    { worker, lanes = 'both' }: Claimant,
  ): Promise<readonly ClaimedJob[]> {
    const statement = lanes === 'high-priority' ? sql.claimHigh : sql.claim;
    const { rows } = await this.query(statement, [types, most, seconds(this.policy.lease), worker]);
    return rows.map((row) => claimedSchema.parse(row));
  }

  /** A certain job, of which a message told; or why it is not to be had. */
  async claimById(id: string, { worker }: { readonly worker: string }): Promise<ClaimedJob | NotClaimed> {
    const { rows } = await this.query(sql.claimById, [id, seconds(this.policy.lease), worker]);
    return rows[0] ? claimedSchema.parse(rows[0]) : this.whyNot(id);
  }

  private async whyNot(id: string): Promise<NotClaimed> {
    const status = await this.statusOf(id);
    if (status === 'running') return 'running';
    return status === 'waiting' || status === 'blocked' ? 'not-due' : 'over';
  }

  /** `null` when there is no such job. */
  async statusOf(id: string): Promise<JobStatus | null> {
    const { rows } = await this.query(sql.statusOf, [id]);
    return rows[0] ? statusSchema.parse(rows[0]).status : null;
  }

  /** A broker has lost the message of a job: if it waits, another is sent. @returns what the job is; `null` when there is none */
  async announceAgain(id: string): Promise<JobStatus | null> {
    await this.query(sql.announceAgain, [id]);
    return this.statusOf(id);
  }

  /** Says that the worker is at it. */
  heartbeat({ id, token }: Held): Promise<boolean> {
    return this.changed(sql.heartbeat, [id, token, seconds(this.policy.lease)]);
  }

  /** @param share how much of it is done, 0…1 */
  progress({ id, token }: Held, share: number): Promise<boolean> {
    return this.changed(sql.progress, [id, token, Math.min(1, Math.max(0, share))]);
  }

  /** Done: in the same breath its record is kept, its events are told, and jobs that waited for nothing else are free. */
  async complete({ id, token }: Held, came: Completion = {}): Promise<boolean> {
    const { result, made, record, events } = completionRow(came);
    const json = (value: unknown) => (value === null ? null : JSON.stringify(value));
    const { rows } = await this.query(sql.complete, [id, token, result, made, json(record), json(events)]);
    return rows[0]?.done === true;
  }

  /** Several in one commit, all that are still the caller's. @returns the ids of those */
  async completeMany(done: readonly (Held & Completion)[]): Promise<ReadonlySet<string>> {
    const rows = done.map(({ id, token, ...came }) => ({ id, token, ...completionRow(came) }));
    const result = await this.query(sql.completeMany, [JSON.stringify(rows)]);
    return new Set(ids(result));
  }

  /**
   * A try came to nothing.
   * @param luck 0…1, spreads retries
   * @returns what became of the job; `null` when it was not the caller's any more
   */
  async fail(
    { id, token }: Held,
    reason: string,
    { permanent, luck }: { readonly permanent: boolean; readonly luck: number },
  ): Promise<'waiting' | 'dead' | null> {
    const values = [id, token, reason, permanent, seconds(this.policy.backoff), luck];
    const { rows } = await this.query(sql.fail, values);
    return rows[0] ? endSchema.parse(rows[0]).status : null;
  }

  /** For a worker that must stop: with the reason, and a delay in which others may come before it. */
  giveBack(
    { id, token }: Held,
    { reason = null, delay = 0 }: { readonly reason?: string | null; readonly delay?: number } = {},
  ): Promise<boolean> {
    return this.changed(sql.giveBack, [id, token, seconds(delay), reason]);
  }

  /**
   * For a worker that is not fit for it.
   * @param luck 0…1, spreads retries
   * @returns what became of the job: given back, or, where too many workers were not fit, waiting or dead by a failure; `null` when it was not the
   * caller's any more
   */
  async unfit({ id, token }: Held, reason: string, luck: number): Promise<'given-back' | 'waiting' | 'dead' | null> {
    const { backoff, mostUnfit } = this.policy;
    const { rows } = await this.query(sql.unfit, [id, token, reason, seconds(backoff), luck, mostUnfit]);
    if (!rows[0]) return null;
    const { status, unfit } = unfitSchema.parse(rows[0]);
    return unfit < mostUnfit ? 'given-back' : status;
  }

  /** Takes jobs away from workers that were not heard from for a lease. */
  async reap(luck: number, { most = 100 } = {}): Promise<readonly ReapedJob[]> {
    const values = ['its worker was not heard from', seconds(this.policy.backoff), luck, most];
    const { rows } = await this.query(sql.reap, values);
    return rows.map((row) => reapedSchema.parse(row));
  }

  /** Every worker is known to be dead: their claims end now, and the reaper frees what they held. @returns how many jobs */
  async disown(): Promise<number> {
    return (await this.query(sql.disown, [])).rowCount ?? 0;
  }

  /** Stops jobs that are not over. @returns the ids of those that were stopped */
  async cancel(these: readonly string[]): Promise<readonly string[]> {
    return ids(await this.query(sql.cancel, [these]));
  }

  /** Stops what is not over of a film. @param except a job of it that goes on @returns the ids of the jobs that were stopped */
  async cancelFilm(filmId: string, except: string | null = null): Promise<readonly string[]> {
    return ids(await this.query(sql.cancelFilm, [filmId, except]));
  }

  /** Those that are not the caller's any more: cancelled, or another worker's. */
  async lost(held: readonly Held[]): Promise<readonly Held[]> {
    const { rows } = await this.query(sql.lost, [held.map(({ id }) => id), held.map(({ token }) => token)]);
    return rows.map((row) => heldSchema.parse(row));
  }

  /** Gives a dead job all its tries again. */
  redrive(id: string): Promise<boolean> {
    return this.changed(sql.redrive, [id]);
  }

  /** The dead of all users, those that died last first. @param after time and id of the last one of the page before */
  async dead(most: number, after: readonly [string, string] | null = null): Promise<readonly DeadJob[]> {
    const { rows } = await this.query(sql.deadJobs, [after?.[0] ?? null, after?.[1] ?? null, most]);
    return rows.map((row) => deadSchema.parse(row));
  }

  private async changed(statement: sql.Statement, values: readonly unknown[]): Promise<boolean> {
    const { rowCount } = await this.query(statement, values);
    return rowCount === 1;
  }

  /** Again when two statements wait for each other's rows: PostgreSQL undoes one of them whole, so doing it again is safe. */
  private async query(statement: sql.Statement, values: readonly unknown[]): Promise<QueryResult> {
    for (let tries = 1; ; tries++) {
      try {
        return await this.database.query({ ...statement, values: [...values] });
      } catch (error) {
        if (tries === this.tries || !isDeadlock(error)) throw error;
      }
    }
  }
}

const ids = ({ rows }: QueryResult): readonly string[] => rows.map((row) => idSchema.parse(row).id);

function completionRow({ resultUrl = null, made = null, record = null, events = [] }: Completion) {
  const told = events.map(({ userId, projectId = null, filmId = null, type, data = {} }) => ({
    user_id: userId,
    project_id: projectId,
    film_id: filmId,
    type,
    data,
  }));
  return { result: resultUrl, made, record, events: told.length > 0 ? told : null };
}
