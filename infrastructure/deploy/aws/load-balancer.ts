import {
  type Action,
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  type ElasticLoadBalancingV2Client,
  ModifyListenerCommand,
  type Rule,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { type Both, type Colour, colours } from '../colour.ts';
import { present } from './present.ts';

/** The listener that shares traffic out, found from the services' target groups. */
export interface Listener {
  readonly arn: string;
  readonly loadBalancer: string;
  readonly groups: Both<string>;
  /** Percent of traffic. */
  readonly weights: Both<number>;
  readonly action: Action;
}

/** @throws Missing when no listener of the load balancer forwards to both groups */
export async function findListener(elb: ElasticLoadBalancingV2Client, groups: Both<string>): Promise<Listener> {
  const { TargetGroups } = await elb.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [groups.blue] }));
  const loadBalancer = present(TargetGroups?.[0]?.LoadBalancerArns?.[0], `load balancer of ${groups.blue}`);
  const { Listeners = [] } = await elb.send(new DescribeListenersCommand({ LoadBalancerArn: loadBalancer }));
  for (const { ListenerArn, DefaultActions = [] } of Listeners) {
    const action = DefaultActions.find((one) => colours.every((colour) => weightIn(one, groups[colour]) !== null));
    if (!action || !ListenerArn) continue;
    return { arn: ListenerArn, loadBalancer, groups, weights: shares(action, groups), action };
  }
  return present<Listener>(null, `listener of ${loadBalancer} that forwards to both colours`);
}

const weightIn = ({ ForwardConfig }: Action, group: string): number | null =>
  ForwardConfig?.TargetGroups?.find(({ TargetGroupArn }) => TargetGroupArn === group)?.Weight ?? null;

/** Weights are shares of their sum, whatever that is. */
function shares(action: Action, groups: Both<string>): Both<number> {
  const [blue, green] = [weightIn(action, groups.blue) ?? 0, weightIn(action, groups.green) ?? 0];
  const sum = blue + green || 1;
  return { blue: (100 * blue) / sum, green: (100 * green) / sum };
}

/** Gives a colour its share; the other one has the rest. What else the listener does, stickiness of groups among it, stays as it is. */
export async function shareOut(
  elb: ElasticLoadBalancingV2Client,
  { arn, groups, action }: Listener,
  colour: Colour,
  weight: number,
): Promise<void> {
  const TargetGroups = colours.map((one) => ({
    TargetGroupArn: groups[one],
    Weight: one === colour ? weight : 100 - weight,
  }));
  const { TargetGroupArn: _, ...rest } = action;
  const changed = { ...rest, ForwardConfig: { ...action.ForwardConfig, TargetGroups } };
  await elb.send(new ModifyListenerCommand({ ListenerArn: arn, DefaultActions: [changed] }));
}

export async function healthyTargets(elb: ElasticLoadBalancingV2Client, group: string): Promise<number> {
  const answer = await elb.send(new DescribeTargetHealthCommand({ TargetGroupArn: group }));
  return (answer.TargetHealthDescriptions ?? []).filter(({ TargetHealth }) => TargetHealth?.State === 'healthy').length;
}

/**
 * The headers by which a request reaches a colour that has no traffic yet. The listener's rule says them, the secret one among them, so that the pipeline
 * needs no secret of its own.
 * @returns null when no rule leads to this colour
 */
export async function smokeHeaders(
  elb: ElasticLoadBalancingV2Client,
  { arn, groups }: Listener,
  colour: Colour,
): Promise<Readonly<Record<string, string>> | null> {
  const { Rules = [] } = await elb.send(new DescribeRulesCommand({ ListenerArn: arn }));
  const rule = Rules.find((one) => headersOf(one)['x-studio-colour'] === colour && leadsTo(one, groups[colour]));
  return rule ? headersOf(rule) : null;
}

const headersOf = ({ Conditions = [] }: Rule): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Conditions.flatMap(({ HttpHeaderConfig }) =>
      HttpHeaderConfig?.HttpHeaderName && HttpHeaderConfig.Values?.[0]
        ? [[HttpHeaderConfig.HttpHeaderName.toLowerCase(), HttpHeaderConfig.Values[0]]]
        : [],
    ),
  );

/** Whether a rule forwards to this group and to no other. */
const leadsTo = ({ Actions = [] }: Rule, group: string): boolean => {
  const forward = Actions.find(({ Type }) => Type === 'forward');
  const groups = forward?.ForwardConfig?.TargetGroups?.map(({ TargetGroupArn }) => TargetGroupArn) ?? [
    forward?.TargetGroupArn,
  ];
  return groups.length === 1 && groups[0] === group;
};
