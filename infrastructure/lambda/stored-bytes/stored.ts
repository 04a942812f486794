/** What one event of S3 says of a bucket. */
export interface Stored {
  readonly bucket: string;
  /** Bytes that were written. */
  readonly bytes: number;
  readonly objects: number;
  /** Objects that were deleted, or hidden by a delete marker. S3 does not say how large they were. */
  readonly removed: number;
}

/** What is delivered is no event of S3. */
export class NoS3EventError extends Error {
  override readonly name = 'NoS3EventError';
}

interface S3Record {
  readonly eventName: string;
  readonly s3: { readonly bucket: { readonly name: string }; readonly object: { readonly size?: number } };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function isRecord(value: unknown): value is S3Record {
  // Only looked at: each step is checked before the next.
  const record = value as Partial<S3Record> | null;
  const { bucket, object } = record?.s3 ?? {};
  const size = object?.size;
  return (
    typeof record?.eventName === 'string' &&
    typeof bucket?.name === 'string' &&
    (size === undefined || (Number.isSafeInteger(size) && size >= 0))
  );
}

/**
 * Sums up an event by bucket.
 * @throws NoS3EventError
 * @example storedBy(event); // [{ bucket: 'ai-film-studio-assets-dev-123456789012', bytes: 5_000_000, objects: 1, removed: 0 }]
 */
export function storedBy(event: unknown): readonly Stored[] {
  // Only looked at.
  const records = (event as { readonly Records?: unknown } | null)?.Records;
  if (!Array.isArray(records) || !records.every(isRecord)) throw new NoS3EventError('This is no event of S3.');
  const buckets = new Map<string, Stored>();
  for (const { eventName, s3 } of records) {
    const before = buckets.get(s3.bucket.name) ?? { bucket: s3.bucket.name, bytes: 0, objects: 0, removed: 0 };
    buckets.set(s3.bucket.name, added(before, eventName, s3.object.size ?? 0));
  }
  return [...buckets.values()];
}

function added(before: Stored, eventName: string, size: number): Stored {
  if (eventName.startsWith('ObjectCreated:'))
    return { ...before, bytes: before.bytes + size, objects: before.objects + 1 };
  if (eventName.startsWith('ObjectRemoved:')) return { ...before, removed: before.removed + 1 };
  // s3:TestEvent has no records; whatever else S3 may send one day is nobody's growth.
  return before;
}

/**
 * The line that CloudWatch makes metrics of: stored_bytes, stored_objects and removed_objects, by bucket.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @param timestamp milliseconds since 1970
 */
export function metricLine(namespace: string, { bucket, bytes, objects, removed }: Stored, timestamp: number): string {
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [['bucket']],
          Metrics: [
            { Name: 'stored_bytes', Unit: 'Bytes' },
            { Name: 'stored_objects', Unit: 'Count' },
            { Name: 'removed_objects', Unit: 'Count' },
          ],
        },
      ],
    },
    bucket,
    stored_bytes: bytes,
    stored_objects: objects,
    removed_objects: removed,
  });
}
