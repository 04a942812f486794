import { randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { codeOf, ifThere } from './files.ts';
import { missingParts, type UploadedPart, type UploadPlan } from './upload-parts.ts';

const noteSchema = z.object({ key: z.string(), contentType: z.string() });

/** What came is longer or shorter than the link allowed. */
export class PartLengthError extends Error {
  override readonly name = 'PartLengthError';
}

/** Passes on what comes, and breaks off as soon as it is more than was allowed. */
async function* upTo(bytes: number, source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const piece of source) {
    seen += piece.length;
    if (seen > bytes) throw new PartLengthError(`The part has more than its ${bytes} bytes.`);
    yield piece;
  }
  if (seen < bytes) throw new PartLengthError(`The part has ${seen} bytes of its ${bytes}.`);
}

/**
 * Uploads under way in a folder: `<id>/upload.json`, and each part that has arrived as `<id>/<number>`. Parts are joined by copying, never by
 * renaming: who still writes to a part writes to nothing that counts.
 */
export class LocalUploads {
  private readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  async begin(key: string, contentType: string): Promise<string> {
    const id = randomBytes(16).toString('hex');
    await mkdir(this.folder(id), { recursive: true });
    await writeFile(join(this.folder(id), 'upload.json'), JSON.stringify({ key, contentType }));
    return id;
  }

  /** Takes a part in, piece by piece. False when there is no such upload. @throws PartLengthError */
  async write(key: string, id: string, part: number, bytes: number, source: Readable): Promise<boolean> {
    if ((await this.note(key, id)) === null) return false;
    const draft = join(this.folder(id), `draft-${randomBytes(6).toString('hex')}`);
    try {
      await pipeline(source, (pieces) => upTo(bytes, pieces), createWriteStream(draft));
      await rename(draft, join(this.folder(id), `${part}`));
      return true;
    } catch (error) {
      await rm(draft, { force: true });
      // It was completed or aborted while this came in.
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    }
  }

  async parts(key: string, id: string): Promise<readonly UploadedPart[] | null> {
    if ((await this.note(key, id)) === null) return null;
    const names = ((await ifThere(() => readdir(this.folder(id)))) ?? []).filter((name) => /^\d+$/.test(name));
    const parts: UploadedPart[] = [];
    for (const name of names.sort((a, b) => Number(a) - Number(b))) {
      const found = await ifThere(() => stat(join(this.folder(id), name)));
      if (found) parts.push({ part: Number(name), bytes: found.size });
    }
    return parts;
  }

  /** Writes all parts, in order, into one file. @returns its media type, or why not */
  async join(
    key: string,
    id: string,
    plan: UploadPlan,
    file: string,
  ): Promise<{ contentType: string } | 'missing' | 'gone'> {
    const [note, parts] = [await this.note(key, id), await this.parts(key, id)];
    if (!note || !parts) return 'gone';
    if (missingParts(plan, parts).length > 0) return 'missing';
    const folder = this.folder(id);
    await pipeline(async function* () {
      for (const { part } of parts) yield* createReadStream(join(folder, `${part}`));
    }, createWriteStream(file));
    // A part may have been sent again with other bytes, but never with another length: then this is not the file that was begun.
    return (await stat(file)).size === plan.bytes ? { contentType: note.contentType } : 'missing';
  }

  async remove(key: string, id: string): Promise<void> {
    if ((await this.note(key, id)) !== null) await rm(this.folder(id), { recursive: true, force: true });
  }

  /** Drops the uploads to keys under a prefix. */
  async removeUnder(prefix: string): Promise<void> {
    for (const id of (await ifThere(() => readdir(this.root))) ?? []) {
      const note = await this.read(id);
      if (note?.key.startsWith(prefix)) await rm(this.folder(id), { recursive: true, force: true });
    }
  }

  private folder(id: string): string {
    return join(this.root, id);
  }

  private async read(id: string) {
    if (!/^[0-9a-f]{32}$/.test(id)) return null;
    const text = await ifThere(() => readFile(join(this.folder(id), 'upload.json'), 'utf8'));
    return text ? noteSchema.parse(JSON.parse(text)) : null;
  }

  /** An upload belongs to one key: with another it is not there. */
  private async note(key: string, id: string) {
    const note = await this.read(id);
    return note?.key === key ? note : null;
  }
}
