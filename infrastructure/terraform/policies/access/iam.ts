import type { Planned } from '../../plan.ts';
import { isGiven, textOf, textsOf } from '../plan/given.ts';
import { type Policy, type Studio, studioOf } from '../plan/policy.ts';
import { type Name, type Statement, statementsOf } from './statements.ts';

interface Exception {
  readonly why: string;
  /** A condition without which it is none. */
  readonly condition?: string;
}

const sessions: Exception = {
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/getting-started-create-iam-instance-profile.html
  why: 'Session Manager, as AWS has it: channels have no resource, and a machine has no name before it is there.',
};

/** What AWS knows no narrower resource for. https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html */
const withoutResource: Readonly<Record<string, Exception>> = {
  'ecr:GetAuthorizationToken': { why: 'The token is the account’s; what it opens is said by repositories.' },
  'ecs:DiscoverPollEndpoint': { why: 'It asks where ECS is.' },
  'kms:Decrypt': {
    why: 'The studio’s key has an id that the module of functions is not told: it is named by its alias.',
    condition: 'kms:ResourceAliases',
  },
  'ssm:UpdateInstanceInformation': sessions,
  'ssmmessages:CreateControlChannel': sessions,
  'ssmmessages:CreateDataChannel': sessions,
  'ssmmessages:OpenControlChannel': sessions,
  'ssmmessages:OpenDataChannel': sessions,
};

/** What AWS itself keeps in an account of its own, another in each region. */
const ofAws: Readonly<Record<string, string>> = {
  'repository/aws-guardduty-agent-fargate': 'GuardDuty puts its agent beside tasks on Fargate, which pull it.',
};

/** Policies of AWS that a role has as they are: AWS changes them, and no plan shows what is in them. */
const readyMade: Readonly<Record<string, string>> = {
  'service-role/AWSBackupServiceRolePolicyForBackup':
    'What AWS Backup asks of each kind of resource; it alone takes the role on.',
  'service-role/AWS_ConfigRole':
    'Config looks at every kind of resource, and new ones come: it reads, and it alone takes the role on.',
  'service-role/AmazonRDSEnhancedMonitoringRole': 'It writes to RDSOSMetrics, and to no other log group.',
};

/** Whether it is all there is of a kind: `*`, `arn:aws:kms:us-east-1:111111111111:key/*`, or something of any account. */
function isWide(resource: Name): resource is string {
  if (resource === null) return false;
  const [start, , service, , account, ...rest] = resource.split(':');
  if (start !== 'arn') return /^[*?]*$/.test(resource);
  const name = rest.join(':');
  return (
    (account === '*' && !Object.hasOwn(ofAws, name)) ||
    (service === 's3' ? /^[*?/]*$/ : /^([a-z-]+[/:])?[*?]+$/i).test(name)
  );
}

const isExcepted = (action: Name, { conditions }: Statement): boolean => {
  const exception = Object.hasOwn(withoutResource, action ?? '') ? withoutResource[action ?? ''] : undefined;
  if (!exception?.condition) return exception !== undefined;
  return conditions.some(({ test, key }) => key === exception.condition && /^(ForAnyValue:)?StringEquals$/.test(test));
};

function statementFaults(one: Statement): readonly string[] {
  const { address, actions, resources, allBut } = one;
  if (allBut.length > 0) return [`${address} allows all but what it names (${allBut.join(', ')}): name what it allows`];
  const [wide] = resources.filter(isWide);
  return actions.flatMap((action) => {
    if (action === null) return [`${address} allows what nobody knows yet: write its actions out`];
    if (/^\*|:\*$/.test(action)) return [`${address} allows ${action}: name each action`];
    return wide === undefined || isExcepted(action, one)
      ? []
      : [`${address} allows ${action} on ${wide}: name the resource, or give the action a reason here`];
  });
}

const attachments = ({ of }: Studio) =>
  [
    ...['aws_iam_role_policy_attachment', 'aws_iam_policy_attachment'].flatMap(of),
    // The older way, in the role itself.
    ...of('aws_iam_role'),
  ].flatMap((one) =>
    [textOf(one, 'policy_arn') ?? [], textsOf(one, 'managed_policy_arns')].flat().map((arn) => ({ one, arn })),
  );

export const rolesAreNarrow: Policy = {
  name: 'a role may do what is named, to what is named',
  faults: (studio) => [
    ...statementsOf(studio)
      .filter(({ kind, allows }) => kind === 'identity' && allows)
      .flatMap(statementFaults),
    // One that is not known yet is made here, and looked at itself.
    ...attachments(studio)
      .filter(({ arn }) => !Object.hasOwn(readyMade, arn.replace('arn:aws:iam::aws:policy/', '')))
      .map(({ one, arn }) => `${one.address} has ${arn}, which no plan shows: write out what the role does`),
  ],
};

