import { DescribeTasksCommand, type ECSClient, ListTasksCommand } from '@aws-sdk/client-ecs';
import { ringing } from '../aws/alarms.ts';
import { present } from '../aws/present.ts';
import {
  describeDefinition,
  describeService,
  failure,
  isSettled,
  note,
  register,
  registration,
  update,
} from '../aws/services.ts';
import type { Tools } from '../backend/deploy.ts';
import { Overtaken, Refused, RolledBack } from '../errors.ts';
import { heartbeat, silence, type WorkersRecord, workersRecord } from '../record.ts';
import { type Fleet, next, watchedAlarms } from './next.ts';

const poll = 15;

export interface WorkersOrder {
  /** gpu, cpu, or a fleet that the studio has besides. */
  readonly fleet: string;
  /** The worker's, or ComfyUI's beside it, or both: each container gets the one of its repository. */
  readonly images: readonly string[];
  readonly despite: readonly string[];
}

/**
 * Brings a new version to a fleet of workers, at most half of the machines at a time. ECS stops a worker by SIGTERM: it takes no more jobs, ends or gives
 * back those it has, and the new one starts in its place.
 * @throws Refused, RolledBack or Overtaken, as `deployBackend`
 */
export async function deployWorkers(tools: Tools, order: WorkersOrder): Promise<void> {
  const { clock, log } = tools;
  const fleet = await observe(tools, order);
  const record = fleet.record;
  if (record && ['under-way', 'rolling-back'].includes(record.state)) {
    const silent = Math.round((clock.now() - record.seen) / 1_000);
    if (silent < silence)
      throw new Refused(
        `Another deployment is under way, seen ${silent} s ago. If its process is lost, run this again in ${silence - silent} s.`,
      );
    if (record.state === 'under-way' && runs(fleet, order)) {
      log('Goes on with a deployment that was begun.');
      return drive(tools, order, fleet.taskDefinition, record);
    }
    await rollBack(tools, order, fleet.taskDefinition, record, 'its process was lost');
    return deployWorkers(tools, order);
  }
  if (!fleet.settled)
    throw new Refused(`The fleet ${order.fleet} is being changed: another deployment is under way. Wait for it.`);
  if (fleet.ringing.length > 0)
    throw new Refused(
      `The alarm ${fleet.ringing.join(' and ')} rings already. To mend it by this deployment: --despite ${fleet.ringing.join(',')}.`,
    );
  const { definition } = await describeDefinition(tools.aws.ecs, tools.names.fleet(order.fleet));
  if (runs(fleet, order) && definition.taskDefinitionArn === fleet.taskDefinition)
    return log(`The fleet ${order.fleet} runs this image already.`);
  return start(tools, order, fleet);
}

/** Takes back what is under way in a fleet. @returns whether there was anything */
export async function rollBackWorkers(tools: Tools, fleet: string, why: string): Promise<boolean> {
  const order = { fleet, images: [], despite: watchedAlarms };
  const { record, taskDefinition } = await observe(tools, order);
  if (!record || !['under-way', 'rolling-back'].includes(record.state)) return false;
  await rollBack(tools, order, taskDefinition, record, why);
  return true;
}

const runs = ({ images }: Fleet, order: WorkersOrder): boolean => order.images.every((image) => images.includes(image));

async function start(tools: Tools, order: WorkersOrder, fleet: Fleet): Promise<void> {
  const { aws, names, clock, log } = tools;
  const now = clock.now();
  const record: WorkersRecord = { state: 'under-way', began: now, since: now, seen: now, before: fleet.taskDefinition };
  const { definition } = await describeDefinition(aws.ecs, names.fleet(order.fleet));
  const taskDefinition = await register(aws.ecs, registration(definition, order.images, record));
  log(
    `${order.images.join(' and ')} goes to ${fleet.running} workers of the fleet ${order.fleet} as ${taskDefinition}.`,
  );
  await give(tools, order, taskDefinition, fleet.running);
  return drive(tools, order, taskDefinition, record);
}

