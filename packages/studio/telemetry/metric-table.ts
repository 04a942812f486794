import { cacheUses } from '../cache/cache-health.ts';

/** What a metric is. Labels have few values each: never an id, a raw address or a name that somebody chose. */
export interface MetricSpec {
  readonly name: string;
  readonly kind: 'counter' | 'gauge' | 'histogram';
  readonly help: string;
  readonly labels: readonly string[];
  /** As CloudWatch names it. */
  readonly unit: 'Seconds' | 'Count' | 'Percent';
  /** Of a histogram: upper bounds. */
  readonly buckets?: readonly number[];
}

const quick = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const slow = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1800];

/** Every metric of ours, once: Prometheus, CloudWatch and docs/metrics.md go by it. The first five are the specification's. */
export const metricTable = {
  jobSeconds: {
    name: 'studio_job_processing_seconds',
    kind: 'histogram',
    help: 'How long a worker had a job, by type and by what became of it (done, failed, given-back, cancelled).',
    labels: ['type', 'outcome'],
    unit: 'Seconds',
    buckets: slow,
  },
  credits: {
    name: 'studio_credits_consumed_total',
    kind: 'counter',
    help: 'Credits that were settled, by what for.',
    labels: ['for'],
    unit: 'Count',
  },
  responseSeconds: {
    name: 'studio_http_response_seconds',
    kind: 'histogram',
    help: 'How long answers took, by method, route pattern and status.',
    labels: ['method', 'route', 'status'],
    unit: 'Seconds',
    buckets: quick,
  },
  gpuUtilisation: {
    name: 'studio_gpu_utilisation_percent',
    kind: 'gauge',
    help: 'How busy a GPU is, by its number on the machine. Absent where there is none.',
    labels: ['gpu'],
    unit: 'Percent',
  },
  inferenceSeconds: {
    name: 'studio_model_inference_seconds',
    kind: 'histogram',
    help: 'How long a model took for one answer, by engine and kind of job.',
    labels: ['engine', 'kind'],
    unit: 'Seconds',
    buckets: slow,
  },
  queueDepth: {
    name: 'studio_queue_jobs',
    kind: 'gauge',
    help: 'Jobs that are not over, by type and state (blocked, waiting, running).',
    labels: ['type', 'state'],
    unit: 'Count',
  },
  oldestWaiting: {
    name: 'studio_queue_oldest_waiting_seconds',
    kind: 'gauge',
    help: 'How long the oldest job that could be begun has waited, by type; 0 when none waits.',
    labels: ['type'],
    unit: 'Seconds',
  },
  backlog: {
    name: 'studio_queue_backlog_seconds',
    kind: 'gauge',
    help: 'Seconds of work that could be begun and waits, by type: the jobs that are due, times the mean length of the last 50 of their type. Fleets scale by it.',
    labels: ['type'],
    unit: 'Seconds',
  },
  highBacklog: {
    name: 'studio_queue_high_priority_backlog_seconds',
    kind: 'gauge',
    help: 'The part of studio_queue_backlog_seconds that is of high priority, by type. The fleet that premium users have for themselves scales by it.',
    labels: ['type'],
    unit: 'Seconds',
  },
  highRunning: {
    name: 'studio_queue_high_priority_running_jobs',
    kind: 'gauge',
    help: 'Jobs of high priority that workers are at, by type.',
    labels: ['type'],
    unit: 'Count',
  },
  deadJobs: {
    name: 'studio_queue_dead_jobs',
    kind: 'gauge',
    help: 'Dead jobs that nobody has redriven, by type.',
    labels: ['type'],
    unit: 'Count',
  },
  modelLoadFailures: {
    name: 'studio_model_load_failures_total',
    kind: 'counter',
    help: 'Times that a model failed to load on a worker, by engine.',
    labels: ['engine'],
    unit: 'Count',
  },
  workerDrains: {
    name: 'studio_worker_drains_total',
    kind: 'counter',
    help: 'Times that a worker stopped taking jobs, by reason (signal, spot, idle, unfit).',
    labels: ['reason'],
    unit: 'Count',
  },
  cacheLooks: {
    name: 'studio_cache_looks_total',
    kind: 'counter',
    help: 'Looks into the cache of answers, by result (hit, miss, unchanged).',
    labels: ['use', 'result'],
    unit: 'Count',
  },
  reads: {
    name: 'studio_database_reads_total',
    kind: 'counter',
    help: 'Reads that are for replicas, where there are any, by who answered (replica, writer) and why: the replica was fit, none was, it had no turn, or the statement broke on one (fit, away, behind, busy, failed).',
    labels: ['by', 'why'],
    unit: 'Count',
  },
  cacheDowngrades: {
    name: 'studio_cache_downgrades_total',
    kind: 'counter',
    help: `Times that something went on without the cache, by use (${cacheUses.join(', ')}).`,
    labels: ['use'],
    unit: 'Count',
  },
  rateLimited: {
    name: 'studio_rate_limit_refusals_total',
    kind: 'counter',
    help: 'Requests that were refused as too many, by class and by what was counted (ip, user, key, account, failures).',
    labels: ['class', 'by'],
    unit: 'Count',
  },
} as const satisfies Record<string, MetricSpec>;

export type MetricId = keyof typeof metricTable;

/** The labels of a metric, each with a value. */
export type LabelsOf<M extends MetricId> = Readonly<Record<(typeof metricTable)[M]['labels'][number], string>>;
