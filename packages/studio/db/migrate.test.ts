import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MigrationError, migrate, releasedMigrations } from './migrate.ts';
import { type TestDatabase, testDatabase } from './test-database.fixture.ts';

describe('migrations', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase({ migrated: false });
  });
  afterAll(() => database.stop());

  const withClient = async <T>(work: (client: Client) => Promise<T>): Promise<T> => {
    const client = new Client(database.url);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  const released = releasedMigrations();
  const names = released.map(({ name }) => name);

  it('make the schema from nothing, once, though several servers start at the same moment', async () => {
    const applied = await Promise.all([1, 2, 3].map(() => withClient((client) => migrate(client, released))));
    expect(applied.flat().sort()).toEqual([...names].sort());
    expect(await withClient((client) => migrate(client, released))).toEqual([]);
  });

  it('change nothing when one of them fails', async () => {
    const broken = { name: '9999-broken.sql', sql: 'create table half (id int); select nonsense;' };
    await expect(withClient((client) => migrate(client, [...released, broken]))).rejects.toThrow(
      'The migration 9999-broken.sql failed and changed nothing.',
    );
    const { rows } = await database.pool.query("select to_regclass('half') as half");
    expect(rows[0].half).toBeNull();
  });

  it('refuse a database of a later release, and a migration that was changed after the event', async () => {
    const refused = (migrations: typeof released) => withClient((client) => migrate(client, migrations));
    await expect(refused(released.slice(0, -1))).rejects.toThrow(MigrationError);
    const changed = released.map((one, index) => (index === 0 ? { ...one, sql: `${one.sql}\n-- oh` } : one));
    await expect(refused(changed)).rejects.toThrow('was changed after it was applied');
  });
});
