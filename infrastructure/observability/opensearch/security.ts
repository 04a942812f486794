import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { below, type Domain, expectGood, json } from './domain.ts';

/** Who is let in, by the ARN of a role of the AWS account: to a new domain everybody but its master is a stranger. */
export interface LetIn {
  /** Tasks and pods that send lines. */
  readonly writers: readonly string[];
  /** Those who search and look at dashboards. */
  readonly readers: readonly string[];
}

const auditSchema = z.looseObject({
  config: z.looseObject({
    audit: z.looseObject({ disabled_rest_categories: z.array(z.string()), ignore_requests: z.array(z.string()) }),
  }),
});

type Audit = z.output<typeof auditSchema>['config'];

/**
 * ARNs of roles. A session of one (`arn:aws:sts::…:assumed-role/…`) comes to the domain as the role.
 * @throws Error that names those which are none
 */
export function roleArns(given: readonly string[]): readonly string[] {
  const others = given.filter((arn) => !/^arn:aws:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn));
  if (others.length > 0) throw new Error(`No ARN of a role (arn:aws:iam::<account>:role/<name>): ${others.join(' ')}`);
  return given;
}

/**
 * Turned on, and with whatever was allowed by HTTP in it: by itself it tells refusals alone, and not who looked at which line. Lines that come in are left
 * out, since it would quote each of them.
 */
export const audited = (config: Audit): Audit => ({
  ...config,
  enabled: true,
  audit: {
    ...config.audit,
    disabled_rest_categories: config.audit.disabled_rest_categories.filter((one) => one !== 'GRANTED_PRIVILEGES'),
    ignore_requests: [...new Set([...config.audit.ignore_requests, '/_bulk'])],
  },
});

/**
 * Says to the domain's own roles who writes and who reads, in the place of those who did, and turns its audit on. It may be run again. Without writers or
 * readers those that there are stay.
 * https://docs.opensearch.org/latest/security/api/role-mappings/create-role-mapping/
 * @returns what was done, in words
 * @throws Error with the domain's answer: 403 for anybody but its master
 */
export async function letIn(domain: Domain, { writers, readers }: LetIn): Promise<readonly string[]> {
  const put = (path: string, body: Uint8Array) =>
    expectGood(domain, { method: 'PUT', url: apiOf(domain, path), headers: json, body });
  const map = (role: string, arns: readonly string[]) =>
    put(`rolesmapping/${role}`, Buffer.from(JSON.stringify({ backend_roles: arns })));
  if (writers.length > 0) {
    await put('roles/studio_log_writer', await readFile(new URL('roles/studio_log_writer.json', import.meta.url)));
    await map('studio_log_writer', writers);
  }
  if (readers.length > 0) {
    await map('readall', readers);
    await map('kibana_user', readers);
  }
  if (writers.length + readers.length === 0) return [];
  // The whole of it has to be sent back: what is missing would count as an attempt to change what nobody may.
  const there = await expectGood(domain, { method: 'GET', url: apiOf(domain, 'audit'), headers: {} });
  const { config } = auditSchema.parse(await there.json());
  await put('audit/config', Buffer.from(JSON.stringify(audited(config))));
  return [
    ...(writers.length > 0 ? [`These write, and nobody else: ${writers.join(', ')}.`] : []),
    ...(readers.length > 0 ? [`These read, and nobody else: ${readers.join(', ')}.`] : []),
    'Its audit is on.',
  ];
}

const apiOf = ({ domain }: Domain, path: string): URL => below(domain, `_plugins/_security/api/${path}`);
