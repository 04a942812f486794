import { line, list, type Rule } from './line-item.ts';
import { hours } from './usage.ts';

const endpoint: Rule = (resource, context) => {
  if (resource.values.vpc_endpoint_type !== 'Interface') return [];
  const endpoints = context.all.filter(
    ({ type, values }) => type === resource.type && values.vpc_endpoint_type === 'Interface',
  ).length;
  return [
    line(resource, context, 'network', 'interface endpoint in each zone', 'endpoint.hour', context.usage.zones * hours),
    line(resource, context, 'network', 'through it', 'endpoint.gb', context.usage.endpointGb / endpoints),
  ];
};

const gateway: Rule = (resource, context) => {
  const gateways = context.all.filter(({ type }) => type === resource.type).length;
  return [
    line(resource, context, 'network', 'NAT gateway', 'nat.hour', hours),
    line(resource, context, 'network', 'through it', 'nat.gb', context.usage.natGb / gateways),
  ];
};

const balancer: Rule = (resource, context) => [
  line(resource, context, 'network', 'load balancer', 'alb.hour', hours),
  line(
    resource,
    context,
    'network',
    'capacity units',
    'alb.lcu',
    hours * Math.max(0.2, context.usage.requestsMillion / 30),
  ),
  // Each zone of one that faces the internet has a public address.
  ...(resource.values.internal === true
    ? []
    : [line(resource, context, 'network', 'public addresses', 'ipv4.hour', context.usage.zones * hours)]),
];

const firewall: Rule = (resource, context) => [
  line(resource, context, 'security', 'web ACL', 'waf.acl', 1),
  line(resource, context, 'security', 'rules', 'waf.rule', list(resource.values, 'rule').length),
  line(resource, context, 'security', 'requests', 'waf.requests', context.usage.requestsMillion),
];

/** An alarm costs by the metrics that it reads. */
const alarm: Rule = (resource, context) => {
  const read = list(resource.values, 'metric_query').filter((one) =>
    JSON.stringify(one).includes('"metric_name"'),
  ).length;
  return [line(resource, context, 'watching', 'alarm', 'cloudwatch.alarm', Math.max(1, read))];
};

/** What the whole environment logs and counts is charged to the first group of logs. */
const logs: Rule = (resource, context) => {
  const first = context.all.find(({ type }) => type === resource.type);
  if (first?.address !== resource.address) return [];
  return [
    line(resource, context, 'watching', 'logs of the environment', 'cloudwatch.logs', context.usage.logsGb),
    line(
      resource,
      context,
      'watching',
      'metrics of our own and of containers',
      'cloudwatch.metric',
      context.usage.metrics,
    ),
  ];
};

export const edgeRules: Readonly<Record<string, Rule>> = {
  aws_vpc_endpoint: endpoint,
  aws_nat_gateway: gateway,
  aws_eip: (resource, context) => [line(resource, context, 'network', 'public address', 'ipv4.hour', hours)],
  aws_lb: balancer,
  aws_cloudfront_distribution: (resource, context) => [
    line(resource, context, 'edge', 'to viewers, past the free terabyte', 'cloudfront.gb', context.usage.cdnGb),
    line(
      resource,
      context,
      'edge',
      'requests, past the free ten million',
      'cloudfront.requests',
      Math.max(0, context.usage.requestsMillion - 10),
    ),
  ],
  aws_wafv2_web_acl: firewall,
  aws_cloudwatch_metric_alarm: alarm,
  aws_cloudwatch_composite_alarm: (resource, context) => [
    line(resource, context, 'watching', 'composite alarm', 'cloudwatch.composite', 1),
  ],
  aws_cloudwatch_dashboard: (resource, context) => [
    line(resource, context, 'watching', 'dashboard', 'cloudwatch.dashboard', 1),
  ],
  aws_cloudwatch_log_group: logs,
  aws_kms_key: (resource, context) => [line(resource, context, 'security', 'key', 'kms.key', 1)],
  aws_kms_replica_key: (resource, context) => [
    line(resource, context, 'security', 'key in the other region', 'kms.key', 1),
  ],
  aws_secretsmanager_secret: (resource, context) => [
    line(
      resource,
      context,
      'security',
      'secret and its replicas',
      'secret',
      1 + list(resource.values, 'replica').length,
    ),
  ],
  aws_route53_zone: (resource, context) => [line(resource, context, 'edge', 'zone', 'route53.zone', 1)],
  aws_route53_health_check: (resource, context) => [
    line(resource, context, 'edge', 'health check', 'route53.check', 1),
  ],
  aws_guardduty_detector: (resource, context) => [
    line(resource, context, 'security', 'events', 'guardduty.events', context.usage.guardDutyMillion),
  ],
  aws_config_configuration_recorder: (resource, context) => [
    line(resource, context, 'security', 'items', 'config.item', context.usage.configItems),
  ],
};
