import { describe, expect, it } from 'vitest';
import type { Planned } from '../../terraform/plan.ts';
import { planned } from '../../terraform/policies/plan/planned.fixture.ts';
import { bill } from './bill.ts';
import { readPrices } from './prices.ts';
import { type Usage, usageOf } from './usage.ts';

const prices = readPrices();
/** Nothing is used, but what a test says. */
const unused: Usage = { ...usageOf.recovery, databaseChangesGb: 0, sourceDiskGb: 0, logsGb: 0 };

/** Dollars by what each line is, without its quantity. */
const costOf = (all: readonly Planned[], usage: Partial<Usage> = {}) =>
  Object.fromEntries(
    bill(all, { ...unused, ...usage }, prices).map(({ what, usd }) => [
      what.replace(/ \([\d.,]+ × .*$/, ''),
      Number(usd.toFixed(4)),
    ]),
  );

const ecs = 'module.studio.module.ecs[0]';
const tasks = (name: string, cpu: number) =>
  planned(
    'aws_ecs_task_definition',
    { cpu: String(cpu), memory: String(2 * cpu) },
    `${ecs}.aws_ecs_task_definition.${name}`,
  );
const service = (name: string, key: string, desired_count: number) =>
  planned(
    'aws_ecs_service',
    {
      ...{ name: `studio-${name}`, desired_count },
      capacity_provider_strategy: [{ base: null, capacity_provider: 'FARGATE', weight: 100 }],
    },
    `${ecs}.aws_ecs_service.${name}[${key}]`,
  );
/** vCPU and twice as many GB, for an hour. */
const hour = 0.04048 + 2 * 0.004445;
const sum = (costs: Record<string, number>) => Object.values(costs).reduce((one, other) => one + other, 0);

describe('services in modules that are counted', () => {
  it('find the task definition of their own name, counted or not', () => {
    const all = [tasks('backend', 1024), tasks('cpu_workers[0]', 2048), service('cpu_workers', '0', 1)];
    expect(sum(costOf(all, { taskFactor: 1 }))).toBeCloseTo(730 * 2 * hour, 2);
    expect(sum(costOf([tasks('backend', 1024), service('backend', '"blue"', 1)], { taskFactor: 1 }))).toBeCloseTo(
      730 * hour,
      2,
    );
  });

  it('run on working days alone where a schedule puts them to 0, and always where none does', () => {
    const evening = planned('aws_appautoscaling_scheduled_action', {
      resource_id: 'service/studio/studio-backend',
      scalable_target_action: [{ max_capacity: '0', min_capacity: '0' }],
    });
    const all = [evening, tasks('backend', 1024), tasks('cpu_workers', 1024)];
    expect(sum(costOf([...all, service('backend', '"blue"', 1)], { taskFactor: 1 }))).toBeCloseTo(260 * hour, 2);
    expect(sum(costOf([...all, service('cpu_workers', '0', 1)], { taskFactor: 1 }))).toBeCloseTo(730 * hour, 2);
  });

  it('are refused where their number is not known', () => {
    const vague = { ...service('backend', '"blue"', 1), values: { launch_type: 'FARGATE' } };
    expect(() => costOf([tasks('backend', 1024), vague])).toThrow(/desired_count is not known/);
  });

  it('have metrics of their containers, but the colour that stands by', () => {
    const cluster = planned('aws_ecs_cluster', { setting: [{ name: 'containerInsights', value: 'enabled' }] });
    const all = [cluster, tasks('backend', 1024), service('backend', '"blue"', 1), service('backend', '"green"', 0)];
    expect(costOf(all)['metrics of containers']).toBeCloseTo((13 + 15 + 10) * 0.3);
    expect(costOf([{ ...cluster, values: { setting: [] } }])).toEqual({});
  });
});

describe('copies in another region', () => {
  const bucket = (name: string) =>
    planned('aws_s3_bucket', { bucket: name }, `module.s3.aws_s3_bucket.this["${name}"]`);

  it('of media are counted once for each bucket that has them', () => {
    const usage = { mediaGb: 1_000, backupGb: 1_000, replicatedGb: 100 };
    expect(costOf([bucket('studio-assets-dr-usw2')], usage)).toEqual({ 'media again': 23 });
    // The last three months, and the rest in Glacier.
    expect(costOf([bucket('studio-backups-prod-1')], usage)).toEqual({
      'kept, of the last 90 days': 6.9,
      'kept, older': 2.52,
    });
    expect(costOf([bucket('studio-frontend-dr-usw2')], usage)).toEqual({ kept: 0.23 });
    expect(costOf([bucket('studio-logs-prod-dr-1')], usage)).toEqual({ kept: 0.23 });
  });

  it('are sent by each rule, and cost more where they have to be there in fifteen minutes', () => {
    const to = (fast: boolean) => ({
      destination: [{ replication_time: fast ? [{ status: 'Enabled' }] : [] }],
    });
    const configuration = planned('aws_s3_bucket_replication_configuration', {
      bucket: 'studio-assets-prod-1',
      rule: [to(true), to(false)],
    });
    expect(costOf([configuration], { replicatedGb: 100 })).toEqual({
      'to the other region': 4,
      'in fifteen minutes': 1.5,
    });
  });

  it('of snapshots are one whole and what changed in each week after it', () => {
    const plan = planned('aws_backup_plan', { rule: [{ copy_action: [{ lifecycle: [{ delete_after: 91 }] }] }] });
    expect(costOf([plan], { databaseGb: 100, databaseChangesGb: 100 * (30.4 / 7) })).toMatchObject({
      'snapshots in the other region, for 91 days': (100 + 12 * 100) * 0.095,
    });
  });
});

describe('films', () => {
  const bucket = planned('aws_s3_bucket', { bucket: 'studio-assets-prod-1' });
  const edge = (...ordered_cache_behavior: readonly unknown[]) =>
    planned('aws_cloudfront_distribution', { ordered_cache_behavior });
  const usage = { mediaOutGb: 1_500, cdnGb: 300, pagesMillion: 8, readsMillion: 5 };

  it('are paid where they leave: at S3, or at CloudFront with the pages, past its free terabyte', () => {
    expect(costOf([bucket, edge()], usage)).toEqual({ 'to viewers, past the free 100 GB': 126, reads: 2 });
    expect(costOf([bucket, edge({ path_pattern: '/media/*' })], usage)).toEqual({
      ...{ 'to viewers, past the free terabyte': 68, reads: 2 },
      'requests, past the free ten million': 3,
    });
  });

  it('call a function for each read, and pages for each page', () => {
    const named = (name: string) => planned('aws_cloudfront_function', { name });
    expect(costOf([named('ai-film-studio-media-prod')], usage)).toEqual({ calls: 0.5 });
    expect(costOf([named('ai-film-studio-pages-prod')], usage)).toEqual({ 'calls, past the free two million': 0.6 });
  });
});

describe('a replica', () => {
  const far = planned('aws_db_instance', {
    ...{ instance_class: 'db.r6g.xlarge', multi_az: false },
    replicate_source_db: 'arn:aws:rds:us-east-1:111111111111:db:studio',
  });

  it('of a database of another plan is as large as usage says, and follows its changes', () => {
    expect(costOf([far], { sourceDiskGb: 500, databaseChangesGb: 100 })).toEqual({
      ...{ instance: 328.5, storage: 57.5, 'changes, from the other region': 2 },
    });
  });

  it('of a size that nobody says is refused', () => {
    expect(() => costOf([far])).toThrow(/allocated_storage is not known/);
  });
});

describe('what watches', () => {
  const feature = (name: string) => planned('aws_guardduty_detector_feature', { name, status: 'ENABLED' });
  const fleet = planned(
    'aws_autoscaling_group',
    { min_size: 2, max_size: 20 },
    'module.gpu.aws_autoscaling_group.this',
  );
  const template = planned(
    'aws_launch_template',
    { instance_type: 'g4dn.xlarge', monitoring: [{ enabled: true }] },
    'module.gpu.aws_launch_template.this',
  );

  it('is paid by the vCPU that run and that databases have', () => {
    const all = [
      feature('RUNTIME_MONITORING'),
      fleet,
      template,
      tasks('backend', 1024),
      service('backend', '"blue"', 4),
    ];
    expect(costOf(all, { taskFactor: 1 })['runtime monitoring']).toBeCloseTo((2 * 4 + 4) * 1.5);
    const database = planned('aws_db_instance', { instance_class: 'db.r6g.2xlarge', allocated_storage: 1 });
    const priced = {
      ...prices,
      prices: { ...prices.prices, 'rds.db.r6g.2xlarge': prices.prices['rds.db.r6g.xlarge'] },
    };
    const lines = bill([feature('RDS_LOGIN_EVENTS'), database], unused, priced as typeof prices);
    expect(lines.find(({ what }) => what.startsWith('rds login'))?.usd).toBe(8);
  });

  it('has seven metrics of each instance that is looked at each minute', () => {
    expect(costOf([fleet, template])['metrics of instances']).toBeCloseTo(2 * 7 * 0.3);
  });

  it('is refused where nobody has said what a feature costs', () => {
    expect(() => costOf([feature('MIND_READING')])).toThrow(/nobody has said what MIND_READING costs/);
  });

  it('is paid for objects by the event, and for nothing where a trail has how things are set', () => {
    const objects = { field_selector: [{ field: 'resources.type', equals: ['AWS::S3::Object'] }] };
    const settings = { field_selector: [{ field: 'eventCategory', equals: ['Management'] }] };
    const trail = (...advanced_event_selector: readonly unknown[]) =>
      costOf([planned('aws_cloudtrail', { advanced_event_selector })], { writesMillion: 2, readsMillion: 3 });
    expect(trail()).toEqual({});
    expect(trail(settings)).toEqual({});
    expect(trail(settings, objects)).toEqual({ 'events of objects': 5 });
  });

  it('has health checks that cost by their options', () => {
    const check = planned('aws_route53_health_check', { type: 'HTTPS', measure_latency: true, request_interval: 30 });
    expect(costOf([check])).toEqual({ 'health check': 0.5, 'its options': 2 });
  });

  it('charges logs, queues, images and evaluations once, however many there are', () => {
    const two = (type: string) => [planned(type, {}, `${type}.a`), planned(type, {}, `${type}.b`)];
    const all = ['aws_cloudwatch_log_group', 'aws_sqs_queue', 'aws_ecr_repository', 'aws_config_config_rule'].flatMap(
      two,
    );
    const lines = bill(all, { ...unused, logsGb: 10, queueMillion: 1, imagesGb: 10, configEvaluations: 1_000 }, prices);
    expect(lines.map(({ address, usd }) => [address, usd])).toEqual([
      ['2 × aws_cloudwatch_log_group', 5],
      ['2 × aws_sqs_queue', 0.4],
      ['2 × aws_ecr_repository', 1],
      ['2 × aws_config_config_rule', 1],
    ]);
  });
});

describe('a machine that always runs', () => {
  it('has a disk, and a public address where it is given one', () => {
    const bastion = planned('aws_instance', { instance_type: 't4g.nano', associate_public_ip_address: true });
    expect(costOf([bastion])).toEqual({ instance: 3.066, disk: 0.64, 'public address': 3.65 });
  });
});
