import type { Environment, Planned } from '../../plan.ts';
import { blocks, isGiven, isOn, textOf, textsOf } from '../plan/given.ts';
import type { Policy, Studio } from '../plan/policy.ts';

/** Switches that give a public address, in whatever has one of them. */
const switches = [
  'assign_ipv6_address_on_creation',
  'assign_public_ip',
  'associate_carrier_ip_address',
  'associate_public_ip_address',
  'map_public_ip_on_launch',
  'publicly_accessible',
] as const;

/** Machines that have a public address all the same. */
const exceptions: readonly {
  readonly environment: Environment;
  readonly address: RegExp;
  readonly why: string;
}[] = [
  {
    environment: 'dev',
    address: /\.module\.bastion\[0\]\.aws_instance\.this$/,
    why: 'The document has the bastion in a public subnet, which has no NAT: without an address Session Manager would not find the way to it. Nobody is let in by it.',
  },
];

/** What is in the internet by its nature. What the studio shows goes by its load balancer, or by CloudFront. */
const doors: Readonly<Record<string, string>> = {
  aws_api_gateway_rest_api: 'lead it by the load balancer',
  aws_apigatewayv2_api: 'lead it by the load balancer',
  aws_apprunner_service: 'run it in ECS, behind the load balancer',
  aws_amplify_app: 'put it into the frontend bucket, behind CloudFront',
  aws_ecrpublic_repository: 'use aws_ecr_repository',
  aws_eip_association: 'machines have no address of their own: leave by the NAT gateway',
  aws_globalaccelerator_accelerator: 'CloudFront is the edge',
  aws_lambda_function_url: 'let a service call the function, by aws_lambda_permission',
  aws_lightsail_instance: 'run it in ECS',
  aws_s3_bucket_website_configuration: 'CloudFront reads the bucket, which stays closed',
  aws_transfer_server: 'the studio hands in files by signed links',
};

const moduleOf = ({ address, type }: Planned) => address.slice(0, address.lastIndexOf(`${type}.`));

/** Every switch that is on, in a resource or in blocks of it. Launch templates have them as text. */
function* switchedOn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (switches.some((one) => one === name) && (inner === true || inner === 'true')) yield name;
    else yield* switchedOn(inner);
  }
}

const ofMachine = 'associate_public_ip_address';

function addressFaults({ environment, resources }: Studio): readonly string[] {
  return resources.flatMap(({ address, values, unknown }) => {
    const isException = exceptions.some((one) => one.environment === environment && one.address.test(address));
    const on = [...switchedOn(values)].filter((name) => !isException || name !== ofMachine);
    return [
      ...on.map((name) => `${address} has a public address: set ${name} = false`),
      ...[...switchedOn(unknown)].map((name) => `${address} may have a public address: set ${name} = false`),
    ];
  });
}

/** Who has an address all the same opens no port: a plan doesn't say whose a rule is, but that it stands beside the machine. */
function openPorts({ environment, resources }: Studio): readonly string[] {
  const machines = resources.filter(({ address }) =>
    exceptions.some((one) => one.environment === environment && one.address.test(address)),
  );
  const rules = resources.filter(
    (one) =>
      one.type === 'aws_vpc_security_group_ingress_rule' ||
      (one.type === 'aws_security_group_rule' && textOf(one, 'type') === 'ingress') ||
      (one.type === 'aws_security_group' && blocks(one, 'ingress').length > 0),
  );
  return rules
    .filter((rule) => machines.some((machine) => moduleOf(machine) === moduleOf(rule)))
    .map(
      ({ address }) =>
        `${address} lets somebody in to what has a public address: leave it out (bastion_ssh_cidrs = []), Session Manager needs no open port`,
    );
}

/** Of addresses that are kept, one for each NAT gateway. */
function keptFaults({ of }: Studio): readonly string[] {
  const nats = of('aws_nat_gateway').filter((one) => textOf(one, 'connectivity_type') !== 'private').length;
  const kept = of('aws_eip').map(({ address }) => address);
  return kept.length <= nats
    ? []
    : [`${kept.join(', ')}: public addresses for ${nats} NAT gateways, and for nothing else. Take out the others`];
}

