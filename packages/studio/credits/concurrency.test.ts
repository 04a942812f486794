import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../db/test-database.fixture.ts';
import { Refusal } from '../refusal.ts';
import { Credits } from './credits.ts';
import { ledgerFaults } from './ledger.ts';

/** What one client does: a transaction, and how it ends. */
interface Deed {
  readonly kind: 'reserve' | 'settle' | 'refund' | 'purchase' | 'take-back' | 'give-back';
  readonly user: number;
  readonly film: number;
  readonly amount: number;
  /** Killed: the server ends the connection in the middle of the transaction. */
  readonly ending: 'commit' | 'rollback' | 'killed';
}

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom('reserve', 'reserve', 'settle', 'refund', 'purchase', 'take-back', 'give-back'),
  user: fc.nat(1),
  film: fc.nat(5),
  amount: fc.integer({ min: 1, max: 30_00 }),
  ending: fc.constantFrom('commit', 'commit', 'commit', 'commit', 'rollback', 'killed'),
});
const clients = fc.array(fc.array(deed, { minLength: 1, maxLength: 8 }), { minLength: 8, maxLength: 8 });

describe('the ledger with many at it at once', () => {
  const credits = new Credits();
  let database: TestDatabase;
  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.stop());

  it('balances at every moment, whatever they do and whoever is killed in the middle of it', async () => {
    const seen = { samples: 0, refused: 0, killed: 0, committed: 0 };
    await fc.assert(
      fc.asyncProperty(clients, async (work) => {
        const stage = await newStage();
        const acknowledged: Deed[] = [];
        const over = new AbortController();
        const sampling = sample(over.signal, seen);
        const lives = await Promise.allSettled(work.map((deeds) => live(deeds, stage, acknowledged, seen)));
        over.abort();
        await sampling;
        expect(lives.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([]);
        await checkStage(stage, acknowledged);
      }),
      // What fails by chance of timing would not shrink to anything.
      { seed: 11, numRuns: 30, endOnFailure: true },
    );
    // The property is worth something only when all of it came to pass.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20);
  });

  interface Stage {
    readonly users: readonly string[];
    /** Each of the user with the same parity. */
    readonly films: readonly string[];
  }

  async function newStage(): Promise<Stage> {
    const { rows } = await database.pool.query(
      "insert into users (email) select gen_random_uuid() || '@example.org' from generate_series(1, 2) returning id",
    );
    return { users: rows.map(({ id }) => String(id)), films: Array.from({ length: 6 }, () => randomUUID()) };
  }

  async function sample(signal: AbortSignal, seen: { samples: number }): Promise<void> {
    do {
      expect(await ledgerFaults(database.pool)).toEqual([]);
      seen.samples += 1;
    } while (!signal.aborted);
  }

  async function live(
    deeds: readonly Deed[],
    stage: Stage,
    acknowledged: Deed[],
    seen: { refused: number; killed: number; committed: number },
  ): Promise<void> {
    let client = await connect();
    for (const one of deeds) {
      try {
        await client.query('begin');
        await act(client, one, stage);
        if (one.ending === 'killed') await kill(client);
        await client.query(one.ending === 'rollback' ? 'rollback' : 'commit');
        if (one.ending === 'commit') acknowledged.push(one);
        seen.committed += 1;
      } catch (error) {
        if (error instanceof Refusal || (error as Error).name === 'NoReservationError') {
          seen.refused += 1;
          await client.query('rollback');
        } else if (one.ending === 'killed') {
          seen.killed += 1;
          client = await connect();
        } else throw error;
      }
    }
    await client.end();
  }

  async function connect(): Promise<Client> {
    const client = new Client(database.url);
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  async function kill(client: Client): Promise<void> {
    const { rows } = await client.query('select pg_backend_pid() as pid');
    await database.pool.query('select pg_terminate_backend($1, 5000)', [rows[0].pid]);
  }

  async function act(client: Client, { kind, user, film, amount }: Deed, { users, films }: Stage): Promise<unknown> {
    const filmId = films[film]!;
    const userId = users[kind === 'reserve' ? film % 2 : user]!;
    switch (kind) {
      case 'reserve':
        return credits.reserve(client, { userId, filmId, amount });
      case 'settle':
        return credits.settle(client, { filmId, amount });
      case 'refund':
        return credits.refund(client, { filmId });
      case 'purchase':
        return credits.purchase(client, { userId, amount, key: `${userId} ${amount}` });
      case 'take-back':
        return credits.takeBack(client, { userId, amount });
      case 'give-back':
        return credits.giveBack(client, { userId, amount });
    }
  }

  /** What was acknowledged is there, and nothing beside it: purchases are counted one by one, once a key. */
  async function checkStage({ users }: Stage, acknowledged: readonly Deed[]): Promise<void> {
    expect(await ledgerFaults(database.pool)).toEqual([]);
    for (const [index, userId] of users.entries()) {
      const bought = acknowledged.filter(({ kind, user }) => kind === 'purchase' && user === index);
      const once = new Set(bought.map(({ amount }) => amount));
      const { rows } = await database.pool.query(
        "select coalesce(sum(amount) * 100, 0)::int as total from transactions where user_id = $1 and type = 'purchase'",
        [userId],
      );
      expect(rows[0].total).toBe([...once].reduce((sum, amount) => sum + amount, 0));
    }
  }
});
