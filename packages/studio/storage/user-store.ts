import type { Pool } from 'pg';
import { type Blobs, mediaTypeOf } from './blobs.ts';
import { inParallel } from './in-parallel.ts';
import type { Area, Place } from './keys.ts';
import type { ObjectCache } from './object-cache.ts';
import type { JobRecord, Store, StoredObject } from './store.ts';
import {
  announceObjects,
  keepObjects,
  loseObject,
  objectName,
  recallRecords,
  rememberRecord,
  useObjects,
} from './user-objects.ts';

/** An object that the user does not have, or whose bytes are gone. Its job is made again when it is asked for. */
export class ObjectLostError extends Error {
  override readonly name = 'ObjectLostError';
}

export interface UserStoreParts {
  readonly pool: Pool;
  readonly blobs: Blobs;
  readonly cache: ObjectCache;
}

/** How many objects of one job travel at once. */
const atOnce = 6;

/**
 * The store of one user, as a job of one of their projects sees it: records in the database, bytes in storage, and those in use on this machine.
 * It gives nothing that the user does not have, whatever hash it is asked for and whatever lies in the cache for others.
 *
 * @example const store = new UserStore({ pool, blobs, cache }, { userId, projectId });
 */
export class UserStore implements Store {
  private readonly pool: Pool;
  private readonly blobs: Blobs;
  private readonly cache: ObjectCache;
  private readonly place: Place;
  private readonly area: Area;
  /** Where the objects lie that this store has asked for. */
  private readonly keys = new Map<string, string>();
  private asked: { keys: Set<string>; answer: Promise<ReadonlyMap<string, JobRecord>> } | null = null;

  /** @param area where what it takes in lies */
  constructor({ pool, blobs, cache }: UserStoreParts, place: Place, area: Area = 'generated') {
    this.pool = pool;
    this.blobs = blobs;
    this.cache = cache;
    this.place = place;
    this.area = area;
  }

  /** Recalls in the same turn are one question to the database: a director has hundreds. */
  async recall(key: string): Promise<JobRecord | null> {
    if (!this.asked) {
      const keys = new Set<string>();
      const answer = new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
        this.asked = null;
        return recallRecords(this.pool, this.place, [...keys]);
      });
      this.asked = { keys, answer };
    }
    const { keys, answer } = this.asked;
    keys.add(key);
    return (await answer).get(key) ?? null;
  }

  remember(key: string, record: JobRecord): Promise<void> {
    return rememberRecord(this.pool, this.place.userId, key, record);
  }

  async take(file: string, ending: string): Promise<StoredObject> {
    const object = await this.cache.store.take(file, ending);
    await this.keep([object]);
    return object;
  }

  async pathOf(object: StoredObject): Promise<string> {
    await this.bring([object]);
    return this.cache.store.pathOf(object);
  }

  workFolder() {
    return this.cache.store.workFolder();
  }

  /**
   * Brings what a job needs to this machine, where its process finds it in the cache's folder.
   * @returns what lets the cache evict them again, to be called when the job has ended
   * @throws ObjectLostError when one is not the user's, or gone
   */
  async fetchInputs(objects: readonly StoredObject[], signal?: AbortSignal): Promise<() => void> {
    const release = await this.cache.hold(objects);
    try {
      await this.bring(objects, signal);
      return release;
    } catch (error) {
      release();
      throw error;
    }
  }

  /** Hands in what a job's process made in the cache's folder: storage first, then its rows. The record itself is remembered by whoever completes the job. */
  async keepOutputs({ objects }: JobRecord, signal?: AbortSignal): Promise<void> {
    await this.keep(Object.values(objects), signal);
  }

  private async keep(given: readonly StoredObject[], signal?: AbortSignal): Promise<void> {
    const objects = [...new Map(given.map((object) => [objectName(object), object])).values()];
    const release = await this.cache.hold(objects);
    try {
      const had = await useObjects(this.pool, this.place, objects);
      for (const [name, key] of had) this.keys.set(name, key);
      const fresh = objects.filter((object) => !had.has(objectName(object)));
      if (fresh.length === 0) return;
      const placed = await announceObjects(this.pool, this.place, this.area, fresh);
      await inParallel(placed, atOnce, async (object) => {
        signal?.throwIfAborted();
        const path = await this.cache.store.pathOf(object);
        await this.blobs.put(object.key, path, { contentType: mediaTypeOf(object.ending) });
      });
      await keepObjects(this.pool, this.place, placed);
      await this.cache.grow(fresh.reduce((sum, { bytes }) => sum + bytes, 0));
    } finally {
      release();
    }
  }

  private async bring(objects: readonly StoredObject[], signal?: AbortSignal): Promise<void> {
    const unknown = objects.filter((object) => !this.keys.has(objectName(object)));
    for (const [name, key] of await useObjects(this.pool, this.place, unknown)) this.keys.set(name, key);
    await inParallel(objects, atOnce, async (object) => {
      signal?.throwIfAborted();
      const key = this.keys.get(objectName(object));
      if (!key) throw new ObjectLostError(`The object ${objectName(object)} is not there.`);
      if (await this.cache.bring(object, (path) => this.blobs.fetchTo(key, path))) return;
      await this.lose(object);
      throw new ObjectLostError(`The bytes of the object ${objectName(object)} are gone, or not what they were.`);
    });
  }

  private async lose(object: StoredObject): Promise<void> {
    this.keys.delete(objectName(object));
    await loseObject(this.pool, this.place.userId, object);
  }
}
