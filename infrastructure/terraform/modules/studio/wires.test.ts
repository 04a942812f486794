import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { identifiedPlan } from './identified.fixture.ts';
import { allowed, blocks, policyOf, Wires } from './wires.fixture.ts';

let wires: Wires;
beforeAll(async () => {
  wires = new Wires(await identifiedPlan());
});

const subnets = (tier: string) => ['a', 'b'].map((zone) => `ai-film-studio-${tier}-${zone}-prod`);
const secrets = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `ai-film-studio/prod/${name}`]));
const backendSecrets = secrets('METRICS_TOKEN', 'PGPASSWORD', 'REDIS_URL', 'SECRET', 'SMTP_URL', 'STRIPE_SECRET_KEY');
const workerSecrets = secrets('PGPASSWORD', 'SECRET', 'SMTP_URL');
const keyOfStudio = 'What ai-film-studio-prod keeps';

describe('tasks', () => {
  it('of the API run as the API, and are told what is its own', () => {
    expect(wires.task('ai-film-studio-backend-prod')).toEqual({
      startedBy: 'ai-film-studio-execution-prod',
      runsAs: 'ai-film-studio-backend-prod',
      told: { backend: backendSecrets, log_router: {} },
      writesTo: ['/ecs/ai-film-studio-backend-prod'],
    });
  });

  it.each([
    'cpu',
    'gpu',
    'premium',
  ])('of %s workers run as workers, and are told neither of Redis nor of the till', (fleet) => {
    expect(wires.task(`ai-film-studio-${fleet}-workers-prod`)).toEqual({
      startedBy: 'ai-film-studio-worker-execution-prod',
      runsAs: 'ai-film-studio-worker-prod',
      told: { worker: workerSecrets, log_router: {} },
      writesTo: ['/ecs/ai-film-studio-workers-prod'],
    });
  });

  it('of the API read lists from the replica, and workers know of none', () => {
    const readFrom = (family: string) => wires.settingOf(`ai-film-studio-${family}-prod`, 'DATABASE_READ_URLS');
    expect(['backend', 'cpu-workers', 'gpu-workers'].map(readFrom)).toEqual([
      ['postgres://replica.example/studio?sslmode=verify-full'],
      [],
      [],
    ]);
  });

  it.each([
    ['backend', backendSecrets],
    ['worker', workerSecrets],
  ])('of the %s are started by a role that reads what they are told, and no more', (who, told) => {
    const { policy } = wires.one('aws_iam_role_policy', new RegExp(`^module\\.iam\\..*\\.execution\\["${who}"\\]`));
    expect(
      allowed(policy, 'secretsmanager:GetSecretValue')
        .map((id) => wires.named(id))
        .sort(),
    ).toEqual(Object.values(told).sort());
    expect(allowed(policy, 'kms:Decrypt').map((id) => wires.named(id))).toEqual([keyOfStudio]);
  });

  it.each([
    'blue',
    'green',
  ])('of the API’s %s are in its group, in the subnets of programs, behind their own target group', (colour) => {
    expect(wires.service(`ai-film-studio-backend-prod-${colour}`)).toEqual({
      groups: ['ai-film-studio-backend-prod'],
      subnets: subnets('app'),
      targets: [`ai-film-studio-prod-${colour}`],
    });
  });

  it.each([
    'cpu',
    'gpu',
    'premium',
  ])('of %s workers are in the workers’ group, in the subnets of programs, behind nothing', (fleet) => {
    expect(wires.service(`ai-film-studio-${fleet}-workers-prod`)).toEqual({
      groups: ['ai-film-studio-workers-prod'],
      subnets: subnets('app'),
      targets: [],
    });
  });
});

