import type { Pool, PoolClient } from 'pg';
import type Stripe from 'stripe';
import type { Credits } from '../credits/credits.ts';
import { userOf } from './customers.ts';
import { applyLoss, applySale, isSold, lossOf, type Sale, saleOfInvoice, saleOfSession } from './sales.ts';
import { ask, askFor, idOf, type StripeSettings } from './stripe-settings.ts';
import { applyReading, openSubscriptions, readingOf, type SubscriptionReading } from './subscriptions.ts';

/** What billing works with. */
export interface BillingParts {
  readonly pool: Pool;
  readonly stripe: Stripe;
  readonly credits: Credits;
  readonly settings: StripeSettings;
}

/** What was read, written. @returns whether it is about a user of ours */
export type Apply = (client: PoolClient) => Promise<boolean>;

/**
 * Reads what an event is about anew, with no transaction open meanwhile.
 * @param seen the number of this reading
 * @returns `null` when there is nothing to do
 */
export type Read = (parts: BillingParts, id: string, seen: number) => Promise<Apply | null>;

/** A checkout that was finished: a plan begins, or a pack of credits is given. */
export const readSession: Read = async (parts, id, seen) => {
  const session = await askFor(parts.stripe.checkout.sessions.retrieve(id));
  if (!session) return null;
  const subscription = idOf(session.subscription);
  if (subscription !== null) return readSubscription(parts, subscription, seen);
  const sale = await saleOfSession(parts.pool, session);
  return sale && (async (client) => (await applySale(client, parts.credits, sale)) !== null);
};

/** A plan that began, changed or ended. */
export const readSubscription: Read = async (parts, id, seen) => {
  const reading = await readOne(parts, id);
  if (!reading) return null;
  const readings = reading.status === 'active' ? await leaveOne(parts, reading) : [reading];
  return async (client) => {
    let applied = false;
    for (const one of readings) applied = (await applyReading(client, one, seen)) || applied;
    return applied;
  };
};

/** An invoice that was paid, or was not. The subscription is what it is meanwhile; credits are for what was paid. */
export const readInvoice: Read = async (parts, id, seen) => {
  const invoice = await askFor(parts.stripe.invoices.retrieve(id));
  if (!invoice) return null;
  const subscription = idOf(invoice.parent?.subscription_details?.subscription);
  const follow = subscription === null ? null : await readSubscription(parts, subscription, seen);
  const sale = saleOfInvoice(invoice, parts.settings.prices);
  return async (client) => {
    const followed = follow ? await follow(client) : false;
    const sold = sale ? (await applySale(client, parts.credits, sale)) !== null : false;
    return followed || sold;
  };
};

/** A payment that was refunded or is disputed: also when it is heard of before what was bought with it. */
export const readCharge: Read = async (parts, id, seen) => {
  const { stripe, pool, credits } = parts;
  const charge = await askFor(stripe.charges.retrieve(id));
  const intent = idOf(charge?.payment_intent);
  if (!charge || intent === null) return null;
  const disputes = charge.disputed ? await ask(stripe.disputes.list({ charge: id, limit: 100 })) : { data: [] };
  const loss = lossOf(charge, disputes.data);
  const invoice = await invoiceOf(stripe, intent);
  const reference = invoice ?? intent;
  const sale = (await isSold(pool, reference)) ? null : await findSale(parts, intent, invoice);
  return async (client) => {
    if (sale) await applySale(client, credits, sale);
    return applyLoss(client, credits, { reference, loss, seen });
  };
};

async function readOne({ stripe, settings }: BillingParts, id: string): Promise<SubscriptionReading | null> {
  const found = await askFor(stripe.subscriptions.retrieve(id));
  return found && readingOf(found, settings.prices);
}

/**
 * Nobody pays for two plans: of two active ones (bought in two windows at once), the one that began first is ended, and what is left of
 * its period is credited to the customer.
 * @returns all of them as they are now, those that are over first
 */
async function leaveOne(parts: BillingParts, reading: SubscriptionReading): Promise<readonly SubscriptionReading[]> {
  const userId = await userOf(parts.pool, reading.customerId);
  const over: SubscriptionReading[] = [];
  let left = reading;
  for (const id of userId ? await openSubscriptions(parts.pool, userId) : []) {
    const other = id === left.id ? null : await readOne(parts, id);
    if (!other) continue;
    const [older, newer] = other.created <= left.created ? [other, left] : [left, other];
    const isOver = other.status === 'cancelled';
    over.push(isOver ? other : await end(parts, older));
    if (!isOver) left = newer;
  }
  return [...over, left];
}

async function end({ stripe }: BillingParts, reading: SubscriptionReading): Promise<SubscriptionReading> {
  const options = { idempotencyKey: `second:${reading.id}` };
  await ask(stripe.subscriptions.cancel(reading.id, { prorate: true, invoice_now: true }, options));
  return { ...reading, status: 'cancelled' };
}

/** The invoice that a payment was for: a plan's. `null` for a pack's. */
async function invoiceOf(stripe: Stripe, intent: string): Promise<string | null> {
  const payments = await ask(
    stripe.invoicePayments.list({ payment: { type: 'payment_intent', payment_intent: intent }, limit: 1 }),
  );
  return idOf(payments.data[0]?.invoice);
}

async function findSale(
  { stripe, pool, settings }: BillingParts,
  intent: string,
  invoice: string | null,
): Promise<Sale | null> {
  if (invoice !== null) {
    const found = await askFor(stripe.invoices.retrieve(invoice));
    return found && saleOfInvoice(found, settings.prices);
  }
  const sessions = await ask(stripe.checkout.sessions.list({ payment_intent: intent, limit: 1 }));
  const session = sessions.data[0];
  return session ? saleOfSession(pool, session) : null;
}
