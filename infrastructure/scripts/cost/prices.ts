import { readFileSync } from 'node:fs';
import { z } from 'zod';

const priceSchema = z.object({
  usd: z.number().positive(),
  unit: z.enum(['hour', 'month', 'GB', 'GB-month', 'IOPS-month', 'million', 'item']),
  /** The page that has the price. */
  source: z.url(),
  /** Where this figure is from: see the note of prices.json. */
  basis: z.enum(['document', 'read', 'to check']),
});

const listSchema = z.object({
  region: z.string(),
  checked: z.iso.date(),
  note: z.string(),
  prices: z.record(z.string(), priceSchema),
});

export type PriceList = z.infer<typeof listSchema>;

/** AWS's on-demand list prices, as prices.json has them. */
export const readPrices = (): PriceList =>
  listSchema.parse(JSON.parse(readFileSync(new URL('prices.json', import.meta.url), 'utf8')));

/** @throws Error naming what has no price: a cost that nobody knows is not none */
export function priceOf({ prices }: PriceList, key: string): number {
  const found = prices[key];
  if (!found) throw new Error(`There is no price for ${key}: look it up and add it to prices.json.`);
  return found.usd;
}
