import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { CacheHealth } from './cache-health.ts';
import { CacheDownError } from './key-value.ts';
import type { Figure } from './rate-limits.ts';
import type { RedisClient } from './redis.ts';

/** What became of one request at one counter. */
export interface Verdict {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Whole seconds until the counter begins anew, at least 1. */
  readonly seconds: number;
}

/** Counts a request, or several, against a figure. Who is counted is an id without braces. */
export type Limiter = (who: string, requests?: number) => Promise<Verdict>;

const verdict = (allowed: boolean, { remainingPoints, msBeforeNext }: RateLimiterRes): Verdict => ({
  allowed,
  remaining: remainingPoints,
  seconds: Math.max(1, Math.ceil(msBeforeNext / 1000)),
});

/** The library's refusal is a rejection with its counts; whatever else it rejects with is a fault. */
const countIn = (limiter: RateLimiterAbstract, who: string, requests: number): Promise<Verdict> =>
  limiter.consume(who, requests).then(
    (counts) => verdict(true, counts),
    (thrown: unknown) => {
      if (thrown instanceof RateLimiterRes) return verdict(false, thrown);
      throw thrown;
    },
  );

export interface LimiterOptions {
  /** Where all processes count together; `null`: each for itself. */
  readonly redis: RedisClient | null;
  readonly prefix?: string;
  readonly health: CacheHealth;
}

/**
 * A counter of its own for each name. While Redis is away each process counts for itself, which is reported as a downgrade: a caller may then
 * have as many times more as there are processes.
 * @example const count = limiterOf('user-default-free', { points: 300, seconds: 60 }, options); const { allowed } = await count(userId);
 */
export function limiterOf(name: string, { points, seconds }: Figure, options: LimiterOptions): Limiter {
  const { redis, prefix = 'studio:', health } = options;
  const here = new RateLimiterMemory({ points, duration: seconds });
  if (!redis) return (who, requests = 1) => countIn(here, who, requests);
  const shared = new RateLimiterRedis({
    storeClient: redis,
    keyPrefix: `${prefix}limit-${name}`,
    points,
    duration: seconds,
    rejectIfRedisNotReady: true,
    // Whoever is over the limit is not asked about again: a flood stays in this process.
    inMemoryBlockOnConsumed: points + 1,
  });
  return async (who, requests = 1) => {
    try {
      const counted = await countIn(shared, `{${who}}`, requests);
      health.answered('rate-limit');
      return counted;
    } catch (cause) {
      health.failed('rate-limit', new CacheDownError('Redis does not count.', { cause }));
      return await countIn(here, who, requests);
    }
  };
}
