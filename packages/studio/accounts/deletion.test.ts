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
    expect(await deleteWhoAsked({ pool, films, billing })).toBe(1);
    expect(ended).toEqual([leaving.userId]);
    const { rows } = await pool.query('select id from users');
    expect(rows).toEqual([{ id: staying.userId }]);
    expect((await pool.query('select from projects where user_id = $1', [leaving.userId])).rowCount).toBe(0);
    expect(await ledgerFaults(pool)).toEqual([]);
    expect(await deleteWhoAsked({ pool, films, billing })).toBe(0);
  });

  it('are tried again when billing could not be reached, and nothing is gone before', async () => {
    const { pool } = database;
    const { userId } = await database.owner();
    await pool.query('update users set deletion_requested_at = now() where id = $1', [userId]);
    const films = new FilmService({ pool, credits: new Credits(), queue: new JobQueue(pool) });
    const away = { endSubscriptions: () => Promise.reject(new Error('Stripe is away')) };
    await expect(deleteWhoAsked({ pool, films, billing: away })).rejects.toThrow('Stripe is away');
    expect((await pool.query('select from users where id = $1', [userId])).rowCount).toBe(1);
    expect(await deleteWhoAsked({ pool, films, billing: null })).toBe(1);
  });
});
