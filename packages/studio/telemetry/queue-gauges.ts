import { z } from 'zod';
import { type Database, rows } from '../db/sql.ts';
import { priorities } from '../queue/job-state.ts';
import { type JobType, jobTypes } from '../queue/queued-job.ts';
import { type Metrics, record } from './metrics.ts';

const openStates = ['blocked', 'waiting', 'running'] as const;

const countSchema = z.object({
  type: z.enum(jobTypes),
  status: z.enum([...openStates, 'dead']),
  jobs: z.coerce.number(),
  /** How many of them are of high priority. */
  high: z.coerce.number(),
  /** How many of them could be begun now. */
  due: z.coerce.number(),
  dueHigh: z.coerce.number(),
  /** Seconds since the oldest could have been begun. */
  oldest: z.coerce.number().nullable(),
});

// `done` and `cancelled` are the many: the states are named, so that the partial indexes can be used.
const countSql = `
select type, status, count(*) as jobs, count(*) filter (where priority = ${priorities.high}) as high,
  count(*) filter (where status = 'waiting' and not_before <= now()) as due,
  count(*) filter (where status = 'waiting' and not_before <= now() and priority = ${priorities.high}) as "dueHigh",
  extract(epoch from now() - min(greatest(not_before, created_at)) filter (where status = 'waiting' and not_before <= now())) as oldest
from jobs where status in ('blocked', 'waiting', 'running', 'dead')
group by type, status`;

/**
 * Seconds that a job lasts before any of its type was made: the middle of the specification's processing times (section 5), which has none for
 * assembly and notifications; those are what the offline engine takes for a film of some minutes, and a mail.
 */
const presumedSeconds = { image: 45, video: 210, audio: 30, assembly: 60, notification: 1 } as const satisfies Record<
  JobType,
  number
>;

const lengthSchema = z.object({ type: z.enum(jobTypes), seconds: z.coerce.number() });

/** Of so many of each type, the newest, the mean is taken: enough to be steady, few enough to follow a new model within minutes. */
const lengthsSql = `
select wanted.type, avg(extract(epoch from finished_at - started_at)) as seconds
from unnest($1::text[]) as wanted(type) cross join lateral (
  select started_at, finished_at from jobs
  where jobs.type = wanted.type and status = 'done' and made and started_at is not null
  order by finished_at desc limit 50
) as newest
group by wanted.type`;

/** Records how long the queues are. Every type and state is named, 0 or not: a gauge that is not set keeps its last value. */
export async function readQueues(database: Database, metrics: Metrics): Promise<void> {
  const counts = await rows(database, countSchema, countSql);
  const lengths = await rows(database, lengthSchema, lengthsSql, [jobTypes]);
  for (const type of jobTypes) {
    const of = (status: string) => counts.find((count) => count.type === type && count.status === status);
    for (const state of openStates) record(metrics, 'queueDepth', of(state)?.jobs ?? 0, { type, state });
    const seconds = lengths.find((length) => length.type === type)?.seconds ?? presumedSeconds[type];
    record(metrics, 'backlog', (of('waiting')?.due ?? 0) * seconds, { type });
    record(metrics, 'highBacklog', (of('waiting')?.dueHigh ?? 0) * seconds, { type });
    record(metrics, 'highRunning', of('running')?.high ?? 0, { type });
    record(metrics, 'oldestWaiting', Math.max(0, of('waiting')?.oldest ?? 0), { type });
    record(metrics, 'deadJobs', of('dead')?.jobs ?? 0, { type });
  }
}
