import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { terraform } from '../../terraform/terraform.ts';

const source = fileURLToPath(new URL('../../terraform', import.meta.url));

/**
 * Plans an environment from nothing, in a copy whose state is local: neither an account nor a state is asked.
 * @returns what `terraform show -json` says of the plan
 * @throws Error with Terraform's words
 */
export async function planOf(environment: string): Promise<unknown> {
  const copy = await mkdtemp(join(tmpdir(), 'cost-'));
  try {
    await cp(source, copy, { recursive: true, filter: (path) => !path.includes('.terraform') });
    const folder = join(copy, 'environments', environment);
    await writeFile(join(folder, 'cost_override.tf'), 'terraform {\n  backend "local" {}\n}\n');
    return await planIn(folder);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** The same of any folder. */
export async function planIn(folder: string): Promise<unknown> {
  const said = async (...args: string[]) => {
    const { passed, output } = await terraform(folder, args);
    if (!passed) throw new Error(`terraform ${args[0]} in ${folder}: ${output}`);
    return output;
  };
  await said('init');
  await said('plan', '-out=plan', '-refresh=false');
  return JSON.parse(await said('show', '-json', 'plan'));
}
