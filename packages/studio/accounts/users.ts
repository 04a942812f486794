import type { PoolClient } from 'pg';
import { z } from 'zod';
import { type PlanName, planNames } from '../billing/plans.ts';
import { type Database, row, run } from '../db/sql.ts';
import { Refusal } from '../refusal.ts';
import type { Accounts } from './accounts.ts';
import { type Asker, audit } from './audit.ts';
import { roles } from './principal.ts';

const userSchema = z.object({
  id: z.uuid(),
  email: z.string(),
  name: z.string(),
  role: z.enum(roles),
  tier: z.enum(planNames),
  passwordHash: z.string().nullable(),
  emailVerifiedAt: z.date().nullable(),
  suspendedAt: z.date().nullable(),
  deletionRequestedAt: z.date().nullable(),
  createdAt: z.date(),
  /** Whether an authenticator was confirmed. */
  hasMfa: z.boolean(),
});
export type User = z.output<typeof userSchema>;

const userSql = `
select id, email, name, role, subscription_tier as tier, password_hash as "passwordHash", email_verified_at as "emailVerifiedAt",
  suspended_at as "suspendedAt", deletion_requested_at as "deletionRequestedAt", created_at as "createdAt",
  exists (select from totp_factors where user_id = users.id and confirmed_at is not null) as "hasMfa"
from users`;

/** @param email normalised */
export const userByEmail = (database: Database, email: string) =>
  row(database, userSchema, `${userSql} where lower(email) = $1`, [email]);

const userById = (database: Database, id: string) => row(database, userSchema, `${userSql} where id = $1`, [id]);

/** The user of a principal; without one they were deleted a moment ago. */
export async function existingUser(database: Database, id: string): Promise<User> {
  const user = await userById(database, id);
  if (!user) throw new Refusal('unauthenticated', 'unauthenticated', 'Sign in.');
  return user;
}

interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  /** Whether somebody has shown the address to be theirs. */
  readonly verified: boolean;
}

/** @returns the id of the new user, or `null` when there is an account with this address */
export async function createUser(
  accounts: Accounts,
  client: PoolClient,
  asker: Asker,
  { email, name, passwordHash, verified }: NewUser,
): Promise<string | null> {
  const made = await row(
    client,
    z.object({ id: z.uuid() }),
    `insert into users (email, name, password_hash, email_verified_at) values ($1, $2, $3, $4)
     on conflict ((lower(email))) do nothing returning id`,
    [email, name, passwordHash, verified ? accounts.now() : null],
  );
  if (!made) return null;
  await accounts.welcome(client, made.id);
  await audit(client, asker, { userId: made.id, action: 'account.created' });
  return made.id;
}

export async function renameUser(accounts: Accounts, asker: Asker, userId: string, name: string): Promise<void> {
  await run(accounts.pool, 'update users set name = $2 where id = $1', [userId, name]);
  await audit(accounts.pool, asker, { userId, action: 'account.changed', details: { name: true } });
}

/** A tier is bought; the role follows it. Who administrates the studio goes on doing so. */
export async function setTier(client: Database, userId: string, tier: PlanName, asker: Asker): Promise<void> {
  const changed = await run(
    client,
    `update users set subscription_tier = $2, role = case when role = 'admin' then role when $2 = 'premium' then 'premium' else 'user' end
     where id = $1 and (subscription_tier <> $2 or role = case $2 when 'premium' then 'user' else 'premium' end)`,
    [userId, tier],
  );
  if (changed === 0) return;
  await audit(client, asker, { userId, action: 'account.tier-changed', details: { tier } });
}
