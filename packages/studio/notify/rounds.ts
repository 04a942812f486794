import type { Pool } from 'pg';
import { sweepEvents } from '../events/feed.ts';
import { latch } from '../events/latch.ts';
import type { Listener } from '../events/listener.ts';
import { dispatchWebhooks, queueDeliveries, sweepDeliveries } from '../webhooks/deliveries.ts';
import { mailEvents } from './event-mails.ts';
import { deliverMailsWithoutJob, queueMails, sweepMails } from './mail-box.ts';
import type { Mailer } from './mailer.ts';
import type { SendsJobs } from './notification.ts';

export interface RoundDependencies {
  readonly pool: Pool;
  readonly queue: SendsJobs;
  readonly mailer: Mailer;
  /** Where the web app is, such as https://studio.example.org. */
  readonly site: string;
  /** Hears what went wrong; it is done again in the next round. */
  readonly onFailure: (error: unknown) => void;
}

/** Makes deliveries and mails of what happened, and sends jobs for what is due. Any number of processes may do so at once. */
export async function notificationRound({ pool, queue, mailer, site, onFailure }: RoundDependencies): Promise<void> {
  const steps = [
    () => untilNothing(() => dispatchWebhooks(pool)),
    () => untilNothing(() => mailEvents(pool, site)),
    () => untilNothing(async () => (await queueDeliveries(pool, queue)) > 0),
    () => untilNothing(async () => (await queueMails(pool, queue)) > 0),
    () => deliverMailsWithoutJob(pool, mailer, onFailure),
  ];
  // What ails one of them keeps none of the others.
  for (const step of steps) await step().catch(onFailure);
}

async function untilNothing(step: () => Promise<boolean>): Promise<void> {
  while (await step());
}

/** `breath`: what is told in quick succession is one round. */
const milliseconds = { breath: 100, round: 2000, sweep: 3_600_000 } as const;

/** Rounds whenever something was told and every two seconds besides, and a sweep every hour, until the signal ends it. */
export async function runNotifications(
  dependencies: RoundDependencies & { readonly listener: Pick<Listener, 'subscribe'> },
  signal: AbortSignal,
): Promise<void> {
  const { pool, listener, onFailure } = dependencies;
  const told = latch();
  const endings = [
    listener.subscribe('events', null, told.raise),
    listener.subscribe('notifications', null, told.raise),
  ];
  let sweptAt = Number.NEGATIVE_INFINITY;
  while (!signal.aborted) {
    await notificationRound(dependencies);
    if (performance.now() - sweptAt > milliseconds.sweep) {
      sweptAt = performance.now();
      await Promise.all([sweepEvents(pool), sweepDeliveries(pool), sweepMails(pool)]).catch(onFailure);
    }
    await told.wait(milliseconds.round, signal);
    await latch().wait(milliseconds.breath, signal);
  }
  for (const end of endings) end();
}
