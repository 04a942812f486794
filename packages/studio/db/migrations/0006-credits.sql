-- Credits as a double-entry ledger: what is in one account came out of another, and no row of it is ever changed.

-- Before the ledger nothing moved credits but this column: what somebody has becomes their first grant, below.
alter table users
  add column credits_reserved numeric(12, 2) not null default 0 check (credits_reserved >= 0),
  -- Credits whose payment was taken back after they were spent. Paid from the next ones that come.
  add column credits_owed numeric(12, 2) not null default 0 check (credits_owed >= 0);

alter table transactions
  -- No foreign key: what a film cost is remembered longer than the film.
  add column film_id uuid,
  -- What must happen once, whoever tries it how often: an invoice, a month.
  add column key text unique,
  add column note text not null default '' check (length(note) <= 500),
  -- Transactions of one instant keep their order.
  add column number bigint generated always as identity,
  add unique (id, user_id),
  drop constraint transactions_type_check,
  add constraint transactions_type_check check (type in ('purchase', 'reserve', 'settle', 'refund', 'grant', 'reversal'));
drop index transactions_of_user;
create index transactions_of_user on transactions (user_id, number desc);

-- A user has what is available and what is reserved for films. The studio's own accounts are written beside the user that they dealt
-- with, so that they are nobody's bottleneck and go when the user goes: their balance is a sum.
create table ledger_entries (
  id bigint generated always as identity primary key,
  transaction_id uuid not null,
  user_id uuid not null,
  account text not null check (account in ('available', 'reserved', 'issued', 'revenue')),
  amount numeric(12, 2) not null check (amount <> 0),
  unique (transaction_id, account),
  foreign key (transaction_id, user_id) references transactions (id, user_id) on delete cascade
);
create index entries_of_user on ledger_entries (user_id, account);

with opening as (
  insert into transactions (user_id, amount, type, status, note)
  select id, credits, 'grant', 'done', 'What was there before the ledger' from users where credits > 0
  returning id, user_id, amount
)
insert into ledger_entries (transaction_id, user_id, account, amount)
select id, user_id, 'issued', -amount from opening
union all
select id, user_id, 'available', amount from opening;

-- users.credits and users.credits_reserved are the ledger's sums: moved by the same statement, and by nothing else. Their checks
-- are what keeps every balance from being negative.
create function move_credits() returns trigger language plpgsql as $$
begin
  update users
  set credits = credits + moved.available, credits_reserved = credits_reserved + moved.reserved
  from (
    select user_id,
      coalesce(sum(amount) filter (where account = 'available'), 0) as available,
      coalesce(sum(amount) filter (where account = 'reserved'), 0) as reserved
    from entries group by user_id
  ) as moved
  where users.id = moved.user_id;
  return null;
end $$;
create trigger entries_move_credits after insert on ledger_entries
  referencing new table as entries for each statement execute function move_credits();

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '%', tg_argv[0] using errcode = 'integrity_constraint_violation';
end $$;
create trigger credits_move_by_ledger before update of credits, credits_reserved on users
  for each row when (
    pg_trigger_depth() = 0
    and (old.credits is distinct from new.credits or old.credits_reserved is distinct from new.credits_reserved)
  )
  execute function refuse_change('credits are moved by ledger entries only');
create trigger credits_begin_at_nothing before insert on users
  for each row when (new.credits <> 0 or new.credits_reserved <> 0)
  execute function refuse_change('credits are moved by ledger entries only: insert the user first, then grant');

create trigger entries_stay before update on ledger_entries
  for each row execute function refuse_change('a ledger entry is never changed: write another transaction');
create trigger transactions_stay before update on transactions
  for each row execute function refuse_change('a transaction is never changed: write another one');

-- Only with the whole user: then the user is gone already when their rows are.
create function refuse_delete_of_a_users() returns trigger language plpgsql as $$
begin
  if exists (select from users where id = old.user_id) then
    raise exception 'the ledger forgets nothing of a user who is there' using errcode = 'integrity_constraint_violation';
  end if;
  return old;
