import { setTimeout } from 'node:timers/promises';
import { DatabaseError } from 'pg';

/** Milliseconds between two tries. */
const pause = 1_000;

/** Classes of SQLSTATE that say the server is going, gone, out of room, or undid a transaction that stood in another's way: https://www.postgresql.org/docs/15/errcodes-appendix.html */
const passing = ['08', '40', '53', '57', '58'];

/** Whether the statement itself was refused: then saying it again is no use. */
const isRefused = (error: unknown): boolean =>
  error instanceof DatabaseError && !passing.some((kind) => error.code?.startsWith(kind));

/**
 * Says something to the database, again and again while it is away: a restart of it must not cost the work of an hour.
 * @param patience milliseconds; after that what it last threw is thrown
 * @example await whileAway(() => queue.complete(job, outcome), lease);
 */
export async function whileAway<T>(
  say: () => Promise<T>,
  patience: number,
  onTrouble: (error: unknown) => void = () => {},
  now: () => number = Date.now,
): Promise<T> {
  for (const end = now() + patience; ; ) {
    try {
      return await say();
    } catch (error) {
      if (isRefused(error) || now() + pause > end) throw error;
      onTrouble(error);
      await setTimeout(pause);
    }
  }
}
