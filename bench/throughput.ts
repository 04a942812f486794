import { randomUUID } from 'node:crypto';
import { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import type { NewJob } from '@ai-film-studio/studio/queue/queued-job.ts';
import type { Pool } from 'pg';

/** Sent in one call, as a film's jobs are. */
const sentTogether = 250;
/** Trivial jobs are taken and ended some at a time; what is sent one by one is measured with 1. */
const takenTogether = 25;

export interface ThroughputOptions {
  readonly jobs: number;
  readonly workers: number;
  readonly together?: number;
}

/**
 * How many trivial jobs a second go through their whole life: sent, claimed, completed, each on disk before the next step. A user and a project are made
 * for it and removed afterwards with their jobs.
 */
export async function measureThroughput(
  pool: Pool,
  { jobs, workers, together = takenTogether }: ThroughputOptions,
): Promise<{ readonly jobsPerSecond: number }> {
  const { rows } = await pool.query(
    "with maker as (insert into users (email) values (gen_random_uuid() || '@example.org') returning id) insert into projects (user_id, name) select id, 'Throughput' from maker returning id, user_id",
  );
  const [userId, projectId] = [String(rows[0].user_id), String(rows[0].id)];
  const queue = new JobQueue(pool);
  const trivial = (): NewJob => ({
    id: randomUUID(),
    userId,
    projectId,
    type: 'image',
    kind: 'trivial',
    parameters: {},
  });
  let done = 0;
  const work = async (worker: string) => {
    while (done < jobs) {
      const mine = await queue.claimMany(['image'], together, { worker });
      const { size } = await queue.completeMany(mine);
      done += size;
    }
  };
  const begun = performance.now();
  const send = async () => {
    for (let sent = 0; sent < jobs; sent += sentTogether)
      await queue.send(Array.from({ length: Math.min(sentTogether, jobs - sent) }, trivial));
  };
  await Promise.all([send(), ...Array.from({ length: workers }, (_, index) => work(`worker ${index}`))]);
  const seconds = (performance.now() - begun) / 1000;
  await pool.query('delete from users where id = $1', [userId]);
  return { jobsPerSecond: jobs / seconds };
}
