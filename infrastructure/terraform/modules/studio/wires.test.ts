import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Planned } from '../../plan.ts';
import { identifiedPlan } from './identified.fixture.ts';

let resources: readonly Planned[];
beforeAll(async () => {
  resources = await identifiedPlan();
});

const texts = z.array(z.string());
const blocks = z.array(z.record(z.string(), z.unknown()));

const of = (type: string) => resources.filter((one) => one.type === type);
function find(type: string, name: RegExp): Planned['values'] {
  const [found, another] = of(type).filter(({ address }) => name.test(address));
  if (!found || another)
    throw new Error(`${name} is not one ${type} of the plan: ${of(type).map((one) => one.address)}`);
  return found.values;
}

/** What is called by an id or ARN: its own name, so that a table here says what people say. */
function named(id: unknown): string {
  const found = resources.filter(({ values }) => values.arn === id || values.id === id);
  const [{ values, address } = { values: {}, address: '' }] = found;
  if (found.length !== 1)
    throw new Error(`${id} is not one resource of the plan: identified.fixture.ts has to say who it is.`);
  const tags = z.object({ Name: z.string() }).safeParse(values.tags).data;
  return z.string().parse(values.name ?? tags?.Name ?? values.description ?? address);
}
const allNamed = (ids: unknown) => texts.parse(ids).map(named).sort();

const containersSchema = z.array(
  z.object({
    name: z.string(),
    secrets: z.array(z.object({ name: z.string(), valueFrom: z.string() })).default([]),
    logConfiguration: z.object({ options: z.record(z.string(), z.string()) }),
  }),
);

/** Of a family of task definitions: as whom it is started and runs, which secrets each container is told, and where it writes. */
function taskOf(family: string) {
  const [task] = of('aws_ecs_task_definition').filter(({ values }) => values.family === family);
  const containers = containersSchema.parse(JSON.parse(z.string().parse(task?.values.container_definitions)));
  return {
    startedBy: named(task?.values.execution_role_arn),
    runsAs: named(task?.values.task_role_arn),
    told: Object.fromEntries(
      containers.map(({ name, secrets }) => [
        name,
        Object.fromEntries(secrets.map(({ name: setting, valueFrom }) => [setting, named(valueFrom)])),
      ]),
    ),
    writesTo: containers.flatMap(({ logConfiguration }) => logConfiguration.options['awslogs-group'] ?? []),
  };
}

/** Where a service's tasks are: their groups and subnets, and whom the load balancer sends to them. */
function serviceOf(name: string) {
  const [service] = of('aws_ecs_service').filter(({ values }) => values.name === name);
  const [network] = blocks.parse(service?.values.network_configuration);
  return {
    groups: allNamed(network?.security_groups),
    subnets: allNamed(network?.subnets),
    targets: blocks.parse(service?.values.load_balancer).map((one) => named(one.target_group_arn)),
  };
}

const statements = z.object({
  Statement: z.array(
    z.object({
      Action: z.union([z.string(), texts]),
      Resource: z.union([z.string(), texts]).default([]),
      Principal: z.object({ AWS: z.union([z.string(), texts]) }).optional(),
    }),
  ),
});
const policyOf = (json: unknown) => statements.parse(JSON.parse(z.string().parse(json))).Statement;
/** On what a policy lets somebody do something. */
const allowed = (json: unknown, action: string) =>
  policyOf(json).flatMap((one) => ([one.Action].flat().includes(action) ? [one.Resource].flat() : []));

const subnets = (tier: string) => ['a', 'b'].map((zone) => `ai-film-studio-${tier}-${zone}-prod`);
const secrets = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `ai-film-studio/prod/${name}`]));
const backendSecrets = secrets('METRICS_TOKEN', 'PGPASSWORD', 'REDIS_URL', 'SECRET', 'SMTP_URL', 'STRIPE_SECRET_KEY');
const workerSecrets = secrets('PGPASSWORD', 'SECRET', 'SMTP_URL');
const keyOfStudio = 'What ai-film-studio-prod keeps';

