import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { JobQueue } from './job-queue.ts';
import { type JobEvent, type JobLife, newLife, transition } from './job-state.ts';
import type { ClaimedJob, JobType, NewJob } from './queued-job.ts';

describe('the queue of jobs in PostgreSQL', () => {
  let database: TestDatabase;
  let queue: JobQueue;
  let owner = { userId: '', projectId: '' };
  const by = { worker: 'worker' };
  beforeAll(async () => {
    database = await testDatabase();
    queue = new JobQueue(database.pool);
    owner = await database.owner();
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
  const statusOf = async (id: string): Promise<string> =>
    (await database.pool.query('select status from jobs where id = $1', [id])).rows[0].status;
  const claimed = async (types: readonly JobType[] = ['image']): Promise<ClaimedJob> => {
    const one = await queue.claim(types, by);
    if (!one) throw new Error('There was nothing to claim.');
    return one;
  };
  const clear = () => database.pool.query('delete from jobs');

  it('finds what is of high priority without reading through all that waits', async () => {
    await clear();
    await queue.send([job({ priority: 'high' })]);
    await database.pool.query(
      `insert into jobs (user_id, project_id, type, status, parameters, priority, rank)
       select $1, $2, 'image', 'waiting', '{}', 1, place from generate_series(1, 3000) as place`,
      [owner.userId, owner.projectId],
    );
    await database.pool.query('analyze jobs');
    const client = await database.pool.connect();
    const premium = { worker: 'premium', lanes: 'high-priority' } as const;
    const rowsRead = async () => {
      await client.query('select pg_stat_force_next_flush()');
      const { rows } = await client.query(
        "select seq_tup_read + idx_tup_fetch as read from pg_stat_user_tables where relname = 'jobs'",
      );
      return Number(rows[0].read);
    };
    expect(await queue.on(client).claim(['image', 'video'], premium)).toMatchObject({ type: 'image' });
    const before = await rowsRead();
    // After five of them PostgreSQL may keep to one plan, whatever the arguments.
    for (let round = 0; round < 10; round++)
      expect(await queue.on(client).claim(['image', 'video'], premium)).toBeNull();
    expect((await rowsRead()) - before).toBeLessThan(3_000);
    client.release();
    await clear();
  });

  it('does to a row what the state machine does to a life, whatever comes in whatever order', async () => {
    const kinds = [
      'dependency',
      'claim',
      'heartbeat',
      'complete',
      'fail',
      'die',
      'give-back',
      'give-back later',
      'unfit',
      'expire',
      'cancel',
      'redrive',
    ] as const;
    const sequence = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.boolean()), { maxLength: 14 });
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.integer({ min: 1, max: 4 }), sequence, async (unmet, mostReceives, steps) => {
        await clear();
        const needs = Array.from({ length: unmet }, () => job({ type: 'audio' }));
        const one = job({ needs: needs.map(({ id }) => id), mostReceives });
        await queue.send([...needs, one]);
        let life: JobLife = newLife(unmet, { mostReceives });
        for (const [kind, stale] of steps) {
          const token = stale ? life.token - 1 : life.token;
          life = await step(kind, one.id, token, life);
          const { rows } = await database.pool.query(
            'select status, unmet, receives, unfit, token, error, not_before > now() as later from jobs where id = $1',
            [one.id],
          );
          const { status, unmet: left, receives, unfit, token: shown, reason, notBefore } = life;
          const later = notBefore > 0;
          expect(rows[0]).toEqual({ status, unmet: left, receives, unfit, token: String(shown), error: reason, later });
        }
      }),
      { seed: 5, numRuns: 300 },
    );
  });

  /** Does the same to the row and to the life. The clock stands still at 0 in the life, and before a claim all of the row's time has passed. */
  async function step(kind: string, id: string, token: number, life: JobLife): Promise<JobLife> {
    const mine = { id, token };
    const becomes = (event: JobEvent, before: Partial<JobLife> = {}): JobLife => {
      const known = { ...life, ...before };
      const next = transition(known, event);
      return next.accepted ? next.life : known;
    };
    const now = 0;
    switch (kind) {
      case 'dependency': {
        const other = await queue.claim(['audio'], by);
        if (!other) return life;
        await queue.complete(other);
        return becomes({ kind: 'dependency-done' });
      }
      case 'claim':
        await database.pool.query('update jobs set not_before = now() where id = $1', [id]);
        await queue.claim(['image'], by);
        return becomes({ kind: 'claim', now }, { notBefore: 0 });
      case 'heartbeat':
        await queue.heartbeat(mine);
        return becomes({ kind: 'heartbeat', now, token });
      case 'complete':
        await queue.complete(mine, { resultUrl: 'film.mp4' });
        return becomes({ kind: 'complete', token });
      case 'fail':
      case 'die': {
        const permanent = kind === 'die';
        await queue.fail(mine, 'no', { permanent, luck: 0 });
        return becomes({ kind: 'fail', now, token, reason: 'no', permanent, luck: 0 });
      }
      case 'give-back':
        await queue.giveBack(mine);
        return becomes({ kind: 'give-back', now, token, reason: null, delay: 0 });
      case 'give-back later':
        await queue.giveBack(mine, { reason: 'the worker must stop', delay: 60_000 });
        return becomes({ kind: 'give-back', now, token, reason: 'the worker must stop', delay: 60_000 });
      case 'unfit': {
        const next = transition(life, { kind: 'unfit', now, token, reason: 'the model does not load', luck: 0 });
        const fate = await queue.unfit(mine, 'the model does not load', 0);
        if (!next.accepted) expect(fate).toBeNull();
        else expect(fate).toBe(next.life.receives < life.receives ? 'given-back' : next.life.status);
        return next.accepted ? next.life : life;
      }
      case 'expire':
        await database.pool.query(
          "update jobs set lease_until = now() - interval '1 s' where id = $1 and status = 'running'",
          [id],
        );
        await queue.reap(0);
        return becomes({ kind: 'expire', now: Number.MAX_SAFE_INTEGER, luck: 0 });
      case 'cancel':
        await queue.cancel([id]);
        return becomes({ kind: 'cancel' });
      default:
        await queue.redrive(id);
        return becomes({ kind: 'redrive' });
    }
  }

  it('gives the most urgent first, then the oldest, and to each worker its own types', async () => {
    await clear();
    const [first, second, urgent, sound] = [job(), job(), job({ priority: 'high' }), job({ type: 'audio' })];
    for (const one of [first, second, urgent, sound]) await queue.send([one]);
    const order = [await claimed(), await claimed(), await claimed()].map(({ id }) => id);
    expect(order).toEqual([urgent.id, first.id, second.id]);
    expect(await queue.claim(['image'], by)).toBeNull();
    expect((await claimed(['audio', 'video'])).id).toBe(sound.id);
  });

  it('does every job of a film once and in order, by twelve workers of which some die', async () => {
    await clear();
    const shots = Array.from({ length: 60 }, () => [
      job({ type: 'audio' }),
      job({ type: 'image' }),
      job({ type: 'video' }),
    ]);
    const sent = shots.flatMap(([voice, board, clip]) =>
      voice && board && clip ? [voice, { ...board, needs: [voice.id] }, { ...clip, needs: [voice.id, board.id] }] : [],
    );
    const film = job({ type: 'assembly', needs: sent.filter(({ type }) => type === 'video').map(({ id }) => id) });
    await queue.send([...sent, film]);
    const needs = new Map([...sent, film].map((one) => [one.id, one.needs ?? []]));
    const done = new Set<string>();
    const types = ['image', 'video', 'audio', 'assembly'] as const;
    let deaths = 0;
    const work = async (worker: number): Promise<void> => {
      while (!done.has(film.id)) {
        const one = await queue.claim(types, by);
        if (!one) {
          await queue.reap(0);
          await database.pool.query(
            "update jobs set not_before = now() where id in (select id from jobs where status = 'waiting' and not_before > now() for update skip locked)",
          );
          continue;
        }
        // It dies with the job in its hands; its lease is over at once, so that nobody has to wait for it.
        if (worker < 4 && one.receives === 1 && deaths < 40) {
          deaths += 1;
          await database.pool.query(
            "update jobs set lease_until = now() - interval '1 s' where id = $1 and token = $2 and status = 'running'",
            [one.id, one.token],
          );
          continue;
        }
        for (const before of needs.get(one.id) ?? []) expect(done.has(before)).toBe(true);
        expect(done.has(one.id)).toBe(false);
        // Noted before it is told: who waits for it may begin the moment it is.
        done.add(one.id);
        expect(await queue.complete(one)).toBe(true);
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, worker) => work(worker)));
    expect(done.size).toBe(needs.size);
    expect(deaths).toBeGreaterThan(0);
    const { rows } = await database.pool.query('select distinct status from jobs');
    expect(rows).toEqual([{ status: 'done' }]);
  });

  it('does not mind a film being cancelled while its jobs are done', async () => {
    for (let round = 0; round < 20; round++) {
      await clear();
      const voices = Array.from({ length: 6 }, () => job());
      const clips = Array.from({ length: 6 }, () => job({ type: 'video', needs: voices.map(({ id }) => id) }));
      await queue.send([...voices, ...clips]);
      const mine = await Promise.all(voices.map(() => claimed()));
      const all = [...clips, ...voices].map(({ id }) => id);
      const [ends, stopped] = await Promise.all([
        Promise.all(mine.map((one) => queue.complete(one))),
        queue.cancel(all),
      ]);
      const cancelled = new Set(stopped);
      // Each was either done or cancelled, never both, and nothing goes on.
      expect(mine.map(({ id }, index) => cancelled.has(id) !== ends[index])).toEqual(mine.map(() => true));
      expect(await queue.claim(['video', 'image'], by)).toBeNull();
    }
  });

  it('frees a job that was sent while what it needs was being done', async () => {
    await clear();
    for (let round = 0; round < 40; round++) {
      const before = job();
      await queue.send([before]);
      const mine = await claimed();
      const after = job({ type: 'video', needs: [before.id] });
      await Promise.all([queue.complete(mine), queue.send([after])]);
      expect(await statusOf(after.id)).toBe('waiting');
    }
  });

  it('counts what two films of a user make at once as made by one of them', async () => {
    await clear();
    const same = [job({ contentKey: 'k1' }), job({ contentKey: 'k1' })];
    await queue.send(same);
    const held = [await claimed(), await claimed()];
    await Promise.all(held.map((one) => queue.complete(one, { record: { objects: {}, facts: {} }, made: true })));
    const { rows } = await database.pool.query('select made from jobs order by made');
    expect(rows).toEqual([{ made: false }, { made: true }]);
  });

  it('takes jobs at once from workers that are known to be dead', async () => {
    await clear();
    const [one, another] = [job(), job()];
    await queue.send([one, another]);
    const held = await claimed();
    expect(await queue.reap(0)).toEqual([]);
    expect(await queue.disown()).toBe(1);
    expect((await queue.reap(0)).map(({ id }) => id)).toEqual([held.id]);
    expect(await queue.complete(held)).toBe(false);
  });

  it('sends all jobs or none, and the same jobs once', async () => {
    await clear();
    const nowhere = job({ needs: [randomUUID()] });
    await expect(queue.send([job(), nowhere])).rejects.toThrow(/job_dependencies/);
    expect((await database.pool.query('select from jobs')).rowCount).toBe(0);
    const one = job();
    await queue.send([one]);
    const mine = await claimed();
    await queue.send([one]);
    expect(await statusOf(one.id)).toBe('running');
    expect(await queue.complete(mine)).toBe(true);
  });
});
