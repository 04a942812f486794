import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { z } from 'zod';
import type { Database } from '../db/sql.ts';
import { row, run } from '../db/sql.ts';
import { notFound, Refusal } from '../refusal.ts';
import { ask } from './stripe-settings.ts';

const idSchema = z.object({ id: z.string() });

/** Stripe's customer who is this user; `null` for who never paid. */
export async function customerOf(database: Database, userId: string): Promise<string | null> {
  const found = await row(database, idSchema, 'select id from stripe_customers where user_id = $1', [userId]);
  return found?.id ?? null;
}

/** The user who is this customer; `null` for a customer that is none of ours. */
export async function userOf(database: Database, customerId: string | null): Promise<string | null> {
  const found = await row(database, idSchema, 'select user_id as id from stripe_customers where id = $1', [customerId]);
  return found?.id ?? null;
}

/** Something that we ask of Stripe. */
export interface StripeRequest {
  /** Stripe's idempotency key: the same request twice is done once. */
  readonly id: string;
  readonly userId: string;
  readonly kind: 'customer' | 'checkout' | 'portal';
  readonly subject: string;
}

const requestSchema = z
  .object({
    id: z.string(),
    user_id: z.string(),
    kind: z.enum(['customer', 'checkout', 'portal']),
    subject: z.string(),
  })
  .transform(({ user_id, ...request }): StripeRequest => ({ ...request, userId: user_id }));

/** @param id from outside: what is no id of ours finds nothing */
export async function findRequest(database: Database, id: string | null): Promise<StripeRequest | null> {
  if (!z.uuid().safeParse(id).success) return null;
  return row(database, requestSchema, 'select id, user_id, kind, subject from stripe_requests where id = $1', [id]);
}

/**
 * Writes down what will be asked, before it is.
 * @throws Refusal when the id was used for something else
 */
export async function noteRequest(database: Database, request: StripeRequest): Promise<void> {
  const { id, userId, kind, subject } = request;
  await run(
    database,
    'insert into stripe_requests (id, user_id, kind, subject) values ($1, $2, $3, $4) on conflict (id) do nothing',
    [id, userId, kind, subject],
  );
  const noted = await findRequest(database, id);
  if (noted?.userId !== userId || noted.kind !== kind || noted.subject !== subject)
    throw new Refusal(
      'conflict',
      'idempotency-reused',
      'This Idempotency-Key was sent with another request: use a new one.',
    );
}

/** The request for a user's customer: one a user, with the address they had when it was first made. */
async function customerRequest(database: Database, userId: string): Promise<StripeRequest> {
  await run(
    database,
    `insert into stripe_requests (id, user_id, kind, subject) select $2, id, 'customer', email from users where id = $1
     on conflict (user_id) where kind = 'customer' do nothing`,
    [userId, randomUUID()],
  );
  const noted = await row(
    database,
    requestSchema,
    "select id, user_id, kind, subject from stripe_requests where user_id = $1 and kind = 'customer'",
    [userId],
  );
  if (!noted) throw notFound('user');
  return noted;
}

/** Stripe's customer for a user, made when there is none. */
export async function ensureCustomer(database: Database, stripe: Stripe, userId: string): Promise<string> {
  const known = await customerOf(database, userId);
  if (known) return known;
  const { id, subject } = await customerRequest(database, userId);
  const customer = await ask(stripe.customers.create({ email: subject, metadata: { userId } }, { idempotencyKey: id }));
  await run(database, 'insert into stripe_customers (id, user_id) values ($1, $2) on conflict do nothing', [
    customer.id,
    userId,
  ]);
  return (await customerOf(database, userId)) ?? customer.id;
}
