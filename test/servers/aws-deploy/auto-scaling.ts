import type { Cloud } from './cloud.ts';
import { ClientFault } from './fault.ts';

type Json = Readonly<Record<string, unknown>>;

/** Application Auto Scaling: AWS JSON 1.1. https://docs.aws.amazon.com/autoscaling/application/APIReference/Welcome.html */
export const autoScaling: Readonly<Record<string, (cloud: Cloud, input: Json) => Json>> = {
  DescribeScalableTargets: (cloud, { ResourceIds }) => ({
    ScalableTargets: (Array.isArray(ResourceIds) ? ResourceIds : []).flatMap((id) => {
      const found = cloud.scalable.get(String(id));
      return found
        ? [{ ResourceId: id, MinCapacity: found.min, MaxCapacity: found.max, SuspendedState: found.held }]
        : [];
    }),
  }),
  RegisterScalableTarget: (cloud, { ResourceId, MinCapacity, MaxCapacity, SuspendedState }) => {
    const found = cloud.scalable.get(String(ResourceId));
    if (!found) throw new ClientFault('ValidationException', 'No such scalable target.');
    if (Number(MinCapacity) > Number(MaxCapacity))
      throw new ClientFault('ValidationException', 'Minimum capacity cannot be greater than maximum capacity.');
    found.min = Number(MinCapacity);
    found.max = Number(MaxCapacity);
    Object.assign(found.held, SuspendedState);
    return {};
  },
};
