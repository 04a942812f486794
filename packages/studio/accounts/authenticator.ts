import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { planNames } from '../billing/plans.ts';
import type { FoundPrincipal } from '../cache/sessions.ts';
import { row, run } from '../db/sql.ts';
import type { Listener } from '../events/listener.ts';
import { readAccessToken } from './access-token.ts';
import { type Accounts, later } from './accounts.ts';
import { parseApiKey } from './api-key-text.ts';
import { type Principal, roles, type Scope, scopes } from './principal.ts';
import { hashOf } from './secrets.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What a request shows. */
export interface Credentials {
  /** Of `Authorization: Bearer …`. */
  readonly bearer?: string | null;
  /** Of `X-API-Key`. */
  readonly apiKey?: string | null;
}

interface Recognised {
  readonly principal: Principal;
  /** When it is over by itself. */
  readonly until: Date | null;
}

/** How long an answer of the database is believed, in milliseconds. */
const believed = 60_000;
/** Longer than any token of ours: hashing more is work for nothing. */
const longest = 4096;

const userScopes: readonly Scope[] = scopes.filter((scope) => scope !== 'admin');

const sessionSchema = z.object({
  role: z.enum(roles),
  plan: z.enum(planNames),
  mfa: z.boolean(),
  expires_at: z.date(),
});
const sessionSql = `
select u.role, u.subscription_tier as plan, s.mfa, s.expires_at from sessions s join users u on u.id = s.user_id
where s.id = $1 and u.id = $2 and s.revoked_at is null and s.expires_at > $3
  and u.suspended_at is null and u.deletion_requested_at is null`;

const apiKeySchema = z.object({
  secret_hash: z.instanceof(Buffer),
  scopes: z.array(z.enum(scopes)),
  expires_at: z.date().nullable(),
  user_id: z.uuid(),
  role: z.enum(roles),
  plan: z.enum(planNames),
});
const apiKeySql = `
select k.secret_hash, k.scopes, k.expires_at, u.id as user_id, u.role, u.subscription_tier as plan from api_keys k join users u on u.id = k.user_id
where k.id = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)
  and u.suspended_at is null and u.deletion_requested_at is null`;

/** As it was shown: a hash of it would cost more than all else that is done for a kept answer, and what is in memory is in memory. */
const cacheKey = (kind: 'bearer' | 'key', shown: string) => `${kind} ${shown}`;

/** Says who asks. Once a minute for each token by signature and database, otherwise from memory. */
export class Authenticator {
  private readonly accounts: Accounts;
  private readonly keys: SigningKeys;

  constructor(accounts: Accounts, keys: SigningKeys) {
    this.accounts = accounts;
    this.keys = keys;
  }

  /** `null` when what is shown is not good, or nothing or both are shown. */
  async authenticate({ bearer, apiKey }: Credentials): Promise<Principal | null> {
    const shown = bearer ?? apiKey;
    if (!shown || (bearer && apiKey) || shown.length > longest) return null;
    const remembered = this.remembered({ bearer: bearer ?? null, apiKey: apiKey ?? null });
    if (remembered) return remembered;
    const { principals, now } = this.accounts;
    const key = cacheKey(bearer ? 'bearer' : 'key', shown);
    const { moment } = principals;
    const recognised = bearer ? await this.bySession(shown) : await this.byApiKey(shown);
    if (!recognised) return null;
    const soon = later(now(), believed);
    const until = recognised.until && recognised.until < soon ? recognised.until : soon;
    principals.set(key, { principal: recognised.principal, until: until.getTime() }, moment);
    return recognised.principal;
  }

  /** Whom this process recognised a moment ago; `null` when it would have to ask. */
  remembered({ bearer, apiKey }: Credentials): Principal | null {
    const { principals, now } = this.accounts;
    if (bearer) return principals.get(cacheKey('bearer', bearer), now().getTime());
    return apiKey ? principals.get(cacheKey('key', apiKey), now().getTime()) : null;
  }

  private async bySession(token: string): Promise<Recognised | null> {
    const { config, now } = this.accounts;
    const claims = await readAccessToken(this.keys, config, token, now());
    if (!claims) return null;
    const load = () => this.readSession(claims.sub, claims.sid);
    const { shared } = this.accounts.principals;
    const principal = shared ? await shared.find(claims.sub, claims.sid, load) : (await load())?.principal;
    return principal ? { principal, until: new Date(claims.exp * 1000) } : null;
  }

  /** The role is what the database says, not what was true when the token was made. */
  private async readSession(userId: string, sessionId: string): Promise<FoundPrincipal | null> {
    const { pool, now } = this.accounts;
    const session = await row(pool, sessionSchema, sessionSql, [sessionId, userId, now()]);
    if (!session) return null;
    const { role, plan, mfa, expires_at } = session;
    const may = new Set(role === 'admin' && mfa ? scopes : userScopes);
    const principal: Principal = { userId, role, plan, via: 'session', sessionId, scopes: may, mfa };
    return { principal, seconds: (expires_at.getTime() - now().getTime()) / 1000 };
  }

  private async byApiKey(text: string): Promise<Recognised | null> {
    const { pool, now } = this.accounts;
    const parsed = parseApiKey(text);
    if (!parsed) return null;
    const found = await row(pool, apiKeySchema, apiKeySql, [parsed.id, now()]);
    if (!found || !timingSafeEqual(found.secret_hash, hashOf(parsed.secret))) return null;
    await run(pool, 'update api_keys set last_used_at = $2 where id = $1', [parsed.id, now()]);
    const may = new Set(found.scopes.filter((scope) => scope !== 'admin'));
    const principal: Principal = {
      userId: found.user_id,
      role: found.role,
      plan: found.plan,
      via: 'api-key',
      sessionId: null,
      scopes: may,
      mfa: false,
    };
    return { principal, until: found.expires_at };
  }
}

/**
 * Forgets whoever other processes say has changed, and everybody when something may have been missed. Where nobody tells, the minute for which an
 * answer is believed is what holds.
 * @returns ends it
 */
export function forgetWhoChanged(
  { principals }: Pick<Accounts, 'principals'>,
  listener: Pick<Listener, 'subscribe'>,
  onError: (error: unknown) => void,
): () => void {
  return listener.subscribe('sessions', null, (userId) => {
    // What the database tells may come of a change by somebody who knows no cache: the shared one is told as well.
    if (userId) principals.changed(userId).catch(onError);
    else principals.forgetAll();
  });
}
