import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';

/**
 * As much of OpenSearch's own roles as says who may write lines, and refuses what the real ones refuse.
 * https://docs.opensearch.org/latest/security/access-control/api/
 */
export interface OpenSearchSecurity {
  /** By role: who has it. */
  readonly mappings: ReadonlyMap<string, Mapping>;
  audit(): Audit;
  roles(name: string, method: string, body: unknown): Answer;
  rolesmapping(name: string, method: string, body: unknown): Answer;
  /** Read as `audit`, written as `audit/config`. */
  auditConfig(name: string, method: string, body: unknown): Answer;
  /** Whether somebody may do something, to an index or to the cluster. */
  may(who: string, action: string, index?: string): boolean;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const roleSchema = z.strictObject({
  cluster_permissions: z.array(z.string()).default([]),
  index_permissions: z
    .array(z.strictObject({ index_patterns: z.array(z.string()), allowed_actions: z.array(z.string()) }))
    .default([]),
});
const mappingSchema = z.strictObject({ backend_roles: z.array(z.string().min(1)) });
const auditSchema = z.strictObject({
  enabled: z.boolean(),
  audit: z.strictObject({
    enable_rest: z.boolean(),
    disabled_rest_categories: z.array(z.enum(['AUTHENTICATED', 'FAILED_LOGIN', 'GRANTED_PRIVILEGES'])),
    log_request_body: z.boolean(),
    exclude_sensitive_headers: z.boolean(),
    ignore_requests: z.array(z.string()),
  }),
  compliance: z.strictObject({ internal_config: z.boolean(), external_config: z.boolean() }),
});

type Role = z.output<typeof roleSchema>;
type Mapping = z.output<typeof mappingSchema>;
type Audit = z.output<typeof auditSchema>;

/** Those that come with it: they are mapped, and not changed. */
const theirs: Readonly<Record<string, Role>> = {
  all_access: { cluster_permissions: ['*'], index_permissions: [{ index_patterns: ['*'], allowed_actions: ['*'] }] },
  readall: {
    cluster_permissions: [],
    index_permissions: [{ index_patterns: ['*'], allowed_actions: ['indices:data/read*'] }],
  },
  kibana_user: { cluster_permissions: [], index_permissions: [] },
};

const groups: Readonly<Record<string, readonly string[]>> = {
  create_index: ['indices:admin/create', 'indices:admin/mapping/put'],
};

/** What nobody may change: a request that leaves it out has changed it, too. */
const readonly = ['audit.exclude_sensitive_headers', 'compliance.internal_config', 'compliance.external_config'];

const message = (status: number, status_: string, text: string): Answer => ({
  status,
  body: { status: status_, message: text },
});

const matches = (pattern: string, name: string): boolean =>
  new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`).test(name);

/** @param master who has all rights from the beginning */
export function openSearchSecurity(master: string): OpenSearchSecurity {
  const roles = new Map<string, Role>(Object.entries(theirs));
  const mappings = new Map<string, Mapping>([['all_access', { backend_roles: [master] }]]);
  let audit: Audit = {
    enabled: false,
    audit: {
      enable_rest: true,
      disabled_rest_categories: ['AUTHENTICATED', 'GRANTED_PRIVILEGES'],
      log_request_body: true,
      exclude_sensitive_headers: true,
      ignore_requests: [],
    },
    compliance: { internal_config: true, external_config: false },
  };

  function put<T>(kept: Map<string, T>, schema: z.ZodType<T>, name: string, method: string, body: unknown): Answer {
    if (method !== 'PUT') return message(501, 'NOT_IMPLEMENTED', `Method ${method} not supported for this action.`);
    const parsed = schema.safeParse(body);
    if (!parsed.success) return message(400, 'BAD_REQUEST', `Invalid configuration: ${parsed.error.message}`);
    const status = kept.has(name) ? 200 : 201;
    kept.set(name, parsed.data);
    return status === 200 ? message(200, 'OK', `'${name}' updated.`) : message(201, 'CREATED', `'${name}' created.`);
  }

  return {
    mappings,
    audit: () => audit,
    roles(name, method, body) {
      if (theirs[name]) return message(403, 'FORBIDDEN', `Resource '${name}' is reserved.`);
      return put(roles, roleSchema, name, method, body);
    },
    rolesmapping(name, method, body) {
      if (name === 'all_access') return message(403, 'FORBIDDEN', `Resource '${name}' is reserved.`);
      if (!roles.has(name)) return message(404, 'NOT_FOUND', `role '${name}' not found.`);
      return put(mappings, mappingSchema, name, method, body);
    },
    auditConfig(name, method, body) {
      if (name === 'audit' && method === 'GET')
        return {
          status: 200,
          body: { _readonly: readonly.map((path) => `/${path.replace('.', '/')}`), config: audit },
        };
      if (name !== 'audit/config' || method !== 'PUT') return message(405, 'METHOD_NOT_ALLOWED', name);
      const isChanged = (path: string) => !isDeepStrictEqual(at(audit, path), at(body, path));
      if (readonly.some(isChanged)) return message(409, 'CONFLICT', 'Attempted to update read-only property.');
      const parsed = auditSchema.safeParse(body);
      if (!parsed.success) return message(400, 'BAD_REQUEST', `Could not parse content: ${parsed.error.message}`);
      audit = parsed.data;
      return message(200, 'OK', `'config' updated.`);
    },
    may(who, action, index) {
      const having = [...mappings].filter(([, { backend_roles }]) => backend_roles.includes(who));
      const allows = (actions: readonly string[]) =>
        actions.flatMap((one) => groups[one] ?? [one]).some((one) => matches(one, action));
      return having.some(([name]) => {
        const { cluster_permissions = [], index_permissions = [] } = roles.get(name) ?? {};
        if (index === undefined) return allows(cluster_permissions);
        return index_permissions.some(
          ({ index_patterns, allowed_actions }) =>
            index_patterns.some((pattern) => matches(pattern, index)) && allows(allowed_actions),
        );
      });
    },
  };
}

/** What lies at a path in something that may be anything. */
const at = (value: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (inside, key) => (typeof inside === 'object' && inside !== null ? new Map(Object.entries(inside)).get(key) : {}),
      value,
    );
