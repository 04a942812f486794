import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startWorker } from '../jobs/worker-process.ts';
import { findBinaries } from '../media/binaries.ts';
import { LocalStore } from '../storage/local-store.ts';
import { type ChildPool, childPool } from './child-pool.ts';
import { clip, effect, longScore, processesWith } from './jobs.fixture.ts';
import { warmUp } from './warm-up.ts';

const binaries = await findBinaries(process.env);
const never = new AbortController().signal;

describe.runIf(process.platform === 'linux')('the pool of processes', () => {
  let root = '';
  let pool: ChildPool;
  let started = 0;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'pool-'));
    await LocalStore.open(root);
    started = 0;
    pool = childPool(() => {
      started += 1;
      return startWorker({ storeRoot: root, binaries });
    });
  });
  afterEach(async () => {
    await pool.close();
    expect(await processesWith(root)).toEqual([]);
    await rm(root, { recursive: true, force: true });
  });
  const run = (job: Parameters<ChildPool['run']>[0], signal = never, progress = (_: number) => {}) =>
    pool.run(job, { signal, progress });

  it('does job after job in one process, and two at once in two', async () => {
    await run(effect(1));
    const record = await run(effect(2));
    expect(Object.keys(record.objects)).toEqual(['sound']);
    expect(started).toBe(1);
    await Promise.all([run(effect(3)), run(effect(4))]);
    expect(started).toBe(2);
  });

  it('ends the process and its ffmpeg when a job is stopped, leaves nothing of it, and goes on', async () => {
    const stop = new AbortController();
    const begun = Promise.withResolvers<void>();
    const asked = run(clip(1), stop.signal, () => begun.resolve());
    await begun.promise;
    expect(await processesWith('clip.mp4', root)).toHaveLength(1);
    stop.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(await processesWith(root)).toEqual([]);
    await run(effect(5));
    expect(await readdir(join(root, 'work'))).toEqual([]);
  });

  it('ends a process that is too deep in its work to hear', async () => {
    const stop = new AbortController();
    await warmUp(pool, ['audio'], 1, never);
    const asked = run(longScore(1), stop.signal);
    stop.abort(new Error('enough'));
    await expect(asked).rejects.toThrow('enough');
    expect(await processesWith(root)).toEqual([]);
  });

  it('tells a job that a process died of from one that no process could begin', async () => {
    const begun = Promise.withResolvers<void>();
    const doomed = run(clip(2), never, () => begun.resolve());
    await begun.promise;
    for (const pid of await processesWith('jobs/worker.ts', root)) process.kill(pid, 'SIGKILL');
    await expect(doomed).rejects.toMatchObject({ name: 'WorkerDiedError', begun: true });

    const unable = childPool(() => {
      const child = startWorker({ storeRoot: root, binaries });
      void processesWith('jobs/worker.ts', root).then((pids) => {
        for (const pid of pids) process.kill(pid, 'SIGKILL');
      });
      return child;
    });
    await expect(unable.run(effect(6), { signal: never, progress: () => {} })).rejects.toMatchObject({
      name: 'UnfitError',
    });
  });

  it('has everything loaded after the warm-up', async () => {
    await warmUp(pool, ['video', 'audio', 'notification'], 2, never);
    expect(started).toBe(2);
    await vi.waitFor(async () => expect(await processesWith('jobs/worker.ts', root)).toHaveLength(2));
  });
});
