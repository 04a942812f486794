import type { Planned } from '../../terraform/plan.ts';
import { type PriceList, priceOf } from './prices.ts';
import type { Usage } from './usage.ts';

export type Group =
  | 'backend'
  | 'GPU'
  | 'database'
  | 'cache'
  | 'network'
  | 'storage'
  | 'edge'
  | 'watching'
  | 'security'
  | 'backup';

/** A line of the bill. */
export interface LineItem {
  readonly address: string;
  readonly group: Group;
  readonly what: string;
  /** Dollars a month. */
  readonly usd: number;
}

/** What a resource is priced with. */
export interface Context {
  readonly prices: PriceList;
  readonly usage: Usage;
  readonly all: readonly Planned[];
}

/** Prices one resource. */
export type Rule = (resource: Planned, context: Context) => readonly LineItem[];

/** Quantity times the price of a key. */
export function line(
  { address }: Planned,
  { prices }: Context,
  group: Group,
  what: string,
  key: string,
  quantity: number,
): LineItem {
  return { address, group, what: `${what} (${round(quantity)} × ${key})`, usd: quantity * priceOf(prices, key) };
}

const round = (quantity: number) => Number(quantity.toFixed(2)).toLocaleString('en');

/** @throws Error when a plan does not say what the price hangs on */
export function number({ address, values }: Planned, name: string): number {
  const value = Number(values[name]);
  if (values[name] === null || values[name] === undefined || Number.isNaN(value))
    throw new Error(`${address}: ${name} is not known in the plan, and its price hangs on it.`);
  return value;
}

export const numberOr = ({ values }: Planned, name: string, other: number): number =>
  typeof values[name] === 'number' ? values[name] : other;

/** @throws Error as `number` */
export function text({ address, values }: Planned, name: string): string {
  const value = values[name];
  if (typeof value !== 'string' || value === '')
    throw new Error(`${address}: ${name} is not known in the plan, and its price hangs on it.`);
  return value;
}

/** A block that a resource has once, or nothing. */
export function block(
  values: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> | null {
  const found = values[name];
  const first = Array.isArray(found) ? found[0] : found;
  // Blocks are objects in the plan's JSON.
  return first && typeof first === 'object' ? (first as Record<string, unknown>) : null;
}

export const list = (values: Readonly<Record<string, unknown>>, name: string): readonly unknown[] => {
  const found = values[name];
  return Array.isArray(found) ? found : [];
};

/**
 * What all resources of a kind cost together is charged once: to the kind for the first of them, to none of the others.
 * @returns null for the others
 */
export function whole({ address, type, ...rest }: Planned, { all }: Context): Planned | null {
  const kind = all.filter((one) => one.type === type);
  return kind[0]?.address === address ? { ...rest, type, address: `${kind.length} × ${type}` } : null;
}
