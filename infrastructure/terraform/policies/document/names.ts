import { z } from 'zod';
import type { Planned } from '../../plan.ts';
import { asleep } from '../plan/asleep.ts';
import type { Policy, Studio } from '../plan/policy.ts';

const text = z.string().nullish();

/** What a resource goes by, where it is not `name`. */
const named: Readonly<Record<string, string>> = {
  aws_cloudwatch_composite_alarm: 'alarm_name',
  aws_cloudwatch_dashboard: 'dashboard_name',
  aws_cloudwatch_log_resource_policy: 'policy_name',
  aws_cloudwatch_metric_alarm: 'alarm_name',
  aws_db_instance: 'identifier',
  aws_ecs_task_definition: 'family',
  aws_eks_node_group: 'node_group_name',
  aws_elasticache_cluster: 'cluster_id',
  aws_elasticache_replication_group: 'replication_group_id',
  aws_lambda_function: 'function_name',
  aws_rds_cluster: 'cluster_identifier',
  aws_s3_bucket: 'bucket',
};

/** What has no name of its own, and is found by its tag Name. */
const foundByTag: ReadonlySet<string> = new Set([
  'aws_eip',
  'aws_flow_log',
  'aws_instance',
  'aws_internet_gateway',
  'aws_nat_gateway',
  'aws_network_acl',
  'aws_route53_health_check',
  'aws_route_table',
  'aws_subnet',
  'aws_vpc',
  'aws_vpc_endpoint',
]);

/** What the provider makes a name up for when nobody gives it one: terraform-2025…. */
const madeUp: ReadonlySet<string> = new Set([
  'aws_autoscaling_group',
  'aws_cloudwatch_event_rule',
  'aws_cloudwatch_log_group',
  'aws_db_instance',
  'aws_db_parameter_group',
  'aws_db_subnet_group',
  'aws_iam_instance_profile',
  'aws_iam_policy',
  'aws_iam_role',
  'aws_kms_alias',
  'aws_launch_template',
  'aws_lb',
  'aws_lb_target_group',
  'aws_s3_bucket',
  'aws_secretsmanager_secret',
  'aws_security_group',
  'aws_sns_topic',
  'aws_sqs_queue',
]);

const within = 'is looked for within what it belongs to, which says whose it is';
/** Types whose names say less: and why. */
const short: Readonly<Record<string, string>> = {
  aws_appautoscaling_policy: within,
  aws_appautoscaling_scheduled_action: within,
  aws_autoscaling_lifecycle_hook: within,
  aws_autoscaling_policy: within,
  aws_backup_selection: within,
  aws_cloudwatch_log_metric_filter: within,
  aws_default_security_group: 'is named by AWS',
  aws_guardduty_detector_feature: 'is named by AWS',
  aws_iam_role_policy: within,
  aws_route53_record: 'is a name of the domain',
};

/** Resources whose names are without the environment: and why. */
const withoutEnvironment: Readonly<Record<string, string>> = {
  'SSM-SessionManagerRunShell': 'is what Session Manager looks for, once in an account and region',
  'ai-film-studio-assets-dr-usw2': 'is so in section 8',
  'ai-film-studio-frontend-dr-usw2': 'goes by the example of its neighbour in section 8',
};

/** What a service wants before a name: log groups begin with who writes, the firewall's and aliases of keys as AWS wants them. */
const beginnings: Readonly<Record<string, RegExp>> = {
  aws_cloudwatch_log_group: /^((\/[a-z]+)+\/|aws-waf-logs-)/,
  aws_kms_alias: /^alias\//,
};

/** Longest first: prod is in prod-dr. */
const anEnvironment = /(?<=^|[-/])(prod-dr|sandbox|staging|prod|dev)(?=$|[-/])/g;

function nameFaults(studio: Studio, one: Planned, name: string): readonly string[] {
  const { address, type } = one;
  // A name that the whole world shares may have the account's number at its end.
  const bare = name.replace(beginnings[type] ?? '', '').replace(/(?<=-dr-usw2)-\d{12}$/, '');
  if (Object.hasOwn(withoutEnvironment, bare)) return [];
  if (!/^ai-film-studio([-/]|$)/.test(bare)) return [`${address} is ${name}: begin its name with ai-film-studio-`];
  const said = new Set(bare.match(anEnvironment));
  const others = [...said].filter((env) => env !== studio.env);
  if (others.length > 0) return [`${address} is ${name}, which says ${others.join(', ')}: it is ${studio.env}'s`];
  return said.has(studio.env) ? [] : [`${address} is ${name}: say ${studio.env} in its name`];
}

function faultsOf(studio: Studio, one: Planned): readonly string[] {
  const { address, type, values, unknown } = one;
  if (type in short) return [];
  const tag = z.object({ Name: text }).nullish().parse(values.tags_all)?.Name;
  const tagged = tag ? nameFaults(studio, one, tag).map((fault) => `${fault} (tag Name)`) : [];
  if (foundByTag.has(type)) return tag ? tagged : [`${address} has no tag Name: it is found by nothing else`];
  const key = named[type] ?? 'name';
  if (!(key in values) && !(key in unknown) && !madeUp.has(type)) return tagged;
  const name = text.parse(values[key]) ?? text.parse(values.name_prefix);
  // A name that is known later is one that nobody chose.
  if (!name) return [`${address} has no ${key}: give it one that begins with ai-film-studio-`, ...tagged];
  return [...nameFaults(studio, one, name), ...tagged];
}

