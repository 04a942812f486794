import type { Fault } from './fault.ts';

const search = (name: string, file: string, [find, replace]: readonly [string, string], says: RegExp): Fault => ({
  ...{ layer: 'OpenSearch', name, file: `infrastructure/terraform/modules/opensearch/${file}`, find, replace },
  check: [
    ...['vitest', 'run', '--config', 'infrastructure/vitest.config.ts'],
    ...['terraform/modules.test', '-t', ' opensearch does what'],
  ] as const,
  // Terraform breaks its messages at 80 columns.
  says: new RegExp(says.source.replaceAll(' ', '\\s+')),
});

/** The domain that the studio's lines are searched in: who gets in, what is locked, and where lines are kept. */
export const faults: readonly Fault[] = [
  search(
    'whoever writes lines also reads and deletes them',
    'access.tf',
    ['["${local.arn}/_bulk"]', '["${local.arn}/*"]'],
    /Writers may POST to _bulk, which is all that Fluent Bit does/,
  ),
  search(
    "a reader's search may be a bulk deletion",
    'access.tf',
    ['"${local.arn}/_dashboards/*",', '"${local.arn}/*",'],
    /with any other address it could be _bulk or _delete_by_query/,
  ),
  search(
    'the whole internet may knock',
    'access.tf',
    ['referenced_security_group_id = each.value', 'cidr_ipv4 = "0.0.0.0/0"'],
    /443 from the groups of the API and of workers, and from no network/,
  ),
  search(
    'lines may be sent without TLS',
    'main.tf',
    ['enforce_https       = true', 'enforce_https       = false'],
    /HTTPS alone, by TLS 1.2 or later with forward secrecy/,
  ),
  search(
    'the domain has users with passwords',
    'main.tf',
    ['internal_user_database_enabled = false', 'internal_user_database_enabled = true'],
    /Users with passwords, or without names, must not get in/,
  ),
  search(
    'one node is given two subnets, and the domain is refused',
    'main.tf',
    ['min(var.hot.count, length(var.subnet_ids))', 'length(var.subnet_ids)'],
    /OpenSearch Service refuses a second subnet/,
  ),
  search(
    "another domain's service may write into this one's logs",
    'logs.tf',
    ['values   = [local.arn]', 'values   = ["*"]'],
    /OpenSearch Service may write for this domain alone/,
  ),
  search(
    'nobody is told who looked at which line',
    'logs.tf',
    ['    AUDIT_LOGS          = "/aws/opensearch/${local.name}/audit"\n', ''],
    /Both slow logs, errors and the audit must be published/,
  ),
  search(
    'warm nodes are bought for a domain that cannot have them',
    'variables.tf',
    ['var.warm == null || var.masters != null', 'var.warm == null || var.masters == var.masters'],
    /refuses_warm_nodes_without_masters"\.\.\. fail/,
  ),
  search(
    "the recovery region's domain has no name",
    'variables.tf',
    ['{1,7}$', '{1,5}$'],
    /the_other_regions_name_fits"\.\.\. fail/,
  ),
];
