import type { Planned } from '../../terraform/plan.ts';
import { line, list, type Rule } from './line-item.ts';
import { hours } from './usage.ts';

/** What CloudFront gives for nothing each month. https://aws.amazon.com/cloudfront/pricing/ */
const free = { gigabytes: 1_000, requestsMillion: 10, callsMillion: 2 };

const endpoint: Rule = (resource, context) => {
  if (resource.values.vpc_endpoint_type !== 'Interface') return [];
  const endpoints = context.all.filter(
    ({ type, values }) => type === resource.type && values.vpc_endpoint_type === 'Interface',
  ).length;
  const zones = list(resource.values, 'subnet_ids').length;
  if (zones === 0)
    throw new Error(`${resource.address}: subnet_ids is not known in the plan, and its price hangs on it.`);
  return [
    line(resource, context, 'network', 'interface endpoint in each zone', 'endpoint.hour', zones * hours),
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

/** A unit is 25 new connections a second, or 1 GB an hour. https://aws.amazon.com/elasticloadbalancing/pricing/ */
const balancer: Rule = (resource, context) => {
  const { requestsMillion, apiOutGb } = context.usage;
  const units = Math.max((requestsMillion * 1_000_000) / 3_600 / 25, apiOutGb);
  return [
    line(resource, context, 'network', 'load balancer', 'alb.hour', hours),
    line(resource, context, 'network', 'capacity units', 'alb.lcu', units),
    // Each zone of one that faces the internet has a public address.
    ...(resource.values.internal === true
      ? []
      : [
          line(
            resource,
            context,
            'network',
            'public addresses',
            'ipv4.hour',
            list(resource.values, 'subnets').length * hours,
          ),
          line(resource, context, 'network', 'answers, to the internet', 'transfer.out', apiOutGb),
        ]),
  ];
};

/** Whether films come by a distribution of the plan, and not from their bucket. What goes from there to CloudFront costs nothing. */
export const filmsByEdge = (all: readonly Planned[]): boolean =>
  all.some(
    ({ type, values }) => type === 'aws_cloudfront_distribution' && list(values, 'ordered_cache_behavior').length > 0,
  );

const distribution: Rule = (resource, context) => {
  const { cdnGb, pagesMillion, mediaOutGb, readsMillion } = context.usage;
  const hasFilms = filmsByEdge([resource]);
  const gigabytes = cdnGb + (hasFilms ? mediaOutGb : 0) - free.gigabytes;
  const requests = pagesMillion + (hasFilms ? readsMillion : 0) - free.requestsMillion;
  return [
    line(resource, context, 'edge', 'to viewers, past the free terabyte', 'cloudfront.gb', Math.max(0, gigabytes)),
    line(
      resource,
      context,
      'edge',
      'requests, past the free ten million',
      'cloudfront.requests',
      Math.max(0, requests),
    ),
  ];
};

/** Those of films are called for each read of one. What is free of calls is counted with pages. */
const edgeFunction: Rule = (resource, context) => {
  const { pagesMillion, readsMillion } = context.usage;
  if (/-media-/.test(String(resource.values.name)))
    return [line(resource, context, 'edge', 'calls', 'cloudfront.function', readsMillion)];
  const calls = Math.max(0, pagesMillion - free.callsMillion);
  return [line(resource, context, 'edge', 'calls, past the free two million', 'cloudfront.function', calls)];
};

/** Checks of what is in AWS. Each thing besides asking is an option: https://aws.amazon.com/route53/pricing/ */
const check: Rule = (resource, context) => {
  const { type, measure_latency, request_interval, search_string } = resource.values;
  const options = [type === 'HTTPS', measure_latency === true, request_interval === 10, search_string].filter(Boolean);
  return [
    line(resource, context, 'edge', 'health check', 'route53.check', 1),
    line(resource, context, 'edge', 'its options', 'route53.check-option', options.length),
  ];
};

export const edgeRules: Readonly<Record<string, Rule>> = {
  aws_vpc: (resource, context) => [
    line(resource, context, 'network', 'between zones, each way', 'transfer.zone', 2 * context.usage.zoneGb),
  ],
  aws_vpc_endpoint: endpoint,
  aws_nat_gateway: gateway,
  aws_eip: (resource, context) => [line(resource, context, 'network', 'public address', 'ipv4.hour', hours)],
  aws_lb: balancer,
  aws_cloudfront_distribution: distribution,
  aws_cloudfront_function: edgeFunction,
  aws_route53_zone: (resource, context) => [line(resource, context, 'edge', 'zone', 'route53.zone', 1)],
  aws_route53_health_check: check,
};
