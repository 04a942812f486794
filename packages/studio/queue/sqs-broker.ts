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
import type { JobType } from './queued-job.ts';
import type { SqsLane, SqsQueues } from './sqs-queues.ts';

/** SQS took some messages of a batch and refused others. */
export class SqsSendError extends Error {
  override readonly name = 'SqsSendError';
}

/** SQS: a batch holds so many messages, and its bodies together so many bytes. */
const mostMessages = 10;
const mostBytes = 262_144;

/** Every so many receives the main queue is asked first: it has its turn however much there is of high priority. */
const mainTurn = 4;

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

  async receive(types: readonly JobType[], signal: AbortSignal): Promise<Delivery | null> {
    const lanes = this.queues.lanes.filter((lane) => lane.types.some((type) => types.includes(type)));
    this.turn += 1;
    const high = lanes.map((lane) => lane.high);
    const main = lanes.map((lane) => lane.main);
    const order = this.turn % mainTurn === 0 ? [...main, ...high] : [...high, ...main];
    try {
      for (const queue of order) {
        const delivery = await this.take(queue, 0, types, signal);
        if (delivery) return delivery;
      }
      return await this.first(order, types, signal);
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  async close(): Promise<void> {
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

  /**
   * Waits at all queues; what comes from one ends the wait at the others. Not the end of its own wait: SQS may just be handing a message to the
   * other, which nobody would see for a while then.
   */
  private async first(
    order: readonly string[],
    types: readonly JobType[],
    signal: AbortSignal,
  ): Promise<Delivery | null> {
    const enough = new AbortController();
    const ends = AbortSignal.any([signal, enough.signal]);
    let first: Delivery | null = null;
    const waitAt = async (queue: string) => {
      const delivery = await this.take(queue, this.longPoll, types, ends).catch((error: unknown) => {
        if (ends.aborted) return null;
        throw error;
      });
      if (delivery) enough.abort();
      // Two may come in the same moment: somebody else may have the second.
      if (first) await delivery?.release(0).catch(() => {});
      first ??= delivery;
    };
    await Promise.all(order.map(waitAt)).finally(() => enough.abort());
    return first;
  }

  private async take(
    QueueUrl: string,
    wait: number,
    types: readonly JobType[],
    signal: AbortSignal,
  ): Promise<Delivery | null> {
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 1,
      WaitTimeSeconds: wait,
      VisibilityTimeout: this.visibility,
    });
    const { Messages = [] } = await this.client.send(receive, { abortSignal: signal });
    return Messages[0] ? this.readDelivery(QueueUrl, Messages[0], types) : null;
  }

  private async readDelivery(
    queue: string,
    { Body = '', MessageId, ReceiptHandle }: Message,
    types: readonly JobType[],
  ) {
    const ours = readMessageText(Body);
    if (!ours) {
      this.log.warn(
        { queue, message: MessageId },
        'A message is not one of the studio: it is left for the dead letter queue.',
      );
      return null;
    }
    const delivery = this.deliveryOf(queue, ReceiptHandle, ours.message.job_id);
    if (types.includes(ours.type)) return delivery;
    await delivery.release(notMine * 1000);
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
