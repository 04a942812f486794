import { RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import { DescribeAutoScalingGroupsCommand, UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import type { RegionClients } from './clients.ts';
import type { Region } from './settings.ts';
import { type Reading, reading } from './step.ts';

export interface Tasks {
  readonly name: string;
  readonly desired: number;
  readonly running: number;
}

export interface Group {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly instances: number;
}

/** What computes in a region. */
export interface Compute {
  /** Colours of the API. */
  readonly services: readonly Tasks[];
  /** Workers without a GPU. */
  readonly workers: readonly Tasks[];
  readonly groups: readonly Group[];
}

export async function computeOf({ ecs, groups }: RegionClients, region: Region): Promise<Compute> {
  const tasks = await tasksOf(ecs, region);
  const isWorker = ({ name }: Tasks) => region.worker_services.some((one) => one.name === name);
  const wanted = region.workers.map(({ group }) => group);
  const { AutoScalingGroups = [] } =
    wanted.length > 0 ? await groups.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: wanted })) : {};
  return {
    services: tasks.filter((one) => !isWorker(one)),
    workers: tasks.filter(isWorker),
    groups: AutoScalingGroups.map(({ AutoScalingGroupName = '', MinSize = 0, MaxSize = 0, Instances = [] }) => ({
      ...{ name: AutoScalingGroupName, min: MinSize, max: MaxSize, instances: Instances.length },
    })),
  };
}

/** None where there is no cluster: a stack that sleeps has none until Terraform has woken it. */
async function tasksOf(ecs: RegionClients['ecs'], region: Region): Promise<readonly Tasks[]> {
  const names = [...region.services, ...region.worker_services].map(({ name }) => name);
  try {
    const { services = [] } = await ecs.send(new DescribeServicesCommand({ cluster: region.cluster, services: names }));
    return services.map(({ serviceName = '', desiredCount = 0, runningCount = 0 }) => ({
      ...{ name: serviceName, desired: desiredCount, running: runningCount },
    }));
  } catch (error) {
    if (error instanceof Error && error.name === 'ClusterNotFoundException') return [];
    throw error;
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);

/** Which service shall run how many tasks, so that the region has enough: the one that runs already, else the first. `null` when it has. */
export function serviceToRaise({ services }: Compute, { services: wanted }: Region): Region['services'][number] | null {
  const tasks = Math.max(...wanted.map((one) => one.tasks));
  if (sum(services.map(({ desired }) => desired)) >= tasks) return null;
  const busiest = services.toSorted((one, other) => other.desired - one.desired)[0];
  const name = busiest && busiest.desired > 0 ? busiest.name : (wanted[0]?.name ?? '');
  const most = Math.max(...wanted.map((one) => one.most));
  return { name, tasks, most };
}

/** Services of workers that shall run more tasks. */
const workersToRaise = ({ workers }: Compute, { worker_services: wanted }: Region): Region['worker_services'] =>
  wanted.filter(({ name, tasks }) => (workers.find((one) => one.name === name)?.desired ?? 0) < tasks);

/** Groups of workers that may not start as many as they should. */
export const groupsToRaise = ({ groups }: Compute, { workers }: Region): Region['workers'] =>
  workers.filter(({ group, max }) => (groups.find(({ name }) => name === group)?.max ?? 0) < max);

const told = ({ services, workers, groups }: Compute) =>
  [
    ...(services.length > 0 ? [] : ['there is no service of the API']),
    ...[...services, ...workers].map(({ name, running, desired }) => `${name} runs ${running} of ${desired}`),
    ...groups.map(({ name, instances, max }) => `${name} has ${instances} of at most ${max}`),
  ].join(', ');

/** @param answers what the load balancer said on /ready; `null` when it was not asked */
export function awakeReading(compute: Compute, region: Region, answers: string | null): Reading {
  const says = `${told(compute)}, /ready: ${answers ?? 'not asked'}`;
  const raised = [...workersToRaise(compute, region), ...groupsToRaise(compute, region)];
  if (serviceToRaise(compute, region) || raised.length > 0) return reading('to do', says);
  const missing = [...compute.services, ...compute.workers].some(({ running, desired }) => running < desired);
  return reading(missing || answers !== '200' ? 'under way' : 'done', says);
}

/** Nothing computes, and nothing starts anew. */
export function asleepReading(compute: Compute): Reading {
  const tasks = [...compute.services, ...compute.workers];
  const wanted = tasks.some(({ desired }) => desired > 0) || compute.groups.some(({ max }) => max > 0);
  if (wanted) return reading('to do', told(compute));
  const left = tasks.some(({ running }) => running > 0) || compute.groups.some(({ instances }) => instances > 0);
  return reading(left ? 'under way' : 'done', told(compute));
}

/** Raises what is missing. The scalable target first: autoscaling would take tasks away that are above its most. */
export async function wake(clients: RegionClients, region: Region, compute: Compute): Promise<void> {
  const service = serviceToRaise(compute, region);
  for (const one of [...(service ? [service] : []), ...workersToRaise(compute, region)])
    await scaleService(clients, region, one);
  for (const { group, min, max } of groupsToRaise(compute, region)) await scaleGroup(clients, group, { min, max });
}

/** Stops everything that writes. */
export async function sleep(clients: RegionClients, region: Region): Promise<void> {
  for (const { name } of [...region.services, ...region.worker_services])
    await scaleService(clients, region, { name, tasks: 0, most: 0 });
  for (const { group } of region.workers) await scaleGroup(clients, group, { min: 0, max: 0 });
}

async function scaleService(
  { ecs, scaling }: RegionClients,
  { cluster }: Region,
  { name, tasks, most }: Region['services'][number],
): Promise<void> {
  await scaling.send(
    new RegisterScalableTargetCommand({
      ServiceNamespace: 'ecs',
      ResourceId: `service/${cluster}/${name}`,
      ScalableDimension: 'ecs:service:DesiredCount',
      MinCapacity: tasks,
      MaxCapacity: most,
    }),
  );
  await ecs.send(new UpdateServiceCommand({ cluster, service: name, desiredCount: tasks }));
}

const scaleGroup = (
  { groups }: RegionClients,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
) =>
  groups.send(
    new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: name, MinSize: min, MaxSize: max, DesiredCapacity: min }),
  );
