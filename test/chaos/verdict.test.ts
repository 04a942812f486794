import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { noteCompletions } from './besieged-studio.ts';
import type { DiaryEntry } from './diary.ts';
import { faultsOf } from './verdict.ts';

describe('the verdict on a storm', () => {
  let database: TestDatabase;
  let queue: JobQueue;
  let owner: { userId: string; projectId: string };
  beforeAll(async () => {
    database = await testDatabase();
    const client = await database.pool.connect();
    await noteCompletions({ query: client.query.bind(client) });
    client.release();
    queue = new JobQueue(database.pool);
    owner = await database.owner();
  });
  beforeEach(async () => {
    await database.pool.query('delete from jobs');
    await database.pool.query('delete from chaos_completions');
  });
  afterAll(() => database.stop());

  const send = async () => {
    const id = randomUUID();
    await queue.send([{ id, ...owner, type: 'audio', kind: 'voice', contentKey: id, parameters: { price: 1 } }]);
    return id;
  };
  const faults = (diaries: readonly DiaryEntry[] = []) =>
    faultsOf({ pool: database.pool, files: '', watched: [], diaries });
  const done = async () => {
    const id = await send();
    const job = await queue.claim(['audio'], { worker: 'one' });
    if (!job) throw new Error('There is no job.');
    await queue.complete(job, { made: true, record: { objects: {}, facts: {} } });
    return id;
  };

  it('finds nothing where all is well', async () => {
    const id = await done();
    const diaries = (['began', 'done'] as const).map((what) => ({ what, job: id, token: 1 }));
    expect(await faults(diaries)).toEqual([]);
  });

  it('finds a job that was left, one that was lost after it was done, and one that was done twice', async () => {
    const left = await send();
    expect(await faults()).toEqual([expect.stringContaining(`job ${left} (voice) was left waiting`)]);
    await database.pool.query('delete from jobs');
    const lost = await done();
    await database.pool.query('delete from jobs');
    expect(await faults()).toEqual([`job ${lost} was completed, and is gone`]);
    await database.pool.query('delete from chaos_completions');
    const twice = await done();
    await database.pool.query('insert into chaos_completions (job, token) values ($1, 2)', [twice]);
    expect(await faults()).toEqual([`job ${twice} was completed 2 times`]);
  });

  it('finds what was told to workers and is not so', async () => {
    const job = await done();
    const forgotten = randomUUID();
    const told = await faults([
      { what: 'began', job, token: 1 },
      { what: 'began', job, token: 1 },
      { what: 'done', job, token: 1 },
      { what: 'done', job, token: 1 },
      { what: 'done', job: forgotten, token: 1 },
    ]);
    expect(told).toEqual([
      `job ${job} was accepted 2 times`,
      `job ${forgotten} was accepted, and is not done`,
      `job ${job}, token 1, was 2 workers'`,
    ]);
  });

  it('finds what a user was to pay twice, and a record whose objects are gone', async () => {
    const first = await done();
    const second = await done();
    await database.pool.query('update jobs set content_key = $1 where id = $2', [first, second]);
    const objects = { sound: { hash: 'a'.repeat(64), bytes: 1, ending: '.wav' } };
    await database.pool.query('update records set record = $1 where key = $2', [
      JSON.stringify({ objects, facts: {} }),
      first,
    ]);
    expect(await faults()).toEqual([
      expect.stringContaining('was to pay 2 times'),
      expect.stringContaining('names an object that is not there'),
    ]);
  });
});
