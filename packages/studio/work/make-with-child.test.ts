import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { type Job, keyOf, type VoiceJob } from '../jobs/job.ts';
import { offlineMakers } from '../jobs/makers.ts';
import { startWorker } from '../jobs/worker-process.ts';
import { findBinaries } from '../media/binaries.ts';
import type { ClaimedJob, Completion } from '../queue/queued-job.ts';
import { LocalBlobs } from '../storage/local-blobs.ts';
import { LocalStore } from '../storage/local-store.ts';
import { ObjectCache } from '../storage/object-cache.ts';
import { rememberRecord } from '../storage/user-objects.ts';
import { UserStore } from '../storage/user-store.ts';
import { type ChildPool, childPool } from './child-pool.ts';
import { clip, effect } from './jobs.fixture.ts';
import { jobOf, makeWithChild } from './make-with-child.ts';

const binaries = await findBinaries(process.env);
const makers = offlineMakers(binaries);
const recordSchema = z.object({
  objects: z.record(z.string(), z.object({ hash: z.string(), bytes: z.number(), ending: z.string() })),
  facts: z.record(z.string(), z.unknown()),
});

const voice: VoiceJob = {
  kind: 'voice',
  request: {
    text: 'It is late.',
    voice: { base: 'slt', pitch: 0, stretch: 1, brightness: 0 },
    emotion: 'neutral',
    treatment: 'plain',
    interior: true,
    seed: 1,
  },
  inputs: {},
};

describe('a job of the pipeline, done for a user', () => {
  let database: TestDatabase;
  let folder = '';
  let children: ChildPool;
  let blobs: LocalBlobs;
  let started = 0;
  beforeAll(async () => {
    database = await testDatabase();
    folder = await mkdtemp(join(tmpdir(), 'made-'));
    blobs = await LocalBlobs.open({
      root: join(folder, 'storage'),
      secret: randomBytes(32).toString('hex'),
      address: () => 'http://127.0.0.1:1',
    });
  });
  afterAll(async () => {
    await children.close();
    await database.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** A worker on a machine of its own. */
  const machine = async (name: string) => {
    const local = await LocalStore.open(join(folder, name));
    const cache = new ObjectCache({ store: local, bytes: 1e9 });
    await children?.close();
    children = childPool(() => {
      started += 1;
      return startWorker({ storeRoot: local.root, binaries });
    });
    const storeOf = (place: { userId: string; projectId: string }) =>
      new UserStore({ pool: database.pool, blobs, cache }, place);
    const handler = makeWithChild({ children, storeOf, makers });
    return {
      storeOf,
      do: (claimed: ClaimedJob) => handler(claimed, { signal: new AbortController().signal, progress: () => {} }),
    };
  };
  const claimed = (
    job: Job,
    owner: { userId: string; projectId: string },
    more: Partial<ClaimedJob> = {},
  ): ClaimedJob => ({
    ...{ id: randomUUID(), ...owner, filmId: null, type: 'audio', kind: job.kind, contentKey: keyOf(job, makers) },
    ...{ parameters: { job }, receives: 1, mostReceives: 3, token: 1, traceparent: null, createdAt: new Date() },
    ...more,
  });
  /** What completing the job does with the record. */
  const complete = async ({ userId }: { userId: string }, job: Job, came: Completion) => {
    const record = recordSchema.parse(came.record);
    await rememberRecord(database.pool, userId, keyOf(job, makers), record);
    return record;
  };

  it('is made once for a user, wherever it is asked for again, and its bytes are theirs', async () => {
    const owner = await database.owner();
    const one = await machine('one');
    const came = await one.do(claimed(effect(1), owner));
    expect(came.made).toBe(true);
    const record = await complete(owner, effect(1), came);
    const before = started;
    const two = await machine('two');
    expect(await two.do(claimed(effect(1), owner))).toEqual({ made: false, record });
    expect(started).toBe(before);
    const sound = record.objects.sound;
    if (!sound) throw new Error('There is no sound.');
    const bytes = await readFile(await two.storeOf(owner).pathOf(sound));
    expect(bytes.length).toBe(sound.bytes);
  });

  it('is made for each user anew, though the bytes lie on this machine: nobody learns what another has', async () => {
    const [ann, bob] = [await database.owner(), await database.owner()];
    const worker = await machine('shared');
    await complete(ann, effect(2), await worker.do(claimed(effect(2), ann)));
    expect(await worker.do(claimed(effect(2), bob))).toMatchObject({ made: true });
  });

  it('finds what other jobs made on another machine, and nothing that is another user’s', async () => {
    const [ann, bob] = [await database.owner(), await database.owner()];
    const one = await machine('first');
    const { objects } = await complete(ann, voice, await one.do(claimed(voice, ann)));
    const { timing } = objects;
    if (!timing) throw new Error('There is no timing.');
    const shot = { ...clip(7, 24), inputs: { 'line 0': timing } };
    const two = await machine('second');
    expect(await two.do(claimed(shot, ann, { type: 'video' }))).toMatchObject({ made: true });
    // Bob's job names Ann's object: for him it is not there, though it lies in the cache.
    expect(await two.do(claimed(shot, bob, { type: 'video' }))).toEqual({ made: false });
  });

  it('tells, in the commit that ends it, of a shot that its film has from now on', async () => {
    const owner = await database.owner();
    const worker = await machine('shots');
    const filmId = randomUUID();
    const shot = clip(9, 24);
    const job = claimed(shot, owner, { type: 'video', filmId });
    const event = (made: boolean) => ({
      ...{ ...owner, filmId, type: 'film.shot' },
      data: { shotKey: job.contentKey, kind: 'clip', made },
    });
    const came = await worker.do(job);
    expect(came.events).toEqual([event(true)]);
    await complete(owner, shot, came);
    expect((await worker.do(job)).events).toEqual([event(false)]);
    // Of no film, and nothing that is seen.
    expect((await worker.do({ ...job, filmId: null })).events).toBeUndefined();
    expect((await worker.do(claimed(effect(4), owner, { filmId }))).events).toBeUndefined();
    const lost = { ...clip(10, 24), inputs: { 'line 0': { hash: 'a'.repeat(64), bytes: 1, ending: '.json' } } };
    expect(await worker.do(claimed(lost, owner, { filmId }))).toEqual({ made: false });
  });

  it('is left to workers of the version it was planned for, and planned anew when none came', async () => {
    const owner = await database.owner();
    const worker = await machine('updated');
    const old = { contentKey: keyOf(effect(3), { ...makers, media: 'older' }) };
    await expect(worker.do(claimed(effect(3), owner, old))).rejects.toThrow('planned for workers of another version');
    expect(await worker.do(claimed(effect(3), owner, { ...old, receives: 3 }))).toEqual({ made: false });
  });

  it('is dead at once when the row holds no job, or one that would lead out of the store', () => {
    const job = effect(1);
    const object = { hash: 'a'.repeat(64), bytes: 1, ending: '.wav' };
    const wrong = [
      {},
      { job: { ...job, kind: 'toString' } },
      { job: { ...job, kind: 'shell' } },
      { job: { ...job, inputs: { sound: { ...object, hash: '../../etc/passwd' } } } },
      { job: { ...job, inputs: { sound: { ...object, ending: '/../../../etc/passwd' } } } },
      { job: { ...job, inputs: { sound: { ...object, bytes: -1 } } } },
    ];
    for (const parameters of wrong) expect(() => jobOf(parameters)).toThrow(/There is no job in the parameters/);
    expect(jobOf({ job: { ...job, inputs: { sound: object } }, price: 1 })).toMatchObject({ kind: 'effect' });
  });
});
