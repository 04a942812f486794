import { generateKeyPairSync } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { writePackages } from '../lambda/package.ts';
import { terraform } from './terraform.ts';

/** The environments, by the names of their folders. Recovery is production's pilot light in another region. */
export const environments = ['dev', 'sandbox', 'staging', 'production', 'recovery'] as const;
export type Environment = (typeof environments)[number];

/** A resource that a plan would have in the end. */
export interface Planned {
  /** `module.studio.module.sqs.aws_sqs_queue.lane["processing"]` */
  readonly address: string;
  readonly type: string;
  /** What is known before it is made. What is not known yet is left out, or null in a list. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Of each value that is not known yet, true: a reference to something else that is made. */
  readonly unknown: Readonly<Record<string, unknown>>;
}

// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
const changeSchema = z.object({
  address: z.string(),
  mode: z.enum(['managed', 'data']),
  type: z.string(),
  change: z.object({
    after: z.record(z.string(), z.unknown()).nullable(),
    after_unknown: z.union([z.record(z.string(), z.unknown()), z.boolean()]).default({}),
  }),
});
const planSchema = z.object({ resource_changes: z.array(changeSchema).default([]) });

/** The managed resources of `terraform show -json` of a plan, of all modules. @throws Error when it is no plan */
export function plannedResources(json: unknown): readonly Planned[] {
  const resources: Planned[] = [];
  for (const { address, mode, type, change } of planSchema.parse(json).resource_changes) {
    if (mode !== 'managed' || !change.after) continue;
    const unknown = typeof change.after_unknown === 'boolean' ? {} : change.after_unknown;
    resources.push({ address, type, values: change.after, unknown });
  }
  return resources;
}

/** What an environment is planned with here: a state of its own, and a provider that asks nobody who it is. */
const withoutAccount = `terraform {
  backend "local" {}
}

provider "aws" {
  access_key                  = "test"
  secret_key                  = "test"
  allowed_account_ids         = null
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
`;

/** Films by CloudFront, as docs/runbooks/deploy.md turns them on: with a key whose private half is thrown away. @example await planOf('dev', withFilms()) */
export function withFilms() {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { media: { keys: { A: publicKey.export({ type: 'spki', format: 'pem' }).toString() }, signs: 'A' } };
}

const source = fileURLToPath(new URL('.', import.meta.url));

/**
 * Plans an environment from nothing, in a copy whose state is local: neither an account nor a state is asked.
 * @param variables besides those of its terraform.tfvars
 * @returns what `terraform show -json` says of the plan
 * @throws Error with Terraform's words
 * @example plannedResources(await planOf('dev'));
 */
export const planOf = (environment: Environment, variables: Record<string, unknown> = {}): Promise<unknown> =>
  planCopy(join('environments', environment), variables);

/** The same of what an account has before any environment. @example await planOfBootstrap({ account_id: '111111111111', repository: 'us/studio' }) */
export const planOfBootstrap = (variables: Record<string, unknown>): Promise<unknown> =>
  planCopy('bootstrap', variables);

async function planCopy(path: string, variables: Record<string, unknown>): Promise<unknown> {
  const copy = await mkdtemp(join(tmpdir(), 'plan-'));
  try {
    await cp(source, join(copy, 'terraform'), { recursive: true, filter: (path) => !path.includes('.terraform') });
    await cp(join(source, '..', 'deploy', 'permissions.json'), join(copy, 'deploy', 'permissions.json'));
    await writePackages(join(copy, 'lambda', 'dist'));
    const folder = join(copy, 'terraform', path);
    await writeFile(join(folder, 'plan_override.tf'), withoutAccount);
    await writeFile(join(folder, 'zz.auto.tfvars.json'), JSON.stringify(variables));
    return await planIn(folder);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** The same of a configuration that is written out: a module, and what it is called with. @throws Error with Terraform's words */
export async function planText(configuration: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'plan-'));
  try {
    await writeFile(join(folder, 'main.tf'), configuration);
    return await planIn(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function planIn(folder: string): Promise<unknown> {
  const said = async (...args: string[]) => {
    const { passed, output } = await terraform(folder, args);
    if (!passed) throw new Error(`terraform ${args[0]} in ${folder}: ${output}`);
    return output;
  };
  await said('init');
  await said('plan', '-out=plan', '-refresh=false');
  return JSON.parse(await said('show', '-json', 'plan'));
}
