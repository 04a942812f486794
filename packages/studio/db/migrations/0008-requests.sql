-- Answers to requests that spend: the same key gets the same answer, and nothing is bought twice.
create table idempotency_keys (
  user_id uuid not null references users on delete cascade,
  key text not null check (length(key) between 1 and 200),
  -- Of method, address and body: the same key with another request is a mistake.
  request_hash text not null,
  status integer,
  body text,
  created_at timestamptz not null default now(),
  primary key (user_id, key)
);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- The makers that the fleet last worked with: what a forecast takes for made and what not goes by them.
create table fleet_makers (
  single boolean primary key default true check (single),
  makers jsonb not null,
  seen_at timestamptz not null default now()
);

-- When a film was begun, or begun again: what died before that was of the run before.
alter table films add column begun_at timestamptz not null default now();
