import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import type { Job } from '../jobs/job.ts';
import { startWorker } from '../jobs/worker-process.ts';
import { findBinaries } from '../media/binaries.ts';
import { PermanentError, UnfitError } from '../queue/job-errors.ts';
import { openNews } from '../queue/job-news.fixture.ts';
import { JobQueue } from '../queue/job-queue.ts';
import { postgresSource } from '../queue/job-source.ts';
import { defaultPolicy } from '../queue/job-state.ts';
import type { JobNotice, NewJob } from '../queue/queued-job.ts';
import { LocalStore } from '../storage/local-store.ts';
import { type ChildPool, childPool } from './child-pool.ts';
import type { Handler } from './handlers.ts';
import { clip, longScore, processesWith } from './jobs.fixture.ts';
import type { WorkEvent } from './work-event.ts';
import { type Work, type WorkOptions, workLoop } from './work-loop.ts';

const lease = 5_000;

describe('a worker', () => {
  let database: TestDatabase;
  let queue: JobQueue;
  let heard: Awaited<ReturnType<typeof openNews>>;
  let owner: { userId: string; projectId: string };
  const working: Work[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    // Retries are due at once: how long they wait is the state machine's test.
    queue = new JobQueue(database.pool, { ...defaultPolicy, lease, backoff: 1 });
    heard = await openNews(database.url);
    owner = await database.owner();
  });
  afterEach(async () => {
    for (const work of working) work.drain(0, 'signal');
    await Promise.all(working.splice(0).map(({ ended }) => ended));
    await database.pool.query('delete from jobs');
  });
  afterAll(async () => {
    await heard.close();
    await database.stop();
  });

  const send = async (more: Partial<NewJob> = {}): Promise<string> => {
    const id = randomUUID();
    await queue.send([{ id, ...owner, type: 'image', kind: 'test', parameters: {}, ...more }]);
    return id;
  };
  const rowOf = async (id: string) =>
    (await database.pool.query('select status, receives, error, made, progress, token from jobs where id = $1', [id]))
      .rows[0];
  const statusOf = async (id: string): Promise<string> => (await rowOf(id)).status;
  const until = (condition: () => boolean | Promise<boolean>) =>
    vi.waitUntil(condition, { timeout: 30_000, interval: 10 });

  /** A worker that does jobs of kind `test` so. */
  const start = (test: Handler, more: Partial<WorkOptions> = {}) => {
    const events: WorkEvent[] = [];
    const work = workLoop({
      source: postgresSource({ queue, news: heard.news }, { worker: 'test' }),
      pool: database.pool,
      queue,
      handlers: { test },
      concurrency: { image: 2, video: 1, audio: 3 },
      cores: 2,
      lease,
      report: (event) => events.push(event),
      ...more,
    });
    working.push(work);
    return { work, events, ends: () => events.map(({ kind }) => kind) };
  };
  const nothing: Handler = async () => ({ made: true });
  /** Runs until it is stopped. */
  const endless: Handler = (_, { signal, progress }) => {
    progress(0.01);
    return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  };

  it('does what waits, what was freed by it, and what comes later, and tells how it went', async () => {
    const first = await send();
    const second = await send({ needs: [first], type: 'video' });
    const { events } = start(async ({ id }, { progress }) => {
      progress(0.5);
      return { made: id === first };
    });
    await until(async () => (await statusOf(second)) === 'done');
    const third = await send();
    await until(async () => (await statusOf(third)) === 'done');
    expect(await rowOf(first)).toMatchObject({ made: true, receives: 1 });
    expect(await rowOf(second)).toMatchObject({ made: false });
    const toldOf = (id: string) =>
      events.filter((event) => 'job' in event && event.job.id === id).map(({ kind }) => kind);
    await until(() => toldOf(third).length === 3);
    expect(toldOf(first)).toEqual(['started', 'progress', 'done']);
  });

  it('keeps what was made and tells its events in the commit that ends the job', async () => {
    const id = await send({ contentKey: 'a key' });
    start(async ({ userId }) => ({
      made: true,
      record: { objects: {}, facts: { seconds: 2 } },
      events: [{ userId, type: 'film.shot', data: { shot: 1 } }],
    }));
    await until(async () => (await statusOf(id)) === 'done');
    const kept = await database.pool.query('select record from records where key = $1', ['a key']);
    expect(kept.rows).toEqual([{ record: { objects: {}, facts: { seconds: 2 } } }]);
    const told = await database.pool.query("select data from events where type = 'film.shot'");
    expect(told.rows).toEqual([{ data: { shot: 1 } }]);
  });

  it('never does more at once than it has room for, and uses the room it has', async () => {
    const running = new Map<string, number>();
    let most = 0;
    const gate = Promise.withResolvers<void>();
    const counting: Handler = async ({ type }) => {
      running.set(type, (running.get(type) ?? 0) + 1);
      expect(running.get('video') ?? 0).toBeLessThanOrEqual(1);
      most = Math.max(
        most,
        [...running.values()].reduce((sum, one) => sum + one, 0),
      );
      await gate.promise;
      running.set(type, (running.get(type) ?? 0) - 1);
      return {};
    };
    const ids = [await send({ type: 'video' }), await send({ type: 'video' })];
    const { ends } = start(counting);
    await until(() => running.get('video') === 1);
    // It waits for images and sounds now, and has one core left for them.
    for (const type of ['image', 'audio', 'video'] as const) ids.push(await send({ type }));
    await until(() => most === 2);
    gate.resolve();
    await until(() => ends().filter((kind) => kind === 'done').length === ids.length);
    expect(most).toBe(2);
  });

  it('lets a job die at once when no try can help, and its film hears of it in the same commit', async () => {
    const id = await send();
    const buried: JobNotice[] = [];
    const { ends } = start(
      async () => {
        throw new PermanentError('There is no style "oil".');
      },
      {
        onDead: async (client, jobs) => {
          expect((await client.query('select status from jobs where id = $1', [id])).rows[0].status).toBe('dead');
          expect(await statusOf(id)).toBe('running');
          buried.push(...jobs);
        },
      },
    );
    await until(() => ends().includes('dead'));
    expect(await rowOf(id)).toMatchObject({ status: 'dead', receives: 1, error: 'There is no style "oil".' });
    expect(buried).toMatchObject([{ id, ...owner, kind: 'test', error: 'There is no style "oil".' }]);
  });

  it('tries three times what may pass, then lets it die with the reason', async () => {
    const id = await send();
    const { ends } = start(async ({ receives }) => {
      throw new Error(`The disk was full ${receives} times.`);
    });
    await until(() => ends().includes('dead'));
    expect(ends().filter((kind) => kind === 'retry')).toHaveLength(2);
    expect(await rowOf(id)).toMatchObject({ status: 'dead', receives: 3, error: 'The disk was full 3 times.' });
  });

  it('leaves to another what it is not fit for, alerts, and ends when it is fit for nothing', async () => {
    const id = await send({ type: 'video' });
    const unfit = start(
      async () => {
        throw new UnfitError('The model does not load.');
      },
      { concurrency: { video: 1 } },
    );
    expect(await unfit.work.ended).toBe('unfit');
    expect(unfit.events).toContainEqual({ kind: 'unfit', type: 'video', reason: 'The model does not load.' });
    expect(await rowOf(id)).toMatchObject({ status: 'waiting', receives: 0 });
    start(nothing);
    await until(async () => (await statusOf(id)) === 'done');
    expect((await rowOf(id)).receives).toBe(1);
  });

  it('goes on with other types when it is unfit for one', async () => {
    const film = await send({ type: 'video' });
    const { ends } = start(async ({ type }) => {
      if (type === 'video') throw new UnfitError('The model does not load.');
      return {};
    });
    await until(() => ends().includes('given-back'));
    const still = await send();
    await until(async () => (await statusOf(still)) === 'done');
    expect(await rowOf(film)).toMatchObject({ status: 'waiting', receives: 0 });
  });

  it('tries again later what it was not fit for, where there is no other worker', async () => {
    const id = await send({ type: 'video' });
    let memory = 0;
    const { work, ends } = start(
      async () => {
        // It is there again after a while, and then for the next job at once.
        if (memory++ === 0) throw new UnfitError('There is no memory.');
        return {};
      },
      { concurrency: { video: 1 }, endsUnfit: false, unfitFor: 50 },
    );
    await until(async () => (await statusOf(id)) === 'done');
    expect(ends().filter((kind) => kind === 'unfit')).toHaveLength(1);
    expect(work.isTaking()).toBe(true);
  });

  it('is of no use without an engine, though it could assemble and notify', async () => {
    await send({ type: 'video' });
    const unable: Handler = async () => {
      throw new UnfitError('The model does not load.');
    };
    const { work } = start(unable, { concurrency: { video: 1, assembly: 2, notification: 16 } });
    expect(await work.ended).toBe('unfit');
  });

  it('does not shut a type for a job that ends whatever begins it: the job dies, and others are done', async () => {
    const deadly = await send({ type: 'video' });
    const harmless = await send({ type: 'video' });
    const { events, ends } = start(
      async ({ id }) => {
        if (id === deadly) throw new UnfitError('No process lived through it.');
        return {};
      },
      { concurrency: { video: 1 }, endsUnfit: false, unfitFor: 20 },
    );
    await until(() => ends().includes('dead'));
    expect(await rowOf(deadly)).toMatchObject({ status: 'dead', receives: 3, error: 'No process lived through it.' });
    await until(async () => (await statusOf(harmless)) === 'done');
    const ofDeadly = events.filter((event) => 'job' in event && event.job.id === deadly && event.kind !== 'started');
    expect(ofDeadly.map(({ kind }) => kind)).toEqual(['given-back', 'given-back', 'retry', 'retry', 'dead']);
    expect(ends().filter((kind) => kind === 'unfit')).toHaveLength(2);
  });

  it('has no say any more when another worker has the job, and its handler is stopped', async () => {
    const id = await send();
    const stubborn = Promise.withResolvers<void>();
    let stopped = false;
    const slow = start((_, { signal }) => {
      signal.addEventListener('abort', () => {
        stopped = true;
        stubborn.resolve();
      });
      return stubborn.promise.then(() => ({ record: { by: 'the slow one' }, resultUrl: 'slow' }));
    });
    await until(() => slow.ends().includes('started'));
    // As if a whole lease had passed in which nobody heard of it.
    await database.pool.query("update jobs set lease_until = now() - interval '1 s' where id = $1", [id]);
    await queue.reap(0);
    await until(async () => typeof (await queue.claimById(id, { worker: 'another' })) !== 'string');
    await until(() => slow.ends().includes('lost'));
    expect(stopped).toBe(true);
    expect(await rowOf(id)).toMatchObject({ status: 'running', token: '2' });
  });

  it('keeps its claim as long as it is at it', async () => {
    const id = await send();
    const { ends } = start(endless, { lease: 500 });
    await until(() => ends().includes('started'));
    const leaseOf = async () =>
      (await database.pool.query('select lease_until from jobs where id = $1', [id])).rows[0].lease_until;
    const before = await leaseOf();
    await until(async () => (await leaseOf()) > before);
    expect(await statusOf(id)).toBe('running');
  });

  it('ends when nothing came for a while, and not while something runs', async () => {
    const gate = Promise.withResolvers<void>();
    await send();
    const { work, ends } = start(
      async () => {
        await gate.promise;
        return {};
      },
      { idleAfter: 50 },
    );
    await until(() => ends().includes('started'));
    let ended = false;
    void work.ended.then(() => {
      ended = true;
    });
    // Several times as long as it may be idle.
    await setTimeout(200);
    expect(ended).toBe(false);
    gate.resolve();
    expect(await work.ended).toBe('idle');
  });

  it('survives a source that fails', async () => {
    const source = postgresSource({ queue, news: heard.news }, { worker: 'test' });
    let failures = 0;
    const { ends } = start(nothing, {
      source: {
        async receive(types, signal) {
          if (failures++ === 0) throw new Error('The broker is away.');
          return source.receive(types, signal);
        },
      },
    });
    const id = await send();
    await until(async () => (await statusOf(id)) === 'done');
    expect(ends()).toContain('trouble');
  });

  describe('that is drained', () => {
    it('takes nothing new, lets end what can, and gives back at once what cannot', async () => {
      const gate = Promise.withResolvers<void>();
      const soon = await send();
      const late = await send({ type: 'video' });
      let clock = 0;
      const { work, ends } = start(
        async (job, context) => {
          if (job.id === late) return endless(job, context);
          context.progress(0.9);
          await gate.promise;
          return {};
        },
        { now: () => clock },
      );
      await until(() => ends().filter((kind) => kind === 'progress').length === 2);
      clock = 10_000;
      work.drain(clock + 30_000, 'signal');
      const missed = await send();
      // One hundredth done in ten seconds: it would take a quarter of an hour.
      await until(async () => (await statusOf(late)) === 'waiting');
      expect(await rowOf(late)).toMatchObject({ receives: 0, error: 'The worker must stop.' });
      expect(await statusOf(soon)).toBe('running');
      gate.resolve();
      expect(await work.ended).toBe('signal');
      expect(await statusOf(soon)).toBe('done');
      expect(await statusOf(missed)).toBe('waiting');
      start(nothing);
      await until(async () => (await statusOf(late)) === 'done' && (await statusOf(missed)) === 'done');
      expect((await rowOf(late)).receives).toBe(1);
    });

    it('gives everything back when it is told again, more urgently', async () => {
      const id = await send();
      const { work, ends } = start((_, { signal }) => {
        return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      });
      await until(() => ends().includes('started'));
      work.drain(Number.POSITIVE_INFINITY, 'signal');
      expect(await statusOf(id)).toBe('running');
      work.drain(Date.now(), 'signal');
      expect(await work.ended).toBe('signal');
      expect(await rowOf(id)).toMatchObject({ status: 'waiting', receives: 0 });
    });

    it('does not wait for ever for a handler that does not hear', async () => {
      const id = await send();
      const { work, ends } = start(() => new Promise(() => {}));
      await until(() => ends().includes('started'));
      work.drain(0, 'signal');
      expect(await work.ended).toBe('signal');
      expect(await statusOf(id)).toBe('waiting');
    });
  });

  describe.runIf(process.platform === 'linux')('that does jobs in processes', () => {
    let root = '';
    let pool: ChildPool;
    beforeAll(async () => {
      root = await mkdtemp(join(tmpdir(), 'worker-'));
      await LocalStore.open(root);
      const binaries = await findBinaries(process.env);
      pool = childPool(() => startWorker({ storeRoot: root, binaries }));
    });
    afterAll(async () => {
      await pool.close();
      await rm(root, { recursive: true, force: true });
    });
    const inProcess =
      (job: Job): Handler =>
      async (_, context) => ({ record: { ...(await pool.run(job, context)) } });

    it('ends ffmpeg and the process when the job is cancelled, and leaves nothing of it', async () => {
      const id = await send();
      const { events, ends } = start(inProcess(clip(1)));
      await until(() => ends().includes('progress'));
      expect(await processesWith('clip.mp4', root)).toHaveLength(1);
      expect(await queue.cancel([id])).toEqual([id]);
      await until(async () => (await processesWith(root)).length === 0);
      await until(() => ends().includes('lost'));
      expect(await statusOf(id)).toBe('cancelled');
      expect(events.some(({ kind }) => kind === 'done' || kind === 'retry')).toBe(false);
      expect(await readdir(join(root, 'work'))).toEqual([]);
    });

    it('ends a process that is deep in a piece of music when the job is cancelled', async () => {
      const id = await send();
      const { ends } = start(inProcess(longScore(1)));
      await until(async () => (await processesWith('jobs/worker.ts', root)).length === 1);
      await queue.cancel([id]);
      await until(async () => (await processesWith(root)).length === 0);
      await until(() => ends().includes('lost'));
    });
  });
});
