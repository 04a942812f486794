import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { alarmOf, type Known } from './alarm-state.fixture.ts';
import { type Planned, planned } from './planned.fixture.ts';

let plan: Planned;
beforeAll(async () => {
  plan = await planned();
});

const alarms = () => plan('aws_cloudwatch_metric_alarm', 'this');
const alarm = (key: string) => alarmOf(alarms().get(key));
const state = (key: string, known: Known) => alarm(key).state(known);
const nothing: Known = () => null;
const minutes = (key: string) => (alarm(key).period * alarm(key).periods) / 60;

describe("the document's alarms ring above their figures and not at them", () => {
  /** key, metric, the figure that is still well, minutes. */
  it.each([
    ['database-cpu', 'CPUUtilization', 90, 5],
    ['backend-task-failures', 'backend_task_failures', 3, 5],
    ['dead-letters', 'ApproximateNumberOfMessagesVisible', 10, 5],
    ['gpu-worker-crashes', 'gpu_worker_crashes', 3, 60],
    ['database-connections', 'DatabaseConnections', 320, 5],
    ['backend-memory', 'MemoryUtilization', 85, 5],
    ['dead-letters-early', 'ApproximateNumberOfMessagesVisible', 5, 5],
    ['queue-age', 'studio_queue_oldest_waiting_seconds', 900, 5],
    ['redis-memory', 'DatabaseMemoryUsagePercentage', 80, 5],
    ['replica-lag', 'ReplicaLag', 300, 5],
    ['api-latency', 'TargetResponseTime', 1, 10],
    ['queue-depth-processing', 'ApproximateNumberOfMessagesVisible', 100, 5],
    ['bucket-growth-written', 'stored_bytes', 107_374_182_400, 1440],
  ])('%s: %s above %d for %d minutes', (key, metric, well, lasting) => {
    const at =
      (figure: number): Known =>
      (name) =>
        name === metric ? figure : null;
    expect(state(key, at(well))).toBe('OK');
    expect(state(key, at(well * 1.001))).toBe('ALARM');
    expect(minutes(key)).toBe(lasting);
  });

  it('and not before all of the minutes are above', () => {
    for (const key of ['database-cpu', 'database-connections', 'backend-memory', 'redis-memory', 'queue-age'])
      expect(
        state(key, () => [0, 99_999, 99_999, 99_999, 99_999]),
        key,
      ).toBe('OK');
  });

  it('when any one database, node, colour or type is above', () => {
    const only =
      (name: string, value: string): Known =>
      (_, dimensions) =>
        dimensions[name] === value ? 99_999 : 0;
    expect(state('database-cpu', only('DBInstanceIdentifier', 'db-replica-1'))).toBe('ALARM');
    expect(state('redis-memory', only('CacheClusterId', 'redis-002'))).toBe('ALARM');
    expect(state('backend-memory', only('ServiceName', 'ai-film-studio-backend-prod-green'))).toBe('ALARM');
    expect(state('queue-age', only('type', 'video'))).toBe('ALARM');
  });
});

describe('api-errors', () => {
  const traffic =
    (asked: number | null, theirs: number | null, balancer: number | null): Known =>
    (name) =>
      ({ RequestCount: asked, HTTPCode_Target_5XX_Count: theirs, HTTPCode_ELB_5XX_Count: balancer })[name];

  it('is well where nobody asks', () => {
    expect(state('api-errors', nothing)).toBe('OK');
    expect(state('api-errors', traffic(0, 0, 0))).toBe('OK');
  });

  it("rings above 1 % of errors, the tasks' and the load balancer's together", () => {
    expect(state('api-errors', traffic(1000, 10, null))).toBe('OK');
    expect(state('api-errors', traffic(1000, 11, null))).toBe('ALARM');
    expect(state('api-errors', traffic(1000, 6, 5))).toBe('ALARM');
    expect(minutes('api-errors')).toBe(5);
  });

  it('rings when there is no task to choose, so that no request counts as one', () => {
    expect(state('api-errors', traffic(null, null, 40))).toBe('ALARM');
  });

  it('calls nobody for one or two of a few at night', () => {
    expect(state('api-errors', traffic(20, 2, null))).toBe('OK');
    expect(state('api-errors', traffic(20, 3, null))).toBe('ALARM');
  });
});

describe('what says nothing', () => {
  it.each([
    ['backend-task-failures', 'OK'],
    ['gpu-worker-crashes', 'OK'],
    ['backend-memory', 'OK'],
    ['cdn-errors', 'OK'],
    ['queue-depth-processing', 'OK'],
    ['notices-lost', 'OK'],
    ['model-load-failures', 'OK'],
    ['database-cpu', 'INSUFFICIENT_DATA'],
    ['queue-age', 'INSUFFICIENT_DATA'],
    ['replica-lag', 'ALARM'],
    ['api-unreachable', 'ALARM'],
    ['dead-letters', 'as it was'],
  ])('is for %s: %s', (key, expected) => expect(state(key, nothing)).toBe(expected));
});

