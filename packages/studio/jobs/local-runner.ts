import type { Downgrade } from '../engines/engine.ts';
import type { Binaries } from '../media/binaries.ts';
import type { LocalStore } from '../storage/local-store.ts';
import type { JobRecord } from '../storage/store.ts';
import { downgradesOf, type Job, keyOf, type Makers } from './job.ts';
import { nextFor } from './scheduling.ts';
import { startWorker, WorkerDiedError, type WorkerProcess } from './worker-process.ts';

/** A job that is done, by us now or by anyone before. */
export interface DoneJob {
  readonly key: string;
  readonly record: JobRecord;
  /** False when the store had it. */
  readonly made: boolean;
}

export interface Performing {
  /** Higher runs sooner. Within one, what is near to a worker's last job, then first come first served. */
  readonly priority?: number;
  /** Jobs with the same words here share something dear to make, such as a set: they go to one worker while others have other work. */
  readonly near?: string;
  readonly progress?: (share: number) => void;
}

/** Does jobs: looks each up in the store first, and makes what is not there. */
export interface Runner {
  perform(job: Job, options?: Performing): Promise<DoneJob>;
  /** The content key that `perform` would look for. */
  keyOf(job: Job): string;
  /** Stops what still runs, waits until it has put its ffmpeg and its unfinished files away, and ends the workers. */
  close(): Promise<void>;
}

interface Waiting {
  readonly job: Job;
  readonly priority: number;
  readonly near: string | null;
  readonly progress: (share: number) => void;
  readonly resolve: (record: JobRecord) => void;
  readonly reject: (error: unknown) => void;
  /** How many workers died before they began it. */
  lost: number;
}

interface Worker {
  readonly process: WorkerProcess;
  busy: boolean;
  /** What the last of its jobs that were near to something was near to. */
  near: string | null;
}

/** A job that so many workers died of before they began it is not given to another: none can start here. */
const mostLost = 2;

/**
 * Runs jobs in worker processes of this machine, which start when there is work for them. They end with this process, however it ends.
 * @param options.workers how many jobs run at once
 * @param options.signal aborting it stops the running jobs (their ffmpeg too) and rejects all
 */
export function localRunner(options: {
  readonly store: LocalStore;
  readonly binaries: Binaries;
  readonly makers: Makers;
  readonly workers: number;
  readonly signal: AbortSignal;
  /** Called for each downgrade that a finished job reported, made now or before. */
  readonly onDowngrade?: (downgrade: Downgrade) => void;
}): Runner {
  const { store, binaries, makers, signal } = options;
  const workers: Worker[] = [];
  const waiting: Waiting[] = [];
  const underway = new Map<string, Promise<DoneJob>>();
  let closed = false;

  const start = (): Worker => {
    const worker: Worker = { process: startWorker({ storeRoot: store.root, binaries }), busy: false, near: null };
    workers.push(worker);
    return worker;
  };

  /** Who does what next: a free worker near to what waits, else any free one, else a new one. */
  const nextPair = (): { readonly worker: Worker; readonly one: Waiting } | null => {
    const living = workers.filter(({ process }) => process.isAlive());
    workers.splice(0, workers.length, ...living);
    const free = living.filter(({ busy }) => !busy);
    const room = living.length < options.workers;
    const begun = living.map(({ near }) => near);
    const pairs = free.flatMap((worker) => {
      const one = nextFor(worker.near, waiting, begun);
      return one ? [{ worker, one }] : [];
    });
    const near = pairs.find(({ worker, one }) => one.near !== null && one.near === worker.near);
    const pair = near ?? pairs[0];
    if (pair) return pair;
    const one = room ? nextFor(null, waiting, begun) : undefined;
    return one ? { worker: start(), one } : null;
  };

  const next = () => {
    if (signal.aborted) return;
    for (let pair = nextPair(); pair; pair = nextPair()) {
      waiting.splice(waiting.indexOf(pair.one), 1);
      void assign(pair.worker, pair.one);
    }
  };

  const assign = async (worker: Worker, one: Waiting) => {
    worker.busy = true;
    worker.near = one.near ?? worker.near;
    try {
      one.resolve(await worker.process.run(one.job, one.progress));
    } catch (error) {
      const again = error instanceof WorkerDiedError && !error.begun && ++one.lost < mostLost;
      if (signal.aborted) one.reject(signal.reason);
      else if (again) waiting.unshift(one);
      else one.reject(error);
    }
    worker.busy = false;
    next();
  };

  const endAll = async (reason: unknown) => {
    for (const { reject } of waiting.splice(0)) reject(reason);
    await Promise.all(workers.splice(0).map(({ process }) => process.end()));
    // What a disk that fails keeps of it, the next start sweeps.
    await store.sweep().catch(() => {});
  };
  signal.addEventListener('abort', () => void endAll(signal.reason));

  const make = (job: Job, { priority = 0, near, progress = () => {} }: Performing) =>
    new Promise<JobRecord>((resolve, reject) => {
      signal.throwIfAborted();
      // It was still being looked up: no worker may be started that nobody ends.
      if (closed) throw new Error('The runner is closed.');
      waiting.push({ job, priority, near: near ?? null, progress, resolve, reject, lost: 0 });
      next();
    });

  const lookUpOrMake = async (key: string, job: Job, performing: Performing): Promise<DoneJob> => {
    const found = await store.recall(key);
    const record = found ?? (await make(job, performing));
    if (!found) await store.remember(key, record);
    for (const downgrade of downgradesOf(record.facts)) options.onDowngrade?.(downgrade);
    return { key, record, made: !found };
  };

  return {
    keyOf: (job) => keyOf(job, makers),
    perform(job, performing = {}) {
      const key = keyOf(job, makers);
      const running = underway.get(key);
      if (running) return running;
      const done = lookUpOrMake(key, job, performing).finally(() => underway.delete(key));
      underway.set(key, done);
      return done;
    },
    async close() {
      closed = true;
      await endAll(new Error('The runner is closed.'));
      await Promise.allSettled(underway.values());
    },
  };
}
