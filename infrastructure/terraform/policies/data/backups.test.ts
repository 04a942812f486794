import { describe, expect, it } from 'vitest';
import type { Environment } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { type Policy, studioOf } from '../plan/policy.ts';
import { databasesAreBackedUp, momentsAreCopied, weeksAreCopied } from './backups.ts';

const faults = (policy: Policy, environment: Environment, ...resources: readonly ReturnType<typeof planned>[]) =>
  policy.faults(studioOf(environment, resources));
const database = (values = {}, unknown = {}) =>
  planned('aws_db_instance', { identifier: 'postgres', ...values }, undefined, unknown);
/** One of another region, and one of its own. */
const [far, near] = [
  { replicate_source_db: 'arn:aws:rds:us-east-1:1:db:postgres' },
  { replicate_source_db: 'postgres' },
];

describe('a database', () => {
  it.each([
    ['dev', 7],
    ['sandbox', 7],
    ['staging', 14],
    ['production', 30],
    ['recovery', 30],
  ] as const)('of %s keeps backups for %i days, a replica of another region too', (environment, days) => {
    const values = { backup_retention_period: days, final_snapshot_identifier: 'last' };
    expect(faults(databasesAreBackedUp, environment, database(values), database({ ...values, ...far }))).toEqual([]);
    expect(faults(databasesAreBackedUp, environment, database({ ...values, backup_retention_period: 1 }))).toEqual([
      `aws_db_instance.this keeps backups for 1 days, and not for ${days}: backup_retention_period`,
    ]);
  });

  it('without backups is found, and a replica beside it is not', () => {
    expect(faults(databasesAreBackedUp, 'dev', database(), database(near))).toEqual([
      'aws_db_instance.this keeps backups for 0 days, and not for 7: backup_retention_period',
    ]);
  });

  it.each(['staging', 'production', 'recovery'] as const)('of %s leaves a last snapshot', (environment) => {
    const days = environment === 'staging' ? 14 : 30;
    expect(faults(databasesAreBackedUp, environment, database({ backup_retention_period: days }))).toEqual([
      'aws_db_instance.this leaves no snapshot when it goes: final_snapshot_identifier',
    ]);
  });

  it('of dev leaves none', () => {
    expect(faults(databasesAreBackedUp, 'dev', database({ backup_retention_period: 7 }))).toEqual([]);
  });
});

describe('the other region', () => {
  const arn = 'arn:aws:rds:us-east-1:1:db:postgres';
  const replication = (days: number, values = {}, unknown = {}) =>
    planned(
      'aws_db_instance_automated_backups_replication',
      { region: 'us-west-2', retention_period: days, ...values },
      undefined,
      unknown,
    );
  const reference = { source_db_instance_arn: true };

  it.each([
    ['dev', 7],
    ['staging', 7],
    ['production', 30],
  ] as const)('has the moments of %s for %i days', (environment, days) => {
    expect(faults(momentsAreCopied, environment, database(), replication(days, {}, reference))).toEqual([]);
    const named = replication(days, { source_db_instance_arn: arn });
    expect(faults(momentsAreCopied, environment, database(), named, database(near))).toEqual([]);
    expect(faults(momentsAreCopied, environment, database(), replication(3, {}, reference))).toEqual([
      `aws_db_instance_automated_backups_replication.this keeps the other region's backups not for ${days} days: retention_period`,
    ]);
  });

  it.each([
    ['none', []],
    ['one of another database', [replication(7, { source_db_instance_arn: `${arn}-2` })]],
    ['one in its own region', [replication(7, { region: 'us-east-1' }, reference)]],
  ])('that has %s is found', (_, resources) => {
    expect(faults(momentsAreCopied, 'dev', database(), ...resources)).toEqual([
      'aws_db_instance.this has no aws_db_instance_automated_backups_replication in us-west-2',
    ]);
  });

  it('is not told twice of one database', () => {
    const second = planned('aws_db_instance', { identifier: 'second' }, 'aws_db_instance.second');
    expect(faults(momentsAreCopied, 'dev', database(), second, replication(7, {}, reference))).toHaveLength(1);
  });

  it('copies nothing back while it recovers', () => {
    expect(faults(momentsAreCopied, 'recovery', database(far), database())).toEqual([]);
    expect(faults(weeksAreCopied, 'recovery', database(far), database())).toEqual([]);
  });
});

describe('a snapshot of each week', () => {
  const plan = (rule = {}, copy = {}, unknown: object = { destination_vault_arn: true }) =>
    planned(
      'aws_backup_plan',
      {
        rule: [
          {
            schedule: 'cron(0 6 ? * SUN *)',
            copy_action: [{ lifecycle: [{ delete_after: 90 }], ...copy }],
            ...rule,
          },
        ],
      },
      undefined,
      { rule: [{ copy_action: [unknown] }] },
    );
  const vault = planned('aws_backup_vault', { name: 'copies', region: 'us-west-2' });
  const selection = planned('aws_backup_selection', { resources: [null] }, undefined, { resources: [true] });
  const uncopied = ['no aws_backup_plan copies weekly to a vault in us-west-2 with delete_after = 90'];

  it('is copied to a vault that is known or will be made', () => {
    expect(faults(weeksAreCopied, 'dev', database(), vault, plan(), selection)).toEqual([]);
    const known = plan(
      { schedule: 'cron(0 6 ? * 1 *)' },
      { destination_vault_arn: 'arn:aws:backup:us-west-2:1:v' },
      {},
    );
    const named = planned('aws_backup_selection', { resources: ['arn:aws:rds:us-east-1:1:db:postgres'] });
    expect(faults(weeksAreCopied, 'dev', database(), known, named)).toEqual([]);
  });

  it.each([
    ['there is no plan', [vault]],
    ['it is monthly', [vault, plan({ schedule: 'cron(0 6 1 * ? *)' })]],
    ['it is not copied', [vault, plan({ copy_action: [] })]],
    ['the copy goes nowhere', [vault, plan({}, {}, {})]],
    ['the copy stays in the region', [vault, plan({}, { destination_vault_arn: 'arn:aws:backup:us-east-1:1:v' }, {})]],
    ['there is no vault', [plan()]],
    ['it is gone too soon', [vault, plan({}, { lifecycle: [{ delete_after: 30 }] })]],
    ['it stays for ever', [vault, plan({}, { lifecycle: [] })]],
  ])('is found where %s', (_, resources) => {
    expect(faults(weeksAreCopied, 'dev', database(), selection, ...resources)).toEqual(uncopied);
  });

  it('of nothing is found', () => {
    const another = planned('aws_backup_selection', { resources: ['arn:aws:rds:us-east-1:1:db:another'] });
    expect(faults(weeksAreCopied, 'dev', database(), vault, plan(), another)).toEqual([
      'aws_db_instance.this is in no aws_backup_selection',
    ]);
  });
});
