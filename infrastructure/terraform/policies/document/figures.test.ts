import { describe, expect, it } from 'vitest';
import type { Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { deviations, documentFigures } from './figure-table.ts';
import { figuresOfTheDocument, wantedOf } from './figures.ts';
import { figuresOf } from './planned-figures.ts';

type Values = Readonly<Record<string, unknown>>;

const endpoint = (service: string) =>
  planned('aws_vpc_endpoint', { service_name: `com.amazonaws.us-east-1.${service}` });
const ingress = (values: Values) => planned('aws_vpc_security_group_ingress_rule', values, 'ingress');
const subnets = [1, 2, 10, 11, 20, 21].map((third) =>
  planned('aws_subnet', {
    cidr_block: `10.2.${third}.0/24`,
    availability_zone: third === 2 || (third % 10 === 1 && third > 1) ? 'us-east-1b' : 'us-east-1a',
  }),
);

const limit = (requests: number) => ({
  action: [{ block: [{}] }],
  statement: [{ rate_based_statement: [{ limit: requests, evaluation_window_sec: 300, aggregate_key_type: 'IP' }] }],
});
const managed = (name: string) => ({
  override_action: [{ none: [{}] }],
  statement: [{ managed_rule_group_statement: [{ vendor_name: 'AWS', name: `AWSManagedRules${name}` }] }],
});
const groups = ['AmazonIpReputationList', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet'].map(managed);
const acl = (scope: string, rule: readonly unknown[]) => planned('aws_wafv2_web_acl', { scope, rule }, scope);
const firewall = (scope: string) => acl(scope, [limit(100), limit(2000), ...groups]);
const firewallLog = planned('aws_wafv2_web_acl_logging_configuration', {});
const api = { resource_id: 'service/ai-film-studio-staging/ai-film-studio-backend-staging-blue' };
const asleepColour = { resource_id: 'service/ai-film-studio-staging/ai-film-studio-backend-staging-green' };
const tracking = (percent: number, metric = 'ECSServiceAverageCPUUtilization') => ({
  ...api,
  target_tracking_scaling_policy_configuration: [
    { target_value: percent, predefined_metric_specification: [{ predefined_metric_type: metric }] },
  ],
});
const tracked = (cpu: number, memory: number) => [
  planned('aws_appautoscaling_policy', tracking(cpu)),
  planned('aws_appautoscaling_policy', tracking(memory, 'ECSServiceAverageMemoryUtilization')),
];
const fleet = (min: number, max: number, percent: number, types: readonly string[]) => ({
  min_size: min,
  max_size: max,
  mixed_instances_policy: [
    {
      instances_distribution: [{ on_demand_percentage_above_base_capacity: percent }],
      launch_template: [{ override: types.map((instance_type) => ({ instance_type })) }],
    },
  ],
});
const kinds = ['g4dn.xlarge', 'g4dn.2xlarge', 'g5.xlarge'];
const database: Values = {
  identifier: 'ai-film-studio-postgres-staging',
  engine: 'postgres',
  engine_version: '15',
  instance_class: 'db.t3.medium',
  allocated_storage: 100,
  max_allocated_storage: 500,
  multi_az: true,
  backup_retention_period: 14,
  performance_insights_enabled: false,
  monitoring_interval: 0,
};
const cache: Values = {
  engine: 'redis',
  engine_version: '7.0',
  node_type: 'cache.t3.medium',
  num_cache_clusters: 2,
  parameter_group_name: 'redis',
  automatic_failover_enabled: true,
  multi_az_enabled: true,
};
const cacheParameters = (value: string) =>
  planned('aws_elasticache_parameter_group', { name: 'redis', parameter: [{ name: 'cluster-enabled', value }] });
const task: Values = { family: 'ai-film-studio-backend-staging', cpu: '1024', memory: '2048' };
const budget: Values = { budget_type: 'COST', time_unit: 'MONTHLY', limit_unit: 'USD', limit_amount: '1200' };
const replica = (id: number) =>
  planned('aws_db_instance', { identifier: `replica-${id}`, replicate_source_db: 'ai-film-studio-postgres-staging' });
const logGroup = (days: number) =>
  planned('aws_cloudwatch_log_group', { name: 'aws-waf-logs-ai-film-studio-staging', retention_in_days: days });

const trail: Values = { is_multi_region_trail: true, enable_logging: true };
const sessionsTo = (cloudWatchLogGroupName: string, cloudWatchEncryptionEnabled = true): Values => ({
  name: 'SSM-SessionManagerRunShell',
  content: JSON.stringify({ inputs: { cloudWatchLogGroupName, cloudWatchEncryptionEnabled } }),
});
const audit = (trailIs: Values, sessionsAre: Values) => [
  planned('aws_cloudtrail', trailIs),
  planned('aws_ssm_document', sessionsAre),
];
const sessions = sessionsTo('/ssm/ai-film-studio-staging');

/** Staging as it should be, by what one can do to it. */
const parts = {
  vpc: [planned('aws_vpc', { cidr_block: '10.2.0.0/16' })],
  subnets,
  gateways: [planned('aws_nat_gateway', {}), planned('aws_nat_gateway', {})],
  endpoints: ['s3', 'sqs', 'ecr.dkr', 'ecr.api', 'logs', 'secretsmanager'].map(endpoint),
  balancer: [planned('aws_lb', { internal: false })],
  ingress: [
    ingress({ from_port: 443, cidr_ipv4: '203.0.113.0/24' }),
    // The interface endpoints let in the program's subnets.
    ingress({ from_port: 443, cidr_ipv4: '10.2.10.0/24' }),
  ],
  database: [planned('aws_db_instance', database)],
  replicas: [replica(1)],
  cache: [planned('aws_elasticache_replication_group', cache)],
  cacheParameters: [cacheParameters('no')],
  task: [planned('aws_ecs_task_definition', task)],
  bounds: [
    planned('aws_appautoscaling_target', { ...asleepColour, min_capacity: 0, max_capacity: 0 }),
    planned('aws_appautoscaling_target', { ...api, min_capacity: 2, max_capacity: 4 }),
  ],
  tracking: tracked(70, 40),
  hours: [],
  fleets: [planned('aws_autoscaling_group', fleet(1, 4, 30, kinds))],
  firewalls: [firewall('CLOUDFRONT'), firewall('REGIONAL')],
  association: [planned('aws_wafv2_web_acl_association', {}, 'association', { resource_arn: true, web_acl_arn: true })],
  firewallLogs: [firewallLog, firewallLog],
  firewallGroup: [logGroup(90)],
  distribution: [planned('aws_cloudfront_distribution', {}, 'distribution', { web_acl_id: true })],
  detector: [],
  recorder: [],
  audit: [],
  bastion: [],
  budget: [planned('aws_budgets_budget', budget)],
} satisfies Readonly<Record<string, readonly Planned[]>>;

type Part = keyof typeof parts;
const faultsOf = (changes: Partial<Record<Part, readonly Planned[]>>) =>
  figuresOfTheDocument.faults(studioOf('staging', Object.values({ ...parts, ...changes }).flat()));
const databaseWith = (values: Values) => ({ database: [planned('aws_db_instance', { ...database, ...values })] });
const cacheWith = (values: Values) => ({
  cache: [planned('aws_elasticache_replication_group', { ...cache, ...values })],
});
const boundsOf = (min: number, max: number) => ({
  bounds: [planned('aws_appautoscaling_target', { ...api, min_capacity: min, max_capacity: max })],
});
const fleetOf = (...of: Parameters<typeof fleet>) => ({ fleets: [planned('aws_autoscaling_group', fleet(...of))] });

describe('figures', () => {
  it('that are the document’s, but for what is another for a reason, are well', () => {
    expect(faultsOf({})).toEqual([]);
  });

  const wrong: readonly (readonly [figure: string, changes: Partial<Record<Part, readonly Planned[]>>, is: unknown])[] =
    [
      ['cidr', { vpc: [planned('aws_vpc', { cidr_block: '10.0.0.0/16' })] }, '10.0.0.0/16'],
      ['subnets', { subnets: subnets.slice(0, 1) }, ['10.2.1.0/24 in us-east-1a']],
      ['natGateways', { gateways: [] }, 0],
      ['endpoints', { endpoints: [endpoint('s3')] }, ['s3']],
      ['balancer', { balancer: [planned('aws_lb', { internal: true })] }, 'internal'],
      ['balancerFor', { ingress: [ingress({ from_port: 443, cidr_ipv4: '0.0.0.0/0' })] }, 'everybody'],
      ['balancerFor', { ingress: [ingress({ from_port: 80, cidr_ipv6: '::/0' })] }, 'everybody'],
      ['balancerFor', { ingress: [] }, 'nobody'],
      ['balancerFor', { ingress: [ingress({ from_port: 443, cidr_ipv4: '10.2.10.0/24' })] }, 'nobody'],
      ['databaseEngine', databaseWith({ engine_version: '16' }), 'postgres 16'],
      ['databaseClass', databaseWith({ instance_class: 'db.t3.large' }), 'db.t3.large'],
      ['databaseGib', databaseWith({ allocated_storage: 50 }), 50],
      ['databaseMostGib', databaseWith({ max_allocated_storage: null }), 0],
      ['databaseIops', databaseWith({ iops: 3000 }), 3000],
      ['databaseMultiAz', databaseWith({ multi_az: false }), false],
      ['databaseBackupDays', databaseWith({ backup_retention_period: 7 }), 7],
      ['databaseReplicas', { replicas: [] }, 0],
      ['databaseReplicas', { replicas: [replica(1), replica(2)] }, 2],
      ['databaseInsights', databaseWith({ performance_insights_enabled: true }), true],
      ['databaseMonitoringSeconds', databaseWith({ monitoring_interval: 15 }), 15],
      ['cacheEngine', cacheWith({ engine: 'valkey' }), 'valkey 7.0'],
      ['cacheNode', cacheWith({ node_type: 'cache.t3.micro' }), 'cache.t3.micro'],
      ['cacheNodes', cacheWith({ num_cache_clusters: 1 }), 1],
      ['cacheNodes', cacheWith({ num_cache_clusters: null, num_node_groups: 2, replicas_per_node_group: 2 }), 6],
      ['cacheClusterMode', { cacheParameters: [cacheParameters('yes')] }, true],
      ['cacheFailover', cacheWith({ multi_az_enabled: false }), false],
      ['cacheFailover', cacheWith({ automatic_failover_enabled: false }), false],
      ['apiCpu', { task: [planned('aws_ecs_task_definition', { ...task, cpu: '512' })] }, 512],
      ['apiMemory', { task: [planned('aws_ecs_task_definition', { ...task, memory: '4096' })] }, 4096],
      ['apiMin', boundsOf(1, 4), 1],
      ['apiMax', boundsOf(2, 10), 10],
      ['apiCpuTarget', { tracking: tracked(50, 40) }, 50],
      ['apiCpuTarget', { tracking: tracked(70, 40).slice(1) }, null],
      ['apiMemoryTarget', { tracking: tracked(70, 80) }, 80],
      ['apiMemoryTarget', { tracking: tracked(70, 40).slice(0, 1) }, null],
      ['apiMemoryTarget', { tracking: [...tracked(70, 40), ...tracked(70, 45)] }, null],
      [
        'apiHours',
        {
          hours: [
            planned('aws_appautoscaling_scheduled_action', {
              ...api,
              scalable_target_action: [{ min_capacity: '0', max_capacity: '0' }],
            }),
          ],
        },
        ['0 to 0'],
      ],
      ['gpuMin', fleetOf(0, 4, 30, kinds), 0],
      ['gpuMax', fleetOf(1, 5, 30, kinds), 5],
      ['gpuOnDemandPercent', fleetOf(1, 4, 100, kinds), 100],
      ['gpuTypes', fleetOf(1, 4, 30, ['p4d.24xlarge']), ['p4d.24xlarge']],
      ['firewalls', { association: [] }, ['CloudFront']],
      [
        'firewalls',
        { distribution: [planned('aws_cloudfront_distribution', { web_acl_id: null })] },
        ['load balancer'],
      ],
      [
        'firewallLimits',
        {
          firewalls: [
            firewall('CLOUDFRONT'),
            acl('REGIONAL', [...groups, { ...limit(100), action: [{ count: [{}] }] }]),
          ],
        },
        ['CLOUDFRONT 100 in 300 s', 'CLOUDFRONT 2000 in 300 s'],
      ],
      ['firewallLogDays', { firewallGroup: [logGroup(30)] }, [30]],
      ['firewallLogDays', { firewallLogs: [firewallLog] }, []],
      ['cloudFront', { distribution: [] }, false],
      ['guardDuty', { detector: [planned('aws_guardduty_detector', { enable: true })] }, true],
      ['config', { recorder: [planned('aws_config_configuration_recorder_status', { is_enabled: true })] }, true],
      ['audit', { audit: audit(trail, sessions) }, true],
      ['bastion', { bastion: [planned('aws_instance', {})] }, true],
      ['monthlyUsd', { budget: [planned('aws_budgets_budget', { ...budget, limit_amount: '9000' })] }, 9000],
      ['monthlyUsd', { budget: [planned('aws_budgets_budget', { ...budget, time_unit: 'ANNUALLY' })] }, 0],
    ];

  it.each(wrong)('of %s that are others are found', (figure, changes, is) => {
    expect(faultsOf(changes)).toContainEqual(
      expect.stringContaining(`${figure} of staging is ${JSON.stringify(is)}, and not `),
    );
  });

  it('of a rule group that only counts are found', () => {
    const counts = { ...managed('SQLiRuleSet'), override_action: [{ none: [], count: [{}] }] };
    const rules = [limit(100), limit(2000), ...groups.slice(0, 3), counts];
    expect(faultsOf({ firewalls: [firewall('CLOUDFRONT'), acl('REGIONAL', rules)] })).toEqual([
      expect.stringMatching(
        /^firewallGroups of staging is .*"REGIONAL KnownBadInputsRuleSet"\], and not .*: module waf$/,
      ),
    ]);
  });

  it.each([
    ['a trail of one region', audit({ ...trail, is_multi_region_trail: false }, sessions)],
    ['a trail that does not run', audit({ ...trail, enable_logging: false }, sessions)],
    ['sessions that are written nowhere', audit(trail, sessionsTo(''))],
    ['sessions that are held where nothing can be written', audit(trail, sessionsTo('/ssm/studio', false))],
    ['preferences that Session Manager does not look for', audit(trail, { ...sessions, name: 'sessions' })],
    ['a trail alone', [planned('aws_cloudtrail', trail)]],
    ['sessions alone', [planned('aws_ssm_document', sessions)]],
  ])('of an audit are not those of %s', (_, resources) => {
    // Staging is asked for none: what counts as one would be a fault here.
    expect(faultsOf({ audit: resources })).toEqual([]);
  });

  it('are all looked at', () => {
    const tried = new Set([...wrong.map(([figure]) => figure), 'firewallGroups']);
    expect([...tried].sort()).toEqual(Object.keys(documentFigures.staging).sort());
  });

  it('of several fleets are those of all workers', () => {
    const two = [fleet(0, 1, 0, kinds), fleet(1, 3, 30, kinds)].map((one) => planned('aws_autoscaling_group', one));
    expect(faultsOf({ fleets: two })).toEqual([]);
  });
});

describe('the table', () => {
  it.each(deviations)('says why an environment is other than the document: $why', ({ where, is }) => {
    const [figure = '', value] = Object.entries(is)[0] ?? [];
    const documents = where.map((environment) =>
      Object.entries(documentFigures[environment]).find(([key]) => key === figure),
    );
    for (const document of documents) expect(document?.[1]).not.toEqual(value);
  });

  it('lets recovery run nothing while it sleeps, and production’s figures when it is awake', () => {
    const asleep = wantedOf(studioOf('recovery', []));
    const awake = wantedOf(studioOf('recovery', [planned('aws_ecs_service', {})]));
    expect([asleep.natGateways, asleep.cacheNodes, asleep.apiMin, asleep.gpuMax]).toEqual([0, 0, null, null]);
    expect([awake.natGateways, awake.cacheNodes, awake.apiMin, awake.gpuMax]).toEqual([2, 3, 4, 20]);
  });

  it('has nothing of a plan that is empty', () => {
    expect(figuresOf(studioOf('dev', []))).toMatchObject({
      natGateways: 0,
      cacheEngine: null,
      apiMin: null,
      gpuMin: null,
    });
  });
});
