import type { Pool } from 'pg';
import { run } from '../db/sql.ts';
import type { FilmService } from './film-service.ts';

/**
 * Deletes a film with its list of files and its jobs; one that runs is cancelled first: what was made is paid, the rest goes back. What was made
 * stays for other films of its project, and goes with the project.
 * @throws Refusal when the user has no such film
 */
export async function deleteFilm(
  { pool, films }: { readonly pool: Pool; readonly films: Pick<FilmService, 'cancel'> },
  userId: string,
  filmId: string,
): Promise<void> {
  await films.cancel(userId, filmId);
  // Begun again since, it gives back what it held by a trigger, and its workers find their jobs gone.
  await run(pool, 'delete from films where id = $1 and user_id = $2', [filmId, userId]);
}
