import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { watchCache } from '../cache/cache-health.ts';
import { jobStatuses } from '../cache/job-status.ts';
import { MemoryKeyValue } from '../cache/memory.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { JobQueue } from '../queue/job-queue.ts';
import { polledProgress } from './polled-progress.ts';
import type { Progress } from './progress.ts';

describe('progress of jobs in other processes', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  it('is told to whoever watches, as it is written down, and to nobody else', async () => {
    const { pool } = database;
    const [mine, other] = [await database.owner(), await database.owner()];
    const queue = new JobQueue(pool);
    const begin = async (owner: typeof mine) => {
      const id = randomUUID();
      await queue.send([{ id, ...owner, type: 'video', kind: 'clip', parameters: {} }]);
      const job = await queue.claimById(id, { worker: 'elsewhere' });
      if (typeof job === 'string') throw new Error(job);
      return job;
    };
    const [job, foreign] = [await begin(mine), await begin(other)];
    const health = watchCache({ lost: () => {}, back: () => {}, missed: () => {} });
    const statuses = jobStatuses(new MemoryKeyValue(), health);
    const failures: unknown[] = [];
    const source = polledProgress({ pool, statuses }, (error) => failures.push(error));
    const heard: Progress[] = [];
    const arrived = Promise.withResolvers<void>();
    const stop = source({ userId: mine.userId }, (progress) => {
      heard.push(progress);
      if (progress.share === 0.75) arrived.resolve();
    });
    await queue.progress(job, 0.25);
    await queue.progress(foreign, 0.5);
    await statuses.set(mine.userId, job.id, { share: 0.75, stage: 'clip' });
    await arrived.promise;
    stop();
    expect(heard.every(({ jobId }) => jobId === job.id)).toBe(true);
    expect(heard.at(-1)).toMatchObject({ share: 0.75, kind: 'clip' });
    expect(failures).toEqual([]);
  });
});
