import { PermanentError } from '../queue/job-errors.ts';
import type { DeliverDependencies } from '../webhooks/deliver.ts';
import { deliverWebhook, deliveryParameters } from '../webhooks/deliver.ts';
import { deliverMail, mailParameters } from './mail-box.ts';
import type { Mailer } from './mailer.ts';

export interface NotificationDependencies extends DeliverDependencies {
  readonly mailer: Mailer;
}

/**
 * Does a job of the type `notification`. Doing it again does nothing.
 * @param kind `email` or `webhook`
 * @throws PermanentError or ZodError when no try can help; anything else is tried again
 */
export async function runNotification(
  kind: string,
  parameters: Readonly<Record<string, unknown>>,
  dependencies: NotificationDependencies,
  signal?: AbortSignal,
): Promise<void> {
  if (kind === 'webhook') return deliverWebhook(deliveryParameters.parse(parameters), dependencies, signal);
  if (kind === 'email')
    return deliverMail(mailParameters.parse(parameters).mailId, dependencies.pool, dependencies.mailer);
  throw new PermanentError(`There is no notification of the kind "${kind}".`);
}
