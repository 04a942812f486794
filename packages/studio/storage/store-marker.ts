import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreError } from './store.ts';

const markerName = 'studio-store';
const format = 'ai-film-studio/store@1\n';

/** What a process of ours puts into `work/`, with the number of the process. */
const unfinished = /^(?:record-|probe-)?(\d+)-[0-9a-f]+$/;

/** The process that an entry of `work/` belongs to; `null` when it is not ours. */
export function ownerOf(name: string): number | null {
  const pid = unfinished.exec(name)?.[1];
  return pid === undefined ? null : Number(pid);
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
}

/** Stores from before the marker, and those that another process is just making: nothing is in them that is not ours. */
async function looksLikeAStore(root: string, names: readonly string[]): Promise<boolean> {
  if (names.includes('objects') && names.includes('records')) return true;
  if (!names.every((name) => ['objects', 'records', 'work'].includes(name))) return false;
  return (await namesIn(join(root, 'work'))).every((name) => ownerOf(name) !== null);
}

/**
 * Makes sure that a folder is ours before anything is written or swept there.
 * @returns whether it has its marker already
 * @throws StoreError when it holds something else, or a store that this version cannot read
 */
export async function checkMarker(root: string): Promise<boolean> {
  const names = await namesIn(root);
  if (names.includes(markerName)) {
    if ((await readFile(join(root, markerName), 'utf8')) === format) return true;
    throw new StoreError(`${root} is a store of another version of the studio: choose another folder with --store.`);
  }
  if (await looksLikeAStore(root, names)) return false;
  throw new StoreError(`${root} is not a store of the studio: choose an empty folder with --store.`);
}

/** Marks a folder as a store. Its `work/` must be there. */
export async function writeMarker(root: string): Promise<void> {
  const draft = join(root, 'work', `record-${process.pid}-${randomBytes(4).toString('hex')}`);
  await writeFile(draft, format);
  await rename(draft, join(root, markerName));
}
