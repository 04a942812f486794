import { type Board, lines, number, q } from '../panels.ts';

const api = 'job=~"(.+/)?api"';
const worker = 'job=~"(.+/)?worker"';

export const infrastructure: Board = {
  uid: 'studio-infrastructure',
  title: 'Infrastructure overview',
  description: 'Whether everything that the studio stands on is there, and how full it is.',
  from: 'now-6h',
  rows: [
    {
      title: 'Now',
      height: 5,
      panels: [
        number('Alerts that fire', 'short', 'count(ALERTS{alertstate="firing"}) or vector(0)', {
          description: 'Of Prometheus. CloudWatch has alarms of its own.',
          bad: 1,
        }),
        number('API processes', 'short', `count(up{${api}} == 1) or vector(0)`, {
          description: 'That show their metrics.',
        }),
        number('Workers', 'short', `count(up{${worker}} == 1) or vector(0)`, {
          description: 'That show their metrics. 0 is right when nothing waits.',
        }),
        number('Targets down', 'short', 'count(up == 0) or vector(0)', {
          description: 'Known and not answering.',
          bad: 1,
        }),
        number('Certificate ends in', 's', 'min(probe_ssl_earliest_cert_expiry) - time()', {
          description: 'Renewed by ACM 60 days before. Empty where the probe speaks plain HTTP.',
        }),
      ],
    },
    {
      title: 'Alerts and targets',
      height: 6,
      panels: [
        {
          kind: 'table',
          title: 'What fires',
          description: 'Each has a runbook of its name.',
          unit: 'short',
          queries: [q('sum by (alertname, severity) (ALERTS{alertstate="firing"})', '')],
          instant: true,
        },
        lines('Reached from outside', 'short', [q('min by (instance) (probe_success)', '{{instance}}')], {
          description: '1 where /health answers as it should.',
        }),
      ],
    },
    {
      title: 'Containers',
      height: 7,
      panels: [
        lines('ECS CPU', 'percent', [q('max by (service_name) (aws_ecs_cpuutilization_average)', '{{service_name}}')], {
          description: 'Of what the tasks of a service have. Tasks are added to keep it at 70 %.',
          bad: 85,
        }),
        lines(
          'ECS memory',
          'percent',
          [q('max by (service_name) (aws_ecs_memory_utilization_average)', '{{service_name}}')],
          {
            description: 'Above 85 % it is a warning.',
            bad: 85,
          },
        ),
        lines(
          'GPU machines',
          'short',
          [
            q(
              'sum by (auto_scaling_group_name) (aws_autoscaling_group_in_service_instances_average)',
              '{{auto_scaling_group_name}}',
            ),
          ],
          {
            description: 'In service, by group.',
          },
        ),
      ],
    },
    {
      title: 'Load balancer and CDN',
      height: 7,
      panels: [
        lines(
          'Requests a minute',
          'short',
          [
            q('sum by (load_balancer) (aws_applicationelb_request_count_sum)', '{{load_balancer}}'),
            q('sum by (distribution_id) (aws_cloudfront_requests_sum)', 'CDN {{distribution_id}}'),
          ],
          {
            description: 'As they arrive from outside.',
          },
        ),
        lines(
          '5xx a minute',
          'short',
          [
            q('sum(aws_applicationelb_httpcode_elb_5_xx_count_sum)', 'of the load balancer'),
            q('sum(aws_applicationelb_httpcode_target_5_xx_count_sum)', 'of the API'),
          ],
          {
            description: 'Those of the load balancer never reached a task.',
          },
        ),
        lines(
          'Response time, p95',
          's',
          [q('max by (load_balancer) (aws_applicationelb_target_response_time_p95)', '{{load_balancer}}')],
          {
            description: 'Of the API, as the load balancer sees it.',
            bad: 1,
          },
        ),
        lines(
          'CDN errors',
          'percent',
          [q('max by (distribution_id) (aws_cloudfront_total_error_rate_average)', '{{distribution_id}}')],
          {
            description: '4xx and 5xx. Above 5 % it is a warning.',
            bad: 5,
          },
        ),
      ],
    },
    {
      title: 'Database',
      height: 7,
      panels: [
        lines(
          'CPU',
          'percent',
          [q('max by (dbinstance_identifier) (aws_rds_cpuutilization_average)', '{{dbinstance_identifier}}')],
          {
            description: 'Above 90 % for 5 minutes it is a page.',
            bad: 90,
          },
        ),
        lines(
          'Connections',
          'short',
          [q('max by (dbinstance_identifier) (aws_rds_database_connections_maximum)', '{{dbinstance_identifier}}')],
          {
            description: 'Each process has up to 10 (DATABASE_CONNECTIONS).',
          },
        ),
        lines(
          'Reads and writes a second',
          'short',
          [
            q('sum by (dbinstance_identifier) (aws_rds_read_iops_average)', 'read {{dbinstance_identifier}}'),
            q('sum by (dbinstance_identifier) (aws_rds_write_iops_average)', 'write {{dbinstance_identifier}}'),
          ],
          {
            description: 'gp3 gives 3,000 below 400 GiB, 12,000 above.',
          },
        ),
        lines(
          'Free storage',
          'bytes',
          [q('min by (dbinstance_identifier) (aws_rds_free_storage_space_minimum)', '{{dbinstance_identifier}}')],
          {
            description: 'It grows by itself below a tenth, up to its limit.',
          },
        ),
        lines(
          'Replicas behind',
          's',
          [q('max by (dbinstance_identifier) (aws_rds_replica_lag_maximum)', '{{dbinstance_identifier}}')],
          {
            description: 'What would be lost with the region: at most 5 minutes.',
            bad: 300,
          },
        ),
      ],
    },
    {
      title: 'Cache and queues',
      height: 7,
      panels: [
        lines(
          'Redis CPU',
          'percent',
          [q('max by (cache_cluster_id) (aws_elasticache_engine_cpuutilization_average)', '{{cache_cluster_id}}')],
          {
            description: 'Of the one core that Redis uses.',
            bad: 90,
          },
        ),
        lines(
          'Redis memory',
          'percent',
          [
            q(
              'max by (cache_cluster_id) (aws_elasticache_database_memory_usage_percentage_maximum)',
              '{{cache_cluster_id}}',
            ),
            q('sum by (cache_cluster_id) (aws_elasticache_evictions_sum)', 'evictions {{cache_cluster_id}}'),
          ],
          {
            description: 'Nothing may be evicted (noeviction): full means that writes fail.',
            bad: 80,
          },
        ),
        lines(
          'Messages in SQS',
          'short',
          [q('max by (queue_name) (aws_sqs_approximate_number_of_messages_visible_maximum)', '{{queue_name}}')],
          {
            description: 'A message only says that a job waits; how many wait is in Application performance.',
          },
        ),
        lines(
          'Oldest message',
          's',
          [q('max by (queue_name) (aws_sqs_approximate_age_of_oldest_message_maximum)', '{{queue_name}}')],
          {
            description: 'A message that stays for hours is of a job that nobody can do.',
          },
        ),
      ],
    },
    {
      title: 'Machines',
      height: 7,
      panels: [
        lines(
          'CPU',
          'percentunit',
          [q('1 - avg by (instance) (rate(node_cpu_seconds_total{mode="idle"}[$__rate_interval]))', '{{instance}}')],
          {
            description: 'Of GPU machines and of the one of Prometheus.',
          },
        ),
        lines(
          'Memory',
          'percentunit',
          [q('1 - min by (instance) (node_memory_MemAvailable_bytes / node_memory_MemTotal_bytes)', '{{instance}}')],
          {
            description: 'In use.',
            bad: 0.9,
          },
        ),
        lines(
          'Disk',
          'percentunit',
          [
            q(
              '1 - min by (instance, mountpoint) (node_filesystem_avail_bytes{fstype!~"tmpfs|overlay"} / node_filesystem_size_bytes{fstype!~"tmpfs|overlay"})',
              '{{instance}} {{mountpoint}}',
            ),
          ],
          {
            description: 'In use. Models lie on the NVMe disk.',
            bad: 0.85,
          },
        ),
        lines(
          'Network',
          'Bps',
          [
            q(
              'sum by (instance) (rate(node_network_receive_bytes_total{device!="lo"}[$__rate_interval]))',
              'in {{instance}}',
            ),
            q(
              'sum by (instance) (rate(node_network_transmit_bytes_total{device!="lo"}[$__rate_interval]))',
              'out {{instance}}',
            ),
          ],
          {
            description: 'Models come in at boot, clips go out.',
          },
        ),
      ],
    },
  ],
};
