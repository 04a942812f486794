import { claimedColumns, noticeColumns } from './queued-job.ts';

/** A statement that PostgreSQL parses once a connection. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

const statement = (name: string, text: string): Statement => ({ name: `queue-${name}`, text });

/**
 * Needed jobs that are done already do not count. They are locked against being done in the same moment. Jobs of one call keep its order:
 * the first has the smallest rank of its priority, by a microsecond.
 */
export const send = statement(
  'send',
  `
with sent as (
  select * from rows from (jsonb_to_recordset($1) as (
    id uuid, user_id uuid, project_id uuid, film_id uuid, type text, kind text, content_key text, parameters jsonb, priority smallint,
    head_start float8, delay float8, most_receives smallint, traceparent text, needs uuid[]
  )) with ordinality as job(
    id, user_id, project_id, film_id, type, kind, content_key, parameters, priority, head_start, delay, most_receives, traceparent, needs, place
  )
), needed as (
  select id, status from jobs where id in (select unnest(needs) from sent) for share
), counted as (
  select sent.*, cardinality(needs) - (select count(*) from needed where needed.id = any(sent.needs) and needed.status = 'done') as unmet from sent
), added as (
  insert into jobs (
    id, user_id, project_id, film_id, type, kind, content_key, parameters, priority, most_receives, traceparent,
    rank, not_before, unmet, status
  )
  select id, user_id, project_id, film_id, type, kind, content_key, parameters, priority, most_receives, traceparent,
    extract(epoch from statement_timestamp()) + delay - head_start + place * 1e-6, now() + make_interval(secs => delay),
    unmet, case when unmet > 0 then 'blocked' else 'waiting' end
  from counted
  on conflict (id) do nothing
  returning id
)
insert into job_dependencies (job_id, needs_id)
select sent.id, unnest(sent.needs) from sent join added using (id)`,
);

export const claim = statement('claim', `select ${claimedColumns} from claim_jobs($1, $2, $3, $4)`);

export const claimHigh = statement('claim-high', `select ${claimedColumns} from claim_high_jobs($1, $2, $3, $4)`);

export const claimById = statement(
  'claim-by-id',
  `update jobs
  set status = 'running', receives = receives + 1, token = token + 1, lease_until = now() + make_interval(secs => $2),
    worker = $3, started_at = now(), progress = 0
  where id = $1 and status = 'waiting' and not_before <= now()
  returning ${claimedColumns}`,
);

export const statusOf = statement('status', 'select status from jobs where id = $1');

export const announceAgain = statement(
  'announce-again',
  "update jobs set announced_at = null where id = $1 and status = 'waiting'",
);

const mine = "id = $1 and token = $2 and status = 'running'";

export const heartbeat = statement(
  'heartbeat',
  `update jobs set lease_until = now() + make_interval(secs => $3) where ${mine}`,
);

export const progress = statement('progress', `update jobs set progress = $3 where ${mine}`);

export const complete = statement('complete', 'select complete_job($1, $2, $3, $4, $5, $6) as done');

export const completeMany = statement(
  'complete-many',
  `
select id from (select * from jsonb_to_recordset($1) as one(id uuid, token bigint, result text, made boolean, record jsonb, events jsonb) order by id) as one
where complete_job(id, token, result, made, record, events)`,
);

/** What becomes of a job whose try came to nothing; each argument is a piece of SQL. */
const retry = (permanent: string, backoff: string, luck: string, reason: string) => {
  const dies = `(${permanent} or receives >= most_receives)`;
  return `
update jobs set
  status = case when ${dies} then 'dead' else 'waiting' end,
  not_before = case when ${dies} then not_before
    else now() + make_interval(secs => ${backoff} * power(2, receives - 1) * (1 + ${luck}::float8 / 2)) end,
  lease_until = null,
  finished_at = case when ${dies} then now() end,
  error = ${reason}`;
};

export const fail = statement('fail', `${retry('$4', '$5', '$6', '$3')} where ${mine} returning status`);

/** Some at a time, so that a fleet that died at once is not one long transaction. */
export const reap = statement(
  'reap',
  `${retry('false', '$2', '$3', '$1')}
  where id in (
    select id from jobs where status = 'running' and lease_until <= now() order by lease_until limit $4 for update skip locked
  )
  returning status, ${noticeColumns}`,
);

export const giveBack = statement(
  'give-back',
  `update jobs
  set status = 'waiting', receives = receives - 1, lease_until = null, not_before = now() + make_interval(secs => $3), error = coalesce($4, error)
  where ${mine}`,
);

/** Given back, or from so many workers on a failure. */
export const unfit = statement(
  'unfit',
  `update jobs set
    unfit = unfit + 1,
    status = case when unfit + 1 >= $6 and receives >= most_receives then 'dead' else 'waiting' end,
    receives = case when unfit + 1 >= $6 then receives else receives - 1 end,
    not_before = case when unfit + 1 >= $6 and receives >= most_receives then not_before
      else now() + make_interval(secs => $4 * power(2, receives - 1) * (1 + $5::float8 / 2)) end,
    lease_until = null,
    finished_at = case when unfit + 1 >= $6 and receives >= most_receives then now() end,
    error = $3
  where ${mine} returning status, unfit`,
);

/** Locked as completion does: first what runs, then what waits for it, in the order of their ids. So they seldom wait for each other. */
const cancelling = (which: string) => `
update jobs set status = 'cancelled', lease_until = null, finished_at = now()
where id in (select id from jobs where ${which} and status in ('blocked', 'waiting', 'running') order by status = 'blocked', id for update)
returning id`;

export const cancel = statement('cancel', cancelling('id = any($1)'));
export const cancelFilm = statement('cancel-film', cancelling('film_id = $1 and ($2::uuid is null or id <> $2)'));

export const disown = statement(
  'disown',
  "update jobs set lease_until = now() where status = 'running' and lease_until > now()",
);

export const lost = statement(
  'lost',
  `select held.id, held.token from unnest($1::uuid[], $2::bigint[]) as held(id, token)
  where not exists (select from jobs where jobs.id = held.id and jobs.token = held.token and status = 'running')`,
);

export const redrive = statement(
  'redrive',
  `update jobs
  set status = 'waiting', receives = 0, unfit = 0, not_before = now(), error = null, finished_at = null, started_at = null, progress = 0
  where id = $1 and status = 'dead'`,
);

export const deadJobs = statement(
  'dead',
  `select to_char(finished_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as finished_at, ${noticeColumns} from jobs
  where status = 'dead' and ($1::timestamptz is null or (finished_at, id) < ($1, $2::uuid))
  order by finished_at desc, id desc limit $3`,
);
