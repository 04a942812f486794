import { fork } from 'node:child_process';
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { childEnvironment } from '../media/child-environment.ts';
import type { JobRecord } from '../storage/store.ts';
import type { Job } from './job.ts';
import type { ToldError, WorkerData, WorkerNews, WorkerOrder } from './worker.ts';

/** A worker died under a job: out of memory, a crash of native code, or killed by somebody. */
export class WorkerDiedError extends Error {
  override readonly name = 'WorkerDiedError';
  /** Whether it had begun the job: what it had not begun can be given to another. */
  readonly begun: boolean;

  constructor(job: Job, begun: boolean, how: string) {
    super(`The worker died during a ${job.kind} job: it ended with ${how}.`);
    this.begun = begun;
  }
}

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));

/** What is young is collected often: the heap grew to six times what lives in it, and took no less time. */
const youngMegabytes = 2;

/** glibc's limits in bytes: from the one on, memory comes from the system and goes back at once, from the other on when it is free. */
const frugal = { MALLOC_MMAP_THRESHOLD_: '4194304', MALLOC_TRIM_THRESHOLD_: '33554432' } as const;

/** Milliseconds that a stopped job is given to put its things away; a worker deep in a drawing may not hear for so long. */
const usualPatience = 2_000;

/** An error from a worker with its name: programs go by it. */
const revived = ({ name, message, stack }: ToldError): Error => Object.assign(new Error(message), { name, stack });

/** A process that does one job at a time. It ends with this one, however this one ends. */
export interface WorkerProcess {
  readonly isAlive: () => boolean;
  /** @throws WorkerDiedError; what the job threw */
  run(job: Job, progress: (share: number) => void): Promise<JobRecord>;
  /**
   * Stops the job, waits a little until it has put its ffmpeg and its unfinished files away, and ends the process.
   * @param patience milliseconds; two seconds unless told
   */
  end(patience?: number): Promise<void>;
}

interface Order {
  readonly job: Job;
  begun: boolean;
  readonly progress: (share: number) => void;
  readonly resolve: (record: JobRecord) => void;
  readonly reject: (error: Error) => void;
}

/** Starts a worker. It takes a job at once and begins when it is up. */
export function startWorker(data: WorkerData): WorkerProcess {
  const cache = getCompileCacheDir();
  const child = fork(program, [JSON.stringify(data)], {
    execArgv: [`--max-semi-space-size=${youngMegabytes}`],
    env: childEnvironment({ ...frugal, ...(cache ? { NODE_COMPILE_CACHE: dirname(cache) } : {}) }),
    serialization: 'advanced',
  });
  let order: Order | null = null;
  let alive = true;
  /** Fulfilled when there is no job under way. */
  let settled = Promise.resolve();

  const finish = () => {
    const finished = order;
    order = null;
    return finished;
  };
  child.on('message', (news: WorkerNews) => {
    if (news.kind === 'begun') {
      if (order) order.begun = true;
    } else if (news.kind === 'progress') order?.progress(news.share);
    else if (news.kind === 'done') finish()?.resolve(news.record);
    else finish()?.reject(revived(news.error));
  });
  const exit = new Promise<void>((resolve) => {
    const bury = (how: string) => {
      alive = false;
      const lost = finish();
      lost?.reject(new WorkerDiedError(lost.job, lost.begun, how));
      resolve();
    };
    child.once('exit', (code, killer) => bury(killer ?? `code ${code}`));
    // It could not be started, or cannot be talked to any more.
    child.on('error', (error) => {
      child.kill('SIGKILL');
      bury(error.message);
    });
  });
  const tell = (what: WorkerOrder) => child.connected && child.send(what);

  return {
    isAlive: () => alive && child.connected,
    run(job, progress) {
      const record = new Promise<JobRecord>((resolve, reject) => {
        order = { job, begun: false, progress, resolve, reject };
        tell({ kind: 'run', job });
      });
      settled = record.then(
        () => {},
        () => {},
      );
      return record;
    },
    async end(patience = usualPatience) {
      tell({ kind: 'stop' });
      await Promise.race([settled, exit, setTimeout(patience, undefined, { ref: false })]);
      if (alive) child.kill('SIGKILL');
      await exit;
    },
  };
}
