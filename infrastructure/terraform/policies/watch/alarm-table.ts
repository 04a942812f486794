import { z } from 'zod';
import type { Studio } from '../plan/policy.ts';
import type { Counted } from './alarm.ts';

export type Severity = 'critical' | 'warning' | 'info';

/** When an alarm rings: above a figure, in so many periods. */
export interface Rings {
  readonly above: number;
  /** Seconds. */
  readonly period: number;
  readonly periods: number;
  /** Of them, which must be above; all, unless it is said. */
  readonly datapoints?: number;
  /** What it looks at, at least; dimensions as far as a plan knows them. */
  readonly of: readonly Counted[];
}

/** An alarm that the document has. */
export interface Row {
  readonly key: string;
  readonly severity: Severity;
  /** Its line. */
  readonly says: string;
  /** Alarms of metrics by key. One of the row's own key calls itself; others are parts of a composite, which calls when one of them rings. */
  readonly rings: (studio: Studio) => Readonly<Record<string, Rings>>;
  /** Its metric is ours: counted by a filter from events that a rule of the same key writes down. */
  readonly counted?: string;
  /** Where it has to be; everywhere, unless it is said. */
  readonly where?: (studio: Studio) => boolean;
}

const text = z.string().nullish();
const namesOf = (studio: Studio, type: string, key: string) =>
  studio.of(type).flatMap(({ values }) => text.parse(values[key]) ?? []);

/** One of each: whatever is made later is watched as well. Without any that is known, one of whatever. */
const each = (namespace: string, name: string, stat: string, dimension: string, of: readonly string[]): Counted[] =>
  of.length === 0
    ? [{ namespace, name, stat, dimensions: {} }]
    : of.map((value) => ({ namespace, name, stat, dimensions: { [dimension]: value } }));

const databases = (studio: Studio) => namesOf(studio, 'aws_db_instance', 'identifier');
const queues = (studio: Studio) => namesOf(studio, 'aws_sqs_queue', 'name').filter((name) => name.includes('-queue-'));
const api = (studio: Studio) =>
  studio
    .of('aws_ecs_service')
    .filter(({ values }) => z.array(z.unknown()).nullish().parse(values.load_balancer)?.length)
    .flatMap(({ values }) => text.parse(values.name) ?? []);

const parameters = z.object({ parameter: z.array(z.object({ name: z.string(), value: z.string() })).default([]) });
/** What the databases allow. NaN, which nothing is equal to, where nobody says it. */
function maxConnections(studio: Studio): number {
  const said = studio
    .of('aws_db_parameter_group')
    .flatMap(({ values }) => parameters.parse(values).parameter)
    .find(({ name }) => name === 'max_connections');
  return Number(said?.value ?? Number.NaN);
}

const own = (studio: Studio, name: string, stat: string, dimensions = {}): Counted[] => [
  { namespace: `AIFilmStudio/${studio.env}`, name, stat, dimensions },
];
const dead = (studio: Studio, above: number): Rings => ({
  above,
  period: 300,
  periods: 1,
  of: each('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', 'QueueName', [
    `ai-film-studio-dlq-${studio.env}`,
  ]),
});

const hundredGigabytes = 100 * 2 ** 30;
const day = 86_400;

/** Sections 5 and 7. Where a line has no time, five minutes are enough. */
export const documentAlarms: readonly Row[] = [
  {
    key: 'database-cpu',
    severity: 'critical',
    says: 'RDS CPU > 90% for 5 minutes',
    rings: (studio) => ({
      'database-cpu': {
        above: 90,
        period: 60,
        periods: 5,
        of: each('AWS/RDS', 'CPUUtilization', 'Average', 'DBInstanceIdentifier', databases(studio)),
      },
    }),
  },
  {
    key: 'backend-task-failures',
    severity: 'critical',
    says: 'ECS service task failures > 3 in 5 minutes',
    counted: 'backend_task_failures',
    rings: (studio) => ({
      'backend-task-failures': { above: 3, period: 300, periods: 1, of: own(studio, 'backend_task_failures', 'Sum') },
    }),
  },
  {
    key: 'api-errors',
    severity: 'critical',
    says: 'ALB 5xx errors > 1% for 5 minutes',
    rings: () => ({
      'api-errors': {
        above: 1,
        period: 300,
        periods: 1,
        of: ['RequestCount', 'HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count'].flatMap((name) =>
          each('AWS/ApplicationELB', name, 'Sum', 'LoadBalancer', []),
        ),
      },
    }),
  },
  {
    key: 'dead-letters',
    severity: 'critical',
    says: 'SQS DLQ message count > 10',
    rings: (studio) => ({ 'dead-letters': dead(studio, 10) }),
  },
  {
    key: 'gpu-worker-crashes',
    severity: 'critical',
    says: 'GPU worker crashes > 3 per hour',
    counted: 'gpu_worker_crashes',
    rings: (studio) => ({
      'gpu-worker-crashes': { above: 3, period: 3600, periods: 1, of: own(studio, 'gpu_worker_crashes', 'Sum') },
    }),
  },
  {
    key: 'database-connections',
    severity: 'warning',
    says: 'RDS connections > 80% of max',
    rings: (studio) => ({
      'database-connections': {
        above: 0.8 * maxConnections(studio),
        period: 60,
        periods: 5,
        of: each('AWS/RDS', 'DatabaseConnections', 'Maximum', 'DBInstanceIdentifier', databases(studio)),
      },
    }),
  },
  {
    key: 'queue-depth',
    severity: 'warning',
    says: 'SQS queue depth > 100 messages',
    rings: (studio) =>
      Object.fromEntries(
        queues(studio).map((queue) => [
          `queue-depth-${queue}`,
          {
            above: 100,
            period: 300,
            periods: 1,
            of: each('AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum', 'QueueName', [queue]),
          },
        ]),
      ),
  },
  {
    key: 'backend-memory',
    severity: 'warning',
    says: 'ECS memory utilization > 85%',
    rings: (studio) => ({
      'backend-memory': {
        above: 85,
        period: 60,
        periods: 5,
        of: each('AWS/ECS', 'MemoryUtilization', 'Maximum', 'ServiceName', api(studio)),
      },
    }),
  },
  {
    key: 'cdn-errors',
    severity: 'warning',
    says: 'CloudFront error rate > 5%',
    // CloudFront's figures are in us-east-1 alone, and recovery is elsewhere.
    where: ({ environment }) => environment !== 'recovery',
    rings: () => ({
      'cdn-errors': {
        above: 5,
        period: 300,
        periods: 1,
        of: each('AWS/CloudFront', 'TotalErrorRate', 'Average', 'DistributionId', []),
      },
    }),
  },
  {
    key: 'bucket-growth',
    severity: 'warning',
    says: 'S3 bucket size growth > 100GB/day',
    rings: (studio) => ({
      'bucket-growth-written': {
        above: hundredGigabytes,
        period: day,
        periods: 1,
        of: own(studio, 'stored_bytes', 'Sum'),
      },
      // S3 counts once a day: a difference needs two days to be looked at, and the figure of a day comes during the next.
      'bucket-growth-measured': {
        above: hundredGigabytes,
        period: day,
        periods: 3,
        datapoints: 1,
        of: each('AWS/S3', 'BucketSizeBytes', 'Average', 'BucketName', []),
      },
    }),
  },
  {
    key: 'dead-letters-early',
    severity: 'warning',
    says: 'DLQ: Trigger when message count > 5',
    rings: (studio) => ({ 'dead-letters-early': dead(studio, 5) }),
  },
];
