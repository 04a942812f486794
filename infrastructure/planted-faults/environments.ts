import type { Fault } from './fault.ts';

type Change = readonly [find: string, replace: string];

/** Found by a policy that is asked of one environment's plan. */
const planned = (name: string, file: string, [find, replace]: Change, test: string, says: RegExp): Fault => ({
  ...{ layer: 'Environments', name, file: `infrastructure/terraform/${file}`, find, replace, says },
  check: ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts', 'policies/policies.test', '-t', `^${test}`],
});

const values = (environment: string) => `environments/${environment}/terraform.tfvars`;

/** What is right in every module and wrong in what joins them, or in an environment's values. */
export const faults: readonly Fault[] = [
  planned(
    "dev has production's addresses, so that the two could never be joined",
    values('dev'),
    ['10.0.0.0/16', '10.3.0.0/16'],
    'dev > sizes, numbers and bounds',
    /10\.3\.0\.0\/16/,
  ),
  planned(
    'a role of a module may do whatever somebody writes into it',
    'modules/vpc/flow-logs.tf',
    ['  permissions_boundary = "arn:aws:iam::${var.account_id}:policy/ai-film-studio-boundary-${var.env}"\n', ''],
    'dev > a role may do no more',
    /aws_iam_role\.flow has no boundary: give it permissions_boundary ai-film-studio-boundary-dev/,
  ),
  planned(
    'workers are given a right that their bounds do not let through',
    'bootstrap/boundary.tf',
    ['"sqs:ReceiveMessage", ', ''],
    'dev > bounds no role',
    /allows sqs:ReceiveMessage on .*, and ai-film-studio-boundary-dev does not: add it to bootstrap\/boundary\.tf/,
  ),
  planned(
    'staging has no firewall',
    values('staging'),
    ['waf      = true', 'waf      = false'],
    'staging > sizes, numbers and bounds',
    /waf|firewall/i,
  ),
  planned(
    "sandbox's load balancer is public",
    values('sandbox'),
    ['alb_internal = true', 'alb_internal = false'],
    'sandbox > nothing has a public address',
    /aws_lb\.this/,
  ),
  planned(
    'everybody reaches staging',
    values('staging'),
    ['["203.0.113.0/24"]', '["0.0.0.0/0"]'],
    'staging > security groups let in',
    /0\.0\.0\.0\/0/,
  ),
  planned(
    "production's database can be deleted",
    values('production'),
    ['deletion  = true', 'deletion  = false'],
    'production > what holds data',
    /aws_db_instance/,
  ),
  planned(
    'production has one replica less than the document',
    values('production'),
    ['read_replicas         = 2', 'read_replicas         = 1'],
    'production > sizes, numbers and bounds',
    /replica/i,
  ),
  planned(
    'nobody watches production for threats',
    values('production'),
    ['guardduty = true', 'guardduty = false'],
    'production > sizes, numbers and bounds',
    /guardduty/i,
  ),
  planned(
    "staging's logs are kept for a week",
    values('staging'),
    ['log_retention_days = 14', 'log_retention_days = 7'],
    'staging > logs are kept',
    /for 7 days, and not for 14 days/,
  ),
  planned(
    'the other region gets no images and no keys',
    values('production'),
    ['keys                 = true', 'keys                 = false'],
    'production > in production the other region',
    /image|secret|key/i,
  ),
  planned(
    "recovery's network is production's",
    values('recovery'),
    ['10.4.0.0/16', '10.3.0.0/16'],
    'recovery > sizes, numbers and bounds',
    /10\.3\.0\.0\/16/,
  ),
  planned(
    'what was tried in staging is not what runs in production',
    'environments/production/main.tf',
    ['settings               = var.settings', 'settings               = {}'],
    'dev, sandbox, staging and production > have one and the same main.tf',
    /expected 2 to be 1/,
  ),
  planned(
    'costs of recovery are nobody’s: the tag is left out',
    'environments/recovery/main.tf',
    ['      Environment = var.env\n', ''],
    'recovery > whatever takes tags',
    /Environment/,
  ),
  planned(
    'a bucket forgets what was overwritten',
    'modules/s3/main.tf',
    ['status = "Enabled"', 'status = "Suspended"'],
    'dev > every bucket keeps versions',
    /aws_s3_bucket_versioning|versions/,
  ),
  planned(
    'what cannot be delivered is lost',
    'modules/sqs/main.tf',
    [
      `  redrive_policy = jsonencode({
    deadLetterTargetArn = "arn:aws:sqs:\${var.region}:\${var.account_id}:\${aws_sqs_queue.dead.name}"
    maxReceiveCount     = var.max_receives
  })
`,
      '',
    ],
    'dev > what a queue could not deliver',
    /aws_sqs_queue\.lane/,
  ),
  planned(
    'a queue may be ten times as deep before anybody hears',
    'modules/monitoring/composites.tf',
    ['threshold = 100, period = 300', 'threshold = 1000, period = 300'],
    'staging > every alarm of the document',
    /queue-depth/,
  ),
  planned(
    'dev calls people at night, when it sleeps',
    'modules/studio/watch.tf',
    ['var.active && alltrue([for hours in values(var.backend.schedules) : hours.min > 0])', 'true'],
    'dev > alarms are silent only where',
    /api-unreachable|sleep/,
  ),
  planned(
    'a sleeping recovery stack has machines running',
    'modules/studio/compute.tf',
    ['local.gpu_fleets : name => fleet if var.active }', 'local.gpu_fleets : name => fleet }'],
    'recovery > sizes, numbers and bounds',
    /gpu|asleep/i,
  ),
  {
    layer: 'Environments',
    name: 'the recovery stack does not tell the failover program where production is',
    file: 'infrastructure/terraform/environments/recovery/outputs.tf',
    find: '    primary         = var.primary\n',
    replace: '',
    check: ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts', 'scripts/failover/settings'],
    says: /primary/,
  },
  {
    layer: 'Environments',
    name: 'workers get the key to the till',
    file: 'infrastructure/terraform/modules/studio/compute.tf',
    find: 'contains(["PGPASSWORD", "SECRET", "SMTP_URL"], name)',
    replace: 'contains(["PGPASSWORD", "SECRET", "SMTP_URL", "STRIPE_SECRET_KEY"], name)',
    check: [
      ...['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'],
      ...['terraform/modules.test', '-t', ' studio does what its own tests say'],
    ] as const,
    says: /Workers\s+reach\s+no\s+Redis\s+and\s+sell\s+nothing/,
  },
  {
    layer: 'Costs',
    name: 'production grows by a machine, and the page of costs does not know',
    file: 'infrastructure/terraform/environments/production/terraform.tfvars',
    find: 'min                  = 2',
    replace: 'min                  = 3',
    check: [
      'vitest',
      'run',
      '--config',
      'infrastructure/vitest.config.ts',
      'scripts/cost/page',
      '-t',
      'are on docs/costs.md',
    ],
    says: /FAIL.*are on docs\/costs\.md as the plans have them/,
  },
];
