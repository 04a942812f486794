import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../accounts/principal.ts';
import { describeWith } from '../test-services.fixture.ts';
import { breakable, watched } from './cache.fixture.ts';
import { jobStatuses } from './job-status.ts';
import type { KeyValue } from './key-value.ts';
import { MemoryKeyValue } from './memory.ts';
import { quotas } from './quota.ts';
import { connectRedis, RedisKeyValue } from './redis.ts';
import { cachedSessions } from './sessions.ts';

const principal = (userId: string): Principal => ({
  userId,
  role: 'premium',
  plan: 'premium',
  via: 'session',
  sessionId: 's',
  scopes: new Set(['account', 'films:write']),
  mfa: true,
});

function serves(open: () => KeyValue): void {
  it('knows a session without the database, until the user is touched', async () => {
    const sessions = cachedSessions(open(), watched().health);
    const userId = randomUUID();
    let asked = 0;
    const find = () =>
      sessions.find(userId, 's', async () => {
        asked += 1;
        return { principal: principal(userId), seconds: 600 };
      });
    expect(await find()).toEqual(principal(userId));
    expect(await find()).toEqual(principal(userId));
    expect(asked).toBe(1);
    await sessions.touch(userId);
    expect(await sessions.find(userId, 's', async () => null)).toBeNull();
    await find();
    expect(asked).toBe(2);
  });

  it('does not let in a session that was revoked while it was looked up', async () => {
    const sessions = cachedSessions(open(), watched().health);
    const userId = randomUUID();
    await sessions.find(userId, 's', async () => {
      // Read, and revoked before it is kept.
      const found = { principal: principal(userId), seconds: 600 };
      await sessions.touch(userId);
      return found;
    });
    expect(await sessions.find(userId, 's', async () => null)).toBeNull();
  });

  it('tells how far jobs are, to their user', async () => {
    const statuses = jobStatuses(open(), watched().health);
    const [ann, bob, one, two] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    await statuses.set(ann, one, { share: 0.25, stage: 'pictures' });
    await statuses.set(ann, one, { share: 0.5, stage: 'pictures' });
    expect(await statuses.get(ann, one)).toEqual({ share: 0.5, stage: 'pictures' });
    expect(await statuses.get(bob, one)).toBeNull();
    expect(await statuses.many(ann, [two, one])).toEqual(new Map([[one, { share: 0.5, stage: 'pictures' }]]));
  });

  it('gives a day no more than the most, though all come at once, and the next day anew', async () => {
    const quota = quotas(open(), watched().health);
    const user = randomUUID();
    const today = new Date('2026-11-26T23:59:00Z');
    const taken = await Promise.all(Array.from({ length: 12 }, () => quota.take(user, 'films', 5, today)));
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(5);
    expect(taken[0]?.resetsAt).toEqual(new Date('2026-11-27T00:00:00Z'));
    expect((await quota.take(user, 'requests', 5, today)).used).toBe(1);
    await quota.giveBack(user, 'films', today);
    expect(await quota.take(user, 'films', 5, today)).toMatchObject({ allowed: true, used: 5 });
    expect(await quota.take(user, 'films', 5, today)).toMatchObject({ allowed: false, used: 5, most: 5 });
    expect((await quota.take(user, 'films', 5, new Date('2026-11-27T00:00:00Z'))).used).toBe(1);
  });
}

describe('what the cache is for, in memory', () => {
  serves(() => new MemoryKeyValue());

  it('goes on when the server is away', async () => {
    const keyValue = breakable(new MemoryKeyValue());
    keyValue.down = true;
    const { health, said } = watched();
    const user = randomUUID();
    const statuses = jobStatuses(keyValue, health);
    await statuses.set(user, 'job', { share: 0, stage: 'voices' });
    expect(await statuses.get(user, 'job')).toBeNull();
    const quota = quotas(keyValue, health);
    const allowed = [];
    for (let take = 0; take < 3; take++) allowed.push((await quota.take(user, 'films', 2, new Date())).allowed);
    expect(allowed).toEqual([true, true, false]);
    const found = await cachedSessions(keyValue, health).find(user, 's', async () => ({
      principal: principal(user),
      seconds: 60,
    }));
    expect(found?.userId).toBe(user);
    expect(said).toEqual(['job-status lost', 'quota lost', 'session lost']);
  });
});

describeWith('REDIS_URL', 'what the cache is for, on Redis', (url) => {
  const prefix = `test-${randomUUID()}:`;
  const client = url === '' ? null : connectRedis(url, { onError: () => {} });
  beforeAll(
    () => new Promise((resolve) => (client?.status === 'ready' ? resolve(null) : client?.once('ready', resolve))),
  );
  afterAll(async () => {
    if (!client) return;
    for (const key of await client.keys(`${prefix}*`)) await client.del(key);
    client.disconnect();
  });
  serves(() => {
    if (!client) throw new Error('There is no Redis.');
    return new RedisKeyValue(client, { prefix });
  });
});
