import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Model } from './manifest.ts';

/** A model that could not be brought, or that is not the one it says it is. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

/** Bytes of a file; 0 when there is none. */
const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Brings a model into a folder. One that is there with the right checksum stays; one that was half brought is gone on with. Under its own name it
 * only ever stands whole and checked: ComfyUI would load half a file, and say something else of it.
 * @returns whether anything had to be brought
 * @throws ModelError when the server refuses, or what came is not what the manifest says
 */
export async function fetchModel(
  { name, file, url, bytes, sha256 }: Model,
  { folder, signal }: { readonly folder: string; readonly signal: AbortSignal },
): Promise<'there' | 'brought'> {
  const path = join(folder, file);
  if ((await sizeOf(path)) === bytes && (await sha256Of(path)) === sha256) return 'there';
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  await bringTo(part, { name, url, bytes }, signal);
  const came = await sha256Of(part);
  if (came !== sha256) {
    await rm(part);
    throw new ModelError(
      `${name} from ${url} has the checksum ${came}, and models.json says ${sha256}: it is not used.`,
    );
  }
  await rename(part, path);
  return 'brought';
}

/** Appends what is missing of a file to it. */
async function bringTo(
  part: string,
  { name, url, bytes }: Pick<Model, 'name' | 'url' | 'bytes'>,
  signal: AbortSignal,
): Promise<void> {
  let has = await sizeOf(part);
  // More than there is to bring is somebody else's file.
  if (has > bytes) {
    await rm(part);
    has = 0;
  }
  if (has === bytes) return;
  const answer = await fetch(url, { signal, headers: has > 0 ? { range: `bytes=${has}-` } : {} });
  if (!answer.ok || !answer.body) throw new ModelError(`${name}: ${url} answered ${answer.status}.`);
  const goesOn = answer.status === 206;
  await pipeline(answer.body, createWriteStream(part, { flags: goesOn ? 'a' : 'w' }), { signal });
  const size = await sizeOf(part);
  if (size !== bytes) throw new ModelError(`${name} from ${url} has ${size} of ${bytes} bytes.`);
}
