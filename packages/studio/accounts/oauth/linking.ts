import type { PoolClient } from 'pg';
import { z } from 'zod';
import { inTransaction, row, run } from '../../db/sql.ts';
import { notFound, Refusal } from '../../refusal.ts';
import type { Accounts } from '../accounts.ts';
import { onlyInSession } from '../api-keys.ts';
import { type Asker, audit } from '../audit.ts';
import { emailSchema } from '../email-address.ts';
import { letters } from '../mail.ts';
import type { Principal } from '../principal.ts';
import { createUser, existingUser, userByEmail } from '../users.ts';
import type { Person } from './provider.ts';

interface Known {
  readonly provider: string;
  readonly person: Person;
}

const ownerSchema = z.object({ user_id: z.uuid() });

const ownerOf = (client: PoolClient, { provider, person }: Known) =>
  row(client, ownerSchema, 'select user_id from identities where provider = $1 and subject = $2', [
    provider,
    person.subject,
  ]);

/**
 * Which of our users somebody is. Who came before is known by the service's own id. Otherwise it goes by the address, and only when the service
 * and we have both seen it verified: an address that anybody may claim, on either side, opens nothing.
 * @throws Refusal
 */
export async function userOf(accounts: Accounts, client: PoolClient, asker: Asker, known: Known): Promise<string> {
  const owner = await ownerOf(client, known);
  if (owner) return owner.user_id;
  const email = emailSchema.safeParse(known.person.email).data;
  if (!email || !known.person.emailVerified)
    throw new Refusal(
      'forbidden',
      'oauth-email-unverified',
      `${known.provider} does not vouch for your address: verify it there, or register with a password.`,
    );
  const userId =
    (await verifiedUser(client, email, known.provider)) ?? (await newUser(accounts, client, asker, email, known));
  await link(accounts, client, asker, { ...known, userId });
  return userId;
}

async function verifiedUser(client: PoolClient, email: string, provider: string): Promise<string | null> {
  const user = await userByEmail(client, email);
  if (user && !user.emailVerifiedAt)
    throw new Refusal(
      'conflict',
      'link-when-signed-in',
      `There is an account with this address that has not been verified: sign in to it and link ${provider} there.`,
    );
  return user?.id ?? null;
}

async function newUser(
  accounts: Accounts,
  client: PoolClient,
  asker: Asker,
  email: string,
  { person }: Known,
): Promise<string> {
  const made = await createUser(accounts, client, asker, {
    email,
    name: person.name.slice(0, 200),
    passwordHash: null,
    verified: true,
  });
  // Somebody made it in the same moment.
  if (!made) throw new Refusal('conflict', 'try-again', 'This account has just begun: sign in again.');
  return made;
}

/**
 * Links the service to whoever is signed in, whatever their addresses are there and here.
 * @throws Refusal when their session is over, or it is somebody else's already
 */
export async function linkToUser(
  accounts: Accounts,
  client: PoolClient,
  asker: Asker,
  { sessionId, ...known }: Known & { readonly userId: string; readonly sessionId: string },
): Promise<void> {
  const session = await row(
    client,
    ownerSchema,
    'select user_id from sessions where id = $1 and user_id = $2 and revoked_at is null and expires_at > $3',
    [sessionId, known.userId, accounts.now()],
  );
  if (!session) throw new Refusal('unauthenticated', 'session-over', 'This session is over: sign in again.');
  const owner = await ownerOf(client, known);
  if (owner?.user_id === known.userId) return;
  if (owner)
    throw new Refusal('conflict', 'identity-taken', `This ${known.provider} account belongs to another user here.`);
  await link(accounts, client, asker, known);
}

async function link(
  { now, sendMail }: Accounts,
  client: PoolClient,
  asker: Asker,
  { provider, person, userId }: Known & { readonly userId: string },
): Promise<void> {
  const linked = await run(
    client,
    `insert into identities (provider, subject, user_id, email, created_at) values ($1, $2, $3, $4, $5) on conflict do nothing`,
    [provider, person.subject, userId, person.email, now()],
  );
  if (linked === 0)
    throw new Refusal('conflict', 'identity-linked', `Another ${provider} account is linked: remove it first.`);
  await audit(client, asker, { userId, action: 'identity.linked', details: { provider } });
  const { email } = await existingUser(client, userId);
  await sendMail(client, { userId, to: email, ...letters.identityLinked(provider) });
}

/** @throws Refusal when it is the last way in */
export async function unlink(accounts: Accounts, asker: Asker, principal: Principal, provider: string): Promise<void> {
  onlyInSession(principal);
  const { userId } = principal;
  await inTransaction(accounts.pool, async (client) => {
    // Two ways in that are removed at once would leave none.
    await run(client, 'select from users where id = $1 for no key update', [userId]);
    const { passwordHash } = await existingUser(client, userId);
    const removed = await run(client, 'delete from identities where user_id = $1 and provider = $2', [
      userId,
      provider,
    ]);
    if (removed === 0) throw notFound('linked account');
    if (
      !passwordHash &&
      !(await row(client, ownerSchema, 'select user_id from identities where user_id = $1', [userId]))
    )
      throw new Refusal('conflict', 'last-way-in', 'This is your only way to sign in: set a password first.');
    await audit(client, asker, { userId, action: 'identity.removed', details: { provider } });
  });
}
