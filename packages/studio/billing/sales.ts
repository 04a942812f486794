import type Stripe from 'stripe';
import { z } from 'zod';
import { type Centicredits, creditsColumn, toDecimal } from '../credits/amount.ts';
import type { Credits } from '../credits/credits.ts';
import { lockBalance } from '../credits/ledger.ts';
import type { Database } from '../db/sql.ts';
import { row, run } from '../db/sql.ts';
import { findRequest, userOf } from './customers.ts';
import { creditPacks, type PaidPlanName, packNames, plans } from './plans.ts';
import { idOf } from './stripe-settings.ts';
import { planOfPrice } from './subscriptions.ts';

/** Credits that somebody paid for. */
export interface Sale {
  /** What refunds are found by: a payment intent for a pack, an invoice for a month of a plan. */
  readonly reference: string;
  readonly customerId: string | null;
  readonly credits: Centicredits;
  readonly kind: 'purchase' | 'grant';
  /** What is given once. */
  readonly key: string;
  readonly note: string;
  /** For a pack: our request that it came of. The customer must be its user's. */
  readonly requestId: string | null;
}

/** The sale of a paid checkout of a pack. `null` when there is nothing to give. */
export async function saleOfSession(database: Database, session: Stripe.Checkout.Session): Promise<Sale | null> {
  const reference = idOf(session.payment_intent);
  if (session.mode !== 'payment' || session.payment_status !== 'paid' || reference === null) return null;
  const request = await findRequest(database, session.client_reference_id);
  if (request?.kind !== 'checkout') return null;
  const pack = z.enum(packNames).parse(request.subject);
  const { credits } = creditPacks[pack];
  return {
    reference,
    customerId: idOf(session.customer),
    credits,
    kind: 'purchase',
    key: `checkout:${session.id}`,
    note: `${credits / 100} credits bought`,
    requestId: request.id,
  };
}

/** Seconds of the longest month: a part of a month is taken as that part of it. */
const month = 31 * 24 * 3600;

/** The sale of a paid invoice: the credits of the plan for its period, once a period; for a change within one, its part of them. */
export function saleOfInvoice(invoice: Stripe.Invoice, prices: Readonly<Record<PaidPlanName, string>>): Sale | null {
  const subscription = idOf(invoice.parent?.subscription_details?.subscription);
  if (invoice.status !== 'paid' || subscription === null || !invoice.id) return null;
  const lines = invoice.lines.data.flatMap(({ amount, period, pricing }) => {
    const plan = planOfPrice(prices, idOf(pricing?.price_details?.price));
    return plan ? [{ plan, period, amount, monthly: plans[plan].monthlyCredits }] : [];
  });
  const sale = { reference: invoice.id, customerId: idOf(invoice.customer), kind: 'grant', requestId: null } as const;
  const whole = ['subscription_create', 'subscription_cycle'].includes(invoice.billing_reason ?? '');
  if (whole) {
    const line = lines.reduce<(typeof lines)[number] | null>(
      (last, one) => (last && last.period.end >= one.period.end ? last : one),
      null,
    );
    if (!line) return null;
    const until = new Date(line.period.end * 1000).toISOString().slice(0, 10);
    const key = `period:${subscription}:${line.period.end}`;
    return { ...sale, credits: line.monthly, key, note: `Plan ${line.plan} until ${until}` };
  }
  const credits = lines.reduce((sum, { amount, period, monthly }) => {
    const part = Math.min(1, Math.max(0, (period.end - period.start) / month));
    return sum + Math.sign(amount) * Math.floor(monthly * part);
  }, 0);
  return credits > 0 ? { ...sale, credits, key: `invoice:${invoice.id}`, note: 'Change of plan' } : null;
}

/**
 * Gives the credits of a sale, once.
 * @returns the user, or `null` when the customer is none of ours or not the one who asked
 */
export async function applySale(client: Database, credits: Credits, sale: Sale): Promise<string | null> {
  const userId = await userOf(client, sale.customerId);
  if (!userId) return null;
  const request = sale.requestId === null ? null : await findRequest(client, sale.requestId);
  if (request && request.userId !== userId) return null;
  const given = { userId, amount: sale.credits, key: sale.key, note: sale.note };
  if (await credits[sale.kind](client, given))
    await run(
      client,
      'insert into stripe_sales (reference, user_id, credits) values ($1, $2, $3) on conflict (reference) do nothing',
      [sale.reference, userId, toDecimal(sale.credits)],
    );
  return userId;
}

/** What of a payment is not ours any more. */
export interface Loss {
  /** Cents that were paid, and those of them that were refunded or are disputed. */
  readonly amount: number;
  readonly lost: number;
}

/** Disputes in which the money is away, or may be. */
const open: ReadonlySet<string> = new Set(['needs_response', 'under_review', 'lost']);

export function lossOf(charge: Stripe.Charge, disputes: readonly Stripe.Dispute[]): Loss {
  const disputed = disputes.filter(({ status }) => open.has(status)).reduce((sum, { amount }) => sum + amount, 0);
  return { amount: charge.amount, lost: Math.min(charge.amount, charge.amount_refunded + disputed) };
}

const saleSchema = z.object({
  user_id: z.string(),
  credits: creditsColumn,
  void: creditsColumn,
  seen: z.coerce.number(),
});
const saleSql = 'select user_id, credits, void, seen from stripe_sales where reference = $1';

/** Whether a sale is known by this reference. */
export const isSold = async (database: Database, reference: string): Promise<boolean> =>
  (await row(database, saleSchema, saleSql, [reference])) !== null;

/**
 * Takes back as large a part of a sale's credits as of its payment was lost, and gives back what was taken too much. What is lost is the
 * whole of it, not the last of several refunds: so their order does not matter, nor how often they are told.
 * @param seen number of the reading, drawn before it began
 */
export async function applyLoss(
  client: Database,
  credits: Credits,
  { reference, loss, seen }: { readonly reference: string; readonly loss: Loss; readonly seen: number },
): Promise<boolean> {
  const whose = await row(client, saleSchema, saleSql, [reference]);
  if (!whose) return false;
  const { user_id: userId } = whose;
  await lockBalance(client, userId);
  const sale = (await row(client, saleSchema, saleSql, [reference])) ?? whose;
  if (sale.seen >= seen) return true;
  const target = loss.lost === 0 ? 0 : Math.round((sale.credits * loss.lost) / loss.amount);
  const more = target - sale.void;
  if (more > 0) await credits.takeBack(client, { userId, amount: more, note: 'The payment was taken back' });
  if (more < 0) await credits.giveBack(client, { userId, amount: -more, note: 'The payment came back' });
  await run(client, 'update stripe_sales set void = $2, seen = $3 where reference = $1', [
    reference,
    toDecimal(target),
    seen,
  ]);
  return true;
}
