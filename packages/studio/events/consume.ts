import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { inTransaction, row, run } from '../db/sql.ts';
import { readFeed, type StudioEvent } from './feed.ts';

/** Who reads the events of all users, once each for all processes together. */
export type Consumer = 'webhooks' | 'mails';

const cursorSchema = z.object({ xact: z.coerce.bigint(), id: z.coerce.bigint() });

/**
 * Does something about the next events, and remembers in the same transaction that it was done: exactly once each, whoever crashes when.
 * While another process is at it, there is nothing to do.
 * @returns whether there are more
 */
export function consumeEvents(
  pool: Pool,
  consumer: Consumer,
  work: (client: PoolClient, events: readonly StudioEvent[]) => Promise<void>,
  limit = 200,
): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const cursor = await row(
      client,
      cursorSchema,
      'select xact, id from feed_cursors where name = $1 for update skip locked',
      [consumer],
    );
    if (!cursor) return false;
    const { events, more } = await readFeed(client, null, cursor, limit);
    const last = events.at(-1)?.cursor;
    if (!last) return false;
    await work(client, events);
    await run(client, 'update feed_cursors set xact = $2::text::xid8, id = $3::bigint where name = $1', [
      consumer,
      last.xact.toString(),
      last.id.toString(),
    ]);
    return more;
  });
}
