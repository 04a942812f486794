import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Credits } from '../credits/credits.ts';
import { ledgerFaults } from '../credits/ledger.ts';
import { inTransaction } from '../db/sql.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { JobQueue } from '../queue/job-queue.ts';
import { deleteFilm } from './film-deletion.ts';
import { FilmService } from './film-service.ts';
import { ProjectService } from './project-service.ts';
import { filmSettingsSchema } from './settings.ts';

describe('a film that is deleted', () => {
  const credits = new Credits();
  let database: TestDatabase;
  let films: FilmService;
  beforeAll(async () => {
    database = await testDatabase();
    films = new FilmService({ pool: database.pool, credits, queue: new JobQueue(database.pool) });
  });
  afterAll(async () => {
    expect(await ledgerFaults(database.pool)).toEqual([]);
    await database.stop();
  });

  async function begun() {
    const { userId, projectId } = await database.owner();
    await inTransaction(database.pool, (client) => credits.grant(client, { userId, amount: 100_00 }));
    const text = { name: 'a.fountain', bytes: new TextEncoder().encode('INT. ROOM - DAY\n\nA cup.\n') };
    const draft = await new ProjectService(database.pool).addDraft(userId, projectId, text, '.fountain');
    const order = { userId, projectId, draftId: draft.id, kind: 'film', title: 'A Cup', cap: 20_00 } as const;
    const settings = filmSettingsSchema.parse({});
    const more = { id: randomUUID(), settings, traceparent: null, bible: null, decisions: new Map() };
    return { userId, film: await films.begin({ ...order, ...more }) };
  }
  const remove = (userId: string, filmId: string) => deleteFilm({ pool: database.pool, films }, userId, filmId);
  const left = async (filmId: string) => {
    const { rows } = await database.pool.query(
      `select (select count(*)::int from films where id = $1) as films, (select count(*)::int from jobs where film_id = $1) as jobs,
         (select count(*)::int from reservations where film_id = $1 and status = 'held') as held`,
      [filmId],
    );
    return rows[0];
  };

  it('is stopped, told of and gone with its jobs, and holds no credits', async () => {
    const { userId, film } = await begun();
    await remove(userId, film.id);
    expect(await left(film.id)).toEqual({ films: 0, jobs: 0, held: 0 });
    expect(await credits.balance(database.pool, userId)).toMatchObject({ available: 100_00, reserved: 0 });
    const { rows } = await database.pool.query('select type from events where film_id = $1 order by id', [film.id]);
    expect(rows.map(({ type }) => type)).toContain('film.cancelled');
    await expect(remove(userId, film.id)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leaves no reservation when it was begun again a moment before', async () => {
    const { userId, film } = await begun();
    const cancel = async (...given: Parameters<FilmService['cancel']>) => {
      await films.cancel(...given);
      return films.resume(...given);
    };
    await deleteFilm({ pool: database.pool, films: { cancel } }, userId, film.id);
    expect(await left(film.id)).toEqual({ films: 0, jobs: 0, held: 0 });
    expect(await credits.balance(database.pool, userId)).toMatchObject({ available: 100_00, reserved: 0 });
  });

  it('is not another user’s', async () => {
    const [{ film, userId }, stranger] = [await begun(), await database.owner()];
    await expect(remove(stranger.userId, film.id)).rejects.toMatchObject({ code: 'not-found' });
    expect((await films.get(userId, film.id)).status).toBe('running');
  });
});
