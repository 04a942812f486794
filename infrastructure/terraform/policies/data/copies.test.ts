import { describe, expect, it } from 'vitest';
import type { Environment } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { type Policy, studioOf } from '../plan/policy.ts';
import { backupsGoToGlacier, copiesAreLocked, filesAreCopied, recoveryHasAll } from './copies.ts';

const faults = (policy: Policy, environment: Environment, ...resources: readonly ReturnType<typeof planned>[]) =>
  policy.faults(studioOf(environment, resources));
const bucket = (name: string, values = {}) =>
  planned('aws_s3_bucket', { bucket: name, ...values }, `aws_s3_bucket.${name}`);
const there = (name: string, values = {}) => bucket(name, { region: 'us-west-2', ...values });

describe('files', () => {
  const assets = bucket('ai-film-studio-assets-prod-1', { region: 'us-east-1' });
  const backups = there('ai-film-studio-backups-prod-1');
  const dr = there('ai-film-studio-assets-dr-usw2');
  const at = (time: string, minutes: number) => [{ status: 'Enabled', [time]: [{ minutes }] }];
  const rule = (to: string, minutes?: number, rest = {}) => ({
    status: 'Enabled',
    filter: [{}],
    destination: [
      {
        bucket: `arn:aws:s3:::${to}`,
        ...(minutes && { replication_time: at('time', minutes), metrics: at('event_threshold', minutes) }),
      },
    ],
    ...rest,
  });
  const replication = (...rules: readonly object[]) =>
    planned('aws_s3_bucket_replication_configuration', { bucket: 'ai-film-studio-assets-prod-1', rule: rules });
  const [toBackups, toDr] = [rule('ai-film-studio-backups-prod-1', 15), rule('ai-film-studio-assets-dr-usw2', 15)];

  it('of production are copied to two buckets within 15 minutes', () => {
    expect(faults(filesAreCopied, 'production', assets, backups, dr, replication(toBackups, toDr))).toEqual([]);
  });

  it('of dev are copied to one, whenever S3 has time', () => {
    const source = bucket('ai-film-studio-frontend-dev-1');
    const rules = [rule('ai-film-studio-backups-dev-1')];
    const copy = planned('aws_s3_bucket_replication_configuration', {
      bucket: 'ai-film-studio-frontend-dev-1',
      rule: rules,
    });
    expect(faults(filesAreCopied, 'dev', source, there('ai-film-studio-backups-dev-1'), copy)).toEqual([]);
    // Logs are not.
    expect(faults(filesAreCopied, 'dev', bucket('ai-film-studio-logs-dev-1'))).toEqual([]);
  });

  const start = 'aws_s3_bucket.ai-film-studio-assets-prod-1 (ai-film-studio-assets-prod-1)';
  const missing = (to: string) =>
    `${start} is not copied whole to ${to}… in us-west-2: aws_s3_bucket_replication_configuration`;
  const noBackups = missing('ai-film-studio-backups-prod-');
  it.each([
    ['nobody copies them', [], [noBackups, missing('ai-film-studio-assets-dr-')]],
    ['nobody can run from the copy', [replication(toBackups)], [missing('ai-film-studio-assets-dr-')]],
    ['there is no backup', [replication(toDr)], [noBackups]],
    ['a rule is off', [replication({ ...toBackups, status: 'Disabled' }, toDr)], [noBackups]],
    ['some are left out', [replication({ ...toBackups, filter: [{ prefix: 'users/' }] }, toDr)], [noBackups]],
    [
      'S3 promises no time',
      [replication(rule('ai-film-studio-backups-prod-1'), toDr)],
      [
        `${start} is copied to ai-film-studio-backups-prod-1 at no time that S3 promises: replication_time and metrics of 15`,
      ],
    ],
  ])('are found where %s', (_, resources, words) => {
    expect(faults(filesAreCopied, 'production', assets, backups, dr, ...resources)).toEqual(words);
  });

  it('are found where the copy is in the same region', () => {
    const here = bucket('ai-film-studio-backups-prod-1', { region: 'us-east-1' });
    expect(faults(filesAreCopied, 'production', assets, here, dr, replication(toBackups, toDr))).toEqual([noBackups]);
  });
});

describe('backups', () => {
  const name = 'ai-film-studio-backups-prod-1';
  const lifecycle = (days: number, rest = {}) =>
    planned('aws_s3_bucket_lifecycle_configuration', {
      bucket: name,
      rule: [{ status: 'Enabled', transition: [{ days, storage_class: 'GLACIER' }], ...rest }],
    });

  it('go to Glacier after 90 days', () => {
    expect(faults(backupsGoToGlacier, 'dev', there(name), lifecycle(90))).toEqual([]);
  });

  it.each([
    [[]],
    [[lifecycle(30)]],
    [[lifecycle(90, { status: 'Disabled' })]],
  ])('that do not are found', (resources) => {
    expect(faults(backupsGoToGlacier, 'dev', there(name), ...resources)).toEqual([
      `aws_s3_bucket.${name} (${name}) has no transition of all to GLACIER after 90 days`,
    ]);
  });
});

