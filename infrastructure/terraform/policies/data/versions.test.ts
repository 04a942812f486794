import { describe, expect, it } from 'vitest';
import { planned } from '../plan/planned.fixture.ts';
import { type Policy, studioOf } from '../plan/policy.ts';
import { assetsAreTiered, browsersUpload, bucketsEndWhatIsOld, bucketsKeepVersions } from './versions.ts';

const named = (use: string) => `ai-film-studio-${use}-dev-111111111111`;
const lifecycle = (use: string, ...rules: readonly object[]) =>
  planned('aws_s3_bucket_lifecycle_configuration', {
    bucket: named(use),
    rule: rules.map((rule) => ({ status: 'Enabled', filter: [{}], ...rule })),
  });
const faults = (policy: Policy, use: string, ...resources: readonly ReturnType<typeof planned>[]) =>
  policy.faults(studioOf('dev', [planned('aws_s3_bucket', { bucket: named(use) }), ...resources]));
const found = (use: string, words: string) => [`aws_s3_bucket.this (${named(use)}) ${words}`];

const ending = (days: number, rest = {}) => ({ noncurrent_version_expiration: [{ noncurrent_days: days, ...rest }] });
const uploads = { abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }] };

describe('a bucket', () => {
  const versioning = (status: string) =>
    planned('aws_s3_bucket_versioning', { bucket: named('logs'), versioning_configuration: [{ status }] });

  it('keeps versions', () => {
    expect(faults(bucketsKeepVersions, 'logs', versioning('Enabled'))).toEqual([]);
  });

  it.each([[[]], [[versioning('Suspended')]]])('that keeps none is found', (resources) => {
    expect(faults(bucketsKeepVersions, 'logs', ...resources)).toEqual(
      found('logs', 'keeps no versions: an aws_s3_bucket_versioning that is Enabled has to name it'),
    );
  });

  it('without a name that a plan knows is found too', () => {
    const nameless = planned('aws_s3_bucket', {}, undefined, { bucket: true });
    const another = planned('aws_s3_bucket_versioning', { versioning_configuration: [{ status: 'Enabled' }] });
    expect(bucketsKeepVersions.faults(studioOf('dev', [nameless, another]))).toHaveLength(1);
  });
});

describe('old versions and unfinished uploads', () => {
  it.each([
    ['assets', 30],
    ['frontend', 30],
    ['logs', 1],
  ])('of %s end', (use, days) => {
    expect(faults(bucketsEndWhatIsOld, use, lifecycle(use, uploads, ending(days)))).toEqual([]);
  });

  it('of backups end after 90 days; nobody uploads to them', () => {
    expect(faults(bucketsEndWhatIsOld, 'backups', lifecycle('backups', ending(90)))).toEqual([]);
  });

  it.each([
    [
      'are kept for ever',
      'assets',
      [],
      'keeps old versions for ever, and not for 30 days: noncurrent_version_expiration',
    ],
    ['of assets end too late', 'assets', [ending(90)], 'keeps old versions for 90 days, and not for 30'],
    [
      'of assets end too soon, by one of two rules',
      'assets',
      [ending(30), ending(3)],
      'keeps old versions for 3 days, and not for 30',
    ],
    ['of backups end too soon', 'backups', [ending(30)], 'keeps old versions for 30 days, and not for 90'],
    ['of others end after years', 'logs', [ending(365)], 'keeps old versions for 365 days, and not for at most 90'],
    [
      'are kept by their number',
      'logs',
      [ending(30, { newer_noncurrent_versions: 5 })],
      'keeps old versions for ever, and not for at most 90 days: noncurrent_version_expiration',
    ],
    [
      'end under one folder alone',
      'logs',
      [{ ...ending(30), filter: [{ prefix: 'alb/' }] }],
      'keeps old versions for ever, and not for at most 90 days: noncurrent_version_expiration',
    ],
    [
      'end by a rule that is off',
      'logs',
      [{ ...ending(30), status: 'Disabled' }],
      'keeps old versions for ever, and not for at most 90 days: noncurrent_version_expiration',
    ],
    [
      'end by a rule for some tags',
      'logs',
      [{ ...ending(30), filter: [{ tag: [{ key: 'a', value: 'b' }] }] }],
      'keeps old versions for ever, and not for at most 90 days: noncurrent_version_expiration',
    ],
    [
      'end by a rule for large ones',
      'logs',
      [{ ...ending(30), filter: [{ object_size_greater_than: 9 }] }],
      'keeps old versions for ever, and not for at most 90 days: noncurrent_version_expiration',
    ],
  ])('are found where they %s', (_, use, rules, words) => {
    expect(faults(bucketsEndWhatIsOld, use, lifecycle(use, uploads, ...rules))).toEqual(found(use, words));
  });

  it.each([
    [[]],
    [[{ abort_incomplete_multipart_upload: [{ days_after_initiation: 70 }] }]],
  ])('are found where uploads do not end after 7 days: %o', (rules) => {
    expect(faults(bucketsEndWhatIsOld, 'frontend', lifecycle('frontend', ending(30), ...rules))).toEqual(
      found('frontend', 'does not end unfinished uploads after 7 days: abort_incomplete_multipart_upload'),
    );
  });
});

describe('assets', () => {
  const moving = (storage_class: string) => ({ transition: [{ days: 0, storage_class }] });
  const cors = (rest = {}, of = named('assets')) =>
    planned('aws_s3_bucket_cors_configuration', {
      bucket: of,
      cors_rule: [
        { allowed_methods: ['GET', 'PUT'], expose_headers: ['ETag'], allowed_origins: ['https://films.com'], ...rest },
      ],
    });

  it('go to Intelligent-Tiering', () => {
    expect(faults(assetsAreTiered, 'assets', lifecycle('assets', moving('INTELLIGENT_TIERING')))).toEqual([]);
    expect(faults(assetsAreTiered, 'frontend')).toEqual([]);
  });

  it.each([[[]], [[moving('STANDARD_IA')]]])('that do not are found', (rules) => {
    expect(faults(assetsAreTiered, 'assets', lifecycle('assets', ...rules))).toEqual(
      found('assets', 'has no transition to INTELLIGENT_TIERING of all that is in it'),
    );
  });

  it("are uploaded from the studio's pages", () => {
    expect(faults(browsersUpload, 'assets', cors())).toEqual([]);
    expect(faults(browsersUpload, 'frontend')).toEqual([]);
  });

  it.each([
    [[]],
    [[cors({ allowed_methods: ['GET'] })]],
    [[cors({ expose_headers: [] })]],
  ])('that no browser can upload are found', (resources) => {
    expect(faults(browsersUpload, 'assets', ...resources)).toEqual(
      found('assets', 'has no cors_rule that allows PUT and exposes ETag: browsers could not upload'),
    );
  });

  it.each(['*', 'https://*.films.com', 'http://films.com'])('that pages of %s may use are found', (origin) => {
    expect(faults(browsersUpload, 'logs', cors({ allowed_origins: [origin] }, named('logs')))).toEqual([
      "aws_s3_bucket_cors_configuration.this allows origins with * or without https://: name the studio's",
    ]);
  });
});
