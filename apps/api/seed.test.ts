import { ledgerFaults } from '@ai-film-studio/studio/credits/ledger.ts';
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
    expect(once).toEqual({ users: '4', drafts: '4', credits: '1830.00' });
    expect(await seed(database.pool, 'another password')).toEqual(emails);
    expect(await counts()).toEqual(once);
    expect(await ledgerFaults(database.pool)).toEqual([]);
  });
});