describe('other alarms', () => {
  it('dead-letters counts messages that somebody looks at just now', () => {
    const lying: Known = (name) => (name === 'ApproximateNumberOfMessagesVisible' ? 2 : 9);
    expect(state('dead-letters', lying)).toBe('ALARM');
  });

  it('replica-lag takes a replica that does not replicate for one that is far behind', () => {
    expect(state('replica-lag', () => -1)).toBe('ALARM');
  });

  it('api-unreachable wants one healthy task of any colour', () => {
    const healthy: Known = (_, { TargetGroup }) => (TargetGroup?.includes('green') ? 1 : null);
    expect(state('api-unreachable', healthy)).toBe('OK');
    expect(state('api-unreachable', () => 0)).toBe('ALARM');
  });

  it('cdn-errors rings above 5 % of at least 20 requests', () => {
    const cdn =
      (rate: number, requests: number): Known =>
      (name) =>
        name === 'TotalErrorRate' ? rate : requests;
    expect(state('cdn-errors', cdn(5, 1000))).toBe('OK');
    expect(state('cdn-errors', cdn(5.1, 1000))).toBe('ALARM');
    expect(state('cdn-errors', cdn(100, 19))).toBe('OK');
  });

  it('notices-lost rings for one that Slack did not take, and for one that SNS could not deliver', () => {
    expect(state('notices-lost', (name) => (name === 'NumberOfNotificationsFailed' ? 0 : 1))).toBe('ALARM');
    expect(state('notices-lost', (_, { TopicName }) => (TopicName === 'ai-film-studio-prod-critical' ? 1 : null))).toBe(
      'ALARM',
    );
  });

  it('model-load-failures rings for a single one on a worker, whatever its engine', () => {
    const failed =
      (count: number): Known =>
      (name, dimensions) =>
        name === 'studio_model_load_failures_total' && JSON.stringify(dimensions) === '{"service":"worker"}'
          ? count
          : null;
    expect(state('model-load-failures', failed(0))).toBe('OK');
    expect(state('model-load-failures', failed(1))).toBe('ALARM');
    expect(minutes('model-load-failures')).toBe(15);
  });

  it("bucket-growth-measured rings for S3's own count from day to day, whatever class it lies in", () => {
    const gigabyte = 2 ** 30;
    const sizes =
      (standard: readonly (number | null)[], frequent: readonly (number | null)[]): Known =>
      (_, { StorageType }) =>
        ({ StandardStorage: standard, IntelligentTieringFAStorage: frequent })[StorageType ?? ''];
    const gb = (figures: readonly (number | null)[]) =>
      figures.map((figure) => (figure === null ? null : figure * gigabyte));
    const key = 'bucket-growth-measured';
    expect(state(key, sizes(gb([500, 500, 601]), gb([0, 0, 0])))).toBe('ALARM');
    expect(state(key, sizes(gb([500, 500, 500]), gb([800, 950, 950])))).toBe('ALARM');
    expect(state(key, sizes(gb([500, 400, 300]), gb([0, 150, 300])))).toBe('OK');
    // A day that is not counted yet is no bucket that is empty and then full.
    expect(state(key, sizes(gb([null, 500, null]), gb([null, 900, null])))).toBe('as it was');
  });
});

describe('burn rates', () => {
  const share =
    (percent: number, requests = 1_000_000): Known =>
    (name) =>
      ({ RequestCount: requests, HTTPCode_Target_5XX_Count: (requests * percent) / 100 })[name];

  it.each([
    ['fast-1h', 1.44, 60],
    ['fast-5m', 1.44, 5],
    ['fast-6h', 0.6, 360],
    ['fast-30m', 0.6, 30],
    ['slow-1d', 0.3, 1440],
    ['slow-2h', 0.3, 120],
    ['slow-3d', 0.1, 4320],
    ['slow-6h', 0.1, 360],
  ])('%s rings above %d % of errors in %d minutes', (window, percent, lasting) => {
    const key = `slo-burn-${window}`;
    expect(state(key, share(percent))).toBe('OK');
    expect(state(key, share(percent * 1.01))).toBe('ALARM');
    expect(state(key, nothing)).toBe('OK');
    expect(minutes(key)).toBe(lasting);
  });

  it('want five failures in a long window: where few ask, one is a large part', () => {
    expect(state('slo-burn-fast-1h', share(4, 100))).toBe('OK');
    expect(state('slo-burn-fast-1h', share(5, 100))).toBe('ALARM');
  });
});

