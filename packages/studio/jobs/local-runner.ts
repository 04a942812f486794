import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Downgrade } from '../engines/engine.ts';
import type { Binaries } from '../media/binaries.ts';
import type { LocalStore } from '../storage/local-store.ts';
import type { JobRecord } from '../storage/store.ts';
import { downgradesOf, type Job, keyOf, type Makers } from './job.ts';
import { nextFor } from './scheduling.ts';
import type { ThreadData, ThreadNews, ThreadOrder, ToldError } from './thread.ts';

/** A job that is done, by us now or by anyone before. */
export interface DoneJob {
  readonly key: string;
  readonly record: JobRecord;
  /** False when the store had it. */
  readonly made: boolean;
}

export interface Performing {
  /** Higher runs sooner. Within one, first come first served. */
  readonly priority?: number;
  /** Jobs with the same words here share something dear to make, such as a set: they go to one thread while others have other work. */
  readonly near?: string;
  readonly progress?: (share: number) => void;
}

/** Does jobs: looks each up in the store first, and makes what is not there. */
export interface Runner {
  perform(job: Job, options?: Performing): Promise<DoneJob>;
  /** The content key that `perform` would look for. */
  keyOf(job: Job): string;
  /** Stops what still runs, waits until it has put its ffmpeg and its unfinished files away, and ends the threads. */
  close(): Promise<void>;
}

/** A thread died under a job (out of memory, a crash of native code). */
export class ThreadDiedError extends Error {
  override readonly name = 'ThreadDiedError';
}

/** What is young is collected often: a thread's heap grew to six times what lives in it, and took no less time. */
const youngMegabytes = 8;

/** Milliseconds that a stopped job is given to put its things away; a thread deep in a drawing may not hear for so long. */
const patience = 2_000;

/** An error from a thread with its name: programs go by it. */
const revived = ({ name, message, stack }: ToldError): Error => Object.assign(new Error(message), { name, stack });

interface Waiting {
  readonly job: Job;
  readonly priority: number;
  readonly near: string | null;
  readonly progress: (share: number) => void;
  readonly resolve: (record: JobRecord) => void;
  readonly reject: (error: unknown) => void;
}

interface Thread {
  readonly worker: Worker;
  busy: Waiting | null;
  /** What the last of its jobs that were near to something was near to. */
  near: string | null;
}

/**
 * Runs jobs on worker threads of this machine. Threads start when there is work for them.
 * @param options.threads how many jobs run at once
 * @param options.signal aborting it stops the running jobs (their ffmpeg too) and rejects all
 */
export function localRunner(options: {
  readonly store: LocalStore;
  readonly binaries: Binaries;
  readonly makers: Makers;
  readonly threads: number;
  readonly signal: AbortSignal;
  /** Called for each downgrade that a finished job reported, made now or before. */
  readonly onDowngrade?: (downgrade: Downgrade) => void;
}): Runner {
  const { store, binaries, makers, signal } = options;
  const threads: Thread[] = [];
  const waiting: Waiting[] = [];
  const underway = new Map<string, Promise<DoneJob>>();

  const start = (): Thread => {
    const cache = getCompileCacheDir();
    const workerData: ThreadData = { storeRoot: store.root, binaries, compileCache: cache ? dirname(cache) : null };
    const worker = new Worker(new URL('./thread-start.ts', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes },
    });
    const thread: Thread = { worker, busy: null, near: null };
    thread.worker.on('message', (news: ThreadNews) => hear(thread, news));
    thread.worker.on('error', (error) => bury(thread, error));
    thread.worker.on('exit', () => bury(thread, null));
    threads.push(thread);
    return thread;
  };

  const hear = (thread: Thread, news: ThreadNews) => {
    const { busy } = thread;
    if (news.kind === 'progress') return busy?.progress(news.share);
    thread.busy = null;
    if (news.kind === 'done') busy?.resolve(news.record);
    else busy?.reject(signal.aborted ? signal.reason : revived(news.error));
    next();
  };

  const bury = (thread: Thread, cause: unknown) => {
    const index = threads.indexOf(thread);
    if (index < 0) return;
    threads.splice(index, 1);
    thread.busy?.reject(new ThreadDiedError(`The thread died during a ${thread.busy.job.kind} job.`, { cause }));
    next();
  };

  const next = () => {
    if (signal.aborted) return;
    while (waiting.length > 0) {
      const thread = threads.find(({ busy }) => !busy) ?? (threads.length < options.threads ? start() : null);
      if (!thread) return;
      const best = nextFor(
        thread.near,
        waiting,
        threads.map(({ near }) => near),
      );
      if (!best) return;
      waiting.splice(waiting.indexOf(best), 1);
      thread.busy = best;
      thread.near = best.near ?? thread.near;
      thread.worker.postMessage({ kind: 'run', job: best.job } satisfies ThreadOrder);
    }
  };

  const stopAll = (reason: unknown) => {
    for (const { reject } of waiting.splice(0)) reject(reason);
    for (const { worker } of threads) worker.postMessage({ kind: 'stop' } satisfies ThreadOrder);
  };
  signal.addEventListener('abort', () => stopAll(signal.reason));

  const make = (job: Job, { priority = 0, near, progress = () => {} }: Performing) =>
    new Promise<JobRecord>((resolve, reject) => {
      signal.throwIfAborted();
      waiting.push({ job, priority, near: near ?? null, progress, resolve, reject });
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
      stopAll(new Error('The runner is closed.'));
      await Promise.race([Promise.allSettled(underway.values()), setTimeout(patience, undefined, { ref: false })]);
      await Promise.all(threads.splice(0).map(({ worker }) => worker.terminate()));
    },
  };
}
