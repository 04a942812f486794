import type { Environment } from '../../plan.ts';

/** What the document has a figure of, for each environment. Null: there is none of it. */
export interface Figures {
  readonly cidr: string;
  /** Each with its zone. */
  readonly subnets: readonly string[];
  readonly natGateways: number;
  readonly endpoints: readonly string[];
  readonly balancer: 'public' | 'internal';
  /** Some: those whose addresses are named. */
  readonly balancerFor: 'everybody' | 'some' | 'nobody';
  readonly databaseEngine: string;
  readonly databaseClass: string;
  /** Null: a replica's are its source's. */
  readonly databaseGib: number | null;
  readonly databaseMostGib: number;
  /** Null: what gp3 gives for nothing. */
  readonly databaseIops: number | null;
  readonly databaseMultiAz: boolean;
  readonly databaseBackupDays: number;
  readonly databaseReplicas: number;
  readonly databaseInsights: boolean;
  readonly databaseMonitoringSeconds: number;
  readonly cacheEngine: string | null;
  readonly cacheNode: string | null;
  readonly cacheNodes: number;
  readonly cacheClusterMode: boolean;
  readonly cacheFailover: boolean;
  readonly apiCpu: number | null;
  readonly apiMemory: number | null;
  readonly apiMin: number | null;
  readonly apiMax: number | null;
  readonly apiCpuTarget: number | null;
  readonly apiMemoryTarget: number | null;
  /** Bounds that schedules set, from the least. */
  readonly apiHours: readonly string[];
  readonly gpuMin: number | null;
  readonly gpuMax: number | null;
  readonly gpuOnDemandPercent: number | null;
  readonly gpuTypes: readonly string[];
  /** What stands behind a firewall. */
  readonly firewalls: readonly string[];
  /** Of each firewall: requests that an address has. */
  readonly firewallLimits: readonly string[];
  readonly firewallGroups: readonly string[];
  readonly firewallLogDays: readonly number[];
  readonly cloudFront: boolean;
  readonly guardDuty: boolean;
  readonly config: boolean;
  /** Calls of AWS in all regions and sessions on machines are written down. */
  readonly audit: boolean;
  readonly bastion: boolean;
  readonly monthlyUsd: number;
}

function network(second: number, region: string): Pick<Figures, 'cidr' | 'subnets'> {
  const subnet = (third: number, zone: string) => `10.${second}.${third}.0/24 in ${region}${zone}`;
  return {
    cidr: `10.${second}.0.0/16`,
    subnets: [1, 10, 20].flatMap((third) => [subnet(third, 'a'), subnet(third + 1, 'b')]),
  };
}

/** What is one and the same in all. */
const everywhere = {
  natGateways: 1,
  endpoints: ['s3'],
  balancer: 'public',
  balancerFor: 'everybody',
  databaseEngine: 'postgres 15.4',
  databaseIops: null,
  databaseMultiAz: true,
  databaseReplicas: 0,
  databaseInsights: false,
  databaseMonitoringSeconds: 0,
  cacheEngine: 'redis 7.0',
  cacheNodes: 1,
  cacheClusterMode: false,
  cacheFailover: false,
  apiCpu: 1024,
  apiMemory: 2048,
  apiCpuTarget: 70,
  // The summary has scaling by memory, and no figure: why it is this one is said in module ecs.
  apiMemoryTarget: 40,
  apiHours: [],
  gpuTypes: ['g4dn.xlarge'],
  firewalls: [],
  firewallLimits: [],
  firewallGroups: [],
  firewallLogDays: [],
  cloudFront: true,
  guardDuty: false,
  config: false,
  audit: false,
  bastion: false,
} as const satisfies Partial<Figures>;

const allEndpoints = ['ecr.api', 'ecr.dkr', 'logs', 's3', 'secretsmanager', 'sqs'];

const firewall = {
  firewalls: ['CloudFront', 'load balancer'],
  firewallLimits: ['CLOUDFRONT 100 in 300 s', 'REGIONAL 100 in 300 s'],
  firewallGroups: ['CLOUDFRONT', 'REGIONAL'].flatMap((scope) =>
    ['AmazonIpReputationList', 'CommonRuleSet', 'KnownBadInputsRuleSet', 'SQLiRuleSet'].map(
      (group) => `${scope} ${group}`,
    ),
  ),
  firewallLogDays: [90],
} as const satisfies Partial<Figures>;

const production: Figures = {
  ...everywhere,
  ...firewall,
  ...network(3, 'us-east-1'),
  natGateways: 2,
  endpoints: allEndpoints,
  databaseClass: 'db.r6g.xlarge',
  databaseGib: 500,
  databaseMostGib: 1024,
  databaseIops: 5000,
  databaseBackupDays: 30,
  // Two to three.
  databaseReplicas: 2,
  databaseInsights: true,
  databaseMonitoringSeconds: 60,
  cacheNode: 'cache.r6g.large',
  cacheNodes: 3,
  cacheClusterMode: true,
  cacheFailover: true,
  apiMin: 4,
  apiMax: 10,
  gpuMin: 2,
  gpuMax: 20,
  gpuOnDemandPercent: 30,
  guardDuty: true,
  config: true,
  audit: true,
  monthlyUsd: 4000,
};

/**
 * Sections 2, 3, 4 and 8. Where 2 and 8 differ (GPU workers, tasks of the API), it is 8, which has a figure for each environment; of a range of
 * dollars the most.
 */
