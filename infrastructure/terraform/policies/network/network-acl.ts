import type { Planned } from '../../plan.ts';
import { type Block, blocks, isOn, numberOf, textOf } from '../plan/given.ts';
import type { Policy, Studio } from '../plan/policy.ts';

/** Networks by what is in them. */
export interface Subnets {
  readonly app: readonly string[];
  readonly data: readonly string[];
}

/** Where the document puts them in a network of its size: 10.0.10.0/24 and 10.0.11.0/24, 10.0.20.0/24 and 10.0.21.0/24. */
export function subnetsOf({ of }: Studio): Subnets {
  const starts = of('aws_vpc').flatMap(
    (one) => /^(\d+\.\d+)\.0\.0\/16$/.exec(textOf(one, 'cidr_block') ?? '')?.[1] ?? [],
  );
  const at = (...numbers: number[]) => starts.flatMap((start) => numbers.map((number) => `${start}.${number}.0/24`));
  return { app: at(10, 11), data: at(20, 21) };
}

/** What an ACL lets through, as a line. @example `in tcp 5432-5432 10.0.10.0/24` */
const lineOf = (way: 'in' | 'out', ports: string, network: string) => `${way} tcp ${ports} ${network}`;
// An ACL remembers nothing: answers go to whatever port somebody called from.
const answers = '1024-65535';

/** Section 4's table as an ACL can have it: PostgreSQL and Redis for the program's subnets and answers to them, and the databases for each other. */
const table = ({ app, data }: Subnets): readonly string[] => [
  ...app.flatMap((network) => [
    lineOf('in', '5432-5432', network),
    lineOf('in', '6379-6379', network),
    lineOf('out', answers, network),
  ]),
  // A standby copies from its primary by ports that AWS does not name.
  ...data.flatMap((network) => [lineOf('in', answers, network), lineOf('out', answers, network)]),
];

interface Rule {
  readonly address: string;
  readonly line: string;
}

const protocols: Readonly<Record<string, string>> = {
  '6': 'tcp',
  '17': 'udp',
  '-1': 'any protocol',
  all: 'any protocol',
};

function ruleOf(address: string, isEgress: boolean, one: Block): readonly Rule[] {
  if ((textOf(one, 'rule_action') ?? textOf(one, 'action'))?.toLowerCase() === 'deny') return [];
  const protocol = textOf(one, 'protocol') ?? 'any protocol';
  const ports = `${numberOf(one, 'from_port') ?? 'any'}-${numberOf(one, 'to_port') ?? 'any'}`;
  const network = textOf(one, 'cidr_block') || textOf(one, 'ipv6_cidr_block') || 'nobody knows whom';
  return [{ address, line: `${isEgress ? 'out' : 'in'} ${protocols[protocol] ?? protocol} ${ports} ${network}` }];
}

const inAcl = (one: Planned): readonly Rule[] => [
  ...blocks(one, 'ingress').flatMap((block) => ruleOf(one.address, false, block)),
  ...blocks(one, 'egress').flatMap((block) => ruleOf(one.address, true, block)),
];

/** By their number: which subnets an ACL is for is not known in a plan. */
function subnetFaults(acls: readonly Planned[], data: readonly string[]): readonly string[] {
  const walled = acls.flatMap(({ values }) => (Array.isArray(values.subnet_ids) ? values.subnet_ids : [])).length;
  return walled === data.length
    ? []
    : [`${walled} subnets have an aws_network_acl, and not the ${data.length} of the data: ${data.join(', ')}`];
}

/**
 * What the ACLs of a studio let through, all together: no plan shows whose a rule is. That each kind of rule is about its networks is in
 * modules/vpc/tests/network.tftest.hcl as well. Rules that deny open nothing.
 */
export const dataIsWalledOff: Policy = {
  name: 'the data subnets’ ACL is a second wall: the document’s ports for the program’s subnets, and nothing else',
  faults: (studio) => {
    const rules = [
      ...studio.of('aws_network_acl_rule').flatMap((one) => ruleOf(one.address, isOn(one, 'egress'), one)),
      ...studio.of('aws_network_acl').flatMap(inAcl),
    ];
    const subnets = subnetsOf(studio);
    const wanted = table(subnets);
    const isThere = new Set(rules.map(({ line }) => line));
    return [
      ...rules
        .filter(({ line }) => !wanted.includes(line))
        .map(({ address, line }) => `${address} lets through ${line}, which the document does not: take it out`),
      ...wanted
        .filter((line) => !isThere.has(line))
        .map((line) => `no aws_network_acl_rule lets through ${line}: add it`),
      ...subnetFaults(studio.of('aws_network_acl'), subnets.data),
    ];
  },
};
