import { z } from 'zod';
import type { Planned } from '../../plan.ts';
import type { Policy, Studio } from '../plan/policy.ts';
import { runbookFault, topicOf } from './alarms.ts';

const text = z.string().nullish();
const severities = ['critical', 'warning', 'info'] as const;
const dashboards = ['system-health', 'ai-jobs', 'cost'] as const;

/** What section 7 tells of under *Info*: the rule's key, and who says it. */
const infos: Readonly<Record<string, { readonly says: string; readonly sources: readonly string[] }>> = {
  'deployment-completed': { says: 'ECS deployment completed', sources: ['aws.ecs'] },
  'scaling-events': { says: 'Auto-scaling events', sources: ['aws.autoscaling', 'aws.application-autoscaling'] },
  'database-maintenance': { says: 'RDS maintenance windows', sources: ['aws.rds'] },
  'certificate-renewal': { says: 'Certificate renewal', sources: ['aws.acm'] },
};

export const topicsAreThere: Policy = {
  name: 'there is a topic each for critical, warning and info',
  faults: (studio) => {
    const names = new Set(studio.of('aws_sns_topic').map(({ values }) => values.name));
    return severities
      .map((severity) => topicOf(studio, severity))
      .filter((name) => !names.has(name))
      .map((name) => `aws_sns_topic ${name} is not there: the document tells people by three severities`);
  },
};

const widget = z.object({
  type: z.string(),
  properties: z.object({ title: z.string().optional(), metrics: z.array(z.unknown()).optional() }),
});
const body = z.object({ widgets: z.array(widget) });

// CloudWatch refuses a widget of metrics that has none: https://github.com/aws-samples/aws-eda-slurm-cluster/issues/116
function bodyFaults({ address, values }: Planned): readonly string[] {
  const given = text.parse(values.dashboard_body);
  if (!given) return [];
  const { widgets } = body.parse(JSON.parse(given));
  if (widgets.length === 0) return [`${address} shows nothing: give it widgets`];
  return widgets
    .filter(({ type, properties }) => type === 'metric' && properties.metrics?.length === 0)
    .map(
      ({ properties }) => `${address} shows no metric under *${properties.title}*: name one, or leave the widget out`,
    );
}

export const dashboardsShow: Policy = {
  name: 'there are the document’s three dashboards, and no widget of them is empty',
  faults: (studio) => {
    const names = new Set(studio.of('aws_cloudwatch_dashboard').map(({ values }) => values.dashboard_name));
    return [
      ...dashboards
        .map((name) => `ai-film-studio-${studio.env}-${name}`)
        .filter((name) => !names.has(name))
        .map((name) => `aws_cloudwatch_dashboard ${name} is not there: the document has it`),
      ...studio.of('aws_cloudwatch_dashboard').flatMap(bodyFaults),
    ];
  },
};

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
const json: z.ZodType<Json> = z.json();

/** Where a pattern has an empty list. @example emptyAt({ detail: { group: [] } }); // ['detail.group'] */
function emptyAt(pattern: Json, path: readonly string[] = []): readonly string[] {
  if (typeof pattern !== 'object' || pattern === null) return [];
  const entries = Object.entries(pattern);
  if (entries.length === 0) return [path.join('.')];
  return entries.flatMap(([key, inner]) => emptyAt(inner, Array.isArray(pattern) ? path : [...path, key]));
}

const rule = z.object({ name: text, event_pattern: text, state: text });
const target = z.object({
  rule: text,
  arn: text,
  input_transformer: z.array(z.object({ input_template: text })).default([]),
});

function ruleFaults(studio: Studio, { address, values }: Planned): readonly string[] {
  const { name, event_pattern: pattern, state } = rule.parse(values);
  const told = studio
    .of('aws_cloudwatch_event_target')
    .some((one) => target.parse(one.values).rule === name || one.unknown.rule === true);
  return [
    ...(told ? [] : ['has no target: nobody is told']),
    ...(state === 'DISABLED' ? ['is disabled: leave state out'] : []),
    // https://github.com/aws/event-ruler: "Empty arrays are not allowed"
    ...(pattern ? emptyAt(json.parse(JSON.parse(pattern))) : []).map(
      (path) => `has nothing in ${path}, which EventBridge refuses: name something, or leave it out`,
    ),
  ].map((fault) => `${address} ${fault}`);
}

function infoFaults(studio: Studio, [key, { says, sources }]: [string, (typeof infos)[string]]): readonly string[] {
  const name = `ai-film-studio-${studio.env}-${key}`;
  const found = studio.of('aws_cloudwatch_event_rule').find(({ values }) => values.name === name);
  if (!found) return [`aws_cloudwatch_event_rule ${name} is not there: the document has *${says}*`];
  const { event_pattern: pattern } = rule.parse(found.values);
  const targets = studio.of('aws_cloudwatch_event_target').filter(({ values }) => values.rule === name);
  const informed = targets.some(
    ({ values, unknown }) => unknown.arn === true || target.parse(values).arn?.endsWith(`:${topicOf(studio, 'info')}`),
  );
  return [
    ...(informed ? [] : [`${found.address} tells nobody of ${topicOf(studio, 'info')}: give it a target`]),
    ...sources
      .filter((source) => pattern && !pattern.includes(`"${source}"`))
      .map((source) => `${found.address} does not listen to ${source}: the document has *${says}*`),
    ...targets.flatMap(({ address, values }) => {
      const said = target.parse(values).input_transformer.map((one) => one.input_template ?? '');
      const fault = runbookFault(said.join(), key);
      return fault ? [`${address} ${fault} (input_template)`] : [];
    }),
  ];
}

export const eventsAreTold: Policy = {
  name: 'whoever wants to know is told of what the document calls info, and each rule finds something and tells it',
  faults: (studio) => [
    ...Object.entries(infos).flatMap((info) => infoFaults(studio, info)),
    ...studio.of('aws_cloudwatch_event_rule').flatMap((one) => ruleFaults(studio, one)),
  ],
};
