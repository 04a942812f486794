import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTransaction } from '../db/sql.ts';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { Refusal } from '../refusal.ts';
import { Credits, NoReservationError } from './credits.ts';
import { creditHistory } from './history.ts';
import { ledgerFaults, lockBalance } from './ledger.ts';
import { grantMonth, usersDue, welcome } from './monthly.ts';

describe('credits', () => {
  const credits = new Credits();
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(async () => {
    expect(await ledgerFaults(database.pool)).toEqual([]);
    await database.stop();
  });

  const newUser = async (amount = 0): Promise<string> => {
    const { rows } = await database.pool.query(
      "insert into users (email) values (gen_random_uuid() || '@example.org') returning id",
    );
    const userId = String(rows[0].id);
    if (amount > 0) await within((client) => credits.grant(client, { userId, amount }));
    return userId;
  };
  const within = <T>(work: Parameters<typeof inTransaction<T>>[1]) => inTransaction(database.pool, work);
  const balance = (userId: string) => credits.balance(database.pool, userId);
  const reserve = (userId: string, filmId: string, amount: number) =>
    within((client) => credits.reserve(client, { userId, filmId, amount }));
  const settle = (filmId: string, amount: number) => within((client) => credits.settle(client, { filmId, amount }));
  const refund = (filmId: string) => within((client) => credits.refund(client, { filmId }));
  /** Begins work on a user's credits while they are locked, and lets it go on when all of it waits. */
  const behind = async <T>(userId: string, begin: () => readonly Promise<T>[]): Promise<T[]> => {
    const begun = await within(async (client) => {
      await lockBalance(client, userId);
      const work = begin();
      const waiting = "select count(*)::int as count from pg_stat_activity where wait_event_type = 'Lock'";
      while ((await database.pool.query(waiting)).rows[0].count < work.length) await setTimeout(5);
      return { work };
    });
    return Promise.all(begun.work);
  };
  const movements = async (userId: string) =>
    (await creditHistory(database.pool, { userId, limit: 100 })).map(({ type, amount }) => [type, amount]);

  it('are put aside for a film, taken for what it cost, and the rest comes back', async () => {
    const [userId, filmId] = [await newUser(20_00), randomUUID()];
    await reserve(userId, filmId, 12_34);
    expect(await balance(userId)).toEqual({ available: 7_66, reserved: 12_34, owed: 0 });
    expect(await settle(filmId, 10_00)).toEqual({ taken: 10_00, returned: 2_34 });
    expect(await balance(userId)).toEqual({ available: 10_00, reserved: 0, owed: 0 });
    expect(await movements(userId)).toEqual([
      ['refund', 2_34],
      ['settle', -10_00],
      ['reserve', -12_34],
      ['grant', 20_00],
    ]);
  });

  it('are settled once: a second time, or a refund after it, answers how it ended and moves nothing', async () => {
    const [userId, filmId] = [await newUser(20_00), randomUUID()];
    await reserve(userId, filmId, 10_00);
    // All of them find the reservation held before the first can end it.
    const answers = await behind(userId, () => [settle(filmId, 4_00), settle(filmId, 4_00), settle(filmId, 4_00)]);
    answers.push(await refund(filmId), await settle(filmId, 9_00));
    expect(answers).toEqual(answers.map(() => ({ taken: 4_00, returned: 6_00 })));
    expect(await balance(userId)).toEqual({ available: 16_00, reserved: 0, owed: 0 });
  });

  it('are never taken beyond what was reserved', async () => {
    const [userId, filmId] = [await newUser(20_00), randomUUID()];
    await reserve(userId, filmId, 5_00);
    expect(await settle(filmId, 5_01)).toEqual({ taken: 5_00, returned: 0 });
    expect((await balance(userId)).available).toBe(15_00);
  });

  it('come back whole from a film that failed, which may then be begun again', async () => {
    const [userId, filmId] = [await newUser(20_00), randomUUID()];
    await reserve(userId, filmId, 20_00);
    expect(await refund(filmId)).toEqual({ taken: 0, returned: 20_00 });
    expect(await settle(filmId, 3_00)).toEqual({ taken: 0, returned: 20_00 });
    await reserve(userId, filmId, 15_00);
    expect(await settle(filmId, 3_00)).toEqual({ taken: 3_00, returned: 12_00 });
    expect((await balance(userId)).available).toBe(17_00);
  });

  it('are refused with how many are missing, and the transaction goes on', async () => {
    const userId = await newUser(4_10);
    const refused = await within(async (client) => {
      const error = await credits.reserve(client, { userId, filmId: randomUUID(), amount: 10_00 }).catch((no) => no);
      // The refusal was no error of the database: the same transaction still works.
      await client.query('select 1');
      return error;
    });
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused).toMatchObject({ kind: 'payment-required', code: 'credits-short' });
    expect(refused.details).toEqual({ needed: 10, available: 4.1, missing: 5.9 });
    expect(await balance(userId)).toEqual({ available: 4_10, reserved: 0, owed: 0 });
  });

  it('that are the last go to one of twenty who want them at once', async () => {
    const userId = await newUser(1_00);
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => reserve(userId, randomUUID(), 1_00)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const one of tries) if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: 'credits-short' });
    expect(await balance(userId)).toEqual({ available: 0, reserved: 1_00, owed: 0 });
  });

  it('are reserved once for a film, however often it is asked, and not otherwise', async () => {
    const [userId, filmId] = [await newUser(20_00), randomUUID()];
    await Promise.all([reserve(userId, filmId, 6_00), reserve(userId, filmId, 6_00)]);
    expect(await balance(userId)).toEqual({ available: 14_00, reserved: 6_00, owed: 0 });
    await expect(reserve(userId, filmId, 7_00)).rejects.toMatchObject({ code: 'credits-reserved' });
    const stranger = await newUser(20_00);
    await expect(reserve(stranger, filmId, 6_00)).rejects.toMatchObject({ code: 'credits-reserved' });
  });

  it('are not needed for a film that costs nothing, and a film that was never reserved is a fault of ours', async () => {
    const [userId, filmId] = [await newUser(), randomUUID()];
    await reserve(userId, filmId, 0);
    expect(await settle(filmId, 5_00)).toEqual({ taken: 0, returned: 0 });
    await expect(settle(randomUUID(), 1)).rejects.toThrow(NoReservationError);
    await expect(refund(randomUUID())).rejects.toThrow(NoReservationError);
  });

  it('come once for a key, whoever brings them how often', async () => {
    const [userId, key] = [await newUser(), randomUUID()];
    const bring = () => within((client) => credits.purchase(client, { userId, amount: 5_00, key }));
    const brought = await Promise.all([bring(), bring(), bring()]);
    expect(brought.filter(Boolean)).toHaveLength(1);
    expect((await balance(userId)).available).toBe(5_00);
  });

  it('that were spent and whose payment was taken back are owed, and the next ones pay for them', async () => {
    const userId = await newUser(3_00);
    expect(await within((client) => credits.takeBack(client, { userId, amount: 10_00 }))).toBe(3_00);
    expect(await balance(userId)).toEqual({ available: 0, reserved: 0, owed: 7_00 });
    await within((client) => credits.giveBack(client, { userId, amount: 2_00 }));
    expect(await balance(userId)).toEqual({ available: 0, reserved: 0, owed: 5_00 });
    await within((client) => credits.purchase(client, { userId, amount: 8_00 }));
    expect(await balance(userId)).toEqual({ available: 3_00, reserved: 0, owed: 0 });
  });

  it('that come back from a film pay for what is owed as well', async () => {
    const [userId, filmId] = [await newUser(10_00), randomUUID()];
    await reserve(userId, filmId, 10_00);
    await within((client) => credits.takeBack(client, { userId, amount: 4_00 }));
    await settle(filmId, 5_00);
    expect(await balance(userId)).toEqual({ available: 1_00, reserved: 0, owed: 0 });
  });

  it('are told of when they change, in the transaction in which they do', async () => {
    const userId = await newUser(5_00);
    const filmId = randomUUID();
    await reserve(userId, filmId, 2_00);
    await within(async (client) => {
      await credits.settle(client, { filmId, amount: 1_00 });
      throw new Error('undone');
    }).catch(() => {});
    const { rows } = await database.pool.query(
      "select data, film_id from events where user_id = $1 and type = 'credits.changed' order by id",
      [userId],
    );
    expect(rows).toEqual([
      { data: { available: 5, reserved: 0 }, film_id: null },
      { data: { available: 3, reserved: 2 }, film_id: filmId },
    ]);
  });

  it('are given to a new user once, and to users on the free plan once a month', async () => {
    const userId = await newUser();
    const november = new Date('2026-11-30T23:59:59Z');
    const december = new Date('2026-12-01T00:00:00Z');
    const welcomed = () => within((client) => welcome(credits, client, { userId, now: november, localGrant: null }));
    expect(await Promise.all([welcomed(), welcomed()])).toContain(false);
    expect((await balance(userId)).available).toBe(30_00);
    const due = (now: Date) => usersDue(database.pool, { now, limit: 1000 });
    expect(await due(november)).not.toContain(userId);
    expect(await due(december)).toContain(userId);
    const grants = [1, 2, 3].map(() => within((client) => grantMonth(credits, client, { userId, now: december })));
    expect((await Promise.all(grants)).filter(Boolean)).toHaveLength(1);
    expect(await due(december)).not.toContain(userId);
    await database.pool.query("update users set subscription_tier = 'premium' where id = $1", [userId]);
    expect(await due(new Date('2027-01-01T00:00:00Z'))).not.toContain(userId);
  });

  it('of a studio without billing are what it gives to each new user', async () => {
    const give = async (localGrant: number) => {
      const userId = await newUser();
      const now = new Date();
      for (const _ of [1, 2]) await within((client) => welcome(credits, client, { userId, now, localGrant }));
      return (await balance(userId)).available;
    };
    expect(await give(77_00)).toBe(77_00);
    expect(await give(0)).toBe(0);
  });

  it('are listed page by page, newest first, and only to their user', async () => {
    const [userId, stranger] = [await newUser(), await newUser(9_00)];
    for (const amount of [1, 2, 3, 4, 5]) await within((client) => credits.grant(client, { userId, amount }));
    const first = await creditHistory(database.pool, { userId, limit: 2 });
    expect(first.map(({ amount }) => amount)).toEqual([5, 4, 3]);
    const next = await creditHistory(database.pool, { userId, limit: 10, before: first[1]!.number });
    expect(next.map(({ amount }) => amount)).toEqual([3, 2, 1]);
    expect(await movements(stranger)).toEqual([['grant', 9_00]]);
  });
});
