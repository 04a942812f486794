import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { emfMetrics } from './emf.ts';
import { type MetricId, metricTable } from './metric-table.ts';
import { record } from './metrics.ts';

/** The format as AWS specifies it, objects closed as it says, and target members as the directives name them. */
const dimensionSet = z.array(z.string().min(1).max(250)).max(30);
const directive = z.strictObject({
  Namespace: z.string().min(1).max(1024),
  Dimensions: z.array(dimensionSet).min(1),
  Metrics: z
    .array(
      z.strictObject({
        Name: z.string().min(1).max(1024),
        Unit: z.enum(['Seconds', 'Count', 'Percent', 'None']).optional(),
        StorageResolution: z.union([z.literal(1), z.literal(60)]).optional(),
      }),
    )
    .max(100),
});
const value = z.union([z.number(), z.array(z.number()).min(1).max(100)]);
const emfSchema = z
  .looseObject({
    _aws: z.strictObject({ Timestamp: z.int().positive(), CloudWatchMetrics: z.array(directive).min(1) }),
  })
  .superRefine((root, context) => {
    for (const { Dimensions, Metrics } of root._aws.CloudWatchMetrics) {
      for (const name of Dimensions.flat())
        if (!z.string().min(1).max(1024).safeParse(root[name]).success) context.addIssue(`no dimension ${name}`);
      for (const { Name } of Metrics) if (!value.safeParse(root[Name]).success) context.addIssue(`no value ${Name}`);
    }
  });

const open = () => {
  const lines: string[] = [];
  const metrics = emfMetrics({
    write: (line) => lines.push(line),
    namespace: 'AIFilmStudio',
    service: 'worker',
    now: () => 1_764_115_200_000,
  });
  return { metrics, documents: () => lines.splice(0).map((line) => emfSchema.parse(JSON.parse(line))), lines };
};

describe('metrics for CloudWatch', () => {
  it('are lines of the embedded metric format, every metric of the table', () => {
    const { metrics, documents } = open();
    for (const [id, spec] of Object.entries(metricTable)) {
      const labels = Object.fromEntries(spec.labels.map((label) => [label, 'x']));
      // Built from the table, so it has the metric's labels; only the types cannot know.
      metrics.series(id as MetricId, labels as never)(1.5);
    }
    metrics.flush();
    const written = documents();
    expect(written.map((one) => one._aws.CloudWatchMetrics[0]?.Metrics[0]?.Name)).toEqual(
      Object.values(metricTable).map(({ name }) => name),
    );
    metrics.flush();
    expect(documents()).toEqual([]);
  });

  it('go by all labels and by the service alone', () => {
    const { metrics, documents } = open();
    record(metrics, 'jobSeconds', 12.5, { type: 'video', outcome: 'done' });
    metrics.flush();
    expect(documents()).toEqual([
      {
        _aws: {
          Timestamp: 1_764_115_200_000,
          CloudWatchMetrics: [
            {
              Namespace: 'AIFilmStudio',
              Dimensions: [['service'], ['service', 'type', 'outcome']],
              Metrics: [{ Name: 'studio_job_processing_seconds', Unit: 'Seconds' }],
            },
          ],
        },
        service: 'worker',
        type: 'video',
        outcome: 'done',
        studio_job_processing_seconds: 12.5,
      },
    ]);
  });

  it('sum to the total, keep the last of a gauge, and lose no value of a histogram', () => {
    const { metrics, documents } = open();
    for (let time = 0; time < 3; time++) record(metrics, 'credits', 0.5, { for: 'film' });
    record(metrics, 'gpuUtilisation', 90, { gpu: '0' });
    record(metrics, 'gpuUtilisation', 10, { gpu: '0' });
    for (let time = 0; time < 250; time++) record(metrics, 'inferenceSeconds', time, { engine: 'e', kind: 'clip' });
    metrics.flush();
    const written = documents();
    expect(written.flatMap((one) => one.studio_credits_consumed_total ?? [])).toEqual([1.5]);
    expect(written.flatMap((one) => one.studio_gpu_utilisation_percent ?? [])).toEqual([10]);
    expect(written.flatMap((one) => one.studio_model_inference_seconds ?? [])).toEqual(
      Array.from({ length: 250 }, (_, index) => index),
    );
  });
});
