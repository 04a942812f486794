import type Stripe from 'stripe';
import { z } from 'zod';
import { inTransaction, row, run } from '../db/sql.ts';
import { Refusal } from '../refusal.ts';
import {
  type Apply,
  type BillingParts,
  type Read,
  readCharge,
  readInvoice,
  readSession,
  readSubscription,
} from './readings.ts';
import { SecondSubscriptionError } from './subscriptions.ts';

/** Ignored: it is about nothing of ours. Duplicate: it was dealt with before. */
export type WebhookOutcome = 'applied' | 'ignored' | 'duplicate';

/** Seconds between Stripe's signing and our reading. An older message may be one that somebody kept. */
const tolerance = 300;

const whole = z.object({ id: z.string() }).transform(({ id }) => id);
const chargeOf = z.object({ charge: z.string() }).transform(({ charge }) => charge);

/**
 * What each event is about. Only ids are taken from events: what is true is read from Stripe. So it does not matter in which order they
 * come, in which version of Stripe's API they are written, nor how old they are.
 */
const handlers: Readonly<Record<string, readonly [id: z.ZodType<string>, read: Read]>> = {
  'checkout.session.completed': [whole, readSession],
  'checkout.session.async_payment_succeeded': [whole, readSession],
  'customer.subscription.created': [whole, readSubscription],
  'customer.subscription.updated': [whole, readSubscription],
  'customer.subscription.paused': [whole, readSubscription],
  'customer.subscription.resumed': [whole, readSubscription],
  'customer.subscription.deleted': [whole, readSubscription],
  'invoice.paid': [whole, readInvoice],
  'invoice.payment_failed': [whole, readInvoice],
  'charge.refunded': [whole, readCharge],
  'charge.dispute.created': [chargeOf, readCharge],
  'charge.dispute.closed': [chargeOf, readCharge],
  'refund.failed': [chargeOf, readCharge],
};

export interface Delivery {
  readonly body: Buffer;
  readonly signature: string | undefined;
  readonly now: Date;
}

function verify({ stripe, settings }: BillingParts, { body, signature, now }: Delivery): Stripe.Event {
  try {
    const { webhookSecret } = settings;
    return stripe.webhooks.constructEvent(body, signature ?? '', webhookSecret, tolerance, undefined, now.getTime());
  } catch {
    // Why is told to nobody: it would help only those who try.
    throw new Refusal('invalid', 'bad-signature', 'This is not signed by Stripe for us, or too long ago.');
  }
}

const numberSchema = z.object({ number: z.coerce.number() });

/** Twice the same subscription may be in the way of another one: see `readSubscription`. */
const mostTries = 3;

/** Deals with a message of Stripe's, once, whoever delivers it how often and how many at the same time. */
export async function receiveWebhook(parts: BillingParts, delivery: Delivery): Promise<WebhookOutcome> {
  const event = verify(parts, delivery);
  for (let tries = 1; ; tries += 1) {
    try {
      return await handle(parts, event);
    } catch (error) {
      if (!(error instanceof SecondSubscriptionError) || tries === mostTries) throw error;
    }
  }
}

async function handle(parts: BillingParts, event: Stripe.Event): Promise<WebhookOutcome> {
  const { pool } = parts;
  const known = await row(pool, z.object({ id: z.string() }), 'select id from stripe_events where id = $1', [event.id]);
  if (known) return 'duplicate';
  const apply = await read(parts, event);
  return inTransaction(pool, async (client) => {
    // Whoever comes second waits here for the first one's commit.
    const first = await run(
      client,
      "insert into stripe_events (id, type, outcome) values ($1, $2, 'applied') on conflict (id) do nothing",
      [event.id, event.type],
    );
    if (first === 0) return 'duplicate';
    if (apply && (await apply(client))) return 'applied';
    await run(client, "update stripe_events set outcome = 'ignored' where id = $1", [event.id]);
    return 'ignored';
  });
}

async function read(parts: BillingParts, event: Stripe.Event): Promise<Apply | null> {
  const handler = Object.hasOwn(handlers, event.type) ? handlers[event.type] : undefined;
  if (!handler) return null;
  const [idSchema, reader] = handler;
  const id = idSchema.safeParse(event.data.object);
  if (!id.success) return null;
  const drawn = await row(parts.pool, numberSchema, "select nextval('stripe_readings') as number");
  return reader(parts, id.data, drawn?.number ?? 0);
}
