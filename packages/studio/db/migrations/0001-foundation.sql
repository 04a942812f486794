-- Who makes films, what they make, and the jobs that make it. Columns of the specification first, then what the rest needs.

create table users (
  id uuid primary key default gen_random_uuid(),
  email text not null,
  password_hash text,
  subscription_tier text not null default 'free' check (subscription_tier in ('free', 'standard', 'premium')),
  credits numeric(12, 2) not null default 0 check (credits >= 0),
  created_at timestamptz not null default now(),
  role text not null default 'user' check (role in ('user', 'premium', 'admin'))
);
create unique index users_email on users (lower(email));

create table projects (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  name text not null check (length(name) between 1 and 200),
  description text not null default '',
  status text not null default 'active' check (status in ('active', 'archived')),
  settings jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index projects_of_user on projects (user_id, created_at);

-- The truth about every job: brokers only say that there is one. The life of a row is docs/queue.md.
create table jobs (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  type text not null check (type in ('image', 'video', 'audio', 'assembly', 'notification')),
  status text not null check (status in ('blocked', 'waiting', 'running', 'done', 'dead', 'cancelled')),
  parameters jsonb not null,
  result_url text,
  error text,
  created_at timestamptz not null default now(),
  priority smallint not null default 1 check (priority between 0 and 2),
  unmet integer not null default 0 check (unmet >= 0),
  receives integer not null default 0 check (receives >= 0),
  token bigint not null default 0 check (token >= 0),
  not_before timestamptz not null default now(),
  lease_until timestamptz,
  check ((status = 'running') = (lease_until is not null)),
  check (status <> 'blocked' or unmet > 0),
  check (status in ('blocked', 'cancelled') or unmet = 0)
);
create index jobs_to_claim on jobs (type, priority desc, created_at) where status = 'waiting';
create index jobs_to_reap on jobs (lease_until) where status = 'running';
create index jobs_of_project on jobs (project_id, created_at);

create table job_dependencies (
  job_id uuid not null references jobs on delete cascade,
  needs_id uuid not null references jobs on delete cascade,
  primary key (job_id, needs_id),
  check (job_id <> needs_id)
);
create index job_dependants on job_dependencies (needs_id);

-- Completion and release of dependants: one trip, one commit. The second statement has a snapshot of its own, so that it sees jobs
-- that were sent while the first waited for their sender. Rows are locked in the order of their ids: two that finish at once and free
-- the same jobs do not wait for each other.
create function complete_job(job uuid, shown bigint, result text) returns boolean language plpgsql volatile as $$
begin
  update jobs set status = 'done', lease_until = null, error = null, result_url = result
  where id = job and token = shown and status = 'running';
  if not found then
    return false;
  end if;
  update jobs set unmet = unmet - 1, status = case when unmet > 1 then 'blocked' else 'waiting' end
  from (
    select id from jobs where status = 'blocked' and id in (select job_id from job_dependencies where needs_id = job)
    order by id for update
  ) as dependant
  where jobs.id = dependant.id;
  return true;
end $$;

create table assets (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  type text not null check (type in ('script', 'image', 'audio', 'video', 'document')),
  s3_key text not null unique,
  metadata jsonb not null default '{}',
  size bigint not null check (size >= 0),
  created_at timestamptz not null default now()
);
create index assets_of_project on assets (project_id, created_at);

create table subscriptions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  plan text not null check (plan in ('free', 'standard', 'premium')),
  status text not null check (status in ('active', 'past_due', 'cancelled')),
  stripe_id text unique,
  expires_at timestamptz
);
create unique index one_active_subscription on subscriptions (user_id) where status = 'active';

create table transactions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  amount numeric(12, 2) not null check (amount <> 0),
  type text not null check (type in ('purchase', 'reserve', 'settle', 'refund', 'grant')),
  status text not null check (status in ('pending', 'done', 'failed')),
  created_at timestamptz not null default now()
);
create index transactions_of_user on transactions (user_id, created_at);
