import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { whyNoPostgres } from './embedded-postgres.ts';
import { openReads, type ReadPatience, type Reads } from './reads.ts';
import type { Database } from './sql.ts';
import { openPrimary, type Primary, type Standby, streamingStandby } from './standby.fixture.ts';

/** A port of this machine that leads to another one, which can be changed: a server that is begun anew has another port. */
async function gate(first: string) {
  let url = new URL(first);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(url.port), '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('error', () => {});
      from.on('close', () => to.destroy());
      from.pipe(to);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const outside = new URL(first);
  outside.port = typeof address === 'object' ? String(address?.port) : '';
  return {
    url: outside.href,
    lead: (to: string) => {
      url = new URL(to);
    },
    /** What is open stays so, and carries nothing any more. */
    silence() {
      for (const socket of sockets) socket.unpipe();
    },
    cut() {
      for (const socket of sockets) socket.destroy();
    },
    async close() {
      this.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const reason = whyNoPostgres();
const who = "select current_setting('application_name') as who, pg_is_in_recovery() as replica";

/** A writer, a replica of it, and whoever closes both. */
async function servers() {
  const stack = new AsyncDisposableStack();
  const primary = await openPrimary();
  stack.defer(() => primary.close());
  const pool = poolOf(primary.url, stack);
  await pool.query('create table films (title text)');
  return { stack, primary, pool, standby: await followerOf(primary, stack) };
}

function poolOf(url: string, stack: AsyncDisposableStack): Pool {
  const made = new Pool({ connectionString: url });
  made.on('connect', (client) => client.on('error', () => {}));
  made.on('error', () => {});
  stack.defer(() => made.end());
  return made;
}

async function followerOf(primary: Primary, stack: AsyncDisposableStack): Promise<Standby> {
  const made = await streamingStandby(primary, Number(new URL(primary.url).port));
  stack.defer(() => made.close());
  return made;
}

/** Reads, and what was told of them. */
interface Reading {
  readonly reads: Reads;
  readonly told: string[];
  titles(): Promise<string[]>;
}

/** @param patience long enough for a loaded machine, where nobody lags */
async function reading(
  pool: Database,
  urls: readonly string[],
  stack: AsyncDisposableStack,
  patience: Partial<ReadPatience> = { lag: 10_000 },
): Promise<Reading> {
  const told: string[] = [];
  const reads = await openReads({
    ...{ pool, urls, connections: 4, patience },
    reports: {
      lost: (_replica, why) => told.push(`lost: ${why}`),
      joined: () => told.push('joined'),
      failed: () => told.push('failed'),
      answered: (why) => told.push(why ? `writer: ${why}` : 'replica'),
    },
  });
  stack.defer(() => reads.close());
  const titles = async () =>
    (await reads.query('select title from films order by title')).rows.map(({ title }) => title);
  return { reads, told, titles };
}

const isReplica = async ({ reads }: Reading) => (await reads.query(who)).rows[0].replica === true;

async function ask(url: string, sql: string): Promise<void> {
  const client = new Client(url);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

describe.skipIf(reason !== null)(`reads from replicas${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let both: Awaited<ReturnType<typeof servers>>;
  let stack: AsyncDisposableStack;
  beforeAll(async () => {
    both = await servers();
  });
  afterAll(() => both.stack.disposeAsync());
  beforeEach(async () => {
    stack = new AsyncDisposableStack();
    await both.pool.query('truncate films');
  });
  afterEach(() => stack.disposeAsync());

  async function pauseReplay(): Promise<void> {
    await ask(both.standby.url, 'select pg_wal_replay_pause()');
    stack.defer(() => ask(both.standby.url, 'select pg_wal_replay_resume()'));
  }

  it('are answered by a replica, read only', async () => {
    const { reads, told } = await reading(both.pool, [both.standby.url], stack);
    const { rows } = await reads.query(
      `${who}, current_setting('transaction_read_only') as only, $1::int as given`,
      [7],
    );
    expect(rows).toEqual([{ who: 'studio reads', replica: true, only: 'on', given: 7 }]);
    expect(told).toEqual(['joined', 'replica']);
  });

  it('show every commit to whoever asks after it', async () => {
    const { told, titles } = await reading(both.pool, [both.standby.url], stack);
    for (let film = 1; film <= 200; film++) {
      await both.pool.query('insert into films values ($1)', [`film ${film}`]);
      expect((await titles()).length).toBe(film);
    }
    expect(new Set(told)).toEqual(new Set(['joined', 'replica']));
  });

  it('do so when many write and ask at once, and share looks at the writer', async () => {
    const { reads, told } = await reading(both.pool, [both.standby.url], stack);
    const filmAndLook = async (maker: number) => {
      for (let film = 0; film < 25; film++) {
        const title = `${maker} ${film}`;
        await both.pool.query('insert into films values ($1)', [title]);
        expect((await reads.query('select from films where title = $1', [title])).rowCount).toBe(1);
      }
    };
    await Promise.all(Array.from({ length: 8 }, (_, maker) => filmAndLook(maker)));
    expect(told.filter((one) => one === 'replica').length).toBe(200);
  });

  it('skip a replica that does not keep up, until it does', async () => {
    const all = await reading(both.pool, [both.standby.url], stack, { lag: 500, pause: 50 });
    await pauseReplay();
    // What it shows now is old, and nobody is shown it.
    await both.pool.query("insert into films values ('The Last Ferry')");
    expect(await all.titles()).toEqual(['The Last Ferry']);
    expect(all.told).toEqual(['joined', 'lost: behind', 'writer: behind']);
    expect(await all.titles()).toEqual(['The Last Ferry']);
    await ask(both.standby.url, 'select pg_wal_replay_resume()');
    await expect.poll(() => isReplica(all), { timeout: 20_000 }).toBe(true);
    expect(await all.titles()).toEqual(['The Last Ferry']);
    expect(all.told.filter((one) => one.startsWith('lost'))).toEqual(['lost: behind']);
  });

  it('do not share an answer of the writer that was asked for before they were', async () => {
    const [answered, arrived] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let isFar = false;
    const distant: Database = {
      async query(statement, values) {
        const result = await both.pool.query(statement, values);
        if (!isFar) return result;
        answered.resolve();
        await arrived.promise;
        return result;
      },
    };
    const all = await reading(distant, [both.standby.url], stack, { lag: 2_000, pause: 0 });
    // Else the writer answers, and nothing is tried.
    await expect.poll(() => isReplica(all), { timeout: 20_000 }).toBe(true);
    await pauseReplay();
    isFar = true;
    const before = all.titles();
    await answered.promise;
    await both.pool.query("insert into films values ('The Last Ferry')");
    const after = all.titles();
    arrived.resolve();
    await before;
    expect(await after).toEqual(['The Last Ferry']);
  });

  it('take no rest of the writer for a lag', async () => {
    const all = await reading(both.pool, [both.standby.url], stack, { lag: 500 });
    // By the time of its last commit the replica would be behind.
    await delay(1_500);
    expect(await isReplica(all)).toBe(true);
    expect(all.told).toEqual(['joined', 'replica']);
  });

  it('go to a replica that has all but a record that is written in part', async () => {
    const { told, titles } = await reading(both.pool, [both.standby.url], stack, { lag: 2_000 });
    const [writer, follower] = [new Client(both.primary.url), new Client(both.standby.url)];
    for (const client of [writer, follower]) {
      await client.connect();
      stack.defer(() => client.end());
    }
    await writer.query('begin');
    const isInPart = async () => {
      await writer.query("insert into films select repeat('-', 90) from generate_series(1, 300)");
      // The log is flushed by whole pages now and then, while nobody commits.
      await delay(500);
      const { flushed, page } = (
        await writer.query('select pg_current_wal_flush_lsn() as flushed, pg_current_wal_flush_lsn() - $1 as page', [
          '0/0',
        ])
      ).rows[0];
      const { all, whole } = (
        await follower.query('select pg_last_wal_receive_lsn() = $1 as all, pg_last_wal_replay_lsn() = $1 as whole', [
          flushed,
        ])
      ).rows[0];
      return Number(page) % 8_192 === 0 && all && !whole;
    };
    await expect.poll(isInPart, { timeout: 60_000 }).toBe(true);
    expect(await titles()).toEqual([]);
    expect(told).toEqual(['joined', 'replica']);
  });

  it('are asked of the writer when all connections to a replica are taken, which is not lost by that', async () => {
    const all = await reading(both.pool, [both.standby.url], stack);
    const holder = new Client(both.standby.url);
    await holder.connect();
    stack.defer(() => holder.end());
    await holder.query('select pg_advisory_lock(1)');
    const taken = Array.from({ length: 4 }, () => all.reads.query('select pg_advisory_xact_lock(1)'));
    expect(await all.titles()).toEqual([]);
    expect(all.told).toEqual(['joined', 'writer: busy']);
    await holder.query('select pg_advisory_unlock(1)');
    await Promise.all(taken);
    expect(await isReplica(all)).toBe(true);
    expect(all.told.slice(2)).toEqual(Array.from({ length: 5 }, () => 'replica'));
  });

  it('blame no replica for a writer that does not answer', async () => {
    let isAway = true;
    const writer: Database = {
      query: (statement, values) => (isAway ? Promise.reject(new Error('away')) : both.pool.query(statement, values)),
    };
    const all = await reading(writer, [both.standby.url], stack, { lag: 10_000, pause: 50 });
    await expect(all.titles()).rejects.toThrow('away');
    isAway = false;
    await expect.poll(() => isReplica(all), { timeout: 20_000 }).toBe(true);
    expect(all.told.filter((one) => one.startsWith('lost'))).toEqual([]);
  });

  it('end when the writer says nothing more, and go on by its next connection', async () => {
    const way = await gate(both.primary.url);
    stack.defer(() => way.close());
    const { told, titles } = await reading(poolOf(way.url, stack), [both.standby.url], stack);
    expect(await titles()).toEqual([]);
    way.silence();
    await expect(titles()).rejects.toThrow('Query read timeout');
    expect(await titles()).toEqual([]);
    expect(told).toEqual(['joined', 'replica', 'replica']);
  });

  it('go to another replica when one was there at no time, which is told at the start', async () => {
    const nobody = new URL(both.standby.url);
    nobody.port = '1';
    const all = await reading(both.pool, [nobody.href, both.standby.url], stack, { lag: 10_000, pause: 60_000 });
    expect([...all.told].sort()).toEqual(['joined', 'lost: away']);
    for (let read = 0; read < 4; read++) expect(await isReplica(all)).toBe(true);
  });

  it('take turns between two replicas', async () => {
    const other = await followerOf(both.primary, stack);
    const { reads } = await reading(both.pool, [both.standby.url, other.url], stack);
    const ports: number[] = [];
    for (let read = 0; read < 4; read++)
      ports.push((await reads.query('select inet_server_port() as port')).rows[0].port);
    expect(new Set(ports).size).toBe(2);
    expect(ports.slice(0, 2)).toEqual(ports.slice(2));
  });

  it('are asked of the writer when they break on a replica, and its word counts', async () => {
    const all = await reading(both.pool, [both.standby.url], stack);
    await expect(all.reads.query('select nothing from films')).rejects.toMatchObject({ code: '42703' });
    expect(await isReplica(all)).toBe(true);
    expect(all.told).toEqual(['joined', 'failed', 'writer: failed', 'replica']);
  });
});

describe.skipIf(reason !== null)(`reads from a replica that is lost${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let both: Awaited<ReturnType<typeof servers>>;
  beforeEach(async () => {
    both = await servers();
  });
  afterEach(() => both.stack.disposeAsync());

  it('fail nobody when it is killed, and go to it again when it is back', async () => {
    const { pool, standby, stack } = both;
    const way = await gate(standby.url);
    stack.defer(() => way.close());
    const all = await reading(pool, [way.url], stack, { lag: 10_000, pause: 50 });
    await pool.query("insert into films values ('The Last Ferry')");
    expect(await all.titles()).toEqual(['The Last Ferry']);
    await standby.kill();
    const asked = await Promise.all(Array.from({ length: 20 }, all.titles));
    expect(asked).toEqual(Array.from({ length: 20 }, () => ['The Last Ferry']));
    expect(all.told.slice(0, 3)).toEqual(['joined', 'replica', 'lost: away']);
    expect(all.told.filter((one) => one === 'writer: away').length).toBe(20);
    await pool.query("insert into films values ('The First Train')");
    way.lead(await standby.restart());
    await expect.poll(() => isReplica(all), { timeout: 20_000 }).toBe(true);
    expect(await all.titles()).toEqual(['The First Train', 'The Last Ferry']);
  });

  it('are not answered from a history that the writer does not share', async () => {
    const { primary, pool, standby, stack } = both;
    const restored = await followerOf(primary, stack);
    const way = await gate(primary.url);
    stack.defer(() => way.close());
    const writer = poolOf(way.url, stack);
    const all = await reading(writer, [standby.url], stack);
    expect(await isReplica(all)).toBe(true);
    // As after a restore to a moment, by which the old server lost its name and not its replicas.
    await restored.promote();
    for (let film = 0; film < 100; film++) await pool.query("insert into films values ('Spoiled')");
    const onOld = await reading(pool, [standby.url], stack);
    expect((await onOld.titles()).length).toBe(100);
    way.lead(restored.url);
    way.cut();
    await expect.poll(() => writer.totalCount).toBe(0);
    await writer.query("insert into films values ('The Last Ferry')");
    expect(await all.titles()).toEqual(['The Last Ferry']);
    expect(all.told).toEqual(['joined', 'replica', 'lost: away', 'writer: away']);
  });

  it('are no way to write: not to a replica, not to one that was promoted, and not by a detour to the writer', async () => {
    const { pool, standby, stack } = both;
    const all = await reading(pool, [standby.url], stack);
    const write = () => all.reads.query("insert into films values ('Nobody’s')");
    await expect(write()).rejects.toMatchObject({ code: '25006' });
    await standby.promote();
    // Its connections are open still. It has all that the writer has, so it is not looked at: that they are read only must do.
    await expect(write()).rejects.toMatchObject({ code: '25006' });
    await pool.query("insert into films values ('The Last Ferry')");
    expect(await all.titles()).toEqual(['The Last Ferry']);
    expect(all.told.at(-1)).toBe('writer: away');
    expect((await poolOf(standby.url, stack).query('select from films')).rowCount).toBe(0);
  });
});
