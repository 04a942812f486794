import { type LineItem, line, list, number, numberOr, type Rule, text } from './line-item.ts';
import { hours } from './usage.ts';

/** gp3 of 400 GiB and more has this many without being asked. https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html#gp3-storage */
const includedIops = 12_000;

const database: Rule = (resource, context) => {
  const copies = resource.values.multi_az === true ? 2 : 1;
  const name = copies === 2 ? 'both zones of' : '';
  const type = text(resource, 'instance_class');
  // A replica of another region does not say how large it is: as large as what it copies.
  const source = context.all.find(
    ({ type: other, values }) => other === 'aws_db_instance' && typeof values.allocated_storage === 'number',
  );
  const storage = numberOr(resource, 'allocated_storage', source ? number(source, 'allocated_storage') : 0);
  const more = Math.max(0, numberOr(resource, 'iops', 0) - includedIops);
  return [
    line(resource, context, 'database', `${name} instance`.trim(), `rds.${type}`, copies * hours),
    line(resource, context, 'database', `${name} storage`.trim(), 'rds.gp3', copies * storage),
    ...(more > 0 ? [line(resource, context, 'database', 'IOPS', 'rds.iops', copies * more)] : []),
  ];
};

const cache: Rule = (resource, context) => {
  const shards = numberOr(resource, 'num_node_groups', 0);
  const nodes =
    shards > 0
      ? shards * (1 + numberOr(resource, 'replicas_per_node_group', 0))
      : number(resource, 'num_cache_clusters');
  return [line(resource, context, 'cache', 'nodes', `elasticache.${text(resource, 'node_type')}`, nodes * hours)];
};

/** Buckets share what is kept: one for media, the rest hold little. */
const bucket: Rule = (resource, context) => {
  const name = String(resource.values.bucket ?? resource.address);
  const { mediaGb, backupGb, replicatedGb, requestsMillion } = context.usage;
  if (/backup|-dr-/.test(name))
    return [
      line(resource, context, 'backup', 'copies in the other region', 's3.standard', backupGb),
      line(resource, context, 'backup', 'transfer to the other region', 'transfer.region', replicatedGb),
    ];
  if (!/assets/.test(name)) return [line(resource, context, 'storage', 'kept', 's3.standard', 10)];
  return [
    line(resource, context, 'storage', 'media', 's3.standard', mediaGb),
    line(resource, context, 'storage', 'requests', 's3.requests', requestsMillion / 10),
  ];
};

const search: Rule = (resource, context) => {
  const found = list(resource.values, 'cluster_config')[0];
  // Blocks are objects in the plan's JSON.
  const config = (found ?? {}) as Readonly<Record<string, unknown>>;
  const nodes = (type: string, count: number): LineItem =>
    line(resource, context, 'watching', 'nodes', `opensearch.${type}`, count * hours);
  const ebs = list(resource.values, 'ebs_options')[0] as { volume_size?: number } | undefined;
  const count = Number(config.instance_count ?? 1);
  return [
    nodes(String(config.instance_type), count),
    ...(config.dedicated_master_enabled === true
      ? [nodes(String(config.dedicated_master_type), Number(config.dedicated_master_count ?? 3))]
      : []),
    ...(config.warm_enabled === true ? [nodes(String(config.warm_type), Number(config.warm_count ?? 2))] : []),
    line(resource, context, 'watching', 'disks', 'opensearch.gp3', count * Number(ebs?.volume_size ?? 0)),
  ];
};

export const dataRules: Readonly<Record<string, Rule>> = {
  aws_db_instance: database,
  aws_elasticache_replication_group: cache,
  aws_s3_bucket: bucket,
  aws_opensearch_domain: search,
  aws_db_instance_automated_backups_replication: (resource, context) => {
    const source = context.all.find(
      ({ type, values }) => type === 'aws_db_instance' && typeof values.allocated_storage === 'number',
    );
    return [
      line(
        resource,
        context,
        'backup',
        'backups in the other region',
        'rds.backup',
        source ? number(source, 'allocated_storage') : 0,
      ),
    ];
  },
  aws_backup_plan: (resource, context) => [
    line(resource, context, 'backup', 'snapshots', 'rds.backup', context.usage.backupGb / 5),
  ],
  aws_ecr_repository: (resource, context) => {
    const repositories = context.all.filter(({ type }) => type === resource.type).length;
    return [line(resource, context, 'storage', 'images', 'ecr.gb', context.usage.imagesGb / repositories)];
  },
  aws_sqs_queue: (resource, context) => {
    // Twenty-second polls of each worker; the first million of the account is free and not counted on.
    const queues = context.all.filter(({ type }) => type === resource.type).length;
    return [
      line(resource, context, 'backend', 'requests', 'sqs.requests', (context.usage.requestsMillion + 1) / queues),
    ];
  },
};
