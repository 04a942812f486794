import { GetMetricStatisticsCommand } from '@aws-sdk/client-cloudwatch';
import {
  AddTagsToResourceCommand,
  CreateDBInstanceReadReplicaCommand,
  type DBInstance,
  DescribeDBInstancesCommand,
  ModifyDBInstanceCommand,
  PromoteReadReplicaCommand,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { isUnreachable, type RegionClients } from './clients.ts';
import type { LagPoint } from './lag.ts';
import type { Region } from './settings.ts';
import { type Reading, reading } from './step.ts';

/** A database as RDS describes it. */
export interface Instance {
  readonly status: string;
  /** What it is a replica of; `null` for a writer. */
  readonly source: string | null;
  readonly securityGroups: readonly string[];
  readonly tags: ReadonlyMap<string, string>;
}

/** Written once all connections of a closed database were cut. */
export const cutTag = 'studio:cut';
/** Of a replica that was made to go back to: the database it was made of. */
export const madeOfTag = 'studio:made-of';

const instanceOf = (found: DBInstance): Instance => ({
  status: found.DBInstanceStatus ?? 'unknown',
  source: found.ReadReplicaSourceDBInstanceIdentifier ?? null,
  securityGroups: (found.VpcSecurityGroups ?? []).map(({ VpcSecurityGroupId = '' }) => VpcSecurityGroupId),
  tags: new Map((found.TagList ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
});

/** `null` when there is none of the name. */
export async function describe({ rds }: RegionClients, identifier: string): Promise<Instance | null> {
  try {
    const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier: identifier }));
    return DBInstances[0] ? instanceOf(DBInstances[0]) : null;
  } catch (error) {
    if (error instanceof Error && error.name.startsWith('DBInstanceNotFound')) return null;
    throw error;
  }
}

/** The same, where the region itself may be gone. */
export async function describeIfReachable(
  clients: RegionClients,
  identifier: string,
): Promise<Instance | null | 'unreachable'> {
  try {
    return await describe(clients, identifier);
  } catch (error) {
    if (isUnreachable(error)) return 'unreachable';
    throw error;
  }
}

/** The lag of each minute of the last three hours, oldest first. */
export async function lagOf({ metrics }: RegionClients, identifier: string, now: number): Promise<readonly LagPoint[]> {
  const { Datapoints = [] } = await metrics.send(
    new GetMetricStatisticsCommand({
      Namespace: 'AWS/RDS',
      MetricName: 'ReplicaLag',
      Dimensions: [{ Name: 'DBInstanceIdentifier', Value: identifier }],
      StartTime: new Date(now - 3 * 3_600_000),
      EndTime: new Date(now),
      Period: 60,
      Statistics: ['Maximum'],
    }),
  );
  return Datapoints.flatMap(({ Timestamp, Maximum }) =>
    Timestamp && Maximum !== undefined ? [{ at: Timestamp.getTime(), lag: Maximum }] : [],
  ).sort((one, other) => one.at - other.at);
}

/** States out of which a database does not come by itself. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/accessing-monitoring.html */
const broken = /^(failed|storage-full|inaccessible-|incompatible-|restore-error|stopped|deleting)/;

/** Whether a database writes for itself. */
export function promotionReading(instance: Instance | null, identifier: string): Reading {
  if (!instance) return reading('refused', `there is no database ${identifier}`);
  const says = `${identifier} is ${instance.status}, ${instance.source ? `a replica of ${instance.source}` : 'a writer'}`;
  if (broken.test(instance.status)) return reading('refused', says);
  if (instance.status !== 'available') return reading('under way', says);
  return reading(instance.source ? 'to do' : 'done', says);
}

export const promote = ({ rds }: RegionClients, { identifier, backup_retention_days }: Region['database']) =>
  rds.send(
    new PromoteReadReplicaCommand({ DBInstanceIdentifier: identifier, BackupRetentionPeriod: backup_retention_days }),
  );

const unreachable = 'the region does not answer, so nothing can be closed; run this again when it does';

/** Whether the network to a database is closed. */
export function fenceReading(instance: Instance | null | 'unreachable', fence: string): Reading {
  if (instance === 'unreachable') return reading('done', unreachable);
  if (!instance) return reading('done', 'there is no old database');
  const { securityGroups, status } = instance;
  const says = `its security groups are ${securityGroups.join(', ')}, it is ${status}`;
  if (securityGroups.join() !== fence) return reading('to do', says);
  return reading(status === 'available' || broken.test(status) ? 'done' : 'under way', says);
}

/** Whether the connections that were open were cut, too. */
export function cutReading(instance: Instance | null | 'unreachable'): Reading {
  if (instance === 'unreachable') return reading('done', unreachable);
  if (!instance) return reading('done', 'there is no old database');
  const cut = instance.tags.get(cutTag);
  return reading(cut ? 'done' : 'to do', cut ? `its connections were cut at ${cut}` : 'connections may be open');
}

export const fence = ({ rds }: RegionClients, { identifier, fence_security_group_id }: Region['database']) =>
  rds.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: identifier,
      VpcSecurityGroupIds: [fence_security_group_id],
      ApplyImmediately: true,
    }),
  );

/** Restarts a closed database: connections that were open outlive a change of security groups. */
export async function cut({ rds }: RegionClients, { identifier, arn }: Region['database'], now: number): Promise<void> {
  await rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier: identifier }));
  const tag = { Key: cutTag, Value: new Date(now).toISOString() };
  await rds.send(new AddTagsToResourceCommand({ ResourceName: arn, Tags: [tag] }));
}

/** Gives the name free: the old database is kept, its last commits may be wanted. */
export const rename = ({ rds }: RegionClients, identifier: string, to: string) =>
  rds.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: identifier,
      NewDBInstanceIdentifier: to,
      ApplyImmediately: true,
    }),
  );

/**
 * A replica in another region (the SDK signs for the source's, which it reads off the ARN), under the name and with the settings that the region's own database had.
 */
export const replicate = ({ rds }: RegionClients, from: Region, to: Region) =>
  rds.send(
    new CreateDBInstanceReadReplicaCommand({
      DBInstanceIdentifier: to.database.identifier,
      SourceDBInstanceIdentifier: from.database.arn,
      DBInstanceClass: to.database.instance_class,
      DBSubnetGroupName: to.database.subnet_group,
      VpcSecurityGroupIds: to.database.security_group_ids,
      KmsKeyId: to.database.kms_key_arn,
      MultiAZ: true,
      PubliclyAccessible: false,
      CopyTagsToSnapshot: true,
      DeletionProtection: true,
      CACertificateIdentifier: 'rds-ca-rsa2048-g1',
      Tags: [{ Key: madeOfTag, Value: from.database.arn }],
    }),
  );
