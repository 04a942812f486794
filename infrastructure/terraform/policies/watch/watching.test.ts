import { describe, expect, it } from 'vitest';
import type { Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { type Policy, studioOf } from '../plan/policy.ts';
import { dashboardsShow, eventsAreTold, topicsAreThere } from './watching.ts';

const faultsOf = ({ faults }: Policy, ...resources: Planned[]) => faults(studioOf('staging', resources));
const prefix = 'ai-film-studio-staging-';

describe('topics', () => {
  const topic = (severity: string) => planned('aws_sns_topic', { name: prefix + severity });

  it('are three', () => {
    expect(faultsOf(topicsAreThere, topic('critical'), topic('warning'), topic('info'))).toEqual([]);
  });

  it('are missed', () => {
    expect(faultsOf(topicsAreThere, topic('critical'), planned('aws_sns_topic', { name: 'info' }))).toEqual([
      'aws_sns_topic ai-film-studio-staging-warning is not there: the document tells people by three severities',
      'aws_sns_topic ai-film-studio-staging-info is not there: the document tells people by three severities',
    ]);
  });
});

describe('dashboards', () => {
  const dashboard = (name: string, widgets: unknown) =>
    planned(
      'aws_cloudwatch_dashboard',
      { dashboard_name: prefix + name, dashboard_body: JSON.stringify({ widgets }) },
      name,
    );
  const widget = (metrics: unknown) => ({ type: 'metric', properties: { title: 'Queues', metrics } });
  const later = planned('aws_cloudwatch_dashboard', { dashboard_name: `${prefix}cost` }, 'cost', {
    dashboard_body: true,
  });
  const health = dashboard('system-health', [{ type: 'alarm', properties: {} }]);

  it('are three; of one whose body is known later nothing is asked', () => {
    expect(faultsOf(dashboardsShow, health, dashboard('ai-jobs', [widget([['AWS/SQS', 'Depth']])]), later)).toEqual([]);
  });

  it('that are not there, or show nothing, are found', () => {
    expect(faultsOf(dashboardsShow, dashboard('system-health', []), dashboard('ai-jobs', [widget([])]))).toEqual([
      'aws_cloudwatch_dashboard ai-film-studio-staging-cost is not there: the document has it',
      'system-health shows nothing: give it widgets',
      'ai-jobs shows no metric under *Queues*: name one, or leave the widget out',
    ]);
  });
});

const sources: Readonly<Record<string, readonly string[]>> = {
  'deployment-completed': ['aws.ecs'],
  'scaling-events': ['aws.autoscaling', 'aws.application-autoscaling'],
  'database-maintenance': ['aws.rds'],
  'certificate-renewal': ['aws.acm'],
};
const rule = (key: string, pattern: unknown = { source: sources[key] ?? ['aws.ecs'] }, more = {}) =>
  planned(
    'aws_cloudwatch_event_rule',
    { name: prefix + key, event_pattern: JSON.stringify(pattern), ...more },
    `rule.${key}`,
  );
const target = (key: string, values: Readonly<Record<string, unknown>> = {}, unknown = {}) =>
  planned(
    'aws_cloudwatch_event_target',
    {
      rule: prefix + key,
      arn: `arn:aws:sns:us-east-1:111111111111:${prefix}info`,
      input_transformer: [{ input_template: `{"runbook": "https://example.com/docs/runbooks/alarms/${key}.md"}` }],
      ...values,
    },
    `target.${key}`,
    unknown,
  );
const keys = Object.keys(sources);
const infos = keys.flatMap((key) => [rule(key), target(key)]);
/** The same, and others in place of what has their addresses. */
const told = (...others: Planned[]) => {
  const addresses = new Set(others.map(({ address }) => address));
  return faultsOf(eventsAreTold, ...infos.filter(({ address }) => !addresses.has(address)), ...others);
};

describe('events', () => {
  it('that the document calls info are told', () => {
    expect(told()).toEqual([]);
  });

  it.each(keys)('are missed: %s', (key) => {
    const rest = infos.filter(({ values }) => values.name !== prefix + key && values.rule !== prefix + key);
    expect(faultsOf(eventsAreTold, ...rest)).toEqual([
      expect.stringMatching(`^aws_cloudwatch_event_rule ${prefix}${key} is not there: the document has`),
    ]);
  });

  it('that go to another topic are found; to one that is still to be made, they go well', () => {
    const arn = `arn:aws:sns:us-east-1:111111111111:${prefix}warning`;
    expect(told(target('scaling-events', { arn }))).toEqual([
      'rule.scaling-events tells nobody of ai-film-studio-staging-info: give it a target',
    ]);
    expect(told(target('scaling-events', { arn: undefined }, { arn: true }))).toEqual([]);
  });

  it('that nobody listens to are found', () => {
    expect(told(rule('scaling-events', { source: ['aws.autoscaling'] }))).toEqual([
      'rule.scaling-events does not listen to aws.application-autoscaling: the document has *Auto-scaling events*',
    ]);
  });

  it('that name no runbook, or one that is not there, are found', () => {
    expect(told(target('scaling-events', { input_transformer: [] }))).toEqual([
      'target.scaling-events names no runbook: end it with …/docs/runbooks/alarms/scaling-events.md (input_template)',
    ]);
  });
});

describe('a rule', () => {
  it('of others with a target is well, and one whose pattern is known later', () => {
    const later = planned('aws_cloudwatch_event_rule', { name: `${prefix}b` }, 'rule.b', { event_pattern: true });
    expect(told(rule('a'), target('a'), later, target('b'))).toEqual([]);
  });

  it('without a target, or that is switched off, is found', () => {
    expect(told(rule('a', { source: ['aws.ecs'] }, { state: 'DISABLED' }))).toEqual([
      'rule.a has no target: nobody is told',
      'rule.a is disabled: leave state out',
    ]);
  });

  it('with an empty list, however deep, is found: EventBridge refuses it', () => {
    const pattern = { source: ['aws.ecs'], detail: { $or: [{ group: ['a'] }, { group: [] }], to: {} } };
    expect(told(rule('a', pattern), target('a'))).toEqual([
      'rule.a has nothing in detail.$or.group, which EventBridge refuses: name something, or leave it out',
      'rule.a has nothing in detail.to, which EventBridge refuses: name something, or leave it out',
    ]);
  });
});
