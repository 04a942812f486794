import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from '../storage/local-store.ts';
import type { Manifest } from './manifest.ts';

/** A file of a film's folder that is not what the manifest says. */
export interface FolderFault {
  readonly file: string;
  readonly fault: 'missing' | 'changed';
}

/** Compares every file of a film's folder with its manifest; empty when the folder is whole. */
export async function checkFolder(folder: string, manifest: Manifest): Promise<readonly FolderFault[]> {
  const faults = await Promise.all(
    Object.entries(manifest.files).map(async ([file, { sha256, bytes }]): Promise<readonly FolderFault[]> => {
      const path = join(folder, file);
      try {
        if ((await stat(path)).size !== bytes || (await hashFile(path)) !== sha256) return [{ file, fault: 'changed' }];
        return [];
      } catch {
        return [{ file, fault: 'missing' }];
      }
    }),
  );
  return faults.flat();
}