export const documentFigures: Readonly<Record<Environment, Figures>> = {
  dev: {
    ...everywhere,
    ...network(0, 'us-east-1'),
    databaseClass: 'db.t3.micro',
    databaseGib: 20,
    databaseMostGib: 100,
    databaseBackupDays: 7,
    cacheNode: 'cache.t3.micro',
    apiMin: 1,
    apiMax: 1,
    // "Auto-scale to 0 for cost savings", and back.
    apiHours: ['0 to 0', '1 to 1'],
    gpuMin: 0,
    gpuMax: 1,
    gpuOnDemandPercent: 0,
    bastion: true,
    monthlyUsd: 335,
  },
  sandbox: {
    ...everywhere,
    ...network(1, 'us-east-1'),
    balancer: 'internal',
    balancerFor: 'some',
    databaseClass: 'db.t3.small',
    databaseGib: 50,
    databaseMostGib: 200,
    databaseBackupDays: 7,
    cacheNode: 'cache.t3.small',
    apiMin: 2,
    apiMax: 2,
    gpuMin: 1,
    gpuMax: 2,
    gpuOnDemandPercent: 0,
    monthlyUsd: 600,
  },
  staging: {
    ...everywhere,
    ...firewall,
    ...network(2, 'us-east-1'),
    natGateways: 2,
    endpoints: allEndpoints,
    balancerFor: 'some',
    databaseClass: 'db.t3.medium',
    databaseGib: 100,
    databaseMostGib: 500,
    databaseBackupDays: 14,
    databaseReplicas: 1,
    cacheNode: 'cache.t3.medium',
    cacheNodes: 2,
    cacheFailover: true,
    apiMin: 2,
    apiMax: 4,
    gpuMin: 2,
    gpuMax: 4,
    gpuOnDemandPercent: 30,
    monthlyUsd: 1200,
  },
  production,
  // Section 10 has it, and no figures: production's, since what takes over has as many users.
  recovery: { ...production, ...network(4, 'us-west-2') },
};

type Part = { readonly [Figure in keyof Figures]: Readonly<Record<Figure, Figures[Figure]>> }[keyof Figures];

/** Where an environment is another than the document has it. */
export interface Deviation {
  readonly where: readonly Environment[];
  /** What is planned instead. */
  readonly is: Part;
  readonly why: string;
}

const all: readonly Environment[] = ['dev', 'sandbox', 'staging', 'production', 'recovery'];
const edge = 'there is one CloudFront for both regions, which is production’s: the failover program leads it here';
const account = 'is a setting of an account and region: production has it where it works; recovery is woken for hours';

export const deviations: readonly Deviation[] = [
  {
    where: all,
    is: { databaseEngine: 'postgres 15' },
    why: 'RDS makes 15.4 no more, and keeps the minor up to date',
  },
  {
    where: all,
    is: { gpuTypes: ['g4dn.xlarge', 'g4dn.2xlarge', 'g5.xlarge'] },
    why: 'of several kinds there is always one on Spot; all are section 2’s, and g4dn.xlarge is asked for first',
  },
  {
    where: ['production', 'recovery'],
    is: { databaseIops: null },
    why: 'at 500 GiB gp3 gives 12,000 for nothing, and RDS refuses fewer',
  },
  {
    where: ['staging'],
    is: { gpuMin: 1 },
    why: 'is section 2’s; with section 8’s two that always run staging costs more than the document’s own most',
  },
  {
    where: ['staging', 'production'],
    is: {
      firewallLimits: [
        'CLOUDFRONT 100 in 300 s',
        'CLOUDFRONT 2000 in 300 s',
        'REGIONAL 100 in 300 s',
        'REGIONAL 2000 in 300 s',
      ],
    },
    why: '100 are for addresses without credentials: for all they would block an office behind one NAT, which has 2,000',
  },
  {
    where: ['recovery'],
    is: { firewallLimits: ['REGIONAL 100 in 300 s', 'REGIONAL 2000 in 300 s'] },
    why: `as production; ${edge}`,
  },
  {
    where: ['recovery'],
    is: { firewallGroups: firewall.firewallGroups.filter((one) => one.startsWith('REGIONAL')) },
    why: edge,
  },
  { where: ['recovery'], is: { firewalls: ['load balancer'] }, why: edge },
  { where: ['recovery'], is: { cloudFront: false }, why: edge },
  { where: ['recovery'], is: { databaseGib: null }, why: 'a replica has its source’s disk' },
  { where: ['recovery'], is: { databaseMultiAz: false }, why: 'a standby comes after a failover' },
  { where: ['recovery'], is: { databaseReplicas: 0 }, why: 'it is one itself; its own come after a failover' },
  { where: ['recovery'], is: { guardDuty: false }, why: account },
  { where: ['recovery'], is: { config: false }, why: account },
  { where: ['recovery'], is: { audit: false }, why: `${account}; the trail is of all regions` },
  {
    where: ['recovery'],
    is: { monthlyUsd: 600 },
    why: 'it sleeps; awake it costs what production does, which is told by then',
  },
];

/** What is not there while a studio sleeps: it is paid for by the hour, and made in minutes. */
export const sleeping: Partial<Figures> = {
  natGateways: 0,
  endpoints: ['s3'],
  cacheEngine: null,
  cacheNode: null,
  cacheNodes: 0,
  cacheClusterMode: false,
  cacheFailover: false,
  apiCpu: null,
  apiMemory: null,
  apiMin: null,
  apiMax: null,
  apiCpuTarget: null,
  apiMemoryTarget: null,
  gpuMin: null,
  gpuMax: null,
  gpuOnDemandPercent: null,
  gpuTypes: [],
};
