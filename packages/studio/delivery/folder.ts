import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashFile } from '../storage/local-store.ts';
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

/**
 * Makes a folder hold exactly these files of a film: writes what is missing or differs, removes what an earlier film of ours left.
 * Files that we did not write stay. The manifest comes last, so that a folder with one is whole.
 */
export async function layOut(files: Files, folder: string, store: Store): Promise<void> {
  const earlier = Object.keys((await readManifest(folder))?.files ?? {});
  await mkdir(folder, { recursive: true });
  await Promise.all(earlier.filter((name) => !(name in files)).map((name) => rm(join(folder, name), { force: true })));
  const names = Object.keys(files).sort(
    (a, b) => Number(a === manifestName) - Number(b === manifestName) || (a < b ? -1 : 1),
  );
  for (const name of names) {
    const object = files[name];
    const path = join(folder, name);
    if (!object || (await isThere(path, object))) continue;
    await mkdir(dirname(path), { recursive: true });
    const draft = `${path}.${process.pid}.partial`;
    await copyFile(await store.pathOf(object), draft, constants.COPYFILE_FICLONE);
    await chmod(draft, 0o644);
    await rename(draft, path);
  }
}
