import type { Pool } from 'pg';
import { z } from 'zod';
import type { Billing } from '../billing/billing.ts';
import { rows } from '../db/sql.ts';
import type { FilmService } from '../films/film-service.ts';
import { deleteUser } from '../storage/deletion.ts';

interface DeletionParts {
  readonly pool: Pool;
  readonly films: FilmService;
  /** `null` where nothing is sold. */
  readonly billing: Pick<Billing, 'endSubscriptions'> | null;
}

/**
 * Deletes those who asked for it: their subscription ends first, so that nobody pays for an account that is gone; then what runs of their
 * films; then everything of theirs. Who dies in between begins again with the same user.
 * @returns how many
 */
export async function deleteWhoAsked({ pool, films, billing }: DeletionParts): Promise<number> {
  const leaving = await rows(
    pool,
    z.object({ id: z.string() }),
    'select id from users where deletion_requested_at is not null order by deletion_requested_at limit 100',
  );
  for (const { id } of leaving) {
    await billing?.endSubscriptions(id);
    await films.cancelAll(id);
    await deleteUser(pool, id);
  }
  return leaving.length;
}
