import { v5 as uuidV5 } from 'uuid';
import type { NewJob } from '../queue/queued-job.ts';

/** The queue, as far as it is needed here. A job whose id is there already stays as it is. */
export interface SendsJobs {
  send(jobs: readonly NewJob[]): Promise<void>;
}

/** Tries of a notification's job: they are for workers that die, not for receivers and mail servers that do not answer well. */
const mostReceives = 8;

/** The name space of ids that follow from what is to be sent: sent twice, it is one job. */
const space = '0b0f3d7e-6a0c-4a53-9a53-0f2f3a1c8c7d';

/**
 * A mail or a delivery, as a job for a worker of the type `notification`.
 * @param occasion what is sent, and which try of it
 */
export function notificationJob(
  userId: string,
  kind: 'email' | 'webhook',
  occasion: string,
  parameters: Readonly<Record<string, unknown>>,
): NewJob {
  const id = uuidV5(`${kind} ${occasion}`, space);
  return { id, userId, projectId: null, type: 'notification', kind, parameters, mostReceives };
}

/** An id that follows from an occasion: what is made for it a second time is the same. */
export const idOf = (occasion: string): string => uuidV5(occasion, space);
