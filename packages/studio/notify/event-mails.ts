import type { Pool, PoolClient } from 'pg';
import { z } from 'zod';
import { row } from '../db/sql.ts';
import { consumeEvents } from '../events/consume.ts';
import { printCursor, type StudioEvent } from '../events/feed.ts';
import { postMail } from './mail-box.ts';
import { filmDoneMail, filmFailedMail, jobDeadMail, type MailText, webhookDisabledMail } from './mails.ts';
import { type NotificationSettings, notificationSettings } from './settings.ts';

/** Makes mails of the next events, for those who want them. @param site where the web app is, such as https://studio.example.org */
export const mailEvents = (pool: Pool, site: string, limit?: number): Promise<boolean> =>
  consumeEvents(
    pool,
    'mails',
    async (client, events) => {
      for (const event of events) await mailEvent(client, event, site);
    },
    limit,
  );

/** Which setting decides about an event's mail; `always` where the user is to hear of it in any case. */
const deciding: Readonly<Record<string, keyof NotificationSettings | 'always'>> = {
  'film.done': 'filmDone',
  'film.failed': 'filmFailed',
  'job.dead': 'jobDead',
  'webhook.disabled': 'always',
};

async function mailEvent(client: PoolClient, event: StudioEvent, site: string): Promise<void> {
  const setting = deciding[event.type];
  if (!setting) return;
  if (setting !== 'always' && !(await notificationSettings(client, event.userId))[setting]) return;
  const text = await textOf(client, event, site);
  const user = await row(client, z.object({ email: z.string() }), confirmedSql, [event.userId]);
  if (text && user) await postMail(client, { userId: event.userId, email: user.email }, text, occasionOf(event));
}

/** An address that nobody has shown to be theirs may be a stranger's. */
const confirmedSql = 'select email from users where id = $1 and email_verified_at is not null and suspended_at is null';

/** One mail a film and its end, however many of its jobs died: hundreds of mails at once help nobody. */
const occasionOf = ({ type, filmId, cursor, createdAt }: StudioEvent): string =>
  type === 'job.dead' ? `${filmId} ${createdAt.toISOString().slice(0, 10)}` : printCursor(cursor);

const disabledSchema = z.object({ url: z.string(), reason: z.string() });
const reasonSchema = z.object({ reason: z.string().optional(), error: z.string().optional() });
const filmSchema = z.object({ title: z.string(), project: z.string(), error: z.string().nullable() });

/** `null` when there is nothing to say: the film is gone, or the job was none of a film. */
async function textOf(client: PoolClient, { type, filmId, data }: StudioEvent, site: string): Promise<MailText | null> {
  if (type === 'webhook.disabled') {
    const disabled = disabledSchema.safeParse(data);
    return disabled.success ? webhookDisabledMail({ ...disabled.data, link: `${site}/account/webhooks` }) : null;
  }
  const film = await row(
    client,
    filmSchema,
    `select coalesce(nullif(films.title, ''), projects.name) as title, projects.name as project, error
     from films join projects on projects.id = project_id where films.id = $1`,
    [filmId],
  );
  if (!film || !filmId) return null;
  const told = reasonSchema.safeParse(data);
  const reason = (told.success && (told.data.reason ?? told.data.error)) || film.error || 'nobody knows';
  const facts = { title: film.title, project: film.project, link: `${site}/films/${filmId}`, reason };
  if (type === 'film.done') return filmDoneMail(facts);
  return type === 'film.failed' ? filmFailedMail(facts) : jobDeadMail(facts);
}
