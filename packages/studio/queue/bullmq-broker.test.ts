import { randomUUID } from 'node:crypto';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { describeWith } from '../test-services.fixture.ts';
import { brokerContract } from './broker.contract.ts';
import { BullmqBroker, bullmqPriority, bullmqQueues } from './bullmq-broker.ts';
import { sourceContract } from './job-source.contract.ts';
import { openBroker, quiet } from './queue-driver.fixture.ts';

/** All keys below a prefix, gone. */
async function sweep(url: string, prefix: string): Promise<void> {
  const redis = new Redis(url);
  const keys = await redis.keys(`${prefix}:*`);
  if (keys.length > 0) await redis.del(keys);
  redis.disconnect();
}

describeWith('REDIS_URL', 'BullMQ', (url) => {
  const newPrefix = () => `{studio-test-${randomUUID()}}`;

  describe('as a carrier of messages', () => {
    brokerContract(
      async () => {
        const prefix = newPrefix();
        const driver = { name: 'bullmq', url, prefix } as const;
        const names = Object.values(bullmqQueues).flatMap(({ main, high }) => [main, high]);
        const queues = names.map((name) => new Queue(name, { connection: { url }, prefix }));
        return {
          open: (log) => openBroker(driver, log),
          async putJunk() {
            await queues[0]?.add('junk', { hello: 'world' });
          },
          async left() {
            const counts = await Promise.all(
              queues.map((queue) => queue.getJobCountByTypes('wait', 'prioritized', 'active', 'delayed')),
            );
            return counts.reduce((sum, count) => sum + count, 0);
          },
          clear: () => sweep(url, prefix),
          async stop() {
            await Promise.all(queues.map((queue) => queue.close()));
            await sweep(url, prefix);
          },
        };
      },
      { hidden: 5_000 },
    );
  });

  describe('as the way of jobs', () => {
    sourceContract(async () => {
      const prefix = newPrefix();
      return {
        driver: { name: 'bullmq', url, prefix },
        lose: () => sweep(url, prefix),
        stop: () => sweep(url, prefix),
      };
    });
  });

  it('carries a message once that is sent twice', async () => {
    const prefix = newPrefix();
    const broker = await BullmqBroker.open({ url, prefix, log: quiet });
    const id = randomUUID();
    const one = {
      type: 'image',
      rank: 0,
      key: `${id}-0`,
      message: {
        job_id: id,
        user_id: id,
        project_id: null,
        type: 'image_generation',
        parameters: {},
        priority: 'low',
        created_at: new Date(0).toISOString(),
      },
    } as const;
    await broker.send([one]);
    await broker.send([one, one]);
    const never = new AbortController().signal;
    expect((await broker.receive(['image'], never))?.jobId).toBe(id);
    expect(await broker.receive(['image'], never)).toBeNull();
    await broker.close();
    await sweep(url, prefix);
  });

  it('is told at the start when there is no Redis', async () => {
    await expect(BullmqBroker.open({ url: 'redis://127.0.0.1:1', log: quiet })).rejects.toThrow();
  });
});

describe("BullMQ's priorities", () => {
  it('follow the rank, within what BullMQ takes', () => {
    const now = 1_790_000_000;
    expect(bullmqPriority(now)).toBeLessThan(bullmqPriority(now + 600));
    for (const rank of [0, now, now * 2, 1e12]) {
      expect(bullmqPriority(rank)).toBeGreaterThanOrEqual(1);
      expect(bullmqPriority(rank)).toBeLessThanOrEqual(2 ** 21 - 1);
    }
  });
});
