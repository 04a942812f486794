import { join } from 'node:path';
import { ledgerFaults } from '@ai-film-studio/studio/credits/ledger.ts';
import { rows } from '@ai-film-studio/studio/db/sql.ts';
import { manifestName } from '@ai-film-studio/studio/delivery/folder.ts';
import { manifestSchema } from '@ai-film-studio/studio/delivery/manifest.ts';
import { hashFile } from '@ai-film-studio/studio/storage/local-store.ts';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { Watched } from './audience.ts';
import type { DiaryEntry } from './diary.ts';

export interface Evidence {
  readonly pool: Pool;
  /** Where `LocalBlobs` keeps its files by their keys. */
  readonly files: string;
  readonly watched: readonly Watched[];
  readonly diaries: readonly DiaryEntry[];
}

const fault = z.object({ fault: z.string() });

/** What is wrong after the storm, in a sentence each; empty when nothing is. */
export async function faultsOf(evidence: Evidence): Promise<readonly string[]> {
  const { pool } = evidence;
  const inDatabase = await Promise.all(questions.map((sql) => rows(pool, fault, sql)));
  return [
    ...watchedFaults(evidence.watched),
    ...inDatabase.flat().map((one) => one.fault),
    ...(await ledgerFaults(pool)),
    ...(await filmFaults(evidence)),
    ...(await diaryFaults(evidence)),
  ];
}

function watchedFaults(watched: readonly Watched[]): readonly string[] {
  return watched.flatMap(({ id, status, error, doubled, plan }) => [
    ...(doubled ? [`film "${plan.title}" was begun twice`] : []),
    ...(status === 'done' || (status === 'cancelled' && plan.cancelAfter !== null && !plan.resume)
      ? []
      : [`film ${id} "${plan.title}" ended ${status}: ${error}`]),
  ]);
}

/** Each finds what must not be. `chaos_completions` has a row for each time that a job became done, written in the same transaction. */
const questions = [
  // No job is lost: each is over.
  "select 'job ' || id || ' (' || kind || ') was left ' || status || ': ' || coalesce(error, '') as fault from jobs where status not in ('done', 'cancelled')",
  `select 'job ' || job || ' was completed ' || count(*) || ' times' as fault from chaos_completions group by job having count(*) > 1`,
  `select 'job ' || id || ' is done, and nobody completed it' as fault from jobs
   where status = 'done' and not exists (select from chaos_completions where job = jobs.id)`,
  `select 'job ' || job || ' was completed, and is ' || coalesce(status, 'gone') as fault
   from chaos_completions left join jobs on jobs.id = job where status is distinct from 'done'`,
  // Of a film that nobody cancelled, only directors who came too late are, and what another film of the user had made meanwhile.
  `select 'job ' || jobs.id || ' (' || jobs.kind || ') of a film that is done was cancelled' as fault from jobs join films on films.id = film_id
   where jobs.status = 'cancelled' and jobs.kind <> 'direct' and films.status = 'done' and films.run = 1
     and not exists (select from records where records.user_id = jobs.user_id and key = content_key)`,
  // What is made is there, and paid once.
  `select 'job ' || id || ' was made and has no record' as fault from jobs
   where made and content_key is not null and not exists (select from records where user_id = jobs.user_id and key = content_key)`,
  `select 'user ' || user_id || ' was to pay ' || count(*) || ' times for ' || content_key as fault from jobs
   where made and content_key is not null group by user_id, content_key having count(*) > 1`,
  `select 'record ' || records.key || ' names an object that is not there' as fault from records, jsonb_each(record -> 'objects') as named(name, value)
   where not exists (select from objects where user_id = records.user_id and hash = named.value ->> 'hash' and ending = named.value ->> 'ending')`,
  `select 'film ' || films.id || ' cost ' || cost || ', its jobs ' || coalesce(spent, 0) || ', its cap ' || cap as fault from films
   left join lateral (
     select sum((parameters ->> 'price')::numeric) as spent from jobs
     where film_id = films.id and jobs.status = 'done' and made and jobs.finished_at >= begun_at
   ) as jobs on true
   where films.status in ('done', 'cancelled') and (cost is null or abs(cost - least(cap, coalesce(spent, 0))) > 0.0051)`,
  // A reservation for each run, each ended once.
  `select 'film ' || films.id || ' was begun ' || run || ' times and reserved for ' || count(reservations.id) || ' times' as fault
   from films left join reservations on film_id = films.id group by films.id having count(reservations.id) <> run`,
  "select 'reservation ' || id || ' is held still' as fault from reservations where status = 'held'",
  `select 'film ' || film_id || ' was settled ' || count(*) || ' times' as fault from transactions
   where type = 'settle' group by film_id having count(*) > (select run from films where id = film_id)`,
  `select 'film ' || films.id || ' cost ' || cost || ', and ' || taken || ' was taken' as fault from films
   join lateral (select taken from reservations where film_id = films.id order by number desc limit 1) as last on true
   where cost is distinct from taken`,
  `select 'user ' || users.id || ' has ' || credits || ' of ' || given || ' after films for ' || paid as fault from users
   join lateral (select coalesce(sum(amount) filter (where type = 'grant'), 0) as given, coalesce(-sum(amount) filter (where type = 'settle'), 0) as paid
     from transactions where user_id = users.id) as moved on true
   where credits <> given - paid or credits_reserved <> 0`,
] as const;