describe('tasks', () => {
  it('of the API run as the API, and are told what is its own', () => {
    expect(taskOf('ai-film-studio-backend-prod')).toEqual({
      startedBy: 'ai-film-studio-execution-prod',
      runsAs: 'ai-film-studio-backend-prod',
      told: { backend: backendSecrets, log_router: {} },
      writesTo: ['/ecs/ai-film-studio-backend-prod'],
    });
  });

  it.each(['cpu', 'gpu'])('of %s workers run as workers, and are told neither of Redis nor of the till', (fleet) => {
    expect(taskOf(`ai-film-studio-${fleet}-workers-prod`)).toEqual({
      startedBy: 'ai-film-studio-worker-execution-prod',
      runsAs: 'ai-film-studio-worker-prod',
      told: { worker: workerSecrets, log_router: {} },
      writesTo: ['/ecs/ai-film-studio-workers-prod'],
    });
  });

  it.each([
    ['backend', backendSecrets],
    ['worker', workerSecrets],
  ])('of the %s are started by a role that reads what they are told, and no more', (who, told) => {
    const { policy } = find('aws_iam_role_policy', new RegExp(`^module\\.iam\\..*\\.execution\\["${who}"\\]`));
    expect(allowed(policy, 'secretsmanager:GetSecretValue').map(named).sort()).toEqual(Object.values(told).sort());
    expect(allowed(policy, 'kms:Decrypt').map(named)).toEqual([keyOfStudio]);
  });

  it.each([
    'blue',
    'green',
  ])('of the API’s %s are in its group, in the subnets of programs, behind their own target group', (colour) => {
    expect(serviceOf(`ai-film-studio-backend-prod-${colour}`)).toEqual({
      groups: ['ai-film-studio-backend-prod'],
      subnets: subnets('app'),
      targets: [`ai-film-studio-prod-${colour}`],
    });
  });

  it.each([
    'cpu',
    'gpu',
  ])('of %s workers are in the workers’ group, in the subnets of programs, behind nothing', (fleet) => {
    expect(serviceOf(`ai-film-studio-${fleet}-workers-prod`)).toEqual({
      groups: ['ai-film-studio-workers-prod'],
      subnets: subnets('app'),
      targets: [],
    });
  });
});

describe('machines', () => {
  it('of GPU workers are the workers’ too, by a role that is none of the tasks’', () => {
    const template = find('aws_launch_template', /^module\.gpu_workers\[0\]/);
    expect(blocks.parse(template.iam_instance_profile).map(({ arn }) => named(arn))).toEqual([
      'ai-film-studio-worker-instance-prod',
    ]);
    expect(blocks.parse(template.network_interfaces).map((one) => allNamed(one.security_groups))).toEqual([
      ['ai-film-studio-workers-prod'],
    ]);
    const fleet = find('aws_autoscaling_group', /^module\.gpu_workers\[0\]/);
    expect(allNamed(fleet.vpc_zone_identifier)).toEqual(subnets('app'));
  });

  it('of Kubernetes have the API’s group, and pods may do what tasks do', () => {
    const nodes = find('aws_launch_template', /^module\.eks\[0\]/);
    const known = z.array(z.string().nullable()).parse(nodes.vpc_security_group_ids);
    // The other is the cluster's own, which EKS makes.
    expect(known.flatMap((id) => (id ? [named(id)] : []))).toEqual(['ai-film-studio-backend-prod']);
    for (const [pod, task] of Object.entries({ api: 'backend', worker: 'worker' })) {
      const { policy } = find('aws_iam_role_policy', new RegExp(`^module\\.eks.*\\.pod\\["${pod}"\\]`));
      expect(policyOf(policy)).toEqual(
        policyOf(find('aws_iam_role_policy', new RegExp(`^module\\.iam\\..*\\.task\\["${task}"\\]`)).policy),
      );
    }
  });

  it('that engineers come by stand in a public subnet, in a group of their own', () => {
    const bastion = find('aws_instance', /^module\.bastion/);
    expect(named(bastion.subnet_id)).toBe('ai-film-studio-public-a-prod');
    expect(allNamed(bastion.vpc_security_group_ids)).toEqual(['ai-film-studio-bastion-prod']);
  });
});

