import { describe, expect, it } from 'vitest';
import type { Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { dataIsWalledOff, subnetsOf } from './network-acl.ts';

const vpc = planned('aws_vpc', { cidr_block: '10.3.0.0/16' });
const acl = planned('aws_network_acl', { subnet_ids: [null, null] });
const type = 'aws_network_acl_rule';
const rule = (egress: boolean, from: number, to: number, cidr_block: string, more: Record<string, unknown> = {}) =>
  planned(
    type,
    { egress, from_port: from, to_port: to, cidr_block, protocol: 'tcp', rule_action: 'allow', ...more },
    `${type}.this["${egress ? 'to' : 'from'} ${cidr_block} ${from}"]`,
  );
const rules = [
  ...['10.3.10.0/24', '10.3.11.0/24'].flatMap((app) => [
    rule(false, 5432, 5432, app),
    rule(false, 6379, 6379, app),
    rule(true, 1024, 65535, app),
  ]),
  ...['10.3.20.0/24', '10.3.21.0/24'].flatMap((data) => [
    rule(false, 1024, 65535, data),
    rule(true, 1024, 65535, data),
  ]),
];
const faultsOf = (...resources: Planned[]) => dataIsWalledOff.faults(studioOf('production', resources));

describe('the data subnets', () => {
  it('lie where the document has them in every network', () => {
    expect(subnetsOf(studioOf('production', [vpc]))).toEqual({
      app: ['10.3.10.0/24', '10.3.11.0/24'],
      data: ['10.3.20.0/24', '10.3.21.0/24'],
    });
  });

  it('are reached by the program, and by each other', () => {
    expect(faultsOf(vpc, acl, ...rules)).toEqual([]);
  });

  it('are reached by nobody else', () => {
    const deny = rule(false, 0, 65535, '0.0.0.0/0', { rule_action: 'deny' });
    expect(faultsOf(vpc, acl, ...rules, deny)).toEqual([]);
    const tooMany = [
      rule(false, 22, 22, '10.3.10.0/24'),
      rule(false, 5432, 5432, '10.3.1.0/24'),
      rule(false, 6379, 6379, '10.3.10.0/24', { protocol: '-1' }),
      rule(true, 443, 443, '0.0.0.0/0'),
    ];
    expect(faultsOf(vpc, acl, ...rules, ...tooMany)).toEqual([
      `${type}.this["from 10.3.10.0/24 22"] lets through in tcp 22-22 10.3.10.0/24, which the document does not: take it out`,
      `${type}.this["from 10.3.1.0/24 5432"] lets through in tcp 5432-5432 10.3.1.0/24, which the document does not: take it out`,
      `${type}.this["from 10.3.10.0/24 6379"] lets through in any protocol 6379-6379 10.3.10.0/24, which the document does not: take it out`,
      `${type}.this["to 0.0.0.0/0 443"] lets through out tcp 443-443 0.0.0.0/0, which the document does not: take it out`,
    ]);
  });

  it('are reached by nobody else by rules in the ACL itself', () => {
    const inline = { action: 'allow', protocol: '-1', from_port: 0, to_port: 0, cidr_block: '0.0.0.0/0' };
    expect(
      faultsOf(vpc, planned('aws_network_acl', { subnet_ids: [null, null], ingress: [inline] }), ...rules),
    ).toEqual([
      'aws_network_acl.this lets through in any protocol 0-0 0.0.0.0/0, which the document does not: take it out',
    ]);
  });

  it('whose database nobody reaches are found', () => {
    const [, ...others] = rules;
    expect(faultsOf(vpc, acl, ...others)).toEqual([
      'no aws_network_acl_rule lets through in tcp 5432-5432 10.3.10.0/24: add it',
    ]);
  });

  it('of which one has no wall are found', () => {
    expect(faultsOf(vpc, planned('aws_network_acl', { subnet_ids: [null] }), ...rules)).toEqual([
      '1 subnets have an aws_network_acl, and not the 2 of the data: 10.3.20.0/24, 10.3.21.0/24',
    ]);
  });
});
