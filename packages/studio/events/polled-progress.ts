import type { Pool } from 'pg';
import { z } from 'zod';
import type { JobStatuses } from '../cache/job-status.ts';
import { rows } from '../db/sql.ts';
import type { ProgressSource } from './progress.ts';

const runningRow = z.object({ id: z.string(), filmId: z.string().nullable(), kind: z.string(), progress: z.number() });

/** Milliseconds between two looks. Nobody looks while nobody watches. */
const lookEvery = 1_000;

/** How many of a watcher's jobs are told of. */
const most = 100;

/** Progress of jobs that run in other processes: they write it down each second, and whoever watches here is told what has changed. */
export function polledProgress(
  { pool, statuses }: { readonly pool: Pool; readonly statuses: JobStatuses },
  onFailure: (error: unknown) => void,
): ProgressSource {
  return ({ userId, filmId }, hear) => {
    const told = new Map<string, number>();
    const look = async () => {
      const running = await rows(
        pool,
        runningRow,
        `select id, film_id as "filmId", kind, progress from jobs
         where status = 'running' and user_id = $1 and ($2::uuid is null or film_id = $2) limit ${most}`,
        [userId, filmId ?? null],
      );
      // The cache hears of it first; without one the row is what there is.
      const known = await statuses.many(
        userId,
        running.map(({ id }) => id),
      );
      for (const job of running) {
        const share = Math.max(job.progress, known.get(job.id)?.share ?? 0);
        if (told.get(job.id) === share) continue;
        told.set(job.id, share);
        hear({ filmId: job.filmId, jobId: job.id, share, kind: job.kind });
      }
      for (const id of told.keys()) if (!running.some((job) => job.id === id)) told.delete(id);
    };
    const timer = setInterval(() => void look().catch(onFailure), lookEvery).unref();
    return () => clearInterval(timer);
  };
}
