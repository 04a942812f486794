import { type AwsState, database, type RegionState, type Service } from '../../../test/servers/aws-recovery/state.ts';
import { type AwsRecoveryServer, awsRecoveryServer } from '../../../test/servers/aws-recovery-server.ts';
import { globalClients, regionClients } from './clients.ts';
import type { Entry } from './journal.ts';
import type { Probe } from './probe.ts';
import { runSteps } from './run-steps.ts';
import type { Region, Settings } from './settings.ts';
import type { Clock, Step } from './step.ts';
import type { World } from './world.ts';

const regionOf = (region: string, env: string, identifier: string): Region => ({
  region,
  database: {
    identifier,
    arn: `arn:aws:rds:${region}:123456789012:db:${identifier}`,
    instance_class: 'db.r6g.xlarge',
    subnet_group: `ai-film-studio-${env}`,
    kms_key_arn: `arn:aws:kms:${region}:123456789012:key/1`,
    security_group_ids: ['sg-database'],
    backup_retention_days: 30,
    fence_security_group_id: 'sg-fence',
  },
  cluster: `ai-film-studio-${env}`,
  services: ['blue', 'green'].map((colour) => ({ name: `backend-${env}-${colour}`, tasks: 4, most: 10 })),
  worker_services: [{ name: `cpu-workers-${env}`, tasks: 2, most: 6 }],
  workers: [{ group: `workers-${env}`, min: 2, max: 20 }],
  load_balancer: { dns_name: `alb-${env}.${region}.elb.amazonaws.com`, zone_id: `Z-${region}` },
  frontend_bucket_domain: `frontend-${env}.s3.${region}.amazonaws.com`,
  assets_bucket: `assets-${env}`,
  assets_bucket_domain: `assets-${env}.s3.${region}.amazonaws.com`,
});

export const settings: Settings = {
  environment: 'prod',
  primary: regionOf('us-east-1', 'prod', 'studio-prod'),
  recovery: regionOf('us-west-2', 'prod-dr', 'studio-prod-dr'),
  hosted_zone_id: 'Z1',
  api_name: 'api.studio.example',
  site_url: 'https://studio.example/',
  distribution_id: 'E1',
};

const minute = 60_000;
/** Noon of some day. */
export const noon = Date.parse('2026-11-26T12:00:00Z');

/** A replica whose source lives: two seconds behind, in each minute until now. */
const fresh: RegionState['lag'] = (_, now) =>
  Array.from({ length: 60 }, (_, index) => ({ at: now - (now % minute) - index * minute, lag: 2 }));

const alias = (type: string, target: string) =>
  `<ResourceRecordSet><Name>api.studio.example.</Name><Type>${type}</Type><AliasTarget><HostedZoneId>Z-us-east-1</HostedZoneId><DNSName>dualstack.${target}.</DNSName><EvaluateTargetHealth>true</EvaluateTargetHealth></AliasTarget></ResourceRecordSet>`;
const origin = (id: string, domain: string) =>
  `<Origin><Id>${id}</Id><DomainName>${domain}</DomainName><OriginAccessControlId>OAC1</OriginAccessControlId><S3OriginConfig><OriginAccessIdentity></OriginAccessIdentity></S3OriginConfig></Origin>`;

const service = (name: string, tasks: number): Service => ({
  ...{ name, desired: tasks, running: tasks, min: 0, max: tasks },
});

function initialState({ primary, recovery }: Settings): AwsState {
  const region = (of: Region, tasks: number, source: string | null): RegionState => ({
    databases: [database(of.database.identifier, of.region, source)],
    services: [
      ...of.services.map(({ name }, index) => service(name, index === 0 ? tasks : 0)),
      ...of.worker_services.map(({ name }) => service(name, tasks / 2)),
    ],
    groups: of.workers.map(({ group }) => ({ name: group, min: 0, max: tasks * 5, instances: tasks })),
    lag: fresh,
  });
  const origins = [origin('web', primary.frontend_bucket_domain), origin('media', primary.assets_bucket_domain)].join(
    '',
  );
  return {
    regions: new Map([
      ['us-east-1', region(primary, 4, null)],
      ['us-west-2', region(recovery, 0, primary.database.arn)],
    ]),
    records: [alias('A', primary.load_balancer.dns_name), alias('AAAA', primary.load_balancer.dns_name)],
    distribution: {
      config: `<CallerReference>1</CallerReference><Comment>The studio</Comment><Enabled>true</Enabled><Origins><Quantity>2</Quantity><Items>${origins}</Items></Origins><DefaultCacheBehavior><TargetOriginId>web</TargetOriginId><ViewerProtocolPolicy>redirect-to-https</ViewerProtocolPolicy></DefaultCacheBehavior>`,
      ...{ version: 1, looksUntilDeployed: 0 },
    },
    looksUntilInSync: 0,
    pace: { promotion: 3, creation: 3, deployment: 2, dns: 2 },
  };
}

function regionState({ regions }: AwsState, name: string): RegionState {
  const found = regions.get(name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
}

/** Two regions in a small AWS, a clock that passes only while a program waits, and a journal in memory. */
export interface TwoRegions {
  readonly aws: AwsRecoveryServer;
  readonly world: World;
  readonly journal: Entry[];
  readonly east: RegionState;
  readonly west: RegionState;
  run(steps: readonly Step[], program?: Entry['program']): Promise<void>;
  close(): Promise<void>;
}

export async function twoRegions(): Promise<TwoRegions> {
  const aws = await awsRecoveryServer(initialState(settings));
  // What the SDK itself reads: the program under test is the one that runs against AWS.
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: aws.endpoint, AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  });
  let now = noon;
  const clock: Clock = {
    now: () => now,
    async sleep(milliseconds) {
      now += milliseconds;
    },
  };
  const [east, west] = [regionState(aws.state, 'us-east-1'), regionState(aws.state, 'us-west-2')];
  // A studio answers when tasks of its API run and its database writes.
  const answers = async ({ via }: Probe) => {
    const records = aws.state.records.join();
    const inWest = via ? via.includes('us-west-2') : records.includes('us-west-2');
    const { services, databases } = inWest ? west : east;
    const api = services.filter(({ name }) => name.startsWith('backend-'));
    return api.some(({ running }) => running > 0) && databases.some(({ source }) => !source) ? '200' : '503';
  };
  const clients = {
    primary: regionClients('us-east-1'),
    recovery: regionClients('us-west-2'),
    global: globalClients(),
  };
  const journal: Entry[] = [];
  return {
    ...{ aws, journal, east, west },
    world: { settings, ...clients, clock, probe: answers },
    run: (steps, program = 'failover') =>
      runSteps(steps, { program, clock, pause: 30_000, write: async (entry) => void journal.push(entry) }),
    async close() {
      delete process.env.AWS_ENDPOINT_URL;
      await aws.close();
    },
  };
}
