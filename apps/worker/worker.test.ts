import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { type Job, keyOf } from '@ai-film-studio/studio/jobs/job.ts';
import { offlineMakers } from '@ai-film-studio/studio/jobs/makers.ts';
import { findBinaries } from '@ai-film-studio/studio/media/binaries.ts';
import { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import type { Priority } from '@ai-film-studio/studio/queue/job-state.ts';
import type { JobType } from '@ai-film-studio/studio/queue/queued-job.ts';
import { clip, effect, processesWith } from '@ai-film-studio/studio/work/jobs.fixture.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { imdsServer } from '../../test/servers/imds-server.ts';

const program = fileURLToPath(new URL('./main.ts', import.meta.url));
const makers = offlineMakers(await findBinaries(process.env));
const listening = z.object({ port: z.number() });

/** A worker process, and what it has said so far. */
interface Spawned {
  readonly child: ChildProcess;
  readonly said: () => string;
  readonly exit: Promise<number | null>;
}

describe.runIf(process.platform === 'linux')('the worker process', () => {
  let database: TestDatabase;
  let queue: JobQueue;
  let owner: { userId: string; projectId: string };
  let folder = '';
  const spawned: Spawned[] = [];
  beforeAll(async () => {
    database = await testDatabase();
    queue = new JobQueue(database.pool);
    owner = await database.owner();
    folder = await mkdtemp(join(tmpdir(), 'workers-'));
  });
  afterEach(async () => {
    for (const { child } of spawned) child.kill('SIGKILL');
    await Promise.all(spawned.splice(0).map(({ exit }) => exit));
    await database.pool.query('delete from jobs');
  });
  afterAll(async () => {
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const secret = randomBytes(32).toString('hex');
  const start = (environment: Record<string, string> = {}): Spawned => {
    const child = spawn(process.execPath, [program], {
      env: {
        ...{ PATH: process.env.PATH, HOME: process.env.HOME, FFMPEG_PATH: process.env.FFMPEG_PATH },
        ...{
          DATABASE_URL: database.url,
          SECRET: secret,
          DATA_FOLDER: join(folder, 'data'),
          WORKER_TYPES: 'audio,video',
        },
        ...{ HEALTH_PORT: '0', SPOT: 'false', SHUTDOWN_SECONDS: '0', JOBS: '2', ...environment },
      },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (piece) => (text += piece));
    const exit = once(child, 'exit').then(([code]) => code);
    const one = { child, said: () => text, exit };
    spawned.push(one);
    return one;
  };
  const until = (condition: () => boolean | Promise<boolean>) =>
    vi.waitUntil(condition, { timeout: 100_000, interval: 20 });
  const ready = async ({ said }: Spawned) => {
    await until(() => said().includes('"port"'));
    const line =
      said()
        .split('\n')
        .find((one) => one.includes('"port"')) ?? '';
    const { port } = listening.parse(JSON.parse(line));
    const address = `http://127.0.0.1:${port}`;
    await until(async () => (await fetch(`${address}/ready`)).ok);
    return address;
  };
  const send = async (job: Job, type: JobType, priority: Priority = 'normal'): Promise<string> => {
    const id = randomUUID();
    const parameters = { job };
    await queue.send([{ id, ...owner, type, kind: job.kind, contentKey: keyOf(job, makers), parameters, priority }]);
    return id;
  };
  const rowOf = async (id: string) =>
    (await database.pool.query('select status, receives, token, made, progress, worker from jobs where id = $1', [id]))
      .rows[0];
  const statusOf = async (id: string): Promise<string> => (await rowOf(id)).status;
  const isUnderWay = (id: string, { child, said }: Spawned) =>
    until(async () => {
      if (child.exitCode !== null) throw new Error(`The worker ended: ${said()}`);
      return (await rowOf(id)).progress > 0;
    });
  const recordsOf = async (job: Job) =>
    (await database.pool.query('select record from records where key = $1', [keyOf(job, makers)])).rows;

  it('warms up, is ready, does a job, hands in what it made, and knows it the next time', async () => {
    const worker = start();
    const address = await ready(worker);
    const [first, again] = [await send(effect(1), 'audio'), await send(effect(1), 'audio')];
    await until(async () => (await statusOf(first)) === 'done' && (await statusOf(again)) === 'done');
    expect([(await rowOf(first)).made, (await rowOf(again)).made]).toContain(true);
    const third = await send(effect(1), 'audio');
    await until(async () => (await statusOf(third)) === 'done');
    expect(await rowOf(third)).toMatchObject({ made: false });
    const [{ record }] = await recordsOf(effect(1));
    const kept = await database.pool.query('select bytes from objects where user_id = $1 and hash = $2', [
      owner.userId,
      record.objects.sound.hash,
    ]);
    expect(Number(kept.rows[0].bytes)).toBe(record.objects.sound.bytes);
    expect(await (await fetch(`${address}/metrics`)).text()).toContain('studio_job_processing_seconds_count');
  });

  it('gives its shot back at SIGTERM when it cannot end in time, and another worker makes it', async () => {
    const job = clip(2, 2_000);
    const id = await send(job, 'video');
    const first = start({ WORKER_NAME: 'first' });
    await isUnderWay(id, first);
    first.child.kill('SIGTERM');
    expect(await first.exit).toBe(0);
    expect(await rowOf(id)).toMatchObject({ status: 'waiting', receives: 0 });
    expect(await processesWith('clip.mp4', folder)).toEqual([]);
    start({ WORKER_NAME: 'second' });
    await until(async () => (await statusOf(id)) === 'done');
    expect(await rowOf(id)).toMatchObject({ receives: 1, made: true, worker: expect.stringContaining('second') });
    expect(await recordsOf(job)).toHaveLength(1);
  });

  it('ends what it can within the time that SIGTERM leaves it', async () => {
    const id = await send(clip(3, 1_000), 'video');
    const worker = start({ SHUTDOWN_SECONDS: '100' });
    await isUnderWay(id, worker);
    worker.child.kill('SIGTERM');
    expect(await worker.exit).toBe(0);
    expect(await rowOf(id)).toMatchObject({ status: 'done', receives: 1 });
  });

  it('gives back at once at the second SIGTERM', async () => {
    // Long enough to be under way still, and short enough that the slowest machine thinks to end it within the hour.
    const id = await send(clip(4, 20_000), 'video');
    const worker = start({ SHUTDOWN_SECONDS: '3600' });
    await isUnderWay(id, worker);
    worker.child.kill('SIGTERM');
    await until(() => worker.said().includes('no more jobs are taken'));
    expect(await statusOf(id)).toBe('running');
    worker.child.kill('SIGTERM');
    expect(await worker.exit).toBe(0);
    expect(await statusOf(id)).toBe('waiting');
  });

  it('loses a shot that it is killed in, and nothing else: another makes it, once', async () => {
    const job = clip(5, 2_000);
    const id = await send(job, 'video');
    const first = start();
    await isUnderWay(id, first);
    first.child.kill('SIGKILL');
    await first.exit;
    await until(async () => (await processesWith('clip.mp4', folder)).length === 0);
    expect(await rowOf(id)).toMatchObject({ status: 'running', token: '1' });
    // As if a lease had passed since it was last heard from.
    await database.pool.query('update jobs set lease_until = now() where id = $1', [id]);
    start();
    await until(async () => (await statusOf(id)) === 'done');
    expect(await rowOf(id)).toMatchObject({ receives: 2, token: '2', made: true });
    expect(await recordsOf(job)).toHaveLength(1);
  });

  it('drains when its machine is taken away, within the notice', async () => {
    const imds = await imdsServer();
    const id = await send(clip(6, 200_000), 'video');
    const worker = start({ SPOT: 'true', IMDS_ENDPOINT: imds.endpoint });
    await isUnderWay(id, worker);
    imds.interrupt(new Date(Date.now() + 120_000));
    expect(await worker.exit).toBe(0);
    // It would take longer than two minutes: nobody waits for them to pass.
    expect(await rowOf(id)).toMatchObject({ status: 'waiting', receives: 0 });
    expect(worker.said()).toContain('"reason":"spot"');
    await imds.close();
  });

  it('that premium users have for themselves does their jobs and no other, and one for all does both', async () => {
    const normal = await send(effect(7), 'audio');
    const urgent = [await send(effect(8), 'audio', 'high'), await send(effect(10), 'audio', 'high')];
    // It ends when nothing was left to do: the other job lay there all the while.
    const premium = start({ LANES: 'high-priority', IDLE_SHUTDOWN: '0.05', WORKER_NAME: 'premium' });
    expect(await premium.exit).toBe(0);
    expect(premium.said()).toContain('"reason":"idle"');
    for (const id of urgent) expect(await rowOf(id)).toMatchObject({ status: 'done', worker: 'premium' });
    expect(await rowOf(normal)).toMatchObject({ status: 'waiting', token: '0' });
    const last = await send(effect(11), 'audio', 'high');
    start({ WORKER_NAME: 'shared' });
    for (const id of [normal, last]) {
      await until(async () => (await statusOf(id)) === 'done');
      expect(await rowOf(id)).toMatchObject({ worker: 'shared' });
    }
  });

  it('ends when nothing has come for a while', async () => {
    const worker = start({ IDLE_SHUTDOWN: '0.001' });
    expect(await worker.exit).toBe(0);
    expect(worker.said()).toContain('"reason":"idle"');
  });

  it('takes no job where its engine does not start, tells operators, and ends as a failure', async () => {
    const id = await send(effect(9), 'audio');
    // Nothing of the worker's environment reaches the processes that it starts: what they are started with is not there.
    const dies = "process.execPath = '/bin/false'";
    const worker = start({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(dies)}` });
    expect(await worker.exit).toBe(1);
    expect(worker.said()).toContain('this worker can do no such jobs');
    expect(await rowOf(id)).toMatchObject({ status: 'waiting', token: '0' });
  });

  it('names all that is wrong with its environment, and does not start', async () => {
    const worker = start({ WORKER_TYPES: 'movies', BROKER: 'pigeon', DATABASE_URL: '' });
    expect(await worker.exit).toBe(2);
    for (const name of ['WORKER_TYPES', 'BROKER', 'DATABASE_URL']) expect(worker.said()).toContain(name);
  });

  it('says in a line that its database is not there', async () => {
    const worker = start({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
    expect(await worker.exit).toBe(1);
    expect(worker.said()).toContain('ECONNREFUSED');
  });
});
