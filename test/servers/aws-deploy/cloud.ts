import type { Balancer } from './balancer.ts';

export interface Definition {
  readonly arn: string;
  readonly family: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly tags: Map<string, string>;
}

export interface Task {
  readonly arn: string;
  readonly definition: string;
  readonly began: number;
}

export interface Service {
  readonly name: string;
  readonly kind: 'REPLICA' | 'DAEMON';
  readonly group: string | null;
  definition: string;
  desired: number;
  tasks: Task[];
  minimumHealthy: number;
  /** The version that is being given out, since when, and what it takes the place of; null when all is done. */
  rollout: { readonly since: number; readonly before: string } | null;
  failed: { readonly definition: string; readonly why: string } | null;
}

export interface Scalable {
  min: number;
  max: number;
  held: Record<string, boolean>;
}

/** How the program in an image behaves; a good one when nothing is said. */
export interface Behaviour {
  /** Its tasks come up at all. */
  readonly starts?: boolean;
  readonly ready?: boolean;
  /** The container's own health check, which ECS looks at. */
  readonly unhealthy?: boolean;
  /** Of 100 answers so many are errors. */
  readonly errors?: number;
  readonly seconds?: number;
}

/** A state of AWS that time changes: services come up, alarms ring. Seconds pass only when they are told to. */
export interface Cloud {
  now: number;
  readonly account: string;
  readonly services: Map<string, Service>;
  readonly definitions: Definition[];
  readonly scalable: Map<string, Scalable>;
  /** By name: rings by hand, or by what the load balancer counts. */
  readonly alarms: Map<string, 'OK' | 'ALARM'>;
  readonly behaviours: Map<string, Behaviour>;
  readonly balancer: Balancer;
}

/** Seconds that a task takes to run, and to be healthy; and after which ECS gives a version up that doesn't. */
const runs = 30;
const healthy = 45;
const givesUp = 120;

export const definitionOf = (cloud: Cloud, arn: string): Definition | undefined =>
  cloud.definitions.find((one) => one.arn === arn) ??
  // A family's name alone is its newest.
  cloud.definitions.findLast((one) => one.family === arn);

export function imageOf(cloud: Cloud, arn: string): string {
  const containers = definitionOf(cloud, arn)?.body.containerDefinitions;
  const first: unknown = Array.isArray(containers) ? containers[0] : undefined;
  return first && typeof first === 'object' && 'image' in first ? String(first.image) : '';
}

export const behaviourOf = (cloud: Cloud, arn: string): Behaviour => cloud.behaviours.get(imageOf(cloud, arn)) ?? {};

export const isRunning = (cloud: Cloud, task: Task): boolean =>
  cloud.now - task.began >= runs * 1_000 && behaviourOf(cloud, task.definition).starts !== false;

export const isHealthy = (cloud: Cloud, task: Task): boolean =>
  isRunning(cloud, task) && cloud.now - task.began >= healthy * 1_000;

let made = 0;
const newTask = (cloud: Cloud, definition: string): Task => {
  made += 1;
  return { arn: `arn:aws:ecs:us-east-1:${cloud.account}:task/studio/${made}`, definition, began: cloud.now };
};

/** A new definition for a service: its tasks are replaced as time passes. */
export function rollOut(cloud: Cloud, service: Service, definition: string): void {
  service.rollout = { since: cloud.now, before: service.definition };
  service.failed = null;
  service.definition = definition;
}

/** Brings a service nearer to what is wanted of it. */
function settle(cloud: Cloud, service: Service): void {
  const { definition } = service;
  const fresh = service.tasks.filter((task) => task.definition === definition);
  const old = service.tasks.filter((task) => task.definition !== definition);
  if (service.kind === 'DAEMON') replaceInPlace(cloud, service, old);
  else {
    while (fresh.length < service.desired) fresh.push(newTask(cloud, definition));
    const up = fresh.filter((task) => isHealthy(cloud, task)).length;
    service.tasks = [...fresh.slice(0, service.desired), ...old.slice(0, Math.max(0, service.desired - up))];
  }
  const done = service.tasks.every((task) => task.definition === definition && isRunning(cloud, task));
  if (done) service.rollout = null;
  else if (service.rollout && cloud.now - service.rollout.since > givesUp * 1_000) giveUp(cloud, service);
}

/** A machine has room for one worker: it goes before the new one comes, and so many stay as must be healthy. Who fails its health check is none of them. */
function replaceInPlace(cloud: Cloud, service: Service, old: readonly Task[]): void {
  const well = (task: Task) => isRunning(cloud, task) && !behaviourOf(cloud, task.definition).unhealthy;
  const up = service.tasks.filter(well).length;
  const may = up - Math.ceil((service.minimumHealthy / 100) * service.desired);
  const go = old.slice(0, Math.max(0, may));
  service.tasks = service.tasks.map((task) => (go.includes(task) ? newTask(cloud, service.definition) : task));
}

function giveUp(cloud: Cloud, service: Service): void {
  const { definition, rollout } = service;
  if (!rollout) return;
  rollOut(cloud, service, rollout.before);
  service.failed = { definition, why: 'ECS deployment circuit breaker: tasks failed to start.' };
  // As the circuit breaker does, once.
  service.rollout = null;
}

/** Time passes: services come up, users ask, alarms look at what was counted. */
export async function pass(cloud: Cloud, seconds: number): Promise<void> {
  cloud.now += seconds * 1_000;
  for (const service of cloud.services.values()) settle(cloud, service);
  await cloud.balancer.users(seconds);
  const share = cloud.balancer.errorShare(cloud.now - 300_000);
  for (const name of cloud.alarms.keys())
    if (name.endsWith('-api-errors')) cloud.alarms.set(name, share > 0.01 ? 'ALARM' : 'OK');
}
