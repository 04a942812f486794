import { type CacheHealthReports, watchCache } from './cache-health.ts';
import { CacheDownError, type KeyValue } from './key-value.ts';

/** A driver whose server can be taken away: it then does what the one on Redis does. */
export function breakable(inner: KeyValue): KeyValue & { down: boolean } {
  const through =
    <A extends readonly unknown[], T>(method: (...given: A) => Promise<T>) =>
    async (...given: A): Promise<T> => {
      if (cache.down) throw new CacheDownError('Redis does not answer.');
      return await method(...given);
    };
  const cache = {
    down: false,
    name: inner.name,
    get: through(inner.get.bind(inner)),
    now: inner.now.bind(inner),
    getMany: through(inner.getMany.bind(inner)),
    set: through(inner.set.bind(inner)),
    getOrSet: through(inner.getOrSet.bind(inner)),
    delete: through(inner.delete.bind(inner)),
    increment: through(inner.increment.bind(inner)),
    ping: through(inner.ping.bind(inner)),
    close: inner.close.bind(inner),
  };
  return cache;
}

/** A cache's health, and what was said of it. */
export function watched() {
  const said: string[] = [];
  const reports: CacheHealthReports = {
    lost: (use) => said.push(`${use} lost`),
    back: (use) => said.push(`${use} back`),
    missed: () => {},
  };
  return { health: watchCache(reports), said };
}
