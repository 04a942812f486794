import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Call, type Sign, signedBy, unsigned } from './sign.ts';

const versionSchema = z.object({ _seq_no: z.number(), _primary_term: z.number() });
const importSchema = z.object({
  success: z.boolean(),
  successCount: z.number(),
  errors: z.array(z.looseObject({ id: z.string(), error: z.looseObject({ type: z.string() }) })).optional(),
});

export interface ApplyOptions {
  /** `https://search-….es.amazonaws.com` */
  readonly domain: URL;
  /** Where Dashboards are: below the domain, at Amazon's. */
  readonly dashboards: URL;
  /** Which of policies/ is taken. */
  readonly policy: 'tiered' | 'one-tier';
  readonly sign: Sign;
}

const read = (name: string) => readFile(new URL(name, import.meta.url));
const json = { 'content-type': 'application/json' };
const policyPath = '_plugins/_ism/policies/ai-film-studio-logs';

/**
 * Puts the template, the policy of ages and the dashboards into a domain, or brings them up to date. What was there is replaced; it may be run again.
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
  return [
    `The template of ${domain.host} is ours.`,
    `Its policy is "${policy}"${replaced ? ', in the place of what was there: indices that there are keep theirs until they are changed' : ''}.`,
    `${imported} objects are in ${dashboards.href}.`,
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

/** An address below another, whether that ends with a slash or not. */
const below = (base: URL, path: string): URL => new URL(path, `${base.href.replace(/\/$/, '')}/`);

async function send({ sign }: ApplyOptions, call: Call): Promise<Response> {
  const { method, url, headers, body } = await sign(call);
  return fetch(url, { method, headers: { ...headers }, ...(body ? { body: new Uint8Array(body) } : {}) });
}

async function expectGood(options: ApplyOptions, call: Call): Promise<Response> {
  const answer = await send(options, call);
  if (!answer.ok) throw await refusalOf(answer);
  return answer;
}

const refusalOf = async (answer: Response): Promise<Error> =>
  new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);

const usage =
  'node infrastructure/observability/opensearch/apply.ts <address of the domain> [--dashboards <address>] [--one-tier]';

/** By TLS a domain of Amazon's, signed; without TLS one's own, unsigned. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { dashboards: { type: 'string' }, 'one-tier': { type: 'boolean', default: false } },
  });
  const [address] = positionals;
  if (!address) throw new Error(usage);
  const domain = new URL(address);
  const dashboards = values.dashboards ? new URL(values.dashboards) : below(domain, '_dashboards');
  const policy = values['one-tier'] ? 'one-tier' : 'tiered';
  const sign = domain.protocol === 'https:' ? await signedByUs() : unsigned;
  for (const line of await apply({ domain, dashboards, policy, sign })) console.log(line);
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
