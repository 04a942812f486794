import { z } from 'zod';
import { inTransaction, row } from '../db/sql.ts';
import { type Accounts, later, lifetimes } from './accounts.ts';
import { audit, theStudio } from './audit.ts';
import { linkTo } from './mail.ts';
import { issueToken } from './user-tokens.ts';
import { createUser } from './users.ts';

/** Nobody has this address: `.localhost` is nobody's (RFC 6761). */
const localEmail = 'director@studio.localhost';
/** Any number, as long as nobody else locks by it: several servers may start at once. */
const lockNumber = 7_316_044;

const idSchema = z.object({ id: z.uuid() });

/**
 * For a studio at home: where there is nobody yet, a user who may administrate (once they have an authenticator), and a link that lets them
 * in once. While the local user has no other way in, each start gives a new link and makes the one before worthless.
 * @returns the link, or `null` when there are users who come in by themselves
 */
export async function firstUser(accounts: Accounts): Promise<string | null> {
  return inTransaction(accounts.pool, async (client) => {
    await client.query('select pg_advisory_xact_lock($1)', [lockNumber]);
    const local = await row(
      client,
      idSchema,
      `select id from users where local and password_hash is null and suspended_at is null and deletion_requested_at is null
         and not exists (select from identities where user_id = users.id)`,
    );
    const userId = local?.id ?? (await begin());
    if (!userId) return null;
    const token = await issueToken(client, {
      userId,
      purpose: 'link',
      expiresAt: later(accounts.now(), lifetimes.link),
    });
    return linkTo(accounts.config.publicUrl, '/sign-in', token);

    async function begin(): Promise<string | null> {
      if (await row(client, idSchema, 'select id from users limit 1')) return null;
      const made = await createUser(accounts, client, theStudio, {
        email: localEmail,
        name: 'Director',
        passwordHash: null,
        verified: false,
      });
      if (!made) return null;
      await client.query("update users set local = true, role = 'admin' where id = $1", [made]);
      await audit(client, theStudio, { userId: made, action: 'account.role-changed', details: { role: 'admin' } });
      return made;
    }
  });
}
