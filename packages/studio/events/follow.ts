import type { Database } from '../db/sql.ts';
import { type Cursor, type FeedScope, readFeed, type StudioEvent } from './feed.ts';
import { latch } from './latch.ts';
import type { Listener } from './listener.ts';

export interface FollowDependencies {
  readonly database: Database;
  readonly listener: Pick<Listener, 'subscribe'>;
  /** It looks for itself this often, in milliseconds, though nothing was told: a lost message costs so long at most. */
  readonly lookAgain?: number;
}

/** How soon it looks again for events that wait for an older transaction, in milliseconds: at first, and at most. */
const soonest = 20;
const latest = 250;

/**
 * The events after a cursor, as they happen, until the signal ends it. Nothing is read before the consumer asks for more, so a slow consumer
 * costs no memory.
 */
export async function* followEvents(
  { database, listener, lookAgain = 10_000 }: FollowDependencies,
  scope: FeedScope,
  after: Cursor,
  signal: AbortSignal,
): AsyncGenerator<readonly StudioEvent[], void, undefined> {
  const told = latch();
  const unsubscribe = listener.subscribe('events', scope.userId, told.raise);
  try {
    let cursor = after;
    let pause = soonest;
    while (!signal.aborted) {
      const { events, pending, more } = await readFeed(database, scope, cursor);
      const last = events.at(-1);
      if (last) {
        cursor = last.cursor;
        pause = soonest;
        yield events;
      }
      if (more) continue;
      await told.wait(pending ? pause : lookAgain, signal);
      pause = pending ? Math.min(pause * 2, latest) : soonest;
    }
  } finally {
    unsubscribe();
  }
}
