import { z } from 'zod';
import { type Database, rows } from '../db/sql.ts';
import { jobTypes } from '../queue/queued-job.ts';
import { type Metrics, record } from './metrics.ts';

const openStates = ['blocked', 'waiting', 'running'] as const;

const countSchema = z.object({
  type: z.enum(jobTypes),
  status: z.enum([...openStates, 'dead']),
  jobs: z.coerce.number(),
  /** Seconds since the oldest could have been begun. */
  oldest: z.coerce.number().nullable(),
});

// `done` and `cancelled` are the many: the states are named, so that the partial indexes can be used.
const countSql = `
select type, status, count(*) as jobs,
  extract(epoch from now() - min(greatest(not_before, created_at)) filter (where status = 'waiting' and not_before <= now())) as oldest
from jobs where status in ('blocked', 'waiting', 'running', 'dead')
group by type, status`;

/** Records how long the queues are. Every type and state is named, 0 or not: a gauge that is not set keeps its last value. */
export async function readQueues(database: Database, metrics: Metrics): Promise<void> {
  const counts = await rows(database, countSchema, countSql);
  for (const type of jobTypes) {
    const of = (status: string) => counts.find((count) => count.type === type && count.status === status);
    for (const state of openStates) record(metrics, 'queueDepth', of(state)?.jobs ?? 0, { type, state });
    record(metrics, 'oldestWaiting', Math.max(0, of('waiting')?.oldest ?? 0), { type });
    record(metrics, 'deadJobs', of('dead')?.jobs ?? 0, { type });
  }
}
