import type { Fault } from './fault.ts';

const vitest = ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'] as const;

const storage = (
  name: string,
  file: string,
  [find, replace]: readonly [string, string],
  says: RegExp,
  // The tests of the module, written in Terraform.
  check: Fault['check'] = [...vitest, 'terraform/modules.test', '-t', ` ${file.split('/')[0]} does what`],
): Fault => ({
  ...{ layer: 'Storage', name, file: `infrastructure/terraform/modules/${file}`, find, replace, check },
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** Buckets, the edge before them, and the copies in the other region. */
export const faults: readonly Fault[] = [
  storage(
    'buckets can be opened to the public by a policy',
    's3/main.tf',
    ['block_public_policy     = true', 'block_public_policy     = false'],
    /No bucket may be opened to the public/,
  ),
  storage(
    "users' files go to a class that Intelligent-Tiering has no step to",
    's3/lifecycle.tf',
    ['storage_class = "INTELLIGENT_TIERING"', 'storage_class = "STANDARD_IA"'],
    /S3 refuses the step from there to Standard-IA/,
  ),
  storage(
    'a stolen key without a second factor ends films for good',
    's3/policies.tf',
    ['test     = "BoolIfExists"', 'test     = "Bool"'],
    /In production nobody ends a version of a film/,
  ),
  storage(
    "the web app can't finish an upload",
    's3/main.tf',
    ['["ETag", "Content-Length", "Content-Range"]', '["Content-Length", "Content-Range"]'],
    /needs each part's ETag to complete them/,
  ),
  storage(
    "anybody's distribution reads the frontend's bucket",
    'cloudfront/policies.tf',
    ['"aws:SourceArn" = aws_cloudfront_distribution.this.arn', '"aws:SourceArn" = "*"'],
    /without aws:SourceArn anybody's distribution could read it/,
  ),
  storage(
    'viewers may speak TLS 1.0',
    'cloudfront/main.tf',
    ['"TLSv1.2_2021"', '"TLSv1"'],
    /TLS 1.2 is the least that viewers may speak/,
  ),
  storage(
    "whoever knows a film's place may see it",
    'cloudfront/main.tf',
    ['= [one(aws_cloudfront_key_group.media[*].id)]', '= null'],
    /shown to who holds a link signed with the studio's key/,
  ),
  storage(
    'links break when their key is changed',
    'cloudfront/media.tf',
    [
      'items = [for key in aws_cloudfront_public_key.media : key.id]',
      'items = [values(aws_cloudfront_public_key.media)[0].id]',
    ],
    /Links of the old key have to go on while the new one takes over/,
  ),
  storage(
    "a page among users' files acts as the web app",
    'cloudfront/main.tf',
    ['one(aws_cloudfront_response_headers_policy.media[*].id)', 'aws_cloudfront_response_headers_policy.security.id'],
    /a page among them would act as the web app/,
  ),
  storage(
    'edges send a deleted film for a day',
    'cloudfront/media.tf',
    ['max_ttl     = 300', 'max_ttl     = 86400'],
    /must not be sent by an edge for longer than five minutes/,
  ),
  storage(
    'a distribution reads the backups with the films',
    'backup/main.tf',
    ['each.key == "dr" && length(var.media_distribution_arns) > 0', 'length(var.media_distribution_arns) > 0'],
    /Backups are nobody's to read/,
  ),
  storage(
    'a page of the static export is not found',
    'cloudfront/files/pages.js',
    ['`${path}.html`', '`${path}/index.html`'],
    /\/films.html/,
    [...vitest, 'cloudfront/edge-functions'],
  ),
  storage(
    "what a user deletes stays in the other region's copy for ever",
    'backup/replication.tf',
    [
      'delete_marker_replication {\n        status = "Enabled"',
      'delete_marker_replication {\n        status = "Disabled"',
    ],
    /What a user deletes must go from the copies too/,
  ),
  storage(
    'copies of the database can be ended before their time',
    'backup/database.tf',
    ['min_retention_days = var.retention_days', 'min_retention_days = 1'],
    /nobody ends a copied snapshot before its 90 days/,
  ),
  storage(
    'copies are made some time, and nobody measures when',
    'backup/replication.tf',
    ['minutes = replication_time.value', 'minutes = 60'],
    /within 15 minutes: the document's recovery point/,
  ),
];
