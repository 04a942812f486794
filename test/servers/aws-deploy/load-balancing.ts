import { type Colour, colours, smokeHeader } from './balancer.ts';
import { type Cloud, isHealthy } from './cloud.ts';
import { ClientFault } from './fault.ts';

const region = (cloud: Cloud) => `arn:aws:elasticloadbalancing:us-east-1:${cloud.account}`;
export const loadBalancer = (cloud: Cloud): string => `${region(cloud)}:loadbalancer/app/studio/50dc6c495c0c9188`;
export const groupArn = (cloud: Cloud, colour: Colour): string =>
  `${region(cloud)}:targetgroup/studio-${colour}/73e2d6bc24d8a067`;
const listenerArn = (cloud: Cloud, port: number) => `${region(cloud)}:listener/app/studio/50dc6c495c0c9188/${port}`;

const forward = (groups: readonly { readonly arn: string; readonly weight: number }[], stickiness: boolean) => ({
  Type: 'forward',
  Order: 1,
  ForwardConfig: {
    TargetGroups: groups.map(({ arn, weight }) => ({ TargetGroupArn: arn, Weight: weight })),
    TargetGroupStickinessConfig: { Enabled: stickiness },
  },
});

/**
 * Elastic Load Balancing, as far as a deployment speaks to it: the Query protocol, with answers in XML.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/Welcome.html
 */
export const loadBalancing: Readonly<Record<string, (cloud: Cloud, input: Form) => unknown>> = {
  DescribeTargetGroups: (cloud, form) => ({
    TargetGroups: members(form, 'TargetGroupArns').map((arn) => ({
      TargetGroupArn: arn,
      LoadBalancerArns: [loadBalancer(cloud)],
    })),
  }),
  DescribeListeners: (cloud, form) => {
    if (form.LoadBalancerArn !== loadBalancer(cloud))
      throw new ClientFault('LoadBalancerNotFound', 'No such load balancer.');
    const { weights } = cloud.balancer;
    const groups = colours.map((colour) => ({ arn: groupArn(cloud, colour), weight: weights[colour] }));
    return {
      Listeners: [
        {
          ListenerArn: listenerArn(cloud, 80),
          Port: 80,
          DefaultActions: [{ Type: 'redirect', RedirectConfig: { StatusCode: 'HTTP_301' } }],
        },
        { ListenerArn: listenerArn(cloud, 443), Port: 443, DefaultActions: [forward(groups, false)] },
      ],
    };
  },
  DescribeRules: (cloud) => ({
    Rules: [
      ...colours.map((colour, index) => ({
        RuleArn: `${listenerArn(cloud, 443)}/${colour}`,
        Priority: String(index + 1),
        Conditions: [header('X-Studio-Colour', colour), header(smokeHeader.name, smokeHeader.token)],
        Actions: [forward([{ arn: groupArn(cloud, colour), weight: 1 }], false)],
      })),
      { RuleArn: `${listenerArn(cloud, 443)}/default`, Priority: 'default', Conditions: [], Actions: [] },
    ],
  }),
  DescribeTargetHealth: (cloud, { TargetGroupArn }) => {
    const service = [...cloud.services.values()].find(({ group }) => group === TargetGroupArn);
    return {
      TargetHealthDescriptions: (service?.tasks ?? []).map((task, index) => ({
        Target: { Id: `10.0.10.${index}`, Port: 8000 },
        TargetHealth: { State: isHealthy(cloud, task) ? 'healthy' : 'initial' },
      })),
    };
  },
  ModifyListener: (cloud, form) => {
    if (form.ListenerArn !== listenerArn(cloud, 443)) throw new ClientFault('ListenerNotFound', 'No such listener.');
    for (const colour of colours) {
      const at = Object.keys(form).find((key) => form[key] === groupArn(cloud, colour));
      if (!at) throw new ClientFault('ValidationError', `The listener must forward to ${colour}.`);
      cloud.balancer.weights[colour] = Number(form[at.replace('TargetGroupArn', 'Weight')]);
    }
    return { Listeners: [] };
  },
};

const header = (name: string, value: string) => ({
  Field: 'http-header',
  HttpHeaderConfig: { HttpHeaderName: name, Values: [value] },
});

/** Fields as they come: `DefaultActions.member.1.Type`. */
export type Form = Readonly<Record<string, string>>;

const members = (form: Form, name: string): string[] =>
  Object.entries(form).flatMap(([key, value]) => (key.startsWith(`${name}.member.`) ? [value] : []));

/** Lists are `member`s. @example xml({ A: ['x'] }); // '<A><member>x</member></A>' */
export function xml(value: unknown): string {
  if (Array.isArray(value)) return value.map((one) => `<member>${xml(one)}</member>`).join('');
  if (value && typeof value === 'object')
    return Object.entries(value)
      .map(([key, one]) => `<${key}>${xml(one)}</${key}>`)
      .join('');
  return String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
