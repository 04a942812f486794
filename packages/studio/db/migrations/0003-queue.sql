-- What the queue does with the columns that films brought: the order of claims, completion in one trip, and who is told that a job waits.

update jobs set rank = extract(epoch from not_before) - 600 * priority;
update jobs set finished_at = now() where status in ('done', 'dead', 'cancelled');
alter table jobs add check ((status in ('done', 'dead', 'cancelled')) = (finished_at is not null));

-- A job that waits (again) or died has still to be announced: nobody who writes a status can forget it.
create function job_to_announce() returns trigger language plpgsql as $$
begin
  new.announced_at := null;
  return new;
end $$;
create trigger job_to_announce before update of status, not_before on jobs
  for each row when (new.status in ('waiting', 'dead') and new.announced_at is not null) execute function job_to_announce();

-- Wakes workers and announcers that sleep. PostgreSQL folds equal notices of a transaction into one, and a job whose time has not come is
-- nobody's news yet: those are found by a timer.
create function tell_job() returns trigger language plpgsql as $$
begin
  perform pg_notify('jobs', new.type);
  return null;
end $$;
create trigger job_told after insert or update of status, not_before on jobs
  for each row when (new.status = 'waiting' and new.not_before <= now()) execute function tell_job();

create index jobs_to_announce_again on jobs (announced_at) where status = 'waiting' and announced_at is not null;
create index jobs_to_bury on jobs (finished_at) where status = 'dead' and announced_at is null;

-- Rows are written several times in a few seconds: what is left of them is swept early, or claims would wade through it.
alter table jobs set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05);

-- Claims of one worker. Types are tried in the order of their most urgent job; each is read along its own index. A single query over several
-- types would sort all that wait, and one that locked a candidate of each type would hide jobs from others.
create function claim_jobs(wanted text[], most integer, lease double precision, claimant text) returns setof jobs language plpgsql as $$
declare
  left_over integer := most;
  found_now integer;
  next_type text;
begin
  for next_type in
    select candidate.type from unnest(wanted) as candidate(type) cross join lateral (
      select rank from jobs where jobs.type = candidate.type and status = 'waiting' and not_before <= now() order by rank limit 1
    ) as first
    order by first.rank
  loop
    return query
      update jobs
      set status = 'running', receives = receives + 1, token = token + 1, lease_until = now() + make_interval(secs => lease),
        worker = claimant, started_at = now(), progress = 0
      where id = any(array(
        select id from jobs where type = next_type and status = 'waiting' and not_before <= now()
        order by rank limit left_over for update skip locked
      ))
      returning *;
    get diagnostics found_now = row_count;
    left_over := left_over - found_now;
    exit when left_over <= 0;
  end loop;
end $$;

-- Completion, what the job made, what is told of it, and release of dependants: one trip, one commit. The last statement has a snapshot of its
-- own, so that it sees jobs that were sent while the first waited for their sender. Rows are locked in the order of their ids: two that
-- finish at once and free the same jobs do not wait for each other.
drop function complete_job(uuid, bigint, text);
create function complete_job(job uuid, shown bigint, result text, was_made boolean, what jsonb, told jsonb) returns boolean
language plpgsql volatile as $$
declare
  owner uuid;
  made_key text;
begin
  update jobs
  set status = 'done', lease_until = null, error = null, result_url = result, made = was_made, progress = 1, finished_at = now()
  where id = job and token = shown and status = 'running'
  returning user_id, content_key into owner, made_key;
  if not found then
    return false;
  end if;
  if what is not null and made_key is not null then
    -- One that is there already stays, unless something of what it names was lost: then it was made again.
    insert into records (user_id, key, record) values (owner, made_key, what)
    on conflict (user_id, key) do update set record = excluded.record, created_at = now() where exists (
      select from jsonb_each(records.record -> 'objects') part where not exists (
        select from objects o
        where o.user_id = records.user_id and o.hash = part.value ->> 'hash' and o.ending = part.value ->> 'ending'
      )
    );
    -- Another film of the user has made the same meanwhile: it is paid there.
    if not found and was_made then
      update jobs set made = false where id = job;
    end if;
  end if;
  if told is not null then
    insert into events (user_id, project_id, film_id, type, data)
    select user_id, project_id, film_id, type, data
    from jsonb_to_recordset(told) as event(user_id uuid, project_id uuid, film_id uuid, type text, data jsonb);
  end if;
  update jobs set unmet = unmet - 1, status = case when unmet > 1 then 'blocked' else 'waiting' end
  from (
    select id from jobs where status = 'blocked' and id in (select job_id from job_dependencies where needs_id = job)
    order by id for update
  ) as dependant
  where jobs.id = dependant.id;
  return true;
end $$;