describe('locks', () => {
  const name = 'ai-film-studio-backups-prod-1';
  const locked = there(name, { object_lock_enabled: true });
  const lock = (retention: object) =>
    planned('aws_s3_bucket_object_lock_configuration', { bucket: name, rule: [{ default_retention: [retention] }] });
  const vault = planned('aws_backup_vault', { name: 'copies', region: 'us-west-2' });
  const vaultLock = (min_retention_days: number, backup_vault_name = 'copies') =>
    planned('aws_backup_vault_lock_configuration', { backup_vault_name, min_retention_days });

  it('hold what is copied for 90 days in production, and nothing elsewhere', () => {
    const here = planned('aws_backup_vault', { name: 'here', region: 'us-east-1' });
    expect(faults(copiesAreLocked, 'production', locked, lock({ days: 90 }), vault, vaultLock(90), here)).toEqual([]);
    expect(faults(copiesAreLocked, 'production', locked, lock({ years: 1 }))).toEqual([]);
    expect(faults(copiesAreLocked, 'staging', there(name), vault)).toEqual([]);
  });

  it.each([[[]], [[vaultLock(30)]], [[vaultLock(90, 'here')]]])('that a vault lacks are found', (resources) => {
    expect(faults(copiesAreLocked, 'production', vault, ...resources)).toEqual([
      'aws_backup_vault.this has no aws_backup_vault_lock_configuration of 90 days',
    ]);
  });

  it.each([
    [[locked]],
    [[locked, lock({ days: 30 })]],
    [[there(name), lock({ days: 90 })]],
  ])('that a bucket lacks are found', (resources) => {
    expect(faults(copiesAreLocked, 'production', ...resources)).toEqual([
      `aws_s3_bucket.${name} (${name}) is not locked for 90 days: object_lock_enabled, and default_retention`,
    ]);
  });
});

describe('what takes over', () => {
  const repository = planned('aws_ecr_repository', { name: 'ai-film-studio-backend-prod' });
  const registry = (region: string, ...filters: readonly string[]) =>
    planned('aws_ecr_replication_configuration', {
      replication_configuration: [
        { rule: [{ destination: [{ region }], repository_filter: filters.map((filter) => ({ filter })) }] },
      ],
    });
  const secret = (replica: readonly object[], unknown: readonly object[] = []) =>
    planned('aws_secretsmanager_secret', { replica }, undefined, { replica: unknown });
  const key = (multi_region: boolean) => planned('aws_kms_key', { multi_region });
  const replica = (region: string) => planned('aws_kms_replica_key', { region });
  const good = secret([{ region: 'us-west-2' }], [{ kms_key_id: true }]);

  it('has images, secrets and keys in production, and nothing elsewhere', () => {
    const all = [
      repository,
      registry('us-west-2', 'ai-film-studio-'),
      good,
      key(true),
      key(false),
      replica('us-west-2'),
    ];
    expect(faults(recoveryHasAll, 'production', ...all)).toEqual([]);
    expect(faults(recoveryHasAll, 'production', repository, registry('us-west-2'))).toEqual([]);
    expect(faults(recoveryHasAll, 'dev', repository, secret([]))).toEqual([]);
  });

  it.each([
    [[]],
    [[registry('eu-west-1')]],
    [[registry('us-west-2', 'ai-film-studio-worker')]],
  ])('without an image is found', (resources) => {
    expect(faults(recoveryHasAll, 'production', repository, ...resources)).toEqual([
      'aws_ecr_repository.this is not copied to us-west-2: aws_ecr_replication_configuration',
    ]);
  });

  it.each([
    [secret([])],
    [secret([{ region: 'us-west-2' }])],
    [secret([{ region: 'eu-west-1' }], [{ kms_key_id: true }])],
  ])('without a secret is found', (one) => {
    expect(faults(recoveryHasAll, 'production', one, key(true), replica('us-west-2'))).toEqual([
      'aws_secretsmanager_secret.this has no replica in us-west-2 with a key of that region',
    ]);
  });

  it.each([[[]], [[replica('eu-west-1')]]])('without a key is found', (resources) => {
    expect(faults(recoveryHasAll, 'production', good, key(true), ...resources)).toEqual([
      'aws_kms_key.this is of many regions and has no aws_kms_replica_key in us-west-2',
    ]);
    expect(faults(recoveryHasAll, 'production', good, key(false))).toEqual([
      'no aws_kms_key is of many regions: copies could not be opened there',
    ]);
  });
});
