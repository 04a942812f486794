import { z } from 'zod';
import type { Planned } from '../../terraform/plan.ts';
import { block, type Context, type LineItem, line, list, number, numberOr, type Rule, text } from './line-item.ts';
import { priceOf } from './prices.ts';
import { hours, spotSaves } from './usage.ts';

/** The task definition that a service starts: the one of its name beside it, since ids are not known in a plan. */
function definitionOf(service: Planned, all: readonly Planned[]): Planned {
  const [, folder = '', name = ''] = /^(.*?)aws_ecs_service\.([\w-]+)/.exec(service.address) ?? [];
  const found = all.find(
    ({ type, address }) =>
      type === 'aws_ecs_task_definition' &&
      address.replace(/\[.*?\]$/, '') === `${folder}aws_ecs_task_definition.${name}`,
  );
  if (!found) throw new Error(`${service.address}: there is no task definition ${name} beside it.`);
  return found;
}

/** How much of a service's tasks runs on Fargate, and how much of that on Spot; `null` for tasks on instances of our own. */
function fargateSpot({ values }: Planned): number | null {
  if (values.launch_type === 'FARGATE') return 0;
  const strategy = strategySchema.parse(list(values, 'capacity_provider_strategy'));
  const weightOf = (name: string) =>
    strategy.filter((one) => one.capacity_provider === name).reduce((sum, { weight }) => sum + weight, 0);
  const [plain, spot] = [weightOf('FARGATE'), weightOf('FARGATE_SPOT')];
  return plain + spot > 0 ? spot / (plain + spot) : null;
}

const strategySchema = z.array(
  z.object({
    capacity_provider: z.string(),
    weight: z
      .number()
      .nullish()
      .transform((weight) => weight ?? 0),
  }),
);

const service: Rule = (resource, context) => {
  const spot = fargateSpot(resource);
  // Tasks on instances of our own cost nothing beside them.
  if (spot === null) return [];
  const tasks = numberOr(resource, 'desired_count', 0) * context.usage.taskFactor;
  if (tasks === 0) return [];
  const definition = definitionOf(resource, context.all);
  const [cpu, memory] = [number(definition, 'cpu') / 1024, number(definition, 'memory') / 1024];
  // What Spot saves is taken as fewer hours.
  const paid = tasks * hours * (1 - spot * spotSaves);
  return [
    line(resource, context, 'backend', 'vCPU of tasks', 'fargate.vcpu', paid * cpu),
    line(resource, context, 'backend', 'memory of tasks', 'fargate.gb', paid * memory),
  ];
};

/** The types that a group starts, the first of them most. */
function typeOf({ address, values }: Planned, all: readonly Planned[]): string {
  const policy = block(values, 'mixed_instances_policy');
  const template = policy && block(policy, 'launch_template');
  const override = template && list(template, 'override')[0];
  const named =
    override && typeof override === 'object' ? (override as { instance_type?: unknown }).instance_type : null;
  if (typeof named === 'string') return named;
  const folder = address.replace(/aws_autoscaling_group\..*$/, '');
  const beside = all.find(({ type, address: other }) => type === 'aws_launch_template' && other.startsWith(folder));
  if (!beside) throw new Error(`${address}: nothing says which instances it starts.`);
  return text(beside, 'instance_type');
}

function volumes({ address }: Planned, { all }: Context): number {
  const folder = address.replace(/aws_autoscaling_group\..*$/, '');
  const template = all.find(({ type, address: other }) => type === 'aws_launch_template' && other.startsWith(folder));
  return list(template?.values ?? {}, 'block_device_mappings').reduce<number>((sum, mapping) => {
    const ebs = mapping && typeof mapping === 'object' ? block(mapping as Record<string, unknown>, 'ebs') : null;
    return sum + Number(ebs?.volume_size ?? 0);
  }, 0);
}

const group: Rule = (resource, context) => {
  const groups = context.all.filter(({ type }) => type === resource.type).length;
  const least = number(resource, 'min_size');
  if (number(resource, 'max_size') === 0) return [];
  const running = least * hours + context.usage.gpuHours / groups;
  if (running === 0) return [];
  const type = typeOf(resource, context.all);
  const policy = block(resource.values, 'mixed_instances_policy');
  const mix = policy && block(policy, 'instances_distribution');
  const onDemand = mix ? Number(mix.on_demand_percentage_above_base_capacity ?? 100) / 100 : 1;
  const price = priceOf(context.prices, `ec2.${type}`);
  const { address } = resource;
  const spot: LineItem = {
    ...{
      address,
      group: 'GPU',
      what: `${Math.round(running * (1 - onDemand))} h of ${type} on Spot, ${spotSaves * 100} % less`,
    },
    usd: running * (1 - onDemand) * price * (1 - spotSaves),
  };
  return [
    line(resource, context, 'GPU', 'on demand', `ec2.${type}`, running * onDemand),
    ...(onDemand < 1 ? [spot] : []),
    line(resource, context, 'GPU', 'disks', 'ebs.gp3', (volumes(resource, context) * running) / hours),
  ].filter(({ usd }) => usd > 0);
};

const nodes: Rule = (resource, context) => {
  const scaling = block(resource.values, 'scaling_config');
  const type = String(list(resource.values, 'instance_types')[0] ?? 't3.medium');
  return [line(resource, context, 'backend', 'nodes', `ec2.${type}`, Number(scaling?.min_size ?? 0) * hours)];
};

export const computeRules: Readonly<Record<string, Rule>> = {
  aws_ecs_service: service,
  aws_autoscaling_group: group,
  aws_instance: (resource, context) => [
    line(resource, context, 'security', 'instance', `ec2.${text(resource, 'instance_type')}`, hours),
  ],
  aws_eks_cluster: (resource, context) => [line(resource, context, 'backend', 'control plane', 'eks.cluster', hours)],
  aws_eks_node_group: nodes,
  aws_lambda_function: (resource, context) => [
    line(resource, context, 'watching', 'calls', 'lambda.requests', context.usage.requestsMillion / 100),
  ],
};
