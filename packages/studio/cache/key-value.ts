/**
 * Small values that may be lost at any moment: what is kept here can always be found out again elsewhere.
 *
 * Keys come from `keyOf`. Every method throws `CacheDownError` when the driver's server does not answer in time; the users of this contract
 * turn that into a miss, or count in process instead, so that nobody's request fails by it.
 */
export interface KeyValue {
  readonly name: 'memory' | 'redis';
  get(key: Key): Promise<string | null>;
  /** The values in the order of the keys, in one trip. All keys are of one owner. */
  getMany(keys: readonly Key[]): Promise<readonly (string | null)[]>;
  /** The value that this process has at hand; `null` also where it would have to ask. */
  now(key: Key): string | null;
  /** @param ttl seconds, whole and above 0 */
  set(key: Key, value: string, ttl: number): Promise<void>;
  /** The value that is there, else this one, which is then set: of several at once all get the same. */
  getOrSet(key: Key, value: string, ttl: number): Promise<string>;
  delete(key: Key): Promise<void>;
  /** Adds to a whole number, which is 0 when it is not there. It lives for `ttl` seconds from the first time on. @returns what it is now */
  increment(key: Key, by: number, ttl: number): Promise<number>;
  /** Whether the server answers. @throws CacheDownError */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** `{owner}:name`. The braces are Redis Cluster's hash tag: all keys of one owner lie on one node, and can be read in one trip. */
export type Key = `{${string}}:${string}`;

/** @param owner whose it is: a user's id, mostly; without braces @throws RangeError when the owner would end the hash tag early */
export function keyOf(owner: string, name: string): Key {
  if (owner === '' || owner.includes('{') || owner.includes('}'))
    throw new RangeError(`The owner of a key is empty or has braces: "${owner}".`);
  return `{${owner}}:${name}`;
}

/** A cluster refuses keys of several nodes in one trip; both drivers do, so that nobody finds out in production. */
export function demandOneOwner(keys: readonly Key[]): void {
  const [first] = keys;
  const tag = first?.slice(0, first.indexOf('}') + 1) ?? '';
  if (!keys.every((key) => key.startsWith(tag)))
    throw new RangeError('Keys of several owners cannot be read in one trip.');
}

/** The cache's server does not answer. What was to be changed may or may not have been. */
export class CacheDownError extends Error {
  override readonly name = 'CacheDownError';
}
