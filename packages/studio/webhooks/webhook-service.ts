import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { z } from 'zod';
import { type Database, inTransaction, row, rows, run } from '../db/sql.ts';
import type { EventType } from '../events/emit.ts';
import { notFound, Refusal } from '../refusal.ts';
import { type Delivery, type DeliveryPlace, deliveriesOf } from './deliveries.ts';
import { checkUrl, type EgressPolicy } from './egress.ts';
import { type Webhook, webhookColumns, webhookSchema } from './endpoint.ts';
import { newSalt, secretOf } from './signature.ts';

export interface WebhookChange {
  readonly url?: string | undefined;
  readonly description?: string | undefined;
  readonly events?: readonly EventType[] | undefined;
  readonly enabled?: boolean | undefined;
}

export interface NewWebhook extends WebhookChange {
  readonly url: string;
}

export interface WebhookOptions {
  readonly pool: Pool;
  /** Where the list of deliveries is read; in the pool, unless told. */
  readonly reads?: Database;
  /** At least 32 bytes that are not in the database: secrets follow from it. Another key makes other secrets of all endpoints. */
  readonly key: Uint8Array;
  readonly policy: EgressPolicy;
}

/** Endpoints that one user may have. */
export const mostWebhooks = 20;

/** How long the secret before goes on signing after it was changed. */
const overlapHours = 24;

/** A user's endpoints. Whoever asks for another user's hears that there is none. */
export class WebhookService {
  private readonly pool: Pool;
  private readonly reads: Database;
  private readonly key: Uint8Array;
  private readonly policy: EgressPolicy;

  constructor({ pool, reads = pool, key, policy }: WebhookOptions) {
    if (key.length < 32) throw new RangeError('The key of the webhooks must have 32 bytes or more.');
    this.pool = pool;
    this.reads = reads;
    this.key = key;
    this.policy = policy;
  }

  list(userId: string): Promise<Webhook[]> {
    const sql = `select ${webhookColumns} from webhooks where user_id = $1 order by created_at desc, id`;
    return rows(this.pool, webhookSchema, sql, [userId]);
  }

  async get(userId: string, id: string): Promise<Webhook> {
    const sql = `select ${webhookColumns} from webhooks where user_id = $1 and id = $2`;
    return found(await row(this.pool, webhookSchema, sql, [userId, id]));
  }

  /** The secret is told here and never again. @throws Refusal when the URL cannot be used, or there are too many */
  async create(
    userId: string,
    { url, description = '', events = [], enabled = true }: NewWebhook,
  ): Promise<{ webhook: Webhook; secret: string }> {
    const { href } = checkUrl(url, this.policy);
    const [id, salt] = [randomUUID(), newSalt()];
    const webhook = await inTransaction(this.pool, async (client) => {
      // Two requests at once do not make one too many.
      await run(client, 'select from users where id = $1 for no key update', [userId]);
      const count = await row(
        client,
        z.object({ n: z.int() }),
        'select count(*)::int as n from webhooks where user_id = $1',
        [userId],
      );
      if (count && count.n >= mostWebhooks)
        throw new Refusal('conflict', 'too-many-webhooks', `There are ${mostWebhooks} webhooks already: delete one.`);
      return row(
        client,
        webhookSchema,
        `insert into webhooks (id, user_id, url, description, events, enabled, salt) values ($1, $2, $3, $4, $5, $6, $7)
         returning ${webhookColumns}`,
        [id, userId, href, description, [...new Set(events)], enabled, salt],
      );
    });
    return { webhook: found(webhook), secret: secretOf(this.key, id, salt) };
  }

  /** Enabling it again forgets that it failed. */
  async change(userId: string, id: string, { url, description, events, enabled }: WebhookChange): Promise<Webhook> {
    const href = url === undefined ? null : checkUrl(url, this.policy).href;
    const changed = await row(
      this.pool,
      webhookSchema,
      `update webhooks set
         url = coalesce($3, url), description = coalesce($4, description), events = coalesce($5, events),
         enabled = coalesce($6, enabled), updated_at = now(),
         disabled_reason = case when $6 is null then disabled_reason end,
         failing_since = case when $6 then null else failing_since end,
         given_up = case when $6 then 0 else given_up end
       where user_id = $1 and id = $2 returning ${webhookColumns}`,
      [userId, id, href, description ?? null, events ? [...new Set(events)] : null, enabled ?? null],
    );
    return found(changed);
  }

  async remove(userId: string, id: string): Promise<void> {
    if (!(await run(this.pool, 'delete from webhooks where user_id = $1 and id = $2', [userId, id])))
      throw notFound('webhook');
  }

  /** A new secret. For a day deliveries are signed with both, so that the receiver can be changed without losing one. */
  async rotateSecret(userId: string, id: string): Promise<{ webhook: Webhook; secret: string }> {
    const salt = newSalt();
    const changed = await row(
      this.pool,
      webhookSchema,
      `update webhooks set old_salt = salt, old_until = now() + make_interval(hours => $4), salt = $3, updated_at = now()
       where user_id = $1 and id = $2 returning ${webhookColumns}`,
      [userId, id, salt, overlapHours],
    );
    return { webhook: found(changed), secret: secretOf(this.key, id, salt) };
  }

  /** Newest first. */
  async deliveries(
    userId: string,
    id: string,
    page: { limit: number; after: DeliveryPlace | null },
  ): Promise<Delivery[]> {
    await this.get(userId, id);
    return deliveriesOf(this.reads, id, page);
  }

  /** Sends a delivery that says nothing, to see whether it arrives. @returns the delivery's id */
  async ping(userId: string, id: string, now: Date): Promise<string> {
    await this.enabled(userId, id);
    const payload = JSON.stringify({ type: 'webhook.ping', timestamp: now.toISOString(), data: {} });
    const made = await row(
      this.pool,
      z.object({ id: z.string() }),
      "insert into webhook_deliveries (webhook_id, type, payload) values ($1, 'webhook.ping', $2) returning id",
      [id, payload],
    );
    return found(made).id;
  }

  /** Sends a delivery again, the same bytes under the same id, with all its tries. */
  async replay(userId: string, id: string, deliveryId: string): Promise<void> {
    await this.enabled(userId, id);
    const changed = await run(
      this.pool,
      `update webhook_deliveries set status = 'pending', turn = turn + 1, failures = 0, due_at = now(), finished_at = null
       where webhook_id = $1 and id = $2`,
      [id, deliveryId],
    );
    if (!changed) throw notFound('delivery');
  }

  private async enabled(userId: string, id: string): Promise<void> {
    const { enabled } = await this.get(userId, id);
    if (!enabled) throw new Refusal('conflict', 'webhook-disabled', 'The webhook is disabled: enable it first.');
  }
}

/** What was asked for, if it is the user's. */
function found<T>(webhook: T | null): T {
  if (!webhook) throw notFound('webhook');
  return webhook;
}
