import { z } from 'zod';
import { type Database, inTransaction, row, rows, run } from '../db/sql.ts';
import { notFound, Refusal } from '../refusal.ts';
import { type Accounts, changingAccess } from './accounts.ts';
import { formatApiKey } from './api-key-text.ts';
import { type Asker, audit } from './audit.ts';
import { type Principal, type Scope, scopes } from './principal.ts';
import { hashOf, newSecret } from './secrets.ts';

/** An API key never administrates: that takes a second factor, which a program cannot show. */
export const apiKeyScopes = scopes.filter((scope) => scope !== 'admin');

const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.date(),
  expiresAt: z.date().nullable(),
  lastUsedAt: z.date().nullable(),
});
export type ApiKey = z.output<typeof apiKeySchema>;

const columns = 'id, name, scopes, created_at as "createdAt", expires_at as "expiresAt", last_used_at as "lastUsedAt"';
const mostKeys = 50;

/** Some acts are for people: a program that lost its key must not be able to make the loss permanent. */
export function onlyInSession(principal: Principal): void {
  if (principal.via !== 'session')
    throw new Refusal('forbidden', 'session-required', 'An API key cannot do this: sign in.');
}

interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly expiresAt: Date | null;
}

/** @returns the key, which is shown this once, and what is known of it */
export async function createApiKey(
  { pool, now }: Accounts,
  asker: Asker,
  principal: Principal,
  { name, scopes: wanted, expiresAt }: NewApiKey,
): Promise<ApiKey & { readonly key: string }> {
  onlyInSession(principal);
  if (wanted.length === 0 || wanted.includes('admin'))
    throw new Refusal(
      'invalid',
      'scopes-not-allowed',
      `An API key has one or more of these scopes: ${apiKeyScopes.join(', ')}.`,
    );
  if (expiresAt && expiresAt <= now())
    throw new Refusal('invalid', 'expiry-is-past', 'The key would be over before it begins.');
  const secret = newSecret();
  return inTransaction(pool, async (client) => {
    await run(client, 'select from users where id = $1 for no key update', [principal.userId]);
    if ((await apiKeysOf({ pool: client }, principal.userId)).length >= mostKeys)
      throw new Refusal('conflict', 'too-many-keys', `There are ${mostKeys} keys already: revoke one.`);
    const made = await row(
      client,
      apiKeySchema,
      `insert into api_keys (user_id, name, secret_hash, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5, $6) returning ${columns}`,
      [principal.userId, name, hashOf(secret), [...new Set(wanted)], now(), expiresAt],
    );
    if (!made) throw new Error('An API key that was inserted is not there.');
    const details = { keyId: made.id, scopes: made.scopes.join(' ') };
    await audit(client, asker, { userId: principal.userId, action: 'api-key.created', details });
    return { ...made, key: formatApiKey(made.id, secret) };
  });
}

/** The keys of a user that were not revoked, newest first. */
export function apiKeysOf({ pool }: { readonly pool: Database }, userId: string): Promise<ApiKey[]> {
  return rows(
    pool,
    apiKeySchema,
    `select ${columns} from api_keys where user_id = $1 and revoked_at is null order by created_at desc, id desc`,
    [userId],
  );
}

export async function revokeApiKey(
  accounts: Accounts,
  asker: Asker,
  principal: Principal,
  keyId: string,
): Promise<void> {
  onlyInSession(principal);
  const { userId } = principal;
  await changingAccess(accounts, userId, async (client) => {
    const revoked = await run(
      client,
      'update api_keys set revoked_at = $3 where id = $1 and user_id = $2 and revoked_at is null',
      [keyId, userId, accounts.now()],
    );
    if (revoked === 0) throw notFound('API key');
    await audit(client, asker, { userId, action: 'api-key.revoked', details: { keyId } });
  });
}
