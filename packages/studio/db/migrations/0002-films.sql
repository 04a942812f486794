-- Scripts and their drafts, films, what a film's jobs made, and what happened.

alter table projects add column updated_at timestamptz not null default now();

-- A script as it was handed in. A project's newest draft is what is filmed next.
create table drafts (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references projects on delete cascade,
  number integer not null check (number > 0),
  name text not null check (length(name) between 1 and 200),
  ending text not null check (ending in ('.fountain', '.fdx')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content bytea not null,
  created_at timestamptz not null default now(),
  unique (project_id, number)
);

-- The story bible of a project as a person corrected it; what was inferred of the draft it was written for stands beside it.
create table bibles (
  project_id uuid primary key references projects on delete cascade,
  text text not null,
  inferred jsonb not null,
  version integer not null default 1 check (version > 0),
  updated_at timestamptz not null default now()
);

create table films (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  project_id uuid not null references projects on delete cascade,
  draft_id uuid not null references drafts on delete cascade,
  kind text not null check (kind in ('film', 'draft')),
  settings jsonb not null,
  status text not null default 'running' check (status in ('running', 'done', 'failed', 'cancelled')),
  -- Grows when a film that failed is begun again: ids of its jobs are made of it.
  run integer not null default 1 check (run > 0),
  -- What it is made from, as it was when it was begun and its cap was set: the corrected bible with what had been inferred, and what was
  -- decided of shots. Later changes are the next film's.
  corrections jsonb,
  decisions jsonb not null default '[]',
  -- The bible that it was filmed with, to be corrected.
  bible text,
  stages jsonb not null default '{}',
  downgrades jsonb not null default '[]',
  title text not null default '',
  manifest jsonb,
  error text,
  -- What it may cost at most, and what it did.
  cap numeric(12, 2) not null check (cap >= 0),
  cost numeric(12, 2) check (cost >= 0 and cost <= cap),
  -- What earlier runs of it were charged.
  paid numeric(12, 2) not null default 0 check (paid >= 0 and paid <= cap),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((status = 'running') = (finished_at is null)),
  check ((status = 'done') = (manifest is not null)),
  check ((status = 'failed') = (error is not null))
);
create index films_of_project on films (project_id, created_at desc, id);
create index films_of_user on films (user_id, created_at desc, id);
create index films_running on films (id) where status = 'running';

-- Bytes by their own hash, of one user: never shared with another.
create table objects (
  user_id uuid not null references users on delete cascade,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  ending text not null,
  bytes bigint not null check (bytes >= 0),
  -- Where they lie: users/{user_id}/projects/{project_id}/generated/…, of the project that needed them first.
  s3_key text not null unique,
  created_at timestamptz not null default now(),
  primary key (user_id, hash, ending)
);

-- Which projects need an object: it goes with the last of them. What only a film needed that was deleted stays as long as its project.
create table object_uses (
  project_id uuid not null references projects on delete cascade,
  user_id uuid not null,
  hash text not null,
  ending text not null,
  primary key (project_id, hash, ending),
  foreign key (user_id, hash, ending) references objects on delete cascade
);
create index uses_of_object on object_uses (user_id, hash, ending);

-- What a finished job made, under its content key: what a user has is not made for them again, nor paid again.
create table records (
  user_id uuid not null references users on delete cascade,
  key text not null,
  record jsonb not null,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);

-- The files of a film by their path in its folder.
create table film_files (
  film_id uuid not null references films on delete cascade,
  name text not null,
  hash text not null,
  ending text not null,
  bytes bigint not null,
  primary key (film_id, name)
);

-- What a person decided of a shot: kept beside the script, so that a new draft keeps it.
create table shot_decisions (
  project_id uuid not null references projects on delete cascade,
  shot_id text not null,
  -- Another take of the shot: 0 is the first.
  take integer not null default 0 check (take >= 0),
  locked boolean not null default false,
  -- The clip as it was when it was locked: its record's key.
  locked_key text,
  -- An uploaded image or clip in its place.
  replacement_id uuid references assets on delete set null,
  updated_at timestamptz not null default now(),
  primary key (project_id, shot_id)
);

-- What happened, for whoever watches. Read in the order of (xact, id), and only what is older than every transaction still open: then nobody
-- who resumes after an event misses one that was committed late.
create table events (
  id bigint generated always as identity primary key,
  xact xid8 not null default pg_current_xact_id(),
  user_id uuid not null references users on delete cascade,
  project_id uuid,
  film_id uuid,
  type text not null,
  data jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index events_of_user on events (user_id, xact, id);
create index events_of_film on events (film_id, xact, id) where film_id is not null;

create function tell_event() returns trigger language plpgsql as $$
begin
  perform pg_notify('events', new.user_id::text);
  return null;
end $$;
create trigger event_told after insert on events for each row execute function tell_event();

-- Jobs of films, and of notifications, which may belong to no project.
alter table jobs
  add column user_id uuid references users on delete cascade,
  add column film_id uuid references films on delete cascade,
  -- What the worker does: voice, clip, … of the pipeline; direct; email; webhook.
  add column kind text not null default '',
  add column content_key text,
  add column progress real not null default 0 check (progress between 0 and 1),
  add column most_receives smallint not null default 3 check (most_receives > 0),
  -- The smaller, the sooner: when it was sent, less a head start by its priority. So nobody waits forever.
  add column rank double precision not null default extract(epoch from clock_timestamp()),
  -- When a broker was told that it waits; null when one has still to be told.
  add column announced_at timestamptz,
  add column worker text,
  add column started_at timestamptz,
  add column finished_at timestamptz,
  -- W3C trace context of the request that sent it.
  add column traceparent text,
  -- Whether it really made what it was asked for: false when the user had it already.
  add column made boolean,
  alter column project_id drop not null;
update jobs set user_id = (select user_id from projects where id = project_id);
alter table jobs
  alter column user_id set not null,
  add check (project_id is not null or type = 'notification');
drop index jobs_to_claim;
create index jobs_to_claim on jobs (type, rank) where status = 'waiting';
create index jobs_to_announce on jobs (not_before) where status = 'waiting' and announced_at is null;
create index jobs_of_film on jobs (film_id, created_at) where film_id is not null;
create index jobs_of_user on jobs (user_id, created_at desc, id);
create index jobs_dead on jobs (finished_at) where status = 'dead';
