import { readFile } from 'node:fs/promises';
import { contentKey, nearestSets, printBible, storyBibleSchema } from '@ai-film-studio/film';
import type { JobKind } from '@ai-film-studio/film/plan/plan.ts';
import type { Pool } from 'pg';
import { z } from 'zod';
import { priceOf } from '../credits/prices.ts';
import { inTransaction, row, rows, run } from '../db/sql.ts';
import { deliver, type Script } from '../delivery/deliver.ts';
import { manifestName } from '../delivery/folder.ts';
import { manifestSchema } from '../delivery/manifest.ts';
import type { Downgrade } from '../engines/engine.ts';
import { downgradesOf, type Job, type Makers } from '../jobs/job.ts';
import type { FilmEvent } from '../pipeline/events.ts';
import { makeDraft, makeFilm } from '../pipeline/pipeline.ts';
import { plannerVersion } from '../pipeline/planner-version.ts';
import type { Order, Studio } from '../pipeline/studio.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { Priority } from '../queue/job-state.ts';
import type { JobType, NewJob } from '../queue/queued-job.ts';
import type { Store, StoredObject } from '../storage/store.ts';
import { allowanceOf } from './allowance.ts';
import { type CalledJob, rehearse } from './call-sheet.ts';
import { type Film, filmColumns, filmRow } from './film.ts';
import { directJob, type FilmService, jobIdOf } from './film-service.ts';
import { pictureSettings } from './settings.ts';
import { decisionsSchema } from './shot-decisions.ts';
import { understandDraft } from './understand.ts';

/** Which worker does a job of the pipeline. */
export const typeOfJob: Record<Job['kind'], JobType> = {
  voice: 'audio',
  score: 'audio',
  ambience: 'audio',
  effect: 'audio',
  mix: 'audio',
  board: 'image',
  sheet: 'image',
  storyboard: 'image',
  clip: 'video',
  conform: 'video',
  reel: 'video',
  assemble: 'assembly',
  package: 'assembly',
};

/** What a job of the pipeline is called in the price list; `null` for what is part of another's price. */
const pricedAs: Record<Job['kind'], JobKind | null> = {
  voice: 'voice',
  score: 'score',
  ambience: null,
  effect: null,
  mix: 'mix',
  board: 'board',
  sheet: null,
  storyboard: null,
  clip: 'clip',
  conform: null,
  reel: null,
  assemble: 'assemble',
  package: 'deliver',
};

interface DirectorParts {
  readonly pool: Pool;
  readonly films: FilmService;
  readonly makers: Makers;
  readonly queue: JobQueue;
  readonly storeFor: (userId: string, projectId: string) => Promise<Store>;
}

const draftRow = z.object({
  name: z.string(),
  ending: z.enum(['.fountain', '.fdx']),
  content: z.instanceof(Uint8Array),
});
const keptRow = z.object({
  corrections: z.object({ text: z.string(), inferred: storyBibleSchema }).nullable(),
  decisions: decisionsSchema,
});

/** Everything that a film is made from, as it was when it was begun. */
async function orderOf(
  pool: Pool,
  film: Film,
): Promise<{ readonly order: Order; readonly script: Script; readonly bible: string | null }> {
  const draft = await row(pool, draftRow, 'select name, ending, content from drafts where id = $1', [film.draftId]);
  if (!draft) throw new Error(`The film ${film.id} has lost its draft.`);
  const kept = await row(pool, keptRow, 'select corrections, decisions from films where id = $1', [film.id]);
  if (!kept) throw new Error(`The film ${film.id} is gone.`);
  const { corrections, decisions } = kept;
  const settings = pictureSettings(film.settings);
  const production = understandDraft(
    { name: draft.name, bytes: draft.content },
    corrections,
    settings.seed,
    film.title,
  );
  return {
    order: { production, settings, decisions },
    script: { ending: draft.ending, bytes: draft.content },
    bible: corrections?.text ?? null,
  };
}

const secondsOfJob = (job: Job, order: Order): number =>
  job.kind === 'clip' ? (job.request.picture.frames * order.settings.rate.den) / order.settings.rate.num : 0;

/** Credits for a job, should it really be made. Prices of today are by the second of clip. */
function creditsFor(job: Job, order: Order, makers: Makers): number {
  const kind = pricedAs[job.kind];
  return kind ? priceOf(kind, secondsOfJob(job, order), { ...order.settings, engine: makers.engine }) : 0;
}

/**
 * Directs a film: replays its pipeline, sends the jobs that it lacks, and delivers it when it lacks none. What it does is done once however
 * often it is done: jobs have the same ids each time, and a film ends once.
 * @param direct the job's own id
 * @param signal aborted when the job was given back: then another director is at it
 */
