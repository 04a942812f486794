import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { inTransaction, row, run } from '../db/sql.ts';
import { Refusal } from '../refusal.ts';
import { type Accounts, later, lifetimes } from './accounts.ts';
import { type Asker, audit } from './audit.ts';
import { letters, linkTo } from './mail.ts';
import { checkPassword, hashPassword, passwordMatches } from './passwords.ts';
import { hashOf, newSecret } from './secrets.ts';
import { gates, passGates, tryGate } from './throttle.ts';
import { issueToken } from './user-tokens.ts';
import { createUser, userByEmail } from './users.ts';

interface Registration {
  /** Normalised. */
  readonly email: string;
  readonly name: string;
  readonly password: string;
}

/**
 * Sends a mail to the address: with it the account begins, or, where there is one, its owner is told. Whoever asks learns nothing: the answer
 * is the same, and so is the work.
 * @throws Refusal when the password is not good enough
 */
export async function register(accounts: Accounts, { email, name, password }: Registration): Promise<void> {
  checkPassword(password, email);
  const passwordHash = await hashPassword(password);
  await inTransaction(accounts.pool, async (client) => {
    // A mailbox is not filled by asking again and again; that too is not told.
    if ((await tryGate(client, gates.mail('register', email), accounts.now())) > 0) return;
    const user = await userByEmail(client, email);
    if (user) await tellOwner(accounts, client, user);
    else await askForProof(accounts, client, { email, name, passwordHash });
  });
}

async function tellOwner(
  accounts: Accounts,
  client: PoolClient,
  user: { readonly id: string; readonly email: string },
): Promise<void> {
  const { config, now, sendMail } = accounts;
  const token = await issueToken(client, {
    userId: user.id,
    purpose: 'reset',
    expiresAt: later(now(), lifetimes.reset),
  });
  const letter = letters.haveAccount(linkTo(config.publicUrl, '/reset-password', token));
  await sendMail(client, { userId: user.id, to: user.email, ...letter });
}

async function askForProof(
  { config, now, sendMail }: Accounts,
  client: PoolClient,
  { email, name, passwordHash }: { readonly email: string; readonly name: string; readonly passwordHash: string },
): Promise<void> {
  const token = newSecret();
  await run(
    client,
    'insert into registrations (token_hash, email, name, password_hash, expires_at) values ($1, $2, $3, $4, $5)',
    [hashOf(token), email, name, passwordHash, later(now(), lifetimes.verification)],
  );
  await sendMail(client, { to: email, ...letters.verify(linkTo(config.publicUrl, '/verify', token)) });
}

const registrationSchema = z.object({ email: z.string(), name: z.string(), password_hash: z.string() });

export const linkIsOver = () =>
  new Refusal(
    'gone',
    'link-over',
    'This link was used already, or is too old: ask for another (a studio of your own prints one at each start).',
  );

/**
 * The link of the mail was opened, and the password given with it: the account begins. It takes both, so that neither who only registers another's
 * address nor who only reads the mailbox has an account that the other one uses.
 */
export async function confirmRegistration(
  accounts: Accounts,
  asker: Asker,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<{ readonly userId: string }> {
  const { pool, now } = accounts;
  await passGates(pool, [gates.confirmation(token)], now());
  const found = await row(
    pool,
    registrationSchema,
    'select email, name, password_hash from registrations where token_hash = $1 and expires_at > $2',
    [hashOf(token), now()],
  );
  if (!found) throw linkIsOver();
  if (!(await passwordMatches(found.password_hash, password)))
    throw new Refusal(
      'unauthenticated',
      'credentials-wrong',
      'This is not the password that you registered with: register again.',
    );
  const userId = await inTransaction(pool, (client) => begin(accounts, client, asker, { token, ...found }));
  if (!userId) throw linkIsOver();
  return { userId };
}

async function begin(
  accounts: Accounts,
  client: PoolClient,
  asker: Asker,
  { token, email, name, password_hash: passwordHash }: z.output<typeof registrationSchema> & { readonly token: string },
): Promise<string | null> {
  const taken = await run(client, 'delete from registrations where token_hash = $1', [hashOf(token)]);
  if (taken === 0) return null;
  // Others who said that this address was theirs have lost it.
  await run(client, 'delete from registrations where lower(email) = $1', [email]);
  return createUser(accounts, client, asker, { email, name, passwordHash, verified: true });
}

/** Sends a link for a new password, or says by mail that there is no account. Whoever asks learns nothing. */
export async function requestReset(accounts: Accounts, asker: Asker, email: string): Promise<void> {
  const { config, now, sendMail } = accounts;
  await inTransaction(accounts.pool, async (client) => {
    if ((await tryGate(client, gates.mail('reset', email), now())) > 0) return;
    const user = await userByEmail(client, email);
    await audit(client, asker, { userId: user?.id ?? null, action: 'password.reset-requested' });
    // A token for nobody is no token, but the same work.
    const userId = user?.id ?? randomUUID();
    const token = await issueToken(client, { userId, purpose: 'reset', expiresAt: later(now(), lifetimes.reset) });
    if (user)
      await sendMail(client, {
        userId,
        to: email,
        ...letters.reset(linkTo(config.publicUrl, '/reset-password', token)),
      });
    else await sendMail(client, { to: email, ...letters.noAccount(new URL('/register', config.publicUrl).href) });
  });
}
