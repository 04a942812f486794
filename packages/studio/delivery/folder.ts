import { constants } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, realpath, rename, rm, rmdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { isAlive } from '../storage/local-store.ts';
import type { Store, StoredObject } from '../storage/store.ts';
import { compareFile } from './check.ts';
import {
  closeJournal,
  draftOf,
  earlierFiles,
  isDamagedManifest,
  journalIn,
  manifestName,
  openJournal,
  sweepJournals,
} from './journal.ts';

export { manifestName, readLastManifest, readManifest, writeWhole } from './journal.ts';

/** Files of a film by their path in its folder. */
export type Files = Readonly<Record<string, StoredObject>>;

/** The film's folder holds something else where a file of the film should be. The message says what to do. */
export class FolderError extends Error {
  override readonly name = 'FolderError';
}

const compare = (path: string, { hash, bytes }: StoredObject) => compareFile(path, hash, bytes);

/** The same for every way to write a path, also through links. */
const truePath = (path: string) => realpath(path).catch(() => resolve(path));

/** Removes what processes that are dead left half-written in a folder. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = /\.(\d+)\.partial$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

/** Puts a copy of an object at a path, whole or not at all. */
async function put(object: StoredObject, path: string, store: Store): Promise<void> {
  const draft = draftOf(path);
  await copyFile(await store.pathOf(object), draft, constants.COPYFILE_FICLONE);
  await chmod(draft, 0o644);
  await rename(draft, path);
}

/** Removes the folders on the way to a file, as far as they are empty. */
async function removeEmptyFolders(folder: string, name: string): Promise<void> {
  for (let place = dirname(name); place !== '.'; place = dirname(place)) {
    try {
      await rmdir(join(folder, place));
    } catch {
      return;
    }
  }
}

const isTakenByAFile = async (place: string) => (await stat(place).catch(() => null))?.isDirectory() === false;

/** @throws FolderError when something that is not of a film of ours, nor to be left alone, stands where this film goes */
async function refuseOthers(files: Files, folder: string, isOurs: (path: string, name: string) => Promise<boolean>) {
  for (const [name, object] of Object.entries(files)) {
    const path = join(folder, name);
    const place = dirname(path);
    const taken = (await isTakenByAFile(place))
      ? place
      : (await compare(path, object)) === 'changed' && !(await isOurs(path, name)) && path;
    if (taken) throw new FolderError(`${taken} is not of this film: choose another folder with --out.`);
  }
}

type Asked = (path: string) => Promise<boolean>;

async function removeLeftovers(names: readonly string[], folder: string, isKept: Asked): Promise<void> {
  for (const name of names) {
    if (await isKept(join(folder, name))) continue;
    await rm(join(folder, name), { force: true });
    await removeEmptyFolders(folder, name);
  }
}

async function writeFiles(files: Files, folder: string, store: Store, isKept: Asked): Promise<void> {
  for (const [name, object] of Object.entries(files)) {
    const path = join(folder, name);
    const state = await compare(path, object);
    if (state === 'same' || (state === 'changed' && (await isKept(path)))) continue;
    await mkdir(dirname(path), { recursive: true });
    await put(object, path, store);
  }
}

/**
 * Makes a folder hold exactly these files of a film: writes what is missing or differs, removes what an earlier film of ours left.
 * Files that we did not write stay. The old manifest goes first and the new one comes last, so that a folder with one is whole.
 * @param keep paths that are neither written over nor removed, such as the script that the film was made from
 * @throws FolderError, before anything is written, when another's file stands where one of the film goes
 */
export async function layOut(files: Files, folder: string, store: Store, keep: readonly string[] = []): Promise<void> {
  const { [manifestName]: manifest, ...others } = files;
  if (!manifest) throw new Error(`A film without ${manifestName} cannot be laid out.`);
  const earlier = await earlierFiles(folder);
  const kept = new Set(await Promise.all(keep.map(truePath)));
  const isKept: Asked = async (path) => kept.has(await truePath(path));
  await refuseOthers(files, folder, async (path, name) => {
    if (Object.hasOwn(earlier, name) || (await isKept(path))) return true;
    return name === manifestName && (Object.keys(earlier).length > 0 || (await isDamagedManifest(path)));
  });

  await mkdir(folder, { recursive: true });
  const standing = (await compare(join(folder, manifestName), manifest)) === 'same';
  if (!standing) {
    const coming = Object.entries(others).map(([name, { hash, bytes }]) => [name, { sha256: hash, bytes }] as const);
    await openJournal(folder, { ...earlier, ...Object.fromEntries(coming) });
  }
  const places = new Set([...Object.keys(earlier), ...Object.keys(files)].map((name) => dirname(join(folder, name))));
  for (const place of places) await sweep(place);

  const leftovers = Object.keys(earlier).filter((name) => !Object.hasOwn(files, name));
  await removeLeftovers(leftovers, folder, isKept);
  await writeFiles(others, folder, store, isKept);
  await sweepJournals(folder);
  if (standing) return;
  await put(manifest, journalIn(folder), store);
  await closeJournal(folder);
}
