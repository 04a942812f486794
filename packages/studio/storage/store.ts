import { z } from 'zod';

/**
 * The content-addressed store: what was made once is never made again.
 *
 * An *object* is bytes under their own hash. A *record* says which objects a job made, under the job's content key.
 * Records are written after their objects, so a record that can be read is a job that is done.
 */

/** SHA-256 of the bytes, hex. */
export type ObjectHash = string;

export interface StoredObject {
  readonly hash: ObjectHash;
  readonly bytes: number;
  /** How the file's name ends, with the dot: `.mp4`. Readers of media go by it. */
  readonly ending: string;
}

/** What a finished job made: objects by name, and small facts that later jobs need (lengths, reported downgrades). */
export interface JobRecord {
  readonly objects: Readonly<Record<string, StoredObject>>;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** An object as a message, a row or a file names it. Such names become paths: nothing may lead out of the store. */
export const storedObjectSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().nonnegative(),
  ending: z.string().regex(/^(\.[A-Za-z0-9]{1,16})?$/),
});

/** A record as a row or a file holds it. */
export const jobRecordSchema = z.object({
  objects: z.record(z.string(), storedObjectSchema),
  facts: z.record(z.string(), z.unknown()),
});

export interface Store {
  /** The record of a finished job, each of its objects checked against its hash; `null` when it is not there or not whole any more. */
  recall(key: string): Promise<JobRecord | null>;
  remember(key: string, record: JobRecord): Promise<void>;
  /** Takes a file in. The file is moved: its old path is gone afterwards. */
  take(file: string, ending: string): Promise<StoredObject>;
  /** A path on this machine where the object can be read. Never write to it. */
  pathOf(object: StoredObject): Promise<string>;
  /** A new empty folder for unfinished work; `release` removes it. Leftovers of dead processes are swept when a store is opened. */
  workFolder(): Promise<{ readonly path: string; release(): Promise<void> }>;
}

/** The store cannot be used: full, read-only, gone. The message says what to do. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
}
