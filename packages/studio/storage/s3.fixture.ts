import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import { S3Blobs, s3Client } from './s3-blobs.ts';

/** A bucket of its own on the S3 of the environment. */
export async function newBucket(endpoint: string) {
  const { S3_REGION = 'us-east-1', S3_ACCESS_KEY_ID = '', S3_SECRET_ACCESS_KEY = '' } = process.env;
  const client = s3Client({
    ...{ endpoint, region: S3_REGION, forcePathStyle: process.env.S3_FORCE_PATH_STYLE !== 'false' },
    credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
  });
  const Bucket = `studio-test-${randomUUID()}`;
  await client.send(new CreateBucketCommand({ Bucket }));
  const blobs = new S3Blobs(client, Bucket);
  return {
    ...{ client, blobs, bucket: Bucket },
    async close() {
      await client.send(new DeleteBucketCommand({ Bucket }));
      client.destroy();
    },
  };
}
