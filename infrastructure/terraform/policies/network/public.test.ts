import { describe, expect, it } from 'vitest';
import type { Environment, Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { bucketsAreClosed, nothingIsPublic } from './public.ts';

const faultsOf = (environment: Environment, ...resources: Planned[]) =>
  nothingIsPublic.faults(studioOf(environment, resources));

describe('an address', () => {
  it('that is private is well', () => {
    const resources = [
      planned('aws_db_instance', { publicly_accessible: false }),
      planned('aws_ecs_service', { network_configuration: [{ assign_public_ip: false }] }),
      planned('aws_launch_template', { network_interfaces: [{ associate_public_ip_address: 'false' }] }),
      planned('aws_subnet', { map_public_ip_on_launch: false }),
      planned('aws_instance', {}),
    ];
    expect(faultsOf('production', ...resources)).toEqual([]);
  });

  it.each([
    ['aws_db_instance', { publicly_accessible: true }, 'publicly_accessible'],
    ['aws_ecs_service', { network_configuration: [{ assign_public_ip: true }] }, 'assign_public_ip'],
    [
      'aws_launch_template',
      { network_interfaces: [{ associate_public_ip_address: 'true' }] },
      'associate_public_ip_address',
    ],
    ['aws_instance', { associate_public_ip_address: true }, 'associate_public_ip_address'],
    ['aws_subnet', { map_public_ip_on_launch: true }, 'map_public_ip_on_launch'],
    ['aws_subnet', { assign_ipv6_address_on_creation: true }, 'assign_ipv6_address_on_creation'],
    ['aws_mq_broker', { publicly_accessible: true }, 'publicly_accessible'],
  ])('of %s that is public is found: %j', (type, values, name) => {
    expect(faultsOf('dev', planned(type, values))).toEqual([`${type}.this has a public address: set ${name} = false`]);
  });

  it('that nobody knows is found', () => {
    const service = planned('aws_ecs_service', {}, 'aws_ecs_service.this', {
      network_configuration: [{ assign_public_ip: true }],
    });
    expect(faultsOf('dev', service)).toEqual([
      'aws_ecs_service.this may have a public address: set assign_public_ip = false',
    ]);
  });

  it('is kept for a NAT gateway alone', () => {
    const nat = planned('aws_nat_gateway', { connectivity_type: 'public' });
    const eip = (name: string) => planned('aws_eip', {}, `aws_eip.${name}`);
    expect(faultsOf('dev', nat, eip('nat'))).toEqual([]);
    expect(faultsOf('dev', nat, eip('nat'), eip('more'))).toEqual([
      'aws_eip.nat, aws_eip.more: public addresses for 1 NAT gateways, and for nothing else. Take out the others',
    ]);
  });
});

describe('the bastion', () => {
  const module = 'module.studio.module.bastion[0].';
  const bastion = planned('aws_instance', { associate_public_ip_address: true }, `${module}aws_instance.this`);

  it('has a public address in development, and there alone', () => {
    expect(faultsOf('dev', bastion)).toEqual([]);
    expect(faultsOf('staging', bastion)).toEqual([
      `${module}aws_instance.this has a public address: set associate_public_ip_address = false`,
    ]);
  });

  it('lets nobody in', () => {
    const type = 'aws_vpc_security_group_ingress_rule';
    const ssh = planned(type, { cidr_ipv4: '203.0.113.7/32' }, `${module}${type}.ssh["203.0.113.7/32"]`);
    const old = planned('aws_security_group_rule', { type: 'ingress' }, `${module}aws_security_group_rule.ssh`);
    const inline = planned('aws_security_group', { ingress: [{ from_port: 22 }] }, `${module}aws_security_group.this`);
    const elsewhere = planned(
      type,
      {},
      `module.studio.module.security_groups.${type}.this["alb https from 0.0.0.0/0"]`,
    );
    const mend = 'leave it out (bastion_ssh_cidrs = []), Session Manager needs no open port';
    expect(faultsOf('dev', bastion, ssh, old, inline, elsewhere)).toEqual(
      [ssh, old, inline].map(({ address }) => `${address} lets somebody in to what has a public address: ${mend}`),
    );
  });
});

describe('the load balancer', () => {
  const balancer = (internal: boolean, name = 'this') => planned('aws_lb', { internal }, `aws_lb.${name}`);

  it('is public, but in sandbox', () => {
    expect(faultsOf('production', balancer(false))).toEqual([]);
    expect(faultsOf('sandbox', balancer(true))).toEqual([]);
    expect(faultsOf('sandbox', balancer(false))).toEqual(['aws_lb.this is public: set internal = true']);
    expect(faultsOf('dev', balancer(true))).toEqual([
      'aws_lb.this is internal, and nobody reaches dev: set internal = false',
    ]);
  });

  it('is the only one that is', () => {
    expect(faultsOf('production', balancer(false), balancer(true, 'inside'))).toEqual([]);
    expect(faultsOf('production', balancer(false), balancer(false, 'other'))).toEqual([
      'aws_lb.other is public beside aws_lb.this: set internal = true',
    ]);
  });
});

describe('a cluster', () => {
  const cluster = (config: Record<string, unknown>, unknown = {}) =>
    planned('aws_eks_cluster', { vpc_config: [config] }, 'aws_eks_cluster.this', { vpc_config: [unknown] });

  it('is asked from inside, or by those who are named', () => {
    expect(faultsOf('dev', cluster({ endpoint_public_access: false }))).toEqual([]);
    const named = { endpoint_public_access: true, public_access_cidrs: ['203.0.113.0/24'] };
    expect(faultsOf('dev', cluster(named))).toEqual([]);
  });

  it.each([
    [{}, {}],
    [{ endpoint_public_access: true }, { public_access_cidrs: true }],
    [{ endpoint_public_access: true, public_access_cidrs: [] }, {}],
    [{ endpoint_public_access: true, public_access_cidrs: ['203.0.113.0/24', '0.0.0.0/0'] }, {}],
  ])('that everybody asks is found: %j', (config, unknown) => {
    expect(faultsOf('dev', cluster(config, unknown))).toEqual([
      'aws_eks_cluster.this is public: set endpoint_public_access = false, or name public_access_cidrs',
    ]);
  });
});

describe('what keeps data', () => {
  it('is in the network', () => {
    const redis = planned('aws_elasticache_replication_group', { subnet_group_name: 'ai-film-studio-redis-dev' });
    const member = planned('aws_elasticache_cluster', { replication_group_id: 'redis' });
    const search = planned('aws_opensearch_domain', { vpc_options: [{}] });
    expect(faultsOf('dev', redis, member, search)).toEqual([]);
  });

  it.each([
    ['aws_elasticache_replication_group', 'subnet_group_name, by the name of the group'],
    ['aws_elasticache_cluster', 'subnet_group_name, by the name of the group'],
    ['aws_opensearch_domain', 'vpc_options'],
    ['aws_elasticsearch_domain', 'vpc_options'],
  ])('and is not is found: %s', (type, mend) => {
    const one = planned(type, {}, `${type}.this`, { subnet_group_name: true });
    expect(faultsOf('dev', one)).toEqual([`${type}.this is in no network of the studio: give it ${mend}`]);
  });
});

describe('a door of another kind', () => {
  it.each([
    'aws_lambda_function_url',
    'aws_s3_bucket_website_configuration',
    'aws_eip_association',
  ])('is found: %s', (type) => {
    expect(faultsOf('dev', planned(type, {}))).toEqual([
      expect.stringMatching(new RegExp(`^${type}\\.this is in the internet by its nature: .+`)),
    ]);
  });
});

describe('a bucket', () => {
  const wall = {
    block_public_acls: true,
    block_public_policy: true,
    ignore_public_acls: true,
    restrict_public_buckets: true,
  };
  const films = planned('aws_s3_bucket', { bucket: 'films' });
  const block = (values: Record<string, unknown>) => planned('aws_s3_bucket_public_access_block', values);
  const closedFaults = (...resources: Planned[]) => bucketsAreClosed.faults(studioOf('dev', resources));

  it('behind a whole wall is closed', () => {
    expect(closedFaults(films, block({ bucket: 'films', ...wall }))).toEqual([]);
  });

  it.each(Object.keys(wall))('with a hole in it is found: %s', (name) => {
    expect(closedFaults(films, block({ bucket: 'films', ...wall, [name]: false }))).toEqual([
      `aws_s3_bucket_public_access_block.this leaves a way in: set ${name} = true`,
    ]);
  });

  it.each([
    ['has none', [films]],
    ['has another’s', [films, block({ bucket: 'songs', ...wall })]],
    ['has one that nobody knows', [films, block(wall)]],
    ['has no name that anybody knows', [planned('aws_s3_bucket', {}), block(wall)]],
  ])('that %s is found', (_, resources) => {
    expect(closedFaults(...resources)).toEqual([
      "aws_s3_bucket.this has no aws_s3_bucket_public_access_block: give it one, by the bucket's name",
    ]);
  });

  it.each(['public-read', 'public-read-write', 'authenticated-read'])('given away by %s is found', (acl) => {
    expect(closedFaults(planned('aws_s3_bucket_acl', { acl }))).toEqual([
      "aws_s3_bucket_acl.this gives a bucket to everybody: leave it out, buckets are their owner's",
    ]);
  });
});