/** The document's "Private ALB (VPN access)" of sandbox, and "Public ALB" everywhere else. */
function balancerFaults({ environment, of }: Studio): readonly string[] {
  const balancers = ['aws_lb', 'aws_alb', 'aws_elb'].flatMap(of);
  const [first, ...others] = balancers.filter((one) => !isOn(one, 'internal'));
  if (environment === 'sandbox')
    return [first, ...others].flatMap((one) => (one ? [`${one.address} is public: set internal = true`] : []));
  if (balancers.length > 0 && !first)
    return [`${balancers[0]?.address} is internal, and nobody reaches ${environment}: set internal = false`];
  return others.map(({ address }) => `${address} is public beside ${first?.address}: set internal = true`);
}

const clusterFaults = ({ of }: Studio): readonly string[] =>
  of('aws_eks_cluster')
    .filter((one) =>
      blocks(one, 'vpc_config').some(
        (config) =>
          // On where nobody says otherwise, and then for everybody.
          config.values.endpoint_public_access !== false &&
          (!isGiven(config, 'public_access_cidrs') ||
            config.unknown.public_access_cidrs === true ||
            textsOf(config, 'public_access_cidrs').length === 0 ||
            textsOf(config, 'public_access_cidrs').some((cidr) => cidr.endsWith('/0'))),
      ),
    )
    .map(({ address }) => `${address} is public: set endpoint_public_access = false, or name public_access_cidrs`);

/** What AWS puts into a network only where it is told to. A name and not an id: not known may mean that nobody gave one. */
const homes: Readonly<Record<string, { readonly in: (one: Planned) => boolean; readonly mend: string }>> = {
  aws_elasticache_cluster: {
    in: (one) => Boolean(textOf(one, 'subnet_group_name') || textOf(one, 'replication_group_id')),
    mend: 'give it subnet_group_name, by the name of the group',
  },
  aws_elasticache_replication_group: {
    in: (one) => Boolean(textOf(one, 'subnet_group_name')),
    mend: 'give it subnet_group_name, by the name of the group',
  },
  aws_opensearch_domain: { in: (one) => blocks(one, 'vpc_options').length > 0, mend: 'give it vpc_options' },
  aws_elasticsearch_domain: { in: (one) => blocks(one, 'vpc_options').length > 0, mend: 'give it vpc_options' },
};

const homelessFaults = ({ of }: Studio): readonly string[] =>
  Object.entries(homes).flatMap(([type, home]) =>
    of(type)
      .filter((one) => !home.in(one))
      .map(({ address }) => `${address} is in no network of the studio: ${home.mend}`),
  );

export const nothingIsPublic: Policy = {
  name: 'nothing has a public address but the load balancer and CloudFront',
  faults: (studio) => [
    ...addressFaults(studio),
    ...openPorts(studio),
    ...keptFaults(studio),
    ...balancerFaults(studio),
    ...clusterFaults(studio),
    ...homelessFaults(studio),
    ...Object.entries(doors).flatMap(([type, mend]) =>
      studio.of(type).map(({ address }) => `${address} is in the internet by its nature: ${mend}`),
    ),
  ],
};

const wall = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'];

export const bucketsAreClosed: Policy = {
  name: 'every bucket is closed to the public, whatever its policy may say one day',
  faults: ({ of }) => [
    ...of('aws_s3_bucket').flatMap((bucket) => {
      const name = textOf(bucket, 'bucket');
      // By the bucket's name, which a plan knows, and not by its id.
      const block = of('aws_s3_bucket_public_access_block').find((one) => name && textOf(one, 'bucket') === name);
      if (!block)
        return [`${bucket.address} has no aws_s3_bucket_public_access_block: give it one, by the bucket's name`];
      return wall
        .filter((one) => !isOn(block, one))
        .map((one) => `${block.address} leaves a way in: set ${one} = true`);
    }),
    ...of('aws_s3_bucket_acl')
      .filter((one) => /^(public-|authenticated-)/.test(textOf(one, 'acl') ?? ''))
      .map(({ address }) => `${address} gives a bucket to everybody: leave it out, buckets are their owner's`),
  ],
};
