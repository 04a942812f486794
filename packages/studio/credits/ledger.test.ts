import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, releasedMigrations } from '../db/migrate.ts';
import { inTransaction } from '../db/sql.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { Credits } from './credits.ts';
import { ledgerFaults } from './ledger.ts';

describe('the ledger, against whoever goes past the service', () => {
  const credits = new Credits();
  let database: TestDatabase;
  let userId = '';
  beforeAll(async () => {
    database = await testDatabase();
    const { rows } = await database.pool.query("insert into users (email) values ('ada@example.org') returning id");
    userId = String(rows[0].id);
    await inTransaction(database.pool, (client) => credits.grant(client, { userId, amount: 50_00 }));
  });
  afterAll(() => database.stop());

  const query = (sql: string, values: unknown[] = []) => database.pool.query(sql, values);
  const entry = (account: string, amount: number) =>
    `insert into ledger_entries (transaction_id, user_id, account, amount) select id, user_id, '${account}', ${amount} from made`;
  const transaction = (amount: number) =>
    `with made as (insert into transactions (user_id, amount, type, status) values ($1, ${amount}, 'grant', 'done') returning id, user_id)`;

  it.each([
    ['update users set credits = credits + 1 where id = $1', 'ledger entries only'],
    ['update users set credits_reserved = 1 where id = $1', 'ledger entries only'],
    ["insert into users (id, email, credits) select gen_random_uuid(), $1 || '@example.org', 5", 'ledger entries only'],
    ['update ledger_entries set amount = amount * 2 where user_id = $1', 'never changed'],
    ['update transactions set amount = 1 where user_id = $1', 'never changed'],
    ['delete from ledger_entries where user_id = $1', 'forgets nothing'],
    ['delete from transactions where user_id = $1', 'forgets nothing'],
    [`${transaction(1)} select 1 from made`, 'has 0 entries'],
    [`${transaction(1)} ${entry('available', 1)}`, 'has 1 entries'],
    [
      `${transaction(1)} insert into ledger_entries (transaction_id, user_id, account, amount)
       select id, user_id, account, amount from made, (values ('available', 2), ('issued', -1)) as side (account, amount)`,
      'with the sum 1.00',
    ],
    [
      `insert into ledger_entries (transaction_id, user_id, account, amount)
       select transaction_id, user_id, 'revenue', 1 from ledger_entries where user_id = $1 limit 1`,
      'with the sum 1.00',
    ],
    [
      `${transaction(-60)} insert into ledger_entries (transaction_id, user_id, account, amount)
       select id, user_id, account, amount from made, (values ('available', -60), ('issued', 60)) as side (account, amount)`,
      'users_credits_check',
    ],
  ])('refuses: %s', async (sql, why) => {
    await expect(query(sql, [userId])).rejects.toThrow(why);
    expect(await ledgerFaults(database.pool)).toEqual([]);
    expect(await credits.balance(database.pool, userId)).toEqual({ available: 50_00, reserved: 0, owed: 0 });
  });

  it('says what is wrong when something is', async () => {
    await inTransaction(database.pool, async (client) => {
      await client.query("set local session_replication_role = 'replica'");
      await client.query('update users set credits = 51 where id = $1', [userId]);
      expect(await ledgerFaults(client)).toEqual([`user ${userId} has 51.00, the ledger says 50.00`]);
      throw new Error('undone');
    }).catch((error: Error) => expect(error.message).toBe('undone'));
  });

  it('goes with its user, whole', async () => {
    const { rows } = await query("insert into users (email) values ('gone@example.org') returning id");
    const gone = String(rows[0].id);
    await inTransaction(database.pool, async (client) => {
      await credits.grant(client, { userId: gone, amount: 9_00 });
      await credits.reserve(client, { userId: gone, filmId: await filmOf(gone), amount: 4_00 });
    });
    await query('delete from users where id = $1', [gone]);
    const left = await query('select 1 from ledger_entries where user_id = $1', [gone]);
    expect(left.rowCount).toBe(0);
    expect(await ledgerFaults(database.pool)).toEqual([]);
  });

  it('gives back what a film held that was deleted with its project', async () => {
    const filmId = await filmOf(userId);
    await inTransaction(database.pool, (client) => credits.reserve(client, { userId, filmId, amount: 20_00 }));
    await query('delete from projects where id = (select project_id from films where id = $1)', [filmId]);
    expect(await credits.balance(database.pool, userId)).toEqual({ available: 50_00, reserved: 0, owed: 0 });
    const late = await inTransaction(database.pool, (client) => credits.settle(client, { filmId, amount: 20_00 }));
    expect(late).toEqual({ taken: 0, returned: 20_00 });
    expect(await ledgerFaults(database.pool)).toEqual([]);
  });

  async function filmOf(user: string): Promise<string> {
    const [project, draft, film] = [randomUUID(), randomUUID(), randomUUID()];
    await query("insert into projects (id, user_id, name) values ($1, $2, 'A film')", [project, user]);
    await query(
      "insert into drafts (id, project_id, number, name, ending, sha256, content) values ($1, $2, 1, 'one', '.fountain', $3, '')",
      [draft, project, 'a'.repeat(64)],
    );
    await query(
      "insert into films (id, user_id, project_id, draft_id, kind, settings, cap) values ($1, $2, $3, $4, 'film', '{}', 20)",
      [film, user, project, draft],
    );
    return film;
  }
});

describe('the ledger of a studio that had credits before', () => {
  it('begins with what everybody has', async () => {
    const database = await testDatabase({ migrated: false });
    const client = new Client(database.url);
    await client.connect();
    const all = releasedMigrations();
    await migrate(
      client,
      all.filter(({ name }) => name < '0006'),
    );
    await client.query("insert into users (email, credits) values ('rich@example.org', 12.5), ('poor@example.org', 0)");
    await migrate(client, all);
    expect(await ledgerFaults(client)).toEqual([]);
    const { rows } = await client.query('select credits from users order by credits');
    expect(rows).toEqual([{ credits: '0.00' }, { credits: '12.50' }]);
    await client.end();
    await database.stop();
  });
});
