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

  /** A database as it was after the first so many migrations, with what may stand in it then. */
  const grown = async (upTo: number, work: (client: Client) => Promise<void>) => {
    const name = `release_${upTo}`;
    await withClient(async (client) => void (await client.query(`create database ${name}`)));
    const client = new Client(database.url.replace(/\/studio$/, `/${name}`));
    await client.connect();
    try {
      await migrate(client, released.slice(0, upTo));
      await work(client);
    } finally {
      await client.end();
    }
  };

  /** Rows of the first release; later ones are made by what they add. */
  const rowsOfTheFirst = `
    with maker as (
      insert into users (email, credits) values ('ann@example.org', 12.50) returning id
    ), project as (
      insert into projects (user_id, name) select id, 'A film' from maker returning id, user_id
    ), job as (
      insert into jobs (project_id, type, status, parameters, receives, token, lease_until)
      select id, 'image', status, '{}', 1, 1, case when status = 'running' then now() end
      from project, unnest(array['waiting', 'running', 'done', 'dead', 'cancelled']) as status returning id
    ), first as (
      insert into assets (project_id, type, s3_key, size) select id, 'image', 'users/1/a.png', 7 from project returning id
    )
    select (select count(*) from job), (select count(*) from first)`;

  it('bring a database of every earlier release up to date, with all that it holds', async () => {
    for (let upTo = 1; upTo < released.length; upTo++)
      await grown(upTo, async (client) => {
        if (upTo === 1) await client.query(rowsOfTheFirst);
        expect(await migrate(client, released)).toEqual(names.slice(upTo));
        if (upTo > 1) return;
        const { rows } = await client.query(
          `select credits, (select array_agg(status order by status) from jobs) as jobs, (select count(*) from jobs where user_id = users.id) as owned,
             (select sum(amount) from ledger_entries where account = 'available') as ledger from users`,
        );
        expect(rows).toEqual([
          { credits: '12.50', jobs: ['cancelled', 'dead', 'done', 'running', 'waiting'], owned: '5', ledger: '12.50' },
        ]);
      });
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
