import { setTimeout as sleep } from 'node:timers/promises';
import { DeleteMessageCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { readMessageText } from './job-message.ts';
import type { JobQueue } from './job-queue.ts';
import type { Log } from './job-source.ts';

/** How often the queue is looked through, in milliseconds. */
const lookEach = 60_000;

/** How long what is left there stays hidden from others, in seconds. */
const hidden = 20;

/** So many messages are looked at in one go. */
const mostLooked = 1_000;

/**
 * SQS counts receives on its own: it may bury a message whose job is well. Such a job is announced again and its message removed, as are those of
 * jobs that are over or being done. Messages of dead jobs, and what is not ours, stay for operators.
 */
export class SqsDeadLetters {
  private readonly client: SQSClient;
  private readonly url: string;
  private readonly queue: JobQueue;
  private readonly log: Log;

  constructor(needs: {
    readonly client: SQSClient;
    readonly url: string;
    readonly queue: JobQueue;
    readonly log: Log;
  }) {
    this.client = needs.client;
    this.url = needs.url;
    this.queue = needs.queue;
    this.log = needs.log;
  }

  /** Looks through the queue once. @returns how many messages were removed */
  async reconcile(): Promise<number> {
    let removed = 0;
    for (let looked = 0; looked < mostLooked; ) {
      const { Messages = [] } = await this.client.send(
        new ReceiveMessageCommand({
          QueueUrl: this.url,
          MaxNumberOfMessages: 10,
          VisibilityTimeout: hidden,
          WaitTimeSeconds: 1,
        }),
      );
      if (Messages.length === 0) break;
      looked += Messages.length;
      for (const message of Messages) removed += (await this.mend(message)) ? 1 : 0;
    }
    return removed;
  }

  /** Reconciles until the signal ends it; what goes wrong is logged and tried again. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.reconcile().catch((error: unknown) =>
        this.log.warn({ err: error }, 'The dead letter queue could not be looked through; it is tried again.'),
      );
      await sleep(lookEach, undefined, { signal }).catch(() => {});
    }
  }

  private async mend({ Body = '', ReceiptHandle }: Message): Promise<boolean> {
    const ours = readMessageText(Body);
    if (!ours || (await this.queue.announceAgain(ours.message.job_id)) === 'dead') return false;
    await this.client.send(new DeleteMessageCommand({ QueueUrl: this.url, ReceiptHandle }));
    return true;
  }
}
