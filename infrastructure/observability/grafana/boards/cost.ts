import { type Board, bars, lines, number, q } from '../panels.ts';

const charges = 'aws_billing_estimated_charges_maximum';
const totalOf = (when = '') => `max(${charges}{service_name=""}${when})`;
const servicesOf = (when = '') => `max by (service_name) (${charges}{service_name!=""}${when})`;
const of = (service: string) => `max by (service_name) (${charges}{service_name="${service}"})`;
/** What a day has added: charges are the month's so far, and begin anew with each month. */
const day = (sum: (when?: string) => string) => `clamp_min(${sum()} - ${sum(' offset 1d')}, 0)`;

export const cost: Board = {
  uid: 'studio-cost',
  title: 'Cost analysis',
  description:
    'What Amazon charges, what for, and what of it the GPUs do. Charges are known a few times a day, and are the whole account’s.',
  from: 'now-30d',
  variables: [
    { name: 'gpu_hour', label: 'USD an hour of a GPU machine', value: '0.752' },
    { name: 'gigabyte_month', label: 'USD a month of a gigabyte in S3', value: '0.023' },
  ],
  rows: [
    {
      title: 'This month',
      height: 5,
      panels: [
        number('So far', 'currencyUSD', totalOf(), { description: 'Estimated charges of the account.' }),
        number('At its end', 'currencyUSD', `${totalOf()} / day_of_month() * days_in_month()`, {
          description: 'If it goes on as it has. The budget’s alarm is AWS Budgets’ own.',
        }),
        number('A day', 'currencyUSD', day(totalOf), { description: 'The last 24 hours.' }),
        number('A credit', 'currencyUSD', `${day(totalOf)} / sum(increase(studio_credits_consumed_total[1d]))`, {
          description: 'What was charged in a day, by the credits that were settled in it.',
        }),
      ],
    },
    {
      title: 'By service',
      height: 9,
      panels: [
        lines('Month so far', 'currencyUSD', [q(servicesOf(), '{{service_name}}')], {
          description: 'Begins at 0 with each month.',
          stacked: true,
        }),
        bars('Month so far', 'currencyUSD', q(`sort_desc(${servicesOf()})`, '{{service_name}}'), 'Dearest first.'),
        lines('A day', 'currencyUSD', [q(day(servicesOf), '{{service_name}}')], {
          description: 'What the last 24 hours have added.',
          stacked: true,
        }),
      ],
    },
    {
      title: 'GPU machines',
      height: 8,
      panels: [
        lines('EC2, month so far', 'currencyUSD', [q(of('AmazonEC2'), '{{service_name}}')], {
          description: 'All of EC2: GPU machines are nearly all of it.',
        }),
        lines(
          'Machines, at their price',
          'currencyUSD',
          [
            q(
              'sum by (auto_scaling_group_name) (aws_autoscaling_group_in_service_instances_average) * $gpu_hour',
              '{{auto_scaling_group_name}}',
            ),
          ],
          {
            description:
              'Dollars an hour, at the price set above (on demand: g4dn.2xlarge 0.752, g5.2xlarge 1.212; spot is about a third).',
          },
        ),
        lines('Paid and idle', 'percent', [q('100 - avg(studio_gpu_utilisation_percent)', 'idle')], {
          description: 'Of what the machines cost, this part made nothing.',
        }),
        lines(
          'Time of a job, mean',
          's',
          [
            q(
              'sum by (type) (rate(studio_job_processing_seconds_sum{outcome="done"}[1h])) / sum by (type) (rate(studio_job_processing_seconds_count{outcome="done"}[1h]))',
              '{{type}}',
            ),
          ],
          {
            description: 'Mean time of a job that was done: its price is this times the machine’s.',
          },
        ),
      ],
    },
    {
      title: 'Storage',
      height: 8,
      panels: [
        lines(
          'Stored',
          'bytes',
          [
            q(
              'sum by (bucket_name, storage_type) (aws_s3_bucket_size_bytes_average)',
              '{{bucket_name}} {{storage_type}}',
            ),
          ],
          {
            description: 'Known once a day.',
            stacked: true,
          },
        ),
        lines(
          'Grown in a day',
          'bytes',
          [
            q(
              'sum by (bucket_name) (aws_s3_bucket_size_bytes_average) - sum by (bucket_name) (aws_s3_bucket_size_bytes_average offset 1d)',
              '{{bucket_name}}',
            ),
          ],
          {
            description: 'Above 100 GB it is a warning.',
            bad: 100e9,
          },
        ),
        lines(
          'At the price of standard storage',
          'currencyUSD',
          [q('sum by (bucket_name) (aws_s3_bucket_size_bytes_average) / 1e9 * $gigabyte_month', '{{bucket_name}}')],
          {
            description: 'Dollars a month, at most: what has moved to colder storage is cheaper.',
          },
        ),
        lines('S3, month so far', 'currencyUSD', [q(of('AmazonS3'), '{{service_name}}')], {
          description: 'Requests among it.',
        }),
      ],
    },
    {
      title: 'Data transfer',
      height: 8,
      panels: [
        lines(
          'Charges, month so far',
          'currencyUSD',
          [q(of('AWSDataTransfer'), '{{service_name}}'), q(of('AmazonCloudFront'), '{{service_name}}')],
          {
            description: 'Out of Amazon, and by the CDN.',
          },
        ),
        lines(
          'CDN, a minute',
          'bytes',
          [q('sum by (distribution_id) (aws_cloudfront_bytes_downloaded_sum)', '{{distribution_id}}')],
          {
            description: 'To viewers.',
          },
        ),
        lines(
          'NAT gateways, a minute',
          'bytes',
          [q('sum by (nat_gateway_id) (aws_natgateway_bytes_out_to_destination_sum)', '{{nat_gateway_id}}')],
          {
            description:
              'Each gigabyte is paid twice here. What goes to S3 or SQS through them should go through endpoints.',
          },
        ),
      ],
    },
  ],
};
