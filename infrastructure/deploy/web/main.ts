import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { S3Client } from '@aws-sdk/client-s3';
import { placeOf, publish } from './publish.ts';

/** `npm run web:publish -- apps/web/out --bucket BUCKET --distribution ID` */
const { folder, bucket, distribution } = placeOf(process.argv.slice(2));
const reference = new Date().toISOString();
const done = await publish(folder, reference, {
  s3: new S3Client(),
  cloudfront: new CloudFrontClient(),
  bucket,
  distribution,
});
console.log(
  `${done.uploaded} files were uploaded, ${done.deleted} deleted, and CloudFront has forgotten the old ones.`,
);
