import { v5 as uuidV5 } from 'uuid';

/** A mail or a delivery, as a job for a worker of the type `notification`. */
export interface NotificationJob {
  readonly id: string;
  readonly userId: string;
  readonly projectId: null;
  readonly type: 'notification';
  readonly kind: 'email' | 'webhook';
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly mostReceives: number;
}

/** The queue, as far as it is needed here. A job whose id is there already stays as it is. */
export interface SendsJobs {
  send(jobs: readonly NotificationJob[]): Promise<void>;
}

/** The name space of ids that follow from what is to be sent: sent twice, it is one job. */
const space = '0b0f3d7e-6a0c-4a53-9a53-0f2f3a1c8c7d';

/** @param occasion what is sent, and which try of it */
export function notificationJob(
  userId: string,
  kind: NotificationJob['kind'],
  occasion: string,
  parameters: Readonly<Record<string, unknown>>,
): NotificationJob {
  const id = uuidV5(`${kind} ${occasion}`, space);
  return { id, userId, projectId: null, type: 'notification', kind, parameters, mostReceives: 8 };
}

/** An id that follows from an occasion: what is made for it a second time is the same. */
export const idOf = (occasion: string): string => uuidV5(occasion, space);