/** Half of a fleet goes on working; of one machine there is no half. */
async function give(
  { aws, names }: Tools,
  { fleet }: WorkersOrder,
  taskDefinition: string,
  running: number,
): Promise<void> {
  const service = names.fleet(fleet);
  const { deploymentConfiguration, schedulingStrategy } = await describeService(aws.ecs, names.cluster, service);
  await update(aws.ecs, {
    cluster: names.cluster,
    service,
    taskDefinition,
    // Services of Fargate start the new before they stop the old, as Terraform tells them to.
    ...(schedulingStrategy === 'DAEMON' && {
      deploymentConfiguration: { ...deploymentConfiguration, minimumHealthyPercent: running > 1 ? 50 : 0 },
    }),
  });
}

async function drive(tools: Tools, order: WorkersOrder, taskDefinition: string, begun: WorkersRecord): Promise<void> {
  const { aws, clock, signal, log } = tools;
  let rolled: number | null = null;
  for (;;) {
    const fleet = await observe(tools, order);
    const record = fleet.record ?? begun;
    if (fleet.taskDefinition !== taskDefinition && fleet.failed === null)
      throw new Overtaken(
        `The fleet ${order.fleet} runs ${fleet.taskDefinition}, and not ${taskDefinition}: somebody else deploys.`,
      );
    const action = next(fleet, record, rolled);
    if (action.do === 'roll back') {
      await rollBack(tools, order, taskDefinition, record, action.why);
      throw new RolledBack(`The fleet ${order.fleet} goes back to ${record.before}: ${action.why}.`);
    }
    if (action.do === 'finish') {
      await note(aws.ecs, taskDefinition, { state: 'live', seen: fleet.now });
      await asTerraformHasIt(tools, order);
      return log(`The fleet ${order.fleet} has the new version.`);
    }
    if (action.do === 'watch') {
      rolled = fleet.now;
      log(`All ${fleet.running} workers are new.`);
    }
    if (fleet.now - record.seen >= heartbeat * 1_000) await note(aws.ecs, taskDefinition, { seen: fleet.now });
    await clock.sleep(poll, signal);
  }
}

async function rollBack(
  tools: Tools,
  order: WorkersOrder,
  taskDefinition: string,
  { before }: WorkersRecord,
  why: string,
): Promise<void> {
  const { aws, clock, log } = tools;
  await note(aws.ecs, taskDefinition, { state: 'rolling-back', why, seen: clock.now() });
  const { running } = await observe(tools, order);
  await give(tools, order, before, running);
  await asTerraformHasIt(tools, order);
  await note(aws.ecs, taskDefinition, { state: 'rolled-back', seen: clock.now() });
  log(`The fleet ${order.fleet} goes back to ${before}: ${why}.`);
}

/** Module gpu-workers says 0, so that a machine can be drained; what a deployment changed of it would show as drift. */
async function asTerraformHasIt({ aws, names }: Tools, { fleet }: WorkersOrder): Promise<void> {
  const service = names.fleet(fleet);
  const { deploymentConfiguration, schedulingStrategy } = await describeService(aws.ecs, names.cluster, service);
  if (schedulingStrategy !== 'DAEMON') return;
  await update(aws.ecs, {
    cluster: names.cluster,
    service,
    deploymentConfiguration: { ...deploymentConfiguration, minimumHealthyPercent: 0 },
  });
}

async function observe({ aws, names, clock }: Tools, { fleet, despite }: WorkersOrder): Promise<Fleet> {
  const service = names.fleet(fleet);
  const found = await describeService(aws.ecs, names.cluster, service);
  const taskDefinition = present(found.taskDefinition, `task definition of ${service}`);
  const { definition, tags } = await describeDefinition(aws.ecs, taskDefinition);
  return {
    now: clock.now(),
    taskDefinition,
    images: (definition.containerDefinitions ?? []).map(({ image = '' }) => image),
    desired: found.desiredCount ?? 0,
    running: found.runningCount ?? 0,
    settled: isSettled(found),
    failed: failure(found),
    unhealthy: await unhealthyTasks(aws.ecs, names.cluster, service, taskDefinition),
    record: workersRecord(tags),
    ringing: (await ringing(aws.metrics, names, watchedAlarms)).filter((key) => !despite.includes(key)),
  };
}

async function unhealthyTasks(
  ecs: ECSClient,
  cluster: string,
  serviceName: string,
  definition: string,
): Promise<number> {
  // A fleet has at most twenty machines, and a page a hundred tasks.
  const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, serviceName }));
  if (taskArns.length === 0) return 0;
  const { tasks = [] } = await ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks.filter((one) => one.taskDefinitionArn === definition && one.healthStatus === 'UNHEALTHY').length;
}
