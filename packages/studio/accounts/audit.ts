import { z } from 'zod';
import { type Database, rows, run } from '../db/sql.ts';

/** Where a request comes from, as far as that can be known. */
export interface Asker {
  readonly ip: string;
  readonly userAgent: string;
}

/** Who acts when nobody asked. */
export const theStudio: Asker = { ip: '', userAgent: '' };

const auditActions = [
  'account.created',
  'account.changed',
  'account.deletion-requested',
  'account.exported',
  'account.role-changed',
  'account.tier-changed',
  'account.suspended',
  'account.restored',
  'session.begun',
  'session.refused',
  'session.revoked',
  'session.token-stolen',
  'password.reset-requested',
  'password.changed',
  'mfa.enrolled',
  'mfa.removed',
  'mfa.refused',
  'mfa.recovery-code-used',
  'mfa.recovery-codes-renewed',
  'api-key.created',
  'api-key.revoked',
  'identity.linked',
  'identity.removed',
  'credits.granted',
] as const;
type AuditAction = (typeof auditActions)[number];

interface AuditEntry {
  readonly userId: string | null;
  /** Who did it, when it was not the user. */
  readonly actorId?: string | null;
  readonly action: AuditAction;
  /** Never a secret: this is read by people. */
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

const longestAgent = 300;

/** What browsers call themselves is theirs to choose: no control characters, and not too much of it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
export const tidyAgent = (agent: string) => agent.replace(/[\u0000-\u001f\u007f]/g, ' ').slice(0, longestAgent);

/** Writes down what happened, in the transaction in which it happened. */
export async function audit(database: Database, asker: Asker, entry: AuditEntry): Promise<void> {
  const { userId, actorId = null, action, details = {} } = entry;
  await run(
    database,
    'insert into audit_log (user_id, actor_id, action, ip, user_agent, details) values ($1, $2, $3, $4, $5, $6)',
    [userId, actorId, action, asker.ip, tidyAgent(asker.userAgent), JSON.stringify(details)],
  );
}

const auditRecordSchema = z.object({
  id: z.string(),
  userId: z.uuid().nullable(),
  actorId: z.uuid().nullable(),
  action: z.string(),
  ip: z.string(),
  userAgent: z.string(),
  details: z.record(z.string(), z.unknown()),
  createdAt: z.date(),
});
export type AuditRecord = z.output<typeof auditRecordSchema>;

/**
 * Newest first.
 * @param userId whose, or `null` for everybody's
 * @param before the id that the last page ended with
 */
export async function auditTrail(
  database: Database,
  { userId, before, limit }: { readonly userId: string | null; readonly before: string | null; readonly limit: number },
): Promise<AuditRecord[]> {
  return rows(
    database,
    auditRecordSchema,
    `select id, user_id as "userId", actor_id as "actorId", action, ip, user_agent as "userAgent", details, created_at as "createdAt"
     from audit_log
     where ($1::uuid is null or user_id = $1) and ($2::bigint is null or id < $2)
     order by id desc limit $3`,
    [userId, before, limit],
  );
}
