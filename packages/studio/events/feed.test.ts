import fc from 'fast-check';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { emit } from './emit.ts';
import { type Cursor, cursorOfNow, parseCursor, printCursor, readFeed, sweepEvents } from './feed.ts';

const beginning: Cursor = { xact: 0n, id: 0n };

describe('the feed of events', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  const user = async (): Promise<string> =>
    (await database.pool.query("insert into users (email) values (gen_random_uuid() || '@example.org') returning id"))
      .rows[0].id;
  const typesAfter = async (userId: string, cursor: Cursor, limit?: number) =>
    (await readFeed(database.pool, { userId }, cursor, limit)).events.map(({ data }) => data.n);

  it('misses nothing and doubles nothing, in whatever order transactions end and wherever readers resume', async () => {
    const writer = fc.nat(3);
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), writer }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('commit' as const, 'rollback' as const), writer }) },
      {
        weight: 4,
        arbitrary: fc.record({
          do: fc.constant('read' as const),
          reader: fc.nat(2),
          limit: fc.integer({ min: 1, max: 4 }),
        }),
      },
      { weight: 1, arbitrary: fc.record({ do: fc.constant('resume' as const), reader: fc.nat(2), at: fc.nat() }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async (steps) => {
        const userId = await user();
        const writers: (PoolClient | null)[] = [null, null, null, null];
        const written: number[][] = [[], [], [], []];
        const committed = new Set<number>();
        // What each reader has read, with the cursor after it.
        const readers: { n: number; cursor: Cursor }[][] = [[], [], []];
        let count = 0;
        const end = async (index: number, how: 'commit' | 'rollback') => {
          const client = writers[index];
          if (!client) return;
          await client.query(how);
          client.release();
          writers[index] = null;
          if (how === 'commit') for (const n of written[index] ?? []) committed.add(n);
          written[index] = [];
        };
        const read = async (log: { n: number; cursor: Cursor }[], limit: number) => {
          const part = await readFeed(database.pool, { userId }, log.at(-1)?.cursor ?? beginning, limit);
          log.push(...part.events.map(({ cursor, data }) => ({ cursor, n: Number(data.n) })));
          return part;
        };
        try {
          for (const one of steps) {
            if (one.do === 'write') {
              const client = writers[one.writer] ?? (await database.pool.connect());
              if (!writers[one.writer]) await client.query('begin');
              writers[one.writer] = client;
              await emit(client, { userId, type: 'film.stage', data: { n: count } });
              written[one.writer]?.push(count++);
            } else if (one.do === 'read') await read(readers[one.reader]!, one.limit);
            else if (one.do === 'resume') {
              // The client kept only what it had read up to some event, and comes back with that event's cursor.
              const log = readers[one.reader]!;
              log.splice(one.at % (log.length + 1));
            } else await end(one.writer, one.do);
          }
        } finally {
          for (const index of writers.keys()) await end(index, 'rollback');
        }
        for (const log of readers) {
          while ((await read(log, 3)).more);
          const numbers = log.map(({ n }) => n);
          expect(numbers.toSorted((a, b) => a - b)).toEqual([...committed].sort((a, b) => a - b));
        }
        // All readers have seen the same order.
        expect(new Set(readers.map((log) => log.map(({ n }) => n).join())).size).toBe(1);
      }),
      { numRuns: 60 },
    );
  });

  it('holds back an event that was committed before an older transaction has ended, and says that it waits', async () => {
    const userId = await user();
    const old = await database.pool.connect();
    await old.query('begin');
    await emit(old, { userId, type: 'film.stage', data: { n: 'old' } });
    await emit(database.pool, { userId, type: 'film.stage', data: { n: 'young' } });
    expect(await readFeed(database.pool, { userId }, beginning)).toEqual({ events: [], pending: true, more: false });
    await old.query('commit');
    old.release();
    expect(await typesAfter(userId, beginning)).toEqual(['old', 'young']);
  });

  it('begins with what happens from now on, also in transactions that are open already', async () => {
    const userId = await user();
    await emit(database.pool, { userId, type: 'film.started', data: { n: 'before' } });
    const open = await database.pool.connect();
    await open.query('begin');
    await emit(open, { userId, type: 'film.started', data: { n: 'open' } });
    const now = await cursorOfNow(database.pool);
    await open.query('commit');
    open.release();
    await emit(database.pool, { userId, type: 'film.started', data: { n: 'after' } });
    expect(await typesAfter(userId, now)).toEqual(['open', 'after']);
  });

  it('gives nobody the events of another user, nor of another film', async () => {
    const [mine, theirs] = [await user(), await user()];
    const [film, other] = [crypto.randomUUID(), crypto.randomUUID()];
    await emit(database.pool, { userId: mine, filmId: film, type: 'film.done', data: { n: 'mine' } });
    await emit(database.pool, { userId: mine, filmId: other, type: 'film.done', data: { n: 'my other' } });
    await emit(database.pool, { userId: theirs, filmId: film, type: 'film.done', data: { n: 'theirs' } });
    expect(await typesAfter(mine, beginning)).toEqual(['mine', 'my other']);
    const { events } = await readFeed(database.pool, { userId: mine, filmId: film }, beginning);
    expect(events.map(({ data }) => data.n)).toEqual(['mine']);
    const everybody = await readFeed(database.pool, null, beginning, 1000);
    expect(everybody.events.map(({ data }) => data.n)).toEqual(expect.arrayContaining(['mine', 'my other', 'theirs']));
  });

  it('reads back its own cursors and nothing else', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 2n ** 63n - 1n), fc.bigInt(0n, 2n ** 63n - 1n), (xact, id) => {
        expect(parseCursor(printCursor({ xact, id }))).toEqual({ xact, id });
      }),
    );
    for (const text of [
      '',
      '1',
      '1-',
      '-1-2',
      '1-2-3',
      '1-2 ',
      "1-2'",
      '9223372036854775808-1',
      '1-99999999999999999999',
    ])
      expect(parseCursor(text)).toBeNull();
  });

  it('forgets events after thirty days, and no sooner', async () => {
    const userId = await user();
    await emit(database.pool, { userId, type: 'film.done', data: { n: 'old' } });
    await emit(database.pool, { userId, type: 'film.done', data: { n: 'young' } });
    const age = (days: number, n: string) =>
      database.pool.query(
        "update events set created_at = now() - make_interval(days => $1) where user_id = $2 and data->>'n' = $3",
        [days, userId, n],
      );
    await age(31, 'old');
    await age(29, 'young');
    expect(await sweepEvents(database.pool)).toBe(1);
    expect(await typesAfter(userId, beginning)).toEqual(['young']);
  });
});
