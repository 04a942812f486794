import { describe, expect, it } from 'vitest';
import type { Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { everyRoleIsBounded, outOfBounds } from './boundary.ts';

const arn = (env: string) => `arn:aws:iam::111111111111:policy/ai-film-studio-boundary-${env}`;
const role = planned('aws_iam_role', { permissions_boundary: arn('prod') });

describe('a role', () => {
  const faults = (values: Record<string, unknown>) =>
    everyRoleIsBounded.faults(studioOf('production', [planned('aws_iam_role', values)]));
  const mend = 'give it permissions_boundary ai-film-studio-boundary-prod';

  it('has its environment’s boundary', () => {
    expect(faults({ permissions_boundary: arn('prod') })).toEqual([]);
  });

  it.each([
    [{}, 'no boundary'],
    [{ permissions_boundary: null }, 'no boundary'],
    [{ permissions_boundary: arn('dev') }, arn('dev')],
    [{ permissions_boundary: arn('prod-dr') }, arn('prod-dr')],
    [
      { permissions_boundary: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      'arn:aws:iam::aws:policy/AdministratorAccess',
    ],
  ])('and is found without it: %j', (values, has) => {
    expect(faults(values)).toEqual([`aws_iam_role.this has ${has}: ${mend}`]);
  });
});

describe('a boundary', () => {
  const policy = (...statements: Record<string, unknown>[]) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: statements.map((one) => ({ Effect: 'Allow', Resource: '*', ...one })),
    });
  const writes = (statement: Record<string, unknown>) => planned('aws_iam_role_policy', { policy: policy(statement) });
  const outside = (bounds: Record<string, unknown>[], ...resources: Planned[]) =>
    outOfBounds(studioOf('production', [role, ...resources]), policy(...bounds));
  const fault = (action: string, resource: string, address = 'aws_iam_role_policy.this') =>
    `${address} allows ${action} on ${resource}, and ai-film-studio-boundary-prod does not: add it to bootstrap/boundary.tf`;
  const films = 'arn:aws:s3:::films-prod/*';

  it.each([
    [{ Action: 's3:GetObject' }, { Action: 's3:GetObject', Resource: films }],
    [{ Action: 's3:Get*' }, { Action: 's3:GetObject*', Resource: films }],
    [
      { Action: ['sqs:SendMessage', 's3:*'], Resource: ['arn:aws:s3:::*-prod/*'] },
      { Action: 's3:getobject', Resource: films },
    ],
  ])('lets through what it names: %j', (bounds, statement) => {
    expect(outside([bounds], writes(statement))).toEqual([]);
  });

  it.each([
    [{ Action: 's3:GetObject' }, { Action: 's3:PutObject', Resource: films }],
    // A pattern of the role is wider than one name, or another pattern.
    [{ Action: 's3:GetObject' }, { Action: 's3:Get*', Resource: films }],
    [
      { Action: 's3:*', Resource: 'arn:aws:s3:::films-dev/*' },
      { Action: 's3:GetObject', Resource: films },
    ],
    [
      { Action: 's3:*', Resource: films },
      { Action: 's3:GetObject', Resource: 'arn:aws:s3:::*' },
    ],
    // A dot is a dot.
    [
      { Action: 's3:*', Resource: 'arn:aws:s3:::film.-prod/*' },
      { Action: 's3:GetObject', Resource: films },
    ],
  ])('keeps back the rest: %j', (bounds, statement) => {
    expect(outside([bounds], writes(statement))).toEqual([fault(statement.Action, statement.Resource)]);
  });

  it('keeps back what it refuses, in whole or in part', () => {
    const states = { Effect: 'Deny', Action: 's3:*Object', Resource: 'arn:aws:s3:::states/*' };
    const asked = (Resource: string) => writes({ Action: 's3:GetObject', Resource });
    expect(outside([{ Action: 's3:*' }, states], asked('arn:aws:s3:::states/prod.tfstate'))).toHaveLength(1);
    expect(outside([{ Action: 's3:*' }, states], asked('*'))).toHaveLength(1);
    expect(outside([{ Action: 's3:*' }, states], asked(films))).toEqual([]);
  });

  it('keeps back what it refuses of what is tagged otherwise, and nothing of its own', () => {
    const refused = (test: string, env: string, also: Record<string, unknown> = {}) => ({
      ...{ Effect: 'Deny', Action: 'ec2:CreateTags', Resource: 'arn:aws:ec2:*:*:instance/*' },
      Condition: { [test]: { 'aws:ResourceTag/Environment': [env] }, ...also },
    });
    const tags = writes({ Action: 'ec2:CreateTags' });
    const all = { Action: 'ec2:*' };
    expect(outside([all, refused('StringNotEquals', 'prod')], tags)).toEqual([]);
    expect(outside([all, refused('StringEquals', 'dev')], tags)).toEqual([]);
    expect(outside([all, refused('StringEquals', 'prod')], tags)).toHaveLength(1);
    expect(
      outside([all, refused('StringEquals', 'prod', { Null: { 'ec2:CreateAction': 'true' } })], tags),
    ).toHaveLength(1);
  });

  it('wants a role to say what it says itself', () => {
    const passed = (...services: string[]) => ({
      Action: 'iam:PassRole',
      Condition: { StringEquals: { 'iam:PassedToService': services } },
    });
    expect(outside([passed('ec2.amazonaws.com')], writes(passed('ec2.amazonaws.com')))).toEqual([]);
    expect(
      outside([passed('ec2.amazonaws.com')], writes(passed('ec2.amazonaws.com', 'lambda.amazonaws.com'))),
    ).toHaveLength(1);
    expect(outside([passed('ec2.amazonaws.com')], writes({ Action: 'iam:PassRole' }))).toHaveLength(1);
  });

  it('lets through what bears the environment’s own tag', () => {
    const tagged = (test: string, env: string) => ({
      Action: 'ec2:*',
      Condition: { [test]: { 'aws:ResourceTag/Environment': [env] } },
    });
    const ends = writes({ Action: 'ec2:TerminateInstances' });
    expect(outside([tagged('StringNotEquals', 'dev')], ends)).toEqual([]);
    expect(outside([tagged('StringEquals', 'prod')], ends)).toEqual([]);
    expect(outside([tagged('StringNotEquals', 'prod')], ends)).toHaveLength(1);
    expect(outside([tagged('StringEquals', 'dev')], ends)).toHaveLength(1);
  });

  it('is asked for the names of what is still to be made: of the module’s own, or of all', () => {
    const queue = (name: string, module: string) =>
      planned('aws_sqs_queue', { name }, `module.${module}.aws_sqs_queue.a`);
    const document = planned(
      'aws_iam_policy_document',
      { statement: [{ effect: null, actions: ['sqs:SendMessage'], resources: [null] }] },
      'module.iam.data.aws_iam_policy_document.worker',
    );
    const bounds = { Action: 'sqs:*', Resource: 'arn:aws:sqs:*:111111111111:*-prod' };
    const strange = fault(
      'sqs:SendMessage',
      'arn:aws:sqs:us-east-1:111111111111:jobs',
      'module.iam.data.aws_iam_policy_document.worker',
    );
    expect(outside([bounds], document, queue('jobs-prod', 'sqs'))).toEqual([]);
    expect(outside([bounds], document, queue('jobs-prod', 'sqs'), queue('jobs', 'other'))).toEqual([strange]);
    expect(outside([bounds], document, queue('jobs-prod', 'iam'), queue('jobs', 'other'))).toEqual([]);
  });

  it('is asked for what AWS’s own policies allow', () => {
    const attached = (name: string) =>
      planned('aws_iam_role_policy_attachment', { policy_arn: `arn:aws:iam::aws:policy/${name}` });
    const address = 'aws_iam_role_policy_attachment.this (AmazonEC2ContainerRegistryPullOnly)';
    expect(outside([{ Action: 'ecr:*' }], attached('AmazonEC2ContainerRegistryPullOnly'))).toEqual([]);
    expect(outside([{ Action: 'ecr:*Get*' }], attached('AmazonEC2ContainerRegistryPullOnly'))).toEqual([
      fault('ecr:BatchImportUpstreamImage', '*', address),
    ]);
    expect(() => outside([{ Action: '*' }], attached('PowerUserAccess'))).toThrow(
      'aws_iam_role_policy_attachment.this has PowerUserAccess: write down in ready-made.ts what AWS allows by it',
    );
  });

  it('is asked of a studio that has one', () => {
    expect(() => outOfBounds(studioOf('production', []), policy({ Action: '*' }))).toThrow('no role of prod');
  });
});
