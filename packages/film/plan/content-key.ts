import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** What JSON can hold: no `undefined`, no functions, no dates. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * The content key of a value that JSON can hold (`Json`; interfaces too): SHA-256, in hex, of its canonical JSON. Equal values have equal keys whatever the order of their fields.
 *
 * @throws {TypeError} for what JSON cannot hold (`undefined`, `NaN`), which would let different things share a key.
 * @example contentKey({ kind: 'clip', words: ['Hello.'] }) // 64 hex digits
 */
export function contentKey(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalJson(value))));
}

/** JSON with fields in the order of their names and no white space: one text for each value. */
export function canonicalJson(value: unknown): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`).join(',')}}`;
  }
  if (typeof value === 'number' && !Number.isFinite(value)) throw new TypeError(`${value} has no content key`);
  // A caller without types may bring what JSON.stringify drops.
  const text: string | undefined = JSON.stringify(value);
  if (text === undefined) throw new TypeError(`a ${typeof value} has no content key`);
  return text;
}

/** `Array.isArray` does not narrow read-only lists. */
function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
