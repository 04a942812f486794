import { setTimeout as delay } from 'node:timers/promises';
import { DatabaseError, Pool, type PoolClient, type QueryConfig, type QueryResult } from 'pg';
import { z } from 'zod';

/** A place in a database's log: a server that has replayed so far shows all that was committed before. */
export interface LogPosition {
  /** Which history the log is of. PostgreSQL begins another one at a promotion and at a restore to a moment. */
  readonly timeline: number;
  /** Of log since the beginning. */
  readonly bytes: bigint;
}

/** A replica did not come to a position in the time that it was given. */
export class ReplicaBehindError extends Error {
  override readonly name = 'ReplicaBehindError';
}

/** A server that was named as a replica writes by itself, or replays another history than the writer's. */
export class NotAReplicaError extends Error {
  override readonly name = 'NotAReplicaError';
}

/** All connections to a replica were taken by other reads for as long as one waits for a turn. */
export class ReplicaBusyError extends Error {
  override readonly name = 'ReplicaBusyError';
}

/** Milliseconds: for a connection or the turn of one, for a statement on the server, for its answer. */
const patience = { connection: 2_000, look: 1_000, statement: 10_000, answer: 12_000 } as const;

const lookSchema = z.object({ follows: z.boolean(), timeline: z.number(), bytes: z.coerce.bigint() });
// Of a server that follows, the timeline is that of the last checkpoint that it replayed: after a switch it comes a little late.
const look = {
  text: `select pg_is_in_recovery() as follows, (pg_control_checkpoint()).timeline_id as timeline,
    pg_wal_lsn_diff(coalesce(pg_last_wal_replay_lsn(), '0/0'), '0/0')::text as bytes`,
  query_timeout: patience.look,
};

/** The pool has one limit for a turn and for a connection, and says only by these words that it was the turn. */
const noTurn = 'timeout exceeded when trying to connect';

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
   * @throws ReplicaBehindError, ReplicaBusyError, NotAReplicaError, or what PostgreSQL or the connection says
   */
  async query(
    { position, lag }: { readonly position: LogPosition; readonly lag: number },
    statement: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult> {
    const client = await this.turn();
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

  private async turn(): Promise<PoolClient> {
    try {
      return await this.pool.connect();
    } catch (cause) {
      if (!(cause instanceof Error && cause.message === noTurn)) throw cause;
      throw new ReplicaBusyError(`Other reads have all connections to ${this.name}.`, { cause });
    }
  }

  private async comeTo(client: PoolClient, { timeline, bytes }: LogPosition, lag: number): Promise<void> {
    const begun = performance.now();
    const known = this.replayed.get(client);
    let replayed = known?.timeline === timeline ? known.bytes : -1n;
    for (let pause = 1; replayed < bytes; pause *= 2) {
      // Not before the first look, and not a last time when the time is over.
      if (pause > 1) await delay(pause / 2);
      replayed = await this.lookAt(client, timeline);
      if (replayed < bytes && performance.now() - begun > lag)
        throw new ReplicaBehindError(`${this.name} is ${bytes - replayed} bytes of log behind the writer.`);
    }
  }

  private async lookAt(client: PoolClient, timeline: number): Promise<bigint> {
    const { follows, ...replayed } = lookSchema.parse((await client.query(look)).rows[0]);
    if (!follows)
      throw new NotAReplicaError(
        `${this.name} follows no writer: it was promoted, or DATABASE_READ_URLS names a server that is no replica.`,
      );
    if (replayed.timeline !== timeline)
      throw new NotAReplicaError(
        `${this.name} replays timeline ${replayed.timeline}, and the writer is on ${timeline}: if it stays so, the replica is of a server from before a restore or a promotion, and has to be made anew.`,
      );
    this.replayed.set(client, replayed);
    return replayed.bytes;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}
