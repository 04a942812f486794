import type { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import type { JobSource } from '@ai-film-studio/studio/queue/job-source.ts';
import { type JobType, jobTypes } from '@ai-film-studio/studio/queue/queued-job.ts';
import type { ReadinessCheck } from '@ai-film-studio/studio/telemetry/readiness.ts';
import type { ChildPool } from '@ai-film-studio/studio/work/child-pool.ts';
import type { Handlers } from '@ai-film-studio/studio/work/handlers.ts';
import type { OnDead } from '@ai-film-studio/studio/work/last-words.ts';
import { watchSpot } from '@ai-film-studio/studio/work/spot-notice.ts';
import { drainOnSignals } from '@ai-film-studio/studio/work/stop-signals.ts';
import { warmUp } from '@ai-film-studio/studio/work/warm-up.ts';
import type { DrainReason, Report } from '@ai-film-studio/studio/work/work-event.ts';
import { type Work, type WorkOptions, workLoop } from '@ai-film-studio/studio/work/work-loop.ts';
import type { WorkerConfig } from './environment.ts';
import { type HealthOptions, healthServer } from './health-server.ts';

/** What a worker works with, put together in main.ts. */
export interface WorkerParts {
  readonly pool: WorkOptions['pool'];
  readonly queue: JobQueue;
  readonly source: JobSource;
  readonly handlers: Handlers;
  readonly children: ChildPool;
  readonly onDead: OnDead;
  /** Milliseconds that a claim lasts. */
  readonly lease: number;
  readonly report: Report;
  readonly checks: readonly ReadinessCheck[];
  readonly onFault: HealthOptions['onFault'];
  readonly page: HealthOptions['page'];
  /** What runs beside the jobs until the signal: announcer, reaper. */
  readonly beside: (signal: AbortSignal) => Promise<unknown>;
}

/** What is left of a spot instance's last two minutes when we are done with it: to write the last lines. */
const spotMargin = 5_000;

/**
 * A worker from its start to its end: warms up, takes jobs, drains at a signal to stop or a notice that its machine goes away.
 * @param onListening hears on which port its health can be asked
 * @returns why it ended
 */
export async function serve(
  parts: WorkerParts,
  config: WorkerConfig,
  onListening: (port: number) => void,
): Promise<DrainReason> {
  let work: Work | null = null;
  let early: DrainReason | null = null;
  const cold = new AbortController();
  const over = new AbortController();
  const drain = (deadline: number, reason: DrainReason) => {
    if (work) return work.drain(deadline, reason);
    early = early ?? reason;
    cold.abort();
  };
  const health = await healthServer({
    ...parts,
    host: config.HOST,
    port: config.HEALTH_PORT,
    isTaking: () => work?.isTaking() ?? false,
  });
  const deafen = drainOnSignals(drain, config.SHUTDOWN_SECONDS * 1_000);
  const beside = parts.beside(over.signal);
  const spot = config.SPOT ? listenForSpot(drain, over.signal, config.IMDS_ENDPOINT) : null;
  onListening(health.port);
  try {
    const warm = await isWarm(parts, config, cold.signal);
    if (early) return early;
    if (!warm) return 'unfit';
    work = workLoop({
      ...parts,
      concurrency: config.WORKER_TYPES,
      cores: config.cores,
      idleAfter: config.IDLE_SHUTDOWN === undefined ? null : config.IDLE_SHUTDOWN * 60_000,
    });
    return await work.ended;
  } finally {
    over.abort();
    await Promise.all([beside, spot, health.close()]);
    deafen();
  }
}

function listenForSpot(drain: Work['drain'], signal: AbortSignal, endpoint: string | undefined): Promise<void> {
  return watchSpot({
    signal,
    ...(endpoint === undefined ? {} : { endpoint }),
    onNotice: (notice) =>
      drain(notice.kind === 'interruption' ? notice.time.getTime() - spotMargin : Number.POSITIVE_INFINITY, 'spot'),
  });
}

/** Whether the engine is loaded in as many processes as jobs will run. When it cannot be, operators hear of it. */
async function isWarm({ children, report }: WorkerParts, config: WorkerConfig, signal: AbortSignal): Promise<boolean> {
  const types = typesOf(config);
  const jobs = types.reduce((sum, type) => sum + (config.WORKER_TYPES[type] ?? 0), 0);
  try {
    await warmUp(children, types, Math.min(config.cores, jobs), signal);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (!signal.aborted) for (const type of types) report({ kind: 'unfit', type, reason });
    return false;
  }
}

const typesOf = ({ WORKER_TYPES }: WorkerConfig): readonly JobType[] =>
  jobTypes.filter((type) => (WORKER_TYPES[type] ?? 0) > 0);
