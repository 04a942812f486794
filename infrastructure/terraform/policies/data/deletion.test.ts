import { describe, expect, it } from 'vitest';
import type { Environment } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { type Policy, studioOf } from '../plan/policy.ts';
import {
  backupsOutlive,
  deletionIsRefused,
  nothingGoesWithItsContent,
  nothingLocksThrowaway,
  secretsComeBack,
} from './deletion.ts';

const faults = (policy: Policy, environment: Environment, ...resources: readonly ReturnType<typeof planned>[]) =>
  policy.faults(studioOf(environment, resources));
const [kept, throwaway] = [['staging', 'production', 'recovery'] as const, ['dev', 'sandbox'] as const];
const replica = { replicate_source_db: 'postgres' };

describe('what is protected', () => {
  it.each([
    ['aws_db_instance', 'deletion_protection'],
    ['aws_rds_cluster', 'deletion_protection'],
    ['aws_lb', 'enable_deletion_protection'],
    ['aws_eks_cluster', 'deletion_protection'],
    ['aws_dynamodb_table', 'deletion_protection_enabled'],
  ])('is each %s, by %s', (type, name) => {
    for (const environment of kept) {
      expect(faults(deletionIsRefused, environment, planned(type, { [name]: true }))).toEqual([]);
      const words = [`${type}.this can be deleted by mistake: ${name} = true`];
      expect(faults(deletionIsRefused, environment, planned(type, { [name]: false }))).toEqual(words);
      expect(faults(deletionIsRefused, environment, planned(type, {}))).toEqual(words);
    }
    for (const environment of throwaway) {
      expect(faults(deletionIsRefused, environment, planned(type, { [name]: false }))).toEqual([]);
      expect(faults(deletionIsRefused, environment, planned(type, { [name]: true }))).toEqual([
        `${type}.this cannot be torn down with ${environment}: ${name} = false`,
      ]);
    }
  });

  it('is a replica too', () => {
    expect(faults(deletionIsRefused, 'production', planned('aws_db_instance', replica))).toHaveLength(1);
  });
});

describe('content', () => {
  it.each([
    ['aws_s3_bucket', 'force_destroy'],
    ['aws_backup_vault', 'force_destroy'],
    ['aws_ecr_repository', 'force_delete'],
    ['aws_db_instance', 'skip_final_snapshot'],
    ['aws_rds_cluster', 'skip_final_snapshot'],
  ])('of an %s goes with it in dev and sandbox alone, by %s', (type, force) => {
    for (const environment of kept) {
      expect(faults(nothingGoesWithItsContent, environment, planned(type, { [force]: false }))).toEqual([]);
      expect(faults(nothingGoesWithItsContent, environment, planned(type, {}))).toEqual([]);
      expect(faults(nothingGoesWithItsContent, environment, planned(type, { [force]: true }))).toEqual([
        `${type}.this would be deleted with all that is in it: ${force} = false`,
      ]);
    }
    for (const environment of throwaway) {
      expect(faults(nothingGoesWithItsContent, environment, planned(type, { [force]: true }))).toEqual([]);
      expect(faults(nothingGoesWithItsContent, environment, planned(type, {}))).toEqual([
        `${type}.this cannot be torn down with ${environment}: ${force} = true`,
      ]);
    }
  });

  it('of types that nobody thought of stays too', () => {
    expect(faults(nothingGoesWithItsContent, 'staging', planned('aws_route53_zone', { force_destroy: true }))).toEqual([
      'aws_route53_zone.this would be deleted with all that is in it: force_destroy = false',
    ]);
  });

  it('of a replica is in its source, in another region too', () => {
    const database = (values: object) => planned('aws_db_instance', { skip_final_snapshot: true, ...values });
    expect(faults(nothingGoesWithItsContent, 'production', database(replica))).toEqual([]);
    const far = database({ replicate_source_db: 'arn:aws:rds:us-east-1:1:db:postgres' });
    expect(faults(nothingGoesWithItsContent, 'recovery', far)).toEqual([]);
    expect(faults(nothingGoesWithItsContent, 'recovery', database({}))).toHaveLength(1);
  });
});

describe('locks', () => {
  it.each([
    'aws_backup_vault_lock_configuration',
    'aws_s3_bucket_object_lock_configuration',
  ])('are nowhere in dev and sandbox: %s', (type) => {
    for (const environment of throwaway)
      expect(faults(nothingLocksThrowaway, environment, planned(type, {}))).toEqual([
        `${type}.this keeps ${environment} from being torn down: leave it out`,
      ]);
    expect(faults(nothingLocksThrowaway, 'production', planned(type, {}))).toEqual([]);
  });
});

describe('backups of a database', () => {
  const database = (values: Readonly<Record<string, unknown>>) => planned('aws_db_instance', values);

  it('stay when it is deleted; a replica has none', () => {
    const kept = database({ delete_automated_backups: false });
    expect(faults(backupsOutlive, 'production', kept, database(replica))).toEqual([]);
    expect(faults(backupsOutlive, 'dev', database({}))).toEqual([]);
  });

  it.each([{}, { delete_automated_backups: true }])('that go with it are found: %o', (values) => {
    expect(faults(backupsOutlive, 'staging', database(values))).toEqual([
      'aws_db_instance.this would take its backups along: delete_automated_backups = false',
    ]);
  });
});

describe('a secret', () => {
  const secret = (days?: number) => planned('aws_secretsmanager_secret', { recovery_window_in_days: days });

  it('comes back, but for its name in dev and sandbox', () => {
    for (const environment of kept) {
      expect(faults(secretsComeBack, environment, secret(30), secret(7), secret())).toEqual([]);
      expect(faults(secretsComeBack, environment, secret(0))).toEqual([
        'aws_secretsmanager_secret.this is gone at once: recovery_window_in_days = 30',
      ]);
    }
    for (const environment of throwaway) {
      expect(faults(secretsComeBack, environment, secret(0))).toEqual([]);
      expect(faults(secretsComeBack, environment, secret())).toEqual([
        'aws_secretsmanager_secret.this keeps its name for 30 days: recovery_window_in_days = 0',
      ]);
    }
  });
});

describe('a key', () => {
  it.each(['aws_kms_key', 'aws_kms_replica_key'])('comes back for 30 days: %s', (type) => {
    const key = (days?: number) => planned(type, { deletion_window_in_days: days });
    for (const environment of kept) {
      expect(faults(secretsComeBack, environment, key(30), key())).toEqual([]);
      expect(faults(secretsComeBack, environment, key(7))).toEqual([
        `${type}.this is gone before anybody misses it: deletion_window_in_days = 30`,
      ]);
    }
    expect(faults(secretsComeBack, 'dev', key(7))).toEqual([]);
  });
});
