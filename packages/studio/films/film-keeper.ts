import type { Pool } from 'pg';
import { z } from 'zod';
import { rows } from '../db/sql.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import { allowanceOf } from './allowance.ts';
import { filmColumns, filmRow } from './film.ts';
import { directJob, type FilmService, failureOf, jobIdOf } from './film-service.ts';

const deadRow = z.object({ filmId: z.string(), kind: z.string(), error: z.string().nullable() });

/**
 * Looks after films whose workers died between two steps: one with a dead job fails, one that runs and has no job left is directed anew.
 * @returns how many it had to help
 */
export async function keepFilms(parts: {
  readonly pool: Pool;
  readonly films: FilmService;
  readonly queue: JobQueue;
}): Promise<number> {
  const { pool, films, queue } = parts;
  const dead = await rows(
    pool,
    deadRow,
    `select distinct on (films.id) films.id as "filmId", jobs.kind, jobs.error from films
     join jobs on jobs.film_id = films.id and jobs.status = 'dead' and jobs.finished_at >= films.begun_at
     where films.status = 'running' order by films.id, jobs.finished_at`,
  );
  for (const { filmId, kind, error } of dead) await films.fail(filmId, failureOf(kind, error));
  const idle = await rows(
    pool,
    filmRow.extend({ directed: z.coerce.number() }),
    `select ${filmColumns}, (select count(*) from jobs where film_id = films.id and jobs.kind = 'direct') as directed
     from films where status = 'running' and not exists (
       select from jobs where film_id = films.id
         and (jobs.status in ('blocked', 'waiting', 'running') or (jobs.status = 'dead' and jobs.finished_at >= films.begun_at))
     )`,
  );
  for (const film of idle) {
    const { priority } = await allowanceOf(pool, film.userId);
    // Its first director is over: this one has an id of its own, the same for all who notice at once.
    await queue.send([{ ...directJob(film, [], priority, null), id: jobIdOf(film, 'direct again', film.directed) }]);
  }
  return dead.length + idle.length;
}