describe('composite alarms', () => {
  const compositeSchema = z.object({ alarm_name: z.string(), alarm_rule: z.string(), alarm_description: z.string() });
  const composites = () =>
    new Map([...plan('aws_cloudwatch_composite_alarm', 'this')].map(([key, one]) => [key, compositeSchema.parse(one)]));
  /** The rule with those alarms in ALARM and all others well. */
  const rings = (key: string, ...ringing: readonly string[]): boolean => {
    const { alarm_rule } = composites().get(key)!;
    const text = alarm_rule
      .replaceAll(/ALARM\("ai-film-studio-prod-([\w-]+)"\)/g, (_, name: string) => {
        expect([...alarms().keys()]).toContain(name);
        return String(ringing.includes(name));
      })
      .replaceAll(' AND ', '&&')
      .replaceAll(' OR ', '||');
    expect(text).toMatch(/^[()&|truefals]+$/);
    return new Function(`return ${text}`)() === true;
  };

  it('of fast burns want a long window and its short one', () => {
    expect(rings('slo-fast-burn', 'slo-burn-fast-1h', 'slo-burn-fast-5m')).toBe(true);
    expect(rings('slo-fast-burn', 'slo-burn-fast-6h', 'slo-burn-fast-30m')).toBe(true);
    expect(rings('slo-fast-burn', 'slo-burn-fast-1h', 'slo-burn-fast-30m')).toBe(false);
    expect(rings('slo-fast-burn', 'slo-burn-fast-1h', 'slo-burn-fast-6h')).toBe(false);
  });

  it('of slow burns too', () => {
    expect(rings('slo-slow-burn', 'slo-burn-slow-1d', 'slo-burn-slow-2h')).toBe(true);
    expect(rings('slo-slow-burn', 'slo-burn-slow-3d', 'slo-burn-slow-6h')).toBe(true);
    expect(rings('slo-slow-burn', 'slo-burn-slow-3d', 'slo-burn-slow-2h')).toBe(false);
  });

  it('of queues and of growth ring for any of their parts', () => {
    expect(rings('queue-depth', 'queue-depth-high-priority')).toBe(true);
    expect(rings('queue-depth')).toBe(false);
    expect(rings('bucket-growth', 'bucket-growth-measured')).toBe(true);
    expect(rings('bucket-growth', 'bucket-growth-written')).toBe(true);
  });
});

it('no alarm looks further back than CloudWatch does', () => {
  for (const [key, one] of alarms()) {
    const { period, periods } = alarmOf(one);
    expect(period * periods, key).toBeLessThanOrEqual(period < 3600 ? 86_400 : 604_800);
  }
});

describe('what alarms look at', () => {
  const metricsSchema = z.object({
    metric_query: z.array(
      z.object({
        metric: z.array(
          z.object({
            namespace: z.string(),
            metric_name: z.string(),
            stat: z.string(),
            dimensions: z.record(z.string(), z.string()).nullable(),
          }),
        ),
      }),
    ),
  });
  const looksAt = (key: string) =>
    metricsSchema
      .parse(alarms().get(key))
      .metric_query.flatMap(({ metric }) => metric)
      .map(({ namespace, metric_name, stat, dimensions }) => {
        const of = Object.entries(dimensions ?? {}).map(([name, value]) => `${name}=${value}`);
        return [`${namespace} ${metric_name} ${stat}`, ...of.sort()].join(' ');
      })
      .sort();

  const waited = (type: string) =>
    `AIFilmStudio/prod studio_queue_oldest_waiting_seconds Maximum service=api type=${type}`;

  // A metric that there is none of has no figures, and CloudWatch says nothing of it.
  it.each([
    [
      'database-cpu',
      [
        'AWS/RDS CPUUtilization Average DBInstanceIdentifier=db',
        'AWS/RDS CPUUtilization Average DBInstanceIdentifier=db-replica-1',
      ],
    ],
    ['api-latency', ['AWS/ApplicationELB TargetResponseTime p95 LoadBalancer=app/studio/1']],
    [
      'dead-letters',
      [
        'AWS/SQS ApproximateNumberOfMessagesNotVisible Maximum QueueName=dlq',
        'AWS/SQS ApproximateNumberOfMessagesVisible Maximum QueueName=dlq',
      ],
    ],
    ['queue-age', ['assembly', 'audio', 'image', 'notification', 'video'].map(waited)],
  ])('is for %s there, by its namespace, name, statistic and dimensions', (key, expected) => {
    expect(looksAt(key)).toEqual(expected);
  });
});
