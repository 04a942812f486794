import type { PoolClient } from 'pg';
import { z } from 'zod';
import { networkOf } from '../cache/network.ts';
import { type Database, inTransaction, row, rows, run } from '../db/sql.ts';
import { notFound, Refusal } from '../refusal.ts';
import { signAccessToken } from './access-token.ts';
import { type Accounts, changingAccess, later, lifetimes } from './accounts.ts';
import { type Asker, audit, tidyAgent } from './audit.ts';
import { letters } from './mail.ts';
import { type Role, roles } from './principal.ts';
import { judge } from './refresh-family.ts';
import { hashOf, newSecret, open, seal } from './secrets.ts';
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
const earlier = (a: Date, b: Date) => (a < b ? a : b);

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

async function accessFor(accounts: Accounts, keys: SigningKeys, user: SessionOwner, sessionId: string, mfa: boolean) {
  const now = accounts.now();
  const accessToken = await signAccessToken(
    keys,
    accounts.config,
    { userId: user.id, sessionId, role: user.role, mfa },
    now,
  );
  return { sessionId, accessToken, accessExpiresAt: later(now, lifetimes.access) };
}

async function addToken(client: PoolClient, sessionId: string, token: string, expiresAt: Date): Promise<void> {
  await run(client, 'insert into refresh_tokens (token_hash, session_id, expires_at) values ($1, $2, $3)', [
    hashOf(token),
    sessionId,
    expiresAt,
  ]);
}

const shownSchema = z.object({
  session_id: z.uuid(),
  user_id: z.uuid(),
  email: z.string(),
  role: z.enum(roles),
  mfa: z.boolean(),
  session_expires_at: z.date(),
  over: z.boolean(),
  expires_at: z.date(),
  rotated_at: z.date().nullable(),
  rotated_by: z.string().nullable(),
  sealed_successor: z.instanceof(Buffer).nullable(),
});
type Shown = z.output<typeof shownSchema>;

/** The session is locked first and read then: two that show tokens of it at the same moment are judged one after the other. */
async function findShown(client: PoolClient, token: string): Promise<Shown | null> {
  const hash = hashOf(token);
  await client.query(
    'select from sessions where id = (select session_id from refresh_tokens where token_hash = $1) for no key update',
    [hash],
  );
  return row(
    client,
    shownSchema,
    `select s.id as session_id, u.id as user_id, u.email, u.role, s.mfa, s.expires_at as session_expires_at,
       s.revoked_at is not null or u.suspended_at is not null or u.deletion_requested_at is not null as over,
       t.expires_at, t.rotated_at, t.rotated_by, t.sealed_successor
     from refresh_tokens t join sessions s on s.id = t.session_id join users u on u.id = s.user_id
     where t.token_hash = $1`,
    [hash],
  );
}

const signInAgain = () => new Refusal('unauthenticated', 'session-over', 'This session is over: sign in again.');

/**
 * Exchanges a refresh token for the next one and a new access token (the rules are refresh-family.ts).
 * @throws Refusal when it counts no more; when it was exchanged before, the session has ended with it
 */
export async function refreshSession(
  accounts: Accounts,
  keys: SigningKeys,
  token: string,
  asker: Asker,
): Promise<SessionTokens> {
  const result = await inTransaction(accounts.pool, async (client) => {
    const shown = await findShown(client, token);
    return shown && goOn(accounts, keys, client, { shown, token, asker });
  });
  if (result && 'stolenFrom' in result) await accounts.principals.changed(result.stolenFrom);
  // The refusal comes after the commit: what a theft ended stays ended.
  if (!result || !('accessToken' in result)) throw signInAgain();
  return result;
}

interface Exchange {
  readonly shown: Shown;
  readonly token: string;
  readonly asker: Asker;
}

async function goOn(accounts: Accounts, keys: SigningKeys, client: PoolClient, exchange: Exchange) {
  const { shown, token, asker } = exchange;
  const by = `${networkOf(asker.ip)} ${tidyAgent(asker.userAgent)}`;
  const { rotated_at, rotated_by, sealed_successor } = shown;
  const rotation = rotated_at && { at: rotated_at, by: rotated_by ?? '', successorUsed: !sealed_successor };
  const verdict = judge(
    { expiresAt: shown.expires_at, rotation },
    { expiresAt: shown.session_expires_at, revoked: shown.over },
    { now: accounts.now(), by, repeatWithin: lifetimes.repeat },
  );
  if (verdict === 'over') return null;
  if (verdict === 'theft') return endStolen(accounts, client, shown, asker);
  const successor =
    verdict === 'repeat' && sealed_successor ? open(Buffer.from(token), 'successor', sealed_successor) : newSecret();
  const refreshExpiresAt = earlier(later(rotated_at ?? accounts.now(), lifetimes.refresh), shown.session_expires_at);
  if (verdict === 'rotate') await rotate(accounts, client, { exchange, successor, refreshExpiresAt, by });
  const user = { id: shown.user_id, role: shown.role };
  return {
    ...(await accessFor(accounts, keys, user, shown.session_id, shown.mfa)),
    refreshToken: successor,
    refreshExpiresAt,
  };
}

async function rotate(
  accounts: Accounts,
  client: PoolClient,
  {
    exchange: { shown, token, asker },
    successor,
    refreshExpiresAt,
    by,
  }: { exchange: Exchange; successor: string; refreshExpiresAt: Date; by: string },
): Promise<void> {
  const now = accounts.now();
  // This token is being used: whoever shows the one before it has lost no answer.
  await run(
    client,
    'update refresh_tokens set sealed_successor = null where session_id = $1 and sealed_successor is not null',
    [shown.session_id],
  );
  await run(
    client,
    'update refresh_tokens set rotated_at = $2, rotated_by = $3, sealed_successor = $4 where token_hash = $1',
    // Sealed under the token itself, which is nowhere but with its holder: the database cannot give the successor away.
    [hashOf(token), now, by, seal(Buffer.from(token), 'successor', successor)],
  );
  await addToken(client, shown.session_id, successor, refreshExpiresAt);
  await run(client, 'update sessions set last_used_at = $2, ip = $3, network = $4 where id = $1', [
    shown.session_id,
    now,
    asker.ip,
    networkOf(asker.ip),
  ]);
}

async function endStolen(accounts: Accounts, client: PoolClient, shown: Shown, asker: Asker) {
  const { session_id: sessionId, user_id: userId, email } = shown;
  await endSessions(accounts, client, { userId, sessionId, reason: 'token-stolen' });
  await audit(client, asker, { userId, action: 'session.token-stolen', details: { sessionId } });
  await accounts.sendMail(client, { userId, to: email, ...letters.tokenStolen(tidyAgent(asker.userAgent), asker.ip) });
  return { stolenFrom: userId };
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
export type ListedSession = z.output<typeof listedSchema>;

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
