import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Downgrade } from '../engines/engine.ts';
import type { Binaries } from '../media/binaries.ts';
import type { LocalStore } from '../storage/local-store.ts';
import type { JobRecord } from '../storage/store.ts';
import { downgradesOf, type Job, keyOf, type Makers } from './job.ts';
import { nextFor } from './scheduling.ts';
import type { ToldError, WorkerData, WorkerNews, WorkerOrder } from './worker.ts';

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

/** A worker died under a job (out of memory, a crash of native code). */
export class WorkerDiedError extends Error {
  override readonly name = 'WorkerDiedError';
}

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** What is young is collected often: the heap grew to six times what lives in it, and took no less time. */
const youngMegabytes = 2;

/** glibc gives memory back above this many bytes; left alone it learns to keep what pictures of every size took. */
const frugal = { MALLOC_MMAP_THRESHOLD_: '4194304', MALLOC_TRIM_THRESHOLD_: '33554432' } as const;

/** Ends a process that does not matter any more, whatever it does. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
}

/** Milliseconds that a stopped job is given to put its things away; a worker deep in a drawing may not hear for so long. */
const patience = 2_000;

/** An error from a worker with its name: programs go by it. */
const revived = ({ name, message, stack }: ToldError): Error => Object.assign(new Error(message), { name, stack });

interface Waiting {
  readonly job: Job;
  readonly priority: number;
  readonly near: string | null;
  readonly progress: (share: number) => void;
  readonly resolve: (record: JobRecord) => void;
  readonly reject: (error: unknown) => void;
}

interface Worker {
  readonly child: ChildProcess;
  busy: Waiting | null;
  /** What the last of its jobs that were near to something was near to. */
  near: string | null;
}

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

  const start = (): Worker => {
    const data: WorkerData = { storeRoot: store.root, binaries };
    const cache = getCompileCacheDir();
    const child = fork(program, [JSON.stringify(data)], {
      execArgv: [`--max-semi-space-size=${youngMegabytes}`],
      env: { ...process.env, ...frugal, ...(cache ? { NODE_COMPILE_CACHE: dirname(cache) } : {}) },
      serialization: 'advanced',
    });
    const worker: Worker = { child, busy: null, near: null };
    child.on('message', (news: WorkerNews) => hear(worker, news));
    child.on('error', (error) => bury(worker, error));
    child.on('exit', (code, killer) => bury(worker, new Error(`It ended with ${killer ?? code}.`)));
    workers.push(worker);
    return worker;
  };

  const hear = (worker: Worker, news: WorkerNews) => {
    const { busy } = worker;
    if (news.kind === 'progress') return busy?.progress(news.share);
    worker.busy = null;
    if (news.kind === 'done') busy?.resolve(news.record);
    else busy?.reject(signal.aborted ? signal.reason : revived(news.error));
    next();
  };

  const bury = (worker: Worker, cause: unknown) => {
    const index = workers.indexOf(worker);
    if (index < 0) return;
    workers.splice(index, 1);
    worker.busy?.reject(new WorkerDiedError(`The worker died during a ${worker.busy.job.kind} job.`, { cause }));
    next();
  };

  const next = () => {
    if (signal.aborted) return;
    while (waiting.length > 0) {
      const worker = workers.find(({ busy }) => !busy) ?? (workers.length < options.workers ? start() : null);
      if (!worker) return;
      const best = nextFor(
        worker.near,
        waiting,
        workers.map(({ near }) => near),
      );
      if (!best) return;
      waiting.splice(waiting.indexOf(best), 1);
      worker.busy = best;
      worker.near = best.near ?? worker.near;
      worker.child.send({ kind: 'run', job: best.job } satisfies WorkerOrder);
    }
  };

  const stopAll = (reason: unknown) => {
    for (const { reject } of waiting.splice(0)) reject(reason);
    for (const { child } of workers) if (child.connected) child.send({ kind: 'stop' } satisfies WorkerOrder);
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
      await Promise.all(workers.splice(0).map(({ child }) => ended(child)));
    },
  };
}
