import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeWith } from '../test-services.fixture.ts';
import { watched } from './cache.fixture.ts';
import { networkOf } from './network.ts';
import { type LimiterOptions, limiterOf } from './rate-limiter.ts';
import { connectRedis } from './redis.ts';

function counts(options: () => Omit<LimiterOptions, 'health'>): void {
  const open = (points: number, seconds: number, name: string = randomUUID()) =>
    limiterOf(name, { points, seconds }, { ...options(), health: watched().health });

  it('lets as many through as it should, of each caller, though all come at once', async () => {
    const count = open(5, 60);
    const verdicts = await Promise.all(Array.from({ length: 12 }, () => count('ann')));
    expect(verdicts.filter(({ allowed }) => allowed)).toHaveLength(5);
    expect(verdicts.at(-1)).toMatchObject({ allowed: false, remaining: 0 });
    expect(await count('bob')).toEqual({ allowed: true, remaining: 4, seconds: 60 });
  });

  it('begins anew when the time is over', async () => {
    const count = open(1, 1);
    expect((await count('ann')).allowed).toBe(true);
    const { allowed, seconds } = await count('ann');
    expect([allowed, seconds]).toEqual([false, 1]);
    while (!(await count('ann')).allowed) await new Promise((resolve) => setTimeout(resolve, 50));
  });
}

describe('a rate limit in one process', () => {
  counts(() => ({ redis: null }));
});

describeWith('REDIS_URL', 'a rate limit on Redis', (url) => {
  const prefix = `test-${randomUUID()}:`;
  const clients = [0, 1].map(() => (url === '' ? null : connectRedis(url, { onError: () => {} })));
  beforeAll(async () => {
    for (const client of clients)
      if (client && client.status !== 'ready') await new Promise((resolve) => client.once('ready', resolve));
  });
  afterAll(async () => {
    const [client] = clients;
    for (const key of (await client?.keys(`${prefix}*`)) ?? []) await client?.del(key);
    for (const one of clients) one?.disconnect();
  });
  counts(() => ({ redis: clients[0] ?? null, prefix }));

  it('is one for all processes', async () => {
    const name = randomUUID();
    const both = clients.map((redis) =>
      limiterOf(name, { points: 3, seconds: 60 }, { redis: redis ?? null, prefix, health: watched().health }),
    );
    const allowed = [];
    for (const count of [...both, ...both]) allowed.push((await count('ann')).allowed);
    expect(allowed).toEqual([true, true, true, false]);
  });
});

describe('a rate limit whose Redis is away', () => {
  it('is kept by the process itself, and said once', async () => {
    const redis = connectRedis('redis://127.0.0.1:1', { onError: () => {} });
    const { health, said } = watched();
    const count = limiterOf('x', { points: 2, seconds: 60 }, { redis, health });
    const allowed = [];
    for (let request = 0; request < 3; request++) allowed.push((await count('ann')).allowed);
    expect(allowed).toEqual([true, true, false]);
    expect(said).toEqual(['rate-limit lost']);
    redis.disconnect();
  });
});

describe('the network of an address', () => {
  it('is the address itself of IPv4, however it is written, and 64 bits of IPv6', () => {
    expect(networkOf('192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('::ffff:192.0.2.1')).toBe('192.0.2.1');
    expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8:0:0:ffff::9'));
    expect(networkOf('2001:db8:0:1::1')).not.toBe(networkOf('2001:db8::1'));
    expect(networkOf('not an address')).toBe('not an address');
  });
});
