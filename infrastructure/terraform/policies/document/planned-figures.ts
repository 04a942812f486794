import { z } from 'zod';
import type { Planned } from '../../plan.ts';
import type { Studio } from '../plan/policy.ts';
import type { Figures } from './figure-table.ts';

const text = z.string().nullish();
const number = z.coerce.number().nullish();
const flag = z.boolean().nullish();

/** Each once, in order: a plan has no order of its own. */
const sorted = (all: readonly string[]): readonly string[] => [...new Set(all)].sort();

const subnet = z.object({ cidr_block: z.string(), availability_zone: z.string() });
const endpoint = z.object({ service_name: z.string() });
const balancer = z.object({ internal: flag });
const ingress = z.object({ from_port: number, cidr_ipv4: text, cidr_ipv6: text });

/** Of 10.3.10.0/24 [3, 10]: networks of the same numbers before subnets of later ones. */
const thirdOf = (said: string) => Number(said.split('.')[2]);

function networkOf({ of }: Studio) {
  const subnets = of('aws_subnet').map(({ values }) => subnet.parse(values));
  const inside = new Set(subnets.map((one) => one.cidr_block));
  const allowed = of('aws_vpc_security_group_ingress_rule').flatMap(({ values }) => {
    const { from_port: port, cidr_ipv4: v4, cidr_ipv6: v6 } = ingress.parse(values);
    const from = v4 ?? v6;
    return (port === 80 || port === 443) && from && !inside.has(from) ? [from] : [];
  });
  return {
    cidr: of('aws_vpc')
      .map(({ values }) => String(values.cidr_block))
      .join(),
    subnets: subnets
      .map((one) => `${one.cidr_block} in ${one.availability_zone}`)
      .sort((one, other) => thirdOf(one) - thirdOf(other)),
    natGateways: of('aws_nat_gateway').length,
    endpoints: sorted(
      of('aws_vpc_endpoint').map(({ values }) => endpoint.parse(values).service_name.split('.').slice(3).join('.')),
    ),
    balancer: of('aws_lb').some(({ values }) => !balancer.parse(values).internal) ? 'public' : 'internal',
    balancerFor: allowed.some((from) => from.endsWith('/0')) ? 'everybody' : allowed.length > 0 ? 'some' : 'nobody',
    bastion: of('aws_instance').length > 0,
  } as const satisfies Partial<Figures>;
}

const database = z.object({
  identifier: text,
  engine: text,
  engine_version: text,
  instance_class: text,
  allocated_storage: number,
  max_allocated_storage: number,
  iops: number,
  multi_az: flag,
  backup_retention_period: number,
  performance_insights_enabled: flag,
  monitoring_interval: number,
  replicate_source_db: text,
});

function databaseOf({ of, env }: Studio) {
  const name = `ai-film-studio-postgres-${env}`;
  const all = of('aws_db_instance').map(({ values, unknown }) => ({ ...database.parse(values), unknown }));
  const main = all.find(({ identifier }) => identifier === name) ?? database.parse({});
  return {
    databaseEngine: `${main.engine} ${main.engine_version}`,
    databaseClass: main.instance_class ?? '',
    databaseGib: main.allocated_storage ?? null,
    databaseMostGib: main.max_allocated_storage ?? 0,
    databaseIops: main.iops ?? null,
    databaseMultiAz: main.multi_az ?? false,
    databaseBackupDays: main.backup_retention_period ?? 0,
    databaseReplicas: all.filter(
      (one) => one.identifier !== name && (one.replicate_source_db || one.unknown.replicate_source_db === true),
    ).length,
    databaseInsights: main.performance_insights_enabled ?? false,
    databaseMonitoringSeconds: main.monitoring_interval ?? 0,
  } satisfies Partial<Figures>;
}

const cache = z.object({
  engine: text,
  engine_version: text,
  node_type: text,
  num_cache_clusters: number,
  num_node_groups: number,
  replicas_per_node_group: number,
  parameter_group_name: text,
  automatic_failover_enabled: flag,
  multi_az_enabled: flag,
});
const parameters = z.object({ name: text, parameter: z.array(z.object({ name: text, value: text })).default([]) });

function cacheOf({ of }: Studio) {
  const [first] = of('aws_elasticache_replication_group').map(({ values }) => cache.parse(values));
  const group = of('aws_elasticache_parameter_group')
    .map(({ values }) => parameters.parse(values))
    .find(({ name }) => name === first?.parameter_group_name);
  const shards = (first?.num_node_groups ?? 0) * (1 + (first?.replicas_per_node_group ?? 0));
  return {
    cacheEngine: first ? `${first.engine} ${first.engine_version}` : null,
    cacheNode: first?.node_type ?? null,
    cacheNodes: first?.num_cache_clusters ?? shards,
    cacheClusterMode:
      group?.parameter.some(({ name, value }) => name === 'cluster-enabled' && value === 'yes') ?? false,
    // In two zones as well: or the zone that takes the first takes the second.
    cacheFailover: (first?.automatic_failover_enabled && first.multi_az_enabled) ?? false,
  } satisfies Partial<Figures>;
}

