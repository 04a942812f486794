import { z } from 'zod';
import { type Database, row, rows, run } from '../db/sql.ts';

/** A place in the order of events: everything up to it was read. */
export interface Cursor {
  readonly xact: bigint;
  readonly id: bigint;
}

/** Something that happened. */
export interface StudioEvent {
  readonly cursor: Cursor;
  readonly userId: string;
  readonly projectId: string | null;
  readonly filmId: string | null;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly createdAt: Date;
}

/** Whose events: a user's, of all their films or of one. */
export interface FeedScope {
  readonly userId: string;
  readonly filmId?: string | undefined;
}

export interface FeedPart {
  /** In order; what comes after the last of them is read with its cursor. */
  readonly events: readonly StudioEvent[];
  /** Whether there are further events that cannot be read yet, since an older transaction is still open. */
  readonly pending: boolean;
  /** Whether there are further events that can be read at once. */
  readonly more: boolean;
}

/** @example printCursor({ xact: 771n, id: 12n }) // '771-12' */
export const printCursor = ({ xact, id }: Cursor): string => `${xact}-${id}`;

const largest = 2n ** 63n - 1n;

/** `null` for what is no cursor of ours. */
export function parseCursor(text: string): Cursor | null {
  const match = /^(\d{1,19})-(\d{1,19})$/.exec(text);
  if (!match?.[1] || !match[2]) return null;
  const cursor = { xact: BigInt(match[1]), id: BigInt(match[2]) };
  return cursor.xact <= largest && cursor.id <= largest ? cursor : null;
}

const eventSchema = z
  .object({
    id: z.coerce.bigint(),
    xact: z.coerce.bigint(),
    user_id: z.string(),
    project_id: z.string().nullable(),
    film_id: z.string().nullable(),
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
    created_at: z.date(),
    readable: z.boolean(),
  })
  .transform(({ id, xact, user_id, project_id, film_id, type, data, created_at, readable }) => ({
    readable,
    event: {
      cursor: { xact, id },
      userId: user_id,
      projectId: project_id,
      filmId: film_id,
      type,
      data,
      createdAt: created_at,
    } satisfies StudioEvent,
  }));

/**
 * The events after a cursor. Ids are drawn before a transaction commits, so an event with a smaller id may appear after one with a larger:
 * therefore the order is that of the transactions, and only what is older than every transaction still open is read. Nothing can
 * come before that any more.
 * @param scope `null` for everybody's
 */
export async function readFeed(
  database: Database,
  scope: FeedScope | null,
  after: Cursor,
  limit = 100,
): Promise<FeedPart> {
  const found = await rows(
    database,
    eventSchema,
    `select id, xact, user_id, project_id, film_id, type, data, created_at, xact < pg_snapshot_xmin(pg_current_snapshot()) as readable
     from events where (xact, id) > ($1::text::xid8, $2::bigint) ${scopeSql(scope)} order by xact, id limit $3`,
    [after.xact.toString(), after.id.toString(), limit + 1, ...scopeValues(scope)],
  );
  // What is readable stands before what is not.
  const readable = found.filter((one) => one.readable);
  return {
    events: readable.slice(0, limit).map(({ event }) => event),
    pending: readable.length < found.length,
    more: readable.length > limit,
  };
}

function scopeSql(scope: FeedScope | null): string {
  if (!scope) return '';
  return scope.filmId ? 'and user_id = $4 and film_id = $5' : 'and user_id = $4';
}

function scopeValues(scope: FeedScope | null): readonly string[] {
  if (!scope) return [];
  return scope.filmId ? [scope.userId, scope.filmId] : [scope.userId];
}

/** Where somebody begins who wants to hear only of what happens from now on. */
export async function cursorOfNow(database: Database): Promise<Cursor> {
  const found = await row(
    database,
    z.object({ xact: z.coerce.bigint() }),
    'select pg_snapshot_xmin(pg_current_snapshot()) as xact',
  );
  if (!found) throw new Error('The database did not say which transaction is the oldest.');
  return { xact: found.xact, id: 0n };
}

/** How long events are kept: who resumes later than that begins anew. */
export const eventDays = 30;

/** Removes old events, so many at most. @returns how many */
export function sweepEvents(database: Database, days = eventDays, limit = 10_000): Promise<number> {
  return run(
    database,
    'delete from events where id in (select id from events where created_at < now() - make_interval(days => $1) limit $2)',
    [days, limit],
  );
}
