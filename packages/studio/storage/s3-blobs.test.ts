import { describeWith } from '../test-services.fixture.ts';
import { blobsContract } from './blobs.contract.ts';
import { newBucket } from './s3.fixture.ts';

describeWith('S3_ENDPOINT', 'storage in S3', (endpoint) => {
  blobsContract(() => newBucket(endpoint));
});
