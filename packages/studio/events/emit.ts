import type { Database } from '../db/sql.ts';
import { run } from '../db/sql.ts';

/** Everything that is told to those who watch, and to webhooks. */
export const eventTypes = [
  'film.started',
  'film.stage',
  'film.shot',
  'film.done',
  'film.failed',
  'film.cancelled',
  'job.dead',
  'upload.done',
  'credits.changed',
  'subscription.changed',
  'webhook.disabled',
] as const;
export type EventType = (typeof eventTypes)[number];

export interface NewEvent {
  readonly userId: string;
  readonly projectId?: string | null;
  readonly filmId?: string | null;
  readonly type: EventType;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** Tells what happened, in the transaction in which it happened: either both are there or neither. */
export async function emit(database: Database, event: NewEvent): Promise<void> {
  const { userId, projectId = null, filmId = null, type, data = {} } = event;
  await run(database, 'insert into events (user_id, project_id, film_id, type, data) values ($1, $2, $3, $4, $5)', [
    userId,
    projectId,
    filmId,
    type,
    JSON.stringify(data),
  ]);
}
