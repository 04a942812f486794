import type { Planned } from '../../plan.ts';
import { textOf } from '../plan/given.ts';
import { type Policy, type Studio, studioOf } from '../plan/policy.ts';
import { readyMade } from './ready-made.ts';
import { type Name, type Statement, statementsOf } from './statements.ts';

export const everyRoleIsBounded: Policy = {
  name: 'a role may do no more than its environment’s boundary, whatever is written into it',
  faults: ({ env, of }) =>
    of('aws_iam_role').flatMap((role) => {
      const boundary = textOf(role, 'permissions_boundary');
      return new RegExp(`^arn:aws:iam::\\d{12}:policy/ai-film-studio-boundary-${env}$`).test(boundary ?? '')
        ? []
        : [
            `${role.address} has ${boundary ?? 'no boundary'}: give it permissions_boundary ai-film-studio-boundary-${env}`,
          ];
    }),
};

/** What a role asks for: one action, on one name or all that a pattern names. */
interface Asked {
  readonly address: string;
  readonly action: string;
  readonly resource: string;
  readonly conditions: Statement['conditions'];
}

/** What a role of AWS's own policies has not any more within the bounds, and nobody misses. */
const givenUp: readonly { readonly asked: RegExp; readonly why: string }[] = [
  { asked: /^s3:ListBucket of AWS_ConfigRole$/, why: 'Names of files are users’; Config looks at settings.' },
  {
    asked: /^s3:(GetMultiRegion|GetStorageLens|ListMultiRegion|ListStorageLens)\w+ of AWS_ConfigRole$/,
    why: 'No bucket of the studio has them.',
  },
  {
    asked: /^ec2:(Get|Search)(?!InstanceTypes)\w+ of AWS_ConfigRole$/,
    why: 'Gateways between networks, addresses of organizations, and settings that no rule asks for.',
  },
  {
    asked:
      /^(acm:GetAccountConfiguration|budgets:DescribeBudgetAction\w*|ecr:BatchGetRepositoryScanning\w+|es:Get\w+|guardduty:DescribePublishing\w+|ssm:Get\w+|logs:Get\w+) of AWS_ConfigRole$/,
    why: 'No rule asks for it; what begins with the same words would read logs and parameters too.',
  },
  {
    asked: /^(autoscaling:UpdateAutoScalingGroup|ec2:ModifyInstanceAttribute) of AmazonEKSClusterPolicy$/,
    // https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
    why: 'Not among the least that EKS wants of a cluster’s role: sizes are the autoscaler’s and Karpenter’s, routes the network plugin’s.',
  },
  {
    asked: /^ssm:GetParameters? of AmazonSSMManagedInstanceCore$/,
    why: 'The account’s parameters are not for machines. Those that AWS publishes are allowed.',
  },
];

