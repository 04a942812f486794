import { type Board, lines, number, q } from '../panels.ts';

/** Requests of users: neither probes, nor streams that last as long as their reader. */
const asked = 'route!~"/health|/ready|/metrics"';
const answered = 'route!~"/health|/ready|/metrics|.*/events"';
const quantile = (part: number) =>
  `histogram_quantile(${part}, sum by (le) (rate(studio_http_response_seconds_bucket{${answered}}[$__rate_interval])))`;

export const application: Board = {
  uid: 'studio-application',
  title: 'Application performance',
  description: 'How quickly and how well the API answers, and how long jobs wait.',
  from: 'now-6h',
  rows: [
    {
      title: 'The objective: 99.9 % of requests without an error of ours, over 30 days',
      height: 5,
      panels: [
        number(
          'Error budget left',
          'percentunit',
          '1 - sum_over_time(studio:http_errors:rate5m[30d]) / sum_over_time(studio:http_requests:rate5m[30d]) / 0.001',
          {
            description: '1 is a month without an error, 0 is all that is allowed. Prometheus keeps 30 days for it.',
          },
        ),
        number('Burns at, 1 h', 'short', 'studio:http_errors:ratio1h / 0.001', {
          description: 'How many times as fast as the budget allows. At 14.4 it is a page.',
          bad: 14.4,
        }),
        number('Burns at, 6 h', 'short', 'studio:http_errors:ratio6h / 0.001', {
          description: 'At 6 it is a page.',
          bad: 6,
        }),
        number('Burns at, 3 d', 'short', 'studio:http_errors:ratio3d / 0.001', {
          description: 'At 1 it is a warning.',
          bad: 1,
        }),
      ],
    },
    {
      title: 'Requests',
      height: 8,
      panels: [
        lines(
          'Requests a second',
          'reqps',
          [q(`sum by (status) (rate(studio_http_response_seconds_count{${asked}}[$__rate_interval]))`, '{{status}}')],
          {
            description: 'By status. 4xx are the callers’, 5xx ours.',
            stacked: true,
          },
        ),
        lines('Errors', 'percentunit', [q('studio:http_errors:ratio5m', '5xx of all')], {
          description: 'Above 1 % it is a page.',
          bad: 0.01,
        }),
        lines('Response time', 's', [q(quantile(0.5), 'median'), q(quantile(0.95), 'p95'), q(quantile(0.99), 'p99')], {
          description: 'Above 1 s at p95 it is a warning.',
          bad: 1,
        }),
      ],
    },
    {
      title: 'Routes',
      height: 8,
      panels: [
        lines(
          'Slowest, p95',
          's',
          [
            q(
              `topk(8, histogram_quantile(0.95, sum by (le, method, route) (rate(studio_http_response_seconds_bucket{${answered}}[$__rate_interval]))))`,
              '{{method}} {{route}}',
            ),
          ],
          {
            description: 'Eight, at each moment.',
          },
        ),
        lines(
          'Most failures a second',
          'reqps',
          [
            q(
              'topk(8, sum by (method, route) (rate(studio_http_response_seconds_count{status=~"5.."}[$__rate_interval])))',
              '{{method}} {{route}}',
            ),
          ],
          {
            description: 'Answers of 500 and above.',
          },
        ),
      ],
    },
    {
      title: 'Queue',
      height: 8,
      panels: [
        lines('Jobs that wait', 'short', [q('sum by (type) (studio:queue_jobs:max{state="waiting"})', '{{type}}')], {
          description: 'Above 100 it is a warning.',
          bad: 100,
          stacked: true,
        }),
        lines('Work that waits', 's', [q('studio:queue_backlog_seconds:max', '{{type}}')], {
          description: 'Jobs times how long jobs of their type take: the number that fleets scale by.',
        }),
        lines(
          'Premium users',
          'short',
          [
            q('studio:queue_high_priority_backlog_seconds:max', '{{type}}, seconds that wait'),
            q('studio:queue_high_priority_running_jobs:max', '{{type}}, jobs that run'),
          ],
          { description: 'What of it is of high priority: the number that the fleet for them alone scales by.' },
        ),
        lines('Oldest that waits', 's', [q('studio:queue_oldest_waiting_seconds:max', '{{type}}')], {
          description: 'Above a quarter of an hour it is a warning.',
          bad: 900,
        }),
        lines('Dead jobs', 'short', [q('studio:queue_dead_jobs:max', '{{type}}')], {
          description: 'That nobody has redriven. More than 10 are a page.',
          bad: 10,
          stacked: true,
        }),
      ],
    },
    {
      title: 'Cache',
      height: 7,
      panels: [
        lines(
          'Found in the cache',
          'percentunit',
          [
            q(
              'sum by (use) (rate(studio_cache_looks_total{result=~"hit|unchanged"}[$__rate_interval])) / sum by (use) (rate(studio_cache_looks_total[$__rate_interval]))',
              '{{use}}',
            ),
          ],
          {
            description: 'Of all looks.',
          },
        ),
        lines(
          'Done without Redis',
          'ops',
          [q('sum by (use) (rate(studio_cache_downgrades_total[$__rate_interval]))', '{{use}}')],
          {
            description: 'Slower, and nobody’s request fails by it.',
          },
        ),
      ],
    },
    {
      title: 'Lists',
      height: 7,
      panels: [
        lines(
          'Lists that are for replicas',
          'ops',
          [q('sum by (by, why) (rate(studio_database_reads_total[$__rate_interval]))', '{{by}}, {{why}}')],
          {
            description:
              'What the writer answers, a replica would have: it is away, behind, or the statement broke there.',
          },
        ),
      ],
    },
    {
      title: 'Processes',
      height: 7,
      panels: [
        lines(
          'Event loop behind, p99',
          's',
          [q('max by (job, instance) (nodejs_eventloop_lag_p99_seconds)', '{{job}} {{instance}}')],
          {
            description: 'Above 100 ms everybody waits for one request.',
            bad: 0.1,
          },
        ),
        lines(
          'Memory',
          'bytes',
          [q('max by (job, instance) (process_resident_memory_bytes)', '{{job}} {{instance}}')],
          {
            description: 'A task of the API has 2 GiB.',
          },
        ),
        lines(
          'CPU',
          'percentunit',
          [q('sum by (job, instance) (rate(process_cpu_seconds_total[$__rate_interval]))', '{{job}} {{instance}}')],
          {
            description: 'Of one core.',
          },
        ),
      ],
    },
  ],
};
