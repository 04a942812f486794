/** A stream of numbers in [0, 1), the same for the same seed. */
export type Random = () => number;

/** Mulberry32: small, fast, good enough for scattering leaves. */
export function randomFrom(seed: number): Random {
  // Signed: a captured number beyond 31 bits would be put on the heap at every call.
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A seed from words (FNV-1a), so that each place, figure and shot has its own stream. */
export function seedOf(...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const character of words.join('\u0000')) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
