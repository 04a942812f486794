import type { CacheHealth } from './cache-health.ts';
import type { KeyValue } from './key-value.ts';
import { StampedCache } from './stamped-cache.ts';

/** Seconds. */
export const responseTtl = 5 * 60;

/** Answers of the API by user and address. Whatever changes something of a user must `touch` the user after its commit, workers too. */
export const cachedResponses = (keyValue: KeyValue, health: CacheHealth): StampedCache =>
  new StampedCache(keyValue, { use: 'response', ttl: responseTtl, health });
