import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { Announcer } from './announcer.ts';
import { openNews } from './job-news.fixture.ts';
import { JobQueue } from './job-queue.ts';
import type { ReceivedJob } from './job-source.ts';
import type { Lanes } from './lanes.ts';
import { type Driver, openBroker, openSource, quiet, shortPolicy } from './queue-driver.fixture.ts';
import type { JobNotice, JobType, NewJob } from './queued-job.ts';
import { Reaper } from './reaper.ts';

/** What a driver's suite brings. */
export interface SourceParts {
  readonly driver: Driver;
  /** Loses whatever the driver carries outside of the jobs' rows. */
  lose(database: TestDatabase): Promise<void>;
  stop(): Promise<void>;
}

const receiver = fileURLToPath(new URL('./receiver.fixture.ts', import.meta.url));
const patiently = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 60_000 });
const forever = new AbortController().signal;

/** What a worker may expect of every driver: announcer and reaper run as they do in a studio. */
export function sourceContract(make: () => Promise<SourceParts>): void {
  let parts: SourceParts;
  let database: TestDatabase;
  let queue: JobQueue;
  let owner = { userId: '', projectId: '' };
  const buried: JobNotice[] = [];
  const closing: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    owner = await database.owner();
    queue = new JobQueue(database.pool, shortPolicy);
  });
  beforeEach(async () => {
    await database.pool.query('delete from jobs');
    parts = await make();
    buried.length = 0;
    const over = new AbortController();
    const { pool } = database;
    const onDead = async (_database: unknown, jobs: readonly JobNotice[]) => void buried.push(...jobs);
    const loops = [new Reaper({ pool, queue, log: quiet, onDead }).run(over.signal)];
    const { news, close } = await openNews(database.url);
    const broker = parts.driver.name === 'postgres' ? null : await openBroker(parts.driver);
    if (broker) loops.push(new Announcer({ pool, broker, log: quiet }).run(news, over.signal));
    closing.push(async () => {
      over.abort();
      await close();
      await Promise.all(loops);
      await broker?.close();
      await parts.stop();
    });
  });
  afterEach(async () => {
    // Sources first, then what they live on.
    for (const close of closing.splice(0).reverse()) await close();
  });
  afterAll(() => database.stop());

  const job = (more: Partial<NewJob> = {}): NewJob => ({
    id: randomUUID(),
    ...owner,
    type: 'image',
    kind: 'board',
    parameters: {},
    ...more,
  });
  const worker = async (name: string, lanes: Lanes = 'both') => {
    const opened = await openSource(parts.driver, database.url, name, lanes);
    closing.push(opened.close);
    const receive = async (types: readonly JobType[] = ['image']): Promise<ReceivedJob> => {
      const received = await opened.source.receive(types, forever);
      if (!received) throw new Error('Nobody ended the wait.');
      return received;
    };
    return { ...opened, receive };
  };
  const rowOf = async (id: string) =>
    (await database.pool.query('select status, worker, receives from jobs where id = $1', [id])).rows[0];

  it('brings a job whole to a worker of its type, however large it is', async () => {
    const large = job({
      parameters: { text: 'ж'.repeat(150_000) },
      kind: 'clip',
      contentKey: 'key',
      traceparent: '00-1',
    });
    const sound = job({ type: 'audio' });
    await queue.send([sound, large]);
    const one = await worker('a');
    const received = await one.receive(['video', 'image']);
    expect(received.job).toMatchObject({ ...large, filmId: null, receives: 1, token: 1 });
    expect(await received.extend()).toBe(true);
    expect(await queue.complete(received.job)).toBe(true);
    await received.settle();
    expect((await one.receive(['assembly', 'audio'])).job.id).toBe(sound.id);
    expect(await rowOf(large.id)).toEqual({ status: 'done', worker: 'a', receives: 1 });
  });

  it('does every job once by several workers, each after what it needs', async () => {
    const first = Array.from({ length: 20 }, () => job());
    const then = first.map(({ id }) => job({ type: 'video', needs: [id] }));
    await queue.send([...first, ...then]);
    const enough = new AbortController();
    const done: string[] = [];
    const work = async (name: string) => {
      const { source } = await worker(name);
      for (;;) {
        const received = await source.receive(['image', 'video'], enough.signal);
        if (!received) return;
        done.push(received.job.id);
        expect(await queue.complete(received.job)).toBe(true);
        await received.settle();
        if (done.length === first.length + then.length) enough.abort();
      }
    };
    await Promise.all(['a', 'b', 'c'].map(work));
    expect([...done].sort()).toEqual([...first, ...then].map(({ id }) => id).sort());
    for (const { id, needs } of then) expect(done.indexOf(id)).toBeGreaterThan(done.indexOf(needs?.[0] ?? ''));
  });

  it('brings a job that failed again, later, until it is dead', async () => {
    await queue.send([job({ mostReceives: 2 })]);
    const { receive } = await worker('a');
    const first = await receive();
    expect(await queue.fail(first.job, 'no', { permanent: false, luck: 0 })).toBe('waiting');
    await first.settle();
    const second = await receive();
    expect(second.job).toMatchObject({ id: first.job.id, receives: 2 });
    expect(await queue.fail(second.job, 'no', { permanent: false, luck: 0 })).toBe('dead');
    await second.settle();
  });

  it('does not bring a job before its delay is over, nor one that was cancelled', async () => {
    const cancelled = job();
    const delayed = job({ delay: 1_500 });
    await queue.send([cancelled]);
    await queue.cancel([cancelled.id]);
    const sent = Date.now();
    await queue.send([delayed]);
    const { receive } = await worker('a');
    expect((await receive()).job.id).toBe(delayed.id);
    expect(Date.now() - sent).toBeGreaterThanOrEqual(1_400);
  });

  it('brings a worker of high priority no other job, and one for both whatever there is', async () => {
    const rest = [job(), job({ priority: 'low' })];
    const urgent = [job({ priority: 'high' }), job({ priority: 'high', delay: 500 })];
    await queue.send([...rest, ...urgent]);
    const premium = await worker('premium', 'high-priority');
    const take = async (by: typeof premium, count: number) => {
      const got: string[] = [];
      for (; got.length < count; ) {
        const received = await by.receive();
        got.push(received.job.id);
        await queue.complete(received.job);
        await received.settle();
      }
      return got.sort();
    };
    const idsOf = (jobs: readonly NewJob[]) => jobs.map(({ id }) => id).sort();
    expect(await take(premium, urgent.length)).toEqual(idsOf(urgent));
    const enough = new AbortController();
    const idle = premium.source.receive(['image'], enough.signal);
    expect(await take(await worker('shared'), rest.length)).toEqual(idsOf(rest));
    enough.abort();
    expect(await idle).toBeNull();
    const last = job({ priority: 'high' });
    await queue.send([last]);
    expect(await take(await worker('shared too'), 1)).toEqual([last.id]);
  });

  it('brings a job of which all news was lost', async () => {
    const one = job();
    await queue.send([one]);
    if (parts.driver.name !== 'postgres') {
      const told = 'select from jobs where id = $1 and announced_at is not null';
      await patiently(async () => expect((await database.pool.query(told, [one.id])).rowCount).toBe(1));
    }
    await parts.lose(database);
    const { receive } = await worker('a');
    expect((await receive()).job.id).toBe(one.id);
  });

  it('gives the job of a killed worker to another, and what the dead one might still do counts for nothing', async () => {
    const one = job({ mostReceives: 2 });
    await queue.send([one]);
    const argument = JSON.stringify({ driver: parts.driver, database: database.url });
    const child = spawn(process.execPath, [receiver, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface(child.stdout), 'line');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const dead = JSON.parse(line);
    expect(dead.id).toBe(one.id);
    const heir = await worker('the heir');
    const received = await heir.receive();
    expect(received.job).toMatchObject({ id: one.id, receives: 2 });
    expect(await queue.lost([dead, received.job])).toEqual([dead]);
    expect(await queue.complete(dead)).toBe(false);
    expect(await queue.complete(received.job)).toBe(true);
    await received.settle();
    expect(await rowOf(one.id)).toEqual({ status: 'done', worker: 'the heir', receives: 2 });
  });

  it('buries a job whose last worker died, and tells so', async () => {
    const one = job({ mostReceives: 1 });
    await queue.send([one]);
    const { receive } = await worker('a');
    await receive();
    await patiently(async () => expect((await rowOf(one.id)).status).toBe('dead'));
    expect(buried).toMatchObject([{ id: one.id, ...owner, error: 'its worker was not heard from' }]);
  });
}
