-- Who is told of what happened: webhooks with their deliveries, mails, and what a user wants mails about.

-- For those who read the events of all users: webhooks and mails.
create index events_in_order on events (xact, id);
create index events_to_sweep on events (created_at);

-- How far such a reader has come. They begin with what happens from now on.
create table feed_cursors (
  name text primary key,
  xact xid8 not null,
  id bigint not null
);
insert into feed_cursors (name, xact, id)
select name, pg_snapshot_xmin(pg_current_snapshot()), 0 from unnest(array['webhooks', 'mails']) as name;

create table webhooks (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  url text not null check (length(url) between 1 and 2000),
  description text not null default '' check (length(description) <= 200),
  -- The types of event that are sent; none means all.
  events text[] not null default '{}',
  enabled boolean not null default true,
  -- Why the studio disabled it; null when nobody or the user did.
  disabled_reason text,
  -- The secret is derived of this and of a key that is not in the database.
  salt bytea not null,
  -- The secret before, with which deliveries are signed as well until then.
  old_salt bytea,
  old_until timestamptz,
  -- Since when no delivery has succeeded, and how many were given up since.
  failing_since timestamptz,
  given_up integer not null default 0 check (given_up >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check ((old_salt is null) = (old_until is null)),
  check (not enabled or disabled_reason is null)
);
create index webhooks_of_user on webhooks (user_id, created_at desc, id);

create table webhook_deliveries (
  id uuid primary key default gen_random_uuid(),
  webhook_id uuid not null references webhooks on delete cascade,
  -- Null for a ping. Not a reference: events are swept sooner than somebody may look for a delivery.
  event_id bigint,
  type text not null,
  -- The very bytes that are signed and sent, each time.
  payload text not null,
  status text not null default 'pending' check (status in ('pending', 'delivered', 'failed')),
  -- The attempt that comes next. A job that was sent for an earlier one does nothing.
  turn integer not null default 1 check (turn > 0),
  -- The last attempt for which a job was sent.
  queued_turn integer not null default 0 check (queued_turn between 0 and turn),
  -- Failures since it was begun, or begun again by a replay.
  failures integer not null default 0 check (failures >= 0),
  due_at timestamptz not null default now(),
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  check ((status = 'pending') = (finished_at is null)),
  -- One delivery an endpoint and event, whoever dispatches how often.
  unique (webhook_id, event_id)
);
create index deliveries_of_webhook on webhook_deliveries (webhook_id, created_at desc, id desc);
create index deliveries_to_queue on webhook_deliveries (due_at) where status = 'pending' and queued_turn < turn;
create index deliveries_to_sweep on webhook_deliveries (created_at);

create table webhook_attempts (
  delivery_id uuid not null references webhook_deliveries on delete cascade,
  turn integer not null check (turn > 0),
  at timestamptz not null default now(),
  -- Null when no answer came; error says why.
  status smallint,
  milliseconds integer not null check (milliseconds >= 0),
  response text not null default '',
  error text,
  primary key (delivery_id, turn)
);

-- Mails on their way. The text is emptied when it was sent: links in it are secrets.
create table mails (
  id uuid primary key,
  -- Null for whoever has no account yet: then it is sent without a job, since a job is somebody's.
  user_id uuid references users on delete cascade,
  kind text not null,
  recipient text not null,
  subject text not null,
  body text not null,
  created_at timestamptz not null default now(),
  -- When its job was sent.
  queued_at timestamptz,
  sent_at timestamptz,
  -- Of mails without a job.
  tries integer not null default 0 check (tries >= 0),
  due_at timestamptz not null default now(),
  check (sent_at is null or body = '')
);
create index mails_of_user on mails (user_id);
create index mails_to_queue on mails (due_at) where queued_at is null and sent_at is null;
create index mails_to_sweep on mails (created_at);

create table notification_settings (
  user_id uuid primary key references users on delete cascade,
  film_done boolean not null default true,
  film_failed boolean not null default true,
  -- A film whose job died has failed, and that mail says why: one is enough for most.
  job_dead boolean not null default false,
  updated_at timestamptz not null default now()
);

create function tell_notification() returns trigger language plpgsql as $$
begin
  perform pg_notify('notifications', '');
  return null;
end $$;
create trigger delivery_told after insert or update of turn on webhook_deliveries for each statement execute function tell_notification();
create trigger mail_told after insert on mails for each statement execute function tell_notification();
