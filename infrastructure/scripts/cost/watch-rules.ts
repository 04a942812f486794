import type { Planned } from '../../terraform/plan.ts';
import { taskVcpus } from './compute-rules.ts';
import { runningHours, typeOf } from './fleet.ts';
import { type Context, line, list, type Rule, text, whole } from './line-item.ts';
import { hours } from './usage.ts';

/** vCPU of an instance, by the size at the end of its type: so for all families that we have. */
function vcpusOf(type: string): number {
  const size = type.split('.').at(-1) ?? '';
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (times !== undefined) return 4 * Number(times || 1);
  if (['nano', 'micro', 'small', 'medium', 'large'].includes(size)) return 2;
  throw new Error(`Nobody has said how many vCPU ${type} has.`);
}

const kindOf = (kind: string, { all }: Context): readonly Planned[] => all.filter(({ type }) => type === kind);
const sum = (figures: readonly number[]): number => figures.reduce((one, other) => one + other, 0);

/** What GuardDuty's features are paid by. https://aws.amazon.com/guardduty/pricing/ */
const features: Readonly<Record<string, (context: Context) => readonly [key: string, quantity: number] | null>> = {
  S3_DATA_EVENTS: ({ usage }) => ['guardduty.s3-events', usage.writesMillion + usage.readsMillion],
  RDS_LOGIN_EVENTS: (context) => [
    'guardduty.database-vcpu',
    sum(kindOf('aws_db_instance', context).map((one) => vcpusOf(text(one, 'instance_class')))),
  ],
  RUNTIME_MONITORING: (context) => {
    const machines = kindOf('aws_autoscaling_group', context).map(
      (one) => (runningHours(one, context) / hours) * vcpusOf(typeOf(one, context.all)),
    );
    return ['guardduty.runtime-vcpu', taskVcpus(context) + sum(machines)];
  },
  // Our functions are in no network of ours, and disks are only looked at when something was found.
  LAMBDA_NETWORK_LOGS: () => null,
  EBS_MALWARE_PROTECTION: () => null,
};

const feature: Rule = (resource, context) => {
  const name = text(resource, 'name');
  const quantity = features[name];
  if (!quantity) throw new Error(`${resource.address}: nobody has said what ${name} costs.`);
  const found = resource.values.status === 'ENABLED' ? quantity(context) : null;
  return found ? [line(resource, context, 'security', name.toLowerCase().replaceAll('_', ' '), ...found)] : [];
};

const firewall: Rule = (resource, context) => {
  const { pagesMillion, requestsMillion } = context.usage;
  const asked = resource.values.scope === 'CLOUDFRONT' ? pagesMillion : requestsMillion;
  return [
    line(resource, context, 'security', 'web ACL', 'waf.acl', 1),
    line(resource, context, 'security', 'rules', 'waf.rule', list(resource.values, 'rule').length),
    line(resource, context, 'security', 'requests', 'waf.requests', asked),
  ];
};

/** An alarm costs by the metrics that it reads. */
const alarm: Rule = (resource, context) => {
  const read = list(resource.values, 'metric_query').filter((one) =>
    JSON.stringify(one).includes('"metric_name"'),
  ).length;
  return [line(resource, context, 'watching', 'alarm', 'cloudwatch.alarm', Math.max(1, read))];
};

/** The first copy of management events is free, events of objects are not. https://aws.amazon.com/cloudtrail/pricing/ */
const trail: Rule = (resource, context) => {
  const { writesMillion, readsMillion } = context.usage;
  const ofObjects = list(resource.values, 'advanced_event_selector').filter((one) =>
    JSON.stringify(one).includes('"AWS::S3::Object"'),
  ).length;
  return [
    line(
      resource,
      context,
      'security',
      'events of objects',
      'cloudtrail.data-events',
      ofObjects * (writesMillion + readsMillion),
    ),
  ];
};

/** To keep them is 3 cents a GB, of a seventh of their size: not counted. */
const logs: Rule = (resource, context) => {
  const all = whole(resource, context);
  if (!all) return [];
  return [
    line(all, context, 'watching', 'logs of the environment', 'cloudwatch.logs', context.usage.logsGb),
    line(all, context, 'watching', 'metrics of our own, by the log', 'cloudwatch.metric', context.usage.metrics),
  ];
};

export const watchRules: Readonly<Record<string, Rule>> = {
  aws_wafv2_web_acl: firewall,
  aws_cloudwatch_metric_alarm: alarm,
  aws_cloudwatch_composite_alarm: (resource, context) => [
    line(resource, context, 'watching', 'composite alarm', 'cloudwatch.composite', 1),
  ],
  aws_cloudwatch_dashboard: (resource, context) => [
    line(resource, context, 'watching', 'dashboard', 'cloudwatch.dashboard', 1),
  ],
  aws_cloudwatch_log_group: logs,
  aws_cloudtrail: trail,
  aws_kms_key: (resource, context) => [line(resource, context, 'security', 'key', 'kms.key', 1)],
  aws_kms_replica_key: (resource, context) => [
    line(resource, context, 'security', 'key in the other region', 'kms.key', 1),
  ],
  aws_secretsmanager_secret: (resource, context) => [
    line(
      ...([resource, context, 'security', 'secret and its replicas', 'secret'] as const),
      1 + list(resource.values, 'replica').length,
    ),
  ],
  aws_guardduty_detector: (resource, context) => [
    line(resource, context, 'security', 'events', 'guardduty.events', context.usage.guardDutyMillion),
    line(resource, context, 'security', 'logs of network and DNS', 'guardduty.logs', context.usage.guardDutyGb),
  ],
  aws_guardduty_detector_feature: feature,
  aws_config_configuration_recorder: (resource, context) => [
    line(resource, context, 'security', 'items', 'config.item', context.usage.configItems),
  ],
  aws_config_config_rule: (resource, context) => {
    const all = whole(resource, context);
    return all
      ? [line(all, context, 'security', 'evaluations', 'config.evaluation', context.usage.configEvaluations)]
      : [];
  },
};
