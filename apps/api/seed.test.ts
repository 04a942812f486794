import { randomUUID } from 'node:crypto';
import { Credits } from '@ai-film-studio/studio/credits/credits.ts';
import { ledgerFaults } from '@ai-film-studio/studio/credits/ledger.ts';
import { inTransaction } from '@ai-film-studio/studio/db/sql.ts';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seed } from './seed.ts';

describe('the seed of a sandbox', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  it('has somebody of each plan, with credits and a script; done again it adds nothing', async () => {
    const emails = await seed(database.pool, 'a password for testers');
    const counts = async () =>
      (
        await database.pool.query(
          'select (select count(*) from users) as users, (select count(*) from drafts) as drafts, (select sum(credits) from users) as credits',
        )
      ).rows[0];
    const once = await counts();
    expect(once).toEqual({ users: '5', drafts: '5', credits: '2130.00' });
    expect(await seed(database.pool, 'another password')).toEqual(emails);
    expect(await counts()).toEqual(once);
    expect(await ledgerFaults(database.pool)).toEqual([]);
  });

  it('gives back what was spent', async () => {
    const credits = async () =>
      (await database.pool.query("select id, credits from users where email = 'acceptance@sandbox.example'")).rows[0];
    const { id: userId } = await credits();
    const filmId = randomUUID();
    await inTransaction(database.pool, async (client) => {
      await new Credits().reserve(client, { userId, filmId, amount: 500 });
      await new Credits().settle(client, { filmId, amount: 320 });
    });
    expect(await credits()).toMatchObject({ credits: '296.80' });
    await seed(database.pool, 'a password for testers');
    expect(await credits()).toMatchObject({ credits: '300.00' });
    expect(await ledgerFaults(database.pool)).toEqual([]);
  });
});
