import { describe, expect, it } from 'vitest';
import { blocks, isGiven, isOn, numberOf, textOf, textsOf } from './given.ts';
import { planned } from './planned.fixture.ts';

const repository = planned(
  'aws_ecr_repository',
  {
    name: 'backend',
    tag: '',
    region: null,
    force_delete: false,
    encryption_configuration: [{ encryption_type: 'KMS' }],
    subnets: ['subnet-1', null],
    days: 7,
  },
  undefined,
  { arn: true, encryption_configuration: [{ kms_key: true }] },
);

describe('a value', () => {
  it('is given where it is known, and where it will be', () => {
    expect(isGiven(repository, 'name')).toBe(true);
    expect(isGiven(repository, 'force_delete')).toBe(true);
    expect(isGiven(repository, 'arn')).toBe(true);
  });

  it.each(['region', 'tag', 'policy'])('is not given where it is null, empty or not there: %s', (name) => {
    expect(isGiven(repository, name)).toBe(false);
  });

  it('of a block is found in it', () => {
    const [encryption] = blocks(repository, 'encryption_configuration');
    expect(encryption && isGiven(encryption, 'kms_key')).toBe(true);
    expect(encryption && isGiven(encryption, 'key')).toBe(false);
    expect(blocks(repository, 'replica')).toEqual([]);
  });

  it.each([
    [true, true],
    ['true', true],
    [false, false],
    ['false', false],
    [undefined, false],
  ])('that is %o is on: %o', (value, expected) => {
    expect(isOn({ values: { value }, unknown: {} }, 'value')).toBe(expected);
  });

  it('that is not known yet is on for nobody', () => {
    expect(isOn({ values: {}, unknown: { value: true } }, 'value')).toBe(false);
  });

  it('is read as what it is', () => {
    expect(textOf(repository, 'name')).toBe('backend');
    expect(textOf(repository, 'arn')).toBeUndefined();
    expect(textOf(repository, 'region')).toBeUndefined();
    expect(numberOf(repository, 'days')).toBe(7);
    expect(numberOf(repository, 'name')).toBeUndefined();
    expect(textsOf(repository, 'subnets')).toEqual(['subnet-1']);
  });
});
