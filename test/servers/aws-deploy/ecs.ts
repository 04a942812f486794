import {
  behaviourOf,
  type Cloud,
  type Definition,
  definitionOf,
  isRunning,
  rollOut,
  type Service,
  type Task,
} from './cloud.ts';
import { ClientFault } from './fault.ts';

type Json = Readonly<Record<string, unknown>>;

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
/** Requests of the SDK are objects, all the way down. */
const object = (value: unknown): Json => (value && typeof value === 'object' ? { ...value } : {});
const nameOf = (reference: unknown): string => text(reference).split('/').at(-1) ?? '';

/** Amazon ECS, as far as a deployment speaks to it: AWS JSON 1.1. https://docs.aws.amazon.com/AmazonECS/latest/APIReference/Welcome.html */
export const ecs: Readonly<Record<string, (cloud: Cloud, input: Json) => Json>> = {
  DescribeServices: (cloud, { services }) => {
    const found = list(services).map((one) => cloud.services.get(nameOf(one)));
    return { services: found.flatMap((one) => (one ? [described(cloud, one)] : [])), failures: [] };
  },
  DescribeTaskDefinition: (cloud, { taskDefinition, include }) => {
    const found = definitionOf(cloud, text(taskDefinition));
    if (!found) throw new ClientFault('ClientException', 'Unable to describe task definition.');
    return { taskDefinition: whole(found), ...(list(include).includes('TAGS') && { tags: tagsOf(found) }) };
  },
  RegisterTaskDefinition: (cloud, { tags, ...body }) => {
    const refused = ['taskDefinitionArn', 'revision', 'status', 'compatibilities', 'registeredAt'].find(
      (key) => key in body,
    );
    if (refused) throw new ClientFault('ClientException', `${refused} is not a field of a registration.`);
    const family = text(body.family);
    const revision = cloud.definitions.filter((one) => one.family === family).length + 1;
    const arn = `arn:aws:ecs:us-east-1:${cloud.account}:task-definition/${family}:${revision}`;
    const made = { arn, family, body, tags: tagged(new Map(), tags) };
    cloud.definitions.push(made);
    return { taskDefinition: whole(made), tags: tagsOf(made) };
  },
  TagResource: (cloud, { resourceArn, tags }) => {
    const found = cloud.definitions.find(({ arn }) => arn === resourceArn);
    if (!found) throw new ClientFault('ResourceNotFoundException', 'The resource was not found.');
    tagged(found.tags, tags);
    return {};
  },
  UpdateService: (cloud, { service, taskDefinition, desiredCount, deploymentConfiguration }) => {
    const found = cloud.services.get(nameOf(service));
    if (!found) throw new ClientFault('ServiceNotFoundException', 'Service not found.');
    if (found.kind === 'DAEMON' && desiredCount !== undefined)
      throw new ClientFault('InvalidParameterException', 'The desired count of a daemon is not to be set.');
    const minimum = object(deploymentConfiguration).minimumHealthyPercent;
    if (typeof minimum === 'number') found.minimumHealthy = minimum;
    if (typeof desiredCount === 'number') found.desired = desiredCount;
    if (taskDefinition !== undefined && taskDefinition !== found.definition) {
      if (!definitionOf(cloud, text(taskDefinition)))
        throw new ClientFault('ClientException', 'The task definition was not found.');
      rollOut(cloud, found, text(taskDefinition));
    }
    return { service: described(cloud, found) };
  },
  ListTasks: (cloud, { serviceName }) => ({
    taskArns: (cloud.services.get(nameOf(serviceName))?.tasks ?? []).map(({ arn }) => arn),
  }),
  DescribeTasks: (cloud, { tasks }) => {
    const all = [...cloud.services.values()].flatMap((one) => one.tasks);
    return {
      tasks: list(tasks)
        .flatMap((arn) => all.filter((one) => one.arn === arn))
        .map((one) => toldTask(cloud, one)),
    };
  },
};

const toldTask = (cloud: Cloud, task: Task): Json => ({
  taskArn: task.arn,
  taskDefinitionArn: task.definition,
  lastStatus: isRunning(cloud, task) ? 'RUNNING' : 'PENDING',
  healthStatus: !isRunning(cloud, task)
    ? 'UNKNOWN'
    : behaviourOf(cloud, task.definition).unhealthy
      ? 'UNHEALTHY'
      : 'HEALTHY',
});

const tagsOf = ({ tags }: Definition): Json[] => [...tags].map(([key, value]) => ({ key, value }));

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html */
function tagged(tags: Map<string, string>, given: unknown): Map<string, string> {
  for (const { key, value } of list(given).map(object)) {
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{0,256}$/u.test(text(value)))
      throw new ClientFault(
        'InvalidParameterException',
        `The value "${text(value)}" of a tag has characters that it may not have.`,
      );
    tags.set(text(key), text(value));
  }
  return tags;
}

const whole = ({ arn, body }: Definition): Json => ({
  ...body,
  taskDefinitionArn: arn,
  revision: Number(arn.split(':').at(-1)),
  status: 'ACTIVE',
  compatibilities: ['EC2', 'FARGATE'],
  requiresAttributes: [],
  registeredAt: 1_767_225_600,
});

function described(cloud: Cloud, service: Service): Json {
  const { name, group, definition, desired, tasks, rollout, failed, kind, minimumHealthy } = service;
  const runningCount = tasks.filter((task) => isRunning(cloud, task)).length;
  const olds = new Set(tasks.map((task) => task.definition).filter((one) => one !== definition));
  const deployment = (taskDefinition: string, status: string, rolloutState: string, rolloutStateReason = '') => ({
    id: `ecs-svc/${taskDefinition}`,
    status,
    taskDefinition,
    rolloutState,
    rolloutStateReason,
  });
  return {
    serviceName: name,
    serviceArn: `arn:aws:ecs:us-east-1:${cloud.account}:service/studio/${name}`,
    status: 'ACTIVE',
    schedulingStrategy: kind,
    taskDefinition: definition,
    desiredCount: desired,
    runningCount,
    pendingCount: tasks.length - runningCount,
    deploymentConfiguration: {
      minimumHealthyPercent: minimumHealthy,
      maximumPercent: kind === 'DAEMON' ? 100 : 200,
      deploymentCircuitBreaker: { enable: true, rollback: true },
    },
    loadBalancers: group === null ? [] : [{ targetGroupArn: group, containerName: 'backend', containerPort: 8000 }],
    deployments: [
      deployment(definition, 'PRIMARY', rollout ? 'IN_PROGRESS' : 'COMPLETED'),
      ...[...olds].map((one) => deployment(one, 'ACTIVE', 'COMPLETED')),
      ...(failed ? [deployment(failed.definition, 'INACTIVE', 'FAILED', failed.why)] : []),
    ],
  };
}
