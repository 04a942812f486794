import { type Document, isMap, isScalar, isSeq, type Pair } from 'yaml';

/** The key and value at a path of keys and list numbers; `null` when there is none. */
export function pairAt(document: Document, path: readonly string[]): Pair | null {
  let node: unknown = document.contents;
  let found: Pair | null = null;
  for (const step of path) {
    if (isMap(node))
      found = node.items.find((pair) => String(isScalar(pair.key) ? pair.key.value : pair.key) === step) ?? null;
    else if (isSeq(node)) {
      node = node.items[Number(step)];
      continue;
    } else return found;
    if (found === null) return null;
    node = found.value;
  }
  return found;
}