end $$;
create trigger entries_are_kept before delete on ledger_entries for each row execute function refuse_delete_of_a_users();
create trigger transactions_are_kept before delete on transactions for each row execute function refuse_delete_of_a_users();

-- At commit: at least two entries, and their sum is nothing.
create function check_balanced() returns trigger language plpgsql as $$
declare
  checked uuid := case tg_table_name when 'transactions' then to_jsonb(new) ->> 'id' else to_jsonb(new) ->> 'transaction_id' end;
  entries integer;
  total numeric;
begin
  if not exists (select from transactions where id = checked) then
    return null;
  end if;
  select count(*), coalesce(sum(amount), 0) into entries, total from ledger_entries where transaction_id = checked;
  if entries < 2 or total <> 0 then
    raise exception 'transaction % has % entries with the sum %', checked, entries, total
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;

create constraint trigger transactions_balance after insert on transactions
  deferrable initially deferred for each row execute function check_balanced();
create constraint trigger entries_balance after insert on ledger_entries
  deferrable initially deferred for each row execute function check_balanced();

-- What a film may cost at most, put aside until it is over. The sum of what is held is the user's reserved credits.
create table reservations (
  id uuid primary key default gen_random_uuid(),
  -- No foreign key: see transactions.
  film_id uuid not null,
  user_id uuid not null references users on delete cascade,
  amount numeric(12, 2) not null check (amount >= 0),
  status text not null default 'held' check (status in ('held', 'settled', 'refunded')),
  taken numeric(12, 2) check (taken between 0 and amount),
  number bigint generated always as identity,
  check ((status = 'held') = (taken is null)),
  check (status <> 'refunded' or taken = 0)
);
create unique index one_held_reservation on reservations (film_id) where status = 'held';
create index reservations_of_film on reservations (film_id, number desc);
create index reservations_held on reservations (user_id) where status = 'held';

-- A film that is deleted gives back what it held, whoever deletes it and however.
create function release_credits_of_film() returns trigger language plpgsql as $$
declare
  held numeric;
  made uuid;
begin
  perform from users where id = old.user_id for no key update;
  if not found then
    return old;
  end if;
  update reservations set status = 'refunded', taken = 0 where film_id = old.id and status = 'held' returning amount into held;
  if held > 0 then
    insert into transactions (user_id, amount, type, status, film_id, note)
    values (old.user_id, held, 'refund', 'done', old.id, 'The film was deleted') returning id into made;
    insert into ledger_entries (transaction_id, user_id, account, amount)
    values (made, old.user_id, 'reserved', -held), (made, old.user_id, 'available', held);
  end if;
  return old;
end $$;
create trigger film_releases_credits before delete on films for each row execute function release_credits_of_film();

-- Billing by Stripe. What Stripe knows is read anew for every event; `seen` is the number of the reading that a row was last
-- written by, so that a reading that began earlier never overwrites it.
create sequence stripe_readings;

alter table subscriptions
  add column seen bigint not null default 0,
  add column cancels_at_end boolean not null default false;
create index subscriptions_of_user on subscriptions (user_id);

create table stripe_customers (
  id text primary key,
  user_id uuid not null unique references users on delete cascade
);

-- What we ask of Stripe, written before it is asked: the id is the idempotency key.
create table stripe_requests (
  id uuid primary key,
  user_id uuid not null references users on delete cascade,
  kind text not null check (kind in ('customer', 'checkout', 'portal')),
  subject text not null default '',
  created_at timestamptz not null default now()
);
create unique index one_customer_request on stripe_requests (user_id) where kind = 'customer';

create table stripe_events (
  id text primary key,
  type text not null,
  outcome text not null,
  received_at timestamptz not null default now()
);

-- Credits that were paid for, by what they were paid with: a payment intent, or an invoice.
create table stripe_sales (
  reference text primary key,
  user_id uuid not null references users on delete cascade,
  credits numeric(12, 2) not null check (credits > 0),
  -- Of these, what Stripe's refunds and disputes made void.
  void numeric(12, 2) not null default 0 check (void between 0 and credits),
  seen bigint not null default 0
);
