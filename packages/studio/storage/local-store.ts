import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type JobRecord, jobRecordSchema, type Store, type StoredObject, StoreError } from './store.ts';
import { checkMarker, ownerOf, writeMarker } from './store-marker.ts';

/** What was there but not whole: an object by its hash, a record by its key. Its job is made again. */
export interface Damaged {
  readonly hash: string;
}

/** A record's file: the hash of its text in the first line, the text in the second, so that damage shows. */
const sealed = (text: string) => `${hashText(text)}\n${text}\n`;

/** The record of a file; `null` when the file is damaged. */
function unsealed(file: string): JobRecord | null {
  const [hash, text = ''] = file.split('\n');
  if (hash !== hashText(text)) return null;
  try {
    return jobRecordSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const hashText = (text: string) => createHash('sha256').update(text).digest('hex');

const advice: Record<string, string> = {
  ENOSPC: 'the disk is full: free some room or choose another folder with --store',
  EDQUOT: 'the disk quota is used up: free some room or choose another folder with --store',
  EROFS: 'the file system is read-only: choose another folder with --store',
  EACCES: 'no right to write there: choose another folder with --store',
  EPERM: 'no right to write there: choose another folder with --store',
  ENOTDIR: 'a file stands where a folder is needed: choose another folder with --store',
};

/** A fault of the disk under the store as a StoreError that says what to do; any other error as it is. */
export function storeFault(cause: unknown, root: string): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const mend = advice[code];
  return mend ? new StoreError(`The store at ${root} cannot be written (${code}): ${mend}.`, { cause }) : cause;
}

/** SHA-256 of a file, read in pieces. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece);
  return hash.digest('hex');
}

/** Node's recursive `mkdir` reports a read-only disk as a missing folder, which it cannot be. */
async function makeFolders(path: string): Promise<void> {
  try {
    await mkdir(path, { recursive: true });
  } catch (cause) {
    throw isMissing(cause) ? Object.assign(new Error(`${path} cannot be made.`, { cause }), { code: 'EROFS' }) : cause;
  }
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

/** A file's text; `null` only when there is no such file. */
async function textOf(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** Whether a process of this number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * A store in a folder of this machine: `objects/ab/cd….mp4`, `records/ab/cd….json`, `work/` for what is not finished,
 * and a marker that says the folder is ours.
 * Everything arrives by rename, so a process killed at any moment leaves nothing half-written where it would be believed.
 */
export class LocalStore implements Store {
  readonly root: string;
  readonly onCorrupted: (damaged: Damaged) => void;

  /** Checks under way: an object of several records is read, and reported, once. */
  private readonly checks = new Map<string, Promise<boolean>>();

  private constructor(root: string, onCorrupted: (damaged: Damaged) => void) {
    this.root = root;
    this.onCorrupted = onCorrupted;
  }

  /** @throws StoreError when the folder cannot be made or written, or is somebody else's. */
  static async open(root: string, onCorrupted: (damaged: Damaged) => void = () => {}): Promise<LocalStore> {
    const store = new LocalStore(root, onCorrupted);
    await store.guarded(async () => {
      const marked = await checkMarker(root);
      await makeFolders(join(root, 'work'));
      if (!marked) await writeMarker(root);
      const probe = join(root, 'work', `probe-${process.pid}-${randomBytes(4).toString('hex')}`);
      await writeFile(probe, 'x');
      await rm(probe);
    });
    await store.sweep();
    return store;
  }

  async recall(key: string): Promise<JobRecord | null> {
    return this.guarded(async () => {
      const path = this.recordPath(key);
      const file = await textOf(path);
      if (file === null) return null;
      const record = unsealed(file);
      if (!record) this.onCorrupted({ hash: key });
      if (record && (await this.areWhole(Object.values(record.objects)))) return record;
      await rm(path, { force: true });
      return null;
    });
  }

  async remember(key: string, record: JobRecord): Promise<void> {
    await this.guarded(async () => {
      const path = this.recordPath(key);
      await mkdir(join(path, '..'), { recursive: true });
      const draft = join(this.root, 'work', `record-${process.pid}-${randomBytes(6).toString('hex')}`);
      await writeFile(draft, sealed(JSON.stringify(record)));
      await rename(draft, path);
    });
  }

  async take(file: string, ending: string): Promise<StoredObject> {
    return this.guarded(async () => {
      const object = { hash: await hashFile(file), bytes: (await stat(file)).size, ending };
      const path = this.objectPath(object);
      await mkdir(join(path, '..'), { recursive: true });
      await chmod(file, 0o444);
      await rename(file, path);
      return object;
    });
  }

  async pathOf(object: StoredObject): Promise<string> {
    return this.objectPath(object);
  }

  async workFolder() {
    const path = join(this.root, 'work', `${process.pid}-${randomBytes(6).toString('hex')}`);
    await this.guarded(() => mkdir(path, { recursive: true }));
    return { path, release: () => rm(path, { recursive: true, force: true }) };
  }

  private async areWhole(objects: readonly StoredObject[]): Promise<boolean> {
    for (const object of objects) if (!(await this.isWhole(object))) return false;
    return true;
  }

  private isWhole(object: StoredObject): Promise<boolean> {
    const path = this.objectPath(object);
    const check = this.checks.get(path) ?? this.check(object).finally(() => this.checks.delete(path));
    this.checks.set(path, check);
    return check;
  }

  private async check(object: StoredObject): Promise<boolean> {
    const path = this.objectPath(object);
    try {
      if ((await stat(path)).size === object.bytes && (await hashFile(path)) === object.hash) return true;
    } catch (error) {
      if (isMissing(error)) return false;
      throw error;
    }
    this.onCorrupted(object);
    await rm(path, { force: true });
    return false;
  }

  /** Removes what processes that are dead left unfinished. */
  async sweep(): Promise<void> {
    const work = join(this.root, 'work');
    for (const name of await readdir(work)) {
      const pid = ownerOf(name);
      if (pid !== null && pid !== process.pid && !isAlive(pid))
        await rm(join(work, name), { recursive: true, force: true });
    }
  }

  private async guarded<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeFault(error, this.root);
    }
  }

  private objectPath({ hash, ending }: StoredObject): string {
    return join(this.root, 'objects', hash.slice(0, 2), hash.slice(2) + ending);
  }

  private recordPath(key: string): string {
    return join(this.root, 'records', key.slice(0, 2), `${key.slice(2)}.json`);
  }
}
