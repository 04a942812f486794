import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { soundNames } from '@ai-film-studio/film';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Binaries, findBinaries } from '../media/binaries.ts';
import { LocalStore } from '../storage/local-store.ts';
import type { ClipJob, EffectJob, PackageJob, ScoreJob, VoiceJob } from './job.ts';
import { localRunner, type Runner } from './local-runner.ts';
import { offlineMakers } from './makers.ts';

const [sound = ''] = soundNames;
const effect = (seed: number): EffectJob => ({ kind: 'effect', request: { name: sound, seed }, inputs: {} });
const voice = (text: string): VoiceJob => ({
  kind: 'voice',
  request: {
    text,
    voice: { base: 'slt', pitch: 0, stretch: 1, brightness: 0 },
    emotion: 'neutral',
    treatment: 'plain',
    interior: true,
    seed: 1,
  },
  inputs: {},
});
const longScore: ScoreJob = { kind: 'score', request: { mood: 'calm', seconds: 96, seed: 1 }, inputs: {} };

/** A minute of black: small, and long enough to be killed in. */
const clip = (): ClipJob => ({
  kind: 'clip',
  request: {
    picture: {
      shot: {
        kind: 'black',
        size: 'wide',
        place: 'kitchen',
        set: 'kitchen',
        interior: true,
        timeOfDay: 'noon',
        weather: 'clear',
        mood: 'calm',
        staging: [],
        subject: null,
        camera: { move: 'static', amount: 0, angle: 'front', reason: '' },
        prop: null,
        card: null,
        transitionIn: { kind: 'cut', seconds: 0 },
        transitionOut: { kind: 'cut', seconds: 0 },
      },
      take: 'black',
      cast: [],
      frames: 1440,
      lines: [],
      settings: { width: 320, height: 180, rate: { num: 24, den: 1 }, style: 'lantern', seed: 1, burnSubtitles: false },
      outgoing: null,
    },
    stillAt: 0,
  },
  inputs: {},
});

/** The worker processes of this one; Linux only. */
async function workersHere(): Promise<readonly number[]> {
  const pids: number[] = [];
  for (const task of await readdir('/proc/self/task')) {
    const children = await readFile(`/proc/self/task/${task}/children`, 'utf8');
    for (const pid of children.split(' ').filter(Boolean).map(Number))
      if ((await readFile(`/proc/${pid}/cmdline`, 'utf8')).includes('jobs/worker.ts')) pids.push(pid);
  }
  return pids;
}

async function killWorkers(): Promise<void> {
  const pids = await workersHere();
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) process.kill(pid, 'SIGKILL');
}

/** It needs an input that it was not given. */
const broken: PackageJob = { kind: 'package', request: {}, inputs: {} };

describe('the local runner', () => {
  let root = '';
  let binaries: Binaries;
  const runners: Runner[] = [];
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'runner-'));
    binaries = await findBinaries(process.env);
  });
  afterEach(() => Promise.all(runners.splice(0).map((runner) => runner.close())));
  afterAll(() => rm(root, { recursive: true, force: true }));

  const start = async (
    signal = new AbortController().signal,
    onDowngrade?: Parameters<typeof localRunner>[0]['onDowngrade'],
  ) => {
    const store = await LocalStore.open(root);
    const makers = offlineMakers(binaries);
    const runner = localRunner({
      store,
      binaries,
      makers,
      workers: 2,
      signal,
      ...(onDowngrade ? { onDowngrade } : {}),
    });
    runners.push(runner);
    return runner;
  };

  it('makes a job once, however often and by whomever it is asked for', async () => {
    const one = await start();
    const [first, same] = await Promise.all([one.perform(effect(1)), one.perform(effect(1))]);
    expect(first.made).toBe(true);
    expect(same).toEqual(first);
    expect(await one.perform(effect(1))).toEqual({ ...first, made: false });
    expect(await (await start()).perform(effect(1))).toEqual({ ...first, made: false });
  });

  it('goes on after a job that failed, and keeps nothing of it', async () => {
    const runner = await start();
    await expect(runner.perform(broken)).rejects.toThrow('The job has no input "film".');
    expect((await runner.perform(effect(2))).made).toBe(true);
    expect(await readdir(join(root, 'work'))).toEqual([]);
  });

  describe.runIf(existsSync('/proc/self/task'))('when workers are killed', () => {
    it('gives a job to another when one died idle, or before it had begun', async () => {
      const runner = await start();
      await runner.perform(effect(13));
      await killWorkers();
      expect((await runner.perform(effect(14))).made).toBe(true);
      await runner.close();
      const asked = (await start()).perform(effect(15));
      while ((await workersHere()).length === 0) await setTimeout(1);
      await killWorkers();
      expect((await asked).made).toBe(true);
    });

    it('says which job one died of, and goes on with the next', async () => {
      const runner = await start();
      const begun = Promise.withResolvers<void>();
      const doomed = runner.perform(clip(), { progress: () => begun.resolve() });
      await begun.promise;
      await killWorkers();
      await expect(doomed).rejects.toThrow('The worker died during a clip job: it ended with SIGKILL.');
      expect((await runner.perform(effect(16))).made).toBe(true);
      await runner.close();
      expect(await readdir(join(root, 'work'))).toEqual([]);
    });
  });

  it('starts nothing for a job that was still being looked up when it was closed', async () => {
    const runner = await start();
    const asked = runner.perform(effect(17));
    const settled = expect(asked).rejects.toThrow('The runner is closed.');
    await runner.close();
    await settled;
    if (existsSync('/proc/self/task')) expect(await workersHere()).toEqual([]);
  });

  it('settles all that was asked of it when it is closed, though a worker is deep in a piece, and leaves nothing', async () => {
    const runner = await start();
    const asked = runner.perform(longScore);
    const settled = Promise.allSettled([asked]).then(() => 'settled');
    await setTimeout(1_500);
    await runner.close();
    expect(await Promise.race([settled, setTimeout(1_000, 'hanging')])).toBe('settled');
    expect(await readdir(join(root, 'work'))).toEqual([]);
  });

  it('tells of downgrades of jobs made before as of those made now', async () => {
    const told: string[] = [];
    const job = voice('你好');
    for (const _ of ['made', 'recalled']) await (await start(undefined, ({ what }) => told.push(what))).perform(job);
    expect(told).toHaveLength(2);
    expect(told[1]).toBe(told[0]);
  });

  it('rejects all that is asked of it with the reason it was stopped for, and leaves no half-done work', async () => {
    const stop = new AbortController();
    const runner = await start(stop.signal);
    const asked = Array.from({ length: 12 }, (_, number) =>
      runner.perform(voice(`This is sentence number ${number}.`)),
    );
    stop.abort(new Error('enough'));
    const ends = await Promise.allSettled([...asked, runner.perform(effect(3))]);
    expect(ends.every((end) => end.status === 'rejected' && end.reason.message === 'enough')).toBe(true);
    await runner.close();
    expect(await readdir(join(root, 'work'))).toEqual([]);
  });
});
