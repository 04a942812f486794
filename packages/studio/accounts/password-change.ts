import type { PoolClient } from 'pg';
import { z } from 'zod';
import { row, run } from '../db/sql.ts';
import { type Accounts, changingAccess } from './accounts.ts';
import { onlyInSession } from './api-keys.ts';
import { type Asker, audit } from './audit.ts';
import { type Proof, proveIdentity } from './identity-proof.ts';
import { letters } from './mail.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import type { Principal } from './principal.ts';
import { linkIsOver } from './registration.ts';
import { hashOf } from './secrets.ts';
import { endSessions } from './sessions.ts';
import { gates, openGates } from './throttle.ts';
import { dropTokens, takeToken } from './user-tokens.ts';
import { existingUser, type User } from './users.ts';

/**
 * A new password by the link of a mail. A link whose new password is refused can be used again.
 * @throws Refusal
 */
export async function resetPassword(
  accounts: Accounts,
  asker: Asker,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<void> {
  const holder = await row(
    accounts.pool,
    z.object({ id: z.uuid(), email: z.string() }),
    `select u.id, u.email from user_tokens t join users u on u.id = t.user_id
     where t.token_hash = $1 and t.purpose = 'reset' and t.expires_at > $2`,
    [hashOf(token), accounts.now()],
  );
  if (!holder) throw linkIsOver();
  checkPassword(password, holder.email);
  const passwordHash = await hashPassword(password);
  await changingAccess(accounts, holder.id, async (client) => {
    if (!(await takeToken(client, token, 'reset', accounts.now()))) throw linkIsOver();
    const user = await existingUser(client, holder.id);
    // Whoever reads the mail of this address has shown that it is theirs.
    await run(client, 'update users set email_verified_at = coalesce(email_verified_at, $2) where id = $1', [
      user.id,
      accounts.now(),
    ]);
    await openGates(client, [gates.account(user.email)]);
    await setPassword(accounts, client, asker, { user, passwordHash });
  });
}

/** A new password by the old one. All sessions end, this one too. */
export async function changePassword(
  accounts: Accounts,
  asker: Asker,
  principal: Principal,
  { password, proof }: { readonly password: string; readonly proof: Proof },
): Promise<void> {
  onlyInSession(principal);
  const user = await existingUser(accounts.pool, principal.userId);
  await proveIdentity(accounts, asker, principal, user, proof);
  checkPassword(password, user.email);
  const passwordHash = await hashPassword(password);
  await changingAccess(accounts, user.id, (client) => setPassword(accounts, client, asker, { user, passwordHash }));
}

async function setPassword(
  accounts: Accounts,
  client: PoolClient,
  asker: Asker,
  { user, passwordHash }: { readonly user: User; readonly passwordHash: string },
): Promise<void> {
  await run(client, 'update users set password_hash = $2 where id = $1', [user.id, passwordHash]);
  await endSessions(accounts, client, { userId: user.id, reason: 'password-changed' });
  await dropTokens(client, user.id, ['reset', 'link', 'mfa']);
  await audit(client, asker, { userId: user.id, action: 'password.changed' });
  await accounts.sendMail(client, { userId: user.id, to: user.email, ...letters.passwordChanged() });
}
