import { blocks, isGiven, numberOf, textOf, textsOf } from '../plan/given.ts';
import type { Policy } from '../plan/policy.ts';
import { type Bucket, bucketsOf, isOpenToAllOrigins, movesTo, rulesOfAll } from './buckets.ts';

/** Days after which what was overwritten or deleted is gone, by the bucket's use. Section 3 has 30 for assets, and 90 that backups are kept. */
const oldVersions: Readonly<Record<string, number>> = { assets: 30, backups: 90 };
/** The longest elsewhere. */
const most = 90;
/** Section 3's, after which what a browser did not finish is gone. */
const unfinished = 7;

/** Uses of buckets in which nothing is ever left unfinished. */
const exceptions: Readonly<Record<string, string>> = {
  backups: 'S3 alone writes here, by replication.',
};

export const bucketsKeepVersions: Policy = {
  name: 'every bucket keeps versions',
  faults: (studio) =>
    bucketsOf(studio).flatMap(({ address, name, beside }) => {
      const versioning = beside('aws_s3_bucket_versioning');
      const states = versioning ? blocks(versioning, 'versioning_configuration') : [];
      return states.some((state) => textOf(state, 'status') === 'Enabled')
        ? []
        : [`${address} (${name}) keeps no versions: an aws_s3_bucket_versioning that is Enabled has to name it`];
    }),
};

function endOfVersions({ use, beside }: Bucket): string | undefined {
  const ends = rulesOfAll(beside('aws_s3_bucket_lifecycle_configuration'))
    .flatMap((rule) => blocks(rule, 'noncurrent_version_expiration'))
    // With newer_noncurrent_versions some are kept for ever.
    .filter((expiration) => !isGiven(expiration, 'newer_noncurrent_versions'))
    .flatMap((expiration) => numberOf(expiration, 'noncurrent_days') ?? []);
  const asked = oldVersions[use];
  const wanted = asked === undefined ? `at most ${most}` : `${asked}`;
  if (!ends.length) return `keeps old versions for ever, and not for ${wanted} days: noncurrent_version_expiration`;
  // Of rules that meet, S3 takes the one that ends sooner.
  const days = Math.min(...ends);
  return (asked === undefined ? days <= most : days === asked)
    ? undefined
    : `keeps old versions for ${days} days, and not for ${wanted}`;
}

function endOfUnfinished({ use, beside }: Bucket): string | undefined {
  if (exceptions[use]) return undefined;
  const ends = rulesOfAll(beside('aws_s3_bucket_lifecycle_configuration'))
    .flatMap((rule) => blocks(rule, 'abort_incomplete_multipart_upload'))
    .map((abort) => numberOf(abort, 'days_after_initiation'));
  return ends.includes(unfinished)
    ? undefined
    : `does not end unfinished uploads after ${unfinished} days: abort_incomplete_multipart_upload`;
}

export const bucketsEndWhatIsOld: Policy = {
  name: 'no bucket keeps old versions or unfinished uploads for ever',
  faults: (studio) =>
    bucketsOf(studio).flatMap((bucket) =>
      [endOfVersions(bucket), endOfUnfinished(bucket)].flatMap((fault) =>
        fault === undefined ? [] : [`${bucket.address} (${bucket.name}) ${fault}`],
      ),
    ),
};

export const assetsAreTiered: Policy = {
  name: 'S3 puts assets that nobody reads where they cost less',
  faults: (studio) =>
    bucketsOf(studio)
      .filter(({ use }) => use === 'assets')
      .flatMap(({ address, name, beside }) => {
        const rules = rulesOfAll(beside('aws_s3_bucket_lifecycle_configuration'));
        return movesTo(rules, 'INTELLIGENT_TIERING').length
          ? []
          : [`${address} (${name}) has no transition to INTELLIGENT_TIERING of all that is in it`];
      }),
};

export const browsersUpload: Policy = {
  name: "browsers upload to assets from the studio's own pages, and from nobody else's",
  faults: (studio) => {
    const missing = bucketsOf(studio)
      .filter(({ use }) => use === 'assets')
      .flatMap(({ address, name, beside }) => {
        const cors = beside('aws_s3_bucket_cors_configuration');
        const rules = cors ? blocks(cors, 'cors_rule') : [];
        // Of each part a browser has to say the ETag, to complete the upload.
        return rules.some(
          (rule) =>
            textsOf(rule, 'allowed_methods').includes('PUT') && textsOf(rule, 'expose_headers').includes('ETag'),
        )
          ? []
          : [`${address} (${name}) has no cors_rule that allows PUT and exposes ETag: browsers could not upload`];
      });
    const open = studio
      .of('aws_s3_bucket_cors_configuration')
      .filter((cors) => blocks(cors, 'cors_rule').some(isOpenToAllOrigins))
      .map(({ address }) => `${address} allows origins with * or without https://: name the studio's`);
    return [...missing, ...open];
  },
};
