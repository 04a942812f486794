import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Credits } from '../credits/credits.ts';
import { ledgerFaults } from '../credits/ledger.ts';
import { inTransaction } from '../db/sql.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { JobQueue } from '../queue/job-queue.ts';
import type { ClaimedJob, NewJob } from '../queue/queued-job.ts';
import type { Film } from './film.ts';
import { keepFilms } from './film-keeper.ts';
import { FilmService, jobIdOf } from './film-service.ts';
import { ProjectService } from './project-service.ts';
import { filmSettingsSchema } from './settings.ts';

describe('films of users', () => {
  const credits = new Credits();
  let database: TestDatabase;
  let queue: JobQueue;
  let films: FilmService;
  beforeAll(async () => {
    database = await testDatabase();
    queue = new JobQueue(database.pool);
    films = new FilmService({ pool: database.pool, credits, queue });
  });
  afterAll(async () => {
    expect(await ledgerFaults(database.pool)).toEqual([]);
    await database.stop();
  });

  /** Somebody with a hundred credits, a project and a draft. */
  async function filmmaker(tier = 'premium') {
    const { userId, projectId } = await database.owner();
    await database.pool.query('update users set subscription_tier = $2 where id = $1', [userId, tier]);
    await inTransaction(database.pool, (client) => credits.grant(client, { userId, amount: 100_00 }));
    const text = { name: 'a.fountain', bytes: new TextEncoder().encode('INT. ROOM - DAY\n\nA cup.\n') };
    const draft = await new ProjectService(database.pool).addDraft(userId, projectId, text, '.fountain');
    const order = (more = {}) => ({
      id: randomUUID(),
      userId,
      projectId,
      draftId: draft.id,
      kind: 'film' as const,
      settings: filmSettingsSchema.parse({}),
      bible: null,
      decisions: new Map(),
      title: 'A Cup',
      cap: 20_00,
      traceparent: null,
      ...more,
    });
    return { userId, projectId, order, balance: () => credits.balance(database.pool, userId) };
  }
  const statuses = async (film: Film) =>
    (
      await database.pool.query('select status from jobs where film_id = $1 order by created_at, id', [film.id])
    ).rows.map(({ status }) => status);
  const events = async (film: Film) =>
    (
      await database.pool.query("select type from events where film_id = $1 and type like 'film.%' order by id", [
        film.id,
      ])
    ).rows.map(({ type }) => type);
  const claim = async (film: Film): Promise<ClaimedJob> => {
    const { rows } = await database.pool.query(
      "select id from jobs where film_id = $1 and status = 'waiting' limit 1",
      [film.id],
    );
    const job = await queue.claimById(rows[0].id, { worker: 'test' });
    if (typeof job === 'string') throw new Error(job);
    return job;
  };
  const clipOf = (film: Film, price: number): NewJob => ({
    id: jobIdOf(film, randomUUID()),
    userId: film.userId,
    projectId: film.projectId,
    filmId: film.id,
    type: 'video',
    kind: 'clip',
    contentKey: randomUUID(),
    parameters: { price },
  });
  /** Has a worker make a clip of it. */
  async function makeClip(film: Film, price: number, made = true): Promise<string> {
    const clip = clipOf(film, price);
    await queue.send([clip]);
    const job = await queue.claimById(clip.id, { worker: 'test' });
    if (typeof job === 'string') throw new Error(job);
    await queue.complete(job, { made });
    return clip.contentKey ?? '';
  }
  const whole = { keys: [] as readonly string[], title: 'A Cup', bible: '', downgrades: [], stages: {} };

  it('reserve what they may cost, and pay what was really made when they are done', async () => {
    const { order, balance } = await filmmaker();
    const film = await films.begin(order());
    expect(await balance()).toMatchObject({ available: 80_00, reserved: 20_00 });
    const keys = [await makeClip(film, 3.5), await makeClip(film, 4, false)];
    // By another release of the studio, and not in the film in the end.
    await makeClip(film, 8);
    const direct = await claim(film);
    expect(await films.finish(film.id, direct.id, { shots: [] }, [], { ...whole, keys })).toBe(true);
    expect(await films.finish(film.id, direct.id, { shots: [] }, [], { ...whole, keys })).toBe(false);
    expect(await queue.complete(direct)).toBe(true);
    expect(await films.get(film.userId, film.id)).toMatchObject({ status: 'done', cost: 3_50 });
    expect(await balance()).toMatchObject({ available: 96_50, reserved: 0 });
    expect(await events(film)).toEqual(['film.started', 'film.done']);
  });

  it('never cost more than their cap', async () => {
    const { order, balance } = await filmmaker();
    const film = await films.begin(order());
    const keys = [await makeClip(film, 9), await makeClip(film, 9), await makeClip(film, 9)];
    await films.finish(film.id, randomUUID(), { shots: [] }, [], { ...whole, keys });
    expect(await films.get(film.userId, film.id)).toMatchObject({ cost: 20_00 });
    expect(await balance()).toMatchObject({ available: 80_00, reserved: 0 });
  });

  it('are begun once however often and at once the same request comes', async () => {
    const { order, balance } = await filmmaker();
    const one = order();
    const begun = await Promise.all(Array.from({ length: 8 }, () => films.begin(one)));
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
    expect(await balance()).toMatchObject({ available: 80_00, reserved: 20_00 });
    expect(await statuses(begun[0]!)).toEqual(['waiting']);
  });

  it('cost nothing when they fail, and go on from where they were when they are resumed', async () => {
    const { order, balance, userId } = await filmmaker();
    const film = await films.begin(order());
    await makeClip(film, 5);
    expect(await films.fail(film.id, 'the disk is full')).toBe(true);
    expect(await films.fail(film.id, 'again')).toBe(false);
    expect(await balance()).toMatchObject({ available: 100_00, reserved: 0 });
    expect(await statuses(film)).toContain('cancelled');
    const again = await films.resume(userId, film.id);
    expect(again).toMatchObject({ status: 'running', run: 2, error: null });
    const keys = [await makeClip(again, 2)];
    await films.finish(film.id, randomUUID(), { shots: [] }, [], { ...whole, keys });
    // The clip of the first run was given away; it is not paid now either.
    expect(await balance()).toMatchObject({ available: 98_00, reserved: 0 });
    expect(await events(film)).toEqual(['film.started', 'film.failed', 'film.started', 'film.done']);
  });

  it('pay what was made when they are cancelled, and it is not paid twice when they are resumed', async () => {
    const { order, balance, userId } = await filmmaker();
    const film = await films.begin(order());
    await makeClip(film, 5);
    expect(await films.cancel(userId, film.id)).toMatchObject({ status: 'cancelled', cost: 5_00 });
    expect(await films.cancel(userId, film.id)).toMatchObject({ status: 'cancelled', cost: 5_00 });
    expect(await balance()).toMatchObject({ available: 95_00, reserved: 0 });
    const again = await films.resume(userId, film.id);
    // What is paid already is not reserved again: all runs together never cost more than the cap.
    expect(await balance()).toMatchObject({ available: 80_00, reserved: 15_00 });
    const keys = [await makeClip(again, 30)];
    await films.finish(again.id, randomUUID(), { shots: [] }, [], { ...whole, keys });
    expect(await films.get(userId, film.id)).toMatchObject({ status: 'done', cost: 20_00 });
    expect(await balance()).toMatchObject({ available: 80_00, reserved: 0 });
  });

  it('that their maker spoils pay for what was made: by another fault they do not', async () => {
    const { order, balance } = await filmmaker();
    const [spoiled, unlucky] = [await films.begin(order()), await films.begin(order())];
    for (const [film, kind] of [
      [spoiled, 'conform'],
      [unlucky, 'clip'],
    ] as const) {
      await makeClip(film, 5);
      const dead = { ...clipOf(film, 0), kind };
      await queue.send([dead]);
      const job = await queue.claimById(dead.id, { worker: 'test' });
      if (typeof job === 'string') throw new Error(job);
      await inTransaction(database.pool, async (client) => {
        await queue.on(client).fail(job, 'no picture', { permanent: true, luck: 0 });
        await films.jobsDied(client, [{ ...job, error: 'no picture' }]);
      });
    }
    expect(await films.get(spoiled.userId, spoiled.id)).toMatchObject({ status: 'failed', cost: 5_00 });
    expect(await films.get(unlucky.userId, unlucky.id)).toMatchObject({ status: 'failed', cost: null });
    expect(await balance()).toMatchObject({ available: 95_00, reserved: 0 });
  });

  it('are refused when credits are short or the plan’s films are under way, and nothing is left behind', async () => {
    const { order, balance } = await filmmaker('free');
    const dear = order({ cap: 100_01 });
    await expect(films.begin(dear)).rejects.toMatchObject({ code: 'credits-short', kind: 'payment-required' });
    await films.begin(order({ cap: 0 }));
    await expect(films.begin(order())).rejects.toMatchObject({ code: 'too-many-films' });
    expect(await balance()).toMatchObject({ available: 100_00, reserved: 0 });
    expect((await database.pool.query('select from films where id = $1', [dear.id])).rowCount).toBe(0);
  });

  it('of another are not there', async () => {
    const [mine, other] = [await filmmaker(), await filmmaker()];
    const film = await films.begin(mine.order());
    for (const tried of ['get', 'cancel', 'resume', 'files'] as const)
      await expect(films[tried](other.userId, film.id)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await films.list(other.userId, null, 10, null)).toEqual([]);
  });

  it('whose worker died between two steps are failed or directed anew by the keeper, once', async () => {
    const { order } = await filmmaker();
    const [lost, stuck, fine] = [await films.begin(order()), await films.begin(order()), await films.begin(order())];
    const direct = await claim(lost);
    await queue.fail(direct, 'broken', { permanent: true, luck: 0 });
    const done = await claim(stuck);
    await queue.complete(done);
    const parts = { pool: database.pool, films, queue };
    const helped = await Promise.all([keepFilms(parts), keepFilms(parts), keepFilms(parts)]);
    expect(Math.max(...helped)).toBeGreaterThanOrEqual(1);
    expect(await films.get(lost.userId, lost.id)).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('broken'),
    });
    expect(await statuses(stuck)).toEqual(['done', 'waiting']);
    expect(await statuses(fine)).toEqual(['waiting']);
    expect(await keepFilms(parts)).toBe(0);
    // Resumed, what died before is of the run before.
    await films.resume(lost.userId, lost.id);
    expect(await keepFilms(parts)).toBe(0);
  });
});
