import { colours } from './balancer.ts';
import type { Cloud } from './cloud.ts';
import { groupArn } from './load-balancing.ts';

type Json = Readonly<Record<string, unknown>>;

interface Query {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly MetricName: string;
      readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
    };
  };
}

/** Amazon CloudWatch, as far as a deployment speaks to it: AWS JSON 1.0. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/Welcome.html */
export const cloudwatch: Readonly<Record<string, (cloud: Cloud, input: Json) => Json>> = {
  DescribeAlarms: (cloud, { AlarmNames, AlarmTypes }) => {
    const asked = (names: unknown): readonly unknown[] => (Array.isArray(names) ? names : []);
    const found = [...cloud.alarms].filter(([name]) => asked(AlarmNames).includes(name));
    const told = (composite: boolean) =>
      found
        .filter(([name]) => name.includes('-slo-') === composite)
        .map(([AlarmName, StateValue]) => ({ AlarmName, StateValue }));
    return {
      MetricAlarms: told(false),
      CompositeAlarms: asked(AlarmTypes).includes('CompositeAlarm') ? told(true) : [],
    };
  },
  GetMetricData: (cloud, input) => ({
    // The SDK sends what the types of its command say.
    MetricDataResults: (input.MetricDataQueries as readonly Query[]).map((query) => ({
      Id: query.Id,
      StatusCode: 'Complete',
      ...values(cloud, query, Number(input.StartTime) * 1_000),
    })),
  }),
};

/** One point of each minute that had requests: as of a load balancer, of which no requests are no points. */
function values(cloud: Cloud, { MetricStat: { Metric } }: Query, since: number): Json {
  const group = Metric.Dimensions.find(({ Name }) => Name === 'TargetGroup')?.Value ?? '';
  const colour = colours.find((one) => groupArn(cloud, one).endsWith(`:${group}`));
  const minutes = new Map<number, { requests: number; errors: number; slowest: number }>();
  for (const one of cloud.balancer.counted) {
    if (one.colour !== colour || one.at < since) continue;
    const minute = Math.floor(one.at / 60_000) * 60;
    const { requests, errors, slowest } = minutes.get(minute) ?? { requests: 0, errors: 0, slowest: 0 };
    minutes.set(minute, {
      requests: requests + 1,
      errors: errors + (one.status >= 500 ? 1 : 0),
      slowest: Math.max(slowest, one.seconds),
    });
  }
  const of = { RequestCount: 'requests', HTTPCode_Target_5XX_Count: 'errors', TargetResponseTime: 'slowest' } as const;
  const key = Object.entries(of).find(([name]) => name === Metric.MetricName)?.[1];
  return {
    Timestamps: [...minutes.keys()],
    Values: key ? [...minutes.values()].map((minute) => minute[key]) : [],
  };
}