describe('what holds data', () => {
  it('as the database does is in its group, under the studio’s key, in the subnets of data', () => {
    const database = find('aws_db_instance', /\.this$/);
    expect(allNamed(database.vpc_security_group_ids)).toEqual(['ai-film-studio-database-prod']);
    expect(named(database.kms_key_id)).toBe(keyOfStudio);
    const group = find('aws_db_subnet_group', /./);
    expect(database.db_subnet_group_name).toBe(group.name);
    expect(allNamed(group.subnet_ids)).toEqual(subnets('data'));
    // Where a replica is, and under which key, is its source's to say.
    expect(allNamed(find('aws_db_instance', /\.replica/).vpc_security_group_ids)).toEqual([
      'ai-film-studio-database-prod',
    ]);
  });

  it('as Redis does is in its group, under the studio’s key, in the subnets of data', () => {
    const redis = find('aws_elasticache_replication_group', /./);
    expect(allNamed(redis.security_group_ids)).toEqual(['ai-film-studio-redis-prod']);
    expect(named(redis.kms_key_id)).toBe(keyOfStudio);
    const group = find('aws_elasticache_subnet_group', /./);
    expect(redis.subnet_group_name).toBe(group.name);
    expect(allNamed(group.subnet_ids)).toEqual(subnets('data'));
  });

  it('as the search through logs does is in its group, where programs are, and lets in those that write lines', () => {
    const domain = find('aws_opensearch_domain', /./);
    const [network] = blocks.parse(domain.vpc_options);
    expect(allNamed(network?.security_group_ids)).toEqual(['ai-film-studio-logs-prod']);
    expect(allNamed(network?.subnet_ids)).toEqual(subnets('app'));
    expect(blocks.parse(domain.encrypt_at_rest).map((one) => named(one.kms_key_id))).toEqual([keyOfStudio]);
    const clients = of('aws_vpc_security_group_ingress_rule').filter(
      ({ values }) => values.security_group_id === network?.security_group_ids?.[0],
    );
    expect(allNamed(clients.map(({ values }) => values.referenced_security_group_id))).toEqual([
      'ai-film-studio-backend-prod',
      'ai-film-studio-workers-prod',
    ]);
    const writers = policyOf(domain.access_policies).filter(({ Action }) => [Action].flat().includes('es:ESHttpPost'));
    expect(allNamed(writers.flatMap(({ Principal }) => [Principal?.AWS ?? []].flat()))).toEqual([
      'ai-film-studio-backend-prod',
      'ai-film-studio-worker-prod',
    ]);
  });

  it('and is no store, as secrets and images, is under the studio’s key too', () => {
    const keys = [
      ...of('aws_secretsmanager_secret').map(({ values }) => values.kms_key_id),
      ...of('aws_ecr_repository').flatMap(({ values }) =>
        blocks.parse(values.encryption_configuration).map(({ kms_key }) => kms_key),
      ),
    ];
    expect(keys.length).toBeGreaterThan(10);
    expect(new Set(keys.map(named))).toEqual(new Set([keyOfStudio]));
  });
});

describe('the load balancer', () => {
  it('is in its group, in the public subnets', () => {
    const balancer = find('aws_lb', /./);
    expect(allNamed(balancer.security_groups)).toEqual(['ai-film-studio-alb-prod']);
    expect(allNamed(balancer.subnets)).toEqual(subnets('public'));
  });
});