const definition = z.object({ family: text, cpu: number, memory: number });
const bounds = z.object({ resource_id: text, min_capacity: number, max_capacity: number });
const target = z.object({
  target_value: number,
  predefined_metric_specification: z.array(z.object({ predefined_metric_type: text })).default([]),
});
const tracking = z.object({
  resource_id: text,
  target_tracking_scaling_policy_configuration: z.array(target).default([]),
});
const hours = z.object({
  resource_id: text,
  scalable_target_action: z.array(z.object({ min_capacity: number, max_capacity: number })).default([]),
});

/** The percent that all colours are held at: null when they differ, or there is none. */
function targetOf(tracked: readonly z.infer<typeof target>[], what: 'CPU' | 'Memory'): number | null {
  const percents = new Set(
    tracked
      .filter(
        ({ predefined_metric_specification: [metric] }) =>
          metric?.predefined_metric_type === `ECSServiceAverage${what}Utilization`,
      )
      .flatMap(({ target_value: percent }) => percent ?? []),
  );
  const [percent] = percents;
  return percents.size === 1 ? (percent ?? null) : null;
}

function apiOf({ of, env }: Studio) {
  const ours = (id: string | null | undefined) => id?.includes(`/ai-film-studio-backend-${env}-`) ?? false;
  const task = of('aws_ecs_task_definition')
    .map(({ values }) => definition.parse(values))
    .find(({ family }) => family === `ai-film-studio-backend-${env}`);
  // The colour that sleeps has 0 and 0.
  const live = of('aws_appautoscaling_target')
    .map(({ values }) => bounds.parse(values))
    .find(({ resource_id: id, max_capacity: most }) => ours(id) && most);
  const targets = of('aws_appautoscaling_policy')
    .map(({ values }) => tracking.parse(values))
    .filter(({ resource_id: id }) => ours(id))
    .flatMap((one) => one.target_tracking_scaling_policy_configuration);
  return {
    apiCpu: task?.cpu ?? null,
    apiMemory: task?.memory ?? null,
    apiMin: live?.min_capacity ?? null,
    apiMax: live?.max_capacity ?? null,
    apiCpuTarget: targetOf(targets, 'CPU'),
    apiMemoryTarget: targetOf(targets, 'Memory'),
    apiHours: sorted(
      of('aws_appautoscaling_scheduled_action')
        .map(({ values }) => hours.parse(values))
        .filter(({ resource_id: id }) => ours(id))
        .flatMap((one) => one.scalable_target_action)
        .map((one) => `${one.min_capacity} to ${one.max_capacity}`),
    ),
  } satisfies Partial<Figures>;
}

const fleet = z.object({
  min_size: number,
  max_size: number,
  mixed_instances_policy: z
    .array(
      z.object({
        instances_distribution: z.array(z.object({ on_demand_percentage_above_base_capacity: number })).default([]),
        launch_template: z
          .array(z.object({ override: z.array(z.object({ instance_type: text })).default([]) }))
          .default([]),
      }),
    )
    .default([]),
});

/** Of several fleets together: the document counts workers. */
function gpuOf({ of }: Studio) {
  const fleets = of('aws_autoscaling_group').map(({ values }) => fleet.parse(values));
  const mixed = fleets.flatMap((one) => one.mixed_instances_policy);
  const sum = (sizes: readonly (number | null | undefined)[]) =>
    sizes.length === 0 ? null : sizes.reduce<number>((all, size) => all + (size ?? 0), 0);
  const shares = mixed
    .flatMap((one) => one.instances_distribution)
    .flatMap((one) => one.on_demand_percentage_above_base_capacity ?? []);
  return {
    gpuMin: sum(fleets.map((one) => one.min_size)),
    gpuMax: sum(fleets.map((one) => one.max_size)),
    gpuOnDemandPercent: shares.length === 0 ? null : Math.max(...shares),
    // In their own order: the first is asked for first.
    gpuTypes: [
      ...new Set(
        mixed
          .flatMap((one) => one.launch_template)
          .flatMap((one) => one.override)
          .flatMap((one) => one.instance_type ?? []),
      ),
    ],
  } satisfies Partial<Figures>;
}

