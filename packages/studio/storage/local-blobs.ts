import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  type BlobFacts,
  BlobRangeError,
  type Blobs,
  type Completion,
  type Download,
  type ListedBlob,
  type ReadBlob,
} from './blobs.ts';
import type { ByteRange } from './byte-range.ts';
import { ifThere, linkOrCopy, moveInto, removeEmptyAbove } from './files.ts';
import { checkKey, checkPrefix } from './keys.ts';
import { isAlive } from './local-store.ts';
import { LocalUploads } from './local-uploads.ts';
import { type Grant, grantOf, signLink } from './signed-link.ts';
import type { UploadPlan } from './upload-parts.ts';

const noteSchema = z.object({ contentType: z.string(), etag: z.string(), modified: z.iso.datetime() });

export interface LocalBlobsOptions {
  readonly root: string;
  /** Signs the links. Whoever knows it reads everything: at least 32 random bytes. */
  readonly secret: string;
  /** Where the API is that answers the links: `http://127.0.0.1:8000`. */
  readonly address: () => string;
  readonly now?: () => number;
}

/**
 * Bytes in a folder of this machine: `files/` by their keys, `notes/` with the media type of each, `uploads/` under way, `work/` for what is not
 * finished. Files arrive by rename, after their note.
 */
export class LocalBlobs implements Blobs {
  private readonly root: string;
  private readonly secret: string;
  private readonly address: () => string;
  private readonly now: () => number;
  private readonly uploads: LocalUploads;

  private constructor({ root, secret, address, now = Date.now }: LocalBlobsOptions) {
    this.root = resolve(root);
    this.secret = secret;
    this.address = address;
    this.now = now;
    this.uploads = new LocalUploads(join(this.root, 'uploads'));
  }

  static async open(options: LocalBlobsOptions): Promise<LocalBlobs> {
    const blobs = new LocalBlobs(options);
    const work = join(blobs.root, 'work');
    await mkdir(work, { recursive: true });
    for (const name of await readdir(work))
      if (!isAlive(Number.parseInt(name, 10))) await rm(join(work, name), { force: true });
    return blobs;
  }

  async put(key: string, file: string, { contentType }: { readonly contentType: string }): Promise<void> {
    const draft = this.draft();
    await linkOrCopy(file, draft);
    await this.bringIn(draft, checkKey(key), contentType);
  }

  async read(key: string, range?: ByteRange): Promise<ReadBlob | null> {
    const facts = await this.head(key);
    if (!facts) return null;
    const { first, last } = range ?? { first: 0, last: facts.total - 1 };
    if (range && first >= facts.total) throw new BlobRangeError(`${key} has only ${facts.total} bytes.`);
    const end = Math.min(last, facts.total - 1);
    // An empty file has no last byte to read up to.
    const stream = facts.total === 0 ? Readable.from([]) : createReadStream(this.file(key), { start: first, end });
    return { ...facts, stream, bytes: end - first + 1 };
  }

  async head(key: string): Promise<BlobFacts | null> {
    const found = await ifThere(() => stat(this.file(checkKey(key))));
    const note = found?.isFile() ? await ifThere(() => readFile(this.note(key), 'utf8')) : null;
    if (!found || note === null) return null;
    const { contentType, etag, modified } = noteSchema.parse(JSON.parse(note));
    return { total: found.size, contentType, etag, modified: new Date(modified) };
  }

  async fetchTo(key: string, path: string): Promise<boolean> {
    checkKey(key);
    return (await ifThere(async () => linkOrCopy(this.file(key), path).then(() => true))) ?? false;
  }

  async delete(keys: readonly string[]): Promise<void> {
    for (const key of keys.map(checkKey)) {
      for (const path of [this.file(key), this.note(key)]) {
        await rm(path, { force: true });
        await removeEmptyAbove(path, this.root);
      }
    }
  }

  async *list(prefix: string): AsyncIterable<ListedBlob> {
    const folder = this.file(checkPrefix(prefix).slice(0, -1));
    const entries = (await ifThere(() => readdir(folder, { withFileTypes: true }))) ?? [];
    for (const entry of entries) {
      if (entry.isDirectory()) yield* this.list(`${prefix}${entry.name}/`);
      else {
        const found = await ifThere(() => stat(join(folder, entry.name)));
        if (found) yield { key: prefix + entry.name, bytes: found.size };
      }
    }
  }

  async deletePrefix(prefix: string): Promise<void> {
    const name = checkPrefix(prefix).slice(0, -1);
    await this.uploads.removeUnder(prefix);
    for (const path of [this.file(name), this.note(name)]) {
      await rm(path, { recursive: true, force: true });
      await removeEmptyAbove(path, this.root);
    }
  }

  async downloadUrl(key: string, { expires, filename, contentType }: Download): Promise<string> {
    return this.link({
      ...{ method: 'GET', key: checkKey(key), until: this.until(expires) },
      ...(filename === undefined ? {} : { filename }),
      ...(contentType === undefined ? {} : { contentType }),
    });
  }

  beginUpload(key: string, _plan: UploadPlan, { contentType }: { readonly contentType: string }): Promise<string> {
    return this.uploads.begin(checkKey(key), contentType);
  }

  async partUrl(
    key: string,
    uploadId: string,
    { part, bytes, expires }: { part: number; bytes: number; expires: number },
  ) {
    return this.link({ method: 'PUT', key: checkKey(key), until: this.until(expires), uploadId, part, bytes });
  }

  uploadedParts(key: string, uploadId: string) {
    return this.uploads.parts(key, uploadId);
  }

  async completeUpload(key: string, uploadId: string, plan: UploadPlan): Promise<Completion> {
    const draft = this.draft();
    const joined = await this.uploads.join(key, uploadId, plan, draft);
    if (joined === 'gone') return (await this.head(key))?.total === plan.bytes ? 'done' : 'gone';
    if (joined === 'missing') {
      await rm(draft, { force: true });
      return 'missing-parts';
    }
    await this.bringIn(draft, checkKey(key), joined.contentType);
    await this.uploads.remove(key, uploadId);
    return 'done';
  }

  abortUpload(key: string, uploadId: string): Promise<void> {
    return this.uploads.remove(key, uploadId);
  }

  /** What a link allows, for the route that answers it; `null` when it allows nothing. */
  grantOf(method: string, key: string, query: URLSearchParams): Grant | null {
    return grantOf(method, key, query, { secret: this.secret, now: this.now() });
  }

  /** Takes in a part that came by its link. False when there is no such upload. @throws PartLengthError */
  writePart({ key, uploadId, part, bytes }: Grant & { method: 'PUT' }, source: Readable): Promise<boolean> {
    return this.uploads.write(key, uploadId, part, bytes, source);
  }

  private async bringIn(draft: string, key: string, contentType: string): Promise<void> {
    const note = this.draft();
    const etag = `"${randomBytes(12).toString('hex')}"`;
    await writeFile(note, JSON.stringify({ contentType, etag, modified: new Date(this.now()).toISOString() }));
    await moveInto(note, this.note(key));
    await moveInto(draft, this.file(key));
    // Renaming a file onto another name of the same file leaves both standing.
    await rm(draft, { force: true });
  }

  private link(grant: Grant): string {
    return this.address() + signLink(grant, this.secret);
  }

  private until(seconds: number): number {
    return Math.floor(this.now() / 1000) + seconds;
  }

  private file(key: string): string {
    return join(this.root, 'files', key);
  }

  private note(key: string): string {
    return join(this.root, 'notes', key);
  }

  private draft(): string {
    return join(this.root, 'work', `${process.pid}-${randomBytes(8).toString('hex')}`);
  }
}
