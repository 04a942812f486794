import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  type Message,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Announcement, Broker, Delivery, JobMessage } from './broker.ts';
import { readMessageText } from './job-message.ts';
import type { Log } from './job-source.ts';
import { askedInTurn, type Lanes } from './lanes.ts';
import type { JobType } from './queued-job.ts';
import type { SqsLane, SqsQueues } from './sqs-queues.ts';

/** SQS took some messages of a batch and refused others. */
export class SqsSendError extends Error {
  override readonly name = 'SqsSendError';
}

/** SQS: a batch holds so many messages, and its bodies together so many bytes. */
const mostMessages = 10;
const mostBytes = 262_144;

/** How long a message stays with somebody whose types it is not for before another may see it, in seconds. */
const notMine = 1;

export interface SqsOptions {
  readonly client: SQSClient;
  readonly queues: SqsQueues;
  readonly log: Log;
  /** Milliseconds until a message that nobody came for is sent again. */
  readonly patience?: number;
  /** Seconds that a received message is hidden: long enough for a claim in the database. */
  readonly visibility?: number;
  /** Seconds that a message is hidden while its job is done; renewed three times in each. */
  readonly busy?: number;
  /** Seconds of long polling. */
  readonly wait?: number;
}

/** Somebody who waits for a message. */
interface Waiter {
  readonly queues: readonly string[];
  readonly types: readonly JobType[];
  take(delivery: Delivery): void;
  fail(error: unknown): void;
}

/** SQS as the carrier of messages: standard queues, one of high priority. */
export class SqsBroker implements Broker {
  readonly name = 'sqs';
  readonly patience: number;
  readonly pulse: number;
  private readonly client: SQSClient;
  private readonly queues: SqsQueues;
  private readonly log: Log;
  private readonly visibility: number;
  private readonly busy: number;
  private readonly longPoll: number;
  private readonly waiters = new Set<Waiter>();
  /** The queues that a long poll is out for. */
  private readonly polled = new Set<string>();
  private readonly closing = new AbortController();
  private turn = 0;

  constructor({ client, queues, log, patience = 900_000, visibility = 30, busy = 300, wait = 20 }: SqsOptions) {
    this.client = client;
    this.queues = queues;
    this.log = log;
    this.patience = patience;
    this.visibility = visibility;
    this.busy = busy;
    this.pulse = (busy * 1000) / 3;
    this.longPoll = wait;
  }

  async send(announcements: readonly Announcement[]): Promise<void> {
    const byQueue = Map.groupBy(announcements, ({ type, message }) => {
      const lane = this.laneOf(type);
      return message.priority === 'high' ? lane.high : lane.main;
    });
    await Promise.all(
      [...byQueue].map(([queue, some]) =>
        this.sendTo(
          queue,
          some.map(({ message }) => message),
        ),
      ),
    );
  }

  /** The dead letter queue is what the operators' alarm watches. */
  async bury(announcements: readonly Announcement[]): Promise<void> {
    await this.sendTo(
      this.queues.dead,
      announcements.map(({ message }) => message),
    );
  }

