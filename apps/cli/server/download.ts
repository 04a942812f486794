import { createWriteStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { answerOf, type Studio } from '@ai-film-studio/client';
import {
  type Files,
  hashFile,
  type LocalStore,
  type Manifest,
  manifestName,
  manifestSchema,
  type StoredObject,
} from '@ai-film-studio/studio';
import { inParallel } from '@ai-film-studio/studio/storage/in-parallel.ts';
import { exitCodes, Failure } from '../failure.ts';

/** Where the files come from, and where they are kept. */
export interface Download {
  readonly studio: Studio;
  readonly server: string;
  readonly filmId: string;
  readonly store: LocalStore;
  readonly signal: AbortSignal;
}

const atOnce = 4;
const tries = 3;

async function isThere(object: StoredObject, store: LocalStore): Promise<boolean> {
  const path = await store.pathOf(object);
  const found = await stat(path).catch(() => null);
  return found?.size === object.bytes && (await hashFile(path)) === object.hash;
}

/** The link to a file. It is followed without our key, which is nobody's who keeps the files. */
async function linkTo(name: string, { studio, server, filmId }: Download): Promise<URL> {
  const path = { filmId, name };
  const asked = { params: { path }, redirect: 'manual', parseAs: 'stream' } as const;
  const { response } = await studio.GET('/v1/films/{filmId}/files/{name}', asked);
  const link = URL.parse(response.headers.get('location') ?? '', server);
  if (!link) throw new Failure(`${server} gives no link to ${name}.`, exitCodes.failed);
  return link;
}

async function bring(name: string, object: StoredObject, download: Download): Promise<void> {
  const { store, signal } = download;
  const work = await store.workFolder();
  try {
    const response = await fetch(await linkTo(name, download), { signal });
    if (!response.ok || !response.body) throw new Error(`${name} was answered with ${response.status}.`);
    const file = join(work.path, `file${object.ending}`);
    await pipeline(response.body, createWriteStream(file), { signal });
    const came = await store.take(file, object.ending);
    if (came.hash !== object.hash) throw new Error(`${name} did not arrive as it is: its hash is another.`);
  } finally {
    await work.release();
  }
}

/** Brings a file into the store, unless it is there. */
async function fetchFile(name: string, object: StoredObject, download: Download): Promise<void> {
  if (await isThere(object, download.store)) return;
  for (let tried = 1; ; tried += 1)
    try {
      return await bring(name, object, download);
    } catch (error) {
      if (tried === tries || download.signal.aborted) throw error;
    }
}

const objectOf = (name: string, { sha256, bytes }: { readonly sha256: string; readonly bytes: number }) => ({
  hash: sha256,
  bytes,
  ending: extname(name),
});

/**
 * Brings all files of a film into the store, each checked against its hash, the manifest first: it says which there are, by names that stay
 * in the film's folder.
 */
export async function downloadFilm(
  download: Download,
): Promise<{ readonly files: Files; readonly manifest: Manifest }> {
  const { studio, filmId, store, server } = download;
  const { items } = await answerOf(studio.GET('/v1/films/{filmId}/files', { params: { path: { filmId } } }));
  const listed = items.find(({ name }) => name === manifestName);
  if (!listed) throw new Failure(`The film ${filmId} at ${server} has no ${manifestName}.`, exitCodes.failed);
  const first = objectOf(manifestName, listed);
  await fetchFile(manifestName, first, download);
  const manifest = manifestSchema.parse(JSON.parse(await readFile(await store.pathOf(first), 'utf8')));
  const others = Object.entries(manifest.files).map(([name, file]) => [name, objectOf(name, file)] as const);
  await inParallel(others, atOnce, ([name, object]) => fetchFile(name, object, download));
  return { files: { ...Object.fromEntries(others), [manifestName]: first }, manifest };
}
