import { keyFor } from '../accounts/secrets.ts';
import { jobStatuses } from '../cache/job-status.ts';
import { directFilm } from '../films/direct.ts';
import { keepFilms } from '../films/film-keeper.ts';
import { offlineMakers } from '../jobs/makers.ts';
import { startWorker } from '../jobs/worker-process.ts';
import { findBinaries } from '../media/binaries.ts';
import { runNotification } from '../notify/notification-job.ts';
import { Reaper } from '../queue/reaper.ts';
import type { Parts } from '../server/parts.ts';
import type { Area, Place } from '../storage/keys.ts';
import { LocalStore } from '../storage/local-store.ts';
import { ObjectCache } from '../storage/object-cache.ts';
import { UserStore } from '../storage/user-store.ts';
import { readGpus } from '../telemetry/gpu.ts';
import { type EgressPolicy, egressAgent, openInternet } from '../webhooks/egress.ts';
import { type ChildPool, childPool } from './child-pool.ts';
import { every } from './every.ts';
import type { Handlers } from './handlers.ts';
import type { OnDead } from './last-words.ts';
import { pipelineHandlers } from './make-with-child.ts';
import { studioHandlers } from './studio-handlers.ts';
import type { Report } from './work-event.ts';
import { reportWork, tracedHandlers } from './work-report.ts';

/** What a process works with that does the studio's jobs: a worker, or the one process of `npm start`. */
export interface StudioWork {
  readonly children: ChildPool;
  readonly handlers: Handlers;
  readonly report: Report;
  readonly onDead: OnDead;
  /** Announces jobs to the broker, frees those of dead workers, looks after films: until the signal. */
  beside(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds between two looks at films that nobody directs any more. */
const filmsEvery = 10_000;

/**
 * @param options.cacheFolder of this process alone, with the children it starts
 * @param options.egress where webhooks may be sent; the open internet unless told
 * @param options.engine what draws and speaks, given the store that it works in; left out, processes with the studio's own engine
 * @throws NoFfmpegError; StoreError
 */
export async function openWork(
  parts: Parts,
  {
    cacheFolder,
    egress = openInternet,
    engine,
  }: {
    readonly cacheFolder: string;
    readonly egress?: EgressPolicy | undefined;
    readonly engine?: ((store: LocalStore) => ChildPool) | undefined;
  },
): Promise<StudioWork> {
  const { config, secret, pool, queue, films, blobs, mailer, logger, metrics, tracing } = parts;
  const binaries = await findBinaries(process.env);
  const makers = offlineMakers(binaries);
  const local = await LocalStore.open(cacheFolder);
  const cache = new ObjectCache({ store: local, bytes: config.CACHE_MEGABYTES * 1e6 });
  const storeOf = (place: Place, area: Area) => new UserStore({ pool, blobs, cache }, place, area);
  const children = engine?.(local) ?? childPool(() => startWorker({ storeRoot: local.root, binaries }));
  const storeFor = async (userId: string, projectId: string) => storeOf({ userId, projectId }, 'final');
  const agent = egressAgent(egress);
  const notifying = {
    pool,
    mailer,
    key: keyFor(secret, 'webhooks'),
    policy: egress,
    agent,
    now: () => new Date(),
    luck: Math.random,
  };
  const handlers = studioHandlers({
    pipeline: pipelineHandlers({ children, storeOf, makers }),
    direct: (film, job, traceparent, signal) =>
      directFilm(film, job, { pool, films, makers, queue, storeFor }, traceparent, signal),
    notify: (kind, parameters, signal) => runNotification(kind, parameters, notifying, signal),
  });
  const say = reportWork({ logger, metrics, engine: makers.engine });
  const statuses = jobStatuses(parts.keyValue, parts.cacheHealth);
  const onDead: OnDead = (database, jobs) => films.jobsDied(database, jobs);
  return {
    children,
    handlers: tracedHandlers(handlers, tracing),
    report(event) {
      say(event);
      if (event.kind === 'progress')
        void statuses.set(event.job.userId, event.job.id, { share: event.share, stage: event.job.kind });
    },
    onDead,
    async beside(signal) {
      const announcing = parts.announcing(signal);
      const reaping = new Reaper({ pool, queue, log: logger, onDead }).run(signal);
      await Promise.all([announcing, reaping, keepingFilms(parts, signal), watchingGpus(parts, signal)]);
    },
    async close() {
      await children.close();
      await agent.close();
    },
  };
}

/** Milliseconds between two looks at how busy the GPUs are. */
const gpusEvery = 15_000;

/** Tells how busy the GPUs of this machine are; a machine without one is looked at once. */
async function watchingGpus({ metrics }: Parts, signal: AbortSignal): Promise<void> {
  if ((await readGpus(metrics)) > 0)
    await every(
      gpusEvery,
      () => readGpus(metrics),
      signal,
      () => {},
    );
}

const keepingFilms = (parts: Parts, signal: AbortSignal): Promise<void> =>
  every(
    filmsEvery,
    () => keepFilms(parts),
    signal,
    (error) => parts.logger.warn({ err: error }, 'films were not looked after'),
  );
