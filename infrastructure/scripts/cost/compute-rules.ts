import { z } from 'zod';
import type { Planned } from '../../terraform/plan.ts';
import { fleet } from './fleet.ts';
import { block, type Context, line, list, number, type Rule, text } from './line-item.ts';
import { hours, spotSaves, workingHours } from './usage.ts';

/** The task definition that a service starts: the one of its name beside it, since ids are not known in a plan. */
function definitionOf(service: Planned, all: readonly Planned[]): Planned {
  const [, folder = '', name = ''] = /^(.*?)aws_ecs_service\.([\w-]+)/.exec(service.address) ?? [];
  const found = all.find(
    ({ type, address }) =>
      type === 'aws_ecs_task_definition' &&
      address.replace(/\[[^[\]]*\]$/, '') === `${folder}aws_ecs_task_definition.${name}`,
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

/** Whether a schedule puts a service to 0 for the night. */
const sleeps = ({ values: { name } }: Planned, all: readonly Planned[]): boolean =>
  all.some(
    ({ type, values }) =>
      type === 'aws_appautoscaling_scheduled_action' &&
      String(values.resource_id).endsWith(`/${name}`) &&
      Number(block(values, 'scalable_target_action')?.max_capacity) === 0,
  );

/** Hours of a service's tasks on Fargate, all together, and the vCPU of one; `null` where none run there. */
function tasksOf(service: Planned, { all, usage }: Context) {
  const spot = fargateSpot(service);
  if (spot === null || number(service, 'desired_count') === 0) return null;
  const definition = definitionOf(service, all);
  return {
    ...{ spot, cpu: number(definition, 'cpu') / 1024, memory: number(definition, 'memory') / 1024 },
    hours: number(service, 'desired_count') * usage.taskFactor * (sleeps(service, all) ? workingHours : hours),
  };
}

const service: Rule = (resource, context) => {
  const tasks = tasksOf(resource, context);
  // Tasks on instances of our own cost nothing beside them.
  if (!tasks) return [];
  // What Spot saves is taken as fewer hours.
  const paid = tasks.hours * (1 - tasks.spot * spotSaves);
  return [
    line(resource, context, 'backend', 'vCPU of tasks', 'fargate.vcpu', paid * tasks.cpu),
    line(resource, context, 'backend', 'memory of tasks', 'fargate.gb', paid * tasks.memory),
  ];
};

/** vCPU of tasks on Fargate that run on the mean. */
export const taskVcpus = (context: Context): number =>
  context.all
    .filter(({ type }) => type === 'aws_ecs_service')
    .map((one) => tasksOf(one, context))
    .reduce((sum, tasks) => sum + (tasks ? (tasks.hours / hours) * tasks.cpu : 0), 0);

/**
 * Container Insights has 13 metrics of a cluster, 15 of each service and 10 of each family of tasks.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-ECS.html
 */
const insights: Rule = (resource, context) => {
  const on = list(resource.values, 'setting').some((one) => JSON.stringify(one).includes('"enabled"'));
  // The colour that stands by has no tasks, and so no metrics.
  const services = context.all.filter(({ type, values }) => type === 'aws_ecs_service' && values.desired_count !== 0);
  const families = context.all.filter(({ type }) => type === 'aws_ecs_task_definition');
  const metrics = 13 + 15 * services.length + 10 * families.length;
  return on ? [line(resource, context, 'watching', 'metrics of containers', 'cloudwatch.metric', metrics)] : [];
};

/** A machine that always runs, such as the bastion, with its disk and its address. */
const instance: Rule = (resource, context) => {
  const disk = block(resource.values, 'root_block_device');
  return [
    line(resource, context, 'security', 'instance', `ec2.${text(resource, 'instance_type')}`, hours),
    // Amazon Linux has 8 GB where the plan does not ask for more.
    line(resource, context, 'security', 'disk', 'ebs.gp3', Number(disk?.volume_size ?? 8)),
    ...(resource.values.associate_public_ip_address === true
      ? [line(resource, context, 'security', 'public address', 'ipv4.hour', hours)]
      : []),
  ];
};

const nodes: Rule = (resource, context) => {
  const scaling = block(resource.values, 'scaling_config');
  const type = String(list(resource.values, 'instance_types')[0] ?? 't3.medium');
  return [line(resource, context, 'backend', 'nodes', `ec2.${type}`, Number(scaling?.min_size ?? 0) * hours)];
};

/** Our function is called for each object that is written, for a tenth of a second. */
const lambda: Rule = (resource, context) => {
  const calls = context.usage.writesMillion;
  const gigabyteSeconds = (calls * 0.1 * number(resource, 'memory_size')) / 1024;
  return [
    line(resource, context, 'watching', 'calls', 'lambda.requests', calls),
    line(resource, context, 'watching', 'GB-seconds', 'lambda.gb-seconds', gigabyteSeconds),
  ];
};

export const computeRules: Readonly<Record<string, Rule>> = {
  aws_ecs_service: service,
  aws_ecs_cluster: insights,
  aws_autoscaling_group: fleet,
  aws_instance: instance,
  aws_eks_cluster: (resource, context) => [line(resource, context, 'backend', 'control plane', 'eks.cluster', hours)],
  aws_eks_node_group: nodes,
  aws_lambda_function: lambda,
};