  async receive(types: readonly JobType[], signal: AbortSignal, lanes: Lanes = 'both'): Promise<Delivery | null> {
    const ours = this.queues.lanes.filter((lane) => lane.types.some((type) => types.includes(type)));
    this.turn += 1;
    const order = askedInTurn(this.turn, lanes, ours);
    try {
      for (const queue of order) {
        const delivery = await this.look(queue, types, signal);
        if (delivery) return delivery;
      }
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
    return this.wait(order, types, signal);
  }

  async close(): Promise<void> {
    this.closing.abort();
    this.client.destroy();
  }

  private laneOf(type: JobType): SqsLane {
    const lane = this.queues.lanes.find(({ types }) => types.includes(type));
    if (!lane) throw new SqsSendError(`There is no queue for jobs of type ${type}.`);
    return lane;
  }

  private async sendTo(queue: string, messages: readonly JobMessage[]): Promise<void> {
    for (const batch of batches(messages.map((message) => JSON.stringify(message)))) {
      const Entries = batch.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
      const { Failed = [] } = await this.client.send(new SendMessageBatchCommand({ QueueUrl: queue, Entries }));
      if (Failed[0])
        throw new SqsSendError(`SQS refused ${Failed.length} of ${batch.length} messages: ${Failed[0].Message}`);
    }
  }

  /** What lies in a queue now. A question that is out is never taken back, whoever stops waiting: see `poll`. */
  private async look(queue: string, types: readonly JobType[], signal: AbortSignal): Promise<Delivery | null> {
    const { promise, resolve, reject } = Promise.withResolvers<Message | null>();
    const leave = () => resolve(null);
    signal.addEventListener('abort', leave, { once: true });
    const asked = this.ask(queue, 0, this.closing.signal);
    asked.then(resolve, reject);
    try {
      const message = await promise;
      if (message) return await this.readDelivery(queue, message, types);
      // Nobody hears of it any more: it comes again when it is not hidden any more.
      if (signal.aborted) void asked.then((late) => late && this.hand(queue, late)).catch(() => {});
      return null;
    } finally {
      signal.removeEventListener('abort', leave);
    }
  }

  /** Until one of the queues' polls brings a message for these types, or the signal; not longer than a long poll. */
  private async wait(
    queues: readonly string[],
    types: readonly JobType[],
    signal: AbortSignal,
  ): Promise<Delivery | null> {
    const { promise, resolve, reject } = Promise.withResolvers<Delivery | null>();
    const waiter: Waiter = { queues, types, take: resolve, fail: reject };
    const leave = () => {
      this.waiters.delete(waiter);
      resolve(null);
    };
    const tired = setTimeout(leave, this.longPoll * 1000);
    this.waiters.add(waiter);
    signal.addEventListener('abort', leave, { once: true });
    if (signal.aborted) leave();
    else for (const queue of queues) void this.poll(queue);
    try {
      return await promise;
    } finally {
      clearTimeout(tired);
      signal.removeEventListener('abort', leave);
      this.waiters.delete(waiter);
    }
  }

  /**
   * Polls a queue for as long as somebody waits at it. A poll that is out is never ended, whoever stops waiting: SQS may just be handing it a message,
   * which nobody would see for a while then. What it brings is for whoever waits by then, and if nobody does, for others at once.
   */
  private async poll(queue: string): Promise<void> {
    if (this.polled.has(queue)) return;
    this.polled.add(queue);
    const waiting = () => [...this.waiters].filter(({ queues }) => queues.includes(queue));
    try {
      while (waiting().length > 0) {
        const message = await this.ask(queue, this.longPoll, this.closing.signal);
        if (message && !(await this.hand(queue, message))) return;
      }
    } catch (error) {
      for (const waiter of waiting()) waiter.fail(error);
    } finally {
      this.polled.delete(queue);
    }
  }

  /** @returns whether it was for one of those who wait: of a queue that holds what is not theirs they ask again later, or SQS would count it to death */
  private async hand(queue: string, message: Message): Promise<boolean> {
    const waiting = () => [...this.waiters].filter(({ queues }) => queues.includes(queue));
    const types = waiting().flatMap((waiter) => waiter.types);
    const delivery = await this.readDelivery(queue, message, types);
    if (!delivery) return false;
    const waiter = waiting().find((one) => one.types.includes(delivery.type));
    if (waiter) {
      this.waiters.delete(waiter);
      waiter.take(delivery);
    } else await delivery.release(0);
    return true;
  }

  private async ask(QueueUrl: string, wait: number, signal: AbortSignal): Promise<Message | null> {
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 1,
      WaitTimeSeconds: wait,
      VisibilityTimeout: this.visibility,
    });
    const { Messages = [] } = await this.client.send(receive, { abortSignal: signal });
    return Messages[0] ?? null;
  }

  private async readDelivery(
    queue: string,
    { Body = '', MessageId, ReceiptHandle }: Message,
    types: readonly JobType[],
  ): Promise<(Delivery & { readonly type: JobType }) | null> {
    const ours = readMessageText(Body);
    if (!ours) {
      this.log.warn(
        { queue, message: MessageId },
        'A message is not one of the studio: it is left for the dead letter queue.',
      );
      return null;
    }
    const delivery = this.deliveryOf(queue, ReceiptHandle, ours.message.job_id);
    if (types.includes(ours.type)) return { ...delivery, type: ours.type };
    await delivery.release(types.length === 0 ? 0 : notMine * 1000);
    return null;
  }

  private deliveryOf(QueueUrl: string, ReceiptHandle: string | undefined, jobId: string): Delivery {
    const hide = async (seconds: number) => {
      await this.client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: seconds }),
      );
    };
    return {
      jobId,
      extend: () => hide(this.busy),
      ack: async () => {
        await this.client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      },
      release: (delay) => hide(Math.ceil(delay / 1000)),
    };
  }
}

/** As few batches as SQS's limits allow without changing the order. */
export function batches(bodies: readonly string[]): readonly (readonly string[])[] {
  const result: string[][] = [];
  let room = 0;
  for (const body of bodies) {
    const bytes = Buffer.byteLength(body);
    const last = result.at(-1);
    if (last && last.length < mostMessages && bytes <= room) {
      last.push(body);
      room -= bytes;
    } else {
      result.push([body]);
      room = mostBytes - bytes;
    }
  }
  return result;
}