/** Whom an identity provider vouches for: one repository, or one service account, and not whoever it knows. */
const namesSubject = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ test, key, values }) =>
      /^String(Equals|Like)$/.test(test) &&
      key.endsWith(':sub') &&
      values.every((value) => value === null || !/[*?]/.test(value) || /^repo:[^*?/]+\/[^*?/:]+:/.test(value)),
  );

const isProvider = (id: Name) => id === null || /^arn:aws:iam::\d{12}:oidc-provider\/[^*?]+$/.test(id);

function trustFaults(one: Statement): readonly string[] {
  const { address, principals, allBut } = one;
  if (allBut.includes('NotPrincipal')) return [`${address} is anybody's but those it names: name who takes it on`];
  return principals.flatMap(({ type, id }) => {
    if (type === 'Service' && (id === null || /^[a-z0-9.-]+\.amazonaws\.com$/.test(id))) return [];
    if (type !== 'Federated' || !isProvider(id))
      return [`${address} is taken on by ${type} ${id ?? 'unknown'}: by a service of AWS or an OIDC provider alone`];
    return namesSubject(one)
      ? []
      : [`${address} is taken on by all that ${id ?? 'its provider'} knows: name whom, by a condition on its :sub`];
  });
}

export const rolesAreOfServices: Policy = {
  name: 'a role is taken on by a service of AWS, or by whom an identity provider names',
  faults: (studio) =>
    statementsOf(studio)
      .filter(({ kind, allows }) => kind === 'trust' && allows)
      .flatMap(trustFaults),
};

export const nobodyHasKeys: Policy = {
  name: 'there are no users, and no keys that somebody could lose',
  faults: ({ resources }) =>
    resources
      .filter(({ type }) =>
        /^aws_iam_(user|group|access_key|service_specific_credential|signing_certificate)/.test(type),
      )
      .map(
        ({ address }) => `${address} is for somebody with a lasting key: take it out, roles are taken on for an hour`,
      ),
};

/** What a task is for: GPU and CPU workers are the same program. */
const purposeOf = (definition: Planned): string => {
  const family = textOf(definition, 'family') ?? definition.address;
  return ['backend', 'worker'].find((one) => family.includes(one)) ?? family;
};

const roleNames = ['task_role_arn', 'execution_role_arn'] as const;

/** Roles whose ARN is known, and who has them. */
function sharedFaults(definitions: readonly Planned[]): readonly string[] {
  const holders = Map.groupBy(
    definitions.flatMap((one) =>
      roleNames.flatMap((name) => {
        const arn = textOf(one, name);
        return arn ? [{ arn, use: `${purposeOf(one)} ${name}`, address: one.address }] : [];
      }),
    ),
    ({ arn }) => arn,
  );
  return [...holders]
    .filter(([, of]) => new Set(of.map(({ use }) => use)).size > 1)
    .map(
      ([arn, of]) =>
        `${[...new Set(of.map(({ address }) => address))].join(', ')} share ${arn}: each purpose, and ECS itself, has its own`,
    );
}

const isForTasks = ({ environment }: Studio, role: Planned): boolean =>
  role.unknown.assume_role_policy === true ||
  statementsOf(studioOf(environment, [role])).some(
    ({ kind, principals }) => kind === 'trust' && principals.some(({ id }) => id === 'ecs-tasks.amazonaws.com'),
  );

/**
 * Before a role is made no plan knows its ARN, and so not that two tasks have the same: this sees that each task has a role and that there are enough of
 * them. What each may do is in modules/iam/tests/roles.tftest.hcl; who gets which is said by modules/studio/compute.tf, and tested by nobody.
 */
export const tasksHaveTheirOwnRoles: Policy = {
  name: 'tasks of another purpose have another role, and ECS another than the program',
  faults: (studio) => {
    const definitions = studio.of('aws_ecs_task_definition');
    const wanted = roleNames.length * new Set(definitions.map(purposeOf)).size;
    const roles = studio.of('aws_iam_role').filter((role) => isForTasks(studio, role)).length;
    return [
      ...definitions.flatMap((one) =>
        roleNames.filter((name) => !isGiven(one, name)).map((name) => `${one.address} has no ${name}: give it one`),
      ),
      ...sharedFaults(definitions),
      ...(roles < wanted
        ? [`${roles} roles for tasks, and not ${wanted}: one for each purpose, and one for ECS to start each`]
        : []),
    ];
  },
};
