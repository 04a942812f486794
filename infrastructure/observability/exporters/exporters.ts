import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { z } from 'zod';
import type { KnownMetric } from '../promql.ts';

type Metrics = ReadonlyMap<string, KnownMetric>;

const cloudwatchSchema = z.looseObject({
  metrics: z.array(
    z.strictObject({
      aws_namespace: z.string(),
      aws_metric_name: z.string(),
      aws_dimensions: z.array(z.string()),
      aws_statistics: z.array(z.enum(['Sum', 'SampleCount', 'Minimum', 'Maximum', 'Average'])).optional(),
      aws_extended_statistics: z.array(z.string().regex(/^p\d/)).optional(),
      aws_dimension_select_regex: z.record(z.string(), z.array(z.string())).optional(),
      period_seconds: z.number().optional(),
      range_seconds: z.number().optional(),
    }),
  ),
});

// As CloudWatchCollector.java names them, `toSnakeCase` and `safeName`: CPUUtilization is `cpuutilization`, HTTPCode_ELB_5XX_Count
// `httpcode_elb_5_xx_count`. https://github.com/prometheus/cloudwatch_exporter
const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
const safe = (name: string) => name.replace(/[^a-zA-Z0-9:_]/g, '_').replace(/__+/g, '_');

/** The series that the CloudWatch exporter makes of its configuration. */
export function cloudwatchMetrics(config: string): Metrics {
  const found = new Map<string, KnownMetric>();
  for (const { aws_namespace, aws_metric_name, aws_dimensions, ...rule } of cloudwatchSchema.parse(parse(config))
    .metrics) {
    const base = safe(`${aws_namespace.toLowerCase()}_${snake(aws_metric_name)}`);
    const statistics = [...(rule.aws_statistics ?? []).map(snake), ...(rule.aws_extended_statistics ?? [])];
    for (const statistic of statistics) {
      const name = safe(`${base}_${statistic}`);
      const labels = aws_dimensions.map((dimension) => safe(snake(dimension)));
      found.set(name, { kind: 'gauge', labels: new Set([...labels, ...(found.get(name)?.labels ?? [])]) });
    }
  }
  return found;
}

/** The series that NVIDIA's exporter makes of its list of fields. */
export function dcgmMetrics(csv: string): Metrics {
  const labels = new Set(['gpu', 'UUID', 'device', 'modelName', 'Hostname']);
  const lines = csv.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [name = '', kind = ''] = line.split(',').map((part) => part.trim());
      return [name, { kind: z.enum(['gauge', 'counter']).parse(kind), labels }];
    }),
  );
}

const gauge = (...labels: readonly string[]): KnownMetric => ({ kind: 'gauge', labels: new Set(labels) });

/** What we use of the node exporter, by the collector that makes it: https://github.com/prometheus/node_exporter#collectors */
export const nodeCollectors: Readonly<Record<string, Readonly<Record<string, KnownMetric>>>> = {
  cpu: { node_cpu_seconds_total: { kind: 'counter', labels: new Set(['cpu', 'mode']) } },
  meminfo: { node_memory_MemAvailable_bytes: gauge(), node_memory_MemTotal_bytes: gauge() },
  filesystem: {
    node_filesystem_avail_bytes: gauge('device', 'fstype', 'mountpoint'),
    node_filesystem_size_bytes: gauge('device', 'fstype', 'mountpoint'),
  },
  netdev: {
    node_network_receive_bytes_total: { kind: 'counter', labels: new Set(['device']) },
    node_network_transmit_bytes_total: { kind: 'counter', labels: new Set(['device']) },
  },
};

/** Prometheus's own, and the blackbox exporter's. */
const others: Readonly<Record<string, KnownMetric>> = {
  up: gauge(),
  ALERTS: { ...gauge('alertname', 'alertstate', 'severity'), values: new Map([['alertstate', ['pending', 'firing']]]) },
  probe_success: gauge(),
  probe_duration_seconds: gauge(),
  probe_ssl_earliest_cert_expiry: gauge(),
};

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');

/** All that comes from exporters, as they are configured here. */
export async function exporterMetrics(): Promise<Metrics> {
  return new Map([
    ...cloudwatchMetrics(await read('cloudwatch.yml')),
    ...dcgmMetrics(await read('dcgm.csv')),
    ...Object.values(nodeCollectors).flatMap((metrics) => Object.entries(metrics)),
    ...Object.entries(others),
  ]);
}
