import type { CacheHealth } from './cache-health.ts';
import { CacheDownError, type KeyValue, keyOf } from './key-value.ts';
import { MemoryKeyValue } from './memory.ts';

/** What a user may have so many of a day. */
export type Quota = 'requests' | 'films';

export interface QuotaUse {
  readonly allowed: boolean;
  /** Of the day, this one included when it was allowed. */
  readonly used: number;
  readonly most: number;
  /** When the next day begins, in UTC. */
  readonly resetsAt: Date;
}

export interface Quotas {
  /** Takes one of the day's, when there is one left. @param most of the user's plan */
  take(userId: string, quota: Quota, most: number, now: Date): Promise<QuotaUse>;
  /** Gives one back: what it was taken for came to nothing. */
  giveBack(userId: string, quota: Quota, now: Date): Promise<void>;
}

/** Seconds: a day and the time that clocks may differ by. */
const quotaTtl = 25 * 60 * 60;

const dayMilliseconds = 24 * 60 * 60 * 1000;

/** While Redis is away, each process counts for itself: a user may then have more, and the studio goes on. */
export function quotas(keyValue: KeyValue, health: CacheHealth): Quotas {
  const spare = new MemoryKeyValue({ size: 8 * 1024 * 1024 });
  const count = async (userId: string, quota: Quota, by: number, now: Date): Promise<number> => {
    const key = keyOf(userId, `${quota}:${now.toISOString().slice(0, 10)}`);
    try {
      const used = await keyValue.increment(key, by, quotaTtl);
      health.answered('quota');
      return used;
    } catch (error) {
      if (!(error instanceof CacheDownError)) throw error;
      health.failed('quota', error);
      return await spare.increment(key, by, quotaTtl);
    }
  };
  return {
    async take(userId, quota, most, now) {
      const resetsAt = new Date((Math.floor(now.getTime() / dayMilliseconds) + 1) * dayMilliseconds);
      const used = await count(userId, quota, 1, now);
      if (used <= most) return { allowed: true, used, most, resetsAt };
      await count(userId, quota, -1, now);
      return { allowed: false, used: most, most, resetsAt };
    },
    async giveBack(userId, quota, now) {
      await count(userId, quota, -1, now);
    },
  };
}
