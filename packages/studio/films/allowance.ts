import { z } from 'zod';
import { planNames, plans, type SubscriptionPlan } from '../billing/plans.ts';
import { type Database, row } from '../db/sql.ts';
import { notFound } from '../refusal.ts';

const tierRow = z.object({ tier: z.enum(planNames) });

/** What the user's plan allows of films. */
export async function allowanceOf(
  database: Database,
  userId: string,
): Promise<Pick<SubscriptionPlan, 'concurrentFilms' | 'priority'>> {
  const found = await row(database, tierRow, 'select subscription_tier as tier from users where id = $1', [userId]);
  if (!found) throw notFound('user');
  return plans[found.tier];
}
