import type { Aws } from '../aws/clients.ts';
import { findListener, healthyTargets, type Listener } from '../aws/load-balancer.ts';
import { present } from '../aws/present.ts';
import { describeScaling } from '../aws/scaling.ts';
import { describeDefinition, describeService, failure, isSettled } from '../aws/services.ts';
import { type Both, both, type Colour } from '../colour.ts';
import type { Names } from '../names.ts';
import { backendRecord } from '../record.ts';
import type { Observed, Service } from './observed.ts';

/** Asks AWS for all that the next step is decided by. */
export async function observe(
  aws: Aws,
  names: Names,
  now: number,
): Promise<{ readonly observed: Observed; readonly listener: Listener }> {
  const found = await both((colour) => service(aws, names, colour));
  const groups: Both<string> = { blue: found.blue.group, green: found.green.group };
  const [listener, scaling, healthy] = await Promise.all([
    findListener(aws.balancing, groups),
    both((colour) => describeScaling(aws.scaling, names.cluster, names.service(colour))),
    both((colour) => healthyTargets(aws.balancing, groups[colour])),
  ]);
  const services = { blue: found.blue.service, green: found.green.service };
  return { listener, observed: { now, services, weights: listener.weights, scaling, healthy } };
}

async function service(
  { ecs }: Aws,
  names: Names,
  colour: Colour,
): Promise<{ readonly service: Service; readonly group: string }> {
  const name = names.service(colour);
  const found = await describeService(ecs, names.cluster, name);
  const taskDefinition = present(found.taskDefinition, `task definition of ${name}`);
  const { definition, tags } = await describeDefinition(ecs, taskDefinition);
  const balanced = present(found.loadBalancers?.[0], `target group of ${name}`);
  const container = definition.containerDefinitions?.find((one) => one.name === balanced.containerName);
  return {
    group: present(balanced.targetGroupArn, `target group of ${name}`),
    service: {
      name,
      taskDefinition,
      image: present(container?.image, `image of ${name}`),
      desired: found.desiredCount ?? 0,
      running: found.runningCount ?? 0,
      settled: isSettled(found),
      failed: failure(found),
      record: backendRecord(tags),
    },
  };
}
