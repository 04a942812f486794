import type { PoolClient } from 'pg';
import { z } from 'zod';
import { networkOf } from '../cache/network.ts';
import { inTransaction, row } from '../db/sql.ts';
import { Refusal } from '../refusal.ts';
import { type Accounts, later, lifetimes } from './accounts.ts';
import { type Asker, audit } from './audit.ts';
import { acceptCode } from './mfa-code.ts';
import { passwordMatches } from './passwords.ts';
import { linkIsOver } from './registration.ts';
import { hashOf } from './secrets.ts';
import { beginSession, type SessionTokens } from './sessions.ts';
import type { SigningKeys } from './signing-keys.ts';
import { gates, openGates, passGates, takeBack } from './throttle.ts';
import { issueToken, takeToken } from './user-tokens.ts';
import { existingUser, type User, userByEmail } from './users.ts';

/** Where signing in has led. */
export type SignIn =
  | {
      readonly status: 'signed-in';
      readonly tokens: SessionTokens;
      /** An administrator without an authenticator: the session does all but administrate until there is one. */
      readonly mfaEnrolmentRequired: boolean;
    }
  | { readonly status: 'mfa-required'; readonly ticket: string; readonly expiresAt: Date };

const wrongCredentials = () =>
  new Refusal(
    'unauthenticated',
    'credentials-wrong',
    'The address or the password is wrong, or the address was not confirmed yet: look for our mail.',
  );

/**
 * By e-mail and password.
 * @param email normalised
 * @throws Refusal; the same, after the same work, whether there is an account or not
 */
export async function signIn(
  accounts: Accounts,
  keys: SigningKeys,
  asker: Asker,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SignIn> {
  const { pool, now } = accounts;
  const pair = gates.pair(email, asker.ip);
  const account = gates.account(email);
  const network = gates.network(asker.ip);
  const known = await isKnownThere(accounts, email, asker);
  await passGates(pool, known ? [pair, network] : [pair, network, account], now());
  const user = await userByEmail(pool, email);
  if (!(await passwordMatches(user?.passwordHash ?? null, password))) {
    await audit(pool, asker, { userId: user?.id ?? null, action: 'session.refused', details: { method: 'password' } });
    throw wrongCredentials();
  }
  if (!user) throw wrongCredentials();
  await openGates(pool, known ? [pair] : [pair, account]);
  await takeBack(pool, network, now());
  return inTransaction(pool, (client) => letIn(accounts, keys, client, { user, method: 'password', asker }));
}

/** Whether the owner has signed in from this network before. */
async function isKnownThere({ pool }: Accounts, email: string, { ip }: Asker): Promise<boolean> {
  const found = await row(
    pool,
    z.object({ known: z.boolean() }),
    `select exists (
       select from sessions s join users u on u.id = s.user_id where lower(u.email) = $1 and s.network = $2 and s.revoked_for is distinct from 'token-stolen'
     ) as known`,
    [email, networkOf(ip)],
  );
  return found?.known ?? false;
}

/** The first factor was shown: a session, or a ticket to show the second one with. */
export async function letIn(
  accounts: Accounts,
  keys: SigningKeys,
  client: PoolClient,
  { user, method, asker }: { readonly user: User; readonly method: string; readonly asker: Asker },
): Promise<SignIn> {
  refuseClosed(user);
  if (!user.hasMfa) {
    const tokens = await beginSession(accounts, keys, client, { user, method, mfa: false, asker });
    return { status: 'signed-in', tokens, mfaEnrolmentRequired: user.role === 'admin' };
  }
  const expiresAt = later(accounts.now(), lifetimes.mfaTicket);
  const ticket = await issueToken(client, { userId: user.id, purpose: 'mfa', method, expiresAt });
  return { status: 'mfa-required', ticket, expiresAt };
}

/** Told only to who has shown that the account is theirs. */
function refuseClosed({ suspendedAt, deletionRequestedAt }: User): void {
  if (suspendedAt)
    throw new Refusal('forbidden', 'account-suspended', 'This account is suspended: write to the operators.');
  if (deletionRequestedAt)
    throw new Refusal('forbidden', 'account-deleted', 'This account is being deleted, as you asked.');
}

const mostTries = 5;
const ticketOver = () =>
  new Refusal('unauthenticated', 'ticket-over', 'This took too long or went wrong too often: sign in again.');

/** The second factor: a code of the authenticator, or a recovery code. */
export async function finishMfa(
  accounts: Accounts,
  keys: SigningKeys,
  asker: Asker,
  { ticket, code }: { readonly ticket: string; readonly code: string },
): Promise<SignIn> {
  const { pool, now } = accounts;
  // Counted before it is looked at: a ticket is good for five codes, however many come at once.
  const holder = await row(
    pool,
    z.object({ user_id: z.uuid() }),
    "update user_tokens set tries = tries + 1 where token_hash = $1 and purpose = 'mfa' and expires_at > $2 and tries < $3 returning user_id",
    [hashOf(ticket), now(), mostTries],
  );
  if (!holder) throw ticketOver();
  if (!(await acceptCode(accounts, asker, holder.user_id, code)))
    throw new Refusal('unauthenticated', 'code-wrong', 'This code is wrong, or was used already.');
  return inTransaction(pool, async (client) => {
    const taken = await takeToken(client, ticket, 'mfa', now());
    if (!taken) throw ticketOver();
    const user = await existingUser(client, taken.userId);
    refuseClosed(user);
    const tokens = await beginSession(accounts, keys, client, { user, method: taken.method, mfa: true, asker });
    return { status: 'signed-in', tokens, mfaEnrolmentRequired: false };
  });
}

/** By a link that the server printed, or sent. */
export async function signInByLink(
  accounts: Accounts,
  keys: SigningKeys,
  asker: Asker,
  token: string,
): Promise<SignIn> {
  const { pool, now } = accounts;
  await passGates(pool, [gates.network(asker.ip)], now());
  const result = await inTransaction(pool, async (client) => {
    const taken = await takeToken(client, token, 'link', now());
    return (
      taken && letIn(accounts, keys, client, { user: await existingUser(client, taken.userId), method: 'link', asker })
    );
  });
  if (!result) throw linkIsOver();
  await takeBack(pool, gates.network(asker.ip), now());
  return result;
}
