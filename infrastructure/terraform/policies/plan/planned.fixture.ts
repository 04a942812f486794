import type { Planned } from '../../plan.ts';

/** A resource as a plan would have it. @example planned('aws_s3_bucket', { bucket: 'films' }, 'module.s3.aws_s3_bucket.this["assets"]') */
export const planned = (
  type: string,
  values: Readonly<Record<string, unknown>>,
  address = `${type}.this`,
  unknown: Readonly<Record<string, unknown>> = {},
): Planned => ({ address, type, values, unknown });
