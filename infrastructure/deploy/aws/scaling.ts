import {
  type ApplicationAutoScalingClient,
  DescribeScalableTargetsCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { Scaling } from '../backend/observed.ts';
import { present } from './present.ts';

const resource = (cluster: string, service: string) =>
  ({
    ServiceNamespace: 'ecs',
    ScalableDimension: 'ecs:service:DesiredCount',
    id: `service/${cluster}/${service}`,
  }) as const;

/** @throws Missing */
export async function describeScaling(
  client: ApplicationAutoScalingClient,
  cluster: string,
  service: string,
): Promise<Scaling> {
  const { id, ...of } = resource(cluster, service);
  const answer = await client.send(new DescribeScalableTargetsCommand({ ...of, ResourceIds: [id] }));
  const found = present(answer.ScalableTargets?.[0], `scalable target ${id}`);
  return {
    min: found.MinCapacity ?? 0,
    max: found.MaxCapacity ?? 0,
    held: {
      in: found.SuspendedState?.DynamicScalingInSuspended ?? false,
      out: found.SuspendedState?.DynamicScalingOutSuspended ?? false,
      schedules: found.SuspendedState?.ScheduledScalingSuspended ?? false,
    },
  };
}

export async function setScaling(
  client: ApplicationAutoScalingClient,
  cluster: string,
  service: string,
  { min, max, held }: Scaling,
): Promise<void> {
  const { id, ...of } = resource(cluster, service);
  await client.send(
    new RegisterScalableTargetCommand({
      ...of,
      ResourceId: id,
      MinCapacity: min,
      MaxCapacity: max,
      SuspendedState: {
        DynamicScalingInSuspended: held.in,
        DynamicScalingOutSuspended: held.out,
        ScheduledScalingSuspended: held.schedules,
      },
    }),
  );
}
