import { describe, expect, it } from 'vitest';
import { referringResources } from './references.ts';

const changed = (address: string, after_unknown: object, after = {}) => ({
  ...{ address, mode: 'managed', type: 'aws_db_instance', change: { after, after_unknown } },
});
const plan = (changes: readonly object[], root_module: object) => ({
  resource_changes: changes,
  configuration: { root_module },
});
const said = (address: string, expressions: object) => ({ address, expressions });
const to = (...references: readonly string[]) => ({ references });

/** A module rds, called with one argument. */
const called = (given: object, expressions: object) => ({
  module_calls: { rds: { expressions: given, module: { resources: [said('aws_db_instance.this', expressions)] } } },
});
const unknownOf = (json: unknown) => referringResources(json).map(({ unknown }) => unknown);

describe('what a plan does not know', () => {
  it('is kept where it refers to something', () => {
    const root = { resources: [said('aws_db_instance.this', { kms_key_id: to('aws_kms_key.this.arn') })] };
    const change = changed('aws_db_instance.this', { arn: true, kms_key_id: true });
    expect(unknownOf(plan([change], root))).toEqual([{ kms_key_id: true }]);
  });

  it('is left out where nobody said anything, or said null', () => {
    const root = { resources: [said('aws_db_instance.this', { iops: {}, port: { constant_value: null } })] };
    const change = changed('aws_db_instance.this', { iops: true, port: true, kms_key_id: true });
    expect(unknownOf(plan([change], root))).toEqual([{}]);
  });

  it('is found in modules, whatever keys their resources have', () => {
    const root = called({ key: to('aws_kms_key.this.arn', 'aws_kms_key.this') }, { kms_key_id: to('var.key') });
    const changes = ['[0]', '["a.b[1]\\"x"]', ''].map((key) =>
      changed(`module.rds${key}.aws_db_instance.this${key}`, { arn: true, kms_key_id: true }),
    );
    expect(unknownOf(plan(changes, root))).toEqual(changes.map(() => ({ kms_key_id: true })));
  });

  it('is left out where it comes by a variable that nobody gives a reference', () => {
    const change = changed('module.rds.aws_db_instance.this', { kms_key_id: true });
    const expressions = { kms_key_id: to('var.key') };
    expect(unknownOf(plan([change], called({}, expressions)))).toEqual([{}]);
    expect(unknownOf(plan([change], called({ key: { constant_value: null } }, expressions)))).toEqual([{}]);
    // Of the root's own variables all are known.
    expect(unknownOf(plan([change], called({ key: to('var.key') }, expressions)))).toEqual([{}]);
  });

  it('is kept where a local or a loop may refer to something', () => {
    const change = changed('module.rds.aws_db_instance.this', { kms_key_id: true, iops: true });
    const expressions = { kms_key_id: to('local.key'), iops: to('each.value') };
    expect(unknownOf(plan([change], called({}, expressions)))).toEqual([{ kms_key_id: true, iops: true }]);
  });

  it('is looked for in blocks that are written one by one', () => {
    const root = {
      resources: [
        said('aws_db_instance.this', { disk: [{ key: to('aws_kms_key.this.arn') }, { size: to('local.a') }] }),
      ],
    };
    const change = changed('aws_db_instance.this', { disk: [{ key: true, id: true }, { key: true }] });
    expect(unknownOf(plan([change], root))).toEqual([{ disk: [{ key: true }, {}] }]);
  });

  it('is kept in blocks that a loop makes: what is said in those is not in a plan', () => {
    const root = { resources: [said('aws_db_instance.this', {})] };
    const change = changed('aws_db_instance.this', { replica: [{ key: true }] });
    expect(unknownOf(plan([change], root))).toEqual([{ replica: [{ key: true }] }]);
    // One is written beside those, and nothing says which it is.
    const mixed = { resources: [said('aws_db_instance.this', { replica: [{ size: to('local.a') }] })] };
    const two = changed('aws_db_instance.this', { replica: [{ key: true }, { key: true }] });
    expect(unknownOf(plan([two], mixed))).toEqual([{ replica: [{ key: true }, { key: true }] }]);
  });

  it('leaves what is known as it is', () => {
    const change = changed('aws_db_instance.this', {}, { port: 5432 });
    const root = { resources: [said('aws_db_instance.this', {})] };
    expect(referringResources(plan([change], root))).toMatchObject([{ values: { port: 5432 } }]);
  });

  it('is asked of a plan alone', () => {
    expect(() => referringResources({ values: {} })).toThrow('configuration');
  });
});
