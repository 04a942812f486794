import { type CloudWatchClient, GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch';
import type { Answers } from '../backend/observed.ts';

/** What metrics of a load balancer call the two: the ends of their ARNs. */
const loadBalancerOf = (arn: string): string => arn.split(':loadbalancer/')[1] ?? '';
const groupOf = (arn: string): string => arn.split(':').at(-1) ?? '';

export interface Between {
  readonly loadBalancer: string;
  readonly fresh: string;
  readonly old: string;
  /** Milliseconds since 1970. */
  readonly since: number;
  readonly now: number;
}

/** How the new target group answers since traffic was last moved, beside the old one. */
export async function answers(
  metrics: CloudWatchClient,
  { loadBalancer, fresh, old, since, now }: Between,
): Promise<Answers> {
  const query = (Id: string, MetricName: string, group: string, Stat: string): MetricDataQuery => ({
    Id,
    MetricStat: {
      Metric: {
        Namespace: 'AWS/ApplicationELB',
        MetricName,
        Dimensions: [
          { Name: 'LoadBalancer', Value: loadBalancerOf(loadBalancer) },
          { Name: 'TargetGroup', Value: groupOf(group) },
        ],
      },
      Period: 60,
      Stat,
    },
  });
  const { MetricDataResults = [] } = await metrics.send(
    new GetMetricDataCommand({
      StartTime: new Date(since),
      EndTime: new Date(now),
      MetricDataQueries: [
        query('requests', 'RequestCount', fresh, 'Sum'),
        query('errors', 'HTTPCode_Target_5XX_Count', fresh, 'Sum'),
        query('p95new', 'TargetResponseTime', fresh, 'p95'),
        query('p95old', 'TargetResponseTime', old, 'p95'),
      ],
    }),
  );
  const values = (id: string): readonly number[] => MetricDataResults.find(({ Id }) => Id === id)?.Values ?? [];
  return {
    requests: sum(values('requests')),
    errors: sum(values('errors')),
    p95: { new: mean(values('p95new')), old: mean(values('p95old')) },
  };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number | null => (values.length > 0 ? sum(values) / values.length : null);
