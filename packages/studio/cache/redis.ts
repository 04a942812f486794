import { Cluster, Redis } from 'ioredis';
import { CacheDownError, demandOneOwner, type Key, type KeyValue } from './key-value.ts';

export type RedisClient = Redis | Cluster;

/** Milliseconds. A cache that is slower than the work that it saves is none. */
const patience = { command: 500, connect: 2_000, mostBetweenTries: 2_000 } as const;

/**
 * Connects to a Redis 7, or to a cluster of them by any of its nodes. It returns at once and goes on trying: whatever is asked meanwhile
 * fails at once, and does not wait in line.
 * @param onError hears of every fault of the connection; without a listener ioredis would print them
 * @example const client = connectRedis('rediss://cache.example.org:6379', { cluster: true, onError: (error) => logger.warn({ err: error }) });
 */
export function connectRedis(
  url: string,
  { cluster = false, onError }: { readonly cluster?: boolean; readonly onError: (error: Error) => void },
): RedisClient {
  const options = {
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: patience.command,
    connectTimeout: patience.connect,
  };
  const between = (tries: number) => Math.min(tries * 100, patience.mostBetweenTries);
  const { username, password, protocol } = new URL(url);
  const client = cluster
    ? new Cluster([url], {
        enableOfflineQueue: false,
        enableAutoPipelining: true,
        clusterRetryStrategy: between,
        // TLS of ElastiCache is for the name that was asked for, not for the address that it has.
        dnsLookup: (address, callback) => callback(null, address),
        redisOptions: {
          ...options,
          ...(username ? { username: decodeURIComponent(username) } : {}),
          ...(password ? { password: decodeURIComponent(password) } : {}),
          ...(protocol === 'rediss:' ? { tls: {} } : {}),
        },
      })
    : new Redis(url, { ...options, retryStrategy: between });
  client.on('error', onError);
  return client;
}

/** The lifetime is set with the first increment, in one step: a counter that lost its creator would live for ever. */
const incrementScript = `
local value = redis.call('incrby', KEYS[1], ARGV[1])
if redis.call('pttl', KEYS[1]) == -1 then redis.call('expire', KEYS[1], ARGV[2]) end
return value`;

/** Keys and values in Redis, for all processes of the studio. The client belongs to whoever made it, and is shared with the rate limits. */
export class RedisKeyValue implements KeyValue {
  readonly name = 'redis';
  private readonly client: RedisClient;
  private readonly prefix: string;

  /** @param prefix before every key: without braces, or they would be the hash tag */
  constructor(client: RedisClient, { prefix = 'studio:' }: { readonly prefix?: string } = {}) {
    this.client = client;
    this.prefix = prefix;
  }

  get(key: Key): Promise<string | null> {
    return this.ask(() => this.client.get(this.prefix + key));
  }

  /** Everything is at the server. */
  now(): null {
    return null;
  }

  async getMany(keys: readonly Key[]): Promise<readonly (string | null)[]> {
    demandOneOwner(keys);
    if (keys.length === 0) return [];
    return await this.ask(() => this.client.mget(keys.map((key) => this.prefix + key)));
  }

  async set(key: Key, value: string, ttl: number): Promise<void> {
    await this.ask(() => this.client.set(this.prefix + key, value, 'EX', ttl));
  }

  async getOrSet(key: Key, value: string, ttl: number): Promise<string> {
    return (await this.ask(() => this.client.set(this.prefix + key, value, 'EX', ttl, 'NX', 'GET'))) ?? value;
  }

  async delete(key: Key): Promise<void> {
    await this.ask(() => this.client.del(this.prefix + key));
  }

  async increment(key: Key, by: number, ttl: number): Promise<number> {
    return Number(await this.ask(() => this.client.eval(incrementScript, 1, this.prefix + key, by, ttl)));
  }

  async ping(): Promise<void> {
    await this.ask(() => this.client.ping());
  }

  async close(): Promise<void> {
    this.client.disconnect();
  }

  private async ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (cause) {
      throw new CacheDownError('Redis does not answer.', { cause });
    }
  }
}
