import { metricTable } from '@ai-film-studio/studio/telemetry/metric-table.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { planned } from './planned.fixture.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html, closed: what is misspelt there shows nothing. */
const optionsSchema = z.strictObject({
  expression: z.string().optional(),
  id: z
    .string()
    .regex(/^[a-z]\w*$/)
    .optional(),
  label: z.string().optional(),
  stat: z
    .string()
    .regex(/^(Average|Minimum|Maximum|Sum|SampleCount|p\d+)$/)
    .optional(),
  visible: z.boolean().optional(),
});
const metricSchema = z.array(z.union([z.string(), optionsSchema])).check((context) => {
  const texts = context.value.filter((part) => typeof part === 'string');
  const options = context.value.filter((part) => typeof part !== 'string');
  const last = context.value.at(-1);
  const isExpression = typeof last === 'object' && last.expression !== undefined;
  // Namespace, name, then pairs of dimensions; or an expression alone.
  if (options.length > 1 || typeof last !== 'object' || (isExpression ? texts.length > 0 : texts.length % 2 !== 0))
    context.issues.push({ code: 'custom', message: 'is no metric', input: context.value });
});
const placeSchema = { x: z.int(), y: z.int(), width: z.int(), height: z.int() };
const annotationsSchema = z.strictObject({
  horizontal: z.array(z.strictObject({ label: z.string(), value: z.number() })),
});
const widgetSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('metric'),
    ...placeSchema,
    properties: z.strictObject({
      title: z.string(),
      region: z.string(),
      view: z.literal('timeSeries'),
      stacked: z.boolean(),
      metrics: z.array(metricSchema).min(1),
      period: z.int().optional(),
      start: z.string().optional(),
      end: z.string().optional(),
      annotations: annotationsSchema.optional(),
      yAxis: z.strictObject({ left: z.strictObject({ min: z.number(), max: z.number() }) }).optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('alarm'),
    ...placeSchema,
    properties: z.strictObject({ title: z.string(), alarms: z.array(z.string()).min(1).max(100) }),
  }),
]);
const bodySchema = z.strictObject({
  start: z.string(),
  periodOverride: z.enum(['inherit', 'auto']),
  widgets: z.array(widgetSchema),
});

const dashboards = new Map<string, z.output<typeof bodySchema>>();
const metricsOf = (name: string) =>
  dashboards
    .get(name)!
    .widgets.flatMap((widget) =>
      widget.type === 'metric' ? widget.properties.metrics.map((metric) => ({ widget, metric })) : [],
    );

beforeAll(async () => {
  const plan = await planned();
  const dashboardSchema = z.object({ dashboard_name: z.string(), dashboard_body: z.string() });
  for (const [key, one] of plan('aws_cloudwatch_dashboard', 'this')) {
    const { dashboard_name, dashboard_body } = dashboardSchema.parse(one);
    expect(dashboard_name).toBe(`ai-film-studio-prod-${key}`);
    dashboards.set(key, bodySchema.parse(JSON.parse(dashboard_body)));
  }
});

