import { describe, expect, it } from 'vitest';
import { commentOf, summaryOf } from './summary.ts';

const change = (
  address: string,
  actions: readonly string[],
  before: object | null,
  after: object | null,
  after_unknown = {},
) => ({
  address,
  change: { actions, before, after, after_unknown },
});

describe('the comment on a plan', () => {
  const plan = {
    resource_changes: [
      change('aws_s3_bucket.kept', ['no-op'], {}, {}),
      change('aws_sqs_queue.new', ['create'], null, { name: 'queue' }),
      change(
        'aws_db_instance.this',
        ['update'],
        { password: 'old-secret', port: 5432 },
        { password: 'new-secret', port: 5432 },
      ),
      change('aws_instance.bastion', ['delete', 'create'], { ami: 'a' }, { ami: 'b' }, { id: true }),
      change('aws_kms_key.old', ['delete'], { description: 'k' }, null),
    ],
  };

  it('has what takes something away first, and leaves out what stays', () => {
    const { changes, counts } = summaryOf(plan);
    expect(changes.map(({ kind }) => kind)).toEqual(['destroy', 'replace', 'create', 'update']);
    expect(counts).toEqual({ destroy: 1, replace: 1, create: 1, update: 1 });
    expect(commentOf('staging', summaryOf(plan))).toMatch(/Something is taken away/);
  });

  it('names the fields that change, and shows no value of any', () => {
    const comment = commentOf('staging', summaryOf(plan));
    expect(comment).toMatch(/\| update \| `aws_db_instance\.this` \| `password` \|/);
    expect(comment).toMatch(/\| replace \| `aws_instance\.bastion` \| `ami`, `id` \|/);
    expect(comment).not.toMatch(/secret/);
  });

  it('is one line when nothing changes', () => {
    expect(commentOf('dev', summaryOf({ resource_changes: [] }))).toMatch(/\*\*dev\*\*: nothing changes/);
  });

  it('is a table, whatever a key of for_each holds', () => {
    const hostile = summaryOf({ resource_changes: [change('aws_x.y["`|\n\n# Approved"]', ['create'], null, {})] });
    expect(
      commentOf('dev', hostile)
        .split('\n')
        .filter((line) => line.startsWith('| create')),
    ).toEqual(['| create | `aws_x.y["\'¦ # Approved"]` |  |']);
  });

  it('fits into a comment of GitHub, and says what it leaves out', () => {
    const many = Array.from({ length: 3_000 }, (_, index) =>
      change(`aws_sqs_queue.of_a_long_name_${index}`, ['create'], null, {}),
    );
    const comment = commentOf('dev', summaryOf({ resource_changes: many }));
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toMatch(/\d+ more are in the log/);
  });

  it('is refused of what is no plan', () => expect(() => summaryOf({ resource_changes: 'none' })).toThrow());
});
