import type { Pool, PoolClient } from 'pg';
import { v5 as uuidV5 } from 'uuid';
import { z } from 'zod';
import type { Centicredits } from '../credits/amount.ts';
import type { Credits } from '../credits/credits.ts';
import { costOf } from '../credits/prices.ts';
import { type Database, inTransaction, row, rows, run } from '../db/sql.ts';
import { emit } from '../events/emit.ts';
import type { ShotDecision } from '../pipeline/studio.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { Priority } from '../queue/job-state.ts';
import type { JobNotice, NewJob } from '../queue/queued-job.ts';
import { notFound, Refusal } from '../refusal.ts';
import { allowanceOf } from './allowance.ts';
import { type Film, type FilmFile, type FilmKind, filmColumns, filmFileRow, filmRow } from './film.ts';
import type { After } from './project-service.ts';
import type { FilmSettingsInput } from './settings.ts';
import { decisionsAsJson } from './shot-decisions.ts';
import type { WrittenBible } from './understand.ts';

/** Ids of a film's jobs follow from this, the film, its run and what the job is: the same thing called twice is one job. */
const jobSpace = 'b0c7c8a0-6c1e-4f57-8c62-2a4bfb8d2c55';

export const jobIdOf = (film: Pick<Film, 'id' | 'run'>, ...words: readonly (string | number)[]): string =>
  uuidV5([film.id, film.run, ...words].join(' '), jobSpace);

/** A film to be begun. */
export interface NewFilm {
  /** The caller's: the same film begun twice is one. */
  readonly id: string;
  readonly userId: string;
  readonly projectId: string;
  readonly draftId: string;
  readonly kind: FilmKind;
  readonly settings: FilmSettingsInput;
  /** What its cap was forecast from; it is made from the same, whatever is changed meanwhile. */
  readonly bible: WrittenBible | null;
  readonly decisions: ReadonlyMap<string, ShotDecision>;
  readonly title: string;
  /** What it may cost at most, in hundredths of a credit. */
  readonly cap: Centicredits;
  readonly traceparent: string | null;
}

interface FilmServiceParts {
  readonly pool: Pool;
  /** Where lists are read; in the pool, unless told. */
  readonly reads?: Database;
  readonly credits: Credits;
  readonly queue: JobQueue;
  /** Hears what films were charged, once it is certain. */
  readonly onCharged?: (credits: Centicredits) => void;
}

/** Films of users from their beginning to their end. Each step is one transaction: credits, jobs and what is told of it agree at any moment. */
export class FilmService {
  private readonly parts: FilmServiceParts;
  private readonly reads: Database;

  constructor(parts: FilmServiceParts) {
    this.parts = parts;
    this.reads = parts.reads ?? parts.pool;
  }

  /**
   * Reserves what it may cost and sends the job that directs it. A film that is there already is answered as it is.
   * @throws Refusal when credits are short, or when the plan's films are under way already
   */
  async begin(film: NewFilm): Promise<Film> {
    return inTransaction(this.parts.pool, async (client) => {
      // One beginning of a user at a time, so that two at once do not both find room.
      await run(client, 'select from users where id = $1 for update', [film.userId]);
      const { concurrentFilms, priority } = await allowanceOf(client, film.userId);
      const inserted = await run(
        client,
        `insert into films (id, user_id, project_id, draft_id, kind, settings, title, cap, corrections, decisions)
         values ($1, $2, $3, $4, $5, $6, $7, $8::numeric / 100, $9, $10)
         on conflict (id) do nothing`,
        [
          film.id,
          film.userId,
          film.projectId,
          film.draftId,
          film.kind,
          JSON.stringify(film.settings),
          film.title,
          film.cap,
          film.bible && JSON.stringify(film.bible),
          decisionsAsJson(film.decisions),
        ],
      );
      const made = await filmOf(client, film.userId, film.id);
      if (inserted === 0) return made;
      await refuseTooMany(client, film.userId, concurrentFilms);
      await this.start(client, made, priority, film.traceparent);
      return made;
    });
  }

  /** Reserves, sends and tells. */
  private async start(client: PoolClient, film: Film, priority: Priority, traceparent: string | null): Promise<void> {
    await this.parts.credits.reserve(client, { userId: film.userId, filmId: film.id, amount: film.cap - film.paid });
    await this.parts.queue.on(client).send([directJob(film, [], priority, traceparent)]);
    await tell(client, film, 'film.started', { kind: film.kind, title: film.title });
  }

  /** `null` when the user has no such film. */
  find(userId: string, filmId: string): Promise<Film | null> {
    return row(this.parts.pool, filmRow, `select ${filmColumns} from films where id = $1 and user_id = $2`, [
      filmId,
      userId,
    ]);
  }

  get(userId: string, filmId: string): Promise<Film> {
    return filmOf(this.parts.pool, userId, filmId);
  }

