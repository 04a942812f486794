import { demandOneOwner, type Key, type KeyValue } from './key-value.ts';

interface Entry {
  value: string;
  readonly expires: number;
}

export interface MemoryOptions {
  /** How many characters of keys and values are kept at most; what was not used for the longest time goes first. */
  readonly size?: number;
  /** Milliseconds; only differences count. */
  readonly now?: () => number;
}

/** About 64 MB where all are Latin-1, as JSON mostly is. */
const defaultSize = 64 * 1024 * 1024;

/** Keys and values in this process alone, bounded: for one process, and for counters while Redis is away. */
export class MemoryKeyValue implements KeyValue {
  readonly name = 'memory';
  /** A Map keeps its order: the first was not used for the longest time. */
  private readonly entries = new Map<Key, Entry>();
  private readonly most: number;
  private readonly clock: () => number;
  private size = 0;

  constructor({ size = defaultSize, now = () => performance.now() }: MemoryOptions = {}) {
    this.most = size;
    this.clock = now;
  }

  async get(key: Key): Promise<string | null> {
    return this.read(key)?.value ?? null;
  }

  now(key: Key): string | null {
    return this.read(key)?.value ?? null;
  }

  async getMany(keys: readonly Key[]): Promise<readonly (string | null)[]> {
    demandOneOwner(keys);
    return keys.map((key) => this.read(key)?.value ?? null);
  }

  async set(key: Key, value: string, ttl: number): Promise<void> {
    this.write(key, value, ttl);
  }

  async getOrSet(key: Key, value: string, ttl: number): Promise<string> {
    const there = this.read(key);
    if (there) return there.value;
    this.write(key, value, ttl);
    return value;
  }

  async delete(key: Key): Promise<void> {
    this.drop(key);
  }

  async increment(key: Key, by: number, ttl: number): Promise<number> {
    const there = this.read(key);
    const next = Number(there?.value ?? 0) + by;
    if (there) there.value = String(next);
    else this.write(key, String(next), ttl);
    return next;
  }

  async ping(): Promise<void> {}

  async close(): Promise<void> {
    this.entries.clear();
    this.size = 0;
  }

  private read(key: Key): Entry | null {
    const entry = this.entries.get(key);
    if (!entry) return null;
    if (entry.expires <= this.clock()) {
      this.drop(key);
      return null;
    }
    this.entries.delete(key);
    this.entries.set(key, entry);
    return entry;
  }

  private write(key: Key, value: string, ttl: number): void {
    this.drop(key);
    this.entries.set(key, { value, expires: this.clock() + ttl * 1000 });
    this.size += key.length + value.length;
    for (const oldest of this.entries.keys()) {
      if (this.size <= this.most) return;
      this.drop(oldest);
    }
  }

  private drop(key: Key): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.size -= key.length + entry.value.length;
  }
}
