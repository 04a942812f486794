import { constants } from 'node:fs';
import { copyFile, link, mkdir, rename, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';

/** What the system calls a fault: `ENOENT`. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** What the work gives; `null` when a file that it needs is not there. */
export async function ifThere<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** File systems and containers that have no hard links, or not between these two places. */
const noLink = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

/** The same bytes under another name: without a copy where the disk can. */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if (!noLink.has(codeOf(error))) throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

/** Moves a file into a folder that is made, and that another may be removing at this moment because it is empty. */
export async function moveInto(from: string, to: string, tries = 20): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT' || tries === 0) throw error;
    await moveInto(from, to, tries - 1);
  }
}

/** Removes the folders above a path as far as they are empty, and nothing at or above `root`. */
export async function removeEmptyAbove(path: string, root: string): Promise<void> {
  for (let place = dirname(path); place.startsWith(`${root}/`); place = dirname(place)) {
    try {
      await rmdir(place);
    } catch {
      return;
    }
  }
}
