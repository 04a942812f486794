import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { emit } from './emit.ts';
import type { Cursor, StudioEvent } from './feed.ts';
import { followEvents } from './follow.ts';
import { type Listener, startListener } from './listener.ts';

const beginning: Cursor = { xact: 0n, id: 0n };
const until = (isTrue: () => boolean) => vi.waitUntil(isTrue, { timeout: 30_000, interval: 5 });

describe('the listener', () => {
  let database: TestDatabase;
  let listener: Listener;
  let userId = '';
  beforeAll(async () => {
    database = await testDatabase();
    const { rows } = await database.pool.query("insert into users (email) values ('a@example.org') returning id");
    userId = rows[0].id;
  });
  afterEach(() => listener.close());
  afterAll(() => database.stop());

  const begin = async (poke = 3_600_000): Promise<void> => {
    listener = startListener({ connectionString: database.url, poke });
    await until(() => listener.connected());
  };
  const notify = (channel: string, payload: string) =>
    database.pool.query('select pg_notify($1, $2)', [channel, payload]);

  it('tells each subscriber what concerns them, on one connection for all', async () => {
    await begin();
    const heard: string[] = [];
    listener.subscribe('events', 'anna', (payload) => payload && heard.push(`anna ${payload}`));
    listener.subscribe('events', null, (payload) => payload && heard.push(`all ${payload}`));
    const unsubscribe = listener.subscribe('jobs', null, (payload) => payload && heard.push(`gone ${payload}`));
    unsubscribe();
    await notify('jobs', 'x');
    await notify('events', 'berta');
    await notify('events', 'anna');
    await until(() => heard.includes('all anna'));
    expect(heard.toSorted()).toEqual(['all anna', 'all berta', 'anna anna']);
    const { rows } = await database.pool.query(
      "select count(*)::int as n from pg_stat_activity where application_name = 'studio listener'",
    );
    expect(rows[0].n).toBe(1);
  });

  it('connects again when its connection is cut, and has everybody look for what they missed', async () => {
    await begin();
    const heard: (string | null)[] = [];
    listener.subscribe('events', 'anna', (payload) => heard.push(payload));
    await database.pool.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'studio listener'",
    );
    await until(() => heard.includes(null));
    await until(() => listener.connected());
    await notify('events', 'anna');
    await until(() => heard.includes('anna'));
  });

  it('does not say that something may have been missed as long as the connection holds', async () => {
    await begin(20);
    const heard: (string | null)[] = [];
    listener.subscribe('sessions', null, (payload) => heard.push(payload));
    const asked = new Set<string>();
    // It has asked the database several times whether it is there still.
    await vi.waitUntil(
      async () => {
        const { rows } = await database.pool.query(
          "select query_start::text as at from pg_stat_activity where application_name = 'studio listener'",
        );
        asked.add(rows[0].at);
        return asked.size > 5;
      },
      { timeout: 30_000, interval: 5 },
    );
    await notify('sessions', 'anna');
    await until(() => heard.length > 0);
    expect(heard).toEqual(['anna']);
  });

  it('is not needed by a follower, who looks now and then', async () => {
    await begin();
    const stop = new AbortController();
    const seen: StudioEvent[] = [];
    const dependencies = { database: database.pool, listener: { subscribe: () => () => {} }, lookAgain: 20 };
    const done = (async () => {
      for await (const events of followEvents(dependencies, { userId }, beginning, stop.signal)) seen.push(...events);
    })();
    await emit(database.pool, { userId, type: 'film.stage', data: { n: 'first' } });
    await until(() => seen.at(-1)?.data.n === 'first');
    await emit(database.pool, { userId, type: 'film.stage', data: { n: 'untold' } });
    await until(() => seen.at(-1)?.data.n === 'untold');
    stop.abort();
    await done;
  });

  const following = (signal: AbortSignal, after = beginning) => {
    const seen: StudioEvent[] = [];
    const done = (async () => {
      for await (const events of followEvents({ database: database.pool, listener }, { userId }, after, signal))
        seen.push(...events);
    })();
    return { seen, done };
  };

  it('lets a follower see events as they happen, and ends with the signal', async () => {
    await begin();
    const stop = new AbortController();
    const { seen, done } = following(stop.signal);
    for (const n of [1, 2, 3]) {
      await emit(database.pool, { userId, type: 'film.stage', data: { n } });
      await until(() => seen.at(-1)?.data.n === n);
    }
    stop.abort();
    await done;
  });

  it('lets a follower see what an older transaction held back, soon after it ends, though nothing more is told', async () => {
    await begin();
    const stop = new AbortController();
    const { seen, done } = following(stop.signal);
    const old = await database.pool.connect();
    await old.query('begin');
    await old.query('select pg_current_xact_id()');
    await emit(database.pool, { userId, type: 'film.done', data: { n: 'held' } });
    await database.pool.query("select pg_notify('events', $1)", [userId]);
    expect(seen.some(({ data }) => data.n === 'held')).toBe(false);
    await old.query('commit');
    old.release();
    await until(() => seen.at(-1)?.data.n === 'held');
    stop.abort();
    await done;
  });
});
