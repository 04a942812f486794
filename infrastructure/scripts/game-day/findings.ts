import { toDecimal } from '@ai-film-studio/studio/credits/amount.ts';
import { ledgerFaults } from '@ai-film-studio/studio/credits/ledger.ts';
import type { Pool } from 'pg';
import { type Acknowledged, cost, granted } from './filming.ts';
import type { Stored } from './stores.ts';

/** What was acknowledged and is not there any more. */
export interface Loss {
  readonly count: number;
  readonly of: number;
  /** Age of the oldest of them when the region was lost: what RPO means. */
  readonly seconds: number;
}

const lossOf = (
  all: readonly { readonly at: number }[],
  lost: readonly { readonly at: number }[],
  lostAt: number,
): Loss => ({
  ...{ count: lost.length, of: all.length },
  seconds: Math.max(0, ...lost.map(({ at }) => (lostAt - at) / 1_000)),
});

/** Compares what clients were told with what the survivor knows. Asked before anything is done on it. */
export async function lostCommits(pool: Pool, told: readonly Acknowledged[], lostAt: number): Promise<Loss> {
  const films = await pool.query('select film_id, status from reservations');
  const jobs = await pool.query('select id, status from jobs');
  const statusOfFilm = new Map(films.rows.map(({ film_id, status }) => [String(film_id), String(status)]));
  const statusOfJob = new Map(jobs.rows.map(({ id, status }) => [String(id), String(status)]));
  const isThere = ({ what, filmId, jobs: ids }: Acknowledged) => {
    if (what === 'settled') return statusOfFilm.get(filmId) === 'settled';
    if (what === 'begun') return statusOfFilm.has(filmId) && ids.every((id) => statusOfJob.has(id));
    return ids.every((id) => statusOfJob.get(id) === 'done');
  };
  return lossOf(
    told,
    told.filter((one) => !isThere(one)),
    lostAt,
  );
}

export const lostObjects = (all: readonly Stored[], there: ReadonlySet<string>, lostAt: number): Loss =>
  lossOf(
    all,
    all.filter(({ key }) => !there.has(key)),
    lostAt,
  );

/** Rows that name an object which is in no store that is left: they are made again when somebody wants them. */
export async function danglingRows(pool: Pool, there: ReadonlySet<string>): Promise<number> {
  const { rows } = await pool.query("select result_url from jobs where status = 'done' and result_url is not null");
  return rows.filter(({ result_url }) => !there.has(String(result_url))).length;
}

/** From now on each completion of a job leaves a row, written in its own transaction. */
export const noteCompletions = (pool: Pool) =>
  pool.query(`
    create table game_day_completions (job uuid not null, token bigint not null);
    create function game_day_note() returns trigger language plpgsql as $$
    begin
      insert into game_day_completions (job, token) values (new.id, new.token);
      return null;
    end $$;
    create trigger game_day_note after update of status on jobs
      for each row when (new.status = 'done') execute function game_day_note();`);

/** What must hold on the survivor once all work is done; nothing when it does. */
export async function violations(pool: Pool): Promise<readonly string[]> {
  const found = [...(await ledgerFaults(pool))];
  const open = await pool.query("select count(*)::int as count from jobs where status <> 'done'");
  if (open.rows[0].count > 0) found.push(`${open.rows[0].count} jobs were never done`);
  const doubled = await pool.query('select job from game_day_completions group by job having count(*) > 1');
  if (doubled.rowCount) found.push(`${doubled.rowCount} jobs were done twice`);
  const wrong = await pool.query(
    `select users.id from users left join reservations on user_id = users.id and reservations.status = 'settled'
     group by users.id having credits + credits_reserved <> $1::numeric - count(film_id) * $2::numeric`,
    [toDecimal(granted), toDecimal(cost)],
  );
  if (wrong.rowCount)
    found.push(`${wrong.rowCount} users have other credits than they were given less what films took`);
  return found;
}
