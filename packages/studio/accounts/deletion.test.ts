import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Credits } from '../credits/credits.ts';
import { ledgerFaults } from '../credits/ledger.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { FilmService } from '../films/film-service.ts';
import { JobQueue } from '../queue/job-queue.ts';
import { deleteWhoAsked } from './deletion.ts';

describe('accounts whose deletion was asked for', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());
  const fail = (error: Error) => {
    throw error;
  };

  it('go with everything, their subscription first; others stay', async () => {
    const { pool } = database;
    const [leaving, staying] = [await database.owner(), await database.owner()];
    await pool.query('update users set deletion_requested_at = now() where id = $1', [leaving.userId]);
    const films = new FilmService({ pool, credits: new Credits(), queue: new JobQueue(pool) });
    const ended: string[] = [];
    const billing = {
      async endSubscriptions(userId: string) {
        expect((await pool.query('select from users where id = $1', [userId])).rowCount).toBe(1);
        ended.push(userId);
      },
    };
    expect(await deleteWhoAsked({ pool, films, billing }, fail)).toBe(1);
    expect(ended).toEqual([leaving.userId]);
    const { rows } = await pool.query('select id from users');
    expect(rows).toEqual([{ id: staying.userId }]);
    expect((await pool.query('select from projects where user_id = $1', [leaving.userId])).rowCount).toBe(0);
    expect(await ledgerFaults(pool)).toEqual([]);
    expect(await deleteWhoAsked({ pool, films, billing }, fail)).toBe(0);
  });

  it('are tried again when billing could not be reached, nothing is gone before, and nobody waits for them', async () => {
    const { pool } = database;
    const [{ userId }, next] = [await database.owner(), await database.owner()];
    await pool.query("update users set deletion_requested_at = now() - interval '1 day' where id = $1", [userId]);
    await pool.query('update users set deletion_requested_at = now() where id = $1', [next.userId]);
    const films = new FilmService({ pool, credits: new Credits(), queue: new JobQueue(pool) });
    const away = new Error('Stripe is away');
    const billing = {
      async endSubscriptions(id: string) {
        if (id === userId) throw away;
      },
    };
    const failures: Error[] = [];
    expect(await deleteWhoAsked({ pool, films, billing }, (error) => failures.push(error))).toBe(1);
    expect(failures).toMatchObject([{ name: 'DeletionError', message: expect.stringContaining(userId), cause: away }]);
    const { rows } = await pool.query('select id from users where deletion_requested_at is not null');
    expect(rows).toEqual([{ id: userId }]);
    expect(await deleteWhoAsked({ pool, films, billing: null }, fail)).toBe(1);
  });
});
