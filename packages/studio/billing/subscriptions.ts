import type Stripe from 'stripe';
import { z } from 'zod';
import { theStudio } from '../accounts/audit.ts';
import { setTier } from '../accounts/users.ts';
import { lockBalance } from '../credits/ledger.ts';
import type { Database } from '../db/sql.ts';
import { row, rows, run } from '../db/sql.ts';
import { emit } from '../events/emit.ts';
import { userOf } from './customers.ts';
import { betterPlan, type PaidPlanName, type PlanName, planNames } from './plans.ts';
import { idOf } from './stripe-settings.ts';

export const subscriptionStatuses = ['active', 'past_due', 'cancelled'] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** A user's subscription as they see it. */
export interface Subscription {
  readonly plan: PlanName;
  readonly status: SubscriptionStatus;
  /** When the period that is paid for ends. */
  readonly expiresAt: Date | null;
  /** Whether it ends then, and is not renewed. */
  readonly cancelsAtEnd: boolean;
}

/** A subscription as Stripe has it. */
export interface SubscriptionReading extends Omit<Subscription, 'plan'> {
  readonly id: string;
  /** `null` when it is for none of our plans, or not any more. */
  readonly plan: PaidPlanName | null;
  readonly customerId: string | null;
  /** Seconds. */
  readonly created: number;
}

/** Stripe's words in ours. Not yet paid for the first time is no subscription yet; what Stripe tries to collect no more is over. */
const statuses: Readonly<Record<string, SubscriptionStatus>> = {
  active: 'active',
  trialing: 'active',
  past_due: 'past_due',
  unpaid: 'cancelled',
  paused: 'cancelled',
  canceled: 'cancelled',
  incomplete_expired: 'cancelled',
};

/** Which plan a price of Stripe's is for. */
export function planOfPrice(prices: Readonly<Record<PaidPlanName, string>>, price: string | null): PaidPlanName | null {
  if (price === prices.premium) return 'premium';
  return price === prices.standard ? 'standard' : null;
}

/** @returns `null` for one that is not begun */
export function readingOf(
  subscription: Stripe.Subscription,
  prices: Readonly<Record<PaidPlanName, string>>,
): SubscriptionReading | null {
  const status = statuses[subscription.status];
  if (!status) return null;
  const item = subscription.items.data.find(({ price }) => planOfPrice(prices, price.id));
  const plan = item ? planOfPrice(prices, item.price.id) : null;
  return {
    id: subscription.id,
    customerId: idOf(subscription.customer),
    created: subscription.created,
    plan,
    // What is paid for something else is no plan of ours.
    status: plan ? status : 'cancelled',
    expiresAt: item ? new Date(item.current_period_end * 1000) : null,
    cancelsAtEnd: subscription.cancel_at_period_end || subscription.cancel_at !== null,
  };
}

/** While a subscription of a user is active, another one became active: one of them must be ended first. */
export class SecondSubscriptionError extends Error {
  override readonly name = 'SecondSubscriptionError';
}

const rowSchema = z
  .object({
    plan: z.enum(planNames),
    status: z.enum(subscriptionStatuses),
    expires_at: z.date().nullable(),
    cancels_at_end: z.boolean(),
  })
  .transform(
    ({ expires_at, cancels_at_end, ...rest }): Subscription => ({
      ...rest,
      expiresAt: expires_at,
      cancelsAtEnd: cancels_at_end,
    }),
  );

/** The subscription that counts for a user: the active one, or else the latest. `null` for who never had one. */
export function subscriptionOf(database: Database, userId: string): Promise<Subscription | null> {
  return row(
    database,
    rowSchema,
    `select plan, status, expires_at, cancels_at_end from subscriptions where user_id = $1
     order by array_position(array['active', 'past_due', 'cancelled'], status), expires_at desc nulls last limit 1`,
    [userId],
  );
}

/** Stripe's ids of a user's subscriptions that are not over. */
export async function openSubscriptions(
  database: Database,
  userId: string,
  ...among: readonly SubscriptionStatus[]
): Promise<readonly string[]> {
  const open = await rows(
    database,
    z.object({ stripe_id: z.string() }),
    'select stripe_id from subscriptions where user_id = $1 and status = any($2) and stripe_id is not null',
    [userId, among.length > 0 ? among : ['active', 'past_due']],
  );
  return open.map(({ stripe_id }) => stripe_id);
}

const upsert = `
  insert into subscriptions (user_id, plan, status, stripe_id, expires_at, cancels_at_end, seen)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (stripe_id) do update set plan = excluded.plan, status = excluded.status, expires_at = excluded.expires_at,
    cancels_at_end = excluded.cancels_at_end, seen = excluded.seen
  where subscriptions.user_id = excluded.user_id and subscriptions.seen < excluded.seen`;

/**
 * Writes what was read of a subscription, unless a later reading was written already; the user's tier and role follow.
 * @param seen number of the reading, drawn before it began
 * @returns whether it is a subscription of a user of ours
 * @throws SecondSubscriptionError
 */
export async function applyReading(client: Database, reading: SubscriptionReading, seen: number): Promise<boolean> {
  const userId = await userOf(client, reading.customerId);
  if (!userId) return false;
  await lockBalance(client, userId);
  const before = await subscriptionOf(client, userId);
  if (reading.status === 'active') await refuseSecond(client, userId, reading.id);
  await write(client, userId, reading, seen);
  const after = await subscriptionOf(client, userId);
  await followPlan(client, userId);
  if (after && JSON.stringify(before) !== JSON.stringify(after))
    await emit(client, { userId, type: 'subscription.changed', data: { ...after } });
  return true;
}

async function write(client: Database, userId: string, reading: SubscriptionReading, seen: number): Promise<void> {
  const { plan, status, id, expiresAt, cancelsAtEnd } = reading;
  if (plan) await run(client, upsert, [userId, plan, status, id, expiresAt, cancelsAtEnd, seen]);
  else
    await run(
      client,
      "update subscriptions set status = 'cancelled', seen = $3 where stripe_id = $2 and user_id = $1 and seen < $3",
      [userId, id, seen],
    );
}

/** A plan that was given ends where a paid one begins. */
async function refuseSecond(client: Database, userId: string, id: string): Promise<void> {
  await run(
    client,
    "update subscriptions set status = 'cancelled' where user_id = $1 and status = 'active' and stripe_id is null",
    [userId],
  );
  const other = (await openSubscriptions(client, userId, 'active')).find((one) => one !== id);
  if (other) throw new SecondSubscriptionError(`Beside ${id}, ${other} is active.`);
}

/** The best plan that somebody pays for, or is being asked to pay for again. */
async function followPlan(client: Database, userId: string): Promise<void> {
  const paid = await rows(
    client,
    z.object({ plan: z.enum(planNames) }),
    "select plan from subscriptions where user_id = $1 and status in ('active', 'past_due')",
    [userId],
  );
  const tier = paid.reduce<PlanName>((best, { plan }) => betterPlan(best, plan), 'free');
  await setTier(client, userId, tier, theStudio);
}
