import { timingSafeEqual } from 'node:crypto';
import type { Client } from 'pg';
import { z } from 'zod';
import { row, run } from '../db/sql.ts';
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

const sessionSchema = z.object({ role: z.enum(roles), mfa: z.boolean() });
const sessionSql = `
select u.role, s.mfa from sessions s join users u on u.id = s.user_id
where s.id = $1 and u.id = $2 and s.revoked_at is null and s.expires_at > $3
  and u.suspended_at is null and u.deletion_requested_at is null`;

const apiKeySchema = z.object({
  secret_hash: z.instanceof(Buffer),
  scopes: z.array(z.enum(scopes)),
  expires_at: z.date().nullable(),
  user_id: z.uuid(),
  role: z.enum(roles),
});
const apiKeySql = `
select k.secret_hash, k.scopes, k.expires_at, u.id as user_id, u.role from api_keys k join users u on u.id = k.user_id
where k.id = $1 and k.revoked_at is null and (k.expires_at is null or k.expires_at > $2)
  and u.suspended_at is null and u.deletion_requested_at is null`;

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
    const { principals, now } = this.accounts;
    const key = hashOf(`${bearer ? 'bearer' : 'key'} ${shown}`).toString('base64');
    const remembered = principals.get(key, now().getTime());
    if (remembered) return remembered;
    const { moment } = principals;
    const recognised = bearer ? await this.bySession(shown) : await this.byApiKey(shown);
    if (!recognised) return null;
    const soon = later(now(), believed);
    const until = recognised.until && recognised.until < soon ? recognised.until : soon;
    principals.set(key, { principal: recognised.principal, until: until.getTime() }, moment);
    return recognised.principal;
  }

  private async bySession(token: string): Promise<Recognised | null> {
    const { pool, config, now } = this.accounts;
    const claims = await readAccessToken(this.keys, config, token, now());
    if (!claims) return null;
    // The role is what the database says, not what was true when the token was made.
    const session = await row(pool, sessionSchema, sessionSql, [claims.sid, claims.sub, now()]);
    if (!session) return null;
    const { role, mfa } = session;
    const may = new Set(role === 'admin' && mfa ? scopes : userScopes);
    const principal: Principal = { userId: claims.sub, role, via: 'session', sessionId: claims.sid, scopes: may, mfa };
    return { principal, until: new Date(claims.exp * 1000) };
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
      via: 'api-key',
      sessionId: null,
      scopes: may,
      mfa: false,
    };
    return { principal, until: found.expires_at };
  }
}

/**
 * Forgets whoever other processes say has changed. When the connection is lost nothing is known, so everything is forgotten, and after a
 * while it is made anew; until then the minute for which an answer is believed is what holds.
 * @param connect a connection of its own
 * @returns how to stop it
 */
export async function listenForAccessChanges(
  { principals }: Pick<Accounts, 'principals'>,
  connect: () => Client,
  again = 1000,
): Promise<() => Promise<void>> {
  let current: Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let stopped = false;

  const listen = async (): Promise<void> => {
    const client = connect();
    client.on('notification', ({ payload }) => (payload ? principals.forget(payload) : principals.forgetAll()));
    client.on('error', () => {});
    client.once('end', () => {
      principals.forgetAll();
      if (!stopped) timer = setTimeout(() => listen().catch(() => {}), again).unref();
    });
    current = client;
    try {
      await client.connect();
      await client.query('listen sessions');
      principals.forgetAll();
    } catch (error) {
      await client.end().catch(() => {});
      throw error;
    }
  };

  await listen();
  return async () => {
    stopped = true;
    if (timer) clearTimeout(timer);
    await current?.end().catch(() => {});
  };
}
