-- Workers of their own for premium users claim what is of high priority and nothing else: along an index of its own, however much else waits.
create index jobs_of_high_priority on jobs (type, rank) where status = 'waiting' and priority = 2;

-- As claim_jobs. A function for itself, since the planner has to see the priority: given as an argument, all that waits would be read through.
create function claim_high_jobs(wanted text[], most integer, lease double precision, claimant text) returns setof jobs language plpgsql as $$
declare
  left_over integer := most;
  found_now integer;
  next_type text;
begin
  for next_type in
    select candidate.type from unnest(wanted) as candidate(type) cross join lateral (
      select rank from jobs
      where jobs.type = candidate.type and status = 'waiting' and priority = 2 and not_before <= now() order by rank limit 1
    ) as first
    order by first.rank
  loop
    return query
      update jobs
      set status = 'running', receives = receives + 1, token = token + 1, lease_until = now() + make_interval(secs => lease),
        worker = claimant, started_at = now(), progress = 0
      where id = any(array(
        select id from jobs where type = next_type and status = 'waiting' and priority = 2 and not_before <= now()
        order by rank limit left_over for update skip locked
      ))
      returning *;
    get diagnostics found_now = row_count;
    left_over := left_over - found_now;
    exit when left_over <= 0;
  end loop;
end $$;
