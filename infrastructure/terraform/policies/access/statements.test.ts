import { describe, expect, it } from 'vitest';
import type { Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { policiesAreSeen, statementsOf } from './statements.ts';

const studio = (...resources: Planned[]) => studioOf('dev', resources);
const later = (address: string, type = 'aws_sqs_queue_policy', attribute = 'policy') =>
  planned(type, {}, address, { [attribute]: true });
const document = (address: string, unknown: Record<string, unknown> = {}) =>
  planned('aws_iam_policy_document', { statement: [] }, address, { json: true, ...unknown });

describe('statements', () => {
  it('are read from a role, wherever in it they stand', () => {
    const text = (action: string) => JSON.stringify({ Statement: { Effect: 'Allow', Action: action, Resource: '*' } });
    const role = planned('aws_iam_role', {
      assume_role_policy: text('sts:AssumeRole'),
      inline_policy: [{ name: 'more', policy: text('s3:GetObject') }],
    });
    expect(statementsOf(studio(role)).map(({ kind, actions }) => [kind, ...actions])).toEqual([
      ['trust', 'sts:AssumeRole'],
      ['identity', 's3:GetObject'],
    ]);
  });

  it('of a document are told apart by whom and what they name', () => {
    const principals = [{ type: 'Service', identifiers: ['ec2.amazonaws.com'] }];
    const one = planned('aws_iam_policy_document', {
      statement: [
        { effect: null, actions: ['s3:GetObject'], resources: [null] },
        { effect: 'Deny', actions: ['sqs:*'], resources: ['*'], principals },
        { effect: 'Allow', actions: ['sts:AssumeRole'], principals },
        { effect: 'Allow', not_actions: ['iam:*'], not_resources: ['*'], not_principals: principals },
      ],
      source_policy_documents: [null, JSON.stringify({ Statement: [{ Effect: 'Allow', NotAction: 'a:b' }] })],
    });
    const read = statementsOf(studio(one)).map(({ kind, allows, resources, allBut }) => ({
      kind,
      allows,
      resources,
      allBut,
    }));
    expect(read).toEqual([
      { kind: 'identity', allows: true, resources: [null], allBut: [] },
      { kind: 'resource', allows: false, resources: ['*'], allBut: [] },
      { kind: 'trust', allows: true, resources: [], allBut: [] },
      { kind: 'resource', allows: true, resources: [], allBut: ['NotAction', 'NotResource', 'NotPrincipal'] },
      { kind: 'identity', allows: true, resources: [], allBut: ['NotAction'] },
    ]);
  });

  it('are not what else is JSON', () => {
    const lifecycle = planned('aws_ecr_lifecycle_policy', { policy: '{"rules":[]}' });
    expect(statementsOf(studio(lifecycle, planned('aws_ssm_parameter', { value: '{ Statement' })))).toEqual([]);
  });
});

describe('a policy that is not known yet', () => {
  it('is seen in the document of its module', () => {
    const one = later('module.sqs.aws_sqs_queue_policy.tls["a"]');
    expect(policiesAreSeen.faults(studio(one, document('module.sqs.data.aws_iam_policy_document.tls["a"]')))).toEqual(
      [],
    );
  });

  it.each([
    ['without a document', []],
    ['whose document is another module’s', [document('module.vpc.data.aws_iam_policy_document.tls')]],
    [
      'whose document is not known either',
      [document('module.sqs.data.aws_iam_policy_document.tls', { statement: true })],
    ],
  ])('%s is found', (_, documents) => {
    const one = later('module.sqs.aws_sqs_queue_policy.tls["a"]');
    expect(policiesAreSeen.faults(studio(one, ...documents))).toEqual([
      'module.sqs has policies that no plan shows, among module.sqs.aws_sqs_queue_policy.tls["a"]: write each as a data "aws_iam_policy_document"',
    ]);
  });

  it('is found where there are fewer documents', () => {
    const trust = later('aws_iam_role.one', 'aws_iam_role', 'assume_role_policy');
    const logs = later(
      'aws_cloudwatch_log_resource_policy.two',
      'aws_cloudwatch_log_resource_policy',
      'policy_document',
    );
    expect(policiesAreSeen.faults(studio(trust, logs, document('data.aws_iam_policy_document.one')))).toEqual([
      'the root module has policies that no plan shows, among aws_iam_role.one, aws_cloudwatch_log_resource_policy.two: write each as a data "aws_iam_policy_document"',
    ]);
  });

  it('is found in the thing itself, where no policy of its own says it', () => {
    expect(policiesAreSeen.faults(studio(later('module.secrets.aws_kms_key.studio', 'aws_kms_key')))).toEqual([
      'module.secrets has policies that no plan shows, among module.secrets.aws_kms_key.studio: write each as a data "aws_iam_policy_document"',
    ]);
  });

  it('may be one that a module’s test reads', () => {
    const address = 'module.studio.module.cloudfront[0].aws_s3_bucket_policy.frontend["frontend"]';
    expect(policiesAreSeen.faults(studio(later(address, 'aws_s3_bucket_policy')))).toEqual([]);
  });
});
