import type { Environment, Planned } from '../../plan.ts';
import { type Block, blocks, isGiven, isOn, numberOf, textOf, textsOf } from '../plan/given.ts';
import type { Policy, Studio } from '../plan/policy.ts';
import { subnetsOf } from './network-acl.ts';

type Way = 'in' | 'out';

/** A rule, in whichever of three ways it is written. */
interface Rule {
  readonly address: string;
  readonly way: Way;
  readonly description: string;
  /** `tcp 443-443` */
  readonly ports: string;
  /** Whom it is about: a network, or one of the words below. */
  readonly peers: readonly string[];
}

const group = 'a security group';
const prefixList = 'a prefix list';
const hidden = 'a network that is not known yet';

/** Which networks a line has. */
interface Networks {
  readonly words: string;
  readonly has: (cidr: string, studio: Studio) => boolean;
}

const anywhere: Networks = { words: '0.0.0.0/0', has: (cidr) => cidr === '0.0.0.0/0' };
const listed: Networks = {
  words: "the engineers' networks, none wider than a /16",
  has: (cidr) => /^[\d.]+\/(1[6-9]|2\d|3[0-2])$/.test(cidr),
};
const vpn: Networks = {
  words: "the VPN's private networks",
  has: (cidr) =>
    /^(10\.[\d.]+\/([89]|[12]\d|3[0-2])|172\.(1[6-9]|2\d|3[01])\.[\d.]+\/(1[2-9]|2\d|3[0-2])|192\.168\.[\d.]+\/(1[6-9]|2\d|3[0-2]))$/.test(
      cidr,
    ),
};
const appSubnets: Networks = {
  words: "the program's subnets",
  has: (cidr, studio) => subnetsOf(studio).app.includes(cidr),
};

/** Section 8, Access: "Public ALB with IP whitelist" in staging, "Private ALB (VPN access)" in sandbox. */
const visitors: Readonly<Record<Environment, Networks>> = {
  dev: anywhere,
  sandbox: vpn,
  staging: listed,
  production: anywhere,
  recovery: anywhere,
};

/** A line of the table: what a rule of this description opens, and to whom. */
interface Line {
  readonly way: Way;
  readonly description: string;
  readonly port: number;
  readonly peer: typeof group | typeof prefixList | Networks;
  /** One rule for each network, whose description goes on after this. */
  readonly many?: true;
  /** Why it is here though the document does not have it: it may be missing. */
  readonly why?: string;
}

/** Section 4, Security Groups, in its order. */
const documented = (environment: Environment): readonly Line[] => [
  { way: 'in', description: 'alb https from ', port: 443, peer: visitors[environment], many: true },
  { way: 'in', description: 'alb http from ', port: 80, peer: visitors[environment], many: true },
  // "All traffic": the API lets in no other port.
  { way: 'out', description: 'alb to backend', port: 8000, peer: group },
  { way: 'in', description: 'backend from alb', port: 8000, peer: group },
  { way: 'in', description: 'backend from backend', port: 8000, peer: group },
  // The other end of the line before.
  { way: 'out', description: 'backend to backend', port: 8000, peer: group },
  { way: 'out', description: 'backend to anywhere', port: 443, peer: anywhere },
  { way: 'out', description: 'backend to database', port: 5432, peer: group },
  { way: 'out', description: 'backend to redis', port: 6379, peer: group },
  { way: 'out', description: 'workers to anywhere', port: 443, peer: anywhere },
  { way: 'out', description: 'workers to database', port: 5432, peer: group },
  { way: 'out', description: 'workers to s3', port: 443, peer: prefixList },
  // "SQS: Via VPC Endpoint".
  { way: 'out', description: 'workers to endpoints', port: 443, peer: group },
  { way: 'in', description: 'database from backend', port: 5432, peer: group },
  { way: 'in', description: 'database from workers', port: 5432, peer: group },
  { way: 'in', description: 'redis from backend', port: 6379, peer: group },
];

const more = (environment: Environment): readonly Line[] => [
  {
    way: 'out',
    description: 'workers to mail',
    port: 587,
    peer: anywhere,
    why: 'Workers send the studio’s mails, by whichever provider SMTP_URL names.',
  },
  {
    way: 'in',
    description: 'HTTPS from app-',
    port: 443,
    peer: appSubnets,
    many: true,
    why: 'The endpoints’ own end of "SQS: Via VPC Endpoint". Both groups use them, and are made after the network.',
  },
  ...['backend', 'workers'].map(
    (from): Line => ({
      way: 'in',
      description: `logs from ${from}`,
      port: 443,
      peer: group,
      why: 'Fluent Bit sends lines to OpenSearch, where an environment has it.',
    }),
  ),
  ...(environment === 'dev'
    ? [
        {
          way: 'out',
          description: 'AWS APIs and updates',
          port: 443,
          peer: anywhere,
          why: 'The bastion’s sessions are a conversation that it begins itself.',
        } as const,
      ]
    : []),
];

/** What is given of a list, known or not. */
const isListed = (one: Block, name: string): boolean =>
  one.unknown[name] === true || (Array.isArray(one.values[name]) && one.values[name].length > 0);

