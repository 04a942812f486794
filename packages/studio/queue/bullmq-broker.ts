import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Job, Queue, UnrecoverableError, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import type { Announcement, Broker, Delivery } from './broker.ts';
import { readMessage } from './job-message.ts';
import type { Log } from './job-source.ts';
import { askedInTurn, type Lanes } from './lanes.ts';
import type { JobType } from './queued-job.ts';

/** The specification's queues, and one for what puts films together; beside each, one of high priority. */
export const bullmqQueues: Readonly<Record<JobType, { readonly main: string; readonly high: string }>> = {
  image: { main: 'image-generation-queue', high: 'image-generation-high-priority-queue' },
  video: { main: 'video-generation-queue', high: 'video-generation-high-priority-queue' },
  audio: { main: 'audio-generation-queue', high: 'audio-generation-high-priority-queue' },
  assembly: { main: 'film-assembly-queue', high: 'film-assembly-high-priority-queue' },
  notification: { main: 'notification-queue', high: 'notification-high-priority-queue' },
};

/**
 * Short, since the lease is in the database: after a crash between receive and claim another has the message in a few seconds (BullMQ's own
 * defaults take a minute). How often it may stall does not matter here: the job's row counts its receives.
 */
const locks = { lockDuration: 5_000, stalledInterval: 2_500, maxStalledCount: 1_000_000 };

/** How long a receiver waits at most before it looks again, in milliseconds: for messages that were released or stalled. */
const lookAgain = 1_000;

/** Messages that are not ours are kept for operators, this many of them. */
const keptJunk = 1_000;

/** 2026-01-01, in seconds: from here BullMQ's priorities are counted. */
const epoch = 1_767_225_600;
/** BullMQ's priorities go from 1 to 2²¹ − 1. */
const priorityRange = 2 ** 21 - 2;

/** Minutes are fine enough, since head starts are ten of them. After four years it begins anew; then what waits just then comes late. */
export const bullmqPriority = (rank: number): number =>
  1 + (((Math.floor((rank - epoch) / 60) % priorityRange) + priorityRange) % priorityRange);

/** Redis takes what it needs room for from others' keys: a queue on it would lose messages without a word. */
async function warnOfEviction(redis: Redis, log: Log): Promise<void> {
  const policy = /maxmemory_policy:(\S+)/.exec(await redis.info('memory'))?.[1];
  if (policy && policy !== 'noeviction')
    log.warn(
      { policy },
      'Redis may evict queued messages: set its maxmemory-policy to noeviction. Lost ones come late.',
    );
}

export interface BullmqOptions {
  readonly url: string;
  readonly log: Log;
  /** Of all keys. The braces keep them in one slot of a cluster. */
  readonly prefix?: string;
  /** Milliseconds until a message that nobody came for is sent again. */
  readonly patience?: number;
}

/** Redis 7 as the carrier of messages, by BullMQ. Everything it holds can be lost: the announcer makes it anew. */
export class BullmqBroker implements Broker {
  readonly name = 'bullmq';
  readonly patience: number;
  readonly pulse = locks.lockDuration / 3;
  private readonly log: Log;
  private readonly prefix: string;
  private readonly redis: Redis;
  private readonly ear: Redis;
  private readonly queues = new Map<string, Queue>();
  private readonly workers = new Map<string, Worker>();
  private readonly over = new AbortController();
  private news = new AbortController();
  private turn = 0;

  private constructor({ log, prefix = '{studio}', patience = 60_000 }: BullmqOptions, redis: Redis) {
    this.log = log;
    this.prefix = prefix;
    this.patience = patience;
    this.redis = redis;
    this.ear = redis.duplicate();
  }

  /** @throws the client's error when Redis cannot be reached now; later it is tried again for ever */
  static async open(options: BullmqOptions): Promise<BullmqBroker> {
    const redis = new Redis(options.url, { maxRetriesPerRequest: null, lazyConnect: true });
    // Said by whoever waits for an answer; the client connects again by itself.
    redis.on('error', () => {});
    try {
      await redis.connect();
      await warnOfEviction(redis, options.log);
      const broker = new BullmqBroker(options, redis);
      await broker.hear();
      return broker;
    } catch (error) {
      redis.disconnect();
      throw error;
    }
  }

