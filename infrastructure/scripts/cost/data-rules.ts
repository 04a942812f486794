import { filmsByEdge } from './edge-rules.ts';
import { block, type LineItem, line, list, type Rule, whole } from './line-item.ts';
import { hours } from './usage.ts';

/** GB of a month that leave AWS for nothing, all services together. */
const freeOutGb = 100;
/** A quarter of the images is new each month. */
const newImages = 0.25;

/** Buckets share what is kept: those of media, and the rest, which hold little. */
const bucket: Rule = (resource, context) => {
  const name = String(resource.values.bucket ?? resource.address);
  const { mediaGb, mediaOutGb, backupGb, replicatedGb, writesMillion, readsMillion } = context.usage;
  if (/-backups-/.test(name)) {
    // To Glacier after 90 days.
    const young = Math.min(backupGb, 3 * replicatedGb);
    return [
      line(resource, context, 'backup', 'kept, of the last 90 days', 's3.standard', young),
      line(resource, context, 'backup', 'kept, older', 's3.glacier', backupGb - young),
    ];
  }
  if (/-assets-dr-/.test(name)) return [line(resource, context, 'backup', 'media again', 's3.standard', mediaGb)];
  if (!/-assets-/.test(name)) return [line(resource, context, 'storage', 'kept', 's3.standard', 10)];
  return [
    // Intelligent tiering makes less of what nobody reads for a month: not counted on.
    line(resource, context, 'storage', 'media', 's3.standard', mediaGb),
    line(
      resource,
      context,
      'storage',
      'to viewers, past the free 100 GB',
      'transfer.out',
      filmsByEdge(context.all) ? 0 : Math.max(0, mediaOutGb - freeOutGb),
    ),
    line(resource, context, 'storage', 'writes', 's3.writes', writesMillion),
    line(resource, context, 'storage', 'reads', 's3.reads', readsMillion),
  ];
};

/** Each rule sends what is new over. In fifteen minutes costs more. */
const replication: Rule = (resource, context) => {
  const gigabytes = /-assets-/.test(String(resource.values.bucket)) ? context.usage.replicatedGb : 1;
  // Blocks are objects in the plan's JSON.
  const rules = list(resource.values, 'rule').map((one) => one as Record<string, unknown>);
  const fast = rules.filter((one) => {
    const destination = block(one, 'destination');
    return destination && block(destination, 'replication_time')?.status === 'Enabled';
  });
  return [
    line(resource, context, 'backup', 'to the other region', 'transfer.region', rules.length * gigabytes),
    line(resource, context, 'backup', 'in fifteen minutes', 's3.replication-time', fast.length * gigabytes),
  ];
};

const search: Rule = (resource, context) => {
  const config = block(resource.values, 'cluster_config') ?? {};
  const nodes = (type: string, count: number): LineItem =>
    line(resource, context, 'watching', 'nodes', `opensearch.${type}`, count * hours);
  const count = Number(config.instance_count ?? 1);
  const disk = Number(block(resource.values, 'ebs_options')?.volume_size ?? 0);
  return [
    nodes(String(config.instance_type), count),
    ...(config.dedicated_master_enabled === true
      ? [nodes(String(config.dedicated_master_type), Number(config.dedicated_master_count ?? 3))]
      : []),
    ...(config.warm_enabled === true ? [nodes(String(config.warm_type), Number(config.warm_count ?? 2))] : []),
    line(resource, context, 'watching', 'disks', 'opensearch.gp3', count * disk),
  ];
};

const images: Rule = (resource, context) => {
  const all = whole(resource, context);
  return all ? [line(all, context, 'storage', 'images', 'ecr.gb', context.usage.imagesGb)] : [];
};

const imagesAgain: Rule = (resource, context) => {
  const { imagesGb } = context.usage;
  return [
    line(resource, context, 'backup', 'images again, in the other region', 'ecr.gb', imagesGb),
    line(resource, context, 'backup', 'new images, to the other region', 'transfer.region', imagesGb * newImages),
  ];
};

const queues: Rule = (resource, context) => {
  const all = whole(resource, context);
  // The account's first million is free, and not counted on.
  return all ? [line(all, context, 'backend', 'requests', 'sqs.requests', context.usage.queueMillion)] : [];
};

export const dataRules: Readonly<Record<string, Rule>> = {
  aws_s3_bucket: bucket,
  aws_s3_bucket_replication_configuration: replication,
  aws_opensearch_domain: search,
  aws_ecr_repository: images,
  aws_ecr_replication_configuration: imagesAgain,
  aws_sqs_queue: queues,
};
