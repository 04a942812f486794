/** A pair of indices: the same thing in both lists. */
export type Pair = readonly [before: number, after: number];

/**
 * Pairs equal keys of two lists so that no two pairs cross. Keys that are in both lists just once hold the pairing
 * together (as in a patience diff); between them equal ends are paired. Near linear, and stable for repeated lines.
 */
export function align(before: readonly string[], after: readonly string[]): Pair[] {
  return alignRange(before, after, { b0: 0, b1: before.length, a0: 0, a1: after.length });
}

interface Range {
  readonly b0: number;
  readonly b1: number;
  readonly a0: number;
  readonly a1: number;
}

function alignRange(before: readonly string[], after: readonly string[], range: Range): Pair[] {
  const head: Pair[] = [];
  const tail: Pair[] = [];
  let { b0, b1, a0, a1 } = range;
  while (b0 < b1 && a0 < a1 && before[b0] === after[a0]) head.push([b0++, a0++]);
  while (b0 < b1 && a0 < a1 && before[b1 - 1] === after[a1 - 1]) tail.unshift([--b1, --a1]);
  const anchors = rising(uniquePairs(before, after, { b0, b1, a0, a1 }));
  const middle: Pair[] = [];
  for (const anchor of anchors) {
    middle.push(...alignRange(before, after, { b0, b1: anchor[0], a0, a1: anchor[1] }), anchor);
    [b0, a0] = [anchor[0] + 1, anchor[1] + 1];
  }
  if (anchors.length > 0) middle.push(...alignRange(before, after, { b0, b1, a0, a1 }));
  return [...head, ...middle, ...tail];
}

function uniquePairs(before: readonly string[], after: readonly string[], range: Range): Pair[] {
  const inAfter = onceIn(after, range.a0, range.a1);
  const pairs: Pair[] = [];
  for (const [key, index] of onceIn(before, range.b0, range.b1)) {
    const match = inAfter.get(key);
    if (index !== null && match !== undefined && match !== null) pairs.push([index, match]);
  }
  return pairs.toSorted((one, other) => one[0] - other[0]);
}

/** Keys of a range with their index, or `null` when there are several. */
function onceIn(list: readonly string[], from: number, to: number): Map<string, number | null> {
  const found = new Map<string, number | null>();
  for (let index = from; index < to; index++) {
    const key = list[index] ?? '';
    found.set(key, found.has(key) ? null : index);
  }
  return found;
}

/** The longest row of pairs that rises in both lists. */
export function rising(pairs: readonly Pair[]): Pair[] {
  const ends: number[] = [];
  const previous: number[] = [];
  pairs.forEach((pair, index) => {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    previous[index] = ends[low - 1] ?? -1;
    ends[low] = index;
  });
  const row: Pair[] = [];
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) {
    const pair = pairs[index];
    if (pair) row.unshift(pair);
  }
  return row;
}
