import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError, Pool, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import { z } from 'zod';

/** Bytes of a database's log since its beginning: a server that has replayed so far shows all that was committed before. */
export type LogPosition = bigint;

/** A replica did not come to a position in the time that it was given. */
export class ReplicaBehindError extends Error {
  override readonly name = 'ReplicaBehindError';
}

/** A server that was named as a replica writes by itself: it was promoted, or it is another one. */
export class NotAReplicaError extends Error {
  override readonly name = 'NotAReplicaError';
}

/** Milliseconds: for a connection or the turn of one, for a statement on the server, for its answer. */
const patience = { connection: 2_000, look: 1_000, statement: 10_000, answer: 12_000 } as const;

const lookSchema = z.object({ follows: z.boolean(), replayed: z.coerce.bigint() });
const look = {
  text: "select pg_is_in_recovery() as follows, pg_wal_lsn_diff(coalesce(pg_last_wal_replay_lsn(), '0/0'), '0/0')::text as replayed",
  query_timeout: patience.look,
};

/**
 * A server that replays what the writer writes, and answers reads.
 * @example const { rows } = await replica.query({ position, lag: 100 }, 'select name from projects');
 */
export class Replica {
  /** Host and port, for logs. */
  readonly name: string;
  private readonly pool: Pool;
  /** By connection: a server that was begun anew may be further back than it was, and its connections are new. */
  private readonly replayed = new WeakMap<PoolClient, LogPosition>();

  /** @param url whose user and password may come from PGUSER and PGPASSWORD */
  constructor(url: string, connections: number) {
    const { hostname, port } = new URL(url);
    this.name = `${hostname}:${port || 5432}`;
    this.pool = new Pool({
      connectionString: url,
      max: connections,
      application_name: 'studio reads',
      connectionTimeoutMillis: patience.connection,
      statement_timeout: patience.statement,
      query_timeout: patience.answer,
      // A replica refuses writes anyway. One that was promoted does not.
      options: '-c default_transaction_read_only=on',
    });
    // A connection that breaks says so at its next read as well, and without an ear the process would end.
    this.pool.on('error', () => {});
    this.pool.on('connect', (client) => client.on('error', () => {}));
  }

  /**
   * Asks once the replica has come to a position.
   * @param from.lag milliseconds that it may take to come there
   * @throws ReplicaBehindError, NotAReplicaError, or what PostgreSQL or the connection says
   */
  async query(
    { position, lag }: { readonly position: LogPosition; readonly lag: number },
    statement: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult> {
    const client = await this.pool.connect();
    try {
      await this.comeTo(client, position, lag);
      const result = await client.query(statement, values);
      client.release();
      return result;
    } catch (error) {
      const isWell = error instanceof DatabaseError || error instanceof ReplicaBehindError;
      client.release(!isWell);
      throw error;
    }
  }

  private async comeTo(client: PoolClient, position: LogPosition, lag: number): Promise<void> {
    const begun = performance.now();
    let replayed = this.replayed.get(client) ?? -1n;
    for (let pause = 1; replayed < position; pause *= 2) {
      // Not before the first look, and not a last time when the time is over.
      if (pause > 1) await delay(pause / 2);
      replayed = await this.lookAt(client);
      if (replayed < position && performance.now() - begun > lag)
        throw new ReplicaBehindError(`${this.name} is ${position - replayed} bytes of log behind the writer.`);
    }
  }

  private async lookAt(client: PoolClient): Promise<LogPosition> {
    const { follows, replayed } = lookSchema.parse((await client.query(look)).rows[0]);
    if (!follows)
      throw new NotAReplicaError(
        `${this.name} follows no writer: it was promoted, or DATABASE_READ_URLS names a server that is no replica.`,
      );
    this.replayed.set(client, replayed);
    return replayed;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
