-- Files on their way in from a browser, bytes on their way out, and records together with the right to use what they name.

create table uploads (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references users on delete cascade,
  project_id uuid not null references projects on delete cascade,
  name text not null check (length(name) between 1 and 200),
  -- What the browser said. Never believed: what the file is, is in its asset.
  declared_type text not null,
  bytes bigint not null check (bytes > 0),
  part_bytes bigint not null check (part_bytes > 0),
  s3_key text not null unique,
  -- What the storage calls it while its parts arrive.
  multipart_id text not null,
  status text not null default 'open' check (status in ('open', 'done', 'refused')),
  reason text,
  asset_id uuid references assets on delete set null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  check ((status = 'refused') = (reason is not null))
);
create index uploads_of_user on uploads (user_id) where status = 'open';
create index uploads_of_project on uploads (project_id);
create index uploads_to_abort on uploads (expires_at) where status = 'open';

-- Bytes that are to go, written in the transaction that removes the last row that needed them, and before bytes are stored for which no row
-- stands yet: so whatever dies in between, nothing stays that nobody owns. A key that ends in a slash is all that lies under it, uploads under
-- way too.
create table doomed_objects (
  s3_key text primary key,
  not_before timestamptz not null default now(),
  -- Whether a sweep has begun with it, which takes its time outside of any transaction. From then on nobody takes it into use; not_before says when
  -- another sweep may take that one for dead.
  claimed boolean not null default false
);
create index doomed_to_sweep on doomed_objects (not_before);

-- The records of a user under these keys, as far as all their objects are there; from then on the project needs those objects too.
-- The lock of the user's row is what a deletion waits for: so what is recalled here is not deleted under our hands.
create function recall_records(whose uuid, project uuid, keys text[])
returns table (key text, record jsonb) language plpgsql volatile as $$
begin
  perform 1 from users where id = whose for key share;
  return query
    with found as materialized (
      select r.key, r.record from records r
      where r.user_id = whose and r.key = any (keys) and not exists (
        select from jsonb_each(r.record -> 'objects') part
        where not exists (
          select from objects o
          where o.user_id = whose and o.hash = part.value ->> 'hash' and o.ending = part.value ->> 'ending'
        )
      )
    ), needed as (
      select distinct part.value ->> 'hash' as hash, part.value ->> 'ending' as ending
      from found, jsonb_each(found.record -> 'objects') part
    ), used as (
      insert into object_uses (project_id, user_id, hash, ending)
      select project, whose, n.hash, n.ending from needed n
      where not exists (
        select from object_uses u where u.project_id = project and u.hash = n.hash and u.ending = n.ending
      )
      on conflict do nothing
    )
    select found.key, found.record from found;
end $$;

-- Those of the objects that the user has; from then on the project needs them.
create function use_objects(whose uuid, project uuid, hashes text[], endings text[])
returns table (hash text, ending text, s3_key text) language plpgsql volatile as $$
begin
  perform 1 from users where id = whose for key share;
  return query
    with found as materialized (
      select o.hash, o.ending, o.s3_key from objects o
      join unnest(hashes, endings) as wanted(hash, ending) on o.hash = wanted.hash and o.ending = wanted.ending
      where o.user_id = whose
    ), used as (
      insert into object_uses (project_id, user_id, hash, ending)
      select distinct project, whose, f.hash, f.ending from found f
      where not exists (
        select from object_uses u where u.project_id = project and u.hash = f.hash and u.ending = f.ending
      )
      on conflict do nothing
    )
    select distinct found.hash, found.ending, found.s3_key from found;
end $$;
