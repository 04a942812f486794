import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type Planned, plannedResources } from '../../plan.ts';
import { terraform } from '../../terraform.ts';

const modules = fileURLToPath(new URL('..', import.meta.url));
const [region, account] = ['us-east-1', '123456789012'];

/** A studio that has all there is: also what is searched, the cluster of Kubernetes, and a bastion. */
const studio = {
  env: 'prod',
  region,
  account_id: account,
  domain: 'film.example',
  hosted_zone_id: 'Z0123456789',
  network: {
    cidr: '10.3.0.0/16',
    availability_zones: [`${region}a`, `${region}b`],
    nat_gateways: 2,
    bastion_ssh_cidrs: [],
  },
  database: {
    instance_class: 'db.t3.medium',
    allocated_storage: 100,
    max_allocated_storage: 200,
    backup_retention_days: 14,
    read_replicas: 1,
  },
  cache: { node_type: 'cache.t3.medium', nodes: 2, cluster_mode: true },
  backend: { min: 2, max: 4 },
  gpu: { min: 1, max: 3, premium: { max: 2 } },
  kubernetes: { admin_role_arns: [`arn:aws:iam::${account}:role/admin`] },
  images: Object.fromEntries(
    ['backend', 'worker', 'worker_gpu', 'log_router'].map((image) => [
      image,
      `registry.example/${image}@sha256:${'0'.repeat(64)}`,
    ]),
  ),
  log_search: {
    hot: { instance_type: 't3.small.search', count: 2, volume_gib: 20 },
    master_role_arn: `arn:aws:iam::${account}:role/logs`,
  },
  secrets_filled: ['STRIPE_SECRET_KEY', 'SMTP_URL'],
  log_retention_days: 14,
  protection: { deletion: true, waf: true },
  monthly_usd: 1000,
  lambda_packages_folder: '../lambda/tests/packages',
};

const secrets = [
  ...['METRICS_TOKEN', 'PGPASSWORD', 'REDIS_AUTH_TOKEN', 'REDIS_URL', 'SECRET', 'SMOKE_TOKEN'],
  ...studio.secrets_filled,
];
const each = (address: string, keys: readonly string[], values: (key: string) => Readonly<Record<string, string>>) =>
  keys.map((key) => [`${address}["${key}"]`, values(key)] as const);
const arn = (service: string, of: string, where = region) => ({ arn: `arn:aws:${service}:${where}:${account}:${of}` });

/** What AWS would say of what is joined: each another, but where nothing hangs on which it is. */
const identities = [
  ...each('module.iam.aws_iam_role.task', ['backend', 'worker'], (of) => arn('iam', `role/task-${of}`, '')),
  ...each('module.iam.aws_iam_role.execution', ['backend', 'worker'], (of) => arn('iam', `role/execution-${of}`, '')),
  ['module.iam.aws_iam_instance_profile.worker', arn('iam', 'instance-profile/worker', '')],
  ...each(
    'module.security_groups.aws_security_group.this',
    ['alb', 'backend', 'workers', 'database', 'redis'],
    (of) => ({ id: `sg-${of}` }),
  ),
  ['module.opensearch[0].aws_security_group.this', { id: 'sg-search' }],
  ['module.bastion[0].aws_security_group.this', { id: 'sg-bastion' }],
  ...each('module.vpc.aws_subnet.this', ['public-a', 'public-b', 'app-a', 'app-b', 'data-a', 'data-b'], (of) => ({
    id: `subnet-${of}`,
  })),
  ...each('module.alb.aws_lb_target_group.this', ['blue', 'green'], (of) =>
    arn('elasticloadbalancing', `targetgroup/${of}/1`),
  ),
  ...each('module.secrets.aws_secretsmanager_secret.setting', secrets, (of) => arn('secretsmanager', `secret:${of}-1`)),
  ['module.secrets.aws_kms_key.studio', arn('kms', 'key/studio')],
  ['module.logs.aws_kms_key.watching', arn('kms', 'key/watching')],
  ['module.rds.aws_db_instance.this', { ...arn('rds', 'db:postgres'), address: 'postgres.example' }],
  ['module.rds.aws_db_instance.replica', { address: 'replica.example' }],
  ['module.opensearch[0].aws_opensearch_domain.logs', { endpoint: 'search.example' }],
  ['module.ecr[0].aws_ecr_repository.this', arn('ecr', 'repository/image')],
  ['module.sqs.aws_sqs_queue.lane', arn('sqs', 'lane')],
  ['module.sqs.aws_sqs_queue.dead', arn('sqs', 'dead')],
] as const;

/** JSON is HCL too, but for what it would take for templates: there are none in it. */
const test = [
  `provider "aws" {
  region                      = "${region}"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}`,
  `variables {\n${Object.entries(studio)
    .map(([name, value]) => `  ${name} = ${JSON.stringify(value)}\n`)
    .join('')}}`,
  ...identities.map(
    ([target, values]) =>
      `override_resource {\n  target          = ${target}\n  override_during = plan\n  values          = ${JSON.stringify(values)}\n}`,
  ),
  'run "identified" {\n  command = plan\n}',
].join('\n\n');

const messageSchema = z.object({
  type: z.string(),
  diagnostic: z.object({ summary: z.string(), detail: z.string() }).optional(),
  test_plan: z.unknown().optional(),
});

/**
 * What a studio plans once AWS has said who is who. A plan alone leaves the ids and ARNs open by which roles, groups, subnets, secrets and keys are
 * given to each other, so that it shows no mistake in that.
 * @throws Error with Terraform's words
 * @example new Wires(await identifiedPlan()).service('ai-film-studio-backend-prod-blue').groups;
 */
export async function identifiedPlan(): Promise<readonly Planned[]> {
  const copy = await mkdtemp(join(tmpdir(), 'identified-'));
  try {
    await cp(modules, copy, { recursive: true, filter: (path) => !path.includes('.terraform') });
    const folder = join(copy, 'studio');
    await writeFile(join(folder, 'tests', 'identified.tftest.hcl'), test);
    const begun = await terraform(folder, ['init', '-backend=false']);
    if (!begun.passed) throw new Error(`terraform init of module studio: ${begun.output}`);
    const { output } = await terraform(folder, ['test', '-filter=tests/identified.tftest.hcl', '-verbose', '-json']);
    const lines = output.split('\n').filter((line) => line.startsWith('{'));
    const said = lines.map((line) => messageSchema.parse(JSON.parse(line)));
    const plan = said.find(({ type }) => type === 'test_plan')?.test_plan;
    if (!plan) {
      const why = said.flatMap(({ diagnostic }) => (diagnostic ? [`${diagnostic.summary}: ${diagnostic.detail}`] : []));
      throw new Error(`terraform test of module studio: ${why.join('\n')}`);
    }
    return plannedResources(plan);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}
