import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { below, type Domain, expectGood, json, refusalOf, send } from './domain.ts';
import { type LetIn, letIn, roleArns } from './security.ts';
import { type Sign, signedBy, unsigned } from './sign.ts';

const versionSchema = z.object({ _seq_no: z.number(), _primary_term: z.number() });
const importSchema = z.object({
  success: z.boolean(),
  successCount: z.number(),
  errors: z.array(z.looseObject({ id: z.string(), error: z.looseObject({ type: z.string() }) })).optional(),
});

export interface ApplyOptions extends Domain {
  /** Where Dashboards are: below the domain, at Amazon's. */
  readonly dashboards: URL;
  /** Which of policies/ is taken. */
  readonly policy: 'tiered' | 'one-tier';
  /** Nobody: then the domain's own roles stay as they are. */
  readonly letIn: LetIn;
}

const read = (name: string) => readFile(new URL(name, import.meta.url));
const policyPath = '_plugins/_ism/policies/ai-film-studio-logs';

/**
 * Puts the template, the policy of ages and the dashboards into a domain, or brings them up to date, and lets in who is to write and to read: last, so that
 * no line comes before the template that says what of it is searched. What was there is replaced; it may be run again.
 * @returns what was done, in words
 * @throws Error with the domain's answer
 */
export async function apply(options: ApplyOptions): Promise<readonly string[]> {
  const { domain, dashboards, policy } = options;
  await expectGood(options, {
    method: 'PUT',
    url: below(domain, '_index_template/ai-film-studio-logs'),
    headers: json,
    body: await read('template.json'),
  });
  const replaced = await putPolicy(options);
  const imported = await importDashboards(options);
  const opened = await letIn(options, options.letIn);
  return [
    `The template of ${domain.host} is ours.`,
    `Its policy is "${policy}"${replaced ? ', in the place of what was there: indices that there are keep theirs until they are changed' : ''}.`,
    `${imported} objects are in ${dashboards.href}.`,
    ...opened,
  ];
}

/** A policy is replaced only by who says which version of it. https://docs.opensearch.org/latest/im-plugin/ism/api/#update-policy */
async function putPolicy(options: ApplyOptions): Promise<boolean> {
  const url = below(options.domain, policyPath);
  const there = await send(options, { method: 'GET', url, headers: {} });
  if (!there.ok && there.status !== 404) throw await refusalOf(there);
  if (there.ok) {
    const { _seq_no, _primary_term } = versionSchema.parse(await there.json());
    url.searchParams.set('if_seq_no', String(_seq_no));
    url.searchParams.set('if_primary_term', String(_primary_term));
  }
  await expectGood(options, { method: 'PUT', url, headers: json, body: await read(`policies/${options.policy}.json`) });
  return there.ok;
}

async function importDashboards(options: ApplyOptions): Promise<number> {
  const form = new FormData();
  form.set(
    'file',
    new Blob([new Uint8Array(await read('dashboards.ndjson'))], { type: 'application/ndjson' }),
    'dashboards.ndjson',
  );
  // The whole body at once: it is signed.
  const multipart = new Response(form);
  const url = below(options.dashboards, 'api/saved_objects/_import?overwrite=true');
  const answer = await expectGood(options, {
    method: 'POST',
    url,
    headers: { 'content-type': multipart.headers.get('content-type') ?? '', 'osd-xsrf': 'true' },
    body: new Uint8Array(await multipart.arrayBuffer()),
  });
  const { success, successCount, errors = [] } = importSchema.parse(await answer.json());
  if (success) return successCount;
  throw new Error(`Not imported: ${errors.map(({ id, error }) => `${id}, ${error.type}`).join('; ')}.`);
}

const usage =
  'node infrastructure/observability/opensearch/apply.ts <address of the domain> [--dashboards <address>] [--one-tier] [--writers <ARN of a role>]… [--readers <ARN of a role>]…';

/** By TLS a domain of Amazon's, signed; without TLS one's own, unsigned. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      dashboards: { type: 'string' },
      'one-tier': { type: 'boolean', default: false },
      writers: { type: 'string', multiple: true, default: [] },
      readers: { type: 'string', multiple: true, default: [] },
    },
  });
  const [address] = positionals;
  if (!address) throw new Error(usage);
  const domain = new URL(address);
  const dashboards = values.dashboards ? new URL(values.dashboards) : below(domain, '_dashboards');
  const policy = values['one-tier'] ? 'one-tier' : 'tiered';
  const letIn = { writers: roleArns(values.writers), readers: roleArns(values.readers) };
  const sign = domain.protocol === 'https:' ? await signedByUs() : unsigned;
  for (const line of await apply({ domain, dashboards, policy, letIn, sign })) console.log(line);
}

/** The credentials and the region that any of Amazon's clients would find. */
async function signedByUs(): Promise<Sign> {
  const { ECSClient } = await import('@aws-sdk/client-ecs');
  const { config } = new ECSClient({});
  return signedBy(config.credentials, await config.region());
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
