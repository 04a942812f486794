import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandOutput,
  ListPartsCommand,
  type ListPartsCommandOutput,
  NoSuchUpload,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { BlobsError, type Completion } from './blobs.ts';
import { missingParts, type UploadedPart, type UploadPlan } from './upload-parts.ts';

const isGone = (error: unknown) =>
  error instanceof NoSuchUpload || (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404);

/** S3's multipart uploads. */
export class S3Uploads {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(client: S3Client, bucket: string) {
    this.client = client;
    this.bucket = bucket;
  }

  async begin(key: string, contentType: string): Promise<string> {
    const { UploadId } = await this.client.send(
      new CreateMultipartUploadCommand({ Bucket: this.bucket, Key: key, ContentType: contentType }),
    );
    if (!UploadId) throw new BlobsError(`The storage began the upload of ${key} without an id for it.`);
    return UploadId;
  }

  partUrl(key: string, uploadId: string, { part, bytes, expires }: { part: number; bytes: number; expires: number }) {
    const command = new UploadPartCommand({
      ...{ Bucket: this.bucket, Key: key, UploadId: uploadId, PartNumber: part, ContentLength: bytes },
    });
    // Signed with its length: S3 refuses a part that is longer or shorter.
    return getSignedUrl(this.client, command, {
      expiresIn: expires,
      signableHeaders: new Set(['host', 'content-length']),
    });
  }

  async parts(key: string, uploadId: string): Promise<readonly (UploadedPart & { etag: string })[] | null> {
    try {
      const parts: (UploadedPart & { etag: string })[] = [];
      // Not the SDK's paginator: Ceph names a next page after the last one too, and the paginator would go on forever.
      for (let after: string | undefined = '0'; after !== undefined; ) {
        const page: ListPartsCommandOutput = await this.client.send(
          new ListPartsCommand({ Bucket: this.bucket, Key: key, UploadId: uploadId, PartNumberMarker: after }),
        );
        for (const { PartNumber = 0, Size = 0, ETag = '' } of page.Parts ?? [])
          parts.push({ part: PartNumber, bytes: Size, etag: ETag });
        after = page.IsTruncated ? page.NextPartNumberMarker : undefined;
      }
      return parts;
    } catch (error) {
      if (isGone(error)) return null;
      throw error;
    }
  }

  async complete(key: string, uploadId: string, plan: UploadPlan): Promise<Completion> {
    const parts = await this.parts(key, uploadId);
    if (!parts) return 'gone';
    if (missingParts(plan, parts).length > 0) return 'missing-parts';
    const Parts = parts.map(({ part, etag }) => ({ PartNumber: part, ETag: etag }));
    try {
      await this.client.send(
        new CompleteMultipartUploadCommand({
          ...{ Bucket: this.bucket, Key: key, UploadId: uploadId },
          MultipartUpload: { Parts },
        }),
      );
      return 'done';
    } catch (error) {
      if (isGone(error)) return 'gone';
      throw error;
    }
  }

  async abort(key: string, uploadId: string): Promise<void> {
    try {
      await this.client.send(new AbortMultipartUploadCommand({ Bucket: this.bucket, Key: key, UploadId: uploadId }));
    } catch (error) {
      if (!isGone(error)) throw error;
    }
  }

  async abortUnder(prefix: string): Promise<void> {
    for (let from: { KeyMarker?: string; UploadIdMarker?: string } | null = {}; from; ) {
      const page: ListMultipartUploadsCommandOutput = await this.client.send(
        new ListMultipartUploadsCommand({ Bucket: this.bucket, Prefix: prefix, ...from }),
      );
      for (const { Key, UploadId } of page.Uploads ?? []) if (Key && UploadId) await this.abort(Key, UploadId);
      const { IsTruncated, NextKeyMarker, NextUploadIdMarker } = page;
      from =
        IsTruncated && NextKeyMarker && NextUploadIdMarker
          ? { KeyMarker: NextKeyMarker, UploadIdMarker: NextUploadIdMarker }
          : null;
    }
  }
}
