import { z } from 'zod';
import { type PlanName, planNames, plans } from '../billing/plans.ts';
import { type Database, row } from '../db/sql.ts';
import { notFound, Refusal } from '../refusal.ts';

const gigabyte = 1024 ** 3;

export interface StorageUsage {
  readonly plan: PlanName;
  readonly used: number;
  readonly limit: number;
}

const usageSchema = z.object({
  plan: z.enum(planNames),
  used: z.coerce.number(),
});

/**
 * What a user has in storage: what was made for them, what they uploaded, and what they are uploading now. An upload that stands for a shot is an
 * object too, and counts once.
 * @throws Refusal when there is no such user
 */
export async function storageUsage(database: Database, userId: string): Promise<StorageUsage> {
  const found = await row(
    database,
    usageSchema,
    `select subscription_tier as plan,
       (select coalesce(sum(bytes), 0) from objects where user_id = users.id and not exists (select from assets where s3_key = objects.s3_key))
       + (select coalesce(sum(size), 0) from assets join projects on projects.id = assets.project_id where projects.user_id = users.id)
       + (select coalesce(sum(bytes), 0) from uploads where user_id = users.id and status = 'open') as used
     from users where id = $1`,
    [userId],
  );
  if (!found) throw notFound('user');
  return { ...found, limit: plans[found.plan].storageBytes };
}

const inGigabytes = (bytes: number) => `${(bytes / gigabyte).toFixed(1)} GB`;

/**
 * Refuses what would not fit any more.
 * @param more bytes that are about to come; for a film, whose size nobody knows before, what is left is looked at alone
 */
export async function refuseFullStorage(database: Database, userId: string, more = 1): Promise<void> {
  const { used, limit, plan } = await storageUsage(database, userId);
  if (used + more <= limit) return;
  throw new Refusal(
    'forbidden',
    'storage-full',
    `Your storage is full: ${inGigabytes(used)} of ${inGigabytes(limit)} are taken${more > 1 ? `, and this needs ${inGigabytes(more)} more` : ''}. Delete projects or files${plan === 'premium' ? '' : ', or take a larger plan'}.`,
    { used, limit, needed: more },
  );
}
