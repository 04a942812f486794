import { randomBytes } from 'node:crypto';
import type { CacheHealth, CacheUse } from './cache-health.ts';
import { CacheDownError, type KeyValue, keyOf } from './key-value.ts';

/** What a look came to: the value, or `null` and the stamp to keep a new one under. Without a stamp there is nothing to keep it for. */
export interface Look {
  readonly value: string | null;
  readonly stamp: string | null;
}

export interface StampedCacheOptions {
  readonly use: CacheUse;
  /** Seconds that a value is kept at most. */
  readonly ttl: number;
  readonly health: CacheHealth;
}

const nothing: Look = { value: null, stamp: null };
/** Long after the last value under it is gone. */
const stampTtl = 24 * 60 * 60;
const stampLength = 16;
/** Milliseconds between tries to tell of a change that could not be told. */
const retryAfter = 250;

// Drawn anew, not counted up: a counter that the cache lost would begin again, and come to the numbers of values that are still there.
const newStamp = () => randomBytes(12).toString('base64url');

/**
 * Values that hold until something of their owner changes. Each carries the owner's *stamp* as it was before the value was computed;
 * `touch` draws a new stamp, and with it all older values are worth nothing. So a change between computing and keeping cannot leave
 * a stale value behind.
 *
 * While the cache's server is away nothing is found and nothing kept. A change that could not be told is told as soon as the server is
 * back, and until then this process trusts no value of that owner. Another process may give out a stale one meanwhile, for `ttl`
 * at most: only when it reaches the server and we do not.
 */
export class StampedCache {
  private readonly keyValue: KeyValue;
  private readonly use: CacheUse;
  private readonly ttl: number;
  private readonly health: CacheHealth;
  private readonly untold = new Map<string, symbol>();
  private retry: NodeJS.Timeout | null = null;
  /** Until then, by `performance.now()`, nobody's values are believed but of those who were touched since. */
  private doubtedUntil = 0;
  private sure = new Set<string>();

  constructor(keyValue: KeyValue, { use, ttl, health }: StampedCacheOptions) {
    this.keyValue = keyValue;
    this.use = use;
    this.ttl = ttl;
    this.health = health;
  }

  /** Looks before the value is computed: only so is the stamp old enough. */
  async lookUp(owner: string, name: string): Promise<Look> {
    if (this.untold.has(owner)) return nothing;
    if (this.isDoubted(owner) && !(await this.touch(owner))) return nothing;
    return (await this.attempt(() => this.read(owner, name))) ?? nothing;
  }

  /** The value, as far as this process has it at hand; `null` also where it would have to ask. */
  keptNow(owner: string, name: string): string | null {
    if (this.untold.has(owner) || this.isDoubted(owner)) return null;
    const entry = this.keyValue.now(this.key(owner, name));
    const stamp = entry === null ? null : this.keyValue.now(this.stampKey(owner));
    return entry && stamp && entry.startsWith(stamp) ? entry.slice(stampLength) : null;
  }

  /** Keeps a value that was computed after the look that gave the stamp. @param seconds how long it holds at most, when less than `ttl` */
  async keep(owner: string, name: string, stamp: string | null, value: string, seconds = this.ttl): Promise<void> {
    const ttl = Math.floor(Math.min(seconds, this.ttl));
    if (stamp === null || ttl < 1) return;
    await this.attempt(() => this.keyValue.set(this.key(owner, name), stamp + value, ttl));
  }

  /**
   * Something of the owner has changed, and is committed.
   * @returns false when it could not be told yet: it will be, as soon as the server is back
   */
  async touch(owner: string): Promise<boolean> {
    const { sure } = this;
    const told = await this.attempt(async () => {
      await this.keyValue.set(this.stampKey(owner), newStamp(), stampTtl);
      return true;
    });
    if (told) {
      if (performance.now() < this.doubtedUntil) sure.add(owner);
      return true;
    }
    this.untold.set(owner, Symbol(owner));
    this.retry ??= setTimeout(() => void this.tellAll(), retryAfter).unref();
    return false;
  }

  /** News of changes may have been missed: whoever is asked for next is touched first, once each. */
  forgetAll(): void {
    // What was being computed may be kept a little later. After that, what was kept before is over by itself.
    this.doubtedUntil = performance.now() + 2 * this.ttl * 1000;
    // A touch that is under way may have been before what was missed: it counts for the old set.
    this.sure = new Set();
  }

  close(): void {
    if (this.retry) clearTimeout(this.retry);
    this.untold.clear();
  }

  private isDoubted(owner: string): boolean {
    return performance.now() < this.doubtedUntil && !this.sure.has(owner);
  }

  private async read(owner: string, name: string): Promise<Look> {
    const [stamp, entry] = await this.keyValue.getMany([this.stampKey(owner), this.key(owner, name)]);
    if (!stamp) return { value: null, stamp: await this.keyValue.getOrSet(this.stampKey(owner), newStamp(), stampTtl) };
    return { value: entry?.startsWith(stamp) ? entry.slice(stampLength) : null, stamp };
  }

  /** Tells of the changes that could not be told. One that fails again meanwhile has another symbol, and stays. */
  private async tellAll(): Promise<void> {
    for (const [owner, which] of this.untold) {
      const told = await this.attempt(async () => {
        await this.keyValue.set(this.stampKey(owner), newStamp(), stampTtl);
        return true;
      });
      if (!told) break;
      if (this.untold.get(owner) === which) this.untold.delete(owner);
    }
    this.retry = this.untold.size > 0 ? setTimeout(() => void this.tellAll(), retryAfter).unref() : null;
  }

  private async attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const result = await work();
      this.health.answered(this.use);
      return result;
    } catch (error) {
      if (!(error instanceof CacheDownError)) throw error;
      this.health.failed(this.use, error);
      return null;
    }
  }

  private key(owner: string, name: string) {
    return keyOf(owner, `${this.use}:${name}`);
  }

  private stampKey(owner: string) {
    return keyOf(owner, `${this.use}-stamp`);
  }
}
