import { S3ServiceException } from '@aws-sdk/client-s3';
import { BlobsError } from './blobs.ts';

/** The HTTP status of an answer that was an error; `undefined` when there was no answer. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;

/** What S3 refused as an error of ours; any other error as it is. */
export function s3Fault(cause: unknown): unknown {
  if (!(cause instanceof S3ServiceException)) return cause;
  return new BlobsError(`The storage answered ${cause.name}: ${cause.message}`, { cause });
}

/** Tries again what broke on the way; what the storage refused stays refused. */
export async function triedAgain<T>(tries: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const status = statusOf(error instanceof BlobsError ? error.cause : error) ?? 500;
    if (tries <= 1 || status < 500) throw s3Fault(error);
    return triedAgain(tries - 1, work);
  }
}
