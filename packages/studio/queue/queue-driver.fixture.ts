import { SQSClient } from '@aws-sdk/client-sqs';
import { Pool } from 'pg';
import type { Broker } from './broker.ts';
import { BullmqBroker } from './bullmq-broker.ts';
import { openNews } from './job-news.fixture.ts';
import { JobQueue } from './job-queue.ts';
import { brokerSource, type JobSource, type Log, postgresSource } from './job-source.ts';
import { defaultPolicy } from './job-state.ts';
import type { Lanes } from './lanes.ts';
import { SqsBroker } from './sqs-broker.ts';
import type { SqsQueues } from './sqs-queues.ts';

/** How a process of a test reaches the jobs: plain data, so that it can be handed to another process. */
export type Driver =
  | { readonly name: 'postgres' }
  | { readonly name: 'bullmq'; readonly url: string; readonly prefix: string }
  | { readonly name: 'sqs'; readonly endpoint: string; readonly queues: SqsQueues };

/** Short times, so that a crash is mended while a test waits. */
export const shortPolicy = { ...defaultPolicy, lease: 2_000, backoff: 100 };
export const quiet: Log = { warn() {} };

/** As one process has it; closing it is that process's end. */
export async function openBroker(driver: Exclude<Driver, { name: 'postgres' }>, log: Log = quiet): Promise<Broker> {
  if (driver.name === 'bullmq') return BullmqBroker.open({ ...driver, log, patience: 1_000 });
  const client = new SQSClient({ endpoint: driver.endpoint });
  return new SqsBroker({ client, queues: driver.queues, log, patience: 1_000, visibility: 2, busy: 6, wait: 2 });
}

export async function openSource(
  driver: Driver,
  database: string,
  worker: string,
  lanes: Lanes = 'both',
): Promise<{ readonly source: JobSource; readonly queue: JobQueue; close(): Promise<void> }> {
  const pool = new Pool({ connectionString: database, max: 4 });
  pool.on('error', () => {});
  const queue = new JobQueue(pool, shortPolicy);
  const heard = driver.name === 'postgres' ? await openNews(database) : null;
  const broker = driver.name === 'postgres' ? null : await openBroker(driver);
  const source = heard
    ? postgresSource({ queue, news: heard.news }, { worker, lanes })
    : broker && brokerSource({ queue, broker, log: quiet }, { worker, lanes });
  if (!source) throw new Error('A driver is either PostgreSQL or a broker.');
  return {
    source,
    queue,
    async close() {
      await heard?.close();
      await broker?.close();
      await pool.end();
    },
  };
}
