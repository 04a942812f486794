import { describe, expect, it } from 'vitest';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { bucketsAreEncrypted, bucketsSpeakTls } from './bucket-encryption.ts';

const name = 'ai-film-studio-assets-dev-111111111111';
const bucket = planned('aws_s3_bucket', { bucket: name });
const encryption = (algorithm: string, of = name) =>
  planned('aws_s3_bucket_server_side_encryption_configuration', {
    bucket: of,
    rule: [{ apply_server_side_encryption_by_default: [{ sse_algorithm: algorithm }] }],
  });

describe('a bucket', () => {
  it.each(['AES256', 'aws:kms', 'aws:kms:dsse'])('may be encrypted with %s', (algorithm) => {
    expect(bucketsAreEncrypted.faults(studioOf('dev', [bucket, encryption(algorithm)]))).toEqual([]);
  });

  it('is found where nobody encrypts it, or somebody encrypts another', () => {
    const words = [
      `aws_s3_bucket.this (${name}) has no aws_s3_bucket_server_side_encryption_configuration with AES256 or aws:kms`,
    ];
    expect(bucketsAreEncrypted.faults(studioOf('dev', [bucket]))).toEqual(words);
    expect(bucketsAreEncrypted.faults(studioOf('dev', [bucket, encryption('AES256', 'another')]))).toEqual(words);
  });
});

const tlsOnly = {
  Effect: 'Deny',
  Principal: '*' as unknown,
  Action: 's3:*',
  Resource: [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`],
  Condition: { Bool: { 'aws:SecureTransport': 'false' } } as unknown,
};
const read = { Effect: 'Allow', Principal: { Service: 'a.amazonaws.com' }, Action: 's3:GetObject', Resource: '*' };
const policy = (...Statement: readonly unknown[]) =>
  planned('aws_s3_bucket_policy', { bucket: name, policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
const faults = (...resources: readonly ReturnType<typeof planned>[]) =>
  bucketsSpeakTls.faults(studioOf('dev', [bucket, ...resources]));

describe('a bucket without TLS', () => {
  it('answers nobody, whatever else its policy says', () => {
    expect(faults(policy(read, tlsOnly))).toEqual([]);
    expect(faults(policy({ ...tlsOnly, Principal: { AWS: '*' } }))).toEqual([]);
  });

  it('is not looked for in a policy that names what is still to be made', () => {
    expect(faults(planned('aws_s3_bucket_policy', { bucket: name }, undefined, { policy: true }))).toEqual([]);
  });

  it.each([
    ['there is no policy', []],
    ['a policy says something else', [policy(read)]],
    ['it is allowed', [policy({ ...tlsOnly, Effect: 'Allow' })]],
    ['one principal is denied', [policy({ ...tlsOnly, Principal: { AWS: 'arn:aws:iam::111111111111:root' } })]],
    ['one action is denied', [policy({ ...tlsOnly, Action: 's3:GetObject' })]],
    ['the bucket is left out', [policy({ ...tlsOnly, Resource: `arn:aws:s3:::${name}/*` })]],
    ['TLS is what is denied', [policy({ ...tlsOnly, Condition: { Bool: { 'aws:SecureTransport': 'true' } } })]],
    ['it is not asked for TLS', [policy({ ...tlsOnly, Condition: undefined })]],
    [
      'a second condition lets some through',
      [
        policy({
          ...tlsOnly,
          Condition: { Bool: { 'aws:SecureTransport': 'false', 'aws:ViaAWSService': 'false' } },
        }),
      ],
    ],
  ])('is found where %s', (_, resources) => {
    expect(faults(...resources)).toEqual([
      `aws_s3_bucket.this (${name}) has no policy that denies s3:* to everybody where aws:SecureTransport is false`,
    ]);
  });
});
