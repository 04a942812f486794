import { describe, expect, it } from 'vitest';
import type { Environment, Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { alarmsCall, alarmsOfTheDocument, alarmsSleepWithTheStudio } from './alarms.ts';

const prefix = 'ai-film-studio-prod-';
const topic = (severity: string) => `arn:aws:sns:us-east-1:111111111111:${prefix}${severity}`;
const runbook = (key: string) => `Something is ill. https://example.com/docs/runbooks/alarms/${key}.md`;

type Metric = readonly [namespace: string, name: string, stat: string, dimensions?: Readonly<Record<string, string>>];

interface Given {
  readonly severity?: string;
  readonly threshold: number;
  readonly period: number;
  readonly periods?: number;
  readonly datapoints?: number;
  readonly metrics: readonly Metric[];
}

/** An alarm as module monitoring makes it; without a severity it is a part of another. */
const alarm = (key: string, given: Given): Planned => {
  const actions = given.severity ? [topic(given.severity)] : [];
  const { threshold, period, periods = 1, datapoints = periods } = given;
  return planned(
    'aws_cloudwatch_metric_alarm',
    {
      alarm_name: prefix + key,
      alarm_description: runbook(key),
      alarm_actions: actions,
      ok_actions: actions,
      comparison_operator: 'GreaterThanThreshold',
      threshold,
      evaluation_periods: periods,
      datapoints_to_alarm: datapoints,
      metric_query: given.metrics.map(([namespace, metric_name, stat, dimensions = {}], index) => ({
        id: `m${index}`,
        metric: [{ namespace, metric_name, stat, period, dimensions }],
      })),
    },
    `alarm.${key}`,
  );
};

const composite = (key: string, alarm_rule: string, values: Readonly<Record<string, unknown>> = {}) =>
  planned(
    'aws_cloudwatch_composite_alarm',
    {
      alarm_name: prefix + key,
      alarm_description: runbook(key),
      alarm_rule,
      alarm_actions: [topic('warning')],
      ok_actions: [topic('warning')],
      ...values,
    },
    `composite.${key}`,
  );

const queue = 'ai-film-studio-processing-queue-prod';
const lying = (of: string): Metric => ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', { QueueName: of }];
const balancer = (name: string): Metric => ['AWS/ApplicationELB', name, 'Sum'];
const ofDatabase = (name: string, stat: string): Metric => ['AWS/RDS', name, stat, { DBInstanceIdentifier: 'db' }];
const oneMinute = { period: 60, periods: 5 };

const counted = (key: string, name: string) => [
  planned('aws_cloudwatch_log_metric_filter', { metric_transformation: [{ name, namespace: 'AIFilmStudio/prod' }] }),
  planned('aws_cloudwatch_event_target', { rule: prefix + key }),
];

const what = [
  planned('aws_db_instance', { identifier: 'db' }),
  planned('aws_db_parameter_group', { parameter: [{ name: 'max_connections', value: '1000' }] }),
  planned('aws_sqs_queue', { name: queue }),
  planned('aws_sqs_queue', { name: 'ai-film-studio-dlq-prod' }),
  planned('aws_ecs_service', { name: 'api', load_balancer: [{ container_port: 8000 }] }),
  planned('aws_ecs_service', { name: 'workers', load_balancer: [] }),
  ...counted('backend-task-failures', 'backend_task_failures'),
  ...counted('gpu-worker-crashes', 'gpu_worker_crashes'),
];

const hundredGigabytes = 107_374_182_400;
const alarms = [
  alarm('database-cpu', {
    severity: 'critical',
    threshold: 90,
    ...oneMinute,
    metrics: [ofDatabase('CPUUtilization', 'Average')],
  }),
  alarm('backend-task-failures', {
    severity: 'critical',
    threshold: 3,
    period: 300,
    metrics: [['AIFilmStudio/prod', 'backend_task_failures', 'Sum']],
  }),
  alarm('api-errors', {
    severity: 'critical',
    threshold: 1,
    period: 300,
    metrics: ['RequestCount', 'HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count'].map(balancer),
  }),
  alarm('dead-letters', {
    severity: 'critical',
    threshold: 10,
    period: 300,
    metrics: [lying('ai-film-studio-dlq-prod')],
  }),
  alarm('gpu-worker-crashes', {
    severity: 'critical',
    threshold: 3,
    period: 3600,
    metrics: [['AIFilmStudio/prod', 'gpu_worker_crashes', 'Sum']],
  }),
  alarm('database-connections', {
    severity: 'warning',
    threshold: 800,
    ...oneMinute,
    metrics: [ofDatabase('DatabaseConnections', 'Maximum')],
  }),
  alarm(`queue-depth-${queue}`, { threshold: 100, period: 300, metrics: [lying(queue)] }),
  composite('queue-depth', `ALARM("${prefix}queue-depth-${queue}")`),
  alarm('backend-memory', {
    severity: 'warning',
    threshold: 85,
    ...oneMinute,
    metrics: [['AWS/ECS', 'MemoryUtilization', 'Maximum', { ServiceName: 'api' }]],
  }),
  alarm('cdn-errors', {
    severity: 'warning',
    threshold: 5,
    period: 300,
    metrics: [['AWS/CloudFront', 'TotalErrorRate', 'Average']],
  }),
  alarm('bucket-growth-written', {
    threshold: hundredGigabytes,
    period: 86_400,
    metrics: [['AIFilmStudio/prod', 'stored_bytes', 'Sum']],
  }),
  alarm('bucket-growth-measured', {
    threshold: hundredGigabytes,
    period: 86_400,
    periods: 3,
    datapoints: 1,
    metrics: [['AWS/S3', 'BucketSizeBytes', 'Average']],
  }),
  composite('bucket-growth', `ALARM("${prefix}bucket-growth-measured") OR ALARM("${prefix}bucket-growth-written")`),
  alarm('dead-letters-early', {
    severity: 'warning',
    threshold: 5,
    period: 300,
    metrics: [lying('ai-film-studio-dlq-prod')],
  }),
];
const all = [...what, ...alarms];

const faultsOf = (resources: readonly Planned[], environment: Environment = 'production') =>
  alarmsOfTheDocument.faults(studioOf(environment, resources));
/** The same with some values of one alarm changed. */
const changed = (key: string, values: Readonly<Record<string, unknown>>, unknown = {}) =>
  all.map((one) =>
    one.address === `alarm.${key}` || one.address === `composite.${key}`
      ? { ...one, values: { ...one.values, ...values }, unknown }
      : one,
  );

describe('alarms of the document', () => {
  it('that ring as it says are well', () => {
    expect(faultsOf(all)).toEqual([]);
  });

  it.each(alarms.map((one) => [one.values.alarm_name, one]))('are missed: %s', (name, gone) => {
    expect(faultsOf(all.filter((one) => one !== gone))).toEqual([
      expect.stringMatching(new RegExp(`^${name} is not there: the document has \\*.+\\*$`)),
    ]);
  });

  it.each([
    ['another threshold', { threshold: 95 }, 'rings by GreaterThanThreshold 95, and not by GreaterThanThreshold 90'],
    [
      'the wrong direction',
      { comparison_operator: 'LessThanThreshold' },
      'rings by LessThanThreshold 90, and not by GreaterThanThreshold 90',
    ],
    [
      'another time',
      { evaluation_periods: 10, datapoints_to_alarm: 10 },
      'rings after 10 of 10 periods of 60 s, and not after 5 of 5 periods of 60 s',
    ],
    [
      'fewer points',
      { datapoints_to_alarm: 1 },
      'rings after 1 of 5 periods of 60 s, and not after 5 of 5 periods of 60 s',
    ],
    ['no metric', { metric_query: [] }, 'does not look at AWS/RDS CPUUtilization (Average) of db'],
  ])('with %s are found', (_, values, fault) => {
    expect(faultsOf(changed('database-cpu', values))).toContain(`alarm.database-cpu ${fault}`);
  });

  it('of one metric, written without a query, are read too', () => {
    const plain = {
      metric_query: [],
      namespace: 'AWS/RDS',
      metric_name: 'CPUUtilization',
      statistic: 'Average',
      period: 60,
      dimensions: { DBInstanceIdentifier: 'db' },
    };
    expect(faultsOf(changed('database-cpu', plain))).toEqual([]);
    expect(faultsOf(changed('database-cpu', { ...plain, statistic: 'Maximum' }))).toEqual([
      'alarm.database-cpu does not look at AWS/RDS CPUUtilization (Average) of db',
    ]);
  });

  it('that call those of another severity, or nobody, are found', () => {
    const fault = 'alarm.dead-letters calls nobody of ai-film-studio-prod-critical: set alarm_actions';
    expect(faultsOf(changed('dead-letters', { alarm_actions: [topic('warning')] }))).toEqual([fault]);
    expect(faultsOf(changed('dead-letters', { alarm_actions: [] }))).toEqual([fault]);
    expect(faultsOf(changed('dead-letters', { alarm_actions: null }))).toEqual([fault]);
  });

  it('that call a topic which is still to be made are well', () => {
    expect(faultsOf(changed('dead-letters', { alarm_actions: [null] }, { alarm_actions: [true] }))).toEqual([]);
    expect(faultsOf(changed('dead-letters', { alarm_actions: null }, { alarm_actions: true }))).toEqual([]);
  });

  it.each([
    ['aws_db_instance', { identifier: 'db-2' }, [/does not look at AWS\/RDS CPU.* of db-2$/, /Connections.* of db-2$/]],
    [
      'aws_sqs_queue',
      { name: 'ai-film-studio-video-queue-prod' },
      [/queue-depth-ai-film-studio-video-queue-prod is not/],
    ],
    ['aws_ecs_service', { name: 'api-2', load_balancer: [{}] }, [/MemoryUtilization \(Maximum\) of api-2$/]],
  ])('have to watch what is made later: %s', (type, values, faults) => {
    expect(faultsOf([...all, planned(type, values)])).toEqual(faults.map((fault) => expect.stringMatching(fault)));
  });

  it('of parts ring as soon as one of them does', () => {
    const rule = `ALARM("${prefix}bucket-growth-measured") AND ALARM("${prefix}bucket-growth-written")`;
    expect(faultsOf(changed('bucket-growth', { alarm_rule: rule }))).toEqual(
      ['written', 'measured'].map(
        (part) =>
          `composite.bucket-growth does not ring with ${prefix}bucket-growth-${part}: name it in alarm_rule, joined by OR`,
      ),
    );
  });

  it('whose metric nobody counts, or whose events nobody writes down, are found', () => {
    const filter = what.findLast(({ type }) => type === 'aws_cloudwatch_log_metric_filter');
    expect(faultsOf(all.filter((one) => one !== filter))).toContain(
      'no aws_cloudwatch_log_metric_filter counts gpu_worker_crashes: the alarm gpu-worker-crashes never rings',
    );
    expect(faultsOf(all.filter(({ type }) => type !== 'aws_cloudwatch_event_target'))).toContain(
      'no aws_cloudwatch_event_target writes what the rule ai-film-studio-prod-gpu-worker-crashes finds: the alarm gpu-worker-crashes never rings',
    );
  });

  it('of CloudFront are not wanted in recovery, which is where CloudFront counts nothing', () => {
    const missing = faultsOf([], 'recovery');
    expect(missing).not.toContainEqual(expect.stringContaining('cdn-errors'));
    expect(missing).toContainEqual(expect.stringContaining('database-cpu'));
  });
});

describe('an alarm', () => {
  const called = (...resources: Planned[]) => alarmsCall.faults(studioOf('production', resources));
  const given = { severity: 'warning', threshold: 1, period: 60, metrics: [balancer('RequestCount')] };

  it('that calls, with its runbook, and parts of one that does, are well', () => {
    expect(called(...alarms)).toEqual([]);
  });

  it('that starts machines calls nobody, and need not', () => {
    expect(called(alarm('gpu-workers-more', { ...given, severity: '' }))).toEqual([]);
  });

  it('that calls nobody, alone or in a composite that does not either, is found', () => {
    const part = alarm('part', { ...given, severity: '' });
    const whole = composite('slo-fast-burn', `ALARM("${prefix}part")`, { alarm_actions: [] });
    const fault = 'calls nobody, and no composite alarm that does has it: set alarm_actions';
    expect(called(part)).toEqual([`alarm.part ${fault}`]);
    expect(called(part, whole)).toEqual([`alarm.part ${fault}`, `composite.slo-fast-burn ${fault}`]);
  });

  it('that calls elsewhere than our topics, or never says that it is over, is found', () => {
    const one = alarm('api-latency', given);
    const elsewhere = { ...one.values, alarm_actions: ['arn:aws:sns:us-east-1:111111111111:others'], ok_actions: null };
    expect(called({ ...one, values: elsewhere })).toEqual([
      'alarm.api-latency calls none of ai-film-studio-prod-critical, ai-film-studio-prod-warning, ai-film-studio-prod-info',
      'alarm.api-latency does not say when it is over: set ok_actions, or PagerDuty never closes it',
    ]);
  });

  it('whose runbook is not named, is another’s, or is not written, is found', () => {
    const latency = alarm('api-latency', given);
    const says = (alarm_description: string | null) =>
      called({ ...latency, values: { ...latency.values, alarm_description } });
    const fault =
      'alarm.api-latency names no runbook: end it with …/docs/runbooks/alarms/api-latency.md (alarm_description)';
    expect(says(null)).toEqual([fault]);
    expect(says(runbook('api-errors'))).toEqual([fault]);
    expect(called(alarm('no-such-thing', given))).toEqual([
      'alarm.no-such-thing names docs/runbooks/alarms/no-such-thing.md, which is not there: write it (alarm_description)',
    ]);
  });

  it('whose description is known later is believed', () => {
    const { alarm_description: _, ...values } = alarm('api-latency', given).values;
    expect(called(planned('aws_cloudwatch_metric_alarm', values, 'alarm', { alarm_description: true }))).toEqual([]);
  });
});

describe('a studio', () => {
  const silent = (environment: Environment, ...resources: Planned[]) =>
    alarmsSleepWithTheStudio.faults(studioOf(environment, resources));
  const service = planned('aws_ecs_service', { name: 'api' });
  const evening = (most: string) =>
    planned('aws_appautoscaling_scheduled_action', {
      scalable_target_action: [{ min_capacity: '0', max_capacity: most }],
    });
  const named = (key: string, env: string, actions_enabled: boolean | null = null) =>
    planned(
      'aws_cloudwatch_metric_alarm',
      { alarm_name: `ai-film-studio-${env}-${key}`, actions_enabled },
      `alarm.${key}`,
    );

  it('that never sleeps is called when nobody answers, and silences nothing', () => {
    expect(silent('production', service, named('api-unreachable', 'prod'))).toEqual([]);
    expect(silent('production', service, evening('2'), named('api-errors', 'prod', false))).toEqual([
      'ai-film-studio-prod-api-unreachable is not there: the document has *downtime*',
      'alarm.api-errors is silent though the studio never sleeps: set actions_enabled = true',
    ]);
  });

  it.each([
    ['at all hours', 'recovery', 'prod-dr', []],
    ['by night', 'dev', 'dev', [service, evening('0')]],
  ] as const)('that sleeps %s is not called because it does', (_, environment, env, there) => {
    expect(silent(environment, ...there)).toEqual([]);
    expect(silent(environment, ...there, named('api-unreachable', env, false))).toEqual([]);
    expect(silent(environment, ...there, named('api-unreachable', env))).toEqual([
      'alarm.api-unreachable rings whenever the studio sleeps: leave it out (awake = false of module monitoring)',
    ]);
  });
});
