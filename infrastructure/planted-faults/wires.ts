import type { Fault } from './fault.ts';

/** Found by who gets what in a studio that AWS has given ids to. */
const wire = (name: string, file: string, [find, replace]: readonly [string, string], says: RegExp): Fault => ({
  ...{ layer: 'Wires', name, file: `infrastructure/terraform/modules/studio/${file}`, find, replace, says },
  check: ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts', 'modules/studio/wires'],
});

/** A wire of module studio that leads to something else of the same kind: each plans, and each module is content. */
export const faults: readonly Fault[] = [
  wire(
    "CPU workers run with the API's role, and may delete films",
    'compute.tf',
    ['task_role_arn      = module.iam.worker_role_arn', 'task_role_arn      = module.iam.backend_role_arn'],
    /FAIL.*of cpu workers run as workers/,
  ),
  wire(
    "GPU workers are started by the API's role, which reads the key to the till",
    'compute.tf',
    [
      'execution_role_arn   = module.iam.worker_execution_role_arn',
      'execution_role_arn   = module.iam.execution_role_arn',
    ],
    /FAIL.*of gpu workers run as workers/,
  ),
  wire(
    "the API is in the workers' group, and reaches no Redis",
    'compute.tf',
    ['= module.security_groups.backend_id\n  image', '= module.security_groups.workers_id\n  image'],
    /FAIL.*of the API’s blue are in its group/,
  ),
  wire(
    'workers are told the token of a Redis that they do not reach',
    'compute.tf',
    [
      'contains(["PGPASSWORD", "SECRET", "SMTP_URL"], name)',
      'contains(["PGPASSWORD", "SECRET", "SMTP_URL", "REDIS_AUTH_TOKEN"], name)',
    ],
    /FAIL.*of cpu workers run as workers, and are told neither of Redis nor of the till/,
  ),
  wire(
    "the role that starts workers reads the API's secrets",
    'compute.tf',
    ['worker_secret_arns = values(local.worker_secrets)', 'worker_secret_arns = values(local.backend_secrets)'],
    /FAIL.*of the worker are started by a role that reads what they are told, and no more/,
  ),
  wire(
    "the API writes into the workers' log group",
    'compute.tf',
    ['module.logs.group_names["backend"]', 'module.logs.group_names["workers"]'],
    /log_router needs the groups that its configuration names/,
  ),
  wire(
    'the database is in the public subnets',
    'data.tf',
    ['subnet_ids            = module.vpc.data_subnet_ids', 'subnet_ids            = module.vpc.public_subnet_ids'],
    /FAIL.*as the database does is in its group/,
  ),
  wire(
    "Redis is in the database's group, which workers reach",
    'data.tf',
    ['module.security_groups.redis_id', 'module.security_groups.database_id'],
    /FAIL.*as Redis does is in its group/,
  ),
  wire(
    'the load balancer of everybody is where programs are',
    'network.tf',
    [
      'module.vpc.app_subnet_ids : module.vpc.public_subnet_ids',
      'module.vpc.app_subnet_ids : module.vpc.app_subnet_ids',
    ],
    /FAIL.*is in its group, in the public subnets/,
  ),
  wire(
    'the roles that start tasks write lines into the search, and those that run do not',
    'watch.tf',
    [
      '[module.iam.backend_role_arn, module.iam.worker_role_arn]',
      '[module.iam.execution_role_arn, module.iam.worker_execution_role_arn]',
    ],
    /FAIL.*lets in those that write lines/,
  ),
];
