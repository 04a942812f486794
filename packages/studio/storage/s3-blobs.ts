import { createReadStream, createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import {
  type BlobFacts,
  BlobRangeError,
  type Blobs,
  BlobsError,
  type Completion,
  type Download,
  type ListedBlob,
  type ReadBlob,
} from './blobs.ts';
import type { ByteRange } from './byte-range.ts';
import { type CloudFront, cloudFrontLink } from './cloudfront-links.ts';
import { attachment } from './disposition.ts';
import { inParallel } from './in-parallel.ts';
import { checkKey, checkPrefix } from './keys.ts';
import { s3Fault, statusOf, triedAgain } from './s3-faults.ts';
import { S3Uploads } from './s3-uploads.ts';
import type { UploadPlan } from './upload-parts.ts';

export interface S3Options {
  readonly bucket: string;
  readonly region: string;
  /** Only for an S3 that is not Amazon's: Ceph, MinIO. */
  readonly endpoint?: string;
  readonly forcePathStyle?: boolean;
  /** Without them the SDK looks where it always looks: environment, role of the task. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** A client as this studio needs it. Checksums only where S3 demands them: Ceph and MinIO of some years refuse the newer ones. */
export function s3Client({
  region,
  endpoint,
  forcePathStyle = false,
  credentials,
}: Omit<S3Options, 'bucket'>): S3Client {
  return new S3Client({
    ...{
      region,
      forcePathStyle,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    },
    ...(endpoint ? { endpoint } : {}),
    ...(credentials ? { credentials } : {}),
  });
}

/** How many requests of one call are under way at once. */
const atOnce = 16;

/** Bytes in a bucket. Links are S3's own, and to read by CloudFront's where there is one before it: the bytes do not pass through us. */
export class S3Blobs implements Blobs {
  private readonly client: S3Client;
  private readonly bucket: string;
  private readonly cdn: CloudFront | null;
  private readonly uploads: S3Uploads;

  constructor(client: S3Client, bucket: string, cdn: CloudFront | null = null) {
    this.client = client;
    this.bucket = bucket;
    this.cdn = cdn;
    this.uploads = new S3Uploads(client, bucket);
  }

  async put(key: string, file: string, { contentType }: { readonly contentType: string }): Promise<void> {
    checkKey(key);
    const { size } = await stat(file);
    // The SDK does not repeat a request with a stream, which it cannot rewind. We can: it is a file.
    await triedAgain(3, () =>
      this.client.send(
        new PutObjectCommand({
          ...{ Bucket: this.bucket, Key: key, ContentType: contentType, ContentLength: size },
          Body: size === 0 ? '' : createReadStream(file),
        }),
      ),
    );
  }

  async read(key: string, range?: ByteRange): Promise<ReadBlob | null> {
    const asked = range ? { Range: `bytes=${range.first}-${range.last}` } : {};
    try {
      const found = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: checkKey(key), ...asked }));
      if (!(found.Body instanceof Readable)) throw new BlobsError(`${key} came without its bytes.`);
      const bytes = found.ContentLength ?? 0;
      const total = Number(/\/(\d+)$/.exec(found.ContentRange ?? '')?.[1] ?? bytes);
      return { ...factsOf(found, total), stream: found.Body, bytes };
    } catch (error) {
      if (statusOf(error) === 404) return null;
      if (statusOf(error) === 416) throw new BlobRangeError(`${key} does not reach that far.`, { cause: error });
      throw s3Fault(error);
    }
  }

  async head(key: string): Promise<BlobFacts | null> {
    try {
      const found = await this.client.send(new HeadObjectCommand({ Bucket: this.bucket, Key: checkKey(key) }));
      return factsOf(found, found.ContentLength ?? 0);
    } catch (error) {
      if (statusOf(error) === 404) return null;
      throw s3Fault(error);
    }
  }

  async fetchTo(key: string, path: string): Promise<boolean> {
    return triedAgain(3, async () => {
      const found = await this.read(key);
      if (!found) return false;
      try {
        await pipeline(found.stream, createWriteStream(path));
        const { size } = await stat(path);
        if (size !== found.total) throw new BlobsError(`${key} broke off after ${size} of ${found.total} bytes.`);
        return true;
      } catch (error) {
        await rm(path, { force: true });
        throw error;
      }
    });
  }

  async delete(keys: readonly string[]): Promise<void> {
    // One by one: deleting many in a request wants a checksum that Ceph and AWS disagree about.
    await inParallel(keys.map(checkKey), atOnce, async (Key) => {
      await this.client.send(new DeleteObjectCommand({ Bucket: this.bucket, Key })).catch((error: unknown) => {
        if (statusOf(error) !== 404) throw s3Fault(error);
      });
    });
  }

  async *list(prefix: string): AsyncIterable<ListedBlob> {
    const pages = paginateListObjectsV2({ client: this.client }, { Bucket: this.bucket, Prefix: checkPrefix(prefix) });
    for await (const page of pages)
      for (const { Key, Size = 0 } of page.Contents ?? []) if (Key) yield { key: Key, bytes: Size };
  }

  async deletePrefix(prefix: string): Promise<void> {
    await this.uploads.abortUnder(checkPrefix(prefix));
    let keys: string[] = [];
    for await (const { key } of this.list(prefix)) {
      keys.push(key);
      if (keys.length < 1000) continue;
      await this.delete(keys);
      keys = [];
    }
    await this.delete(keys);
  }

  async downloadUrl(key: string, { expires, filename, contentType }: Download): Promise<string> {
    if (this.cdn)
      return cloudFrontLink(this.cdn, {
        ...{ key: checkKey(key), until: Math.floor(Date.now() / 1000) + expires },
        ...(filename === undefined ? {} : { disposition: attachment(filename) }),
        ...(contentType === undefined ? {} : { contentType }),
      });
    const command = new GetObjectCommand({
      ...{ Bucket: this.bucket, Key: checkKey(key) },
      ResponseContentDisposition: filename === undefined ? 'inline' : attachment(filename),
      ...(contentType === undefined ? {} : { ResponseContentType: contentType }),
    });
    return getSignedUrl(this.client, command, { expiresIn: expires });
  }

  beginUpload(key: string, _plan: UploadPlan, { contentType }: { readonly contentType: string }): Promise<string> {
    return this.uploads.begin(checkKey(key), contentType);
  }

  partUrl(key: string, uploadId: string, part: { part: number; bytes: number; expires: number }): Promise<string> {
    return this.uploads.partUrl(checkKey(key), uploadId, part);
  }

  uploadedParts(key: string, uploadId: string) {
    return this.uploads.parts(key, uploadId);
  }

  async completeUpload(key: string, uploadId: string, plan: UploadPlan): Promise<Completion> {
    const completion = await this.uploads.complete(key, uploadId, plan);
    // Who completed it before us may have died before they could tell.
    return completion === 'gone' && (await this.head(key))?.total === plan.bytes ? 'done' : completion;
  }

  abortUpload(key: string, uploadId: string): Promise<void> {
    return this.uploads.abort(key, uploadId);
  }
}

function factsOf(
  found: { ContentType?: string | undefined; ETag?: string | undefined; LastModified?: Date | undefined },
  total: number,
): BlobFacts {
  const { ContentType = 'application/octet-stream', ETag = '""', LastModified = new Date(0) } = found;
  return { total, contentType: ContentType, etag: ETag, modified: LastModified };
}
