import type { Binaries } from '../media/binaries.ts';
import type { JobRecord } from '../storage/store.ts';
import type { Job } from './job.ts';

/** What a worker of the local runner is started with: JSON, its one argument. */
export interface WorkerData {
  readonly storeRoot: string;
  readonly binaries: Binaries;
}

/** To the worker. */
export type WorkerOrder = { readonly kind: 'run'; readonly job: Job } | { readonly kind: 'stop' };

/** An error as it crosses to another process: a clone of it would lose its name. */
export interface ToldError {
  readonly name: string;
  readonly message: string;
  readonly stack: string | undefined;
}

/** From the worker. One job at a time, so no message needs a number. */
export type WorkerNews =
  | { readonly kind: 'begun' }
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'done'; readonly record: JobRecord }
  | { readonly kind: 'failed'; readonly error: ToldError };

const told = ({ name, message, stack }: Error): ToldError => ({ name, message, stack });

/** Does jobs until the runner is gone. Orders that come while it starts wait. */
async function work({ storeRoot, binaries }: WorkerData): Promise<void> {
  // Ctrl-C reaches the whole group of processes; the runner says what is stopped, and how. Before anything that takes long to load.
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});
  process.on('disconnect', () => process.exit());
  // What our own process was started with is not meant for ffmpeg.
  for (const name of ['MALLOC_MMAP_THRESHOLD_', 'MALLOC_TRIM_THRESHOLD_', 'NODE_COMPILE_CACHE'])
    delete process.env[name];
  const tell = (news: WorkerNews) => process.connected && process.send?.(news);
  const [{ animaticEngine }, { LocalStore, storeFault }, { runJob }] = await Promise.all([
    import('../engines/animatic/animatic.ts'),
    import('../storage/local-store.ts'),
    import('./run-job.ts'),
  ]);
  const engine = animaticEngine();
  const store = LocalStore.open(storeRoot);
  let stop = new AbortController();

  const run = async (job: Job) => {
    stop = new AbortController();
    tell({ kind: 'begun' });
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

  process.on('message', (order: WorkerOrder) => {
    if (order.kind === 'run') void run(order.job);
    else stop.abort(new Error('stopped'));
  });
}

const [, , data] = process.argv;
if (data !== undefined) await work(JSON.parse(data));
