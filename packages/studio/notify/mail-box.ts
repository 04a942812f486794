import { z } from 'zod';
import { type Database, row, rows, run } from '../db/sql.ts';
import type { Mailer } from './mailer.ts';
import type { MailText } from './mails.ts';
import { idOf, notificationJob, type SendsJobs } from './notification.ts';

/** Who gets a mail. */
export interface Recipient {
  /** `null` for whoever has no account yet. */
  readonly userId: string | null;
  readonly email: string;
}

/**
 * Writes a mail that is to be sent, in the transaction of what it is about: either both happen or neither. It is on its way a moment after
 * the commit.
 * @param occasion what the mail is for; a second mail for the same occasion is not written
 */
export async function postMail(
  database: Database,
  { userId, email }: Recipient,
  { kind, subject, text }: MailText,
  occasion: string,
): Promise<void> {
  await run(
    database,
    'insert into mails (id, user_id, kind, recipient, subject, body) values ($1, $2, $3, $4, $5, $6) on conflict (id) do nothing',
    [idOf(`mail ${kind} ${occasion}`), userId, kind, email, subject, text],
  );
}

const toQueueSchema = z.object({ id: z.string(), user_id: z.string() });

/** Sends jobs for the mails that have none yet. Whoever crashes in between sends the same jobs again, which changes nothing. @returns how many */
export async function queueMails(database: Database, queue: SendsJobs, limit = 200): Promise<number> {
  const waiting = await rows(
    database,
    toQueueSchema,
    'select id, user_id from mails where queued_at is null and sent_at is null and user_id is not null order by due_at limit $1',
    [limit],
  );
  if (waiting.length === 0) return 0;
  await queue.send(waiting.map(({ id, user_id }) => notificationJob(user_id, 'email', id, { mailId: id })));
  await run(database, 'update mails set queued_at = now() where id = any($1)', [waiting.map(({ id }) => id)]);
  return waiting.length;
}

/** The parameters of a mail's job: its text is not in the queue, since links in it are keys. */
export const mailParameters = z.object({ mailId: z.uuid() });

const mailSchema = z.object({ recipient: z.string(), subject: z.string(), body: z.string() });

/** Sends a mail that was not sent yet. When a worker dies between the server's word and ours it is sent again, under the same Message-ID. */
export async function deliverMail(mailId: string, database: Database, mailer: Mailer): Promise<void> {
  const mail = await row(
    database,
    mailSchema,
    'select recipient, subject, body from mails where id = $1 and sent_at is null',
    [mailId],
  );
  if (!mail) return;
  await mailer.send({ id: mailId, to: mail.recipient, subject: mail.subject, text: mail.body });
  await run(database, "update mails set sent_at = now(), body = '' where id = $1", [mailId]);
}

/** How often a mail without a job is tried, and the seconds before the second try; they double. */
const mostTries = 8;
const firstPause = 5;

/**
 * Sends mails to those who have no account, one after another. Each is taken for a while before it is tried, so that no other process tries
 * it at the same time.
 * @param onFailure hears what went wrong; the mail is tried again
 */
export async function deliverMailsWithoutJob(
  database: Database,
  mailer: Mailer,
  onFailure: (error: unknown) => void,
): Promise<number> {
  for (let count = 0; ; count++) {
    const taken = await row(
      database,
      z.object({ id: z.string() }),
      `update mails set tries = tries + 1, due_at = now() + make_interval(secs => $2 * power(2, tries)) where id = (
         select id from mails where user_id is null and queued_at is null and sent_at is null and due_at <= now() and tries < $1
         order by due_at limit 1 for update skip locked
       ) returning id`,
      [mostTries, firstPause],
    );
    if (!taken) return count;
    await deliverMail(taken.id, database, mailer).catch(onFailure);
  }
}

/** Forgets mails after so many days, sent or not: what was not sent by then helps nobody. @returns how many */
export function sweepMails(database: Database, days = 30, limit = 10_000): Promise<number> {
  return run(
    database,
    'delete from mails where id in (select id from mails where created_at < now() - make_interval(days => $1) limit $2)',
    [days, limit],
  );
}
