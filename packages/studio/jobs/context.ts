import { join } from 'node:path';
import type { Engine } from '../engines/engine.ts';
import type { Binaries } from '../media/binaries.ts';
import type { JobRecord, Store, StoredObject } from '../storage/store.ts';

/** What a job is run with. */
export interface JobContext {
  readonly engine: Engine;
  readonly store: Store;
  readonly binaries: Binaries;
  readonly signal: AbortSignal;
  /** Called with the share done, 0–1. */
  readonly progress: (share: number) => void;
}

/** Where a job writes before its work is taken into the store. */
export interface Workbench {
  /** A path for a new file. */
  file(name: string): string;
  /** Takes a finished file into the store. */
  keep(name: string): Promise<StoredObject>;
}

/** Runs the work in an empty folder that is gone afterwards, however it ends. */
export async function atWorkbench(
  context: JobContext,
  work: (bench: Workbench) => Promise<JobRecord>,
): Promise<JobRecord> {
  const folder = await context.store.workFolder();
  const file = (name: string) => join(folder.path, name);
  try {
    return await work({ file, keep: (name) => context.store.take(file(name), /\.[^.]+$/.exec(name)?.[0] ?? '') });
  } finally {
    await folder.release();
  }
}
