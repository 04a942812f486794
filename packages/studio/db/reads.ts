import { DatabaseError, type QueryConfig, type QueryResult } from 'pg';
import { z } from 'zod';
import { type LogPosition, Replica, ReplicaBehindError, ReplicaBusyError } from './replica.ts';
import type { Database } from './sql.ts';

/** Why a replica is not asked: it does not answer or is none of this writer, or it does not keep up. */
export type ReplicaTrouble = 'away' | 'behind';

/** Why the writer answered a read: no replica was fit for it, those that are had no turn for it, or the statement failed there. */
export type WriterAnswers = ReplicaTrouble | 'busy' | 'failed';

/** Hears how reads fare. That the writer answers is a downgrade: it is reported, and nobody's request fails by it. */
export interface ReadReports {
  /** Once when a replica is asked no more. */
  lost(replica: string, why: ReplicaTrouble, error: unknown): void;
  /** Once when it is asked, at the start or again. */
  joined(replica: string): void;
  /** A statement broke on a replica that goes on. */
  failed(replica: string, error: unknown): void;
  /** For each read: `null` when a replica answered. */
  answered(byWriterBecause: WriterAnswers | null): void;
}

/** Milliseconds: that a read waits for a replica to come to where the writer is, and until a lost replica is tried again. */
export interface ReadPatience {
  readonly lag: number;
  readonly pause: number;
}

/** Replicas for reading, with the writer behind them. */
export interface Reads extends Database {
  close(): Promise<void>;
}

const usual: ReadPatience = { lag: 100, pause: 1_000 };

/**
 * Answers single statements that only read from replicas, and from the writer when none is fit. An answer shows whatever was committed before it was
 * asked for, by whomever: the replica first comes to where the writer was then (docs/adr/0015). A replica refuses a statement that writes, and it is
 * not sent on; where no replica is fit, nobody refuses it: give it to the writer's pool.
 *
 * A replica that is lost is tried again beside the reads that come later; nobody waits for it.
 * @example const films = await rows(reads, filmRow, 'select * from films where user_id = $1', [userId]);
 */
export async function openReads({
  pool,
  urls,
  connections,
  reports,
  ...options
}: {
  /** The writer. */
  readonly pool: Database;
  readonly urls: readonly string[];
  /** To each replica, at most. */
  readonly connections: number;
  readonly reports: ReadReports;
  readonly patience?: Partial<ReadPatience>;
}): Promise<Reads> {
  const position = positionOf(pool);
  const patience = { ...usual, ...options.patience };
  const members = urls.map((url) => new Member(new Replica(url, connections), { position, patience, reports }));
  await Promise.all(members.map((member) => member.join()));
  let turn = 0;

  const askReplicas = async (statement: string | QueryConfig, values?: unknown[]) => {
    const fit = members.filter((member) => member.isFit());
    if (fit.length === 0) return members.some(({ trouble }) => trouble === 'behind') ? 'behind' : 'away';
    const reached = await position();
    const first = turn++ % fit.length;
    let outcome: QueryResult | WriterAnswers = 'away';
    for (const member of [...fit.slice(first), ...fit.slice(0, first)]) {
      outcome = await member.ask(reached, statement, values);
      if (outcome === 'failed' || typeof outcome !== 'string') break;
    }
    return outcome;
  };

  return {
    async query(statement, values) {
      const outcome = await askReplicas(statement, values);
      reports.answered(typeof outcome === 'string' ? outcome : null);
      return typeof outcome === 'string' ? pool.query(statement, values) : outcome;
    },
    async close() {
      await Promise.all(members.map((member) => member.close()));
    },
  };
}

/** Of what is flushed: whatever was acknowledged is, and no replica is sent more. The name of a file of the log begins with its timeline. */
const whereIs = {
  text: `select ('x' || left(pg_walfile_name(pg_current_wal_flush_lsn()), 8))::bit(32)::int as timeline,
    pg_wal_lsn_diff(pg_current_wal_flush_lsn(), '0/0')::text as bytes`,
  query_timeout: 5_000,
};
const positionSchema = z.object({ timeline: z.number(), bytes: z.coerce.bigint() });

