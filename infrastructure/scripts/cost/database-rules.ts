import type { Planned } from '../../terraform/plan.ts';
import { block, line, list, number, numberOr, type Rule, text } from './line-item.ts';
import { hours } from './usage.ts';

/** gp3 of 400 GiB and more has this many without being asked. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage */
const includedIops = 12_000;
const weeksOfMonth = 30.4 / 7;

/** A replica does not say how large it is: as large as what it copies, of this plan or of another. */
function diskOf(database: Planned, all: readonly Planned[], sourceDiskGb: number): number {
  const { allocated_storage: own, replicate_source_db: identifier } = database.values;
  if (typeof own === 'number') return own;
  const source = all.find(({ type, values }) => type === database.type && values.identifier === identifier);
  if (source) return number(source, 'allocated_storage');
  if (sourceDiskGb > 0) return sourceDiskGb;
  return number(database, 'allocated_storage');
}

const database: Rule = (resource, context) => {
  const copies = resource.values.multi_az === true ? 2 : 1;
  const name = copies === 2 ? 'both zones of' : '';
  const storage = diskOf(resource, context.all, context.usage.sourceDiskGb);
  const more = Math.max(0, numberOr(resource, 'iops', 0) - includedIops);
  // One of another region is followed there: the log goes over.
  const far = String(resource.values.replicate_source_db ?? '').startsWith('arn:');
  return [
    line(
      resource,
      context,
      'database',
      `${name} instance`.trim(),
      `rds.${text(resource, 'instance_class')}`,
      copies * hours,
    ),
    line(resource, context, 'database', `${name} storage`.trim(), 'rds.gp3', copies * storage),
    ...(more > 0 ? [line(resource, context, 'database', 'IOPS', 'rds.iops', copies * more)] : []),
    ...(far
      ? [
          line(
            resource,
            context,
            'database',
            'changes, from the other region',
            'transfer.region',
            context.usage.databaseChangesGb,
          ),
        ]
      : []),
  ];
};

/** Backups of the same region cost nothing up to the size of the disks, which they never reach. Those of the other region do. */
const replicatedBackups: Rule = (resource, context) => {
  const { databaseGb, databaseChangesGb } = context.usage;
  const kept = databaseGb + (databaseChangesGb * number(resource, 'retention_period')) / 30.4;
  return [
    line(resource, context, 'backup', 'backups in the other region', 'rds.backup', kept),
    line(resource, context, 'backup', 'changes, to the other region', 'transfer.region', databaseChangesGb),
  ];
};

/** Snapshots of each week: one whole, the others of what changed. */
const snapshots: Rule = (resource, context) => {
  const { databaseGb, databaseChangesGb } = context.usage;
  const days = list(resource.values, 'rule')
    // Blocks are objects in the plan's JSON.
    .flatMap((rule) => list(rule as Record<string, unknown>, 'copy_action'))
    .map((copy) => Number(block(copy as Record<string, unknown>, 'lifecycle')?.delete_after ?? 0));
  return days.flatMap((kept) => [
    line(
      ...([resource, context, 'backup', `snapshots in the other region, for ${kept} days`, 'rds.backup'] as const),
      databaseGb + (kept / 7 - 1) * (databaseChangesGb / weeksOfMonth),
    ),
    line(resource, context, 'backup', 'snapshots, to the other region', 'transfer.region', databaseChangesGb),
  ]);
};

const cache: Rule = (resource, context) => {
  const shards = numberOr(resource, 'num_node_groups', 0);
  const nodes =
    shards > 0
      ? shards * (1 + numberOr(resource, 'replicas_per_node_group', 0))
      : number(resource, 'num_cache_clusters');
  return [line(resource, context, 'cache', 'nodes', `elasticache.${text(resource, 'node_type')}`, nodes * hours)];
};

export const databaseRules: Readonly<Record<string, Rule>> = {
  aws_db_instance: database,
  aws_db_instance_automated_backups_replication: replicatedBackups,
  aws_backup_plan: snapshots,
  aws_elasticache_replication_group: cache,
};
