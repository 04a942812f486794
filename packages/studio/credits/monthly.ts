import { z } from 'zod';
import { plans } from '../billing/plans.ts';
import type { Database } from '../db/sql.ts';
import { rows } from '../db/sql.ts';
import type { Centicredits } from './amount.ts';
import type { Credits } from './credits.ts';

/** The month of a time, as everywhere in the world at once: UTC. */
const monthOf = (now: Date): string => now.toISOString().slice(0, 7);

const keyOf = (userId: string, now: Date) => `month:${userId}:${monthOf(now)}`;

/** What a new user begins with, once: the free plan's first month, or without billing what this studio gives. */
export function welcome(
  credits: Credits,
  client: Database,
  {
    userId,
    now,
    localGrant,
  }: { readonly userId: string; readonly now: Date; readonly localGrant: Centicredits | null },
): Promise<boolean> {
  if (localGrant === null)
    return credits.grant(client, {
      userId,
      amount: plans.free.monthlyCredits,
      key: keyOf(userId, now),
      note: monthOf(now),
    });
  if (localGrant === 0) return Promise.resolve(false);
  return credits.grant(client, { userId, amount: localGrant, key: `welcome:${userId}`, note: 'Welcome' });
}

/** Users on the free plan who have not had this month's credits, some of them: those who pay get theirs with each paid invoice. */
export async function usersDue(database: Database, { now, limit }: { readonly now: Date; readonly limit: number }) {
  const due = await rows(
    database,
    z.object({ id: z.string() }),
    `select id from users
     where subscription_tier = 'free'
       and not exists (select from transactions where key = 'month:' || users.id || ':' || $1)
     order by id limit $2`,
    [monthOf(now), limit],
  );
  return due.map(({ id }) => id);
}

/**
 * This month's credits of a user on the free plan: once, whoever asks how often.
 * @returns whether they were given now
 */
export function grantMonth(
  credits: Credits,
  client: Database,
  { userId, now }: { readonly userId: string; readonly now: Date },
): Promise<boolean> {
  const { monthlyCredits } = plans.free;
  return credits.grant(client, { userId, amount: monthlyCredits, key: keyOf(userId, now), note: monthOf(now) });
}