function isHidden({ unknown }: Block, name: string): boolean {
  const said = unknown[name];
  return said === true || (Array.isArray(said) && said.includes(true));
}

const networkNames = ['cidr_ipv4', 'cidr_ipv6', 'cidr_blocks', 'ipv6_cidr_blocks'];

function peersOf(one: Block): readonly string[] {
  const networks = networkNames.flatMap((name) => {
    const known = [textOf(one, name) ?? [], textsOf(one, name)].flat();
    return isHidden(one, name) ? [...known, hidden] : known;
  });
  const isGroup =
    isGiven(one, 'referenced_security_group_id') ||
    isListed(one, 'security_groups') ||
    isOn(one, 'self') ||
    // Where an old rule has networks it has no group, though Terraform says that its group is not known.
    (networks.length === 0 && isGiven(one, 'source_security_group_id'));
  const isList = isGiven(one, 'prefix_list_id') || isListed(one, 'prefix_list_ids');
  return [...networks, ...(isGroup ? [group] : []), ...(isList ? [prefixList] : [])];
}

const ruleOf = (address: string, way: Way, one: Block): Rule => ({
  address,
  way,
  description: textOf(one, 'description') ?? '',
  ports: `${textOf(one, 'ip_protocol') ?? textOf(one, 'protocol') ?? 'unknown'} ${numberOf(one, 'from_port') ?? 'any'}-${numberOf(one, 'to_port') ?? 'any'}`,
  peers: peersOf(one),
});

const rulesOf = ({ of }: Studio): readonly Rule[] => [
  ...of('aws_vpc_security_group_ingress_rule').map((one) => ruleOf(one.address, 'in', one)),
  ...of('aws_vpc_security_group_egress_rule').map((one) => ruleOf(one.address, 'out', one)),
  ...of('aws_security_group_rule').map((one) =>
    ruleOf(one.address, textOf(one, 'type') === 'egress' ? 'out' : 'in', one),
  ),
  ...['aws_security_group', 'aws_default_security_group']
    .flatMap(of)
    .flatMap((one) => [
      ...blocks(one, 'ingress').map((block) => ruleOf(one.address, 'in', block)),
      ...blocks(one, 'egress').map((block) => ruleOf(one.address, 'out', block)),
    ]),
];

const isOf = ({ way, description, many }: Line, rule: Rule): boolean =>
  rule.way === way && (many ? rule.description.startsWith(description) : rule.description === description);

function isAsWide(rule: Rule, { port, peer }: Line, studio: Studio): boolean {
  const [one, ...others] = rule.peers;
  if (one === undefined || others.length > 0 || rule.ports !== `tcp ${port}-${port}`) return false;
  return typeof peer === 'string' ? one === peer : peer.has(one, studio);
}

const wordsOf = ({ way, port, peer }: Line) =>
  `tcp ${port} ${way === 'in' ? 'from' : 'to'} ${typeof peer === 'string' ? peer : peer.words}`;

function ruleFaults(studio: Studio, rule: Rule, table: readonly Line[]): readonly string[] {
  const line = table.find((one) => isOf(one, rule));
  const name = `${rule.address} ("${rule.description}")`;
  if (!line) return [`${name} is no line of the document's table: take it out, or give it one here, with its reason`];
  return isAsWide(rule, line, studio)
    ? []
    : [`${name} opens ${rule.ports} for ${rule.peers.join(', ') || 'nobody'}: its line has ${wordsOf(line)}`];
}

function lineFaults(line: Line, rules: readonly Rule[]): readonly string[] {
  const found = rules.filter((rule) => isOf(line, rule));
  if (found.length === 0 && !line.why)
    return [`no rule "${line.description.trim()}": the document has ${wordsOf(line)}`];
  return found.length > 1 && !line.many
    ? [
        `${found.map(({ address }) => address).join(', ')} are one line, "${line.description}": one of them is another group's`,
      ]
    : [];
}

/** The group that AWS makes with a network lets all in it talk to each other. */
const defaultFaults = (vpcs: readonly Planned[], closed: number): readonly string[] =>
  vpcs.length <= closed
    ? []
    : [
        `${vpcs.map(({ address }) => address).join(', ')}: take the group over that AWS makes, by an empty aws_default_security_group`,
      ];

/**
 * A plan does not know the ids of groups: it shows that a rule is about some group, not which, and not whose it is. That the rule of a description is that
 * group's is shown by modules/security-groups/tests/table.tftest.hcl, which gives them ids; here each description has its port and peer, and is there once.
 */
export const groupsAreTheTable: Policy = {
  name: 'security groups let in and out what the document’s table does, line by line',
  faults: (studio) => {
    const rules = rulesOf(studio);
    const table = [...documented(studio.environment), ...more(studio.environment)];
    return [
      ...rules.flatMap((rule) => ruleFaults(studio, rule, table)),
      ...table.flatMap((line) => lineFaults(line, rules)),
      ...defaultFaults(studio.of('aws_vpc'), studio.of('aws_default_security_group').length),
    ];
  },
};
