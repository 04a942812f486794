import { z } from 'zod';
import { metricMath, type Series } from '../gpu-workers/metric-math.fixture.ts';

const alarmSchema = z.object({
  alarm_name: z.string(),
  alarm_description: z.string(),
  comparison_operator: z.enum(['GreaterThanThreshold', 'LessThanThreshold']),
  threshold: z.number(),
  evaluation_periods: z.number(),
  datapoints_to_alarm: z.number(),
  treat_missing_data: z.enum(['notBreaching', 'breaching', 'ignore', 'missing']),
  metric_query: z.array(
    z.object({
      id: z.string(),
      expression: z.string().nullable(),
      return_data: z.boolean().nullable(),
      metric: z.array(
        z.object({
          namespace: z.string(),
          metric_name: z.string(),
          stat: z.string(),
          period: z.number(),
          dimensions: z.record(z.string(), z.string()).nullable(),
        }),
      ),
    }),
  ),
});

/** What CloudWatch knows of a metric: a figure for each period that is looked at, or the same one for all; null where there is none. */
export type Known = (
  metric: string,
  dimensions: Readonly<Record<string, string>>,
  stat: string,
) => Series | number | null | undefined;

export interface Alarm {
  /** Seconds of one period. */
  readonly period: number;
  readonly periods: number;
  readonly description: string;
  /** @param known what it does not know has no figures */
  state(known: Known): 'ALARM' | 'OK' | 'INSUFFICIENT_DATA' | 'as it was';
}

/**
 * A metric alarm of a plan, evaluated as CloudWatch does.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function alarmOf(planned: unknown): Alarm {
  const alarm = alarmSchema.parse(planned);
  const queries = new Map(alarm.metric_query.map((query) => [query.id, query]));
  const shown = alarm.metric_query.filter((query) => query.return_data);
  // CloudWatch refuses others: ten metrics at most, one that is shown, one period.
  const periods = new Set(alarm.metric_query.flatMap(({ metric }) => metric.map(({ period }) => period)));
  const metrics = alarm.metric_query.filter(({ metric }) => metric.length === 1);
  if (shown.length !== 1 || periods.size !== 1 || metrics.length > 10)
    throw new Error(`${alarm.alarm_name} is none that CloudWatch takes.`);
  const [period = 0] = periods;
  return {
    period,
    periods: alarm.evaluation_periods,
    description: alarm.alarm_description,
    state: (known) => stateOf(alarm, valuesOf(shown[0]?.id ?? '', queries, alarm.evaluation_periods, known)),
  };
}

type Queries = ReadonlyMap<string, z.output<typeof alarmSchema>['metric_query'][number]>;

function valuesOf(id: string, queries: Queries, length: number, known: Known): Series {
  const query = queries.get(id);
  if (!query) throw new Error(`There is no metric ${id}.`);
  const [metric] = query.metric;
  if (metric) {
    const figures = known(metric.metric_name, metric.dimensions ?? {}, metric.stat) ?? null;
    return typeof figures === 'object' && figures !== null
      ? figures.slice(-length)
      : Array.from({ length }, () => figures);
  }
  const of = (other: string) => valuesOf(other, queries, length, known);
  const expression = query.expression ?? '';
  const worst = /^MAX\(\[(.+)\]\)$/.exec(expression)?.[1]?.split(', ').map(of);
  if (worst)
    return Array.from({ length }, (_, at) => {
      const figures = worst.flatMap((series) => series[at] ?? []);
      return figures.length === 0 ? null : Math.max(...figures);
    });
  const grown = /^DIFF\((\w+)\)$/.exec(expression)?.[1];
  if (grown) return of(grown).map((size, at, sizes) => difference(size, sizes[at - 1]));
  const names = new Set(expression.match(/\b[a-z]\w*/g));
  const result = metricMath(expression)(new Map([...names].map((name) => [name, of(name)])));
  return typeof result === 'number' ? Array.from({ length }, () => result) : result;
}

const difference = (size: number | null, before: number | null | undefined): number | null =>
  size === null || before === null || before === undefined ? null : size - before;

function stateOf(alarm: z.output<typeof alarmSchema>, values: Series): ReturnType<Alarm['state']> {
  const beyond = (value: number) =>
    alarm.comparison_operator === 'GreaterThanThreshold' ? value > alarm.threshold : value < alarm.threshold;
  const there = values.filter((value) => value !== null);
  const filled = alarm.treat_missing_data === 'breaching' ? values.length - there.length : 0;
  if (there.length === 0) {
    if (alarm.treat_missing_data === 'ignore') return 'as it was';
    if (alarm.treat_missing_data === 'missing') return 'INSUFFICIENT_DATA';
  }
  return there.filter(beyond).length + filled >= alarm.datapoints_to_alarm ? 'ALARM' : 'OK';
}
