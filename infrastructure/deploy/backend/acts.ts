import type { Aws } from '../aws/clients.ts';
import { type Listener, shareOut } from '../aws/load-balancer.ts';
import { setScaling } from '../aws/scaling.ts';
import { note, update } from '../aws/services.ts';
import { other } from '../colour.ts';
import type { Names } from '../names.ts';
import type { BackendRecord } from '../record.ts';
import type { Observed, Scaling } from './observed.ts';

/** What an act works on. */
export interface Scene {
  readonly aws: Aws;
  readonly names: Names;
  readonly observed: Observed;
  readonly listener: Listener;
  readonly record: BackendRecord;
  /** The task definition of the deployment. */
  readonly taskDefinition: string;
}

const asleep: Scaling = { min: 0, max: 0, held: { in: false, out: false, schedules: true } };
const free = { in: false, out: false, schedules: false };

/** Each act may be done again, from its beginning, by a process that found it half done. */
export async function prepare({ aws, names, observed, record, taskDefinition }: Scene): Promise<void> {
  const { to, size } = record;
  const [fresh, old] = [names.service(to), names.service(other(to))];
  const bounds = observed.scaling[other(to)];
  await update(aws.ecs, { cluster: names.cluster, service: fresh, taskDefinition, desiredCount: size });
  // Neither colour becomes smaller while it may have to take all traffic at once. Schedules go on for the one that has it.
  await setScaling(aws.scaling, names.cluster, old, { ...bounds, held: { ...bounds.held, in: true } });
  await setScaling(aws.scaling, names.cluster, fresh, { ...bounds, held: { in: true, out: false, schedules: true } });
}

/** The time is written first: were it lost, the step would be watched for longer, not shorter. */
export async function shift(scene: Scene, weight: number): Promise<void> {
  const { aws, observed, listener, record, taskDefinition } = scene;
  await note(aws.ecs, taskDefinition, { since: observed.now, seen: observed.now });
  await shareOut(aws.balancing, listener, record.to, weight);
}

/** The old version is let go: from here on a way back is another deployment. */
export async function retire({ aws, names, observed, record }: Scene): Promise<void> {
  const { to } = record;
  const from = other(to);
  const bounds = observed.scaling[from];
  // Once the old colour's are gone, the new one has them already.
  const { min, max } = bounds.max > 0 ? bounds : observed.scaling[to];
  await setScaling(aws.scaling, names.cluster, names.service(to), { min, max, held: free });
  await setScaling(aws.scaling, names.cluster, names.service(from), asleep);
  await update(aws.ecs, { cluster: names.cluster, service: names.service(from), desiredCount: 0 });
}

export async function finish({ aws, observed, taskDefinition }: Scene): Promise<void> {
  await note(aws.ecs, taskDefinition, { state: 'live', seen: observed.now });
}

/** Traffic first, all else afterwards. */
export async function rollBack(
  { aws, names, observed, listener, record, taskDefinition }: Scene,
  why: string,
): Promise<void> {
  const { to } = record;
  const from = other(to);
  await note(aws.ecs, taskDefinition, { state: 'rolling-back', why, seen: observed.now });
  await shareOut(aws.balancing, listener, from, 100);
  const { min, max } = observed.scaling[from].max > 0 ? observed.scaling[from] : observed.scaling[to];
  await setScaling(aws.scaling, names.cluster, names.service(from), { min, max, held: free });
  await setScaling(aws.scaling, names.cluster, names.service(to), asleep);
  await update(aws.ecs, { cluster: names.cluster, service: names.service(to), desiredCount: 0 });
  await note(aws.ecs, taskDefinition, { state: 'rolled-back', seen: observed.now });
}
