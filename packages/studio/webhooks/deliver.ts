import type { Pool, PoolClient } from 'pg';
import type { Dispatcher } from 'undici';
import { z } from 'zod';
import { inTransaction, row, run } from '../db/sql.ts';
import { emit } from '../events/emit.ts';
import type { EgressPolicy } from './egress.ts';
import { secretsOf } from './endpoint.ts';
import { type Answer, postTo } from './post.ts';
import { nextTry, whyDisable } from './retry.ts';
import { sign } from './signature.ts';

/** Which attempt of which delivery: the parameters of its job. */
export const deliveryParameters = z.object({ deliveryId: z.uuid(), turn: z.int().positive() });
export type DeliveryTurn = z.infer<typeof deliveryParameters>;

export interface DeliverDependencies {
  readonly pool: Pool;
  readonly key: Uint8Array;
  readonly policy: EgressPolicy;
  /** `egressAgent(policy)`. */
  readonly agent: Dispatcher;
  readonly now: () => Date;
  /** 0…1, spreads retries. */
  readonly luck: () => number;
  readonly timeout?: number;
}

const dueSchema = z
  .object({
    webhook_id: z.string(),
    user_id: z.string(),
    url: z.string(),
    enabled: z.boolean(),
    payload: z.string(),
    salt: z.instanceof(Uint8Array),
    old_salt: z.instanceof(Uint8Array).nullable(),
    old_until: z.date().nullable(),
  })
  .transform(({ webhook_id, user_id, old_salt, old_until, ...rest }) => ({
    ...rest,
    webhookId: webhook_id,
    userId: user_id,
    oldSalt: old_salt,
    oldUntil: old_until,
  }));
type Due = z.infer<typeof dueSchema>;

/**
 * One attempt. That a receiver does not answer well is no failure of the job: it is written down, and the delivery becomes due again
 * later. A job for an attempt that was made already does nothing.
 */
export async function deliverWebhook(
  { deliveryId, turn }: DeliveryTurn,
  dependencies: DeliverDependencies,
  signal?: AbortSignal,
): Promise<void> {
  const { pool, key, policy, agent, now, timeout } = dependencies;
  const due = await row(
    pool,
    dueSchema,
    `select webhook_id, user_id, url, enabled, payload, salt, old_salt, old_until
     from webhook_deliveries as delivery join webhooks on webhooks.id = webhook_id
     where delivery.id = $1 and turn = $2 and status = 'pending'`,
    [deliveryId, turn],
  );
  if (!due) return;
  if (!due.enabled) {
    await run(pool, `${giveUpSql} and status = 'pending'`, [deliveryId, turn]);
    return;
  }
  const headers = sign(secretsOf(key, due.webhookId, due, now()), deliveryId, now(), due.payload);
  const answer = await postTo(due.url, { ...headers }, due.payload, {
    agent,
    policy,
    ...(timeout === undefined ? {} : { timeout }),
    ...(signal ? { signal } : {}),
  });
  // Stopped by us: the receiver has nothing to do with it.
  if (answer.status === null) signal?.throwIfAborted();
  await inTransaction(pool, (client) => record(client, { deliveryId, turn }, due, answer, dependencies));
}

const giveUpSql =
  "update webhook_deliveries set status = 'failed', finished_at = now(), failures = failures + 1 where id = $1 and turn = $2";

/** Writes down what came of an attempt, and what follows from it. */
async function record(
  client: PoolClient,
  { deliveryId, turn }: DeliveryTurn,
  due: Due,
  { status, milliseconds, response, error }: Answer,
  { luck, now }: DeliverDependencies,
): Promise<void> {
  // The endpoint first, as deleting one does: so nobody waits for each other.
  await run(client, 'select from webhooks where id = $1 for update', [due.webhookId]);
  const ours = await row(
    client,
    z.object({ failures: z.int() }),
    "select failures from webhook_deliveries where id = $1 and turn = $2 and status = 'pending' for update",
    [deliveryId, turn],
  );
  // It was deleted, replayed or recorded by somebody else meanwhile.
  if (!ours) return;
  await run(
    client,
    'insert into webhook_attempts (delivery_id, turn, status, milliseconds, response, error) values ($1, $2, $3, $4, $5, $6)',
    [deliveryId, turn, status, milliseconds, response, error],
  );
  if (error === null) return succeed(client, deliveryId, due.webhookId);
  const pause = status === 410 ? null : nextTry(ours.failures + 1, luck());
  if (pause === null) await run(client, giveUpSql, [deliveryId, turn]);
  else
    await run(
      client,
      `update webhook_deliveries set failures = failures + 1, turn = turn + 1, due_at = now() + make_interval(secs => $2) where id = $1`,
      [deliveryId, pause / 1000],
    );
  await noteFailure(client, due, status, pause === null, now());
}

async function succeed(client: PoolClient, deliveryId: string, webhookId: string): Promise<void> {
  await run(client, "update webhook_deliveries set status = 'delivered', finished_at = now() where id = $1", [
    deliveryId,
  ]);
  await run(client, 'update webhooks set failing_since = null, given_up = 0 where id = $1', [webhookId]);
}

const healthSchema = z
  .object({ enabled: z.boolean(), failing_since: z.date().nullable(), given_up: z.int() })
  .transform(({ enabled, failing_since, given_up }) => ({ enabled, failingSince: failing_since, givenUp: given_up }));

/** An endpoint that has failed enough is disabled, and its user told. */
async function noteFailure(
  client: PoolClient,
  { webhookId, userId, url }: Due,
  status: number | null,
  givenUp: boolean,
  now: Date,
): Promise<void> {
  const health = await row(
    client,
    healthSchema,
    `update webhooks set failing_since = coalesce(failing_since, $3), given_up = given_up + $2 where id = $1
     returning enabled, failing_since, given_up`,
    [webhookId, givenUp ? 1 : 0, now],
  );
  const reason = health?.enabled ? whyDisable(health, status, now) : null;
  if (!reason) return;
  await run(client, 'update webhooks set enabled = false, disabled_reason = $2, updated_at = now() where id = $1', [
    webhookId,
    reason,
  ]);
  await emit(client, { userId, type: 'webhook.disabled', data: { webhookId, url, reason } });
}
