import { run } from '../db/sql.ts';
import { type Accounts, later } from './accounts.ts';

const day = 24 * 3600_000;
/** How long an ended session can still be read in the database. */
const kept = 30 * day;

/** Deletes what is over: to be called now and then. Sessions that ended long ago go with their tokens. */
export async function sweepAccounts({ pool, now }: Pick<Accounts, 'pool' | 'now'>): Promise<void> {
  const at = now();
  for (const table of ['registrations', 'user_tokens', 'oauth_flows', 'refresh_tokens'])
    await run(pool, `delete from ${table} where expires_at < $1`, [at]);
  await run(pool, 'delete from throttles where last_at < $1 and blocked_until < $2', [later(at, -day), at]);
  await run(pool, 'delete from sessions where coalesce(revoked_at, expires_at) < $1', [later(at, -kept)]);
}
