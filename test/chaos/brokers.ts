import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { createQueues } from '@ai-film-studio/studio/queue/sqs-queues.ts';
import { DeleteQueueCommand, PurgeQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { Redis } from 'ioredis';
import { tcpProxy } from './tcp-proxy.ts';
import type { Victim } from './victim.ts';

export const drivers = ['postgres', 'bullmq', 'sqs'] as const;
export type DriverName = (typeof drivers)[number];

/** A broker that loses all that it holds whenever it is struck. */
export interface ChaosBroker extends Victim {
  /** How API and workers find it. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** How long a broker that is not ours is out of reach, in milliseconds. */
const outage = 1_500;

/** `null` where the database itself is the broker. */
export async function chaosBroker(driver: DriverName): Promise<ChaosBroker | null> {
  if (driver === 'postgres') return null;
  if (driver === 'sqs') return sqs(process.env.SQS_ENDPOINT ?? '');
  return (await ownRedis(process.env.REDIS_SERVER ?? 'redis-server')) ?? farRedis(process.env.REDIS_URL ?? '');
}

const redisEnv = (port: number, database: string, prefix: string) => ({
  BROKER: 'bullmq',
  REDIS_URL: `redis://127.0.0.1:${port}${database}`,
  REDIS_PREFIX: prefix,
});

/** A Redis of our own that keeps nothing; `null` where there is no such program. */
async function ownRedis(program: string): Promise<ChaosBroker | null> {
  const port = await freePort();
  let server = await startRedis(program, port);
  if (!server) return null;
  const end = async () => {
    server?.kill('SIGKILL');
    if (server?.exitCode === null && server.signalCode === null) await once(server, 'exit');
  };
  return {
    name: 'broker',
    env: redisEnv(port, '', '{chaos}'),
    async strike() {
      await end();
      server = await startRedis(program, port);
      if (!server) throw new Error('Redis did not come back.');
    },
    close: end,
  };
}

async function startRedis(program: string, port: number): Promise<ChildProcess | null> {
  const settings = ['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'];
  const child = spawn(program, [...settings, '--maxmemory-policy', 'noeviction'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return new Promise((resolve) => {
    child.once('error', () => resolve(null));
    child.once('exit', () => resolve(null));
    child.stdout.on('data', (chunk) => {
      if (String(chunk).includes('Ready to accept connections')) resolve(child);
    });
  });
}

/** Somebody's Redis: the way to it is cut, and what this storm has put there is taken away, as a crash without persistence would. */
async function farRedis(address: string): Promise<ChaosBroker> {
  const prefix = `{chaos-${randomUUID()}}`;
  const url = new URL(address);
  const lead = () => proxy.lead(Number(url.port || 6_379), url.hostname);
  const proxy = await tcpProxy();
  lead();
  const lose = async () => {
    const redis = new Redis(address);
    const keys = await redis.keys(`${prefix}:*`);
    if (keys.length > 0) await redis.del(keys);
    redis.disconnect();
  };
  return {
    name: 'broker',
    env: redisEnv(proxy.port, url.pathname, prefix),
    async strike() {
      proxy.cut();
      await lose();
      await delay(outage);
      lead();
    },
    async close() {
      await proxy.close();
      await lose();
    },
  };
}

/** Somebody's SQS: the way to it is cut, and the messages of this storm's queues are lost. */
async function sqs(endpoint: string): Promise<ChaosBroker> {
  const environment = `chaos-${randomUUID().slice(0, 8)}`;
  const url = new URL(endpoint);
  const client = new SQSClient({ endpoint });
  const { lanes, dead } = await createQueues(client, environment);
  const queues = [...lanes.flatMap(({ main, high }) => [main, high]), dead];
  const proxy = await tcpProxy();
  const lead = () => proxy.lead(Number(url.port || 80), url.hostname);
  lead();
  return {
    name: 'broker',
    env: {
      BROKER: 'sqs',
      SQS_ENDPOINT: `http://127.0.0.1:${proxy.port}`,
      SQS_ENVIRONMENT: environment,
      AWS_REGION: process.env.AWS_REGION ?? 'us-east-1',
      AWS_ACCESS_KEY_ID: process.env.AWS_ACCESS_KEY_ID ?? '',
      AWS_SECRET_ACCESS_KEY: process.env.AWS_SECRET_ACCESS_KEY ?? '',
    },
    async strike() {
      proxy.cut();
      for (const QueueUrl of queues) await client.send(new PurgeQueueCommand({ QueueUrl }));
      await delay(outage);
      lead();
    },
    async close() {
      await proxy.close();
      for (const QueueUrl of queues) await client.send(new DeleteQueueCommand({ QueueUrl }));
      client.destroy();
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}