  async send(announcements: readonly Announcement[]): Promise<void> {
    const byQueue = Map.groupBy(announcements, ({ type, message }) => {
      const { main, high } = bullmqQueues[type];
      return message.priority === 'high' ? high : main;
    });
    for (const [name, some] of byQueue) {
      await this.queueOf(name).addBulk(
        some.map(({ message, rank, key }) => ({
          name: message.type,
          data: message,
          // Redis knows a job id as long as its message is there: so nothing is carried twice.
          opts: {
            jobId: key,
            priority: bullmqPriority(rank),
            removeOnComplete: true,
            removeOnFail: { count: keptJunk },
          },
        })),
      );
    }
    await this.redis.publish(this.channel, '');
  }

  async receive(types: readonly JobType[], signal: AbortSignal, lanes: Lanes = 'both'): Promise<Delivery | null> {
    if (this.over.signal.aborted) throw new Error('The broker is closed: nothing more comes from it.');
    const heard = this.news.signal;
    const before = await this.look(types, lanes, signal);
    if (before || signal.aborted) return before;
    await sleep(lookAgain, undefined, { signal: AbortSignal.any([signal, heard, this.over.signal]) }).catch(() => {});
    return signal.aborted || this.over.signal.aborted ? null : this.look(types, lanes, signal);
  }

  async close(): Promise<void> {
    this.over.abort();
    await Promise.all([...this.workers.values()].map((worker) => worker.close(true)));
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
    this.ear.disconnect();
    this.redis.disconnect();
  }

  private get channel(): string {
    return `${this.prefix}:news`;
  }

  /** Workers sleep on one channel for all types: BullMQ's own wait is for one queue a connection. */
  private async hear(): Promise<void> {
    this.ear.on('error', () => {});
    this.ear.on('message', () => {
      this.news.abort();
      this.news = new AbortController();
    });
    await this.ear.connect();
    await this.ear.subscribe(this.channel);
  }

  /** The queues in turn, so that none of a worker's types waits for another. Without Redis this takes until it is back, or the signal. */
  private async look(types: readonly JobType[], lanes: Lanes, signal: AbortSignal): Promise<Delivery | null> {
    this.turn += 1;
    const queues = types.map((type) => bullmqQueues[type]);
    for (const name of askedInTurn(this.turn, lanes, queues)) {
      if (signal.aborted) return null;
      const delivery = await untilAborted(this.take(name), signal);
      if (delivery) return delivery;
    }
    return null;
  }

  private async take(name: string): Promise<Delivery | null> {
    const worker = await this.workerOf(name);
    for (;;) {
      const token = randomUUID();
      const job: Job | undefined = await worker.getNextJob(token, { block: false });
      if (!job) return null;
      const ours = readMessage(job.data);
      if (ours) return deliveryOf(job, token, ours.message.job_id);
      this.log.warn(
        { queue: name, message: job.id },
        'A message is not one of the studio: it is left among the failed.',
      );
      await job.moveToFailed(new UnrecoverableError('This is not a message of the studio.'), token, false);
    }
  }

  private queueOf(name: string): Queue {
    const queue = this.queues.get(name) ?? new Queue(name, { connection: this.redis, prefix: this.prefix });
    this.queues.set(name, queue);
    return queue;
  }

  private async workerOf(name: string): Promise<Worker> {
    const known = this.workers.get(name);
    if (known) return known;
    const worker = new Worker(name, null, {
      connection: this.redis,
      prefix: this.prefix,
      autorun: false,
      ...locks,
    });
    worker.on('error', (error) => this.log.warn({ err: error, queue: name }, 'BullMQ reports an error.'));
    this.workers.set(name, worker);
    await worker.startStalledCheckTimer();
    return worker;
  }
}

/** What is taken after the signal is for somebody else at once; should that fail, when its lock ends. */
async function untilAborted(work: Promise<Delivery | null>, signal: AbortSignal): Promise<Delivery | null> {
  const { promise, resolve } = Promise.withResolvers<'aborted'>();
  const leave = () => resolve('aborted');
  signal.addEventListener('abort', leave, { once: true });
  try {
    const first = await Promise.race([work, promise]);
    if (first !== 'aborted') return first;
    void work.then((late) => late?.release(0)).catch(() => {});
    return null;
  } finally {
    signal.removeEventListener('abort', leave);
  }
}

function deliveryOf(job: Job, token: string, jobId: string): Delivery {
  return {
    jobId,
    async extend() {
      await job.extendLock(token, locks.lockDuration);
    },
    async ack() {
      await job.moveToCompleted(null, token, false);
    },
    async release(delay) {
      if (delay > 0) await job.moveToDelayed(Date.now() + delay, token);
      else await job.moveToWait(token);
    },
  };
}
