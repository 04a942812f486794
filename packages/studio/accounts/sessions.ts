import type { PoolClient } from 'pg';
import { z } from 'zod';
import { networkOf } from '../cache/network.ts';
import { type Database, row, rows, run } from '../db/sql.ts';
import { notFound } from '../refusal.ts';
import { signAccessToken } from './access-token.ts';
import { type Accounts, changingAccess, later, lifetimes } from './accounts.ts';
import { type Asker, audit, tidyAgent } from './audit.ts';
import type { Role } from './principal.ts';
import { hashOf, newSecret } from './secrets.ts';
import type { SigningKeys } from './signing-keys.ts';

/** What a client goes on with. */
export interface SessionTokens {
  readonly sessionId: string;
  readonly accessToken: string;
  readonly accessExpiresAt: Date;
  readonly refreshToken: string;
  readonly refreshExpiresAt: Date;
}

interface SessionOwner {
  readonly id: string;
  readonly role: Role;
}

const idSchema = z.object({ id: z.uuid() });

export async function beginSession(
  accounts: Accounts,
  keys: SigningKeys,
  client: PoolClient,
  {
    user,
    method,
    mfa,
    asker,
  }: { readonly user: SessionOwner; readonly method: string; readonly mfa: boolean; readonly asker: Asker },
): Promise<SessionTokens> {
  const now = accounts.now();
  const made = await row(
    client,
    idSchema,
    `insert into sessions (user_id, user_agent, ip, network, method, mfa, created_at, last_used_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8) returning id`,
    [
      user.id,
      tidyAgent(asker.userAgent),
      asker.ip,
      networkOf(asker.ip),
      method,
      mfa,
      now,
      later(now, lifetimes.session),
    ],
  );
  if (!made) throw new Error('A session that was inserted has no id.');
  const refreshToken = newSecret();
  const refreshExpiresAt = later(now, lifetimes.refresh);
  await addToken(client, made.id, refreshToken, refreshExpiresAt);
  await audit(client, asker, {
    userId: user.id,
    action: 'session.begun',
    details: { sessionId: made.id, method, mfa },
  });
  return { ...(await accessFor(accounts, keys, user, made.id, mfa)), refreshToken, refreshExpiresAt };
}

/** An access token for the session. */
export async function accessFor(
  accounts: Accounts,
  keys: SigningKeys,
  user: SessionOwner,
  sessionId: string,
  mfa: boolean,
) {
  const now = accounts.now();
  const accessToken = await signAccessToken(
    keys,
    accounts.config,
    { userId: user.id, sessionId, role: user.role, mfa },
    now,
  );
  return { sessionId, accessToken, accessExpiresAt: later(now, lifetimes.access) };
}

/** The refresh token that counts from now on. */
export async function addToken(client: PoolClient, sessionId: string, token: string, expiresAt: Date): Promise<void> {
  await run(client, 'insert into refresh_tokens (token_hash, session_id, expires_at) values ($1, $2, $3)', [
    hashOf(token),
    sessionId,
    expiresAt,
  ]);
}

/** Ends the sessions of a user, or one of them. Within `changingAccess`, so that it counts at once. @returns how many were ended */
export function endSessions(
  { now }: Accounts,
  database: Database,
  {
    userId,
    sessionId = null,
    reason,
  }: { readonly userId: string; readonly sessionId?: string | null; readonly reason: string },
): Promise<number> {
  return run(
    database,
    `update sessions set revoked_at = $3, revoked_for = $4
     where user_id = $1 and ($2::uuid is null or id = $2) and revoked_at is null`,
    [userId, sessionId, now(), reason],
  );
}

/** The user ends one of their sessions, or all of them. */
export async function revokeSessions(
  accounts: Accounts,
  asker: Asker,
  { userId, sessionId = null }: { readonly userId: string; readonly sessionId?: string | null },
): Promise<void> {
  const ended = await changingAccess(accounts, userId, async (client) => {
    const count = await endSessions(accounts, client, { userId, sessionId, reason: 'user' });
    if (count > 0) await audit(client, asker, { userId, action: 'session.revoked', details: { sessionId, count } });
    return count;
  });
  if (sessionId && ended === 0) throw notFound('session');
}

const listedSchema = z.object({
  id: z.uuid(),
  userAgent: z.string(),
  ip: z.string(),
  method: z.string(),
  mfa: z.boolean(),
  createdAt: z.date(),
  lastUsedAt: z.date(),
});
type ListedSession = z.output<typeof listedSchema>;

/** The sessions of a user that still go on, newest first. */
export function sessionsOf({ pool, now }: Accounts, userId: string): Promise<ListedSession[]> {
  return rows(
    pool,
    listedSchema,
    `select id, user_agent as "userAgent", ip, method, mfa, created_at as "createdAt", last_used_at as "lastUsedAt"
     from sessions
     where user_id = $1 and revoked_at is null and expires_at > $2
       and exists (select from refresh_tokens where session_id = sessions.id and rotated_at is null and expires_at > $2)
     order by created_at desc, id desc`,
    [userId, now()],
  );
}
