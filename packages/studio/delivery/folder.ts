import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashFile, isAlive } from '../storage/local-store.ts';
import type { Store, StoredObject } from '../storage/store.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

/** Files of a film by their path in its folder. */
export type Files = Readonly<Record<string, StoredObject>>;

export const manifestName = 'film.json';

async function isThere(path: string, object: StoredObject): Promise<boolean> {
  try {
    return (await stat(path)).size === object.bytes && (await hashFile(path)) === object.hash;
  } catch {
    return false;
  }
}

/** The manifest of a folder; `null` when there is none that can be read. */
export async function readManifest(folder: string): Promise<Manifest | null> {
  try {
    return manifestSchema.parse(JSON.parse(await readFile(join(folder, manifestName), 'utf8')));
  } catch {
    return null;
  }
}

const draftOf = (path: string) => `${path}.${process.pid}.partial`;

/** Removes what processes that are dead left half-written in a folder. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = /\.(\d+)\.partial$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** Writes a file so that it is there whole or not at all, whoever else writes it. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const draft = draftOf(path);
  await writeFile(draft, text);
  await rename(draft, path);
}

/**
 * Makes a folder hold exactly these files of a film: writes what is missing or differs, removes what an earlier film of ours left.
 * Files that we did not write stay. The manifest comes last, so that a folder with one is whole.
 */
export async function layOut(files: Files, folder: string, store: Store): Promise<void> {
  const earlier = Object.keys((await readManifest(folder))?.files ?? {});
  await Promise.all(earlier.filter((name) => !(name in files)).map((name) => rm(join(folder, name), { force: true })));
  const names = Object.keys(files).sort(
    (a, b) => Number(a === manifestName) - Number(b === manifestName) || (a < b ? -1 : 1),
  );
  for (const place of new Set(names.map((name) => dirname(join(folder, name))))) {
    await mkdir(place, { recursive: true });
    await sweep(place);
  }
  for (const name of names) {
    const object = files[name];
    const path = join(folder, name);
    if (!object || (await isThere(path, object))) continue;
    const draft = draftOf(path);
    await copyFile(await store.pathOf(object), draft, constants.COPYFILE_FICLONE);
    await chmod(draft, 0o644);
    await rename(draft, path);
  }
}
