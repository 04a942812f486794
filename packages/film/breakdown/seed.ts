/**
 * A number in [0, 1) from words (FNV-1a with a final mix), the same for the same words everywhere:
 * what a script leaves open is chosen by the name, not by the order of the cast.
 */
export function chance(...words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 13), 0x297a2d39) >>> 0;
  return ((hash ^ (hash >>> 16)) >>> 0) / 4_294_967_296;
}

/** The items in an order of their own for these words, each as likely to be first as its weight says. */
export function preference<T extends string>(weights: Readonly<Partial<Record<T, number>>>, ...words: string[]): T[] {
  // Object.entries widens keys to string; the record has no other keys than T.
  const entries = Object.entries(weights) as [T, number][];
  return entries
    .filter(([, weight]) => weight > 0)
    .map(([item, weight]) => ({ item, rank: -Math.log(1 - chance(...words, item)) / weight }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
