import { type Board, bars, lines, number, q } from '../panels.ts';

const quantile = (part: number, by: string, metric: string, filter = '') =>
  `histogram_quantile(${part}, sum by (le, ${by}) (rate(${metric}_bucket${filter}[$__rate_interval])))`;

export const aiModels: Board = {
  uid: 'studio-ai-models',
  title: 'AI model performance',
  description: 'How fast models answer, how often they fail, and how busy the GPUs are.',
  from: 'now-6h',
  rows: [
    {
      title: 'In the time shown',
      height: 5,
      panels: [
        number('Made by models', 'short', 'sum(increase(studio_model_inference_seconds_count[$__range]))', {
          description: 'Answers of models, what was in the store already left out.',
        }),
        number(
          'Jobs that failed',
          'percentunit',
          'sum(increase(studio_job_processing_seconds_count{outcome="failed"}[$__range])) / sum(increase(studio_job_processing_seconds_count{outcome=~"done|failed"}[$__range]))',
          {
            description: 'Of all that came to an end. A job is tried three times.',
            bad: 0.05,
          },
        ),
        number('GPUs busy', 'percent', 'avg(studio_gpu_utilisation_percent)', { description: 'On average, now.' }),
        number(
          'Models that did not load',
          'short',
          'sum(increase(studio_model_load_failures_total[$__range])) or vector(0)',
          {
            description: 'On workers that run: the first of a process does not count here, and does in the alert.',
            bad: 1,
          },
        ),
      ],
    },
    {
      title: 'Inference',
      height: 8,
      panels: [
        lines(
          'Median',
          's',
          [q(quantile(0.5, 'engine, kind', 'studio_model_inference_seconds'), '{{engine}} {{kind}}')],
          {
            description: 'How long a model takes for one answer, by engine and kind of job.',
          },
        ),
        lines(
          'p95',
          's',
          [q(quantile(0.95, 'engine, kind', 'studio_model_inference_seconds'), '{{engine}} {{kind}}')],
          {
            description: 'Far above the median: some shots are much harder, or a GPU is slower than the others.',
          },
        ),
        lines(
          'Answers a minute',
          'short',
          [
            q(
              'sum by (engine, kind) (rate(studio_model_inference_seconds_count[$__rate_interval])) * 60',
              '{{engine}} {{kind}}',
            ),
          ],
          {
            description: 'What the fleet makes.',
            stacked: true,
          },
        ),
      ],
    },
    {
      title: 'Jobs',
      height: 8,
      panels: [
        lines(
          'Time of a job, p95',
          's',
          [q(quantile(0.95, 'type', 'studio_job_processing_seconds', '{outcome="done"}'), '{{type}}')],
          {
            description: 'The specification: an image 30 to 60 s, a clip 2 to 5 minutes, sound 20 to 40 s.',
            bad: 300,
          },
        ),
        lines(
          'What became of jobs, a minute',
          'short',
          [q('sum by (outcome) (rate(studio_job_processing_seconds_count[$__rate_interval])) * 60', '{{outcome}}')],
          {
            description: 'Given back: the worker had to stop, and another does it again.',
            stacked: true,
          },
        ),
        lines(
          'Failed, by type',
          'percentunit',
          [
            q(
              'sum by (type) (rate(studio_job_processing_seconds_count{outcome="failed"}[$__rate_interval])) / sum by (type) (rate(studio_job_processing_seconds_count[$__rate_interval]))',
              '{{type}}',
            ),
          ],
          {
            description: 'Of one type alone: its model or its engine.',
            bad: 0.05,
          },
        ),
      ],
    },
    {
      title: 'GPUs',
      height: 8,
      panels: [
        lines(
          'Busy',
          'percent',
          [q('max by (instance, gpu) (studio_gpu_utilisation_percent)', '{{instance}} {{gpu}}')],
          {
            description: 'As the worker reads it from nvidia-smi.',
          },
        ),
        lines(
          'Memory',
          'percentunit',
          [
            q(
              'max by (Hostname, gpu) (DCGM_FI_DEV_FB_USED / (DCGM_FI_DEV_FB_USED + DCGM_FI_DEV_FB_FREE))',
              '{{Hostname}} {{gpu}}',
            ),
          ],
          {
            description: 'A T4 has 16 GB, an A10G 24. Near 1 the next model does not load.',
            bad: 0.95,
          },
        ),
        lines('Temperature', 'celsius', [q('max by (Hostname, gpu) (DCGM_FI_DEV_GPU_TEMP)', '{{Hostname}} {{gpu}}')], {
          description: 'Above 85 degrees it slows down.',
          bad: 85,
        }),
        lines('Power', 'watt', [q('sum by (modelName) (DCGM_FI_DEV_POWER_USAGE)', '{{modelName}}')], {
          description: 'Draws little while it is said to be busy: it waits for the CPU or the disk.',
        }),
      ],
    },
    {
      title: 'Workers',
      height: 7,
      panels: [
        bars(
          'Stopped taking jobs',
          'short',
          q('sort_desc(sum by (reason) (increase(studio_worker_drains_total[$__range])))', '{{reason}}'),
          'By reason, of workers that were seen before and after.',
        ),
        lines('GPU busy, by DCGM', 'percent', [q('avg by (modelName) (DCGM_FI_DEV_GPU_UTIL)', '{{modelName}}')], {
          description: 'All GPUs of a kind, workers or not.',
        }),
      ],
    },
  ],
};
