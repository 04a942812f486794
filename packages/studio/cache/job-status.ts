import { z } from 'zod';
import type { CacheHealth } from './cache-health.ts';
import { CacheDownError, type KeyValue, keyOf } from './key-value.ts';

/** Seconds. */
export const jobStatusTtl = 24 * 60 * 60;

const statusSchema = z.object({ share: z.number().min(0).max(1), stage: z.string() });

/** How far a job is: too often told to be written to the database each time, and nobody is hurt when it is lost. */
export type JobStatus = z.infer<typeof statusSchema>;

export interface JobStatuses {
  set(userId: string, jobId: string, status: JobStatus): Promise<void>;
  /** `null` when nothing is known. */
  get(userId: string, jobId: string): Promise<JobStatus | null>;
  many(userId: string, jobIds: readonly string[]): Promise<ReadonlyMap<string, JobStatus>>;
}

/** @example await jobStatuses(keyValue, health).set(userId, jobId, { share: 0.5, stage: 'pictures' }); */
export function jobStatuses(keyValue: KeyValue, health: CacheHealth): JobStatuses {
  const key = (userId: string, jobId: string) => keyOf(userId, `job:${jobId}`);
  const attempt = async <T>(work: Promise<T>, otherwise: T): Promise<T> => {
    try {
      const result = await work;
      health.answered('job-status');
      return result;
    } catch (error) {
      if (!(error instanceof CacheDownError)) throw error;
      health.failed('job-status', error);
      return otherwise;
    }
  };
  const many = async (userId: string, jobIds: readonly string[]) => {
    const values = await attempt(keyValue.getMany(jobIds.map((jobId) => key(userId, jobId))), []);
    const known = new Map<string, JobStatus>();
    for (const [index, jobId] of jobIds.entries()) {
      const value = values[index];
      if (value) known.set(jobId, statusSchema.parse(JSON.parse(value)));
    }
    return known;
  };
  return {
    set: (userId, jobId, status) =>
      attempt(keyValue.set(key(userId, jobId), JSON.stringify(status), jobStatusTtl), undefined),
    get: async (userId, jobId) => (await many(userId, [jobId])).get(jobId) ?? null,
    many,
  };
}
