import {
  type Environment,
  environments,
  type Planned,
  plannedResources,
  planOf,
  withFilms,
} from '../../terraform/plan.ts';
import { bill } from './bill.ts';
import type { Bills } from './page.ts';
import type { PriceList } from './prices.ts';
import { usageOf } from './usage.ts';

/** What each environment would have, by its name, with films by CloudFront. Plans all of them: half a minute. */
export async function planAll(): Promise<ReadonlyMap<Environment, readonly Planned[]>> {
  const plans = new Map<Environment, readonly Planned[]>();
  // Recovery has production's distribution.
  for (const name of environments)
    plans.set(name, plannedResources(await planOf(name, name === 'recovery' ? {} : withFilms())));
  return plans;
}

/** The bills of those plans, as usage.ts has them used. @throws Error as `bill` */
export const billsOf = (plans: ReadonlyMap<Environment, readonly Planned[]>, prices: PriceList): Bills =>
  new Map([...plans].map(([name, planned]) => [name, bill(planned, usageOf[name], prices)]));
