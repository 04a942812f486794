import { type DistributionConfig, GetDistributionCommand, UpdateDistributionCommand } from '@aws-sdk/client-cloudfront';
import {
  ChangeResourceRecordSetsCommand,
  GetChangeCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
} from '@aws-sdk/client-route-53';
import type { GlobalClients } from './clients.ts';
import type { Settings } from './settings.ts';
import { type Reading, reading } from './step.ts';

type LoadBalancer = Settings['primary']['load_balancer'];

/** Route 53 answers names with a dot at the end, and aliases of load balancers with `dualstack.` before them. */
const plain = (name = '') =>
  name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(/^dualstack\./, '');

/** The records of the API that lead to a load balancer. */
export async function recordsOf(
  { dns }: GlobalClients,
  zone: string,
  name: string,
): Promise<readonly ResourceRecordSet[]> {
  const { ResourceRecordSets = [] } = await dns.send(
    new ListResourceRecordSetsCommand({ HostedZoneId: zone, StartRecordName: name, MaxItems: 20 }),
  );
  return ResourceRecordSets.filter(
    (one) => plain(one.Name) === plain(name) && (one.Type === 'A' || one.Type === 'AAAA'),
  );
}

/**
 * The same records, with another target: only those that lead to the old one. A pair of failover records keeps its second, which leads to
 * the new one already.
 */
export const redirected = (
  records: readonly ResourceRecordSet[],
  from: LoadBalancer,
  to: LoadBalancer,
): ResourceRecordSet[] =>
  records
    .filter(({ AliasTarget }) => plain(AliasTarget?.DNSName) === plain(from.dns_name))
    .map((record) => ({
      ...record,
      AliasTarget: {
        HostedZoneId: to.zone_id,
        DNSName: to.dns_name,
        EvaluateTargetHealth: record.AliasTarget?.EvaluateTargetHealth ?? true,
      },
    }));

/** @param change what Route 53 says of our own change; `null` when there was none in this run */
export function routeReading(
  records: readonly ResourceRecordSet[],
  from: LoadBalancer,
  to: LoadBalancer,
  change: string | null,
): Reading {
  const targets = records.map(({ Type, AliasTarget }) => `${Type} ${plain(AliasTarget?.DNSName)}`).join(', ');
  if (redirected(records, from, to).length > 0) return reading('to do', targets);
  const leads = records.some(({ AliasTarget }) => plain(AliasTarget?.DNSName) === plain(to.dns_name));
  if (!leads) return reading('refused', `no record leads to either load balancer: ${targets || 'there is none'}`);
  return reading(change === 'PENDING' ? 'under way' : 'done', `${targets}${change ? `, the change is ${change}` : ''}`);
}

/** @returns the number of the change */
export async function pointTo(
  { dns }: GlobalClients,
  zone: string,
  records: readonly ResourceRecordSet[],
): Promise<string> {
  const { ChangeInfo } = await dns.send(
    new ChangeResourceRecordSetsCommand({
      HostedZoneId: zone,
      ChangeBatch: { Changes: records.map((ResourceRecordSet) => ({ Action: 'UPSERT', ResourceRecordSet })) },
    }),
  );
  return ChangeInfo?.Id ?? '';
}

export async function changeStatus({ dns }: GlobalClients, id: string): Promise<string> {
  const { ChangeInfo } = await dns.send(new GetChangeCommand({ Id: id }));
  return ChangeInfo?.Status ?? 'unknown';
}

/** What CloudFront fetches from, and whether all of its edges know. */
export interface Distribution {
  readonly config: DistributionConfig;
  readonly version: string;
  readonly status: string;
}

export async function distributionOf({ cdn }: GlobalClients, id: string): Promise<Distribution> {
  const { Distribution, ETag = '' } = await cdn.send(new GetDistributionCommand({ Id: id }));
  const config = Distribution?.DistributionConfig;
  if (!config) throw new Error(`CloudFront has no distribution ${id}.`);
  return { config, version: ETag, status: Distribution.Status ?? 'unknown' };
}

const domains = ({ Origins }: DistributionConfig) => (Origins?.Items ?? []).map(({ DomainName = '' }) => DomainName);

/** The same distribution with other buckets; everything else of it stays. @param buckets old domain → new domain */
export function withOrigins(config: DistributionConfig, buckets: ReadonlyMap<string, string>): DistributionConfig {
  const Items = (config.Origins?.Items ?? []).map((one) => ({
    ...one,
    DomainName: buckets.get(one.DomainName ?? '') ?? one.DomainName,
  }));
  return { ...config, Origins: { Quantity: Items.length, Items } };
}

export function originReading({ config, status }: Distribution, buckets: ReadonlyMap<string, string>): Reading {
  const now = domains(config);
  const says = `its origins are ${now.join(', ')}, it is ${status}`;
  if (now.some((domain) => buckets.has(domain))) return reading('to do', says);
  if (!now.some((domain) => [...buckets.values()].includes(domain)))
    return reading('refused', `none of the buckets is an origin: ${says}`);
  return reading(status === 'Deployed' ? 'done' : 'under way', says);
}

/** The version that was read goes along: whoever changed it meanwhile is not undone. */
export const update = ({ cdn }: GlobalClients, id: string, { version }: Distribution, config: DistributionConfig) =>
  cdn.send(new UpdateDistributionCommand({ Id: id, IfMatch: version, DistributionConfig: config }));
