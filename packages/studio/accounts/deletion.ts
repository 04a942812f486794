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

/** Somebody could not be deleted: `cause` says why. Nothing is forgotten of it; they are tried again. */
export class DeletionError extends Error {
  override readonly name = 'DeletionError';
}

/**
 * Deletes those who asked for it: their subscription ends first, so that nobody pays for an account that is gone; then what runs of their
 * films; then everything of theirs. Who dies in between begins again with the same user. One who cannot be deleted keeps nobody else.
 * @param onFailure told of each who could not be
 * @returns how many are gone
 */
export async function deleteWhoAsked(
  { pool, films, billing }: DeletionParts,
  onFailure: (error: DeletionError) => void,
): Promise<number> {
  const leaving = await rows(
    pool,
    z.object({ id: z.string() }),
    'select id from users where deletion_requested_at is not null order by deletion_requested_at',
  );
  let gone = 0;
  for (const { id } of leaving) {
    try {
      await billing?.endSubscriptions(id);
      await films.cancelAll(id);
      await deleteUser(pool, id);
      gone++;
    } catch (cause) {
      onFailure(new DeletionError(`The user ${id} could not be deleted yet.`, { cause }));
    }
  }
  return gone;
}
