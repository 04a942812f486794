import { type LabelsOf, type MetricId, type MetricSpec, metricTable } from './metric-table.ts';
import type { Metrics } from './metrics.ts';

/** CloudWatch takes no more values of a metric in one line. */
const mostValues = 100;

export interface EmfOptions {
  /** Takes a line: stdout, where the log driver makes metrics of it. */
  readonly write: (line: string) => void;
  readonly namespace: string;
  /** Which part of the studio it is: a dimension of every metric. */
  readonly service: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export interface EmfMetrics extends Metrics {
  /** Writes what was recorded since the last time. To be called each minute, and before the process ends. */
  flush(): void;
}

interface Open {
  readonly spec: MetricSpec;
  readonly labels: Readonly<Record<string, string>>;
  values: number[];
}

/**
 * The same metrics for CloudWatch, as lines of its embedded metric format: no agent and no request of ours.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * Counters go as what was added, so that CloudWatch's sum is the total; gauges as their last value; of a histogram every value goes, so that
 * CloudWatch's percentiles are true. Each goes by all its labels and by the service alone.
 */
export function emfMetrics({ write, namespace, service, now }: EmfOptions): EmfMetrics {
  const open = new Map<string, Open>();
  const flushOne = (one: Open): void => {
    if (one.values.length === 0) return;
    write(JSON.stringify(emfDocument(one.spec, one.labels, one.values, { namespace, service, timestamp: now() })));
    one.values = [];
  };
  return {
    series<M extends MetricId>(metric: M, labels: LabelsOf<M>) {
      const spec: MetricSpec = metricTable[metric];
      const key = `${metric}\n${spec.labels.map((label) => Reflect.get(labels, label)).join('\n')}`;
      const one = open.get(key) ?? { spec, labels, values: [] };
      open.set(key, one);
      return (value) => {
        if (spec.kind === 'gauge') one.values = [value];
        else if (spec.kind === 'counter') one.values = [(one.values[0] ?? 0) + value];
        else if (one.values.push(value) === mostValues) flushOne(one);
      };
    },
    flush() {
      for (const one of open.values()) flushOne(one);
    },
  };
}

/** One line as a value. */
function emfDocument(
  { name, unit }: MetricSpec,
  labels: Readonly<Record<string, string>>,
  values: readonly number[],
  {
    namespace,
    service,
    timestamp,
  }: { readonly namespace: string; readonly service: string; readonly timestamp: number },
): Readonly<Record<string, unknown>> {
  return {
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        {
          Namespace: namespace,
          Dimensions: [['service'], ['service', ...Object.keys(labels)]],
          Metrics: [{ Name: name, Unit: unit }],
        },
      ],
    },
    service,
    ...labels,
    [name]: values.length === 1 ? values[0] : values,
  };
}
