import { z } from 'zod';
import { type Database, row, run } from '../db/sql.ts';
import { hashOf, newSecret } from './secrets.ts';

type TokenPurpose = 'reset' | 'link' | 'mfa';

/**
 * Gives out a token that works once. Those of the same purpose that the user had before work no more, but for tickets: two browsers may sign in
 * at once. For a user who is not there it is a token that never works, after the same work.
 */
export async function issueToken(
  database: Database,
  {
    userId,
    purpose,
    expiresAt,
    method = '',
  }: { readonly userId: string; readonly purpose: TokenPurpose; readonly expiresAt: Date; readonly method?: string },
): Promise<string> {
  const token = newSecret();
  if (purpose !== 'mfa') await dropTokens(database, userId, [purpose]);
  await run(
    database,
    `insert into user_tokens (token_hash, user_id, purpose, method, expires_at)
     select $1, id, $3, $4, $5 from users where id = $2`,
    [hashOf(token), userId, purpose, method, expiresAt],
  );
  return token;
}

const takenSchema = z.object({ userId: z.uuid(), method: z.string() });

/** Takes a token: whoever comes second finds none. @returns whose it was, or `null` */
export async function takeToken(database: Database, token: string, purpose: TokenPurpose, now: Date) {
  return row(
    database,
    takenSchema,
    'delete from user_tokens where token_hash = $1 and purpose = $2 and expires_at > $3 returning user_id as "userId", method',
    [hashOf(token), purpose, now],
  );
}

export async function dropTokens(database: Database, userId: string, purposes: readonly TokenPurpose[]): Promise<void> {
  await run(database, 'delete from user_tokens where user_id = $1 and purpose = any($2)', [userId, purposes]);
}
