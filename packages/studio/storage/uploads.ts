import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { inTransaction, row, run } from '../db/sql.ts';
import { emit } from '../events/emit.ts';
import { notFound, Refusal } from '../refusal.ts';
import { type Asset, addAsset, assetOf } from './assets.ts';
import type { Blobs } from './blobs.ts';
import { doom, uploadFolder } from './deletion.ts';
import { rawKey } from './keys.ts';
import { hashFile } from './local-store.ts';
import { refuseFullStorage } from './quota.ts';
import type { Inspected, Inspection } from './sniff/inspect.ts';
import { bytesOfPart, largestUpload, missingParts, partsOf, planUpload } from './upload-parts.ts';
import {
  refuseAbsent,
  refuseMany,
  refuseOver,
  type Upload,
  uploadColumns,
  uploadGone,
  uploadOf,
  uploadRefused,
  uploadSchema,
} from './upload-row.ts';

export interface PartLink {
  readonly part: number;
  readonly bytes: number;
  readonly url: string;
}

export interface UploadsParts {
  readonly pool: Pool;
  readonly blobs: Blobs;
  /** Looks into a file of this machine. */
  readonly inspect: (path: string) => Promise<Inspection>;
  /** A folder for files that are being looked into. */
  readonly folder: string;
}

/** Seconds for which the link of a part is good. Fresh ones can be had at any time. */
const linkSeconds = 3600;
const longestUpload = '24 hours';
/** How many parts are given links at once. */
export const mostLinks = 100;
/** How many files are looked into at once: each takes a processor and its size on the disk. */
const mostInspections = 2;

/**
 * Files from browsers: begun here, sent in parts straight to storage, and taken in when all parts are there and the file is what the studio can
 * work with. Nothing of an upload can be read before that.
 */
export class Uploads {
  private readonly pool: Pool;
  private readonly blobs: Blobs;
  private readonly inspect: UploadsParts['inspect'];
  private readonly folder: string;
  /** Uploads that are being completed: who asks again meanwhile waits for the same. */
  private readonly completing = new Map<string, Promise<Asset>>();

  constructor({ pool, blobs, inspect, folder }: UploadsParts) {
    this.pool = pool;
    this.blobs = blobs;
    this.inspect = inspect;
    this.folder = folder;
  }

  /**
   * Begins an upload, with links for its first parts: for those of a large file, ask again.
   * @param file.type what the browser says it is: kept, never believed
   * @throws Refusal `not-found`, `storage-full`, `file-size`, `too-many-uploads`
   */
  async begin(
    userId: string,
    projectId: string,
    file: { readonly name: string; readonly bytes: number; readonly type: string },
  ): Promise<{ readonly upload: Upload; readonly parts: readonly PartLink[] }> {
    if (!Number.isSafeInteger(file.bytes) || file.bytes < 1 || file.bytes > largestUpload)
      throw new Refusal('too-large', 'file-size', 'A file may have from 1 byte to 5 GB.', { most: largestUpload });
    const id = randomUUID();
    const plan = planUpload(file.bytes);
    await refuseAbsent(this.pool, userId, projectId);
    const key = rawKey({ userId, projectId }, id, file.name);
    // Before there is anything: whatever becomes of the upload, in the end its folder is swept.
    await run(this.pool, 'insert into doomed_objects (s3_key, not_before) values ($1, now() + $2::interval)', [
      uploadFolder(key),
      longestUpload,
    ]);
    const multipartId = await this.blobs.beginUpload(key, plan, { contentType: 'application/octet-stream' });
    const upload = await inTransaction(this.pool, async (client) => {
      // One after another: two that begin at once do not both take the last room.
      await run(client, 'select from users where id = $1 for no key update', [userId]);
      await refuseAbsent(client, userId, projectId);
      await refuseMany(client, userId);
      await refuseFullStorage(client, userId, file.bytes);
      return row(
        client,
        uploadSchema,
        `insert into uploads (id, user_id, project_id, name, declared_type, bytes, part_bytes, s3_key, multipart_id, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, now() + $10::interval) returning ${uploadColumns}`,
        [id, userId, projectId, file.name, file.type, file.bytes, plan.partBytes, key, multipartId, longestUpload],
      );
    }).catch(async (error: unknown) => {
      await doom(this.pool, [uploadFolder(key)]);
      throw error;
    });
    if (!upload) throw notFound('project');
    const first = Array.from({ length: Math.min(mostLinks, partsOf(plan)) }, (_, index) => index + 1);
    return { upload, parts: await this.linksTo(upload, first) };
  }

  /** An upload and the parts of it that have arrived. @throws Refusal when the user has no such upload */
  async get(userId: string, id: string): Promise<{ readonly upload: Upload; readonly arrived: readonly number[] }> {
    const upload = await uploadOf(this.pool, userId, id);
    const parts = (await this.blobs.uploadedParts(upload.key, upload.multipartId)) ?? [];
    const arrived = parts.filter(({ part, bytes }) => bytes === bytesOfPart(upload, part)).map(({ part }) => part);
    return { upload, arrived };
  }

