import { z } from 'zod';
import { rows, run } from '../db/sql.ts';
import { type Accounts, changingAccess } from './accounts.ts';
import { keepOneAdmin } from './administration.ts';
import { apiKeysOf, onlyInSession } from './api-keys.ts';
import { type Asker, audit, auditTrail } from './audit.ts';
import { type Proof, proveIdentity } from './identity-proof.ts';
import type { Principal } from './principal.ts';
import { endSessions, sessionsOf } from './sessions.ts';
import { existingUser } from './users.ts';

const identitySchema = z.object({ provider: z.string(), email: z.string(), createdAt: z.date() });
export type Identity = z.output<typeof identitySchema>;

/** Where else the user can sign in. */
export const identitiesOf = ({ pool }: Pick<Accounts, 'pool'>, userId: string): Promise<Identity[]> =>
  rows(
    pool,
    identitySchema,
    'select provider, email, created_at as "createdAt" from identities where user_id = $1 order by provider',
    [userId],
  );

const mostAudited = 10_000;

/** All that accounts hold of a user, without what only hashes and seals are kept of. */
export async function exportAccount(accounts: Accounts, asker: Asker, userId: string) {
  const { passwordHash, ...user } = await existingUser(accounts.pool, userId);
  await audit(accounts.pool, asker, { userId, action: 'account.exported' });
  return {
    account: { ...user, hasPassword: passwordHash !== null },
    identities: await identitiesOf(accounts, userId),
    sessions: await sessionsOf(accounts, userId),
    apiKeys: await apiKeysOf(accounts, userId),
    audit: await auditTrail(accounts.pool, { userId, before: null, limit: mostAudited }),
  };
}

/** The user wants to be forgotten: from now on nobody gets in, and what they have is deleted by whoever looks after storage. */
export async function requestDeletion(
  accounts: Accounts,
  asker: Asker,
  principal: Principal,
  proof: Proof,
): Promise<void> {
  onlyInSession(principal);
  const user = await existingUser(accounts.pool, principal.userId);
  await proveIdentity(accounts, asker, principal, user, proof);
  await changingAccess(accounts, user.id, async (client) => {
    await keepOneAdmin(client, user.id);
    await run(client, 'update users set deletion_requested_at = coalesce(deletion_requested_at, $2) where id = $1', [
      user.id,
      accounts.now(),
    ]);
    await run(client, 'update api_keys set revoked_at = $2 where user_id = $1 and revoked_at is null', [
      user.id,
      accounts.now(),
    ]);
    await endSessions(accounts, client, { userId: user.id, reason: 'account-deleted' });
    await audit(client, asker, { userId: user.id, action: 'account.deletion-requested' });
  });
}
