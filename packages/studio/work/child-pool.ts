import type { Job } from '../jobs/job.ts';
import { WorkerDiedError, type WorkerProcess } from '../jobs/worker-process.ts';
import { UnfitError } from '../queue/job-errors.ts';
import type { JobRecord } from '../storage/store.ts';

export interface ChildRun {
  /** Aborting it ends the process, and with it its ffmpeg. */
  readonly signal: AbortSignal;
  readonly progress: (share: number) => void;
}

/** Processes that do jobs: one job each at a time, started when there is work, kept for the next. */
export interface ChildPool {
  /**
   * @throws WorkerDiedError when the process died of the job; UnfitError when no process starts; the signal's reason once the process is
   * gone; what the job threw
   */
  run(job: Job, options: ChildRun): Promise<JobRecord>;
  close(): Promise<void>;
}

interface Child {
  readonly process: WorkerProcess;
  busy: boolean;
  /** The scenery of its last picture. */
  near: string | null;
}

/** So many processes in a row that died before they began: none can start here. */
const mostLost = 2;

/** Milliseconds that a stopped job may take to put its things away: a cancel is to take effect within two seconds. */
const patience = 800;

/** What is dear to make and kept by the process that made it: a place at an hour in a weather. */
function nearOf(job: Job): string | null {
  if (job.kind !== 'clip' && job.kind !== 'board') return null;
  const { place, timeOfDay, weather } = job.request.picture.shot;
  return `${place} ${timeOfDay} ${weather}`;
}

/**
 * @param start starts a process; how many there are at once is up to whoever runs jobs
 * @example childPool(() => startWorker({ storeRoot, binaries }))
 */
export function childPool(start: () => WorkerProcess): ChildPool {
  const children: Child[] = [];

  const take = (near: string | null): Child => {
    const living = children.filter(({ process }) => process.isAlive());
    children.splice(0, children.length, ...living);
    const free = living.filter(({ busy }) => !busy);
    const child = free.find((one) => one.near === near) ?? free[0] ?? { process: start(), busy: false, near: null };
    if (!children.includes(child)) children.push(child);
    child.busy = true;
    child.near = near ?? child.near;
    return child;
  };

  /** One process, one try. */
  const runOnce = async (job: Job, { signal, progress }: ChildRun): Promise<JobRecord> => {
    signal.throwIfAborted();
    const child = take(nearOf(job));
    let ended: Promise<void> | null = null;
    const end = () => {
      ended = child.process.end(patience);
    };
    signal.addEventListener('abort', end, { once: true });
    try {
      return await child.process.run(job, progress);
    } catch (error) {
      await ended;
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
      child.busy = false;
    }
  };

  return {
    async run(job, options) {
      for (let lost = 0; ; ) {
        try {
          return await runOnce(job, options);
        } catch (error) {
          if (!(error instanceof WorkerDiedError) || error.begun) throw error;
          lost += 1;
          if (lost === mostLost) throw new UnfitError(`The engine does not start here. ${error.message}`);
        }
      }
    },
    async close() {
      await Promise.all(children.splice(0).map(({ process }) => process.end()));
    },
  };
}