  /** Newest first; one more than the limit, if there is one. */
  list(userId: string, projectId: string | null, limit: number, after: After): Promise<Film[]> {
    return rows(
      this.reads,
      filmRow,
      `select ${filmColumns} from films
       where user_id = $1 and ($2::uuid is null or project_id = $2)
         and ($3::timestamptz is null or (date_trunc('milliseconds', created_at), id) < ($3, $4::uuid))
       order by date_trunc('milliseconds', created_at) desc, id desc limit $5`,
      [userId, projectId, after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
  }

  async files(userId: string, filmId: string): Promise<FilmFile[]> {
    await this.get(userId, filmId);
    return rows(
      this.reads,
      filmFileRow,
      'select name, hash, ending, bytes from film_files where film_id = $1 order by name',
      [filmId],
    );
  }

  async file(userId: string, filmId: string, name: string): Promise<FilmFile> {
    await this.get(userId, filmId);
    const found = await row(
      this.parts.pool,
      filmFileRow,
      'select name, hash, ending, bytes from film_files where film_id = $1 and name = $2',
      [filmId, name],
    );
    if (!found) throw notFound('file');
    return found;
  }

  /** Stops a film: its jobs end, what was made is paid, the rest goes back. One that is over is left as it is. */
  async cancel(userId: string, filmId: string): Promise<Film> {
    await this.get(userId, filmId);
    const charged = await inTransaction(this.parts.pool, async (client) => {
      const film = await end(client, filmId, 'cancelled', null);
      if (!film) return 0;
      await this.parts.queue.on(client).cancelFilm(filmId);
      const { cost, charged } = await this.settle(client, film, null);
      await tell(client, film, 'film.cancelled', { cost: cost / 100 });
      return charged;
    });
    if (charged > 0) this.parts.onCharged?.(charged);
    return this.get(userId, filmId);
  }

  /** Stops whatever runs of a user, or of one of their projects. */
  async cancelAll(userId: string, projectId: string | null = null): Promise<void> {
    const running = await rows(
      this.parts.pool,
      z.object({ id: z.string() }),
      "select id from films where user_id = $1 and ($2::uuid is null or project_id = $2) and status = 'running'",
      [userId, projectId],
    );
    for (const { id } of running) await this.cancel(userId, id);
  }

  /**
   * A film cannot be made. By a fault of ours nothing of this run is charged; by what its maker handed in, what was made is paid: else whoever
   * spoils their own film at the end would have most of it for nothing.
   * @returns whether it was running until now
   */
  async fail(filmId: string, reason: string, fault: 'ours' | 'theirs' = 'ours'): Promise<boolean> {
    return inTransaction(this.parts.pool, (client) => this.failWithin(client, filmId, reason, fault));
  }

  /** What has to happen when jobs die, in the transaction in which they do: it is told, and their films fail. */
  async jobsDied(database: Database, jobs: readonly JobNotice[]): Promise<void> {
    for (const { id, userId, projectId, filmId, kind, error } of jobs) {
      const data = { jobId: id, kind, reason: error };
      await emit(database, { userId, projectId, filmId, type: 'job.dead', data });
      // Only what is fitted to a shot was handed in; everything else is the studio's own work.
      const fault = kind === 'conform' ? 'theirs' : 'ours';
      if (filmId) await this.failWithin(database, filmId, failureOf(kind, error), fault);
    }
  }

  /** The same within a transaction. */
  async failWithin(database: Database, filmId: string, reason: string, fault: 'ours' | 'theirs'): Promise<boolean> {
    const film = await end(database, filmId, 'failed', reason);
    if (!film) return false;
    await this.parts.queue.on(database).cancelFilm(filmId);
    if (fault === 'ours') await this.parts.credits.refund(database, { filmId });
    else await this.settle(database, film, null);
    await tell(database, film, 'film.failed', { reason, title: film.title });
    return true;
  }

  /** Begins a film that failed or was cancelled again: what was made is there. */
  async resume(userId: string, filmId: string): Promise<Film> {
    return inTransaction(this.parts.pool, async (client) => {
      await run(client, 'select from users where id = $1 for update', [userId]);
      const before = await filmOf(client, userId, filmId);
      if (before.status === 'running') return before;
      if (before.status === 'done')
        throw new Refusal('conflict', 'film-done', 'The film is done: there is nothing to go on with.');
      const { concurrentFilms, priority } = await allowanceOf(client, userId);
      await run(
        client,
        `update films set status = 'running', run = run + 1, error = null, paid = coalesce(cost, paid), cost = null, finished_at = null,
           begun_at = now(), updated_at = now()
         where id = $1`,
        [filmId],
      );
      await refuseTooMany(client, userId, concurrentFilms);
      const film = await filmOf(client, userId, filmId);
      await this.start(client, film, priority, null);
      return film;
    });
  }

  /** The film is whole: its files are named, what was made is paid. @returns false when it was not running any more */
  async finish(
    filmId: string,
    directedBy: string,
    manifest: unknown,
    files: readonly FilmFile[],
    facts: {
      /** Content keys of all that it is made of: what else was made on the way is not charged. */
      readonly keys: readonly string[];
      readonly title: string;
      readonly bible: string;
      readonly downgrades: readonly unknown[];
      readonly stages: unknown;
    },
  ): Promise<boolean> {
    const charged = await inTransaction(this.parts.pool, async (client) => {
      const film = await end(client, filmId, 'done', null, manifest);
      if (!film) return null;
      await run(client, 'update films set title = $2, bible = $3, downgrades = $4, stages = $5 where id = $1', [
        filmId,
        facts.title,
        facts.bible,
        JSON.stringify(facts.downgrades),
        JSON.stringify(facts.stages),
      ]);
      await run(client, 'delete from film_files where film_id = $1', [filmId]);
      await run(
        client,
        `insert into film_files (film_id, name, hash, ending, bytes)
         select $1, name, hash, ending, bytes from jsonb_to_recordset($2) as file(name text, hash text, ending text, bytes bigint)`,
        [filmId, JSON.stringify(files)],
      );
      // Directors that were called for the same film have nothing left to do.
      await this.parts.queue.on(client).cancelFilm(filmId, directedBy);
      const { cost, charged } = await this.settle(client, film, facts.keys);
      await tell(client, film, 'film.done', {
        title: facts.title,
        cost: cost / 100,
        downgrades: facts.downgrades.length,
      });
      return charged;
    });
    if (charged !== null && charged > 0) this.parts.onCharged?.(charged);
    return charged !== null;
  }

  /** How far the stages are; told when it is news. */
  async report(film: Film, stages: Record<string, { done: number; total: number }>): Promise<void> {
    await inTransaction(this.parts.pool, async (client) => {
      const changed = await run(
        client,
        "update films set stages = $2, updated_at = now() where id = $1 and status = 'running' and stages <> $2::jsonb",
        [film.id, JSON.stringify(stages)],
      );
      if (changed > 0) await tell(client, film, 'film.stage', { stages });
    });
  }

  /**
   * Charges what was really made since it was begun, and with what earlier runs were charged never more than its cap.
   * @param keys of what it is made of; `null` when it was not finished: then all that was made
   */
  private async settle(
    client: Database,
    film: Film,
    keys: readonly string[] | null,
  ): Promise<{ readonly cost: Centicredits; readonly charged: Centicredits }> {
    const spent = await row(
      client,
      z.object({ credits: z.coerce.number() }),
      `select coalesce(sum(price), 0) as credits from (
         select distinct on (content_key, case when content_key is null then id end) (parameters->>'price')::numeric as price from jobs
         where film_id = $1 and status = 'done' and made and ($2::text[] is null or content_key = any($2))
           and finished_at >= (select begun_at from films where id = $1)
       ) as made`,
      [film.id, keys],
    );
    const charged = costOf(spent?.credits ?? 0, film.cap - film.paid);
    const cost = film.paid + charged;
    await run(client, 'update films set cost = $2::numeric / 100 where id = $1', [film.id, cost]);
    await this.parts.credits.settle(client, { filmId: film.id, amount: charged });
    return { cost, charged };
  }
}

/** The job that directs a film once the jobs that it needs are done. */
export function directJob(
  film: Film,
  needs: readonly string[],
  priority: Priority,
  traceparent: string | null,
): NewJob {
  return {
    id: jobIdOf(film, 'direct', ...[...needs].sort()),
    userId: film.userId,
    projectId: film.projectId,
    filmId: film.id,
    type: 'assembly',
    kind: 'direct',
    parameters: {},
    priority,
    needs,
    ...(traceparent === null ? {} : { traceparent }),
  };
}

async function filmOf(database: Database, userId: string, filmId: string): Promise<Film> {
  const film = await row(database, filmRow, `select ${filmColumns} from films where id = $1 and user_id = $2`, [
    filmId,
    userId,
  ]);
  if (!film) throw notFound('film');
  return film;
}

/** Why a film failed, in a person's words. */
export const failureOf = (kind: string, reason: string | null): string =>
  `A ${kind} job could not be done: ${reason ?? 'for no reason that was told'}.`;

/** Ends a film once: whoever comes second finds it ended. */
function end(
  client: Database,
  filmId: string,
  status: Exclude<Film['status'], 'running'>,
  error: string | null,
  manifest: unknown = null,
): Promise<Film | null> {
  return row(
    client,
    filmRow,
    `update films set status = $2, error = $3, manifest = $4, finished_at = now(), updated_at = now()
     where id = $1 and status = 'running' returning ${filmColumns}`,
    [filmId, status, error, manifest === null ? null : JSON.stringify(manifest)],
  );
}

async function refuseTooMany(client: PoolClient, userId: string, most: number): Promise<void> {
  const counted = await row(
    client,
    z.object({ films: z.coerce.number() }),
    "select count(*) as films from films where user_id = $1 and status = 'running'",
    [userId],
  );
  if ((counted?.films ?? 0) > most)
    throw new Refusal(
      'conflict',
      'too-many-films',
      `Your plan films ${most} at a time: wait for one to be done, or cancel one.`,
      { most },
    );
}

const tell = (
  database: Database,
  film: Film,
  type: Parameters<typeof emit>[1]['type'],
  data: Record<string, unknown>,
) => emit(database, { userId: film.userId, projectId: film.projectId, filmId: film.id, type, data });
