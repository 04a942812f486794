import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerOf, studioClient } from '@ai-film-studio/client';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { keyOf } from '@ai-film-studio/studio/jobs/job.ts';
import { offlineMakers } from '@ai-film-studio/studio/jobs/makers.ts';
import { findBinaries } from '@ai-film-studio/studio/media/binaries.ts';
import { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import { effect } from '@ai-film-studio/studio/work/jobs.fixture.ts';
import { vi } from 'vitest';

const programOf = (name: string) => fileURLToPath(new URL(`../../apps/${name}/main.ts`, import.meta.url));

/** A process of the studio, and what it has written. */
interface Part {
  readonly child: ChildProcess;
  readonly lines: () => readonly string[];
  readonly said: () => string;
}

/** The API and a worker as containers run them, with a database of their own, after a user has asked for something and a job was done. */
export interface RunningStudio {
  /** `127.0.0.1:43583`. */
  readonly api: string;
  readonly worker: string;
  readonly metricsToken: string;
  /** What each has written to stdout, line by line. */
  readonly lines: () => { readonly api: readonly string[]; readonly worker: readonly string[] };
  stop(): Promise<void>;
}

const waiting = { timeout: 60_000, interval: 30 };

function start(name: string, env: Readonly<Record<string, string>>): Part {
  const { PATH, HOME, FFMPEG_PATH } = process.env;
  const child = spawn(process.execPath, [programOf(name)], { env: { PATH, HOME, FFMPEG_PATH, ...env } });
  let [out, all] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (piece) => {
    out += piece;
    all += piece;
  });
  child.stderr.setEncoding('utf8').on('data', (piece) => (all += piece));
  return { child, said: () => all, lines: () => out.split('\n').slice(0, -1) };
}

/** Waits for a line that a process writes, and takes something of it. */
async function hear({ child, said }: Part, what: RegExp): Promise<string> {
  await vi.waitUntil(() => {
    if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${said()}`);
    return what.test(said());
  }, waiting);
  return what.exec(said())?.[1] ?? '';
}

export async function runningStudio(): Promise<RunningStudio> {
  const database = await testDatabase();
  const folder = await mkdtemp(join(tmpdir(), 'observed-'));
  const metricsToken = randomBytes(24).toString('hex');
  const env = {
    DATABASE_URL: database.url,
    SECRET: randomBytes(32).toString('base64'),
    DATA_FOLDER: join(folder, 'data'),
    METRICS_TOKEN: metricsToken,
    METRICS_EMF: 'true',
    JOBS: '1',
  };
  const api = start('api', { ...env, PORT: '0', FIRST_USER: 'true' });
  const worker = start('worker', { ...env, HEALTH_PORT: '0', SPOT: 'false', WORKER_TYPES: 'audio' });
  const stop = async () => {
    await Promise.all(
      [api, worker].map(async ({ child }) => {
        if (child.exitCode !== null) return;
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
      }),
    );
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const address = await hear(api, /"address":"([^"]+)"/);
    const port = await hear(worker, /"port":(\d+)/);
    await useIt(address, await hear(api, /Sign in, once, by (\S+)/));
    await doOneJob(database);
    return {
      api: new URL(address).host,
      worker: `127.0.0.1:${port}`,
      metricsToken,
      lines: () => ({ api: api.lines(), worker: worker.lines() }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Signs in, asks for what is there, and for what is not. */
async function useIt(address: string, link: string): Promise<void> {
  const [, token = ''] = link.split('#token=');
  const anybody = studioClient({ baseUrl: address, credential: null });
  const session = await answerOf(anybody.POST('/v1/sessions/link', { body: { token, refreshTokenIn: 'body' } }));
  if (session.status !== 'signed-in') throw new Error('The link did not let us in.');
  const user = studioClient({ baseUrl: address, credential: { accessToken: async () => session.accessToken } });
  await answerOf(user.POST('/v1/projects', { body: { name: 'A film' } }));
  await answerOf(user.GET('/v1/projects'));
  await fetch(`${address}/v1/projects`);
  await fetch(`${address}/v1/nothing`);
}

async function doOneJob(database: TestDatabase): Promise<void> {
  const queue = new JobQueue(database.pool);
  const job = effect(1);
  const id = randomUUID();
  const contentKey = keyOf(job, offlineMakers(await findBinaries(process.env)));
  await queue.send([
    { id, ...(await database.owner()), type: 'audio', kind: job.kind, contentKey, parameters: { job } },
  ]);
  await vi.waitUntil(async () => {
    const { rows } = await database.pool.query('select status from jobs where id = $1', [id]);
    return rows[0]?.status === 'done';
  }, waiting);
}
