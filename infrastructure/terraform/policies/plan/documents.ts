import { z } from 'zod';
import type { Planned } from '../../plan.ts';

const values = z.record(z.string(), z.unknown());
const changeSchema = z.object({
  address: z.string(),
  mode: z.string(),
  type: z.string(),
  change: z.object({ after: values.nullable(), after_unknown: values.catch({}) }),
});
const planSchema = z.object({ resource_changes: z.array(changeSchema).default([]) });

/**
 * The policies that name what is not made yet: a plan puts off their JSON, and has the data sources that will write it, statement by statement.
 * @param json of `terraform show -json`
 * @throws Error when it is no plan
 */
export const plannedDocuments = (json: unknown): readonly Planned[] =>
  planSchema
    .parse(json)
    .resource_changes.flatMap(({ address, mode, type, change: { after, after_unknown: unknown } }) =>
      mode === 'data' && type === 'aws_iam_policy_document' && after ? [{ address, type, values: after, unknown }] : [],
    );
