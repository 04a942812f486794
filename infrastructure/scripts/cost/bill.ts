import type { Planned } from '../../terraform/plan.ts';
import { computeRules } from './compute-rules.ts';
import { dataRules } from './data-rules.ts';
import { databaseRules } from './database-rules.ts';
import { edgeRules } from './edge-rules.ts';
import { isFree } from './free.ts';
import type { Context, LineItem, Rule } from './line-item.ts';
import type { PriceList } from './prices.ts';
import type { Usage } from './usage.ts';
import { watchRules } from './watch-rules.ts';

/** What each kind of resource costs, by its type. */
export const rules: Readonly<Record<string, Rule>> = {
  ...computeRules,
  ...databaseRules,
  ...dataRules,
  ...edgeRules,
  ...watchRules,
};

/**
 * What the planned resources cost in a month of 730 hours, at list prices.
 * @throws Error naming kinds of resources that are neither priced nor known to be free, or whose price hangs on what the plan does not say
 * @example bill(plannedResources(plan), usageOf.dev, readPrices()).reduce((sum, { usd }) => sum + usd, 0)
 */
export function bill(all: readonly Planned[], usage: Usage, prices: PriceList): readonly LineItem[] {
  const unknown = new Set(all.map(({ type }) => type).filter((type) => !rules[type] && !isFree(type)));
  if (unknown.size > 0)
    throw new Error(
      `Nobody has said what these cost: ${[...unknown].sort().join(', ')}. Give each a rule, or put it among the free ones.`,
    );
  const context: Context = { prices, usage, all };
  return all.flatMap((resource) => rules[resource.type]?.(resource, context) ?? []).filter(({ usd }) => usd > 0);
}

export const total = (lines: readonly LineItem[]): number => lines.reduce((sum, { usd }) => sum + usd, 0);

/** Sums by group, the largest first. */
export function byGroup(lines: readonly LineItem[]): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const { group, usd } of lines) sums.set(group, (sums.get(group) ?? 0) + usd);
  return [...sums].sort(([, one], [, other]) => other - one);
}