export const namesSayWhose: Policy = {
  name: 'names begin with the studio’s and say their own environment, and no other',
  faults: (studio) => studio.resources.flatMap((one) => faultsOf(studio, one)),
};

/** A name that the document has, and what goes by it. */
interface Wanted {
  readonly type: string;
  /** `{env}` is the environment, `{account_id}` twelve digits. */
  readonly name: string;
  /** Where it must lie, if the document says so. */
  readonly region?: string;
}

const buckets: readonly Wanted[] = [
  { type: 'aws_s3_bucket', name: 'ai-film-studio-frontend-{env}-{account_id}' },
  { type: 'aws_s3_bucket', name: 'ai-film-studio-assets-{env}-{account_id}' },
  { type: 'aws_s3_bucket', name: 'ai-film-studio-backups-{env}-{account_id}', region: 'us-west-2' },
];
const everywhere: readonly Wanted[] = [
  { type: 'aws_sqs_queue', name: 'ai-film-studio-processing-queue-{env}' },
  { type: 'aws_sqs_queue', name: 'ai-film-studio-dlq-{env}' },
  { type: 'aws_cloudwatch_log_group', name: '/ecs/ai-film-studio-backend-{env}' },
  { type: 'aws_cloudwatch_log_group', name: '/ecs/ai-film-studio-workers-{env}' },
  // Section 7 has /aws/rds/ai-film-studio-postgres-{env}. RDS writes where it likes: /aws/rds/instance/<identifier>/<log>.
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
  { type: 'aws_db_instance', name: 'ai-film-studio-postgres-{env}' },
  { type: 'aws_cloudwatch_log_group', name: '/aws/rds/instance/ai-film-studio-postgres-{env}/postgresql' },
];
// The document names no cluster and no service; the deploy program looks for these (infrastructure/deploy/names.ts).
const running: readonly Wanted[] = [
  { type: 'aws_ecs_cluster', name: 'ai-film-studio-{env}' },
  { type: 'aws_ecs_service', name: 'ai-film-studio-backend-{env}-blue' },
  { type: 'aws_ecs_service', name: 'ai-film-studio-backend-{env}-green' },
  { type: 'aws_ecs_service', name: 'ai-film-studio-gpu-workers-{env}' },
  { type: 'aws_elasticache_replication_group', name: 'ai-film-studio-redis-{env}' },
  { type: 'aws_cloudwatch_log_group', name: '/aws/elasticache/ai-film-studio-redis-{env}' },
];

function wantedOf(studio: Studio): readonly Wanted[] {
  return [
    ...everywhere,
    ...(studio.environment === 'recovery' && asleep(studio) ? [] : running),
    // Recovery's files are those that production copies to it.
    ...(studio.environment === 'recovery' ? [] : buckets),
    ...(studio.environment === 'production'
      ? [{ type: 'aws_s3_bucket', name: 'ai-film-studio-assets-dr-usw2(-{account_id})?', region: 'us-west-2' }]
      : []),
  ];
}

function wantedFaults(studio: Studio, { type, name, region }: Wanted): readonly string[] {
  const pattern = new RegExp(`^${name.replace('{env}', studio.env).replace('{account_id}', '\\d{12}')}$`);
  const found = studio.of(type).find(({ values }) => pattern.test(text.parse(values[named[type] ?? 'name']) ?? ''));
  if (!found) return [`${type} ${name} is not there: the document has it`];
  const at = text.parse(found.values.region);
  return region && at !== region ? [`${found.address} is in ${at}: the document has it in ${region}`] : [];
}

/** Each of a list of a database's logs has its group, and so has each function: or they write into one that is kept for ever. */
function logsWanted(studio: Studio): readonly Wanted[] {
  const group = (name: string) => ({ type: 'aws_cloudwatch_log_group', name });
  const database = z.object({ identifier: text, enabled_cloudwatch_logs_exports: z.array(z.string()).nullish() });
  return [
    ...studio.of('aws_db_instance').flatMap(({ values }) => {
      const { identifier, enabled_cloudwatch_logs_exports: logs } = database.parse(values);
      return identifier ? (logs ?? []).map((log) => group(`/aws/rds/instance/${identifier}/${log}`)) : [];
    }),
    ...studio.of('aws_lambda_function').map(({ values }) => group(`/aws/lambda/${text.parse(values.function_name)}`)),
  ];
}

export const namesOfTheDocument: Policy = {
  name: 'what the document names goes by that name, and lies where the document has it',
  faults: (studio) => [...wantedOf(studio), ...logsWanted(studio)].flatMap((wanted) => wantedFaults(studio, wanted)),
};
