import type { Random } from '../../random.ts';

/** A number between two, evenly. */
export const between = (random: Random, low: number, high: number): number => low + (high - low) * random();

/** One of some things. @throws RangeError when there is none */
export const pick = <Item>(random: Random, items: readonly Item[]): Item => {
  const item = items[Math.min(items.length - 1, Math.floor(random() * items.length))];
  if (item === undefined) throw new RangeError('There is nothing to pick from.');
  return item;
};