const statement = z.object({
  rate_based_statement: z
    .array(z.object({ limit: number, evaluation_window_sec: number, aggregate_key_type: text }))
    .default([]),
  managed_rule_group_statement: z.array(z.object({ vendor_name: text, name: text })).default([]),
});
const rule = z.object({
  action: z.array(z.object({ block: z.array(z.unknown()).default([]) })).default([]),
  override_action: z.array(z.object({ none: z.array(z.unknown()).default([]) })).default([]),
  statement: z.array(statement).default([]),
});
const acl = z.object({ scope: text, rule: z.array(rule).default([]) });
const logs = z.object({ name: text, retention_in_days: number });

/** Whether somebody said it, if only by what is made later. */
const isSaid = ({ values, unknown }: Planned, name: string) => Boolean(values[name]) || unknown[name] === true;

function firewallOf({ of }: Studio) {
  const acls = of('aws_wafv2_web_acl').map(({ values }) => acl.parse(values));
  const rules = acls.flatMap(({ scope, rule: all }) => all.map((one) => ({ scope, ...one })));
  return {
    firewalls: [
      ...(of('aws_cloudfront_distribution').some((one) => isSaid(one, 'web_acl_id')) ? ['CloudFront'] : []),
      ...(of('aws_wafv2_web_acl_association').some((one) => isSaid(one, 'resource_arn')) ? ['load balancer'] : []),
    ],
    // Rules that count and let pass are none.
    firewallLimits: sorted(
      rules
        .filter(({ action }) => action.some(({ block }) => block.length > 0))
        .flatMap(({ scope, statement: [said] }) =>
          (said?.rate_based_statement ?? [])
            .filter(({ aggregate_key_type: by }) => by === 'IP')
            .map(({ limit, evaluation_window_sec: seconds }) => `${scope} ${limit} in ${seconds} s`),
        ),
    ),
    firewallGroups: sorted(
      rules
        .filter(({ override_action: over }) => over.some(({ none }) => none.length > 0))
        .flatMap(({ scope, statement: [said] }) =>
          (said?.managed_rule_group_statement ?? [])
            .filter(({ vendor_name: vendor }) => vendor === 'AWS')
            .map(({ name }) => `${scope} ${name?.replace('AWSManagedRules', '')}`),
        ),
    ),
    // A firewall that writes nothing has no days.
    firewallLogDays:
      of('aws_wafv2_web_acl_logging_configuration').length === acls.length
        ? [
            ...new Set(
              of('aws_cloudwatch_log_group')
                .map(({ values }) => logs.parse(values))
                .filter(({ name }) => name?.startsWith('aws-waf-logs-'))
                .map((one) => one.retention_in_days ?? 0),
            ),
          ]
        : [],
  } satisfies Partial<Figures>;
}

const budget = z.object({ budget_type: text, time_unit: text, limit_amount: number, limit_unit: text });
const switched = z.object({ enable: flag, is_enabled: flag });
const trail = z.object({ is_multi_region_trail: flag, enable_logging: flag });
/** Of Session Manager: unless both are said it holds sessions that nobody writes down (module audit). */
const preferences = z.object({
  inputs: z.object({ cloudWatchLogGroupName: z.string().min(1), cloudWatchEncryptionEnabled: z.literal(true) }),
});
const sessionsAreWritten = ({ values }: Planned): boolean =>
  values.name === 'SSM-SessionManagerRunShell' &&
  preferences.safeParse(JSON.parse(z.string().parse(values.content))).success;

function watchOf({ of }: Studio) {
  const dollars = of('aws_budgets_budget')
    .map(({ values }) => budget.parse(values))
    .filter((one) => one.budget_type === 'COST' && one.time_unit === 'MONTHLY' && one.limit_unit === 'USD')
    .map((one) => one.limit_amount ?? 0);
  return {
    cloudFront: of('aws_cloudfront_distribution').length > 0,
    guardDuty: of('aws_guardduty_detector').some(({ values }) => switched.parse(values).enable !== false),
    config: of('aws_config_configuration_recorder_status').some(
      ({ values }) => switched.parse(values).is_enabled === true,
    ),
    audit:
      of('aws_cloudtrail').some(({ values }) => {
        const { is_multi_region_trail: everywhere, enable_logging: runs } = trail.parse(values);
        return everywhere === true && runs !== false;
      }) && of('aws_ssm_document').some(sessionsAreWritten),
    monthlyUsd: dollars.length === 1 ? (dollars[0] ?? 0) : 0,
  } satisfies Partial<Figures>;
}

/** The figures that a plan has. */
export const figuresOf = (studio: Studio): Figures => ({
  ...networkOf(studio),
  ...databaseOf(studio),
  ...cacheOf(studio),
  ...apiOf(studio),
  ...gpuOf(studio),
  ...firewallOf(studio),
  ...watchOf(studio),
});