/** Whether all that one pattern names is named by the other: a * is within a * alone. */
const covers = (wide: string, narrow: string): boolean =>
  new RegExp(`^${wide.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i').test(narrow);
const touch = (one: string, other: string): boolean => covers(one, other) || covers(other, one);

const known = (names: readonly Name[]): readonly string[] => names.filter((name) => name !== null);

const isOfTag = ({ key }: Statement['conditions'][number]): boolean => key === 'aws:ResourceTag/Environment';

function isMet(condition: Statement['conditions'][number], asked: Asked, { env }: Studio): boolean {
  const { key, test, values } = condition;
  // Roles work on what their own environment has tagged.
  if (isOfTag(condition)) return values.includes(env) === (test === 'StringEquals');
  return asked.conditions.some(
    (one) => one.test === test && one.key === key && one.values.every((value) => values.includes(value)),
  );
}

const isWithin = (asked: Asked, bounds: readonly Statement[], studio: Studio): boolean =>
  bounds.some(
    ({ allows, actions, resources, conditions }) =>
      allows &&
      known(actions).some((action) => covers(action, asked.action)) &&
      known(resources).some((resource) => covers(resource, asked.resource)) &&
      conditions.every((one) => isMet(one, asked, studio)),
  ) &&
  !bounds.some(
    ({ allows, actions, resources, conditions }) =>
      !allows &&
      known(actions).some((action) => touch(action, asked.action)) &&
      known(resources).some((resource) => touch(resource, asked.resource)) &&
      // What else a refusal turns on nobody knows of a role: it holds.
      conditions.filter(isOfTag).every((one) => isMet(one, asked, studio)),
  );

/** @example moduleOf('module.studio.module.vpc.data.aws_iam_policy_document.write') is 'module.studio.module.vpc' */
const moduleOf = (address: string): string => address.replace(/\.?(data\.)?aws_.*$/, '');

/** The names that a plan does not know yet are those of what is made: in the same module, or by all of them, where it makes none of the kind. */
function namesOf({ address }: Statement, service: string, account: string, { of }: Studio): readonly string[] {
  const named = (type: string, name: string, arn: (name: string) => string) => {
    const here = of(type).filter((one) => moduleOf(one.address) === moduleOf(address));
    return (here.length > 0 ? here : of(type)).flatMap((one) => textOf(one, name) ?? []).map(arn);
  };
  const arn = (rest: string) => `arn:aws:${service}:us-east-1:${account}:${rest}`;
  switch (service) {
    case 'ecr':
      return named('aws_ecr_repository', 'name', (name) => arn(`repository/${name}`));
    case 'kms':
      return [arn('key/1')];
    case 'logs':
      return named('aws_cloudwatch_log_group', 'name', (name) => arn(`log-group:${name}:*`));
    case 's3':
      return named('aws_s3_bucket', 'bucket', (name) => `arn:aws:s3:::${name}/*`);
    case 'secretsmanager':
      return named('aws_secretsmanager_secret', 'name', (name) => arn(`secret:${name}-AAAAAA`));
    case 'sqs':
      return named('aws_sqs_queue', 'name', arn);
    default:
      return [arn('unknown')];
  }
}

function askedBy(one: Statement, account: string, studio: Studio): readonly Asked[] {
  const { address, actions, resources, conditions } = one;
  return known(actions).flatMap((action) =>
    [
      ...known(resources),
      ...(resources.includes(null) ? namesOf(one, action.split(':', 1)[0] ?? '', account, studio) : []),
    ].map((resource) => ({ address, action, resource, conditions })),
  );
}

/** AWS's own policies that roles have, as resources that say what is in them. */
function readyMadeIn({ of }: Studio): readonly Planned[] {
  return of('aws_iam_role_policy_attachment').flatMap(({ address, values: { policy_arn } }) => {
    const name = `${policy_arn}`.replace('arn:aws:iam::aws:policy/', '');
    const allowed = readyMade[name];
    if (!allowed) throw new Error(`${address} has ${name}: write down in ready-made.ts what AWS allows by it`);
    const Statement = allowed.map(({ actions, resources = ['*'], conditions = {} }) => ({
      Effect: 'Allow',
      Action: actions.flatMap((line) => {
        const [service, ...names] = line.split(' ');
        return names.map((one) => `${service}${one}`);
      }),
      Resource: resources,
      Condition: conditions,
    }));
    return [
      {
        address: `${address} (${name.replace('service-role/', '')})`,
        type: 'aws_iam_policy',
        values: { policy: JSON.stringify({ Statement }) },
        unknown: {},
      },
    ];
  });
}

/**
 * What roles of a studio are given, and come to not for their boundary: it has to be as wide as what modules write.
 * @param boundary JSON of bootstrap/boundary.tf for the studio's env
 * @example expect(outOfBounds(studio, boundary)).toEqual([]);
 * @throws Error when a role has a policy of AWS that nobody wrote down
 */
export function outOfBounds(studio: Studio, boundary: string): readonly string[] {
  const { environment, env, resources, of } = studio;
  const account = of('aws_iam_role')
    .flatMap((role) => textOf(role, 'permissions_boundary')?.split(':')[4] ?? [])
    .at(0);
  if (!account) throw new Error(`no role of ${env} has a boundary: everyRoleIsBounded says which`);
  const bounds = statementsOf(
    studioOf(environment, [{ address: env, type: 'aws_iam_policy', values: { policy: boundary }, unknown: {} }]),
  );
  return statementsOf(studioOf(environment, [...resources, ...readyMadeIn(studio)]))
    .filter(({ kind, allows }) => kind === 'identity' && allows)
    .flatMap((one) => askedBy(one, account, studio))
    .filter(
      ({ address, action }) =>
        !givenUp.some(({ asked }) => asked.test(`${action} of ${address.match(/\((\w+)\)$/)?.[1]}`)),
    )
    .filter((asked) => !isWithin(asked, bounds, studio))
    .map(
      ({ address, action, resource }) =>
        `${address} allows ${action} on ${resource}, and ai-film-studio-boundary-${env} does not: add it to bootstrap/boundary.tf`,
    );
}
