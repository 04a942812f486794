import { randomUUID } from 'node:crypto';
import {
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testDatabase } from '../db/test-database.fixture.ts';
import { describeWith } from '../test-services.fixture.ts';
import { Announcer } from './announcer.ts';
import { brokerContract } from './broker.contract.ts';
import { JobQueue } from './job-queue.ts';
import { sourceContract } from './job-source.contract.ts';
import { openBroker, quiet } from './queue-driver.fixture.ts';
import type { NewJob } from './queued-job.ts';
import { batches } from './sqs-broker.ts';
import { SqsDeadLetters } from './sqs-dead-letters.ts';
import { createQueues, type SqsQueues } from './sqs-queues.ts';

describeWith('SQS_ENDPOINT', 'SQS', (endpoint) => {
  const client = new SQSClient({ endpoint });
  const make = (byType = false, more = {}) => createQueues(client, `test-${randomUUID()}`, { byType, ...more });
  // A poll that is out when nobody waits any more gives what it brings back, and SQS counts that, too: here nothing is to be buried by it.
  const unburied = { mostReceives: 100 };
  const urlsOf = ({ lanes, dead }: SqsQueues) => [...lanes.flatMap(({ main, high }) => [main, high]), dead];
  const purge = async (queues: SqsQueues) => {
    for (const QueueUrl of urlsOf(queues)) await client.send(new PurgeQueueCommand({ QueueUrl }));
  };
  const remove = async (queues: SqsQueues) => {
    for (const QueueUrl of urlsOf(queues)) await client.send(new DeleteQueueCommand({ QueueUrl }));
  };
  const countIn = async (QueueUrl: string): Promise<number> => {
    const { Attributes = {} } = await client.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
    return Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible);
  };
  const put = (QueueUrl: string, MessageBody: string) => client.send(new SendMessageCommand({ QueueUrl, MessageBody }));

  describe.each([
    ['one lane for all types', false],
    ['a lane for each type', true],
  ])('as a carrier of messages, %s', (_name, byType) => {
    brokerContract(
      async () => {
        let queues = await make(byType, unburied);
        return {
          open: (log) => openBroker({ name: 'sqs', endpoint, queues }, log),
          async putJunk() {
            const lane = queues.lanes.find(({ types }) => types.includes('image'));
            await put(lane?.main ?? '', 'hello world');
          },
          async left() {
            const counts = await Promise.all(urlsOf({ ...queues, dead: queues.lanes[0]?.main ?? '' }).map(countIn));
            return counts.reduce((sum, count) => sum + count, 0);
          },
          // Queues of its own for each test: a poll that was out when its broker closed may still take a message.
          async clear() {
            await remove(queues);
            queues = await make(byType, unburied);
          },
          stop: () => remove(queues),
        };
      },
      { hidden: 2_000 },
    );
  });

  describe('as the way of jobs', () => {
    sourceContract(async () => {
      const queues = await make();
      return {
        driver: { name: 'sqs', endpoint, queues },
        lose: () => purge(queues),
        stop: () => remove(queues),
      };
    });
  });

  it('tells operators of dead jobs in the dead letter queue, and brings back from it what is well', async () => {
    const database = await testDatabase();
    const queues = await make();
    const queue = new JobQueue(database.pool);
    const owner = await database.owner();
    const broker = await openBroker({ name: 'sqs', endpoint, queues });
    const announcer = new Announcer({ pool: database.pool, broker, log: quiet });
    const letters = new SqsDeadLetters({ client, url: queues.dead, queue, log: quiet });
    const job = (): NewJob => ({ id: randomUUID(), ...owner, type: 'image', kind: 'board', parameters: {} });
    const announced = async (id: string) =>
      (await database.pool.query('select announced_at is not null as told from jobs where id = $1', [id])).rows[0].told;

    const [dies, well, over] = [job(), job(), job()];
    await queue.send([dies]);
    const mine = await queue.claim(['image'], { worker: 'a' });
    if (!mine) throw new Error('There was nothing to claim.');
    await queue.fail(mine, 'the model is gone', { permanent: true, luck: 0 });
    await queue.send([well, over]);
    await queue.cancel([over.id]);
    expect(await announcer.announce()).toBe(2);
    expect(await countIn(queues.dead)).toBe(1);

    // SQS has counted receives that were none of the job's, and somebody else wrote to the queue.
    for (const { id } of [well, over]) {
      const message = { job_id: id, user_id: owner.userId, project_id: owner.projectId, type: 'image_generation' };
      await put(
        queues.dead,
        JSON.stringify({ ...message, parameters: {}, priority: 'low', created_at: '2026-01-01T00:00:00Z' }),
      );
    }
    await put(queues.dead, 'hello world');
    expect(await announced(well.id)).toBe(true);
    expect(await letters.reconcile()).toBe(2);
    expect(await announced(well.id)).toBe(false);
    expect(await countIn(queues.dead)).toBe(2);
    expect(await queue.dead(10)).toMatchObject([{ id: dies.id, error: 'the model is gone' }]);

    await broker.close();
    await remove(queues);
    await database.stop();
  });
});

describe('batches for SQS', () => {
  it('keep the order, and are within its limits', () => {
    const body = fc.integer({ min: 1, max: 262_144 }).map((bytes) => 'x'.repeat(bytes));
    fc.assert(
      fc.property(fc.array(body, { maxLength: 30 }), (bodies) => {
        const made = batches(bodies);
        expect(made.flat()).toEqual(bodies);
        for (const batch of made) {
          expect(batch.length).toBeLessThanOrEqual(10);
          expect(Buffer.byteLength(batch.join(''))).toBeLessThanOrEqual(262_144);
        }
      }),
      { seed: 6, numRuns: 50 },
    );
  });
});
