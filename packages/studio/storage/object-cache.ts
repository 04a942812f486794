import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { ifThere } from './files.ts';
import { hashFile, type LocalStore } from './local-store.ts';
import type { StoredObject } from './store.ts';

export interface CacheOptions {
  readonly store: LocalStore;
  /** How much may lie there. What is in use stays, even when it is more. */
  readonly bytes: number;
  /** Milliseconds for which what was just used or made is left alone: a job's process may have made it and not yet handed it in. */
  readonly grace?: number;
  readonly now?: () => number;
}

/**
 * Objects on this machine, in the folder of a LocalStore that the processes of jobs read and write. What was not used for the longest time goes
 * first. One process has a cache for itself, with the children it starts.
 */
export class ObjectCache {
  readonly store: LocalStore;
  private readonly bytes: number;
  private readonly grace: number;
  private readonly now: () => number;
  /** How often each path is held. */
  private readonly held = new Map<string, number>();
  private readonly arriving = new Map<string, Promise<boolean>>();
  /** Paths whose bytes this process has hashed. */
  private readonly checked = new Set<string>();
  /** Bytes that came since the last look at the folder. */
  private grown = Number.POSITIVE_INFINITY;
  private evicting: Promise<void> | null = null;

  constructor({ store, bytes, grace = 600_000, now = Date.now }: CacheOptions) {
    this.store = store;
    this.bytes = bytes;
    this.grace = grace;
    this.now = now;
  }

  /** Until the release is called, these are not evicted. */
  async hold(objects: readonly StoredObject[]): Promise<() => void> {
    const paths = await Promise.all(objects.map((object) => this.store.pathOf(object)));
    for (const path of paths) this.held.set(path, (this.held.get(path) ?? 0) + 1);
    let holding = true;
    return () => {
      if (!holding) return;
      holding = false;
      for (const path of paths) {
        const left = (this.held.get(path) ?? 1) - 1;
        if (left > 0) this.held.set(path, left);
        else this.held.delete(path);
      }
    };
  }

  /**
   * Makes sure that an object is on this machine, whole.
   * @param fetchTo brings its bytes into a new file; false when there are none
   * @returns whether it is
   */
  async bring(object: StoredObject, fetchTo: (path: string) => Promise<boolean>): Promise<boolean> {
    const path = await this.store.pathOf(object);
    const arriving =
      this.arriving.get(path) ?? this.arrive(object, path, fetchTo).finally(() => this.arriving.delete(path));
    this.arriving.set(path, arriving);
    return arriving;
  }

  /** Tells that so many bytes were made here; makes room when it is time to. */
  async grow(bytes: number): Promise<void> {
    this.grown += bytes;
    if (this.grown < this.bytes / 20) return;
    this.evicting ??= this.evict().finally(() => {
      this.evicting = null;
    });
    await this.evicting;
  }

  private async arrive(
    object: StoredObject,
    path: string,
    fetchTo: (path: string) => Promise<boolean>,
  ): Promise<boolean> {
    if (await this.isHere(object, path)) return true;
    const release = await this.hold([object]);
    const bench = await this.store.workFolder();
    try {
      const draft = join(bench.path, 'object');
      if (!(await fetchTo(draft))) return false;
      const taken = await this.store.take(draft, object.ending);
      if (taken.hash !== object.hash) return false;
      this.checked.add(path);
      await this.grow(object.bytes);
      return true;
    } finally {
      release();
      await bench.release();
    }
  }

  private async isHere(object: StoredObject, path: string): Promise<boolean> {
    const found = await ifThere(() => stat(path));
    if (found?.size !== object.bytes) return false;
    if (!this.checked.has(path) && (await hashFile(path)) !== object.hash) return false;
    this.checked.add(path);
    // When it was last used: reading alone does not say so on most file systems. Its other time stays, it may be another's file too.
    return (await ifThere(async () => utimes(path, this.now() / 1000, found.mtime).then(() => true))) ?? false;
  }

  private async evict(): Promise<void> {
    this.grown = 0;
    const files = await this.files();
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (const { path, bytes, used } of files.sort((a, b) => a.used - b.used)) {
      if (total <= this.bytes) return;
      if (this.held.has(path) || used > this.now() - this.grace) continue;
      await rm(path, { force: true });
      this.checked.delete(path);
      total -= bytes;
    }
  }

  private async files() {
    const root = join(this.store.root, 'objects');
    const files: { path: string; bytes: number; used: number }[] = [];
    for (const name of (await ifThere(() => readdir(root, { recursive: true }))) ?? []) {
      const path = join(root, name);
      const found = await ifThere(() => stat(path));
      if (found?.isFile()) files.push({ path, bytes: found.size, used: Math.max(found.atimeMs, found.mtimeMs) });
    }
    return files;
  }
}
