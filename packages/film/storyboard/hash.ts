/**
 * A number from words, the same everywhere and for ever (cyrb53: 53 bits, public domain). Ids and every choice of variety come
 * from the words of the script, so that an edit here moves nothing there.
 */
export function hashOf(...words: readonly (string | number)[]): number {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (const character of words.join('\u0000')) {
    const code = character.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2_654_435_761);
    low = Math.imul(low ^ code, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}

/** Seven letters and digits that stand for the words: 36⁷ values, plenty within one scene. */
export function digestOf(...words: readonly (string | number)[]): string {
  return hashOf(...words)
    .toString(36)
    .padStart(7, '0')
    .slice(-7);
}

/** One of the choices, always the same one for the same words. */
export function choose<T>(choices: readonly [T, ...T[]], ...words: readonly (string | number)[]): T {
  return choices[hashOf(...words) % choices.length] ?? choices[0];
}

/** True for one in `n` of all words. */
export function oneIn(n: number, ...words: readonly (string | number)[]): boolean {
  return hashOf(...words) % n === 0;
}

/** Gives each id its occurrence when it comes again: `a`, `a-2`, `a-3`. */
export function occurrences(): (id: string) => string {
  const seen = new Map<string, number>();
  return (id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  };
}