describe('the dashboards', () => {
  it('are the three of the document', () => {
    expect([...dashboards.keys()].sort()).toEqual(['ai-jobs', 'cost', 'system-health']);
  });

  it('lie on the grid, and no widget on another', () => {
    for (const { widgets } of dashboards.values()) {
      expect(widgets.every(({ x, width }) => x >= 0 && x + width <= 24)).toBe(true);
      expect(new Set(widgets.map(({ x, y }) => `${x} ${y}`)).size).toBe(widgets.length);
    }
  });

  /** What section 7 of the specification lists, dashboard by dashboard and metric by metric. */
  it.each([
    ['system-health', 'service status', ['RunningTaskCount', 'HealthyHostCount']],
    ['system-health', 'error rates', ['HTTPCode_Target_5XX_Count', 'HTTPCode_ELB_5XX_Count', 'TotalErrorRate']],
    ['system-health', 'requests and responses', ['RequestCount', 'TargetResponseTime', 'studio_http_response_seconds']],
    ['system-health', 'utilization', ['CPUUtilization', 'MemoryUtilization', 'DatabaseConnections', 'ReadIOPS']],
    ['system-health', 'writes', ['WriteIOPS', 'ReplicaLag']],
    ['system-health', 'Redis', ['EngineCPUUtilization', 'DatabaseMemoryUsagePercentage', 'Evictions']],
    [
      'ai-jobs',
      'queue depths',
      [
        'ApproximateNumberOfMessagesVisible',
        'studio_queue_jobs',
        'studio_queue_backlog_seconds',
        'studio_queue_high_priority_backlog_seconds',
      ],
    ],
    ['ai-jobs', 'message age', ['ApproximateAgeOfOldestMessage', 'studio_queue_oldest_waiting_seconds']],
    ['ai-jobs', 'processing times', ['studio_job_processing_seconds', 'studio_model_inference_seconds']],
    ['ai-jobs', 'success and failure', ['studio_job_processing_seconds', 'studio_queue_dead_jobs']],
    ['ai-jobs', 'GPU utilization', ['studio_gpu_utilisation_percent', 'GroupInServiceInstances']],
    ['ai-jobs', 'credits', ['studio_credits_consumed_total']],
    ['cost', 'costs by service', ['EstimatedCharges']],
    ['cost', 'GPU instances', ['GroupInServiceInstances']],
    ['cost', 'S3', ['BucketSizeBytes', 'stored_bytes']],
    ['cost', 'data transfer', ['BytesDownloaded', 'BytesOutToDestination', 'ProcessedBytes']],
  ])('%s shows %s: %j', (name, _, wanted) => {
    const shown = JSON.stringify(metricsOf(name));
    for (const metric of wanted) expect(shown).toMatch(new RegExp(`\\b${metric}\\b`));
  });

  it('show the success and failure rate by what became of jobs', () => {
    const outcomes = metricsOf('ai-jobs').flatMap(({ metric }) =>
      metric[1] === 'studio_job_processing_seconds' ? [metric[metric.indexOf('outcome') + 1]] : [],
    );
    expect(new Set(outcomes)).toEqual(new Set(['done', 'failed', 'given-back', 'cancelled']));
  });

  it("ask of the studio's own metrics only what it writes: by all labels, or by the service alone", () => {
    const labels = new Map<string, readonly string[]>(
      Object.values(metricTable).map(({ name, labels }) => [name, labels]),
    );
    const ours = [...dashboards.keys()].flatMap(metricsOf).filter(({ metric }) => metric[0] === 'AIFilmStudio/prod');
    expect(ours.length).toBeGreaterThan(50);
    for (const { metric } of ours) {
      const [, name, ...rest] = metric.filter((part) => typeof part === 'string');
      const dimensions = rest.filter((_, index) => index % 2 === 0);
      if (['backend_task_failures', 'gpu_worker_crashes'].includes(name!)) expect(dimensions).toEqual([]);
      else if (name === 'stored_bytes') expect(dimensions).toEqual(['bucket']);
      else expect([['service'], ['service', ...labels.get(name!)!]], name!).toContainEqual(dimensions);
    }
  });

  it('reckon only with what is in the same widget, each under one id', () => {
    for (const [name, { widgets }] of dashboards)
      for (const widget of widgets) {
        if (widget.type !== 'metric') continue;
        const options = widget.properties.metrics.flatMap((metric) =>
          metric.filter((part) => typeof part !== 'string'),
        );
        const ids = options.flatMap(({ id }) => id ?? []);
        expect(new Set(ids).size, `${name}: ${widget.properties.title}`).toBe(ids.length);
        for (const { expression } of options)
          if (expression && !expression.startsWith('SEARCH('))
            for (const used of expression.match(/\b[a-z]\w*/g) ?? [])
              expect(ids, widget.properties.title).toContain(used);
      }
  });

  it('look for CloudFront and for the bill in us-east-1, where they are', () => {
    for (const { widget, metric } of [...dashboards.keys()].flatMap(metricsOf))
      if (metric[0] === 'AWS/CloudFront' || metric[0] === 'AWS/Billing')
        expect(widget.type === 'metric' && widget.properties.region).toBe('us-east-1');
  });
});
