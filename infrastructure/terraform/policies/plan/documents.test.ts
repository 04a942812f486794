import { describe, expect, it } from 'vitest';
import { plannedDocuments } from './documents.ts';

describe('documents', () => {
  const change = (mode: string, type: string, after: unknown, after_unknown: unknown = {}) => ({
    address: `module.iam.${mode}.${type}.worker`,
    mode,
    type,
    change: { actions: ['read'], after, after_unknown },
  });

  it('are the data sources that a plan puts off, and no resources', () => {
    const statement = [{ actions: ['sqs:SendMessage'], resources: [null] }];
    const resource_changes = [
      change('data', 'aws_iam_policy_document', { statement }, { json: true }),
      change('data', 'aws_ecr_image', { most_recent: true }),
      change('managed', 'aws_iam_role', { name: 'worker' }),
      change('data', 'aws_iam_policy_document', null),
    ];
    expect(plannedDocuments({ resource_changes })).toEqual([
      {
        address: 'module.iam.data.aws_iam_policy_document.worker',
        type: 'aws_iam_policy_document',
        values: { statement },
        unknown: { json: true },
      },
    ]);
  });

  it('are not looked for in what is no plan', () => {
    expect(() => plannedDocuments('no plan')).toThrow();
  });
});
