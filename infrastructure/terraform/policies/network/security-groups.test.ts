import { describe, expect, it } from 'vitest';
import type { Environment, Planned } from '../../plan.ts';
import { planned } from '../plan/planned.fixture.ts';
import { studioOf } from '../plan/policy.ts';
import { groupsAreTheTable } from './security-groups.ts';

const ingress = 'aws_vpc_security_group_ingress_rule';
const egress = 'aws_vpc_security_group_egress_rule';
const rule = (
  type: string,
  description: string,
  port: number,
  peer: Record<string, unknown>,
  more: Record<string, unknown> = {},
) => {
  const values = { description, ip_protocol: 'tcp', from_port: port, to_port: port, ...more };
  // A group and a list of addresses are known once they are made.
  const [known, unknown] = 'cidr_ipv4' in peer ? [peer, {}] : [{}, peer];
  return planned(type, { ...values, ...known }, `${type}.this["${description}"]`, unknown);
};
const group = { referenced_security_group_id: true };
const everybody = { cidr_ipv4: '0.0.0.0/0' };

const balancer = (cidr: string) => [
  rule(ingress, `alb https from ${cidr}`, 443, { cidr_ipv4: cidr }),
  rule(ingress, `alb http from ${cidr}`, 80, { cidr_ipv4: cidr }),
];
const inside = [
  rule(ingress, 'backend from alb', 8000, group),
  rule(ingress, 'backend from backend', 8000, group),
  rule(ingress, 'database from backend', 5432, group),
  rule(ingress, 'database from workers', 5432, group),
  rule(ingress, 'redis from backend', 6379, group),
  rule(egress, 'alb to backend', 8000, group),
  rule(egress, 'backend to backend', 8000, group),
  rule(egress, 'backend to anywhere', 443, everybody),
  rule(egress, 'backend to database', 5432, group),
  rule(egress, 'backend to redis', 6379, group),
  rule(egress, 'workers to anywhere', 443, everybody),
  rule(egress, 'workers to database', 5432, group),
  rule(egress, 'workers to s3', 443, { prefix_list_id: true }),
  rule(egress, 'workers to endpoints', 443, group),
];
const table = [...balancer('0.0.0.0/0'), ...inside];
const vpc = planned('aws_vpc', { cidr_block: '10.3.0.0/16' });
const closed = planned('aws_default_security_group', { ingress: [], egress: [] });
const faultsIn = (environment: Environment, ...resources: Planned[]) =>
  groupsAreTheTable.faults(studioOf(environment, [vpc, closed, ...resources]));
const noLine = "is no line of the document's table: take it out, or give it one here, with its reason";

describe('security groups', () => {
  it('of the document’s table are well, with mail and the endpoints', () => {
    const mail = rule(egress, 'workers to mail', 587, everybody);
    const endpoint = rule(ingress, 'HTTPS from app-a', 443, { cidr_ipv4: '10.3.10.0/24' });
    expect(faultsIn('production', ...table)).toEqual([]);
    expect(faultsIn('production', ...table, mail, endpoint)).toEqual([]);
  });

  it.each(table.map((one) => one.values.description))('without the line "%s" are found', (description) => {
    const others = table.filter((one) => one.values.description !== description);
    expect(faultsIn('production', ...others)).toEqual([
      expect.stringMatching(/^no rule "(alb https? from|[a-z0-9 ]+)": the document has tcp \d+ (from|to) .+/),
    ]);
  });

  it('with a rule that is no line are found', () => {
    const ssh = rule(ingress, 'SSH from 203.0.113.7/32', 22, { cidr_ipv4: '203.0.113.7/32' });
    // Redis is the API's alone.
    const redis = rule(egress, 'workers to redis', 6379, group);
    // A line of the other way.
    const back = rule(egress, 'database from backend', 5432, group);
    expect(faultsIn('production', ...table, ssh, redis, back)).toEqual([
      `${ssh.address} ("SSH from 203.0.113.7/32") ${noLine}`,
      `${redis.address} ("workers to redis") ${noLine}`,
      `${back.address} ("database from backend") ${noLine}`,
    ]);
  });

  it('with a line that stands there twice are found', () => {
    const other = { ...rule(ingress, 'redis from backend', 6379, group), address: `module.other.${ingress}.this` };
    expect(faultsIn('production', ...table, other)).toEqual([
      `${ingress}.this["redis from backend"], module.other.${ingress}.this are one line, "redis from backend": one of them is another group's`,
    ]);
  });

  const instead = (one: Planned) => [...table.filter(({ address }) => address !== one.address), one];
  it.each([
    ['a port more', { to_port: 5433 }, group, 'tcp 5432-5433 for a security group'],
    ['every protocol', { ip_protocol: '-1' }, group, '-1 5432-5432 for a security group'],
    ['all ports', { from_port: null, to_port: null }, group, 'tcp any-any for a security group'],
    ['networks', {}, { cidr_ipv4: '10.3.10.0/24' }, 'tcp 5432-5432 for 10.3.10.0/24'],
    ['networks that nobody knows', {}, { cidr_ipv4: true }, 'tcp 5432-5432 for a network that is not known yet'],
    ['networks of IPv6', { cidr_ipv6: '::/0' }, {}, 'tcp 5432-5432 for ::/0'],
    ['nobody', {}, {}, 'tcp 5432-5432 for nobody'],
    ['a list of addresses', {}, { prefix_list_id: true }, 'tcp 5432-5432 for a prefix list'],
  ])('whose database is open for %s are found', (_, more, peer, words) => {
    const values = {
      description: 'database from backend',
      ip_protocol: 'tcp',
      from_port: 5432,
      to_port: 5432,
      ...more,
    };
    const isKnown = 'cidr_ipv4' in peer && peer.cidr_ipv4 !== true;
    const one = planned(
      ingress,
      isKnown ? { ...values, ...peer } : values,
      `${ingress}.this["database from backend"]`,
      isKnown ? {} : peer,
    );
    expect(faultsIn('production', ...instead(one))).toEqual([
      `${one.address} ("database from backend") opens ${words}: its line has tcp 5432 from a security group`,
    ]);
  });

  it('of endpoints are for the program’s subnets', () => {
    const one = rule(ingress, 'HTTPS from app-a', 443, { cidr_ipv4: '10.3.0.0/16' });
    expect(faultsIn('production', ...table, one)).toEqual([
      `${one.address} ("HTTPS from app-a") opens tcp 443-443 for 10.3.0.0/16: its line has tcp 443 from the program's subnets`,
    ]);
  });

  it('of the bastion are development’s', () => {
    const one = rule(egress, 'AWS APIs and updates', 443, everybody);
    expect(faultsIn('dev', ...table, one)).toEqual([]);
    expect(faultsIn('staging', ...balancer('203.0.113.0/24'), ...inside, one)).toEqual([
      `${one.address} ("AWS APIs and updates") ${noLine}`,
    ]);
  });
});

