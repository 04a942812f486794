import { randomUUID } from 'node:crypto';
import { type TestDatabase, testDatabase } from '@ai-film-studio/studio/db/test-database.fixture.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Acknowledged, film, newFilmmaker } from './filming.ts';
import { danglingRows, lostCommits, lostObjects, noteCompletions, violations } from './findings.ts';

describe('what is found on a survivor', () => {
  let database: TestDatabase;
  const told: Acknowledged[] = [];
  const keys: string[] = [];
  beforeEach(async () => {
    database = await testDatabase();
    await noteCompletions(database.pool);
    told.length = 0;
    keys.length = 0;
    const region = { pool: database.pool, put: async (key: string) => void keys.push(key) };
    await film(region, await newFilmmaker(database.pool), (one) => void told.push(one));
  });
  afterEach(() => database.stop());

  const lost = () => lostCommits(database.pool, told, Math.max(...told.map(({ at }) => at)) + 1_000);

  it('is nothing when all is there', async () => {
    expect(told.map(({ what }) => what)).toEqual(['begun', 'job done', 'job done', 'settled']);
    expect(await lost()).toEqual({ count: 0, of: 4, seconds: 0 });
    expect(await violations(database.pool)).toEqual([]);
    expect(await danglingRows(database.pool, new Set(keys))).toBe(0);
  });

  it('is a film, a job or a settlement that clients were told of and that is not there', async () => {
    told.push({ what: 'begun', filmId: randomUUID(), jobs: [], at: Date.now() });
    await database.pool.query("update reservations set status = 'held', taken = null");
    await database.pool.query('delete from jobs where id = $1', [told[1]?.jobs[0]]);
    const { count, seconds } = await lost();
    // The film that is nowhere, the one whose job is gone, that job, and the settlement.
    expect(count).toBe(4);
    expect(seconds).toBeGreaterThanOrEqual(1);
  });

  it('is credits that came from nowhere', async () => {
    await database.pool.query('alter table users disable trigger all');
    await database.pool.query('update users set credits = credits + 1');
    expect((await violations(database.pool)).join('\n')).toMatch(
      /the ledger says[\s\S]*other credits than they were given/,
    );
  });

  it('is a job done twice, and one never done', async () => {
    const [once, never] = [told[1]?.jobs[0], told[2]?.jobs[0]];
    await database.pool.query('insert into game_day_completions (job, token) values ($1, 2)', [once]);
    await database.pool.query("update jobs set status = 'waiting', finished_at = null where id = $1", [never]);
    expect(await violations(database.pool)).toEqual(['1 jobs were never done', '1 jobs were done twice']);
  });

  it('is an object that was not carried over, with the rows that name it', async () => {
    const there = new Set(keys.slice(1));
    expect(
      lostObjects(
        keys.map((key) => ({ key, at: 5_000 })),
        there,
        8_000,
      ),
    ).toEqual({ count: 1, of: 2, seconds: 3 });
    expect(await danglingRows(database.pool, there)).toBe(1);
  });
});
