import { DatabaseError, type Pool, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import type { z } from 'zod';

/** Where a statement runs: the pool, the client of a transaction, or replicas that answer reads. */
export interface Database {
  query(statement: string | QueryConfig, values?: unknown[]): Promise<QueryResult>;
}

/**
 * The rows of a statement, each parsed: what is wrong with a query shows at the query.
 * @example await rows(database, z.object({ id: z.string() }), 'select id from films where user_id = $1', [userId]);
 */
export async function rows<T extends z.ZodType>(
  database: Database,
  schema: T,
  sql: string,
  values: readonly unknown[] = [],
): Promise<z.output<T>[]> {
  const result = await database.query(sql, [...values]);
  return result.rows.map((row) => schema.parse(row));
}

/** The first row, or `null` when there is none. */
export async function row<T extends z.ZodType>(
  database: Database,
  schema: T,
  sql: string,
  values: readonly unknown[] = [],
): Promise<z.output<T> | null> {
  return (await rows(database, schema, sql, values))[0] ?? null;
}

/** Runs a statement and says how many rows it changed. */
export async function run(database: Database, sql: string, values: readonly unknown[] = []): Promise<number> {
  return (await database.query(sql, [...values])).rowCount ?? 0;
}

/** SQLSTATE deadlock_detected. */
const deadlock = '40P01';
const mostTries = 10;

/** Whether PostgreSQL undid a statement whole because two waited for each other's rows: doing it again is safe. */
export const isDeadlock = (error: unknown): boolean => error instanceof DatabaseError && error.code === deadlock;

/**
 * All of `work` or nothing of it. Whatever it throws undoes it; after a deadlock it is done again, so it must do nothing that a rollback does
 * not undo.
 */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await once(pool, work);
    } catch (error) {
      if (tries === mostTries || !isDeadlock(error)) throw error;
    }
  }
}

async function once<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    // A connection that cannot even roll back is not used again.
    await client.query('rollback').then(
      () => client.release(),
      (broken: unknown) => client.release(broken instanceof Error ? broken : true),
    );
    throw error;
  }
}
