import { z } from 'zod';
import { type Principal, roles, scopes } from '../accounts/principal.ts';
import { planNames } from '../billing/plans.ts';
import type { CacheHealth } from './cache-health.ts';
import type { KeyValue } from './key-value.ts';
import { StampedCache } from './stamped-cache.ts';

/** Seconds. */
export const sessionTtl = 60 * 60;

/** Who a session or an API key is, and for how many seconds more at most. */
export interface FoundPrincipal {
  readonly principal: Principal;
  readonly seconds: number;
}

const principalSchema = z.object({
  userId: z.string(),
  role: z.enum(roles),
  plan: z.enum(planNames),
  via: z.enum(['session', 'api-key']),
  sessionId: z.string().nullable(),
  scopes: z.array(z.enum(scopes)).transform((list): ReadonlySet<(typeof scopes)[number]> => new Set(list)),
  mfa: z.boolean(),
});

/**
 * Who asks, without the database at every request. Revoking, a new password, another role: `touch` the user, and the database is asked again.
 * @example
 * const sessions = cachedSessions(keyValue, health);
 * const principal = await sessions.find(userId, sessionId, () => readSession(pool, sessionId));
 * await sessions.touch(userId); // after a session was revoked
 */
export interface SessionCache {
  /** @param load asks the database; only what is found is kept: who does not exist may come to exist */
  find(userId: string, id: string, load: () => Promise<FoundPrincipal | null>): Promise<Principal | null>;
  /** @returns false when other processes cannot be told yet: a revoked session may then be let in by them for a little longer */
  touch(userId: string): Promise<boolean>;
  /** News of changes may have been missed: the database is asked again. */
  forgetAll(): void;
}

export function cachedSessions(keyValue: KeyValue, health: CacheHealth): SessionCache {
  const cache = new StampedCache(keyValue, { use: 'session', ttl: sessionTtl, health });
  return {
    async find(userId, id, load) {
      const { value, stamp } = await cache.lookUp(userId, id);
      if (value !== null) return principalSchema.parse(JSON.parse(value));
      const found = await load();
      if (!found) return null;
      const { principal, seconds } = found;
      await cache.keep(userId, id, stamp, JSON.stringify({ ...principal, scopes: [...principal.scopes] }), seconds);
      return principal;
    },
    touch: (userId) => cache.touch(userId),
    forgetAll: () => cache.forgetAll(),
  };
}