const filmRow = z.object({ id: z.string(), status: z.string(), manifest: z.unknown() });
const fileRow = z.object({
  film: z.string(),
  name: z.string(),
  hash: z.string(),
  bytes: z.coerce.number(),
  key: z.string().nullable(),
});

/** Films are those that were begun, and each that is done is whole: every file of its manifest lies in storage with its hash. */
async function filmFaults({ pool, files, watched }: Evidence): Promise<readonly string[]> {
  const films = await rows(pool, filmRow, 'select id, status, manifest from films');
  const delivered = await rows(
    pool,
    fileRow,
    `select film_id as film, name, film_files.hash, film_files.bytes, s3_key as key
     from film_files join films on films.id = film_id
     left join objects on objects.user_id = films.user_id and objects.hash = film_files.hash and objects.ending = film_files.ending`,
  );
  const byFilm = Map.groupBy(delivered, ({ film }) => film);
  const seen = new Map(watched.map(({ id, status }) => [id, status]));
  const faults = films.flatMap(({ id, status }) =>
    seen.get(id) === status ? [] : [`film ${id} is ${status}, its audience saw ${seen.get(id) ?? 'nothing of it'}`],
  );
  for (const { id } of watched) if (!films.some((film) => film.id === id)) faults.push(`film ${id} is gone`);
  for (const { id, manifest } of films.filter(({ status }) => status === 'done'))
    faults.push(...manifestFaults(id, manifest, byFilm.get(id) ?? []));
  for (const { film, name, hash, key } of delivered) {
    const found = key === null ? null : await hashFile(join(files, key)).catch(() => null);
    if (found !== hash) faults.push(`${name} of film ${film} is ${found === null ? 'not there' : 'not what it was'}`);
  }
  return faults;
}

function manifestFaults(id: string, manifest: unknown, files: readonly z.output<typeof fileRow>[]): readonly string[] {
  const parsed = manifestSchema.safeParse(manifest);
  if (!parsed.success) return [`the manifest of film ${id} cannot be read: ${parsed.error.message}`];
  const named = Object.entries(parsed.data.files).map(([name, { sha256, bytes }]) => `${name} ${sha256} ${bytes}`);
  const there = files
    .filter(({ name }) => name !== manifestName)
    .map(({ name, hash, bytes }) => `${name} ${hash} ${bytes}`);
  const same = named.length > 0 && named.sort().join('\n') === there.sort().join('\n');
  return same ? [] : [`film ${id} has not the files that its manifest names`];
}

const doneRow = z.object({ id: z.string() });

/** What workers were told, whatever the database has become since: a completion that was accepted stays, a token is one worker's. */
async function diaryFaults({ pool, diaries }: Evidence): Promise<readonly string[]> {
  const done = new Set((await rows(pool, doneRow, "select id from jobs where status = 'done'")).map(({ id }) => id));
  const told = diaries.filter(({ what }) => what === 'done');
  const times = Map.groupBy(told, ({ job }) => job);
  const claims = Map.groupBy(
    diaries.filter(({ what }) => what === 'began'),
    ({ job, token }) => `${job}, token ${token},`,
  );
  return [
    ...[...times].flatMap(([job, { length }]) => (length > 1 ? [`job ${job} was accepted ${length} times`] : [])),
    ...[...times.keys()].flatMap((job) => (done.has(job) ? [] : [`job ${job} was accepted, and is not done`])),
    ...[...claims].flatMap(([claim, { length }]) => (length > 1 ? [`job ${claim} was ${length} workers'`] : [])),
  ];
}