export async function directFilm(
  filmId: string,
  direct: string,
  parts: DirectorParts,
  traceparent: string | null,
  signal?: AbortSignal,
): Promise<void> {
  const { pool, films, makers } = parts;
  const film = await row(pool, filmRow, `select ${filmColumns} from films where id = $1`, [filmId]);
  if (film?.status !== 'running') return;
  await rememberMakers(pool, makers);
  const { order, script, bible } = await orderOf(pool, film);
  const store = await parts.storeFor(film.userId, film.projectId);
  const stages: Record<string, { done: number; total: number }> = {};
  const downgrades = new Map<string, Downgrade>();
  const note = (downgrade: Downgrade) => downgrades.set(`${downgrade.where}\n${downgrade.what}`, downgrade);
  for (const { place, set } of nearestSets(order.production.bible))
    note({ where: place, what: `there is no set for it: filmed on the nearest, "${set}"` });
  const report = (event: FilmEvent) => {
    if (event.event === 'stage') stages[event.stage] = { done: event.done, total: event.total };
  };

  const rehearsal = await rehearse(
    async (runner) => {
      const noting: Studio['runner'] = {
        ...runner,
        async perform(job, performing) {
          const done = await runner.perform(job, performing);
          for (const downgrade of downgradesOf(done.record.facts)) note(downgrade);
          return done;
        },
      };
      const studio: Studio = { runner: noting, store, report };
      const made = film.kind === 'film' ? await makeFilm(order, studio) : await makeDraft(order, studio);
      const key = contentKey({
        script: contentKey(Buffer.from(script.bytes).toString('base64')),
        settings: { ...film.settings },
        kind: film.kind,
        makers: contentKey(JSON.stringify(makers)),
        planner: plannerVersion(),
        bible,
      });
      const delivery = { kind: film.kind, order: key, script, makers, downgrades: [...downgrades.values()] };
      return deliver(made, order, delivery, studio);
    },
    { store, makers },
  );
  signal?.throwIfAborted();
  if (rehearsal.outcome === 'waits') {
    await call(film, rehearsal.called, order, parts, traceparent);
    await films.report(film, stages);
    return;
  }
  const files = Object.entries(rehearsal.value).map(([name, object]) => ({ name, ...object }));
  const manifestFile = rehearsal.value[manifestName];
  if (!manifestFile) throw new Error('The film has no manifest.');
  const manifest = manifestSchema.parse(JSON.parse(await readText(store, manifestFile)));
  await films.finish(film.id, direct, manifest, files, {
    keys: rehearsal.keys,
    title: order.production.bible.title,
    bible: printBible(order.production.bible),
    downgrades: [...downgrades.values()],
    stages,
  });
}

const readText = async (store: Store, object: StoredObject) => readFile(await store.pathOf(object), 'utf8');

const rememberMakers = (pool: Pool, makers: Makers) =>
  run(
    pool,
    `insert into fleet_makers (makers) values ($1)
     on conflict (single) do update set makers = excluded.makers, seen_at = now() where fleet_makers.makers <> excluded.makers`,
    [JSON.stringify(makers)],
  );

const knownRow = z.object({
  key: z.string(),
  times: z.coerce.number(),
  /** In this run. */
  done: z.coerce.number(),
  underway: z.boolean(),
});

/** What was done so often and is still not there cannot be kept: the film would be directed for ever. */
const mostDone = 3;

/** Why a film cannot go on. */
function lostReason({ kind }: Job): string {
  return kind === 'conform'
    ? 'What an upload in place of a shot was fitted to cannot be kept, or the upload is gone: put it there again, or take it away.'
    : `What a ${kind} job makes is lost each time that it is made.`;
}

/** Sends the called jobs that are not under way, and for each type of worker among them a director for when they are done. */
async function call(
  film: Film,
  called: readonly CalledJob[],
  order: Order,
  { pool, queue, films, makers }: DirectorParts,
  traceparent: string | null,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    // Two directors of a film at once would each send what the other has just sent.
    const running = await run(
      client,
      "select from films where id = $1 and run = $2 and status = 'running' for update",
      [film.id, film.run],
    );
    if (running === 0) return;
    const { priority } = await allowanceOf(client, film.userId);
    const known = await rows(
      client,
      knownRow,
      `select content_key as key, count(*) as times, bool_or(jobs.status in ('blocked', 'waiting', 'running')) as underway,
         count(*) filter (where jobs.status = 'done' and jobs.created_at >= films.begun_at) as done
       from jobs join films on films.id = film_id where film_id = $1 and content_key = any($2) group by content_key`,
      [film.id, called.map(({ key }) => key)],
    );
    const before = new Map(known.map((one) => [one.key, one]));
    const fresh = called.filter(({ key }) => !before.get(key)?.underway);
    const lost = fresh.find(({ key }) => (before.get(key)?.done ?? 0) >= mostDone);
    if (lost) {
      const fault = lost.job.kind === 'conform' ? 'theirs' : 'ours';
      await films.failWithin(client, film.id, lostReason(lost.job), fault);
      return;
    }
    const jobs = fresh.map(({ key, job }): NewJob => {
      // Done before and called again: what it had made is gone.
      const times = before.get(key)?.times ?? 0;
      return {
        id: jobIdOf(film, key, times),
        userId: film.userId,
        projectId: film.projectId,
        filmId: film.id,
        type: typeOfJob[job.kind],
        kind: job.kind,
        contentKey: key,
        parameters: { job, price: creditsFor(job, order, makers) },
        priority,
        ...(traceparent === null ? {} : { traceparent }),
      };
    });
    await queue.on(client).send([...jobs, ...directors(film, jobs, priority, traceparent)]);
  });
}

/** One for each type: sound that is done is mixed while shots are still being drawn. */
function directors(
  film: Film,
  jobs: readonly NewJob[],
  priority: Priority,
  traceparent: string | null,
): readonly NewJob[] {
  const groups = Map.groupBy(jobs, ({ type }) => type);
  return [...groups.values()].map((group) =>
    directJob(
      film,
      group.map(({ id }) => id),
      priority,
      traceparent,
    ),
  );
}
