-- Who may come in, how they show it, and what was done in their name. Secrets are here as hashes, or sealed under the studio's secret.

alter table users
  add column name text not null default '' check (length(name) <= 200),
  -- Null for an address that nobody has shown to be theirs: it is never a reason to link accounts.
  add column email_verified_at timestamptz,
  add column suspended_at timestamptz,
  add column deletion_requested_at timestamptz,
  -- The first user of a studio at home, who comes in by the link that the server prints.
  add column local boolean not null default false;
create unique index one_local_user on users (local) where local;
create index users_by_age on users (created_at desc, id desc);

-- Somebody says that an address is theirs. The account begins when they show it, with the password of the very request that the mail was
-- for: who registers another's address gains nothing when the owner registers too.
create table registrations (
  token_hash bytea primary key check (length(token_hash) = 32),
  email text not null,
  name text not null,
  password_hash text not null,
  expires_at timestamptz not null
);
create index registrations_of_email on registrations (lower(email));
create index registrations_over on registrations (expires_at);

-- Links that work once.
create table user_tokens (
  token_hash bytea primary key check (length(token_hash) = 32),
  user_id uuid not null references users on delete cascade,
  purpose text not null check (purpose in ('reset', 'link', 'mfa')),
  -- Wrong answers to the question that the token is a ticket for.
  tries smallint not null default 0,
  -- How they came as far as this, where a session follows.
  method text not null default '',
  expires_at timestamptz not null
);
create index tokens_of_user on user_tokens (user_id, purpose);
create index tokens_over on user_tokens (expires_at);

-- How often something was tried that must not be guessed: an account, an address of the net, both together.
create table throttles (
  key text primary key,
  failures integer not null check (failures >= 0),
  blocked_until timestamptz not null,
  last_at timestamptz not null,
  -- Whether the latest try was refused.
  refused boolean not null
);
create index throttles_over on throttles (last_at);

create table sessions (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  user_agent text not null,
  ip text not null,
  -- The address, or its /64: from where the owner is known.
  network text not null,
  -- How they came in: password, link, github, …
  method text not null,
  mfa boolean not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz,
  revoked_for text,
  check ((revoked_at is null) = (revoked_for is null))
);
create index sessions_of_user on sessions (user_id, created_at desc, id desc);

-- The refresh tokens of a session are a chain: each is exchanged for the next, and only the last one counts.
create table refresh_tokens (
  token_hash bytea primary key check (length(token_hash) = 32),
  session_id uuid not null references sessions on delete cascade,
  expires_at timestamptz not null,
  rotated_at timestamptz,
  -- Who exchanged it, and the next token sealed under this one: for a client that lost the answer. Gone once the next was used.
  rotated_by text,
  sealed_successor bytea,
  check (rotated_at is not null or (rotated_by is null and sealed_successor is null))
);
create unique index one_current_token on refresh_tokens (session_id) where rotated_at is null;
create index tokens_of_session on refresh_tokens (session_id);

create table signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  sealed_private_jwk bytea not null,
  created_at timestamptz not null,
  -- Since when another signs in its place; it verifies until the last of its tokens is over.
  replaced_at timestamptz
);
create unique index one_key_signs on signing_keys ((true)) where replaced_at is null;

create table totp_factors (
  user_id uuid primary key references users on delete cascade,
  sealed_secret bytea not null,
  confirmed_at timestamptz,
  -- The latest interval of which a code was accepted: none of it or before is accepted again.
  last_step bigint not null default 0
);

create table recovery_codes (
  user_id uuid not null references users on delete cascade,
  code_hash bytea not null check (length(code_hash) = 32),
  used_at timestamptz,
  primary key (user_id, code_hash)
);

create table api_keys (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  name text not null check (length(name) between 1 and 100),
  secret_hash bytea not null check (length(secret_hash) = 32),
  scopes text[] not null check (cardinality(scopes) > 0 and not scopes @> array['admin']),
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
create index api_keys_of_user on api_keys (user_id, created_at desc);

-- A person at another service who is one of ours.
create table identities (
  provider text not null,
  subject text not null,
  user_id uuid not null references users on delete cascade,
  email text not null,
  created_at timestamptz not null,
  primary key (provider, subject),
  unique (user_id, provider)
);

-- Somebody was sent to another service to sign in, and has not come back yet.
create table oauth_flows (
  state_hash bytea primary key check (length(state_hash) = 32),
  -- Of the cookie of the browser that was sent: another one cannot finish it.
  browser_hash bytea not null check (length(browser_hash) = 32),
  provider text not null,
  sealed_checks bytea not null,
  return_to text not null,
  -- Who wants to link their account; null for who wants to sign in.
  user_id uuid references users on delete cascade,
  session_id uuid references sessions on delete cascade,
  expires_at timestamptz not null,
  check ((user_id is null) = (session_id is null))
);
create index flows_over on oauth_flows (expires_at);

-- Everything that has to do with who may do what. It outlives the account, without a name.
create table audit_log (
  id bigint generated always as identity primary key,
  -- Whose account it is about, and who did it, when that was another.
  user_id uuid references users on delete set null,
  actor_id uuid references users on delete set null,
  action text not null,
  ip text not null,
  user_agent text not null,
  details jsonb not null default '{}',
  created_at timestamptz not null default now()
);
create index audit_of_user on audit_log (user_id, id desc);

-- Whoever remembers who somebody is forgets it when this says that it changed.
create function tell_whose_access_changed() returns trigger language plpgsql as $$
declare
  changed jsonb := to_jsonb(coalesce(new, old));
begin
  perform pg_notify('sessions', case tg_table_name when 'users' then changed ->> 'id' else changed ->> 'user_id' end);
  return null;
end $$;
create trigger user_access_changed after update of role, subscription_tier, suspended_at, deletion_requested_at on users
  for each row when (old is distinct from new) execute function tell_whose_access_changed();
create trigger user_deleted after delete on users for each row execute function tell_whose_access_changed();
create trigger session_changed after update of revoked_at, mfa on sessions
  for each row when (old is distinct from new) execute function tell_whose_access_changed();
create trigger api_key_changed after update of revoked_at on api_keys
  for each row when (old is distinct from new) execute function tell_whose_access_changed();
