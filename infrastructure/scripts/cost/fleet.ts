import type { Planned } from '../../terraform/plan.ts';
import { block, type Context, type LineItem, line, list, number, type Rule, text } from './line-item.ts';
import { priceOf } from './prices.ts';
import { hours, spotSaves } from './usage.ts';

/** The launch template beside a group. */
const templateOf = ({ address }: Planned, all: readonly Planned[]): Planned | undefined => {
  const folder = address.replace(/aws_autoscaling_group\..*$/, '');
  return all.find(({ type, address: other }) => type === 'aws_launch_template' && other.startsWith(folder));
};

/** The type that a group starts first, of those it may. */
export function typeOf(group: Planned, all: readonly Planned[]): string {
  const policy = block(group.values, 'mixed_instances_policy');
  const template = policy && block(policy, 'launch_template');
  const override = template && block(template, 'override');
  if (typeof override?.instance_type === 'string') return override.instance_type;
  const beside = templateOf(group, all);
  if (!beside) throw new Error(`${group.address}: nothing says which instances it starts.`);
  return text(beside, 'instance_type');
}

const disksOf = (template: Planned | undefined): number =>
  list(template?.values ?? {}, 'block_device_mappings').reduce<number>((sum, mapping) => {
    const ebs = mapping && typeof mapping === 'object' ? block(mapping as Record<string, unknown>, 'ebs') : null;
    return sum + Number(ebs?.volume_size ?? 0);
  }, 0);

/** Hours of a group's instances, all together: those that always run, and its share of those above. */
export function runningHours(group: Planned, { all, usage }: Context): number {
  if (number(group, 'max_size') === 0) return 0;
  const groups = all.filter(({ type }) => type === group.type).length;
  return number(group, 'min_size') * hours + usage.gpuHours / groups;
}

/** Instances of the mix that a group asks for, with their disks and their metrics of each minute. */
export const fleet: Rule = (resource, context) => {
  const running = runningHours(resource, context);
  if (running === 0) return [];
  const type = typeOf(resource, context.all);
  const template = templateOf(resource, context.all);
  const policy = block(resource.values, 'mixed_instances_policy');
  const mix = policy && block(policy, 'instances_distribution');
  const onDemand = mix ? Number(mix.on_demand_percentage_above_base_capacity ?? 100) / 100 : 1;
  const spot: LineItem = {
    address: resource.address,
    group: 'GPU',
    what: `${Math.round(running * (1 - onDemand))} h of ${type} on Spot, ${spotSaves * 100} % less`,
    usd: running * (1 - onDemand) * priceOf(context.prices, `ec2.${type}`) * (1 - spotSaves),
  };
  // Seven metrics: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/manage-detailed-monitoring.html
  const watched = template && block(template.values, 'monitoring')?.enabled === true ? 7 : 0;
  return [
    line(resource, context, 'GPU', 'on demand', `ec2.${type}`, running * onDemand),
    ...(onDemand < 1 ? [spot] : []),
    line(resource, context, 'GPU', 'disks', 'ebs.gp3', (disksOf(template) * running) / hours),
    line(resource, context, 'watching', 'metrics of instances', 'cloudwatch.metric', (watched * running) / hours),
  ].filter(({ usd }) => usd > 0);
};
