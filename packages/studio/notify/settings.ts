import { z } from 'zod';
import { type Database, row } from '../db/sql.ts';

/** Which mails a user wants. Those about the account's safety are not asked about. */
export const notificationSettingsSchema = z.object({
  filmDone: z.boolean(),
  filmFailed: z.boolean(),
  jobDead: z.boolean(),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

/** Whoever never said anything. A film whose job died has failed, and that mail says why: one is enough for most. */
export const defaultSettings: NotificationSettings = { filmDone: true, filmFailed: true, jobDead: false };

const rowSchema = z.object({ film_done: z.boolean(), film_failed: z.boolean(), job_dead: z.boolean() }).transform(
  ({ film_done, film_failed, job_dead }): NotificationSettings => ({
    filmDone: film_done,
    filmFailed: film_failed,
    jobDead: job_dead,
  }),
);

export async function notificationSettings(database: Database, userId: string): Promise<NotificationSettings> {
  const sql = 'select film_done, film_failed, job_dead from notification_settings where user_id = $1';
  return (await row(database, rowSchema, sql, [userId])) ?? defaultSettings;
}

export async function setNotificationSettings(
  database: Database,
  userId: string,
  { filmDone, filmFailed, jobDead }: NotificationSettings,
): Promise<NotificationSettings> {
  const kept = await row(
    database,
    rowSchema,
    `insert into notification_settings (user_id, film_done, film_failed, job_dead) values ($1, $2, $3, $4)
     on conflict (user_id) do update set film_done = $2, film_failed = $3, job_dead = $4, updated_at = now()
     returning film_done, film_failed, job_dead`,
    [userId, filmDone, filmFailed, jobDead],
  );
  return kept ?? defaultSettings;
}
