import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakable, watched } from './cache.fixture.ts';
import { MemoryKeyValue } from './memory.ts';
import { cachedResponses } from './responses.ts';
import { StampedCache } from './stamped-cache.ts';

const open = () => {
  const keyValue = breakable(new MemoryKeyValue());
  const { health, said } = watched();
  return { keyValue, said, health, cache: cachedResponses(keyValue, health) };
};

describe('a cache of values that hold until their owner changes', () => {
  it('finds what was kept, until the owner is touched', async () => {
    const { cache } = open();
    const { value, stamp } = await cache.lookUp('ann', '/films');
    expect(value).toBeNull();
    await cache.keep('ann', '/films', stamp, '[1]');
    expect((await cache.lookUp('ann', '/films')).value).toBe('[1]');
    expect((await cache.lookUp('bob', '/films')).value).toBeNull();
    expect((await cache.lookUp('ann', '/films?limit=1')).value).toBeNull();
    await cache.touch('bob');
    expect((await cache.lookUp('ann', '/films')).value).toBe('[1]');
    await cache.touch('ann');
    expect((await cache.lookUp('ann', '/films')).value).toBeNull();
  });

  it('believes nobody’s values when news may have been missed, neither kept ones nor such as are being computed', async () => {
    const { cache } = open();
    const { stamp } = await cache.lookUp('ann', '/films');
    await cache.keep('ann', '/films', stamp, 'old');
    expect(cache.keptNow('ann', '/films')).toBe('old');
    const late = await cache.lookUp('ann', '/late');
    cache.forgetAll();
    expect(cache.keptNow('ann', '/films')).toBeNull();
    const look = await cache.lookUp('ann', '/films');
    expect(look.value).toBeNull();
    await cache.keep('ann', '/late', late.stamp, 'old');
    expect((await cache.lookUp('ann', '/late')).value).toBeNull();
    // Once each: what is kept from now on is found.
    await cache.keep('ann', '/films', look.stamp, 'new');
    expect((await cache.lookUp('ann', '/films')).value).toBe('new');
    expect(cache.keptNow('ann', '/films')).toBe('new');
  });

  it('never finds what was computed before a change, though it was kept after it', async () => {
    const { cache } = open();
    const { stamp } = await cache.lookUp('ann', '/films');
    await cache.touch('ann');
    await cache.keep('ann', '/films', stamp, 'stale');
    expect((await cache.lookUp('ann', '/films')).value).toBeNull();
  });

  it('never finds an old value when the cache has lost the stamp meanwhile', async () => {
    const { cache, keyValue } = open();
    const { stamp } = await cache.lookUp('ann', '/films');
    await cache.keep('ann', '/films', stamp, 'old');
    await keyValue.delete('{ann}:response-stamp');
    expect((await cache.lookUp('ann', '/films')).value).toBeNull();
  });

  it('keeps nothing longer than it holds', async () => {
    const { cache } = open();
    const { stamp } = await cache.lookUp('ann', '/films');
    await cache.keep('ann', '/films', stamp, 'over', 0.4);
    expect((await cache.lookUp('ann', '/films')).value).toBeNull();
  });

  it('never answers with less than what was committed when the look began, whoever does what in whatever order', async () => {
    // Readers look, compute and keep in three steps, a writer commits and then touches; the server goes and comes.
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constantFrom('look', 'compute', 'keep'), reader: fc.nat(1) }),
        fc.record({ kind: fc.constantFrom('write', 'down', 'up', 'forget'), reader: fc.constant(0) }),
      ),
      { minLength: 30, maxLength: 60, size: 'max' },
    );
    await fc.assert(
      fc.asyncProperty(steps, async (all) => {
        const { cache, keyValue } = open();
        let truth = 0;
        const readers = [0, 1].map(() => ({ stamp: null as string | null, computed: null as number | null }));
        for (const { kind, reader } of all) {
          const one = readers[reader]!;
          if (kind === 'look') {
            const { value, stamp } = await cache.lookUp('ann', 'x');
            if (value !== null) expect(Number(value)).toBe(truth);
            Object.assign(one, { stamp, computed: null });
          } else if (kind === 'compute') one.computed = truth;
          else if (kind === 'keep' && one.computed !== null) await cache.keep('ann', 'x', one.stamp, `${one.computed}`);
          else if (kind === 'write') {
            truth += 1;
            await cache.touch('ann');
          } else if (kind === 'forget' && !keyValue.down) await keyValue.delete('{ann}:response-stamp');
          else if (kind === 'down' || kind === 'up') keyValue.down = kind === 'down';
        }
        cache.close();
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  it('goes on without its server, says so once, and tells of changes as soon as it is back', async () => {
    const { cache, keyValue, said, health } = open();
    const other = new StampedCache(keyValue, { use: 'response', ttl: 60, health });
    const { stamp } = await cache.lookUp('ann', '/films');
    await cache.keep('ann', '/films', stamp, 'old');
    keyValue.down = true;
    expect(await cache.lookUp('ann', '/films')).toEqual({ value: null, stamp: null });
    expect(await cache.touch('ann')).toBe(false);
    expect(said).toEqual(['response lost']);
    keyValue.down = false;
    expect(await cache.lookUp('ann', '/films')).toEqual({ value: null, stamp: null });
    while ((await other.lookUp('ann', '/films')).value === 'old')
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(said).toEqual(['response lost', 'response back']);
    while ((await cache.lookUp('ann', '/films')).stamp === null)
      await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it('does not hide an error that is its own', async () => {
    const { cache } = open();
    await expect(cache.lookUp('a}b', randomUUID())).rejects.toThrow(RangeError);
  });
});
