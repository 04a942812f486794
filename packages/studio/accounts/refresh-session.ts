import type { PoolClient } from 'pg';
import { z } from 'zod';
import { networkOf } from '../cache/network.ts';
import { inTransaction, row, run } from '../db/sql.ts';
import { Refusal } from '../refusal.ts';
import { type Accounts, later, lifetimes } from './accounts.ts';
import { type Asker, audit, tidyAgent } from './audit.ts';
import { letters } from './mail.ts';
import { roles } from './principal.ts';
import { judge } from './refresh-family.ts';
import { hashOf, newSecret, open, seal } from './secrets.ts';
import { accessFor, addToken, endSessions, type SessionTokens } from './sessions.ts';
import type { SigningKeys } from './signing-keys.ts';

const earlier = (a: Date, b: Date) => (a < b ? a : b);

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