describe('machines', () => {
  it.each([
    ['all', /^module\.gpu_workers\["gpu"\]/],
    ['premium users', /^module\.gpu_workers\["premium"\]/],
  ])('of GPU workers for %s are the workers’ too, by a role that is none of the tasks’', (_whose, module) => {
    const template = wires.one('aws_launch_template', module);
    expect(blocks(template.iam_instance_profile).map(({ arn }) => wires.named(arn))).toEqual([
      'ai-film-studio-worker-instance-prod',
    ]);
    expect(blocks(template.network_interfaces).map((one) => wires.allNamed(one.security_groups))).toEqual([
      ['ai-film-studio-workers-prod'],
    ]);
    const fleet = wires.one('aws_autoscaling_group', module);
    expect(wires.allNamed(fleet.vpc_zone_identifier)).toEqual(subnets('app'));
  });

  it('of Kubernetes have the API’s group, and pods may do what tasks do', () => {
    const nodes = wires.one('aws_launch_template', /^module\.eks\[0\]/);
    const known = z.array(z.string().nullable()).parse(nodes.vpc_security_group_ids);
    // The other is the cluster's own, which EKS makes.
    expect(known.flatMap((id) => (id ? [wires.named(id)] : []))).toEqual(['ai-film-studio-backend-prod']);
    for (const [pod, task] of Object.entries({ api: 'backend', worker: 'worker' })) {
      const { policy } = wires.one('aws_iam_role_policy', new RegExp(`^module\\.eks.*\\.pod\\["${pod}"\\]`));
      expect(policyOf(policy)).toEqual(
        policyOf(wires.one('aws_iam_role_policy', new RegExp(`^module\\.iam\\..*\\.task\\["${task}"\\]`)).policy),
      );
    }
  });

  it('that engineers come by stand in a public subnet, in a group of their own', () => {
    const bastion = wires.one('aws_instance', /^module\.bastion/);
    expect(wires.named(bastion.subnet_id)).toBe('ai-film-studio-public-a-prod');
    expect(wires.allNamed(bastion.vpc_security_group_ids)).toEqual(['ai-film-studio-bastion-prod']);
  });
});

describe('what holds data', () => {
  it('as the database does is in its group, under the studio’s key, in the subnets of data', () => {
    const database = wires.one('aws_db_instance', /\.this$/);
    expect(wires.allNamed(database.vpc_security_group_ids)).toEqual(['ai-film-studio-database-prod']);
    expect(wires.named(database.kms_key_id)).toBe(keyOfStudio);
    const group = wires.one('aws_db_subnet_group', /./);
    expect(database.db_subnet_group_name).toBe(group.name);
    expect(wires.allNamed(group.subnet_ids)).toEqual(subnets('data'));
    // Where a replica is, and under which key, is its source's to say.
    expect(wires.allNamed(wires.one('aws_db_instance', /\.replica/).vpc_security_group_ids)).toEqual([
      'ai-film-studio-database-prod',
    ]);
  });

  it('as Redis does is in its group, under the studio’s key, in the subnets of data', () => {
    const redis = wires.one('aws_elasticache_replication_group', /./);
    expect(wires.allNamed(redis.security_group_ids)).toEqual(['ai-film-studio-redis-prod']);
    expect(wires.named(redis.kms_key_id)).toBe(keyOfStudio);
    const group = wires.one('aws_elasticache_subnet_group', /./);
    expect(redis.subnet_group_name).toBe(group.name);
    expect(wires.allNamed(group.subnet_ids)).toEqual(subnets('data'));
  });

  it('as the search through logs does is in its group, where programs are, and lets in those that write lines', () => {
    const domain = wires.one('aws_opensearch_domain', /./);
    const [network] = blocks(domain.vpc_options);
    expect(wires.allNamed(network?.security_group_ids)).toEqual(['ai-film-studio-logs-prod']);
    expect(wires.allNamed(network?.subnet_ids)).toEqual(subnets('app'));
    expect(blocks(domain.encrypt_at_rest).map((one) => wires.named(one.kms_key_id))).toEqual([keyOfStudio]);
    const [group] = z.array(z.string()).parse(network?.security_group_ids);
    const clients = wires
      .of('aws_vpc_security_group_ingress_rule')
      .filter(({ values }) => values.security_group_id === group);
    expect(wires.allNamed(clients.map(({ values }) => values.referenced_security_group_id))).toEqual([
      'ai-film-studio-backend-prod',
      'ai-film-studio-workers-prod',
    ]);
    const writers = policyOf(domain.access_policies).filter(({ Action }) => [Action].flat().includes('es:ESHttpPost'));
    expect(wires.allNamed(writers.flatMap(({ Principal }) => [Principal?.AWS ?? []].flat()))).toEqual([
      'ai-film-studio-backend-prod',
      'ai-film-studio-worker-prod',
    ]);
  });

  it('and is no store, as secrets and images, is under the studio’s key too', () => {
    const keys = [
      ...wires.of('aws_secretsmanager_secret').map(({ values }) => values.kms_key_id),
      ...wires
        .of('aws_ecr_repository')
        .flatMap(({ values }) => blocks(values.encryption_configuration).map(({ kms_key }) => kms_key)),
    ];
    expect(keys.length).toBeGreaterThan(10);
    expect(new Set(keys.map((id) => wires.named(id)))).toEqual(new Set([keyOfStudio]));
  });
});

describe('the load balancer', () => {
  it('is in its group, in the public subnets', () => {
    const balancer = wires.one('aws_lb', /./);
    expect(wires.allNamed(balancer.security_groups)).toEqual(['ai-film-studio-alb-prod']);
    expect(wires.allNamed(balancer.subnets)).toEqual(subnets('public'));
  });
});
