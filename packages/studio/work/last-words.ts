import type { Pool } from 'pg';
import { type Database, inTransaction } from '../db/sql.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { ClaimedJob, Completion, JobNotice } from '../queue/queued-job.ts';
import { whileAway } from './while-away.ts';

/** What has to happen when jobs die, in the transaction in which they do. */
export type OnDead = (database: Database, jobs: readonly JobNotice[]) => Promise<void>;

/** What a worker says about a job when it is done with it. Each is said until the database hears it, for as long as a claim lasts. */
export interface LastWords {
  /** @returns whether the job was ours still */
  complete(came: Completion): Promise<boolean>;
  giveBack(reason: string): Promise<boolean>;
  /** The engine did not start. @returns what became of it; `null` when it was not ours any more */
  unfit(reason: string): Promise<'given-back' | 'waiting' | 'dead' | null>;
  /** @returns what became of it; `null` when it was not ours any more */
  fail(reason: string, permanent: boolean): Promise<'waiting' | 'dead' | null>;
}

export interface LastWordsParts {
  readonly pool: Pool;
  readonly queue: JobQueue;
  readonly onDead: OnDead;
  /** Milliseconds that a claim lasts. */
  readonly lease: number;
  /** Spreads retries: 0…1. */
  readonly luck: () => number;
  readonly onTrouble: (error: unknown) => void;
}

export function lastWords(job: ClaimedJob, { pool, queue, onDead, lease, luck, onTrouble }: LastWordsParts): LastWords {
  /** What is told of its death is told in the same commit. */
  const say = <T>(reason: string, word: (queue: JobQueue) => Promise<T>): Promise<T> =>
    inTransaction(pool, async (client) => {
      const fate = await word(queue.on(client));
      if (fate === 'dead') await onDead(client, [{ ...job, error: reason }]);
      return fate;
    });
  return {
    complete: (came) => whileAway(() => queue.complete(job, came), lease, onTrouble),
    giveBack: (reason) => whileAway(() => queue.giveBack(job, { reason }), lease, onTrouble),
    unfit: (reason) => whileAway(() => say(reason, (it) => it.unfit(job, reason, luck())), lease, onTrouble),
    fail: (reason, permanent) =>
      whileAway(() => say(reason, (it) => it.fail(job, reason, { permanent, luck: luck() })), lease, onTrouble),
  };
}