  /** Fresh links for parts. @throws Refusal when the upload is over, or has no such parts */
  async links(userId: string, id: string, parts: readonly number[]): Promise<readonly PartLink[]> {
    const upload = await uploadOf(this.pool, userId, id);
    refuseOver(upload);
    const wrong = parts.find((part) => bytesOfPart(upload, part) === 0);
    if (wrong !== undefined)
      throw new Refusal(
        'invalid',
        'no-such-part',
        `There is no part ${wrong}: they count from 1 to ${partsOf(upload)}.`,
      );
    return this.linksTo(upload, [...new Set(parts)]);
  }

  /**
   * Takes the file in, once all parts are there: looks into it, and makes it a file of the project, or refuses it for good.
   * Whoever asks again is told the same.
   * @throws Refusal `parts-missing`, `upload-refused`, `upload-gone`, `too-many-checks`
   */
  async complete(userId: string, id: string): Promise<Asset> {
    const upload = await uploadOf(this.pool, userId, id);
    if (upload.status === 'done' && upload.assetId) return assetOf(this.pool, userId, upload.assetId);
    refuseOver(upload);
    const underWay = this.completing.get(id);
    if (underWay) return underWay;
    if (this.completing.size >= mostInspections)
      throw new Refusal('too-many', 'too-many-checks', 'Other files are being looked into: ask again in a moment.', {
        retryAfter: 5,
      });
    const completing = this.takeIn(userId, upload).finally(() => this.completing.delete(id));
    this.completing.set(id, completing);
    return completing;
  }

  /** Gives an upload up. @throws Refusal when the user has no such upload, or it is over */
  async abort(userId: string, id: string): Promise<void> {
    const upload = await uploadOf(this.pool, userId, id);
    refuseOver(upload);
    await inTransaction(this.pool, async (client) => {
      const gone = await run(client, "delete from uploads where id = $1 and status = 'open'", [id]);
      if (gone > 0) await doom(client, [uploadFolder(upload.key)]);
    });
    await this.blobs.abortUpload(upload.key, upload.multipartId);
  }

  private async takeIn(userId: string, upload: Upload): Promise<Asset> {
    await this.join(upload);
    const bench = await mkdtemp(join(this.folder, 'upload-'));
    try {
      const path = join(bench, 'file');
      if (!(await this.blobs.fetchTo(upload.key, path))) throw uploadGone();
      const inspection = await this.inspect(path);
      if ('fault' in inspection) throw await this.refuse(upload, inspection.fault);
      return await this.accept(userId, upload, inspection.file, await hashFile(path));
    } finally {
      await rm(bench, { recursive: true, force: true });
    }
  }

  private async join(upload: Upload): Promise<void> {
    const completion = await this.blobs.completeUpload(upload.key, upload.multipartId, upload);
    if (completion === 'done') return;
    const parts = await this.blobs.uploadedParts(upload.key, upload.multipartId);
    if (completion === 'gone' || !parts) throw uploadGone();
    throw new Refusal(
      'conflict',
      'parts-missing',
      'Some parts have not arrived: send them, then complete the upload.',
      {
        missing: missingParts(upload, parts).slice(0, 100),
      },
    );
  }

  private async accept(userId: string, upload: Upload, found: Inspected, sha256: string): Promise<Asset> {
    const { type, mediaType, ending: _, ...facts } = found;
    const { id, projectId, name, key, bytes } = upload;
    return inTransaction(this.pool, async (client) => {
      // Another server may have been asked the same: the first to get here takes it in.
      const now = await row(client, uploadSchema, `select ${uploadColumns} from uploads where id = $1 for update`, [
        id,
      ]);
      if (!now) throw uploadGone();
      if (now.assetId) return assetOf(client, userId, now.assetId);
      refuseOver(now);
      const assetId = await addAsset(client, {
        ...{ projectId, type, key, bytes },
        metadata: { name, mediaType, sha256, ...facts },
      });
      await run(client, "update uploads set status = 'done', asset_id = $2 where id = $1", [id, assetId]);
      await run(client, 'delete from doomed_objects where s3_key = $1', [uploadFolder(key)]);
      await emit(client, { userId, projectId, type: 'upload.done', data: { uploadId: id, assetId } });
      return assetOf(client, userId, assetId);
    });
  }

  private async refuse(upload: Upload, reason: string): Promise<Refusal> {
    await inTransaction(this.pool, async (client) => {
      await run(client, "update uploads set status = 'refused', reason = $2 where id = $1 and status = 'open'", [
        upload.id,
        reason,
      ]);
      await doom(client, [uploadFolder(upload.key)]);
    });
    return uploadRefused(reason);
  }

  private async linksTo(upload: Upload, parts: readonly number[]): Promise<readonly PartLink[]> {
    return Promise.all(
      parts.map(async (part) => {
        const bytes = bytesOfPart(upload, part);
        const url = await this.blobs.partUrl(upload.key, upload.multipartId, { part, bytes, expires: linkSeconds });
        return { part, bytes, url };
      }),
    );
  }
}
