import type { Pool } from 'pg';
import { z } from 'zod';
import { row, rows } from '../db/sql.ts';
import type { Makers } from '../jobs/job.ts';
import type { ShotDecision } from '../pipeline/studio.ts';
import { type JobRecord, jobRecordSchema } from '../storage/store.ts';
import { decisionsOf } from './shot-decisions.ts';

/** What a forecast looks up: what users have, and what the fleet makes films with. */
export class Library {
  private readonly pool: Pool;

  constructor(pool: Pool) {
    this.pool = pool;
  }

  /** Those of the keys that the user has. */
  async records(userId: string, keys: readonly string[]): Promise<ReadonlyMap<string, JobRecord>> {
    const found = await rows(
      this.pool,
      z.object({ key: z.string(), record: jobRecordSchema }),
      `select key, record from records where user_id = $1 and key = any($2) and not exists (
         select from jsonb_each(record -> 'objects') as part where not exists (
           select from objects where user_id = $1 and hash = part.value ->> 'hash' and ending = part.value ->> 'ending'
         )
       )`,
      [userId, keys],
    );
    return new Map(found.map(({ key, record }) => [key, record]));
  }

  decisions(projectId: string): Promise<ReadonlyMap<string, ShotDecision>> {
    return decisionsOf(this.pool, projectId);
  }

  /** `null` until the first worker has directed a film. */
  async makers(): Promise<Makers | null> {
    const found = await row(this.pool, z.object({ makers: z.custom<Makers>() }), 'select makers from fleet_makers');
    return found?.makers ?? null;
  }
}
