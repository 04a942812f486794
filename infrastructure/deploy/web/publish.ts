import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type CloudFrontClient,
  CreateInvalidationCommand,
  waitUntilInvalidationCompleted,
} from '@aws-sdk/client-cloudfront';
import { DeleteObjectsCommand, PutObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { publicationOf } from './uploads.ts';

export interface Place {
  readonly s3: S3Client;
  readonly cloudfront: CloudFrontClient;
  readonly bucket: string;
  readonly distribution: string;
}

/**
 * Brings a static export to its bucket, what pages load before the pages, and has CloudFront forget the old ones.
 * @param folder of the export: apps/web/out
 * @param reference that CloudFront knows the invalidation by: the same twice is one
 * @returns how many files were uploaded and deleted
 */
export async function publish(
  folder: string,
  reference: string,
  { s3, cloudfront, bucket, distribution }: Place,
): Promise<{ readonly uploaded: number; readonly deleted: number }> {
  const { uploads, deletions } = publicationOf(await filesIn(folder), await keysIn(s3, bucket));
  if (!uploads.some(({ key }) => key === 'index.html'))
    throw new RangeError(`${folder} has no index.html: it is no export.`);
  for (const { key, type, cache } of uploads)
    await s3.send(
      new PutObjectCommand({
        ...{
          Bucket: bucket,
          Key: key,
          Body: await readFile(join(folder, key)),
          ContentType: type,
          CacheControl: cache,
        },
      }),
    );
  // A request takes a thousand. https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
  for (let first = 0; first < deletions.length; first += 1_000) {
    const Objects = deletions.slice(first, first + 1_000).map((Key) => ({ Key }));
    await s3.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }));
  }
  const { Invalidation } = await cloudfront.send(
    new CreateInvalidationCommand({
      DistributionId: distribution,
      // All of them are one path, and cost as much as one.
      InvalidationBatch: { CallerReference: reference, Paths: { Quantity: 1, Items: ['/*'] } },
    }),
  );
  await waitUntilInvalidationCompleted(
    { client: cloudfront, maxWaitTime: 900, minDelay: 1, maxDelay: 15 },
    { DistributionId: distribution, Id: Invalidation?.Id },
  );
  return { uploaded: uploads.length, deleted: deletions.length };
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'));
}

async function keysIn(s3: S3Client, bucket: string): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket }))
    keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
  return keys;
}

/** @throws TypeError */
export function placeOf(words: readonly string[]): {
  readonly folder: string;
  readonly bucket: string;
  readonly distribution: string;
} {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { bucket: text, distribution: text },
  });
  const [folder] = positionals;
  if (!folder || !values.bucket || !values.distribution)
    throw new TypeError('npm run web:publish -- apps/web/out --bucket BUCKET --distribution ID');
  return { folder, bucket: values.bucket, distribution: values.distribution };
}
