import { readdirSync } from 'node:fs';
import { z } from 'zod';
import { sleepsAtTimes } from '../plan/asleep.ts';
import type { Policy, Studio } from '../plan/policy.ts';
import { type Actions, type Alarm, alarmsOf, type Counted, compositesOf, isSomebody } from './alarm.ts';
import { documentAlarms, type Rings, type Row, type Severity } from './alarm-table.ts';

const runbooks: ReadonlySet<string> = new Set(
  readdirSync(new URL('../../../../docs/runbooks/alarms/', import.meta.url)).map((file) => file.replace(/\.md$/, '')),
);

/** @returns what is wrong with the runbook that a text names */
export function runbookFault(said: string, key: string): string | undefined {
  if (!said.includes(`/docs/runbooks/alarms/${key}.md`))
    return `names no runbook: end it with …/docs/runbooks/alarms/${key}.md`;
  return runbooks.has(key) ? undefined : `names docs/runbooks/alarms/${key}.md, which is not there: write it`;
}

export const topicOf = ({ env }: Studio, severity: Severity): string => `ai-film-studio-${env}-${severity}`;

/** An ARN that is known must be the topic's. One that is known only when the topic is made can't be told: it is somebody. */
export const isOf = (topic: string, actions: Actions): boolean =>
  actions.known.length > 0 ? actions.known.some((arn) => arn.endsWith(`:${topic}`)) : actions.later;

/** Alarms that call nobody by themselves, nor as a part of others: and why. */
const noFault: readonly (readonly [name: RegExp, why: string])[] = [
  [/-workers-(more|fewer)$/, 'starts and stops machines: it rings whenever there is work'],
];

const sees = (alarm: Alarm, { namespace, name, stat, dimensions }: Counted) =>
  alarm.counted.some(
    (one) =>
      one.namespace === namespace &&
      one.name === name &&
      one.stat === stat &&
      Object.entries(dimensions).every(([key, value]) => one.dimensions[key] === value),
  );

function ringFaults(alarm: Alarm, rings: Rings): readonly string[] {
  const datapoints = rings.datapoints ?? rings.periods;
  const when = `${alarm.datapoints} of ${alarm.periods} periods of ${alarm.period} s`;
  const asked = `${datapoints} of ${rings.periods} periods of ${rings.period} s`;
  return [
    ...(alarm.comparison === 'GreaterThanThreshold' && alarm.threshold === rings.above
      ? []
      : [`rings by ${alarm.comparison} ${alarm.threshold}, and not by GreaterThanThreshold ${rings.above}`]),
    ...(when === asked ? [] : [`rings after ${when}, and not after ${asked}`]),
    ...rings.of
      .filter((counted) => !sees(alarm, counted))
      .map(({ namespace, name, stat, dimensions }) => {
        const of = Object.values(dimensions).map((value) => ` of ${value}`);
        return `does not look at ${namespace} ${name} (${stat})${of.join('')}`;
      }),
  ].map((fault) => `${alarm.address} ${fault}`);
}

const filter = z.object({
  log_group_name: z.string().nullish(),
  metric_transformation: z.array(z.object({ name: z.string(), namespace: z.string() })).default([]),
});

function countedFaults(studio: Studio, { key, counted }: Row): readonly string[] {
  if (!counted) return [];
  const counts = studio
    .of('aws_cloudwatch_log_metric_filter')
    .some(({ values }) =>
      filter
        .parse(values)
        .metric_transformation.some(
          ({ name, namespace }) => name === counted && namespace === `AIFilmStudio/${studio.env}`,
        ),
    );
  const rule = `ai-film-studio-${studio.env}-${key}`;
  const writes = studio.of('aws_cloudwatch_event_target').some(({ values }) => values.rule === rule);
  return [
    ...(counts ? [] : [`no aws_cloudwatch_log_metric_filter counts ${counted}: the alarm ${key} never rings`]),
    ...(writes
      ? []
      : [`no aws_cloudwatch_event_target writes what the rule ${rule} finds: the alarm ${key} never rings`]),
  ];
}

