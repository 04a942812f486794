import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { type Database, rows, run } from '../db/sql.ts';
import { consumeEvents } from '../events/consume.ts';
import { printCursor, type StudioEvent } from '../events/feed.ts';
import { notificationJob, type SendsJobs } from '../notify/notification.ts';

export interface Attempt {
  readonly at: string;
  /** `null` when no answer came. */
  readonly status: number | null;
  readonly milliseconds: number;
  /** The first kilobyte of the answer. */
  readonly response: string;
  readonly error: string | null;
}

/** An event on its way to an endpoint. */
export interface Delivery {
  readonly id: string;
  readonly type: string;
  readonly payload: string;
  readonly status: 'pending' | 'delivered' | 'failed';
  /** When it is tried next; `null` when it is over. */
  readonly dueAt: Date | null;
  /** With microseconds, for cursors. */
  readonly createdAt: string;
  readonly attempts: readonly Attempt[];
}

/** A place in the list: `createdAt` and id of a delivery. */
export type DeliveryPlace = readonly [createdAt: string, id: string];

const attemptSchema = z.object({
  at: z.string(),
  status: z.int().nullable(),
  milliseconds: z.int(),
  response: z.string(),
  error: z.string().nullable(),
});

const deliverySchema = z
  .object({
    id: z.string(),
    type: z.string(),
    payload: z.string(),
    status: z.enum(['pending', 'delivered', 'failed']),
    due_at: z.date(),
    created_at: z.string(),
    attempts: z.array(attemptSchema),
  })
  .transform(
    ({ due_at, created_at, ...rest }): Delivery => ({
      ...rest,
      dueAt: rest.status === 'pending' ? due_at : null,
      createdAt: created_at,
    }),
  );

/** Newest first, their attempts in order. */
export function deliveriesOf(
  database: Database,
  webhookId: string,
  { limit, after }: { readonly limit: number; readonly after: DeliveryPlace | null },
): Promise<Delivery[]> {
  return rows(
    database,
    deliverySchema,
    `select id, type, payload, status, due_at, to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as created_at, coalesce((
       select jsonb_agg(to_jsonb(attempt) - 'delivery_id' - 'turn' order by turn) from webhook_attempts as attempt where delivery_id = delivery.id
     ), '[]') as attempts
     from webhook_deliveries as delivery
     where webhook_id = $1 and ($2::timestamptz is null or (created_at, id) < ($2, $3::uuid))
     order by created_at desc, id desc limit $4`,
    [webhookId, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** The bytes that an endpoint is sent for an event. */
const payloadOf = ({ cursor, type, createdAt, projectId, filmId, data }: StudioEvent): string =>
  JSON.stringify({ type, timestamp: createdAt.toISOString(), eventId: printCursor(cursor), projectId, filmId, data });

/** Makes deliveries of the next events: one for each endpoint that wants to know. @returns whether there are more events */
export const dispatchWebhooks = (pool: Pool, limit?: number): Promise<boolean> =>
  consumeEvents(pool, 'webhooks', addDeliveries, limit);

/** A job that was to tell something and died is not told of by the same means: that would have no end. */
const isTold = ({ type, data }: StudioEvent): boolean =>
  type !== 'job.dead' || (data.kind !== 'webhook' && data.kind !== 'email');

async function addDeliveries(client: PoolClient, events: readonly StudioEvent[]): Promise<void> {
  const wanted = events.filter(isTold).map((event) => ({
    event_id: event.cursor.id.toString(),
    user_id: event.userId,
    type: event.type,
    payload: payloadOf(event),
  }));
  await run(
    client,
    `insert into webhook_deliveries (webhook_id, event_id, type, payload)
     select webhooks.id, event.event_id, event.type, event.payload
     from jsonb_to_recordset($1) as event(event_id bigint, user_id uuid, type text, payload text)
     join webhooks using (user_id)
     where enabled and (cardinality(events) = 0 or event.type = any(events))
     on conflict (webhook_id, event_id) do nothing`,
    [JSON.stringify(wanted)],
  );
}

const toQueueSchema = z.object({ id: z.string(), turn: z.int(), user_id: z.string() });

/** Sends jobs for the deliveries that are due. Whoever crashes in between sends the same jobs again, which changes nothing. @returns how many */
export async function queueDeliveries(database: Database, queue: SendsJobs, limit = 200): Promise<number> {
  const due = await rows(
    database,
    toQueueSchema,
    `select delivery.id, turn, user_id from webhook_deliveries as delivery join webhooks on webhooks.id = webhook_id
     where status = 'pending' and queued_turn < turn and due_at <= now() order by due_at limit $1`,
    [limit],
  );
  if (due.length === 0) return 0;
  await queue.send(
    due.map(({ id, turn, user_id }) => notificationJob(user_id, 'webhook', `${id} ${turn}`, { deliveryId: id, turn })),
  );
  await run(
    database,
    `update webhook_deliveries as delivery set queued_turn = sent.turn from jsonb_to_recordset($1) as sent(id uuid, turn integer)
     where delivery.id = sent.id and delivery.queued_turn < sent.turn`,
    [JSON.stringify(due)],
  );
  return due.length;
}

/** Forgets deliveries that have been over for so long. @returns how many */
export function sweepDeliveries(database: Database, days = 30, limit = 10_000): Promise<number> {
  return run(
    database,
    `delete from webhook_deliveries where id in (
       select id from webhook_deliveries where created_at < now() - make_interval(days => $1) and status <> 'pending' limit $2)`,
    [days, limit],
  );
}
