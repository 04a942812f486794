import { z } from 'zod';
import { type Answer, AwsFault, json, listOf, query } from './answer.ts';
import type { Group, RegionState, Service } from './state.ts';

const service = (region: RegionState, name: string): Service => {
  const found = region.services.find((one) => one.name === name);
  if (!found) throw new AwsFault('ServiceNotFoundException', `There is no service ${name}.`);
  return found;
};

const describeSchema = z.object({ services: z.array(z.string()) });
const updateSchema = z.object({ service: z.string(), desiredCount: z.int() });

/** Amazon ECS, JSON 1.1. A look brings each service one task nearer to what is desired. A region without a service has no cluster either. */
export function ecs(region: RegionState, action: string, body: unknown): Answer {
  if (region.services.length === 0) throw new AwsFault('ClusterNotFoundException', 'Cluster not found.');
  switch (action) {
    case 'DescribeServices': {
      const services = describeSchema.parse(body).services.map((name) => {
        const one = service(region, name);
        one.running += Math.sign(one.desired - one.running);
        return { serviceName: one.name, desiredCount: one.desired, runningCount: one.running, status: 'ACTIVE' };
      });
      return json({ services, failures: [] });
    }
    case 'UpdateService': {
      const { service: name, desiredCount } = updateSchema.parse(body);
      const one = service(region, name);
      // What application autoscaling would do a moment later.
      one.desired = Math.min(Math.max(desiredCount, one.min), one.max);
      return json({ service: { serviceName: one.name, desiredCount: one.desired } });
    }
    default:
      throw new AwsFault('InvalidAction', `ECS does not know ${action} here.`);
  }
}

const targetSchema = z.object({ ResourceId: z.string(), MinCapacity: z.int(), MaxCapacity: z.int() });

/** Application Auto Scaling, JSON 1.1. */
export function scalableTargets(region: RegionState, action: string, body: unknown): Answer {
  if (action !== 'RegisterScalableTarget') throw new AwsFault('InvalidAction', `${action} is not known here.`);
  const { ResourceId, MinCapacity, MaxCapacity } = targetSchema.parse(body);
  Object.assign(service(region, ResourceId.split('/').at(-1) ?? ''), { min: MinCapacity, max: MaxCapacity });
  return json({});
}

/** EC2 Auto Scaling, AWS Query 2011-01-01. */
export function autoScaling(region: RegionState, form: URLSearchParams): Answer {
  const action = form.get('Action') ?? '';
  if (action === 'DescribeAutoScalingGroups') {
    const names = listOf(form, /^AutoScalingGroupNames\.member\./);
    const found = region.groups.filter(({ name }) => names.includes(name));
    return query(action, `<AutoScalingGroups>${found.map(described).join('')}</AutoScalingGroups>`);
  }
  if (action !== 'UpdateAutoScalingGroup') throw new AwsFault('InvalidAction', `${action} is not known here.`);
  const name = form.get('AutoScalingGroupName');
  const one = region.groups.find((group) => group.name === name);
  if (!one) throw new AwsFault('ValidationError', `There is no group ${name}.`);
  one.min = Number(form.get('MinSize'));
  one.max = Number(form.get('MaxSize'));
  one.instances = Number(form.get('DesiredCapacity'));
  return query(action, '');
}

const described = ({ name, min, max, instances }: Group): string => `<member>
  <AutoScalingGroupName>${name}</AutoScalingGroupName><MinSize>${min}</MinSize><MaxSize>${max}</MaxSize><DesiredCapacity>${instances}</DesiredCapacity>
  <Instances>${Array.from({ length: instances }, (_, index) => `<member><InstanceId>i-${index}</InstanceId></member>`).join('')}</Instances>
</member>`;
