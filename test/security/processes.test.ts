import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startWorker, type WorkerProcess } from '@ai-film-studio/studio/jobs/worker-process.ts';
import { findBinaries } from '@ai-film-studio/studio/media/binaries.ts';
import { feedFfmpeg } from '@ai-film-studio/studio/media/ffmpeg.ts';
import { LocalStore } from '@ai-film-studio/studio/storage/local-store.ts';
import { clip } from '@ai-film-studio/studio/work/jobs.fixture.ts';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serveStudio, stopStudio } from '../served-studio.ts';

/** What a server's environment holds that no other program is to know. */
const secrets = {
  SECRET: 'b25seS1mb3ItdGVzdHMtb25seS1mb3ItdGVzdHMtMTI=',
  DATABASE_URL: 'postgres://studio:hunter2@127.0.0.1:1/studio',
  STRIPE_SECRET_KEY: 'sk_live_hunter2',
  S3_SECRET_ACCESS_KEY: 'hunter2-s3',
  AWS_SECRET_ACCESS_KEY: 'hunter2-aws',
  SMTP_URL: 'smtp://hunter2@127.0.0.1:1',
  A_SECRET_THAT_IS_YET_TO_COME: 'hunter2-new',
};

/** The environments of all processes below this one, by their command lines; Linux only. */
async function environmentsBelow(root: number): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  const parents = new Map<number, number>();
  for (const name of await readdir('/proc')) {
    const status = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : '';
    const parent = /^\d+ \(.*\) \S (\d+)/s.exec(status)?.[1];
    if (parent) parents.set(Number(name), Number(parent));
  }
  for (const pid of parents.keys()) {
    let above: number | undefined = parents.get(pid);
    while (above !== undefined && above !== root) above = parents.get(above);
    const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
    if (above === root) found.set((await read('cmdline')).replaceAll('\0', ' '), await read('environ'));
  }
  return found;
}

describe.runIf(process.platform === 'linux')('a program that the studio starts', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'studio-processes-'));
    await LocalStore.open(root);
    for (const [name, value] of Object.entries(secrets)) vi.stubEnv(name, value);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await rm(root, { recursive: true, force: true });
  });

  it('is told no secret: neither the process of a job nor its ffmpeg', async () => {
    const binaries = await findBinaries(process.env);
    const worker: WorkerProcess = startWorker({ storeRoot: root, binaries });
    const over = worker.run(clip(1, 200_000), () => {}).catch(() => {});
    const isFfmpeg = (line: string) => line.includes('ffmpeg') && !line.includes('worker.ts');
    const ours = await vi.waitFor(
      async () => {
        const below = [...(await environmentsBelow(process.pid))];
        const found = [
          below.find(([line]) => line.includes(root) && line.includes('worker.ts')),
          below.find(([line]) => isFfmpeg(line)),
        ];
        expect(found.every((one) => one?.[1])).toBe(true);
        return found.map((one) => one?.[1] ?? '');
      },
      { timeout: 60_000, interval: 50 },
    );
    await worker.end();
    await over;
    for (const environment of ours) {
      expect(environment).toContain('PATH=');
      for (const [name, value] of Object.entries(secrets)) {
        expect(environment).not.toContain(`${name}=`);
        expect(environment).not.toContain(value);
      }
    }
  });

  it('is told no secret by a server that starts ffmpeg itself', async () => {
    const { ffmpeg } = await findBinaries(process.env);
    const stop = new AbortController();
    const feed = feedFfmpeg(
      ffmpeg,
      ['-f', 'rawvideo', '-s', '64x36', '-i', '-', '-f', 'null', join(root, 'null')],
      stop.signal,
    );
    const environment = await vi.waitFor(async () => {
      const below = [...(await environmentsBelow(process.pid))];
      const [, found] = below.find(([line]) => line.includes(join(root, 'null'))) ?? [];
      return found || expect.fail('ffmpeg is not there');
    });
    stop.abort(new Error('seen'));
    await expect(feed.finish()).rejects.toThrow();
    expect(environment).not.toMatch(/hunter2|SECRET/);
  });
});

describe.runIf(process.platform === 'linux')('what a studio keeps on the disk', () => {
  it('is open to nobody else: its folder, its secret, its database, its mails', async () => {
    const cwd = await mkdtemp(join(tmpdir(), 'studio-kept-'));
    const studio = await serveStudio(cwd, { DATA_FOLDER: join(cwd, 'data'), PORT: '0', LOG_LEVEL: 'silent' });
    try {
      const mode = async (...way: string[]) => ((await stat(join(cwd, 'data', ...way))).mode & 0o777).toString(8);
      expect(await mode()).toBe('700');
      expect(await mode('secret')).toBe('600');
      expect(await mode('postgres', 'cluster', 'password')).toBe('600');
      expect(await mode('postgres', 'cluster', 'data')).toBe('700');
      const below = await environmentsBelow(studio.child.pid ?? 0);
      expect(below.size).toBeGreaterThan(0);
      const secret = (await readFile(join(cwd, 'data', 'secret'), 'utf8')).trim();
      for (const [command, environment] of below) expect(`${command} ${environment}`).not.toContain(secret);
    } finally {
      await stopStudio(studio);
      await rm(cwd, { recursive: true, force: true });
    }
  });
});
