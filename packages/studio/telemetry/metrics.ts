import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { type LabelsOf, type MetricId, type MetricSpec, metricTable } from './metric-table.ts';

/** Takes one value of one series: counters add it, gauges are set to it, histograms count it in. */
export type Recorder = (value: number) => void;

/** Where values go. The metrics themselves are `metricTable`. */
export interface Metrics {
  /** For what is recorded often: the series is looked up once. */
  series<M extends MetricId>(metric: M, labels: LabelsOf<M>): Recorder;
}

/** Records one value. @example record(metrics, 'workerDrains', 1, { reason: 'spot' }); */
export function record<M extends MetricId>(metrics: Metrics, metric: M, value: number, labels: LabelsOf<M>): void {
  metrics.series(metric, labels)(value);
}

/** Where nobody looks. */
export const noMetrics: Metrics = { series: () => () => {} };

/** Several places at once. */
export function allMetrics(...places: readonly Metrics[]): Metrics {
  return {
    series(metric, labels) {
      const recorders = places.map((place) => place.series(metric, labels));
      return (value) => {
        for (const recorder of recorders) recorder(value);
      };
    },
  };
}

type Series = (labels: Readonly<Record<string, string>>) => Recorder;

function seriesIn(registry: Registry, { name, kind, help, labels, buckets }: MetricSpec): Series {
  const options = { name, help, labelNames: [...labels], registers: [registry] };
  if (kind === 'counter') {
    const counter = new Counter(options);
    return (given) => {
      const one = counter.labels(given);
      return (value) => one.inc(value);
    };
  }
  if (kind === 'gauge') {
    const gauge = new Gauge(options);
    return (given) => {
      const one = gauge.labels(given);
      return (value) => one.set(value);
    };
  }
  const histogram = new Histogram({ ...options, ...(buckets ? { buckets: [...buckets] } : {}) });
  return (given) => {
    const one = histogram.labels(given);
    return (value) => one.observe(value);
  };
}

/** All metrics of the table in a registry of Prometheus. One registry takes them once. */
export function prometheusMetrics(registry: Registry): Metrics {
  const all = new Map<MetricId, Series>();
  for (const [id, spec] of Object.entries(metricTable)) {
    // The keys of the table are its ids: Object.entries only forgets it.
    all.set(id as MetricId, seriesIn(registry, spec));
  }
  return { series: (metric, labels) => all.get(metric)?.(labels) ?? (() => {}) };
}

/** The metrics of one process: ours and Node's own (memory, event loop, garbage), as Prometheus reads them. */
export interface MetricsPage {
  readonly metrics: Metrics;
  readonly contentType: string;
  text(): Promise<string>;
}

/** To be made once in a process, by whoever puts its parts together. */
export function metricsPage(): MetricsPage {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const metrics = prometheusMetrics(registry);
  return { metrics, contentType: registry.contentType, text: () => registry.metrics() };
}
