import { z } from 'zod';
import { row } from '../db/sql.ts';
import { Refusal } from '../refusal.ts';
import { type Accounts, later, lifetimes } from './accounts.ts';
import type { Asker } from './audit.ts';
import { acceptCode } from './mfa-code.ts';
import { passwordMatches } from './passwords.ts';
import type { Principal } from './principal.ts';
import { gates, openGates, passGates } from './throttle.ts';
import type { User } from './users.ts';

/** What shows that it is still the owner who sits there. */
export interface Proof {
  readonly password?: string | undefined;
  /** Of the authenticator, or a recovery code. */
  readonly code?: string | undefined;
}

/**
 * Before what cannot be taken back: a session that was left open, or stolen, is not enough. Who has neither password nor authenticator
 * (they come by another service, or by a link) must have signed in a moment ago.
 * @throws Refusal
 */
export async function proveIdentity(
  accounts: Accounts,
  asker: Asker,
  principal: Principal,
  user: User,
  { password, code }: Proof,
): Promise<void> {
  const gate = gates.identity(user.id);
  if (password !== undefined && user.passwordHash) {
    await passGates(accounts.pool, [gate], accounts.now());
    if (!(await passwordMatches(user.passwordHash, password))) throw wrong();
    await openGates(accounts.pool, [gate]);
  } else if (code !== undefined && user.hasMfa) {
    if (!(await acceptCode(accounts, asker, user.id, code))) throw wrong();
  } else if (user.passwordHash || user.hasMfa) {
    throw new Refusal('forbidden', 'identity-unproved', 'Give your password, or a code of your authenticator.');
  } else if (!(await isFresh(accounts, principal))) {
    throw new Refusal('forbidden', 'session-not-fresh', 'You signed in a while ago: sign in again, then do this.');
  }
}

const wrong = () => new Refusal('forbidden', 'identity-wrong', 'The password or the code is wrong.');

async function isFresh({ pool, now }: Accounts, { sessionId }: Principal): Promise<boolean> {
  const session = await row(pool, z.object({ created_at: z.date() }), 'select created_at from sessions where id = $1', [
    sessionId,
  ]);
  return session !== null && later(session.created_at, lifetimes.fresh) > now();
}
