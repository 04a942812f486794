import type { Logger } from 'pino';
import { type Metrics, record } from '../telemetry/metrics.ts';
import type { Tracing } from '../telemetry/tracing.ts';
import type { Handler, Handlers } from './handlers.ts';
import type { Report, WorkEvent } from './work-event.ts';

const outcomes = {
  done: 'done',
  retry: 'failed',
  dead: 'failed',
  'given-back': 'given-back',
  lost: 'cancelled',
} as const;

const levels = {
  started: 'debug',
  progress: 'debug',
  done: 'info',
  lost: 'info',
  'given-back': 'info',
  retry: 'warn',
  dead: 'warn',
} as const;

export interface WorkReport {
  readonly logger: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;
  readonly metrics: Metrics;
  /** Whose models do the jobs here. */
  readonly engine: string;
}

/** Logs and counts what happens in a worker. What operators must hear of at once is an error in the log and a metric to alarm on. */
export function reportWork({ logger, metrics, engine }: WorkReport): Report {
  const count = (event: WorkEvent) => {
    if (event.kind === 'unfit') record(metrics, 'modelLoadFailures', 1, { engine });
    else if (event.kind === 'draining') record(metrics, 'workerDrains', 1, { reason: event.reason });
    else if ('took' in event) {
      const seconds = event.took / 1_000;
      record(metrics, 'jobSeconds', seconds, { type: event.job.type, outcome: outcomes[event.kind] });
      if (event.kind === 'done' && event.made)
        record(metrics, 'inferenceSeconds', seconds, { engine, kind: event.job.kind });
    }
  };
  return (event) => {
    count(event);
    say(logger, event);
  };
}

function say(logger: WorkReport['logger'], event: WorkEvent): void {
  if (event.kind === 'unfit') {
    const { type, reason } = event;
    logger.error({ type, reason }, 'this worker can do no such jobs for now: others have to');
  } else if (event.kind === 'trouble') {
    logger.warn({ err: event.error, during: event.during }, 'the queue was not reached; it is tried again');
  } else if (event.kind === 'draining') {
    logger.info({ reason: event.reason }, 'no more jobs are taken');
  } else logger[levels[event.kind]](detailsOf(event), `job ${event.kind}`);
}

/** Of a job, what finds it again; never its parameters, which are a user's. */
function detailsOf(event: Extract<WorkEvent, { readonly job: unknown }>) {
  const { job, kind: _, ...more } = event;
  return { job: job.id, type: job.type, kind: job.kind, film: job.filmId, receives: job.receives, ...more };
}

/** The same handlers, each job a span of the trace of the request that sent it. */
export function tracedHandlers(handlers: Handlers, tracing: Tracing): Handlers {
  const traced =
    (handler: Handler): Handler =>
    (job, context) =>
      tracing.withTraceparent(job.traceparent, () =>
        tracing.inSpan(`job ${job.kind}`, { 'job.id': job.id, 'job.type': job.type }, () => handler(job, context)),
      );
  return Object.fromEntries(Object.entries(handlers).map(([kind, handler]) => [kind, traced(handler)]));
}
