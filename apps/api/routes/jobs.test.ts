import { randomUUID } from 'node:crypto';
import { Credits } from '@ai-film-studio/studio/credits/credits.ts';
import { inTransaction } from '@ai-film-studio/studio/db/sql.ts';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { FilmService } from '@ai-film-studio/studio/films/film-service.ts';
import { ProjectService } from '@ai-film-studio/studio/films/project-service.ts';
import { filmSettingsSchema } from '@ai-film-studio/studio/films/settings.ts';
import { JobQueue } from '@ai-film-studio/studio/queue/job-queue.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../http/api.ts';
import { principalNamed } from '../http/bare-api.fixture.ts';
import { jobRoutes } from './jobs.ts';
import { servedApi } from './served-api.fixture.ts';

describe('a job that is cancelled', () => {
  const credits = new Credits();
  let database: TestDatabase;
  let queue: JobQueue;
  let films: FilmService;
  let api: Api;
  let address = '';
  let owner = { userId: '', projectId: '' };
  beforeAll(async () => {
    database = await testDatabase();
    const { pool } = database;
    queue = new JobQueue(pool);
    films = new FilmService({ pool, credits, queue });
    owner = await database.owner();
    await pool.query("update users set subscription_tier = 'premium' where id = $1", [owner.userId]);
    await inTransaction(pool, (client) => credits.grant(client, { userId: owner.userId, amount: 100_00 }));
    const who = async ({ bearer }: { readonly bearer?: string | null }) => principalNamed(bearer ?? '');
    ({ api, address } = await servedApi(jobRoutes, who, { pool, films, queue }));
  });
  afterAll(async () => {
    await api.close();
    await database.stop();
  });

  const cancel = async (jobId: string, userId = owner.userId) => {
    const answer = await fetch(`${address}/v1/jobs/${jobId}/cancel`, {
      method: 'POST',
      headers: { authorization: `Bearer ${userId}` },
    });
    return { status: answer.status, body: await answer.json() };
  };
  const begin = async () => {
    const text = { name: 'a.fountain', bytes: new TextEncoder().encode('INT. ROOM - DAY\n\nA cup.\n') };
    const { userId, projectId } = owner;
    const draft = await new ProjectService(database.pool).addDraft(userId, projectId, text, '.fountain');
    const film = await films.begin({
      ...{ id: randomUUID(), userId, projectId, draftId: draft.id, kind: 'film', title: 'A Cup', cap: 20_00 },
      ...{ settings: filmSettingsSchema.parse({}), bible: null, decisions: new Map(), traceparent: null },
    });
    const { rows } = await database.pool.query('select id from jobs where film_id = $1', [film.id]);
    return { film, jobId: String(rows[0].id) };
  };
  const notification = async (kind: string) => {
    const id = randomUUID();
    await queue.send([{ id, userId: owner.userId, projectId: null, type: 'notification', kind, parameters: {} }]);
    return id;
  };

  it('takes its film with it, and what was put aside for it comes back', async () => {
    const { film, jobId } = await begin();
    expect(await cancel(jobId)).toMatchObject({ status: 200, body: { id: jobId, status: 'cancelled' } });
    expect(await films.get(owner.userId, film.id)).toMatchObject({ status: 'cancelled', cost: 0 });
    expect(await credits.balance(database.pool, owner.userId)).toMatchObject({ available: 100_00 });
    // Again it changes nothing.
    expect(await cancel(jobId)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
  });

  it('leaves its film alone when it is done already', async () => {
    const { film, jobId } = await begin();
    const job = await queue.claimById(jobId, { worker: 'test' });
    if (typeof job === 'string') throw new Error(job);
    await queue.complete(job);
    expect(await cancel(jobId)).toMatchObject({ status: 200, body: { status: 'done' } });
    expect((await films.get(owner.userId, film.id)).status).toBe('running');
  });

  it('is stopped alone when it is of no film, but for mails, which may be warnings', async () => {
    const [webhook, mail] = [await notification('webhook'), await notification('email')];
    expect(await cancel(webhook)).toMatchObject({ status: 200, body: { status: 'cancelled' } });
    expect(await cancel(mail)).toMatchObject({ status: 409, body: { code: 'mail-job' } });
    expect(await queue.statusOf(mail)).toBe('waiting');
  });

  it('is not there for anybody else', async () => {
    const { film, jobId } = await begin();
    const { userId } = await database.owner();
    expect(await cancel(jobId, userId)).toMatchObject({ status: 404 });
    expect((await films.get(owner.userId, film.id)).status).toBe('running');
  });
});
