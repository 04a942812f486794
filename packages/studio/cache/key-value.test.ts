import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { describeWith } from '../test-services.fixture.ts';
import { CacheDownError, type KeyValue, keyOf } from './key-value.ts';
import { MemoryKeyValue } from './memory.ts';
import { connectRedis, RedisKeyValue } from './redis.ts';

const until = async (condition: () => Promise<boolean>) => {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20));
};

/** What every driver does. */
function keepsItsContract(open: () => KeyValue): void {
  const cache = open();
  afterAll(() => cache.close());
  const owner = randomUUID();
  const key = (name: string) => keyOf(owner, name);

  it('gives back what was set, until it is deleted', async () => {
    expect(await cache.get(key('a'))).toBeNull();
    await cache.set(key('a'), 'één\n{"two":2}', 60);
    expect(await cache.get(key('a'))).toBe('één\n{"two":2}');
    await cache.set(key('a'), '', 60);
    expect(await cache.get(key('a'))).toBe('');
    await cache.delete(key('a'));
    expect(await cache.get(key('a'))).toBeNull();
  });

  it('forgets what has outlived its time', async () => {
    await cache.set(key('short'), 'x', 1);
    await cache.increment(key('short count'), 5, 1);
    await until(async () => (await cache.get(key('short'))) === null);
    await until(async () => (await cache.increment(key('short count'), 1, 60)) < 5);
  });

  it('does not let a counter live longer because it is counted on', async () => {
    await cache.increment(key('counter'), 1, 1);
    await until(async () => (await cache.increment(key('counter'), 1, 60)) === 1);
  });

  it('reads many in order, of one owner only', async () => {
    await cache.set(key('1'), 'one', 60);
    await cache.set(key('3'), 'three', 60);
    expect(await cache.getMany([key('3'), key('2'), key('1')])).toEqual(['three', null, 'one']);
    expect(await cache.getMany([])).toEqual([]);
    await expect(cache.getMany([key('1'), keyOf('another', '1')])).rejects.toThrow(RangeError);
  });

  it('counts right when many count at once', async () => {
    const counts = await Promise.all(Array.from({ length: 50 }, () => cache.increment(key('many'), 2, 60)));
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, index) => (index + 1) * 2));
    expect(await cache.increment(key('many'), -100, 60)).toBe(0);
  });

  it('gives all who ask at once the same value', async () => {
    const given = await Promise.all(
      Array.from({ length: 20 }, (_, index) => cache.getOrSet(key('one'), `${index}`, 60)),
    );
    expect(new Set(given).size).toBe(1);
    expect(await cache.get(key('one'))).toBe(given[0]);
  });

  it('answers', async () => {
    await expect(cache.ping()).resolves.toBeUndefined();
  });
}

describe('keys and values in memory', () => {
  keepsItsContract(() => new MemoryKeyValue());

  it('drops what was not used for the longest time when it is full', async () => {
    const cache = new MemoryKeyValue({ size: 300 });
    const key = (name: string) => keyOf('o', name);
    await cache.set(key('a'), 'x'.repeat(90), 60);
    await cache.set(key('b'), 'x'.repeat(90), 60);
    await cache.get(key('a'));
    await cache.set(key('c'), 'x'.repeat(110), 60);
    expect(await cache.getMany([key('a'), key('b'), key('c')])).toEqual(['x'.repeat(90), null, 'x'.repeat(110)]);
    await cache.set(key('d'), 'x'.repeat(400), 60);
    expect(await cache.get(key('d'))).toBeNull();
  });
});

describeWith('REDIS_URL', 'keys and values in Redis', (url) => {
  const prefix = `test-${randomUUID()}:`;
  const ready = { onError: () => {} };
  const open = () => {
    const client = connectRedis(url, ready);
    return new RedisKeyValue(client, { prefix });
  };
  afterAll(async () => {
    const client = connectRedis(url, ready);
    await new Promise((resolve) => client.once('ready', resolve));
    const left = await client.keys(`${prefix}*`);
    if (left.length > 0) await client.del(left);
    client.disconnect();
  });
  // The first question may come before the connection: the suite waits for it as a server does.
  const waiting = open();
  it('is reached', async () => {
    await until(() =>
      waiting.ping().then(
        () => true,
        () => false,
      ),
    );
    await waiting.close();
  });
  keepsItsContract(open);
});

describe('a Redis that is not there', () => {
  it('is said so at once, by an error of its own', async () => {
    const faults: Error[] = [];
    const client = connectRedis('redis://127.0.0.1:1', { onError: (error) => faults.push(error) });
    const cache = new RedisKeyValue(client);
    await expect(cache.get(keyOf('a', 'b'))).rejects.toThrow(CacheDownError);
    await until(async () => faults.length > 0);
    await expect(cache.increment(keyOf('a', 'b'), 1, 60)).rejects.toThrow(CacheDownError);
    await expect(cache.ping()).rejects.toThrow('Redis does not answer.');
    await cache.close();
  });
});

describe('a key', () => {
  it('cannot leave its owner', () => {
    expect(keyOf('u1', 'a}{b')).toBe('{u1}:a}{b');
    expect(() => keyOf('u1}:x', 'a')).toThrow(RangeError);
    expect(() => keyOf('', 'a')).toThrow(RangeError);
  });
});
