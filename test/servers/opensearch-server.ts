import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import { type Answer, type OpenSearchSecurity, openSearchSecurity } from './opensearch-security.ts';

/**
 * As much of an OpenSearch domain as keeps templates, policies of ages, saved objects and its own roles, and takes lines: it refuses what the real one
 * refuses.
 * https://docs.opensearch.org/latest/im-plugin/index-templates/
 * https://docs.opensearch.org/latest/im-plugin/ism/api/
 * https://docs.opensearch.org/latest/dashboards/management/management-index/
 */
export interface OpenSearchServer {
  readonly address: string;
  readonly templates: ReadonlyMap<string, unknown>;
  readonly policies: ReadonlyMap<string, Kept>;
  readonly objects: ReadonlyMap<string, unknown>;
  readonly security: Pick<OpenSearchSecurity, 'mappings' | 'audit'>;
  /** Of each index, how many lines it took. */
  readonly lines: ReadonlyMap<string, number>;
  stop(): Promise<void>;
}

/** A policy with its version: it is replaced only by who names this. */
interface Kept {
  readonly policy: unknown;
  readonly sequence: number;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A number with a unit, or -1: never. */
const time = z.string().regex(/^(\d+(d|h|m|s|ms|micros|nanos)|-1)$/);
const levels = (prefix: string) => ['warn', 'info', 'debug', 'trace'].map((level) => [`${prefix}.${level}`, time]);
const settings: Readonly<Record<string, z.ZodType>> = {
  'index.number_of_shards': z.number(),
  'index.auto_expand_replicas': z.string().regex(/^\d-(\d|all)$/),
  'index.refresh_interval': time,
  'index.codec': z.enum(['default', 'best_compression']),
  ...Object.fromEntries(
    ['search.slowlog.threshold.query', 'search.slowlog.threshold.fetch', 'indexing.slowlog.threshold.index'].flatMap(
      (which) => levels(`index.${which}`),
    ),
  ),
};
const templateSchema = z.looseObject({
  index_patterns: z.array(z.string()).min(1),
  template: z.looseObject({ settings: z.strictObject(settings).partial().optional() }),
});
const bulkSchema = z.strictObject({ create: z.looseObject({ _index: z.string() }) });

const retrySchema = { timeout: z.string().optional(), retry: z.looseObject({ count: z.number() }).optional() };
const action = (name: string, value: z.ZodType) => z.strictObject({ [name]: value, ...retrySchema });
const actionSchema = z.union([
  action('read_only', z.strictObject({})),
  action('force_merge', z.strictObject({ max_num_segments: z.number() })),
  action('close', z.strictObject({})),
  action('delete', z.strictObject({})),
]);
/** Of Amazon's domains that have such storage. */
const tierSchema = z.union([
  action('warm_migration', z.strictObject({})),
  action('cold_migration', z.strictObject({ timestamp_field: z.string() })),
  action('cold_delete', z.strictObject({})),
]);
const policySchema = (tiers: boolean) =>
  z.strictObject({
    policy: z
      .strictObject({
        description: z.string(),
        default_state: z.string(),
        ism_template: z.array(z.strictObject({ index_patterns: z.array(z.string()), priority: z.number() })),
        states: z.array(
          z.strictObject({
            name: z.string(),
            actions: z.array(tiers ? z.union([actionSchema, tierSchema]) : actionSchema),
            transitions: z.array(
              z.strictObject({
                state_name: z.string(),
                conditions: z.strictObject({ min_index_age: z.string().regex(/^\d+[dhm]$/) }),
              }),
            ),
          }),
        ),
      })
      .refine(({ default_state, states }) => {
        const names = states.map(({ name }) => name);
        const used = [default_state, ...states.flatMap(({ transitions }) => transitions.map((one) => one.state_name))];
        return used.every((name) => names.includes(name));
      }, 'Every state that is gone to must be there.'),
  });

const objectSchema = z.strictObject({
  id: z.string(),
  type: z.string(),
  attributes: z.looseObject({ title: z.string() }),
  references: z.array(z.strictObject({ name: z.string(), type: z.string(), id: z.string() })),
});

const refuse = (status: number, reason: string): Answer => ({ status, body: { status, error: { reason } } });

interface Options {
  /** Whether it has warm and cold storage. */
  readonly tiers?: boolean;
  /** Whether it lets in only requests that are signed for it. */
  readonly signed?: boolean;
  /** By the id of an access key: whose it is. The first is the master. Without any, everybody is. */
  readonly callers?: Readonly<Record<string, string>>;
}

export async function openSearchServer({
  tiers = true,
  signed = false,
  callers = {},
}: Options = {}): Promise<OpenSearchServer> {
  const templates = new Map<string, unknown>();
  const policies = new Map<string, Kept>();
  const objects = new Map<string, unknown>();
  const lines = new Map<string, number>();
  const [master = ''] = Object.values(callers);
  const security = openSearchSecurity(master);
  let sequence = 0;

  function template(name: string, { method, body }: Asked): Answer {
    if (method !== 'PUT') return refuse(405, 'method_not_allowed');
    const parsed = templateSchema.safeParse(jsonOf(body));
    if (!parsed.success) return refuse(400, parsed.error.message);
    templates.set(name, parsed.data);
    return { status: 200, body: { acknowledged: true } };
  }

  function policy(id: string, { method, query, body }: Asked): Answer {
    const there = policies.get(id);
    const shown = ({ policy, sequence }: Kept) => ({
      _id: id,
      _version: 1,
      _seq_no: sequence,
      _primary_term: 1,
      policy,
    });
    if (method === 'GET') return there ? { status: 200, body: shown(there) } : refuse(404, 'Policy not found');
    const parsed = policySchema(tiers).safeParse(jsonOf(body));
    if (!parsed.success) return refuse(400, parsed.error.message);
    const isThatVersion = query.get('if_seq_no') === String(there?.sequence) && query.get('if_primary_term') === '1';
    if (there && !isThatVersion) return refuse(409, 'version_conflict_engine_exception');
    sequence += 1;
    const kept = { policy: parsed.data.policy, sequence };
    policies.set(id, kept);
    return { status: there ? 200 : 201, body: shown(kept) };
  }

  async function imports({ headers, query, body }: Asked): Promise<Answer> {
    if (headers['osd-xsrf'] === undefined) return refuse(400, 'Request must contain a osd-xsrf header.');
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': headers['content-type'] ?? '' },
    })
      .formData()
      .catch(() => null);
    const file = form?.get('file');
    if (!(file instanceof File)) return refuse(400, '[request body.file]: expected value of type [Stream]');
    if (!file.name.endsWith('.ndjson')) return refuse(400, `Invalid file extension ${file.name}`);
    const lines = (await file.text()).split('\n').filter((line) => line !== '');
    const parsed = z.array(objectSchema).safeParse(lines.map((line) => JSON.parse(line)));
    if (!parsed.success) return refuse(400, parsed.error.message);
    const keyOf = ({ type, id }: { readonly type: string; readonly id: string }) => `${type}:${id}`;
    const given = new Set(parsed.data.map(keyOf));
    const errors = parsed.data.flatMap((one) => {
      const missing = one.references.filter(
        (reference) => !given.has(keyOf(reference)) && !objects.has(keyOf(reference)),
      );
      const isTaken = objects.has(keyOf(one)) && query.get('overwrite') !== 'true';
      const error = missing.length > 0 ? { type: 'missing_references', references: missing } : { type: 'conflict' };
      return missing.length > 0 || isTaken ? [{ id: one.id, type: one.type, error }] : [];
    });
    // With errors of references nothing is imported, and the answer is 200 all the same.
    if (errors.length > 0) return { status: 200, body: { success: false, successCount: 0, errors } };
    for (const one of parsed.data) objects.set(keyOf(one), one);
    return { status: 200, body: { success: true, successCount: parsed.data.length } };
  }

  /** One request for many lines: it is refused as a whole, or line by line. */
  function bulk(who: string, { body }: Asked): Answer {
    const lacks = (action: string): Answer =>
      refuse(403, `security_exception: no permissions for [${action}] and User [name=${who}]`);
    if (!security.may(who, 'indices:data/write/bulk')) return lacks('indices:data/write/bulk');
    const actions = body
      .toString()
      .split('\n')
      .filter((line, index) => line !== '' && index % 2 === 0);
    const items = actions.map((line) => {
      const { _index: index } = bulkSchema.parse(JSON.parse(line)).create;
      const needed = ['indices:data/write/bulk[s]', 'indices:data/write/index'];
      const lacking = [...needed, ...(lines.has(index) ? [] : ['indices:admin/create'])].find(
        (action) => !security.may(who, action, index),
      );
      if (lacking) return { create: { _index: index, ...lacks(lacking) } };
      lines.set(index, (lines.get(index) ?? 0) + 1);
      return { create: { _index: index, status: 201 } };
    });
    return { status: 200, body: { errors: items.some(({ create }) => create.status !== 201), items } };
  }

  async function answerTo(asked: Asked): Promise<Answer> {
    const key = signed ? signerOf(asked) : '';
    if (key === null) return refuse(403, 'The request signature we calculated does not match.');
    const who = callers[key] ?? master;
    if (asked.path === '/_bulk' && asked.method === 'POST') return bulk(who, asked);
    // Of what else can be asked here none is for those who write or read.
    if (who !== master)
      return refuse(403, `security_exception: no permissions for ${asked.path} and User [name=${who}]`);
    return answerToMaster(asked);
  }

  async function answerToMaster(asked: Asked): Promise<Answer> {
    const api = /^\/_plugins\/_security\/api\/(?:(roles|rolesmapping)\/(\w+)|(audit(?:\/config)?))$/.exec(asked.path);
    if (api?.[1] === 'roles') return security.roles(api[2] ?? '', asked.method, jsonOf(asked.body));
    if (api?.[1]) return security.rolesmapping(api[2] ?? '', asked.method, jsonOf(asked.body));
    if (api) return security.auditConfig(api[3] ?? '', asked.method, jsonOf(asked.body));
    const [, kind, name = ''] =
      /^\/(_index_template|_plugins\/_ism\/policies|_dashboards\/api\/saved_objects)\/([\w-]+)$/.exec(asked.path) ?? [];
    if (kind === '_index_template') return template(name, asked);
    if (kind === '_plugins/_ism/policies') return policy(name, asked);
    if (kind && name === '_import' && asked.method === 'POST') return imports(asked);
    return refuse(400, `no handler found for uri [${asked.path}]`);
  }

  const server = createServer(async (request, response) => {
    const { status, body } = await answerTo(await read(request));
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server that listens on a TCP port has an address with that port.
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}`,
    templates,
    policies,
    objects,
    security,
    lines,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://search');
  return {
    method: request.method ?? '',
    path: pathname,
    query: searchParams,
    headers: request.headers,
    body: await buffer(request),
  };
}

/**
 * By whom it is, for which service, and of which body: the signature itself is Amazon's to check.
 * @returns the id of the key that signed it; null when it is not signed
 */
function signerOf({ headers, body }: Asked): string | null {
  const hash = createHash('sha256').update(body).digest('hex');
  const [, key = '', says = ''] =
    /^AWS4-HMAC-SHA256 Credential=(\w+)\/\d{8}\/[\w-]+\/es\/aws4_request, SignedHeaders=([\w;-]+), Signature=[0-9a-f]{64}$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  return headers['x-amz-content-sha256'] === hash && says.split(';').includes('host') ? key : null;
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return null;
  }
}
