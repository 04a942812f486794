import { z } from 'zod';
import { blocks, isGiven, textOf } from '../plan/given.ts';
import type { Policy } from '../plan/policy.ts';
import { bucketsOf } from './buckets.ts';

export const bucketsAreEncrypted: Policy = {
  name: 'every bucket encrypts what is put into it',
  faults: (studio) =>
    bucketsOf(studio).flatMap(({ address, name, beside }) => {
      const encryption = beside('aws_s3_bucket_server_side_encryption_configuration');
      const rules = encryption ? blocks(encryption, 'rule') : [];
      const algorithms = rules
        .flatMap((rule) => blocks(rule, 'apply_server_side_encryption_by_default'))
        .map((standard) => textOf(standard, 'sse_algorithm'));
      return algorithms.some((one) => one === 'AES256' || one?.startsWith('aws:kms'))
        ? []
        : [`${address} (${name}) has no aws_s3_bucket_server_side_encryption_configuration with AES256 or aws:kms`];
    }),
};

const texts = z.union([z.string().transform((one) => [one]), z.array(z.string())]).catch([]);
const statement = z.object({
  Effect: z.string(),
  Principal: z
    .union([z.literal('*'), z.object({ AWS: z.literal('*') })])
    .optional()
    .catch(undefined),
  Action: texts,
  Resource: texts,
  Condition: z.unknown().optional(),
});
const document = z.object({ Statement: z.array(statement) });
/** Of exactly this condition: with another beside it, somebody may speak in the clear. */
const inTheClear = z.strictObject({
  Bool: z.strictObject({ 'aws:SecureTransport': z.union([z.literal('false'), z.tuple([z.literal('false')])]) }),
});

/** Whether a bucket's policy refuses everybody who speaks no TLS, of the bucket and of all that is in it. */
function refusesPlain(policy: string, bucket: string): boolean {
  const arn = `arn:aws:s3:::${bucket}`;
  return document
    .parse(JSON.parse(policy))
    .Statement.some(
      ({ Effect, Principal, Action, Resource, Condition }) =>
        Effect === 'Deny' &&
        Principal !== undefined &&
        Action.includes('s3:*') &&
        [arn, `${arn}/*`].every((one) => Resource.includes(one)) &&
        inTheClear.safeParse(Condition).success,
    );
}

export const bucketsSpeakTls: Policy = {
  name: 'no bucket takes or gives anything without TLS',
  faults: (studio) =>
    bucketsOf(studio).flatMap(({ address, name, beside }) => {
      const policy = beside('aws_s3_bucket_policy');
      const text = policy && textOf(policy, 'policy');
      // One that names a distribution is known when that has been made: the test of module cloudfront reads those.
      const holds = text === undefined ? policy && isGiven(policy, 'policy') : refusesPlain(text, name);
      return holds
        ? []
        : [`${address} (${name}) has no policy that denies s3:* to everybody where aws:SecureTransport is false`];
    }),
};
