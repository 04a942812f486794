import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { type Database, inTransaction } from '../db/sql.ts';
import type { JobQueue } from './job-queue.ts';
import type { Log } from './job-source.ts';
import type { JobNotice } from './queued-job.ts';

/** How often it looks, in milliseconds, give or take a third so that several do not look together. */
const lookEach = 2_000;
const batch = 100;

/**
 * Takes jobs away from workers that died. May run in any number of processes: they skip each other's rows. What has to happen to a job that this
 * was the last try of happens in the same transaction.
 */
export class Reaper {
  private readonly pool: Pool;
  private readonly queue: JobQueue;
  private readonly log: Log;
  private readonly onDead: (database: Database, jobs: readonly JobNotice[]) => Promise<void>;

  constructor(needs: {
    readonly pool: Pool;
    readonly queue: JobQueue;
    readonly log: Log;
    readonly onDead: (database: Database, jobs: readonly JobNotice[]) => Promise<void>;
  }) {
    this.pool = needs.pool;
    this.queue = needs.queue;
    this.log = needs.log;
    this.onDead = needs.onDead;
  }

  /** One pass. @param luck 0…1, spreads retries @returns how many were taken away: as many as a batch holds when there are more */
  reap(luck: number): Promise<number> {
    return inTransaction(this.pool, async (client) => {
      const reaped = await this.queue.on(client).reap(luck, { most: batch });
      const dead = reaped.filter(({ status }) => status === 'dead');
      if (dead.length > 0) await this.onDead(client, dead);
      return reaped.length;
    });
  }

  /** Reaps until the signal ends it; what goes wrong is logged and tried again. */
  async run(signal: AbortSignal, chance: () => number = Math.random): Promise<void> {
    while (!signal.aborted) {
      const reaped = await this.reap(chance()).catch((error: unknown) => {
        this.log.warn({ err: error }, 'Jobs of dead workers could not be freed; it is tried again.');
        return 0;
      });
      if (reaped < batch) await sleep(lookEach * (2 / 3 + (2 * chance()) / 3), undefined, { signal }).catch(() => {});
    }
  }
}