/** Of the log, which is flushed by whole pages while nobody waits for more: the end of one may lie within a record, to which no replica can come. */
const page = 8_192n;
/** A commit of nothing: it is flushed, and all before it. Who cannot write much else may do it. */
const flush = { text: "select pg_logical_emit_message(true, 'reads', '')", query_timeout: 5_000 };

/**
 * Where the writer is: at or beyond every commit that was acknowledged before the call. Who asks while it is being looked up shares the next look, not
 * that one, which may have been before a commit that they know of. So the writer is asked one small thing at a time, however many read.
 */
function positionOf(writer: Database): () => Promise<LogPosition> {
  let now: Promise<LogPosition> | null = null;
  let next: Promise<LogPosition> | null = null;
  const look = async () => positionSchema.parse((await writer.query(whereIs)).rows[0]);
  const ask = async () => {
    const seen = await look();
    if (seen.bytes % page !== 0n) return seen;
    await writer.query(flush);
    return look();
  };
  const begin = () => {
    next = null;
    const asked = ask().finally(() => {
      if (now === asked) now = null;
    });
    now = asked;
    return asked;
  };
  return () => {
    if (!now) return begin();
    next ??= now.then(begin, begin);
    return next;
  };
}

/** SQLSTATE read_only_sql_transaction. */
const isWrite = (error: unknown) => error instanceof DatabaseError && error.code === '25006';

/** Whether a server that is well said it of the statement; of connections, logins and its own end it speaks in these classes. */
const isOfStatement = (error: unknown) =>
  error instanceof DatabaseError && !/^(08|28|3D|53|57P)/.test(error.code ?? '');

interface MemberParts {
  readonly position: () => Promise<LogPosition>;
  readonly patience: ReadPatience;
  readonly reports: ReadReports;
}

/** A replica, and whether it is to be asked. */
class Member {
  private state: ReplicaTrouble | 'fit' | 'untried' = 'untried';
  private lostAt = 0;
  private joining: Promise<void> | null = null;
  private readonly replica: Replica;
  private readonly parts: MemberParts;

  constructor(replica: Replica, parts: MemberParts) {
    this.replica = replica;
    this.parts = parts;
  }

  get trouble(): ReplicaTrouble | null {
    return this.state === 'away' || this.state === 'behind' ? this.state : null;
  }

  /** One that is lost is tried again meanwhile, now and then. */
  isFit(): boolean {
    const isDue = performance.now() - this.lostAt >= this.parts.patience.pause;
    if (this.state !== 'fit' && isDue) void this.join();
    return this.state === 'fit';
  }

  /** Tries whether it keeps up. */
  join(): Promise<void> {
    this.joining ??= this.tryOut().finally(() => {
      this.joining = null;
    });
    return this.joining;
  }

  private async tryOut(): Promise<void> {
    const { position, patience, reports } = this.parts;
    // That the writer does not say it is not the replica's fault. Who reads meanwhile asks the writer, and hears why.
    const reached = await position().catch(() => null);
    if (!reached) return;
    try {
      await this.replica.query({ position: reached, lag: patience.lag }, 'select');
      this.state = 'fit';
      reports.joined(this.replica.name);
    } catch (error) {
      this.lose(error);
    }
  }

  async ask(
    position: LogPosition,
    statement: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult | WriterAnswers> {
    try {
      return await this.replica.query({ position, lag: this.parts.patience.lag }, statement, values);
    } catch (error) {
      if (isWrite(error)) throw error;
      if (error instanceof ReplicaBusyError) return 'busy';
      if (!isOfStatement(error)) return this.lose(error);
      this.parts.reports.failed(this.replica.name, error);
      return 'failed';
    }
  }

  private lose(error: unknown): ReplicaTrouble {
    const why = error instanceof ReplicaBehindError ? 'behind' : 'away';
    if (this.state !== why) this.parts.reports.lost(this.replica.name, why, error);
    this.state = why;
    this.lostAt = performance.now();
    return why;
  }

  async close(): Promise<void> {
    await this.joining;
    await this.replica.close();
  }
}
