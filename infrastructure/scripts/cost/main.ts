import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { costPage, unexplained } from './page.ts';
import { billsOf, planAll } from './planned-bills.ts';
import { readPrices } from './prices.ts';

const page = new URL('../../../docs/costs.md', import.meta.url);

/** `npm run cost` plans all environments and writes docs/costs.md; with `--check` it only says whether the page is as it would be. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
  const bills = billsOf(await planAll(), readPrices());
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
