import { z } from 'zod';
import type { Database } from '../db/sql.ts';
import { row, rows, run } from '../db/sql.ts';
import { type Centicredits, creditsColumn, toDecimal } from './amount.ts';

export const transactionTypes = ['grant', 'purchase', 'reserve', 'settle', 'refund', 'reversal'] as const;
export type TransactionType = (typeof transactionTypes)[number];

/** From which account to which. A user's are available and reserved, the studio's issued and revenue. */
const ways: Readonly<Record<TransactionType, readonly [from: string, to: string]>> = {
  grant: ['issued', 'available'],
  purchase: ['issued', 'available'],
  reserve: ['available', 'reserved'],
  settle: ['reserved', 'revenue'],
  refund: ['reserved', 'available'],
  reversal: ['available', 'issued'],
};

/** To the user, these are less. */
const outgoing: ReadonlySet<TransactionType> = new Set(['reserve', 'settle', 'reversal']);

export interface Movement {
  readonly userId: string;
  readonly type: TransactionType;
  /** Above 0: the type says the direction. */
  readonly amount: Centicredits;
  readonly filmId?: string | null;
  /** What must happen once: a second movement with the same key is none. */
  readonly key?: string | null;
  readonly note?: string;
}

const movement = `
  with made as (
    insert into transactions (user_id, amount, type, status, film_id, key, note)
    values ($1, $2, $3, 'done', $4, $5, $6) on conflict (key) do nothing returning id, user_id
  )
  insert into ledger_entries (transaction_id, user_id, account, amount)
  select id, user_id, account, entry from made, unnest($7::text[], $8::numeric[]) as side (account, entry)`;

/**
 * Writes a transaction with its two entries; the database moves the balances with them.
 * @returns whether it was written: false when its key was there already
 * @throws the database's error when a balance would become negative
 */
export async function move(database: Database, given: Movement): Promise<boolean> {
  const { userId, type, amount, filmId = null, key = null, note = '' } = given;
  const [plus, minus] = [toDecimal(amount), toDecimal(-amount)];
  const shown = outgoing.has(type) ? minus : plus;
  const written = await run(database, movement, [userId, shown, type, filmId, key, note, ways[type], [minus, plus]]);
  return written > 0;
}

/** What a user has. */
export interface Balance {
  readonly available: Centicredits;
  readonly reserved: Centicredits;
  /** Spent credits whose payment was taken back: the next ones that come pay for them. */
  readonly owed: Centicredits;
}

const balanceSchema = z
  .object({ credits: creditsColumn, credits_reserved: creditsColumn, credits_owed: creditsColumn })
  .transform(
    ({ credits, credits_reserved, credits_owed }): Balance => ({
      available: credits,
      reserved: credits_reserved,
      owed: credits_owed,
    }),
  );

/** `null` when there is no such user. */
export function readBalance(database: Database, userId: string): Promise<Balance | null> {
  return row(database, balanceSchema, 'select credits, credits_reserved, credits_owed from users where id = $1', [
    userId,
  ]);
}

/**
 * A user's balance, which nobody else moves until the transaction is over. Whoever moves credits takes this lock first, and no other
 * of the ledger before it: so nobody waits in a circle.
 */
export function lockBalance(client: Database, userId: string): Promise<Balance | null> {
  return row(
    client,
    balanceSchema,
    'select credits, credits_reserved, credits_owed from users where id = $1 for no key update',
    [userId],
  );
}

/**
 * What is wrong with the ledger, in words; nothing when all is well. One statement, so one moment: it may be asked while credits are moved.
 */
export async function ledgerFaults(database: Database): Promise<readonly string[]> {
  const found = await rows(
    database,
    z.object({ fault: z.string() }),
    `with sums as (
       select user_id,
         coalesce(sum(amount) filter (where account = 'available'), 0) as available,
         coalesce(sum(amount) filter (where account = 'reserved'), 0) as reserved
       from ledger_entries group by user_id
     ), held as (
       select user_id, sum(amount) as amount from reservations where status = 'held' group by user_id
     )
     select 'user ' || id || ' has ' || credits || ', the ledger says ' || coalesce(available, 0) as fault
       from users left join sums on user_id = id where credits <> coalesce(available, 0)
     union all
     select 'user ' || id || ' has reserved ' || credits_reserved || ', the ledger says ' || coalesce(reserved, 0)
       from users left join sums on user_id = id where credits_reserved <> coalesce(reserved, 0)
     union all
     select 'user ' || id || ' has reserved ' || credits_reserved || ', films hold ' || coalesce(amount, 0)
       from users left join held on user_id = id where credits_reserved <> coalesce(amount, 0)
     union all
     select 'user ' || id || ' has less than nothing' from users where credits < 0 or credits_reserved < 0
     union all
     select 'transaction ' || transaction_id || ' has the sum ' || sum(amount)
       from ledger_entries group by transaction_id having sum(amount) <> 0 or count(*) < 2
     union all
     select 'the ledger has the sum ' || sum(amount) from ledger_entries having sum(amount) <> 0`,
  );
  return found.map(({ fault }) => fault);
}
