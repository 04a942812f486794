import type { PoolClient } from 'pg';
import { z } from 'zod';
import { planNames } from '../billing/plans.ts';
import { type Database, rows, run } from '../db/sql.ts';
import { notFound, Refusal } from '../refusal.ts';
import { type Accounts, changingAccess } from './accounts.ts';
import { type Asker, audit } from './audit.ts';
import { type Principal, type Role, roles } from './principal.ts';
import { endSessions } from './sessions.ts';

const listedUserSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  subscriptionTier: z.enum(planNames),
  credits: z.coerce.number(),
  createdAt: z.date(),
  suspendedAt: z.date().nullable(),
});
export type ListedUser = z.output<typeof listedUserSchema>;

/** Where a list of users goes on. */
interface UserCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** Newest first. The time is cut to milliseconds, as a cursor holds it: otherwise users of the same millisecond would be left out. */
export function listUsers(
  database: Database,
  { after, limit }: { readonly after: UserCursor | null; readonly limit: number },
) {
  return rows(
    database,
    listedUserSchema,
    `select id, email, name, role, subscription_tier as "subscriptionTier", credits, created_at as "createdAt", suspended_at as "suspendedAt"
     from users
     where $1::timestamptz is null or (date_trunc('milliseconds', created_at), id) < ($1, $2::uuid)
     order by date_trunc('milliseconds', created_at) desc, id desc limit $3`,
    [after?.createdAt ?? null, after?.id ?? null, limit],
  );
}

/** What an administrator does to an account. */
interface Act {
  readonly principal: Principal;
  readonly asker: Asker;
  readonly userId: string;
}

export async function changeRole(
  accounts: Accounts,
  { principal, asker, userId, role }: Act & { readonly role: Role },
): Promise<void> {
  await changingAccess(accounts, userId, async (client) => {
    if (role !== 'admin') await keepOneAdmin(client, userId);
    const changed = await run(client, 'update users set role = $2 where id = $1', [userId, role]);
    if (changed === 0) throw notFound('user');
    await audit(client, asker, {
      userId,
      actorId: principal.userId,
      action: 'account.role-changed',
      details: { role },
    });
  });
}

/** A suspended user can do nothing, and is signed out everywhere. */
export async function suspend(accounts: Accounts, { principal, asker, userId }: Act): Promise<void> {
  await changingAccess(accounts, userId, async (client) => {
    await keepOneAdmin(client, userId);
    const changed = await run(client, 'update users set suspended_at = coalesce(suspended_at, $2) where id = $1', [
      userId,
      accounts.now(),
    ]);
    if (changed === 0) throw notFound('user');
    await endSessions(accounts, client, { userId, reason: 'suspended' });
    await audit(client, asker, { userId, actorId: principal.userId, action: 'account.suspended' });
  });
}

export async function restore(accounts: Accounts, { principal, asker, userId }: Act): Promise<void> {
  await changingAccess(accounts, userId, async (client) => {
    const changed = await run(client, 'update users set suspended_at = null where id = $1', [userId]);
    if (changed === 0) throw notFound('user');
    await audit(client, asker, { userId, actorId: principal.userId, action: 'account.restored' });
  });
}

/** Somebody must be left who administrates. All of them are locked: two who take the right from each other at once cannot both. */
export async function keepOneAdmin(client: PoolClient, userId: string): Promise<void> {
  const admins = await rows(
    client,
    z.object({ id: z.uuid() }),
    "select id from users where role = 'admin' and suspended_at is null and deletion_requested_at is null order by id for no key update",
  );
  if (admins.length === 1 && admins[0]?.id === userId)
    throw new Refusal('conflict', 'last-admin', 'This is the last administrator: make another one first.');
}
