import { readdir, readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { bill } from './bill.ts';
import { costPage, unexplained } from './page.ts';
import { plannedResources } from './plan.ts';
import { planOf } from './plans.ts';
import { readPrices } from './prices.ts';
import { usageOf } from './usage.ts';

const page = new URL('../../../docs/costs.md', import.meta.url);
const environments = new URL('../../terraform/environments/', import.meta.url);

async function billOf(environment: string) {
  const usage = usageOf[environment];
  if (!usage) throw new Error(`Nobody has said how much ${environment} is used: add it to usage.ts.`);
  return bill(plannedResources(await planOf(environment)), usage, readPrices());
}

/** `npm run cost` plans all environments and writes docs/costs.md; with `--check` it only says whether the page is as it would be. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const names = Object.keys(usageOf);
  const found = (await readdir(environments, { withFileTypes: true })).filter((one) => one.isDirectory());
  for (const { name } of found)
    if (!names.includes(name)) throw new Error(`usage.ts does not know the environment ${name}.`);
  const bills = new Map<string, Awaited<ReturnType<typeof billOf>>>();
  for (const name of names) bills.set(name, await billOf(name));
  const text = costPage(bills, readPrices());
  const faults = [...unexplained(bills)];
  if (!values.check) await writeFile(page, text);
  else if ((await readFile(page, 'utf8').catch(() => '')) !== text)
    faults.push('docs/costs.md is not what the plans cost: run npm run cost.');
  console.log(text.split('\n## By what for')[0]);
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length > 0 ? 1 : 0;
}

await main();
