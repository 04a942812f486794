import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { soundNames } from '@ai-film-studio/film';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Binaries, findBinaries } from '../media/binaries.ts';
import { LocalStore } from '../storage/local-store.ts';
import type { EffectJob, PackageJob, VoiceJob } from './job.ts';
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