describe('the load balancer', () => {
  it.each<[Environment, string]>([
    ['dev', '0.0.0.0/0'],
    ['sandbox', '10.255.0.0/16'],
    ['sandbox', '172.16.0.0/12'],
    ['sandbox', '192.168.7.0/24'],
    ['staging', '203.0.113.7/32'],
    ['recovery', '0.0.0.0/0'],
  ])('of %s is reached from %s', (environment, cidr) => {
    expect(faultsIn(environment, ...balancer(cidr), ...inside)).toEqual([]);
  });

  it.each<[Environment, string, string]>([
    ['sandbox', '0.0.0.0/0', "the VPN's private networks"],
    ['sandbox', '203.0.113.0/24', "the VPN's private networks"],
    ['sandbox', '10.0.0.0/7', "the VPN's private networks"],
    ['staging', '0.0.0.0/0', "the engineers' networks, none wider than a /16"],
    ['staging', '128.0.0.0/1', "the engineers' networks, none wider than a /16"],
    ['production', '203.0.113.0/24', '0.0.0.0/0'],
  ])('of %s is not reached from %s', (environment, cidr, words) => {
    expect(faultsIn(environment, ...balancer(cidr), ...inside)).toEqual([
      `${ingress}.this["alb https from ${cidr}"] ("alb https from ${cidr}") opens tcp 443-443 for ${cidr}: its line has tcp 443 from ${words}`,
      `${ingress}.this["alb http from ${cidr}"] ("alb http from ${cidr}") opens tcp 80-80 for ${cidr}: its line has tcp 80 from ${words}`,
    ]);
  });
});

describe('rules that are written in other ways', () => {
  const ports = { from_port: 22, to_port: 22, protocol: 'tcp' };

  it('are read: blocks in a group', () => {
    const cidr = { ...ports, description: 'ssh', cidr_blocks: ['0.0.0.0/0'] };
    const one = planned('aws_security_group', { ingress: [cidr], egress: [{ ...cidr, description: '' }] });
    expect(faultsIn('production', ...table, one)).toEqual([
      `aws_security_group.this ("ssh") ${noLine}`,
      `aws_security_group.this ("") ${noLine}`,
    ]);
  });

  it('are read: rules of the older kind', () => {
    const type = 'aws_security_group_rule';
    const values = { ...ports, from_port: 443, to_port: 443, type: 'egress', description: 'backend to anywhere' };
    const unknown = { source_security_group_id: true };
    const written = (cidr: string) => planned(type, { ...values, cidr_blocks: [cidr] }, `${type}.this`, unknown);
    const others = table.filter((one) => one.values.description !== 'backend to anywhere');
    expect(faultsIn('production', ...others, written('0.0.0.0/0'))).toEqual([]);
    expect(faultsIn('production', ...others, written('10.0.0.0/8'))).toEqual([
      `${type}.this ("backend to anywhere") opens tcp 443-443 for 10.0.0.0/8: its line has tcp 443 to 0.0.0.0/0`,
    ]);
    const both = planned(type, { ...values, cidr_blocks: ['0.0.0.0/0'], ipv6_cidr_blocks: ['::/0'] }, `${type}.this`);
    expect(faultsIn('production', ...others, both)).toEqual([
      `${type}.this ("backend to anywhere") opens tcp 443-443 for 0.0.0.0/0, ::/0: its line has tcp 443 to 0.0.0.0/0`,
    ]);
    const peer = { ...values, type: 'ingress', from_port: 6379, to_port: 6379, description: 'redis from backend' };
    const redis = table.filter((one) => one.values.description !== 'redis from backend');
    expect(faultsIn('production', ...redis, planned(type, peer, `${type}.this`, unknown))).toEqual([]);
  });

  it('of the group that AWS makes are none', () => {
    const open = planned('aws_default_security_group', { ingress: [{ protocol: '-1', self: true }], egress: [] });
    expect(faultsIn('production', ...table, open)).toEqual([`aws_default_security_group.this ("") ${noLine}`]);
    expect(groupsAreTheTable.faults(studioOf('production', [vpc, ...table]))).toEqual([
      'aws_vpc.this: take the group over that AWS makes, by an empty aws_default_security_group',
    ]);
  });
});
