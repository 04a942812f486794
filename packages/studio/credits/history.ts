import { z } from 'zod';
import type { Database } from '../db/sql.ts';
import { rows } from '../db/sql.ts';
import { type Centicredits, creditsColumn } from './amount.ts';
import { type TransactionType, transactionTypes } from './ledger.ts';

/** A movement as its user reads it. */
export interface HistoryEntry {
  readonly id: string;
  /** Grows with time: a list goes by it. */
  readonly number: number;
  readonly type: TransactionType;
  /** Below 0 for what was put aside, spent or taken back. */
  readonly amount: Centicredits;
  readonly filmId: string | null;
  readonly note: string;
  readonly createdAt: Date;
}

const entrySchema = z
  .object({
    id: z.string(),
    number: z.coerce.number(),
    type: z.enum(transactionTypes),
    amount: creditsColumn,
    film_id: z.string().nullable(),
    note: z.string(),
    created_at: z.date(),
  })
  .transform(
    ({ film_id, created_at, ...entry }): HistoryEntry => ({ ...entry, filmId: film_id, createdAt: created_at }),
  );

/**
 * A user's movements, newest first: one more than the limit, when there are more.
 * @param before `number` of the last one that is known already
 */
export function creditHistory(
  database: Database,
  {
    userId,
    limit,
    before = null,
  }: { readonly userId: string; readonly limit: number; readonly before?: number | null },
): Promise<HistoryEntry[]> {
  return rows(
    database,
    entrySchema,
    `select id, number, type, amount, film_id, note, created_at from transactions
     where user_id = $1 and ($2::bigint is null or number < $2) order by number desc limit $3`,
    [userId, before, limit + 1],
  );
}
