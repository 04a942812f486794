import {
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  type ECSClient,
  type Service as EcsService,
  RegisterTaskDefinitionCommand,
  type RegisterTaskDefinitionCommandInput,
  type Tag,
  TagResourceCommand,
  type TaskDefinition,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { withImage } from '../image.ts';
import { type BackendRecord, tagsOf, type WorkersRecord } from '../record.ts';
import { present } from './present.ts';

/** `null` when there is none of this name. */
export async function findService(ecs: ECSClient, cluster: string, name: string): Promise<EcsService | null> {
  const { services } = await ecs.send(new DescribeServicesCommand({ cluster, services: [name] }));
  return services?.find(({ status }) => status === 'ACTIVE') ?? null;
}

/** @throws Missing */
export async function describeService(ecs: ECSClient, cluster: string, name: string): Promise<EcsService> {
  return present(await findService(ecs, cluster, name), `service ${name} in the cluster ${cluster}`);
}

/** @param name of a revision, or of a family: then its newest. */
export async function describeDefinition(
  ecs: ECSClient,
  name: string,
): Promise<{ readonly definition: TaskDefinition; readonly tags: readonly Tag[] }> {
  const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: name, include: ['TAGS'] }));
  return { definition: present(answer.taskDefinition, `task definition ${name}`), tags: answer.tags ?? [] };
}

/** What AWS adds to a task definition, and does not take back. */
const theirs = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
] as const satisfies readonly (keyof TaskDefinition)[];

/** The newest of a family, with other images, as the registration asks for it. What Terraform changed in it since comes along. */
export function registration(
  definition: TaskDefinition,
  images: readonly string[],
  record: BackendRecord | WorkersRecord,
): RegisterTaskDefinitionCommandInput {
  const kept = Object.fromEntries(Object.entries(definition).filter(([key]) => !theirs.some((one) => one === key)));
  return {
    ...kept,
    family: definition.family,
    containerDefinitions: images.reduce(withImage, definition.containerDefinitions ?? []),
    tags: tagsOf(record),
  };
}

/** @returns the new revision's ARN */
export async function register(ecs: ECSClient, input: RegisterTaskDefinitionCommandInput): Promise<string> {
  const { taskDefinition } = await ecs.send(new RegisterTaskDefinitionCommand(input));
  return present(taskDefinition?.taskDefinitionArn, 'ARN for the new task definition');
}

/** Writes down what the deployment has come to. */
export async function note(
  ecs: ECSClient,
  taskDefinition: string,
  record: Partial<BackendRecord & WorkersRecord>,
): Promise<void> {
  await ecs.send(new TagResourceCommand({ resourceArn: taskDefinition, tags: tagsOf(record) }));
}

export async function update(ecs: ECSClient, input: UpdateServiceCommandInput): Promise<void> {
  await ecs.send(new UpdateServiceCommand(input));
}

/** Whether all tasks that are wanted run, and of one version alone. */
export function isSettled({ deployments = [], runningCount, desiredCount }: EcsService): boolean {
  const [only] = deployments;
  return deployments.length === 1 && only?.rolloutState === 'COMPLETED' && runningCount === desiredCount;
}

/**
 * Why ECS gave a version up. Its circuit breaker does so when tasks do not come up, and goes back to the version before, which for a colour that slept is as
 * bad a guess as any. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html
 */
export function failure({ deployments = [] }: EcsService): string | null {
  const failed = deployments.find(({ rolloutState }) => rolloutState === 'FAILED');
  return failed ? (failed.rolloutStateReason ?? 'it did not say why') : null;
}
