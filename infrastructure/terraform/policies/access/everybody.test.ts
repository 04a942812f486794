import { describe, expect, it } from 'vitest';
import type { Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { everybodyIsNobody } from './everybody.ts';

const faultsOf = (...resources: Planned[]) => everybodyIsNobody.faults(studioOf('production', resources));
const written = (statement: Record<string, unknown>) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 's3:GetObject', ...statement }] });
const policy = (statement: Record<string, unknown>, type = 'aws_s3_bucket_policy') =>
  planned(type, { policy: written(statement) });
const mend = 'name who, or put a condition on it (aws:SourceAccount or aws:SourceArn)';

describe('a policy', () => {
  it.each([
    ['names a service', { Principal: { Service: 'cloudfront.amazonaws.com' } }],
    ['names an account', { Principal: { AWS: ['arn:aws:iam::111111111111:root'] } }],
    ['denies everybody', { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }],
    [
      'names an account by a condition',
      { Principal: '*', Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } },
    ],
    [
      'names a bucket by a condition',
      { Principal: { AWS: '*' }, Condition: { ArnLike: { 'AWS:SourceArn': 'arn:aws:s3:::films' } } },
    ],
  ])('that %s is well', (_, statement) => {
    expect(faultsOf(policy(statement))).toEqual([]);
  });

  const of = (condition: Record<string, unknown>) => ({ Principal: '*', Condition: condition });
  it.each([
    ['names everybody', { Principal: '*' }],
    ['names every account', { Principal: { AWS: '*' } }],
    ['names every account among others', { Principal: { AWS: ['arn:aws:iam::111111111111:root', '*'] } }],
    ['names all but one', { NotPrincipal: { AWS: 'arn:aws:iam::111111111111:root' } }],
    ['asks for TLS alone', of({ Bool: { 'aws:SecureTransport': 'true' } })],
    ['asks for any source', of({ ArnLike: { 'aws:SourceArn': '*' } })],
    ['asks for a source of any account', of({ ArnLike: { 'aws:SourceArn': 'arn:aws:sns:us-east-1:*:films' } })],
    ['asks for any bucket', of({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } })],
    ['asks for another account', of({ StringNotEquals: { 'aws:SourceAccount': '111111111111' } })],
    ['lets in who does not say', of({ StringEqualsIfExists: { 'aws:SourceAccount': '111111111111' } })],
    ['lets in one of two that is anybody', of({ StringLike: { 'aws:SourceAccount': ['111111111111', '*'] } })],
  ])('that %s is found', (_, statement) => {
    expect(faultsOf(policy(statement))).toEqual([`aws_s3_bucket_policy.this allows everybody s3:GetObject: ${mend}`]);
  });

  it.each([
    ['aws_sqs_queue_policy', 'policy'],
    ['aws_sns_topic_policy', 'policy'],
    ['aws_kms_key', 'policy'],
    ['aws_secretsmanager_secret_policy', 'policy'],
    ['aws_ecr_repository_policy', 'policy'],
    ['aws_cloudwatch_log_resource_policy', 'policy_document'],
    ['aws_opensearch_domain_policy', 'access_policies'],
  ])('of %s is looked at too', (type, attribute) => {
    expect(faultsOf(planned(type, { [attribute]: written({ Principal: '*' }) }))).toEqual([
      `${type}.this allows everybody s3:GetObject: ${mend}`,
    ]);
  });

  it('that is only written once something is made is looked at in the document that will write it', () => {
    const document = (effect: string | null) =>
      planned(
        'aws_iam_policy_document',
        {
          statement: [
            {
              effect,
              actions: ['sqs:*'],
              resources: [null],
              principals: [{ type: '*', identifiers: ['*'] }],
              condition: [],
            },
          ],
        },
        `module.sqs.data.aws_iam_policy_document.${effect}`,
        { json: true },
      );
    expect(faultsOf(document('Deny'), document(null))).toEqual([
      `module.sqs.data.aws_iam_policy_document.null allows everybody sqs:*: ${mend}`,
    ]);
  });

  it('of an endpoint says what goes through it, to those who are inside', () => {
    expect(faultsOf(policy({ Principal: '*' }, 'aws_vpc_endpoint_policy'))).toEqual([]);
  });
});

describe('a function', () => {
  const permission = (values: Record<string, unknown>, unknown = {}) =>
    planned('aws_lambda_permission', values, 'aws_lambda_permission.this', unknown);

  it('is called by a service for one source, whose name may not be known yet', () => {
    const principal = 's3.amazonaws.com';
    expect(faultsOf(permission({ principal, source_account: '111111111111' }))).toEqual([]);
    expect(faultsOf(permission({ principal }, { source_arn: true }))).toEqual([]);
  });

  it.each([
    { principal: '*' },
    { principal: '*', source_arn: 'arn:aws:s3:::films' },
    { principal: 's3.amazonaws.com' },
  ])('that anybody calls is found: %j', (values) => {
    expect(faultsOf(permission(values))).toEqual([
      'aws_lambda_permission.this lets anybody call its function: name the principal, with source_arn',
    ]);
  });
});
