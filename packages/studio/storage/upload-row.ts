import { z } from 'zod';
import { type Database, row, run } from '../db/sql.ts';
import { notFound, Refusal } from '../refusal.ts';

/** A row of `uploads` as `uploadColumns` gives it. */
export const uploadSchema = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  bytes: z.coerce.number(),
  partBytes: z.coerce.number(),
  key: z.string(),
  multipartId: z.string(),
  status: z.enum(['open', 'done', 'refused']),
  reason: z.string().nullable(),
  assetId: z.string().nullable(),
  expiresAt: z.date(),
});

/** A file on its way in. `key` and `multipartId` are for us alone. */
export type Upload = z.infer<typeof uploadSchema>;

/** What a statement gives of an upload. */
export const uploadColumns = `id, project_id as "projectId", name, bytes, part_bytes as "partBytes", s3_key as key, multipart_id as "multipartId",
  status, reason, asset_id as "assetId", expires_at as "expiresAt"`;

/** Uploads under way of one user. */
const mostOpen = 50;

/** It expired, or its file is gone. */
export const uploadGone = () =>
  new Refusal('gone', 'upload-gone', 'This upload is over, and its file is not there: begin a new one.');
/** The file is nothing that the studio takes: for good. */
export const uploadRefused = (reason: string) => new Refusal('unsupported', 'upload-refused', reason);

/** @throws Refusal when no part of it may come any more */
export function refuseOver({ status, reason, expiresAt }: Upload): void {
  if (status === 'refused') throw uploadRefused(reason ?? '');
  if (status === 'done')
    throw new Refusal('conflict', 'upload-done', 'This upload is done: its file is in the project.');
  if (Number(expiresAt) <= Date.now()) throw uploadGone();
}

/** @throws Refusal when the user has no such upload */
export async function uploadOf(database: Database, userId: string, id: string): Promise<Upload> {
  const found = await row(
    database,
    uploadSchema,
    `select ${uploadColumns} from uploads where id = $1 and user_id = $2`,
    [id, userId],
  );
  if (!found) throw notFound('upload');
  return found;
}

/** @throws Refusal when the user has no such project */
export async function refuseAbsent(database: Database, userId: string, projectId: string): Promise<void> {
  if ((await run(database, 'select from projects where id = $1 and user_id = $2', [projectId, userId])) === 0)
    throw notFound('project');
}

/** @throws Refusal when the user has as many uploads under way as one may */
export async function refuseMany(database: Database, userId: string): Promise<void> {
  const open = await run(database, "select from uploads where user_id = $1 and status = 'open' limit $2", [
    userId,
    mostOpen,
  ]);
  if (open >= mostOpen)
    throw new Refusal(
      'too-many',
      'too-many-uploads',
      `There are ${mostOpen} uploads under way: finish or abort one first.`,
    );
}
