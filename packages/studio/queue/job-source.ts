import type { Broker, Delivery } from './broker.ts';
import type { JobNews } from './job-news.ts';
import type { Claimant, JobQueue } from './job-queue.ts';
import type { ClaimedJob, JobType } from './queued-job.ts';

/** What the queue has to say to operators. A `pino` logger is one. */
export interface Log {
  warn(details: object, message: string): void;
}

/** A job that a worker got, claimed for it in the database. */
export interface ReceivedJob {
  readonly job: ClaimedJob;
  /** Renews the lease: to be called several times in each. False when the job is not the caller's any more. */
  extend(): Promise<boolean>;
  /** Whatever came of the job, and was written down: nobody needs to hear of it again. */
  settle(): Promise<void>;
}

/** Where a worker's jobs come from. */
export interface JobSource {
  /** Waits for a job of these types. `null` only when the signal ends the wait. */
  receive(types: readonly JobType[], signal: AbortSignal): Promise<ReceivedJob | null>;
}

/** How long a sleeper waits at most before it looks, in milliseconds: for jobs whose time has come, and for news that was lost. */
const lookAgain = 1_000;

/** Jobs straight from the database: one statement for each, and none while nothing waits but a look each second. */
export function postgresSource(
  { queue, news }: { readonly queue: JobQueue; readonly news: JobNews },
  by: Claimant,
): JobSource {
  return {
    async receive(types, signal) {
      while (!signal.aborted) {
        const { mark } = news;
        const job = await queue.claim(types, by);
        if (job) return { job, extend: () => queue.heartbeat(job), settle: async () => {} };
        await news.wait(types, mark, lookAgain, signal);
      }
      return null;
    },
  };
}

/**
 * Jobs of which a broker tells. The message of a job that is not to be had has done its work, whatever the reason: a job that is over needs nobody,
 * and one that waits again, or that a dead worker has, is announced again when its time has come.
 */
export function brokerSource(
  { queue, broker, log }: { readonly queue: JobQueue; readonly broker: Broker; readonly log: Log },
  by: Claimant,
): JobSource {
  const claim = async (delivery: Delivery): Promise<ReceivedJob | null> => {
    const claimed = await queue.claimById(delivery.jobId, by);
    if (typeof claimed !== 'string') return received(queue, broker, log, delivery, claimed);
    await delivery.ack();
    return null;
  };
  return {
    async receive(types, signal) {
      while (!signal.aborted) {
        const delivery = await broker.receive(types, signal, by.lanes);
        if (!delivery) continue;
        if (signal.aborted) {
          await delivery.release(0);
          return null;
        }
        try {
          const job = await claim(delivery);
          if (job) return job;
        } catch (error) {
          // The database is away: others may reach it, or we do in a second.
          await delivery.release(lookAgain).catch(() => {});
          throw error;
        }
      }
      return null;
    },
  };
}

function received(queue: JobQueue, broker: Broker, log: Log, delivery: Delivery, job: ClaimedJob): ReceivedJob {
  // The message stays hidden while its job is done. Were it seen, only time would be lost: the claim is in the database.
  const extend = () =>
    delivery
      .extend()
      .catch((error: unknown) => log.warn({ err: error, job: job.id }, 'A message could not be kept hidden.'));
  void extend();
  const pulse = setInterval(extend, broker.pulse).unref();
  return {
    job,
    extend: () => queue.heartbeat(job),
    async settle() {
      clearInterval(pulse);
      await delivery
        .ack()
        .catch((error: unknown) =>
          log.warn({ err: error, job: job.id }, 'A message could not be acknowledged: it comes again.'),
        );
    },
  };
}
