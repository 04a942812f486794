import { parentPort, workerData } from 'node:worker_threads';
import { animaticEngine } from '../engines/animatic/animatic.ts';
import type { Binaries } from '../media/binaries.ts';
import { LocalStore, storeFault } from '../storage/local-store.ts';
import type { JobRecord } from '../storage/store.ts';
import type { Job } from './job.ts';
import { runJob } from './run-job.ts';

/** What a thread of the local runner is started with. */
export interface ThreadData {
  readonly storeRoot: string;
  readonly binaries: Binaries;
  /** Where compiled modules are kept, if anywhere. */
  readonly compileCache: string | null;
}

/** To the thread. */
export type ThreadOrder = { readonly kind: 'run'; readonly job: Job } | { readonly kind: 'stop' };

/** An error as it crosses to another thread: a structured clone of it would lose its name. */
export interface ToldError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** From the thread. One job at a time, so no message needs a number. */
export type ThreadNews =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly record: JobRecord }
  | { readonly kind: 'failed'; readonly error: ToldError };

const told = ({ name, message, stack }: Error): ToldError => ({ name, message, stack });

if (parentPort) {
  const port = parentPort;
  const { storeRoot, binaries }: ThreadData = workerData;
  const tell = (news: ThreadNews) => port.postMessage(news);
  const engine = animaticEngine();
  const store = LocalStore.open(storeRoot);
  let stop = new AbortController();

  const run = async (job: Job) => {
    stop = new AbortController();
    try {
      const context = {
        engine,
        store: await store,
        binaries,
        signal: stop.signal,
        progress: (share: number) => tell({ kind: 'progress', share }),
      };
      tell({ kind: 'done', record: await runJob(job, context) });
    } catch (error) {
      const fault = storeFault(error, storeRoot);
      tell({ kind: 'failed', error: fault instanceof Error ? told(fault) : told(new Error(String(fault))) });
    }
  };

  port.on('message', (order: ThreadOrder) => {
    if (order.kind === 'run') void run(order.job);
    else stop.abort(new Error('stopped'));
  });
}
