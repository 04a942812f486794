import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '../storage/local-store.ts';
import type { Manifest } from './manifest.ts';

/** A file of a film's folder that is not what the manifest says. */
export interface FolderFault {
  readonly file: string;
  readonly fault: 'missing' | 'changed';
}

/** There is no such file, or a file stands where its folder should be. */
const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/**
 * Compares what is at a path with the bytes that should be there.
 * @throws what the file system says of a file that is there and cannot be read
 */
export async function compareFile(path: string, hash: string, bytes: number): Promise<'same' | FolderFault['fault']> {
  try {
    const found = await stat(path);
    return found.isFile() && found.size === bytes && (await hashFile(path)) === hash ? 'same' : 'changed';
  } catch (error) {
    if (isMissing(error)) return 'missing';
    throw error;
  }
}

/**
 * Compares every file of a film's folder with its manifest, one after another: a long film has thousands.
 * Empty when the folder is whole.
 */
export async function checkFolder(folder: string, manifest: Manifest): Promise<readonly FolderFault[]> {
  const faults: FolderFault[] = [];
  for (const [file, { sha256, bytes }] of Object.entries(manifest.files)) {
    const fault = await compareFile(join(folder, file), sha256, bytes);
    if (fault !== 'same') faults.push({ file, fault });
  }
  return faults;
}
