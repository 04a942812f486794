import { metricLine, storedBy } from './stored.ts';

/**
 * What Lambda calls for each object that comes to the assets bucket or leaves it.
 * @throws NoS3EventError, Error when METRICS_NAMESPACE is not set
 */
export async function handler(event: unknown): Promise<void> {
  const namespace = process.env.METRICS_NAMESPACE;
  if (!namespace) throw new Error('METRICS_NAMESPACE is not set.');
  // S3 asks whether it may, once, when the notification is set up: that has an Event and no Records.
  if (isTest(event)) return;
  // Not by the console: Lambda writes its own words before such lines, and then they are no metrics.
  for (const stored of storedBy(event)) process.stdout.write(`${metricLine(namespace, stored, Date.now())}\n`);
}

const isTest = (event: unknown): boolean =>
  typeof event === 'object' && event !== null && 'Event' in event && event.Event === 's3:TestEvent';
