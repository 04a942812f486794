import { describe, expect, it } from 'vitest';
import type { Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { type Policy, studioOf } from '../plan/policy.ts';
import { nobodyHasKeys, rolesAreNarrow, rolesAreOfServices, tasksHaveTheirOwnRoles } from './iam.ts';

const faultsOf = ({ faults }: Policy, ...resources: Planned[]) => faults(studioOf('production', resources));
const written = (statement: Record<string, unknown>) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });

describe('what a role may do', () => {
  const allows = (statement: Record<string, unknown>, type = 'aws_iam_role_policy') =>
    planned(type, { policy: written(statement) });
  const key = 'arn:aws:kms:us-east-1:111111111111:key/*';
  const aliased = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/ai-film-studio-prod' } };

  it.each([
    [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::films/users/*' }],
    [{ Action: 's3:GetObject', Resource: ['arn:aws:s3:::films/*'] }],
    [{ Action: ['logs:PutLogEvents'], Resource: 'arn:aws:logs:us-east-1:111111111111:log-group:/ecs/films:*' }],
    [{ Action: 'ecs:Poll', Resource: 'arn:aws:ecs:us-east-1:111111111111:container-instance/films/*' }],
    [{ Action: ['ecr:GetAuthorizationToken', 'ecs:DiscoverPollEndpoint'], Resource: '*' }],
    [{ Action: 'kms:Decrypt', Resource: key, Condition: aliased }],
    [{ Effect: 'Deny', Action: '*', Resource: '*' }],
  ])('is what is named: %j', (statement) => {
    expect(faultsOf(rolesAreNarrow, allows(statement))).toEqual([]);
  });

  const star = (action: string) => `allows ${action}: name each action`;
  const wide = (action: string, resource: string) =>
    `allows ${action} on ${resource}: name the resource, or give the action a reason here`;
  it.each([
    [{ Action: '*', Resource: 'arn:aws:s3:::films/*' }, star('*')],
    [{ Action: ['s3:GetObject', 's3:*'], Resource: 'arn:aws:s3:::films/*' }, star('s3:*')],
    [{ Action: 's3:GetObject', Resource: '*' }, wide('s3:GetObject', '*')],
    [{ Action: ['ecr:GetAuthorizationToken', 'ecr:BatchGetImage'], Resource: '*' }, wide('ecr:BatchGetImage', '*')],
    [
      { Action: 's3:GetObject', Resource: ['arn:aws:s3:::films', 'arn:aws:s3:::*'] },
      wide('s3:GetObject', 'arn:aws:s3:::*'),
    ],
    [{ Action: 's3:GetObject', Resource: 'arn:aws:s3:::*/*' }, wide('s3:GetObject', 'arn:aws:s3:::*/*')],
    [{ Action: 'kms:Decrypt', Resource: key }, wide('kms:Decrypt', key)],
    [
      { Action: 'kms:Decrypt', Resource: key, Condition: { StringNotEquals: { 'kms:ResourceAliases': 'alias/aws' } } },
      wide('kms:Decrypt', key),
    ],
    [
      { Action: 'sqs:SendMessage', Resource: 'arn:aws:sqs:us-east-1:111111111111:*' },
      wide('sqs:SendMessage', 'arn:aws:sqs:us-east-1:111111111111:*'),
    ],
    [
      { Action: 'sts:AssumeRole', Resource: 'arn:aws:iam::*:role/deploy' },
      wide('sts:AssumeRole', 'arn:aws:iam::*:role/deploy'),
    ],
    [{ NotAction: 'iam:*', Resource: '*' }, 'allows all but what it names (NotAction): name what it allows'],
    [
      { Action: 's3:GetObject', NotResource: 'arn:aws:s3:::films' },
      'allows all but what it names (NotResource): name what it allows',
    ],
    // No action of a table, but a name that every object has.
    [{ Action: 'constructor', Resource: '*' }, wide('constructor', '*')],
  ])('and more than that is found: %j', (statement, fault) => {
    expect(faultsOf(rolesAreNarrow, allows(statement))).toEqual([`aws_iam_role_policy.this ${fault}`]);
  });

  it('is an image of AWS’ own account, by its name alone', () => {
    const pulls = (name: string) =>
      allows({ Action: 'ecr:BatchGetImage', Resource: `arn:aws:ecr:us-east-1:*:repository/${name}` });
    expect(faultsOf(rolesAreNarrow, pulls('aws-guardduty-agent-fargate'))).toEqual([]);
    expect(faultsOf(rolesAreNarrow, pulls('ai-film-studio-worker-prod'))).toHaveLength(1);
  });

  it('is looked at wherever it is written', () => {
    const inline = planned('aws_iam_role', { inline_policy: [{ policy: written({ Action: '*', Resource: '*' }) }] });
    const document = planned(
      'aws_iam_policy_document',
      {
        statement: [
          { effect: null, actions: ['sqs:SendMessage'], resources: [null] },
          { effect: null, actions: ['sqs:DeleteMessage'], resources: [null, '*'] },
          { effect: null, actions: [null], resources: [null] },
        ],
      },
      'data.aws_iam_policy_document.worker',
      { json: true },
    );
    expect(faultsOf(rolesAreNarrow, allows({ Action: '*' }, 'aws_iam_policy'), inline, document)).toEqual([
      `aws_iam_policy.this ${star('*')}`,
      `aws_iam_role.this ${star('*')}`,
      `data.aws_iam_policy_document.worker ${wide('sqs:DeleteMessage', '*')}`,
      'data.aws_iam_policy_document.worker allows what nobody knows yet: write its actions out',
    ]);
  });

  it('is not what AWS has ready made, but for a few', () => {
    const attached = (policy_arn: string) => planned('aws_iam_role_policy_attachment', { policy_arn });
    const monitoring = 'arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole';
    const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
    const mend = 'which no plan shows: write out what the role does';
    const made = planned('aws_iam_role_policy_attachment', {}, 'aws_iam_role_policy_attachment.made', {
      policy_arn: true,
    });
    expect(faultsOf(rolesAreNarrow, attached(monitoring), made)).toEqual([]);
    expect(faultsOf(rolesAreNarrow, attached(admin))).toEqual([
      `aws_iam_role_policy_attachment.this has ${admin}, ${mend}`,
    ]);
    expect(faultsOf(rolesAreNarrow, planned('aws_iam_role', { managed_policy_arns: [monitoring, admin] }))).toEqual([
      `aws_iam_role.this has ${admin}, ${mend}`,
    ]);
  });
});

describe('who takes a role on', () => {
  const trusts = (principal: unknown, condition: Record<string, unknown> = {}) =>
    planned('aws_iam_role', {
      assume_role_policy: written({ Action: 'sts:AssumeRole', Principal: principal, Condition: condition }),
    });
  const github = 'arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com';
  const subject = (sub: string) => ({ StringLike: { 'token.actions.githubusercontent.com:sub': sub } });

  it('is a service of AWS, or a repository that a provider vouches for', () => {
    const roles = [
      trusts({ Service: ['ecs-tasks.amazonaws.com'] }),
      trusts({ Federated: github }, subject('repo:studio/films:ref:refs/heads/*')),
    ];
    expect(faultsOf(rolesAreOfServices, ...roles)).toEqual([]);
  });

  const onlyThose = 'by a service of AWS or an OIDC provider alone';
  it.each([
    ['*', `is taken on by * *: ${onlyThose}`],
    [{ AWS: '*' }, `is taken on by AWS *: ${onlyThose}`],
    [{ AWS: 'arn:aws:iam::222222222222:root' }, `is taken on by AWS arn:aws:iam::222222222222:root: ${onlyThose}`],
    [{ Service: '*' }, `is taken on by Service *: ${onlyThose}`],
    [{ Federated: 'accounts.google.com' }, `is taken on by Federated accounts.google.com: ${onlyThose}`],
  ])('and is anybody else is found: %j', (principal, fault) => {
    expect(faultsOf(rolesAreOfServices, trusts(principal))).toEqual([`aws_iam_role.this ${fault}`]);
  });

  it.each([
    [{}],
    [subject('*')],
    [subject('repo:*')],
    [subject('repo:studio/*')],
    [{ StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' } }],
  ])('and is all that a provider knows is found: %j', (condition) => {
    expect(faultsOf(rolesAreOfServices, trusts({ Federated: github }, condition))).toEqual([
      `aws_iam_role.this is taken on by all that ${github} knows: name whom, by a condition on its :sub`,
    ]);
  });

  it('and is all but somebody is found', () => {
    const role = planned('aws_iam_role', {
      assume_role_policy: written({ Action: 'sts:AssumeRole', NotPrincipal: { AWS: '111111111111' } }),
    });
    expect(faultsOf(rolesAreOfServices, role)).toEqual([
      "aws_iam_role.this is anybody's but those it names: name who takes it on",
    ]);
  });
});

describe('keys', () => {
  it.each([
    'aws_iam_user',
    'aws_iam_access_key',
    'aws_iam_user_policy',
    'aws_iam_group',
    'aws_iam_service_specific_credential',
  ])('that last are found: %s', (type) => {
    expect(faultsOf(nobodyHasKeys, planned('aws_iam_role', {}), planned(type, {}))).toEqual([
      `${type}.this is for somebody with a lasting key: take it out, roles are taken on for an hour`,
    ]);
  });
});

describe('tasks', () => {
  const task = (family: string, values: Record<string, unknown> = {}, unknown: Record<string, unknown> = {}) =>
    planned('aws_ecs_task_definition', { family, ...values }, `aws_ecs_task_definition.${family}`, {
      task_role_arn: true,
      execution_role_arn: true,
      ...unknown,
    });
  const roles = (number: number, service = 'ecs-tasks.amazonaws.com') =>
    Array.from({ length: number }, (_, index) =>
      planned(
        'aws_iam_role',
        { assume_role_policy: written({ Action: 'sts:AssumeRole', Principal: { Service: service } }) },
        `aws_iam_role.${service}[${index}]`,
      ),
    );
  const definitions = [task('studio-backend-prod'), task('studio-cpu-workers-prod'), task('studio-gpu-workers-prod')];

  it('of two purposes have four roles', () => {
    expect(faultsOf(tasksHaveTheirOwnRoles, ...definitions, ...roles(4))).toEqual([]);
    const unseen = planned('aws_iam_role', {}, 'aws_iam_role.unseen', { assume_role_policy: true });
    expect(faultsOf(tasksHaveTheirOwnRoles, ...definitions, ...roles(3), unseen)).toEqual([]);
  });

  it('that are more than their roles are found', () => {
    expect(faultsOf(tasksHaveTheirOwnRoles, ...definitions, ...roles(3), ...roles(3, 'ec2.amazonaws.com'))).toEqual([
      '3 roles for tasks, and not 4: one for each purpose, and one for ECS to start each',
    ]);
    expect(faultsOf(tasksHaveTheirOwnRoles, ...definitions, task('studio-reports-prod'), ...roles(4))).toEqual([
      '4 roles for tasks, and not 6: one for each purpose, and one for ECS to start each',
    ]);
  });

  it('without a role are found', () => {
    expect(faultsOf(tasksHaveTheirOwnRoles, task('backend', {}, { task_role_arn: false }), ...roles(2))).toEqual([
      'aws_ecs_task_definition.backend has no task_role_arn: give it one',
    ]);
  });

  it('of one purpose share a role, those of two do not', () => {
    const of = (role: string) => ({ task_role_arn: `arn:aws:iam::111111111111:role/${role}` });
    const workers = [task('cpu-workers', of('worker')), task('gpu-workers', of('worker'))];
    expect(faultsOf(tasksHaveTheirOwnRoles, ...workers, task('backend', of('backend')), ...roles(4))).toEqual([]);
    expect(faultsOf(tasksHaveTheirOwnRoles, ...workers, task('backend', of('worker')), ...roles(4))).toEqual([
      'aws_ecs_task_definition.cpu-workers, aws_ecs_task_definition.gpu-workers, aws_ecs_task_definition.backend share arn:aws:iam::111111111111:role/worker: each purpose, and ECS itself, has its own',
    ]);
  });

  it('do not have the role that ECS starts them with', () => {
    const arn = 'arn:aws:iam::111111111111:role/one';
    expect(
      faultsOf(tasksHaveTheirOwnRoles, task('backend', { task_role_arn: arn, execution_role_arn: arn }), ...roles(2)),
    ).toEqual([`aws_ecs_task_definition.backend share ${arn}: each purpose, and ECS itself, has its own`]);
  });
});
