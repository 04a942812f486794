import { z } from 'zod';
import type { Planned } from '../../plan.ts';
import type { Studio } from '../plan/policy.ts';

const text = z.string().nullish();
const dimensions = z.record(z.string(), z.string().nullable()).nullish();
const metric = z.object({ namespace: text, metric_name: text, stat: text, period: z.number().nullish(), dimensions });
const schema = z.object({
  alarm_name: z.string(),
  alarm_description: text,
  alarm_rule: text,
  actions_enabled: z.boolean().nullish(),
  alarm_actions: z.array(text).nullish(),
  ok_actions: z.array(text).nullish(),
  comparison_operator: text,
  threshold: z.number().nullish(),
  evaluation_periods: z.number().nullish(),
  datapoints_to_alarm: z.number().nullish(),
  namespace: text,
  metric_name: text,
  statistic: text,
  extended_statistic: text,
  period: z.number().nullish(),
  dimensions,
  metric_query: z.array(z.object({ metric: z.array(metric).default([]) })).default([]),
});

/** What an alarm looks at. */
export interface Counted {
  readonly namespace: string;
  readonly name: string;
  /** Average, Sum, Maximum, p95. */
  readonly stat: string;
  /** Those that are known. */
  readonly dimensions: Readonly<Record<string, string>>;
}

export interface Alarm {
  readonly address: string;
  readonly name: string;
  /** The end of its name, which its runbook has too. */
  readonly key: string;
  /** Null: known later. */
  readonly description: string | null;
  /** A composite's; empty, too, when it is known later. */
  readonly rule: string;
  readonly enabled: boolean;
  readonly actions: Actions;
  readonly okActions: Actions;
  readonly comparison: string | undefined;
  readonly threshold: number | undefined;
  /** Seconds; several would be refused. */
  readonly period: number | undefined;
  readonly periods: number | undefined;
  readonly datapoints: number | undefined;
  readonly counted: readonly Counted[];
}

/** ARNs that are known, and whether there are others that are known later. */
export interface Actions {
  readonly known: readonly string[];
  readonly later: boolean;
}

const actionsOf = (values: readonly (string | null | undefined)[] | null | undefined, unknown: unknown): Actions => ({
  known: (values ?? []).filter((arn) => typeof arn === 'string'),
  later: unknown === true || (Array.isArray(unknown) && unknown.includes(true)),
});

export const isSomebody = ({ known, later }: Actions): boolean => later || known.length > 0;

/** @param of an alarm of metrics, or a composite */
function alarmOf(studio: Studio, { address, values, unknown }: Planned): Alarm {
  const given = schema.parse(values);
  const metrics = [
    ...(given.metric_name ? [{ ...given, stat: given.statistic ?? given.extended_statistic }] : []),
    ...given.metric_query.flatMap((query) => query.metric),
  ];
  return {
    address,
    name: given.alarm_name,
    key: given.alarm_name.replace(`ai-film-studio-${studio.env}-`, ''),
    description: unknown.alarm_description === true ? null : (given.alarm_description ?? ''),
    rule: given.alarm_rule ?? '',
    enabled: given.actions_enabled ?? true,
    actions: actionsOf(given.alarm_actions, unknown.alarm_actions),
    okActions: actionsOf(given.ok_actions, unknown.ok_actions),
    comparison: given.comparison_operator ?? undefined,
    threshold: given.threshold ?? undefined,
    period: metrics[0]?.period ?? undefined,
    periods: given.evaluation_periods ?? undefined,
    datapoints: given.datapoints_to_alarm ?? given.evaluation_periods ?? undefined,
    counted: metrics.map((one) => ({
      namespace: one.namespace ?? '',
      name: one.metric_name ?? '',
      stat: one.stat ?? '',
      dimensions: Object.fromEntries(Object.entries(one.dimensions ?? {}).map(([key, value]) => [key, value ?? ''])),
    })),
  };
}

export const alarmsOf = (studio: Studio): readonly Alarm[] =>
  studio.of('aws_cloudwatch_metric_alarm').map((one) => alarmOf(studio, one));

export const compositesOf = (studio: Studio): readonly Alarm[] =>
  studio.of('aws_cloudwatch_composite_alarm').map((one) => alarmOf(studio, one));
