import { describe, expect, it } from 'vitest';
import type { Environment, Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { namesOfTheDocument, namesSayWhose } from './names.ts';

const faultsOf = (environment: Environment, ...resources: Planned[]) =>
  namesSayWhose.faults(studioOf(environment, resources));

describe('names', () => {
  it.each([
    ['aws_iam_role', { name: 'ai-film-studio-worker-prod' }],
    ['aws_cloudwatch_dashboard', { dashboard_name: 'ai-film-studio-prod-cost' }],
    ['aws_s3_bucket', { bucket: 'ai-film-studio-assets-prod-111111111111' }],
    ['aws_s3_bucket', { bucket: 'ai-film-studio-assets-dr-usw2' }],
    ['aws_cloudwatch_log_group', { name: '/aws/rds/instance/ai-film-studio-postgres-prod/upgrade' }],
    ['aws_cloudwatch_log_group', { name: 'aws-waf-logs-ai-film-studio-prod-edge' }],
    ['aws_kms_alias', { name: 'alias/ai-film-studio-prod' }],
    ['aws_secretsmanager_secret', { name: 'ai-film-studio/prod/SECRET' }],
    ['aws_db_parameter_group', { name_prefix: 'ai-film-studio-postgres-prod-' }],
    ['aws_iam_role_policy', { name: 'sessions' }],
    ['aws_ssm_document', { name: 'SSM-SessionManagerRunShell' }],
    ['aws_route', { route_table_id: 'rtb-1' }],
    ['aws_vpc', { tags_all: { Name: 'ai-film-studio-prod' } }],
  ])('of %s are well: %o', (type, values) => {
    expect(faultsOf('production', planned(type, values))).toEqual([]);
  });

  it('that do not begin with the studio’s are found', () => {
    expect(
      faultsOf(
        'dev',
        planned('aws_sqs_queue', { name: 'jobs-dev' }),
        planned('aws_cloudwatch_log_group', { name: '/ecs/backend-dev' }),
        planned('aws_kms_alias', { name: 'alias/studio-dev' }),
        planned('aws_ssm_document', { name: 'SSM-Sessions' }),
      ),
    ).toEqual([
      'aws_sqs_queue.this is jobs-dev: begin its name with ai-film-studio-',
      'aws_cloudwatch_log_group.this is /ecs/backend-dev: begin its name with ai-film-studio-',
      'aws_kms_alias.this is alias/studio-dev: begin its name with ai-film-studio-',
      'aws_ssm_document.this is SSM-Sessions: begin its name with ai-film-studio-',
    ]);
  });

  it('that say no environment are found', () => {
    expect(faultsOf('production', planned('aws_s3_bucket', { bucket: 'ai-film-studio-production' }))).toEqual([
      'aws_s3_bucket.this is ai-film-studio-production: say prod in its name',
    ]);
  });

  it.each([
    ['production', 'ai-film-studio-worker-prod-dr', 'prod-dr'],
    ['recovery', 'ai-film-studio-worker-prod', 'prod'],
    ['staging', 'ai-film-studio-dev-worker-staging', 'dev'],
  ] as const)('of %s that say another environment are found: %s', (environment, name, other) => {
    const { env } = studioOf(environment, []);
    expect(faultsOf(environment, planned('aws_iam_role', { name }))).toEqual([
      `aws_iam_role.this is ${name}, which says ${other}: it is ${env}'s`,
    ]);
  });

  it('that nobody gave are found: they would be made up', () => {
    const role = planned('aws_iam_role', {}, 'aws_iam_role.this', { name: true, name_prefix: true });
    const plan = planned('aws_backup_plan', { name: null });
    expect(faultsOf('dev', role, planned('aws_sqs_queue', {}), plan, planned('aws_vpc', { tags_all: {} }))).toEqual([
      'aws_iam_role.this has no name: give it one that begins with ai-film-studio-',
      'aws_sqs_queue.this has no name: give it one that begins with ai-film-studio-',
      'aws_backup_plan.this has no name: give it one that begins with ai-film-studio-',
      'aws_vpc.this has no tag Name: it is found by nothing else',
    ]);
  });

  it('in a tag are held to the same', () => {
    const group = { name: 'ai-film-studio-alb-dev', tags_all: { Name: 'alb' } };
    expect(faultsOf('dev', planned('aws_security_group', group))).toEqual([
      'aws_security_group.this is alb: begin its name with ai-film-studio- (tag Name)',
    ]);
  });
});

const of = (type: string, key: string, name: string, more = {}) =>
  planned(type, { [key]: name, ...more }, `${type}.${name}`);
const bucket = (name: string, region = 'us-east-1') => of('aws_s3_bucket', 'bucket', name, { region });
const group = (name: string) => of('aws_cloudwatch_log_group', 'name', name);
const standing = (env: string) => [
  of('aws_sqs_queue', 'name', `ai-film-studio-processing-queue-${env}`),
  of('aws_sqs_queue', 'name', `ai-film-studio-dlq-${env}`),
  group(`/ecs/ai-film-studio-backend-${env}`),
  group(`/ecs/ai-film-studio-workers-${env}`),
  of('aws_db_instance', 'identifier', `ai-film-studio-postgres-${env}`, {
    enabled_cloudwatch_logs_exports: ['postgresql'],
  }),
  group(`/aws/rds/instance/ai-film-studio-postgres-${env}/postgresql`),
];
const awake = [
  of('aws_ecs_cluster', 'name', 'ai-film-studio-prod'),
  of('aws_ecs_service', 'name', 'ai-film-studio-backend-prod-blue'),
  of('aws_ecs_service', 'name', 'ai-film-studio-backend-prod-green'),
  of('aws_ecs_service', 'name', 'ai-film-studio-gpu-workers-prod'),
  of('aws_elasticache_replication_group', 'replication_group_id', 'ai-film-studio-redis-prod'),
  group('/aws/elasticache/ai-film-studio-redis-prod'),
];
const named = (environment: Environment, resources: readonly Planned[]) =>
  namesOfTheDocument.faults(studioOf(environment, resources));

describe('the document’s names', () => {
  const all = [
    ...standing('prod'),
    ...awake,
    bucket('ai-film-studio-frontend-prod-111111111111'),
    bucket('ai-film-studio-assets-prod-111111111111'),
    bucket('ai-film-studio-backups-prod-111111111111', 'us-west-2'),
    bucket('ai-film-studio-assets-dr-usw2', 'us-west-2'),
  ];

  it('of production, and of recovery that sleeps, are well', () => {
    expect(named('production', all)).toEqual([]);
    expect(named('recovery', standing('prod-dr'))).toEqual([]);
  });

  it.each(all)('are missed: $address', (one) => {
    expect(
      named(
        'production',
        all.filter((other) => other !== one),
      ),
    ).toEqual(expect.arrayContaining([expect.stringMatching(/ is not there: the document has it$/)]));
  });

  it('of backups elsewhere than in us-west-2 are found', () => {
    const near = all.map((one) => ({ ...one, values: { ...one.values, region: 'us-east-1' } }));
    expect(named('production', near)).toEqual([
      'aws_s3_bucket.ai-film-studio-backups-prod-111111111111 is in us-east-1: the document has it in us-west-2',
      'aws_s3_bucket.ai-film-studio-assets-dr-usw2 is in us-east-1: the document has it in us-west-2',
    ]);
  });

  it('of what runs are wanted of recovery that is awake', () => {
    const woken = [...standing('prod-dr'), of('aws_ecs_service', 'name', 'ai-film-studio-gpu-workers-prod-dr')];
    expect(named('recovery', woken)).toContain(
      'aws_ecs_cluster ai-film-studio-{env} is not there: the document has it',
    );
  });

  it('of the logs of a function and of each database are wanted', () => {
    const more = [
      of('aws_lambda_function', 'function_name', 'ai-film-studio-thumbnails-prod-dr'),
      of('aws_db_instance', 'identifier', 'ai-film-studio-postgres-prod-dr-2', {
        enabled_cloudwatch_logs_exports: ['upgrade'],
      }),
    ];
    expect(named('recovery', [...standing('prod-dr'), ...more])).toEqual([
      'aws_cloudwatch_log_group /aws/rds/instance/ai-film-studio-postgres-prod-dr-2/upgrade is not there: the document has it',
      'aws_cloudwatch_log_group /aws/lambda/ai-film-studio-thumbnails-prod-dr is not there: the document has it',
    ]);
  });
});
