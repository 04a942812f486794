import { setTimeout as delay } from 'node:timers/promises';
import { formatApiKey } from '@ai-film-studio/studio/accounts/api-key-text.ts';
import { apiKeyScopes } from '@ai-film-studio/studio/accounts/api-keys.ts';
import { hashOf, newSecret } from '@ai-film-studio/studio/accounts/secrets.ts';
import { plans } from '@ai-film-studio/studio/billing/plans.ts';
import { Credits } from '@ai-film-studio/studio/credits/credits.ts';
import { inTransaction, row } from '@ai-film-studio/studio/db/sql.ts';
import type { Pool } from 'pg';
import { z } from 'zod';

/** Somebody who makes films. */
export interface Person {
  readonly apiKey: string;
  /** Brings some credits, unless something of theirs runs that may give some back. */
  readonly short: () => Promise<void>;
}

/** In hundredths: less than a person's films need at once, and more than one of them does. */
const pocketMoney = 150_00;

const idSchema = z.object({ id: z.string() });

/** Does it until the database is there to do it. */
async function surely<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted) throw error;
      await delay(500);
    }
  }
}

/** A new user with a key and little money. Plans differ, so priorities do. */
export async function newPerson(pool: Pool, number: number, signal: AbortSignal): Promise<Person> {
  const credits = new Credits();
  const tier = number % 2 === 0 ? plans.standard : plans.premium;
  const secret = newSecret();
  const made = await row(
    pool,
    idSchema.extend({ userId: z.string() }),
    `with person as (insert into users (email, name, subscription_tier) values ($1, 'Somebody', $2) returning id)
     insert into api_keys (user_id, name, secret_hash, scopes, created_at) select id, 'chaos', $3, $4, now() from person
     returning id, user_id as "userId"`,
    [`person-${number}@example.org`, tier.name, hashOf(secret), apiKeyScopes],
  );
  if (!made) throw new Error('A person was not made.');
  const { id, userId } = made;
  let gifts = 0;
  const give = () => {
    gifts += 1;
    const gift = { userId, amount: pocketMoney, key: `gift ${userId} ${gifts}` };
    return surely(() => inTransaction(pool, (client) => credits.grant(client, gift)), signal);
  };
  await give();
  const isWaiting = () =>
    row(pool, idSchema, "select id from films where user_id = $1 and status = 'running' limit 1", [userId]);
  return {
    apiKey: formatApiKey(id, secret),
    async short() {
      if (!(await surely(isWaiting, signal))) await give();
    },
  };
}
