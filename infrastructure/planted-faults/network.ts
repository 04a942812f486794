import type { Fault } from './fault.ts';

const modules = 'infrastructure/terraform/modules';
const vitest = ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'] as const;

/** A fault in a module, which the module's own tests must find. */
const network = (name: string, file: string, [find, replace]: readonly [string, string], says: RegExp): Fault => ({
  ...{ layer: 'Network', name, file: `${modules}/${file}`, find, replace },
  check: [
    ...vitest,
    'terraform/modules.test',
    '-t',
    ` ${file.slice(0, file.indexOf('/'))} does what its own tests say`,
  ],
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** Networks, security groups, the load balancer, names and certificates, the web application firewall, the bastion. */
export const faults: readonly Fault[] = [
  network(
    'both zones go out through one NAT gateway',
    'vpc/main.tf',
    ['{ a = 0, b = min(1, var.nat_gateways - 1) }', '{ a = 0 }'],
    /go out through/,
  ),
  network(
    'the network ACL lets SSH into the data subnets',
    'vpc/data-acl.tf',
    ['number = 110 + index, port = 6379', 'number = 110 + index, port = 22'],
    /lets something else into the data subnets/,
  ),
  network(
    'machines get public addresses unasked',
    'vpc/main.tf',
    ['map_public_ip_on_launch = false', 'map_public_ip_on_launch = true'],
    /hands out public addresses unasked/,
  ),
  network(
    'the database is open to the world',
    'security-groups/main.tf',
    ['group = "database", port = 5432, peer = "backend" }', 'group = "database", port = 5432, cidr = local.anywhere }'],
    /What is let in is not the document's table/,
  ),
  network(
    'workers reach Redis',
    'security-groups/main.tf',
    [
      '"workers to database" = { group = "workers", port = 5432, peer = "database" }',
      '"workers to database" = { group = "workers", port = 6379, peer = "redis" }',
    ],
    /What is let out is not the document's table/,
  ),
  network(
    'the load balancer speaks old TLS',
    'alb/main.tf',
    ['ELBSecurityPolicy-TLS13-1-2-2021-06', 'ELBSecurityPolicy-2016-08'],
    /HTTPS by the document's policy is missing/,
  ),
  network(
    'what the load balancer sends to the API goes in the clear',
    'alb/main.tf',
    ['protocol             = "HTTPS"', 'protocol             = "HTTP"'],
    /All data are encrypted in transit/,
  ),
  {
    layer: 'Network',
    name: 'the API speaks TLS as old as whoever asks',
    file: 'apps/api/http/app.ts',
    find: "minVersion: 'TLSv1.2'",
    replace: "minVersion: 'TLSv1'",
    check: ['vitest', 'run', 'test/security/tls.test.ts'],
    says: /expected 'TLSv1\.1' to be 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'/,
  },
  network(
    'the load balancer keeps connections that the API closes',
    'alb/main.tf',
    ['idle_timeout = 60', 'idle_timeout = 120'],
    /answers some requests with 502/,
  ),
  network(
    'whoever names a colour reaches what is not out yet',
    'alb/main.tf',
    ['values           = [var.smoke_token]', 'values           = ["*"]'],
    /reached by its name and the token together/,
  ),
  network(
    'the certificate is good for the domain alone',
    'certificate/main.tf',
    ['subject_alternative_names = [', 'subject_alternative_names = [] # ['],
    /for the domain and its wildcard/,
  ),
  network(
    'Route 53 asks whether the process lives, not whether the API works',
    'dns/main.tf',
    ['"/ready"', '"/health"'],
    /should ask the API as users do/,
  ),
  network(
    'the firewall takes screenplays for attacks',
    'waf/main.tf',
    ['projects(/[^/]+(/(drafts|bible))?)?|', ''],
    /Bodies are free on the routes that take prose/,
  ),
  {
    layer: 'Network',
    name: 'the firewall blocks the description of a project',
    file: `${modules}/waf/main.tf`,
    find: 'projects(/[^/]+(/(drafts|bible))?)?|',
    replace: 'projects/[^/]+/(drafts|bible)|',
    check: ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts', 'modules/waf/waf.test'],
    says: /POST \/v1\/projects/,
  },
  {
    layer: 'Network',
    name: 'the firewall asks for a key where Stripe has none',
    file: `${modules}/waf/main.tf`,
    find: '"/v1/plans", "/v1/billing/stripe/webhook"',
    replace: '"/v1/plans"',
    check: ['vitest', 'run', '--config', 'infrastructure/vitest.config.ts', 'modules/waf/waf.test'],
    says: /POST \/v1\/billing\/stripe\/webhook/,
  },
  network(
    'strangers may ask as much as users',
    'waf/main.tf',
    ['limit                 = var.rate_limit_anonymous', 'limit                 = var.rate_limit_authenticated'],
    /limits are not 100 without/,
  ),
  network(
    "the firewall's log holds credentials",
    'waf/logging.tf',
    ['concat(local.credentials, ["cookie"])', '["cookie"]'],
    /Credentials would be written into the log/,
  ),
  network(
    "the bastion's credentials can be had by a forged request",
    'bastion/main.tf',
    ['http_tokens                 = "required"', 'http_tokens                 = "optional"'],
    /role's credentials want IMDSv2/,
  ),
];