function partsFaults(whole: Alarm, parts: readonly Alarm[]): readonly string[] {
  const alternatives = whole.rule.split(' OR ');
  return parts
    .filter(({ name }) => !alternatives.includes(`ALARM("${name}")`))
    .map(({ name }) => `${whole.address} does not ring with ${name}: name it in alarm_rule, joined by OR`);
}

function rowFaults(studio: Studio, row: Row): readonly string[] {
  if (row.where?.(studio) === false) return [];
  const nameOf = (key: string) => `ai-film-studio-${studio.env}-${key}`;
  const metrics = new Map(alarmsOf(studio).map((alarm) => [alarm.name, alarm]));
  const caller = [...metrics.values(), ...compositesOf(studio)].find(({ name }) => name === nameOf(row.key));
  if (!caller) return [`${nameOf(row.key)} is not there: the document has *${row.says}*`];
  const rings = Object.entries(row.rings(studio));
  const parts = rings.flatMap(([key]) => metrics.get(nameOf(key)) ?? []);
  return [
    ...(isOf(topicOf(studio, row.severity), caller.actions)
      ? []
      : [`${caller.address} calls nobody of ${topicOf(studio, row.severity)}: set alarm_actions`]),
    ...rings.flatMap(([key, wanted]) => {
      const alarm = metrics.get(nameOf(key));
      return alarm ? ringFaults(alarm, wanted) : [`${nameOf(key)} is not there: the document has *${row.says}*`];
    }),
    ...(parts.includes(caller) ? [] : partsFaults(caller, parts)),
    ...countedFaults(studio, row),
  ];
}

export const alarmsOfTheDocument: Policy = {
  name: 'every alarm of the document rings when it says, for whom it says',
  faults: (studio) => documentAlarms.flatMap((row) => rowFaults(studio, row)),
};

function callFaults(studio: Studio, alarm: Alarm, composites: readonly Alarm[]): readonly string[] {
  if (noFault.some(([name]) => name.test(alarm.name))) return [];
  if (!isSomebody(alarm.actions)) {
    const whole = composites.find(({ rule, actions }) => rule.includes(`("${alarm.name}")`) && isSomebody(actions));
    return whole ? [] : ['calls nobody, and no composite alarm that does has it: set alarm_actions'];
  }
  const topics = (['critical', 'warning', 'info'] as const).map((severity) => topicOf(studio, severity));
  const runbook = alarm.description === null ? undefined : runbookFault(alarm.description, alarm.key);
  return [
    ...(topics.some((topic) => isOf(topic, alarm.actions)) ? [] : [`calls none of ${topics.join(', ')}`]),
    ...(isSomebody(alarm.okActions)
      ? []
      : ['does not say when it is over: set ok_actions, or PagerDuty never closes it']),
    ...(runbook ? [`${runbook} (alarm_description)`] : []),
  ];
}

export const alarmsCall: Policy = {
  name: 'an alarm calls somebody and names its runbook, or is a part of one that does',
  faults: (studio) => {
    const composites = compositesOf(studio);
    return [...alarmsOf(studio), ...composites].flatMap((alarm) =>
      callFaults(studio, alarm, composites).map((fault) => `${alarm.address} ${fault}`),
    );
  },
};

export const alarmsSleepWithTheStudio: Policy = {
  name: 'alarms are silent only where the studio sleeps, and nobody is called because it does',
  faults: (studio) => {
    const alarms = [...alarmsOf(studio), ...compositesOf(studio)];
    const unreachable = alarms.find(({ key }) => key === 'api-unreachable');
    if (sleepsAtTimes(studio)) {
      return unreachable?.enabled
        ? [`${unreachable.address} rings whenever the studio sleeps: leave it out (awake = false of module monitoring)`]
        : [];
    }
    return [
      ...(unreachable
        ? []
        : [`ai-film-studio-${studio.env}-api-unreachable is not there: the document has *downtime*`]),
      ...alarms
        .filter(({ enabled }) => !enabled)
        .map(({ address }) => `${address} is silent though the studio never sleeps: set actions_enabled = true`),
    ];
  },
};
